"""The deadline cells of ``phrases/``: each with its plan, its right readings and whether a careful reader asks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from documents.reading.schema import stage_to_json
from domain.deadlines import Reading, read_deadline
from domain.measures import Span

FOLDER = Path(__file__).parent / "phrases"
Stages = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A cell as printed, the plan that it stands in, the readings that are right; ``asks`` is None where both are."""

    text: str
    plan: Span
    country: str | None
    rights: list[Stages]
    asks: bool | None

    @property
    def single_day(self) -> date | None:
        """The due day, where the only right reading is one day."""
        if len(self.rights) != 1 or len(self.rights[0]) != 1 or self.rights[0][0]["kind"] != "once":
            return None
        due = self.rights[0][0].get("due")
        return date.fromisoformat(due) if due else None

    def read(self) -> Reading:
        """What the grammar makes of it."""
        return read_deadline(self.text, self.plan, self.country)

    def is_right(self, reading: Reading) -> bool:
        """Whether the stages are those of a right reading; labels and words left over are not compared."""
        found = [_dates(said(stage_to_json(stage))) for stage in reading.stages]
        return found in [[_dates(said(stage)) for stage in right] for right in self.rights]


def phrases(*names: str) -> list[Phrase]:
    """The cells of these files, of all where none is named."""
    return [phrase for name in names or (path.stem for path in sorted(FOLDER.glob("*.jsonl"))) for phrase in _of(name)]


def _of(name: str) -> Iterator[Phrase]:
    for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines():
        kept = json.loads(line)
        rights = kept.get("any_of") or [kept["stages"]]
        yield Phrase(kept["phrase"], plan(kept["period"]), kept.get("country"), rights, kept["asks"])


def plan(period: str | None) -> Span:
    """«2023-09-01..2024-05-31» as a span."""
    start, _, end = (period or "..").partition("..")
    return Span(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)


def said(stage: dict[str, Any]) -> dict[str, Any]:
    """A stage without what it leaves open; of words not understood only that there are some."""
    kept = {key: value for key, value in stage.items() if value not in (None, [], {})}
    for part in ("recurrence", "calendar"):
        if part in kept:
            kept[part] = {key: value for key, value in kept[part].items() if value is not None}
    return kept | ({"not_understood": True} if kept.get("not_understood") else {})


def _dates(stage: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in stage.items() if key not in ("label", "not_understood")}
