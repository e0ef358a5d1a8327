"""A small day of answers with five kills: nothing is lost, and the way there was as rough as it was meant to be."""

from pathlib import Path

import pytest

from benchmarks.kept import Size, play, verdict_of

SMALL = Size(answers=200, people=20, schools=2, kills=5, measures=3)


@pytest.mark.timeout(300)
async def test_two_hundred_answers_outlive_five_kills_and_updates_that_come_again(tmp_path: Path) -> None:
    run = await play(SMALL, tmp_path)
    verdict = verdict_of(run)
    assert verdict.kept, verdict.examples
    assert run.problems == []
    assert (verdict.answers, run.people, run.kills) == (SMALL.answers, SMALL.people, SMALL.kills)
    assert {answer.kind for answer in run.answers} == {
        "photo",
        "album",
        "photo-file",
        "document",
        "words",
        "button",
        "all-done",
    }
    assert verdict.files > SMALL.answers
    assert run.repeated > SMALL.kills
