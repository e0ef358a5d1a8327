"""Deadline cells as they stand in plans of many districts, with what a careful reader makes of each."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from documents.reading.schema import stage_to_json
from domain.deadlines import read_deadline
from domain.measures import Span

PHRASES = [
    json.loads(line)
    for name in ("russia", "belarus")
    for line in (Path(__file__).parent / "phrases" / f"{name}.jsonl").read_text("utf-8").splitlines()
]


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


@pytest.mark.parametrize("line", PHRASES, ids=[line["phrase"][:60] for line in PHRASES])
def test_a_phrase_is_read_as_a_careful_reader_does(line: dict[str, Any]) -> None:
    reading = read_deadline(line["phrase"], plan(line["period"]), line.get("country"))
    found = [said(stage_to_json(stage)) for stage in reading.stages]
    rights = line.get("any_of") or [line["stages"]]
    assert found in [[said(stage) for stage in right] for right in rights]
    assert bool(reading.questions) == line["asks"]
