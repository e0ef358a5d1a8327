"""Deadline cells as they stand in plans of many districts, with what a careful reader makes of each."""

import pytest

from documents.reading.schema import stage_to_json
from tests.domain.phrasebook import Phrase, phrases, said

PHRASES = phrases("russia", "belarus")
# True to life, and written to be hard: a part of the hard ones is only asked about.
USUAL = phrases("last", "districts", "templates")
EXAM = phrases("exam")
READ_OF_EXAM = 0.92


def name(phrase: Phrase) -> str:
    return phrase.text[:60]


def is_read(phrase: Phrase) -> bool:
    """Whether a cell is read as one of its right readings, with a question where there has to be one."""
    reading = phrase.read()
    return phrase.is_right(reading) and phrase.asks in (None, bool(reading.questions))


@pytest.mark.parametrize("phrase", PHRASES, ids=name)
def test_a_phrase_is_read_as_a_careful_reader_does(phrase: Phrase) -> None:
    reading = phrase.read()
    found = [said(stage_to_json(stage)) for stage in reading.stages]
    assert found in [[said(stage) for stage in right] for right in phrase.rights]
    assert bool(reading.questions) == phrase.asks


@pytest.mark.parametrize("phrase", USUAL, ids=name)
def test_a_usual_cell_is_read(phrase: Phrase) -> None:
    assert is_read(phrase)


@pytest.mark.parametrize("phrase", EXAM, ids=name)
def test_a_hard_cell_is_read_rightly_or_asked_about(phrase: Phrase) -> None:
    assert is_read(phrase) or phrase.read().questions


def test_most_of_the_hard_cells_are_read() -> None:
    assert sum(map(is_read, EXAM)) >= READ_OF_EXAM * len(EXAM)
