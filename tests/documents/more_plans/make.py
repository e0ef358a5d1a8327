"""Writes the second set of plans into a folder: `python -m tests.documents.more_plans.make FOLDER`.

NAME.json beside this file is the reading of NAME.docx, .xlsx, .txt or .csv that a careful person made by hand, as in
`tests.documents.plans`: `questions` is ["ask"] where something has to be asked, `unclear` names the keys where
another reading is as right. Here are other institutions, other headers and layouts than there.
"""

import sys
from pathlib import Path

from tests.documents.more_plans import bodies, children, sheets, texts
from tests.documents.plans.writers import Plan, write

PLANS: list[Plan] = [*children.PLANS, *bodies.PLANS, *sheets.PLANS, *texts.PLANS]


def make(folder: Path) -> list[Path]:
    """Write every plan into the folder, which is made where it is missing; return the paths of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write(plan, folder) for plan in PLANS]


if __name__ == "__main__":
    make(Path(sys.argv[1]))
