"""The judge of the played year knows by itself what has to be said on which day."""

from datetime import UTC, date, datetime

from benchmarks.year_people import Fact
from benchmarks.year_promises import WORKING, days_of
from domain.calendars import WorkDays
from tests.domain.rules import RULES

OCTOBER = Fact(1, 1, date(2022, 10, 3), date(2022, 10, 20), "window", datetime(2022, 9, 1, tzinfo=UTC))


def test_the_typed_working_days_are_those_of_the_product() -> None:
    first, last = WORKING[0], WORKING[-1]
    assert (first, last) == (date(2022, 7, 1), date(2024, 12, 28))
    calendar = WorkDays("RU")
    days = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    assert [day for day in days if calendar.is_working(day)] == WORKING


def test_a_window_of_october_is_spoken_of_on_these_days_in_their_order() -> None:
    """Counted by hand; 4 November is free."""
    told = [day for what, day in days_of(OCTOBER, RULES) if what == "assignments"]
    ahead = [(9, 30), (10, 3), (10, 11), (10, 17), (10, 19), (10, 20)]
    after = [(10, 21), (10, 25), (10, 31), (11, 8), (11, 15), (11, 22)]
    assert told == [date(2022, *day) for day in (*ahead, *after)]
    others = [(what, day) for what, day in days_of(OCTOBER, RULES) if what != "assignments"]
    assert others == [
        ("coordinator", date(2022, 10, 25)),
        ("head", date(2022, 10, 27)),
        ("cap", date(2022, 11, 29)),
    ]


def test_work_that_begins_on_the_last_day_of_play_and_ends_in_the_next_year_is_known() -> None:
    late = Fact(1, 1, date(2023, 9, 1), date(2024, 5, 31), "window", datetime(2022, 9, 1, tzinfo=UTC))
    assert days_of(late, RULES)[0] == ("assignments", date(2023, 9, 1))
