"""Writes the plans into a folder: `python -m tests.documents.plans.make FOLDER`.

NAME.json beside this file is the reading of NAME.docx, .xlsx, .txt or .csv that a careful person made by hand, with
the keys of a reading; `questions` is ["ask"] where something has to be asked, in any words. `unclear`, of a plan or
of a measure, names the keys where another reading is as right: they are not to be counted as errors.
"""

import sys
from pathlib import Path

from tests.documents.plans import order, sheets, teaching, texts, upbringing
from tests.documents.plans.writers import Plan, write

PLANS: list[Plan] = [*teaching.PLANS, *upbringing.PLANS, *order.PLANS, *sheets.PLANS, *texts.PLANS]


def make(folder: Path) -> list[Path]:
    """Write every plan into the folder, which is made where it is missing; return the paths of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write(plan, folder) for plan in PLANS]


if __name__ == "__main__":
    make(Path(sys.argv[1]))
