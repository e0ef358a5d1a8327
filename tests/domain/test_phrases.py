"""Deadline cells as they stand in plans of many districts, with what a careful reader makes of each."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from documents.reading.schema import stage_to_json
from domain.deadlines import read_deadline
from domain.measures import Span

FOLDER = Path(__file__).parent / "phrases"


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


PHRASES = lines("russia") + lines("belarus")
# True to life, and written to be hard: a part of the hard ones is only asked about.
LAST = lines("last") + lines("districts")
EXAM = lines("exam")
READ_OF_EXAM = 0.92


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


def without_label(stage: dict[str, Any], *left_open: str) -> dict[str, Any]:
    """The label of a part is what the reader may take along; the dates are what counts."""
    return {key: value for key, value in stage.items() if key not in ("label", *left_open)}


def is_read(line: dict[str, Any]) -> bool:
    """Whether a cell is read as one of its right readings, with a question where there has to be one."""
    reading = read_deadline(line["phrase"], plan(line["period"]), line.get("country"))
    rights = line.get("any_of") or [line["stages"]]
    told = any("not_understood" in stage for right in rights for stage in right)
    left_open = () if told else ("not_understood",)
    found = [without_label(said(stage_to_json(stage)), *left_open) for stage in reading.stages]
    wanted = [[without_label(said(stage)) for stage in right] for right in rights]
    return found in wanted and line["asks"] in (None, bool(reading.questions))


@pytest.mark.parametrize("line", LAST, ids=[line["phrase"][:60] for line in LAST])
def test_a_usual_cell_is_read(line: dict[str, Any]) -> None:
    assert is_read(line)


@pytest.mark.parametrize("line", EXAM, ids=[line["phrase"][:60] for line in EXAM])
def test_a_hard_cell_is_read_rightly_or_asked_about(line: dict[str, Any]) -> None:
    reading = read_deadline(line["phrase"], plan(line["period"]))
    assert is_read(line) or reading.questions


def test_most_of_the_hard_cells_are_read() -> None:
    assert sum(map(is_read, EXAM)) >= READ_OF_EXAM * len(EXAM)
