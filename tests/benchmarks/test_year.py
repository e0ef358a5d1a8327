"""The first month of the played year, small: every promise is kept, and the judge sees when one is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.year import Size, play
from benchmarks.year_people import Sent
from benchmarks.year_promises import Verdict, Year, judge

SMALL = Size(schools=2, people=20, crashes=2, days=31, plans=("003",))


def digest_of(year: Year) -> Sent:
    """The last daily message that has something to press."""
    return next(sent for sent in reversed(year.sent) if sent.shown)


def without(year: Year, sent: Sent) -> Year:
    """It has never arrived."""
    return replace(year, sent=[one for one in year.sent if one is not sent])


def at_night(year: Year, sent: Sent) -> Year:
    """It came ten hours before its hour."""
    return replace(
        year, sent=[replace(one, at=one.at - timedelta(hours=10)) if one is sent else one for one in year.sent]
    )


def copied(year: Year, sent: Sent) -> Year:
    """It came to the same chat many times."""
    copies = [replace(sent, message=10_000 + number) for number in range(100)]
    return replace(year, sent=[*year.sent, *copies])


def moved(year: Year, sent: Sent) -> Year:
    """It came two days later."""
    return replace(
        year, sent=[replace(one, at=one.at + timedelta(days=2)) if one is sent else one for one in year.sent]
    )


DAMAGES: dict[Callable[[Year, Sent], Year], Callable[[Verdict], int]] = {
    without: lambda verdict: verdict.lost,
    at_night: lambda verdict: verdict.quiet,
    copied: lambda verdict: verdict.copies - verdict.copies_of_crashes,
    moved: lambda verdict: verdict.unexpected,
}


@pytest.mark.timeout(300)
async def test_a_small_district_with_two_crashes_keeps_every_promise_and_a_broken_one_is_seen(tmp_path: Path) -> None:
    year, run = await play(SMALL, tmp_path)
    verdict = judge(year)
    assert verdict.kept, verdict.examples
    assert run.problems == 0
    assert run.deaths == SMALL.crashes
    # «Издан приказ» of the plan 003 is due on 30 September and 4 October: all its people hear of that in September.
    assert verdict.expected > run.people
    assert verdict.answers > 0
    for damage, seen in DAMAGES.items():
        broken = judge(damage(year, digest_of(year)))
        assert seen(broken) > 0, damage.__name__
        assert not broken.kept, damage.__name__
