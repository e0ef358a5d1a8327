"""When something may be said: at night never, in lessons not before their end, at the person's own wall time."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.calendars import Calendars, SchoolCalendar, SchoolTerm, WorkDays
from domain.hours import Hours, Lessons
from tests.domain.rules import MOSCOW, RULES

AUTUMN = SchoolTerm("2022/2023", "holidays", 1, date(2022, 10, 31), date(2022, 11, 6), "приказ")
YOUNGEST = SchoolTerm("2022/2023", "holidays", 5, date(2023, 2, 13), date(2023, 2, 19), "приказ")
CALENDARS = Calendars(WorkDays("RU", working=frozenset({date(2022, 10, 22)})), SchoolCalendar((AUTUMN, YOUNGEST)))
HOURS = replace(RULES.hours, lessons=Lessons(time(8, 30), time(14), CALENDARS))


def at(words: str, zone: ZoneInfo = MOSCOW) -> datetime:
    """«2022-10-19 14:00» by the clock of the zone."""
    return datetime.fromisoformat(words).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2022-10-19 07:59", "2022-10-19 08:00"),  # the night ends
        ("2022-10-19 08:00", "2022-10-19 08:00"),
        ("2022-10-19 08:29", "2022-10-19 08:29"),
        ("2022-10-19 08:30", "2022-10-19 14:00"),  # Wednesday, lessons
        ("2022-10-19 13:59", "2022-10-19 14:00"),
        ("2022-10-19 14:00", "2022-10-19 14:00"),
        ("2022-10-19 21:00", "2022-10-20 08:00"),
        ("2022-10-23 10:00", "2022-10-23 10:00"),  # Sunday
        ("2022-10-22 10:00", "2022-10-22 14:00"),  # a Saturday on which the district works
        ("2022-10-29 10:00", "2022-10-29 10:00"),  # an ordinary Saturday
        ("2022-10-31 10:00", "2022-10-31 10:00"),  # the first day of the autumn holidays
        ("2022-11-04 10:00", "2022-11-04 10:00"),  # a public holiday
        ("2022-11-07 10:00", "2022-11-07 14:00"),  # the first day after them
        ("2023-02-14 10:00", "2023-02-14 14:00"),  # only the first form is free
    ],
)
def test_what_comes_up_is_said_at_once_or_after_the_night_and_the_lessons(moment: str, said: str) -> None:
    assert HOURS.after_quiet(at(moment)) == at(said)
    assert HOURS.is_quiet(at(moment)) is (moment != said)


def test_a_night_that_ends_in_lessons_is_followed_by_them() -> None:
    early = replace(HOURS, lessons=Lessons(time(7, 30), time(13), CALENDARS))
    assert early.after_quiet(at("2022-10-18 23:00")) == at("2022-10-19 13:00")


def test_without_lessons_the_morning_is_free() -> None:
    assert not RULES.hours.is_quiet(at("2022-10-19 10:00"))


@pytest.mark.parametrize(
    ("zone", "moment", "said"),
    [
        ("Europe/Kaliningrad", "2022-10-19 10:00", "2022-10-19 14:00"),
        ("Europe/Moscow", "2022-10-19 10:00", "2022-10-19 14:00"),
        ("Asia/Kamchatka", "2022-10-19 10:00", "2022-10-19 14:00"),
        # Poland changed its clocks on the night to Sunday, 30 October 2022, and on the night to 27 March 2022.
        ("Europe/Warsaw", "2022-10-29 22:00", "2022-10-30 08:00"),
        ("Europe/Warsaw", "2022-03-26 22:00", "2022-03-27 08:00"),
    ],
)
def test_the_wall_clock_of_the_person_counts(zone: str, moment: str, said: str) -> None:
    local = ZoneInfo(zone)
    assert replace(HOURS, zone=local).after_quiet(at(moment, local)) == at(said, local)


@pytest.mark.parametrize(
    ("digest_at", "moment", "said"),
    [
        (time(9), "2022-10-19 12:00", "2022-10-19 12:00"),
        (time(9), "2022-10-19 22:00", "2022-10-20 09:00"),  # after the night with the message of the morning
        (time(9), "2022-10-20 02:00", "2022-10-20 09:00"),
        (time(17), "2022-10-20 02:00", "2022-10-20 17:00"),
    ],
)
def test_the_first_chance_after_the_night_is_the_daily_message(digest_at: time, moment: str, said: str) -> None:
    assert replace(RULES.hours, digest_at=digest_at).first_chance(at(moment)) == at(said)


@pytest.mark.parametrize(
    ("digest_at", "said"),
    [(time(8), "2022-10-19 14:00"), (time(14), "2022-10-19 14:00"), (time(15), "2022-10-19 15:00")],
)
def test_the_first_chance_after_lessons_is_their_end_or_the_daily_message_still_to_come(
    digest_at: time, said: str
) -> None:
    assert replace(HOURS, digest_at=digest_at).first_chance(at("2022-10-19 10:00")) == at(said)


def test_the_last_day_that_has_been_said() -> None:
    hours: Hours = RULES.hours
    assert hours.last_said(at("2022-10-19 08:59")) == date(2022, 10, 18)
    assert hours.last_said(at("2022-10-19 09:00")) == date(2022, 10, 19)


@pytest.mark.parametrize(
    ("digest_at", "fits"),
    [
        (time(7, 59), False),  # quiet, and before work
        (time(8), True),
        (time(8, 29), True),
        (time(8, 30), False),  # lessons
        (time(13, 59), False),
        (time(14), True),
        (time(17, 59), True),
        (time(18), False),  # after work
        (time(22), False),
    ],
)
def test_a_daily_message_comes_at_work_outside_quiet_hours_and_lessons(digest_at: time, fits: bool) -> None:
    rules = replace(RULES, lessons_from=time(8, 30), lessons_to=time(14))
    assert rules.fits(digest_at) is fits
