"""A small day of answers with five kills: nothing is lost, and the way there was as rough as it was meant to be."""

from pathlib import Path

import pytest

from benchmarks.kept import Size, play, verdict_of
from benchmarks.year_bot import read_here
from services import imports

SMALL = Size(answers=100, people=10, schools=2, kills=5, measures=2)


@pytest.mark.timeout(300)
async def test_answers_outlive_five_kills_and_updates_that_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A plan that we have typed ourselves needs no process around its reader.
    monkeypatch.setattr(imports, "read_in_child", read_here)
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
    assert verdict.files > SMALL.answers / 2
    assert run.repeated > SMALL.kills
