"""The responsible cells of ``cells.jsonl``: each line a cell, the parties it names and whether something is asked."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.parties import read_parties

_LINES = (Path(__file__).parent / "cells.jsonl").read_text(encoding="utf-8").splitlines()
CELLS: list[dict[str, Any]] = [json.loads(line) for line in _LINES]


def readings(entry: dict[str, Any]) -> list[list[tuple[str, str, str | None]]]:
    """The readings that are right: one, or several that are equally right."""
    return [
        [(party["kind"], party["name"], party.get("position")) for party in parties]
        for parties in entry.get("any_of") or [entry["parties"]]
    ]


@pytest.mark.parametrize("entry", CELLS, ids=lambda entry: entry["cell"][:40])
def test_a_cell_is_read_as_a_careful_reader_would(entry: dict[str, Any]) -> None:
    reading = read_parties(entry["cell"])
    assert [(party.kind, party.name, party.position) for party in reading.parties] in readings(entry)
    assert bool(reading.questions) == entry["asks"]


# Truly two readings: a line end between two acronyms, or inside initials and a maiden name.
TWO_WAYS = {"ИДН\nРОВД", "ПДН\nОП", "М\nР", "Рогачёва\n(Кулик)", "сад\nМБОУ"}


@pytest.mark.parametrize("entry", CELLS, ids=lambda entry: entry["cell"][:40])
def test_a_line_end_instead_of_a_space_changes_nothing(entry: dict[str, Any]) -> None:
    cell: str = entry["cell"]
    places = [] if "\n" in cell or not cell.strip() else [place for place, mark in enumerate(cell) if mark == " "]
    for place in places:
        wrapped = f"{cell[:place]}\n{cell[place + 1 :]}"
        if not any(words in wrapped for words in TWO_WAYS):
            assert read_parties(wrapped).parties == read_parties(cell).parties
