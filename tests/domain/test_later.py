"""What «Позже» can mean at each moment, and what becomes of a ladder when its person's hour changes."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendars import WorkDays
from domain.later import choices
from domain.reminders import Course, Watched, ladder, rehour, step
from domain.spoken_hours import looks_like_hour, read_hour
from tests.domain.rules import MOSCOW, RULES

HOURS = RULES.hours
CONTROL = date(2022, 10, 20)
WATCHED = Watched(None, CONTROL, "deadline")


def at(day: int, hour: int, minute: int = 0, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime(2022, 10, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "hour", "tomorrow", "days"),
    [
        (at(17, 12), at(17, 13), at(18, 9), True),
        (at(19, 12), at(19, 13), at(20, 9), True),
        (at(19, 20, 30), at(20, 9), at(20, 9), True),  # in an hour it is night
        (at(20, 9), at(20, 10), None, False),  # the last day
        (at(20, 19, 59), at(20, 20, 59), None, False),
        (at(20, 20), None, None, False),  # in an hour it is night, the morning is past the deadline
        (at(21, 9), at(21, 10), at(22, 9), False),  # overdue
        (at(25, 22), at(26, 9), at(26, 9), False),
    ],
)
def test_an_hour_tomorrow_or_another_day_but_never_past_the_deadline(
    now: datetime, hour: datetime | None, tomorrow: datetime | None, days: bool
) -> None:
    offered = choices(CONTROL, HOURS, now)
    assert (offered.hour, offered.tomorrow, offered.days) == (hour, tomorrow, days)
    assert offered.any is (hour is not None or tomorrow is not None)


def test_tomorrow_is_the_same_wall_time_where_clocks_change() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    offered = choices(date(2022, 11, 10), replace(HOURS, zone=warsaw), at(29, 12, zone=warsaw))
    assert offered.tomorrow is not None
    assert (offered.tomorrow.astimezone(warsaw).hour, offered.tomorrow - at(29, 9, zone=warsaw)) == (
        9,
        timedelta(hours=24),
    )
    assert offered.tomorrow.astimezone(ZoneInfo("UTC")).hour == 8, "summer time had it at seven"


def said_between(course: Course, start: datetime, end: datetime, digest_at: time) -> list[datetime]:
    """The moments at which the executor hears something, looked at every half hour."""
    hours = replace(HOURS, digest_at=digest_at)
    notices = ladder(WATCHED, RULES.profiles["обычный"], RULES, WorkDays("RU"), hours)
    heard, now = [], start
    while now <= end:
        taken = step(course, notices, now)
        heard += [now for notice in taken.said if notice.to_executor]
        course, now = taken.course, now + timedelta(minutes=30)
    return heard


@pytest.mark.parametrize(
    ("changed_at", "before", "after", "heard"),
    [
        (at(17, 8), time(9), time(15), [at(17, 15), at(19, 15)]),
        (at(17, 10), time(9), time(15), [at(19, 15)]),  # the 17th was said at nine
        (at(17, 10), time(15), time(9), [at(17, 10), at(19, 9)]),  # the 17th was still to come: at once
        (at(17, 16), time(15), time(9), [at(19, 9)]),
        (at(18, 10), time(9), time(15), [at(19, 15)]),
        (at(17, 9), time(9), time(9), [at(19, 9)]),
    ],
)
def test_a_new_hour_says_each_day_once_and_none_not(
    changed_at: datetime, before: time, after: time, heard: list[datetime]
) -> None:
    was, hours = replace(HOURS, digest_at=before), replace(HOURS, digest_at=after)
    profile, work = RULES.profiles["обычный"], WorkDays("RU")
    # The bot has looked a moment ago.
    course = step(Course(told_to=at(11, 12)), ladder(WATCHED, profile, RULES, work, was), changed_at).course
    course = rehour(course, ladder(WATCHED, profile, RULES, work, hours), was, hours)
    assert said_between(course, changed_at, at(19, 23), after) == heard


def test_a_look_on_the_way_does_not_bring_the_day_back() -> None:
    was, hours = HOURS, replace(HOURS, digest_at=time(15))
    notices = ladder(WATCHED, RULES.profiles["обычный"], RULES, WorkDays("RU"), hours)
    course = rehour(Course(told_to=at(17, 9), again_at=at(17, 11)), notices, was, hours)
    taken = step(course, notices, at(17, 11))
    assert [notice.kind for notice in taken.said] == ["again"]
    assert said_between(taken.course, at(17, 11, 30), at(18, 23), time(15)) == []


def test_what_had_come_up_and_was_not_said_is_said_at_the_new_hour() -> None:
    was, hours = HOURS, replace(HOURS, digest_at=time(15))
    notices = ladder(WATCHED, RULES.profiles["обычный"], RULES, WorkDays("RU"), hours)
    course = rehour(Course(told_to=at(17, 9)), notices, was, hours, unsaid=at(17, 9))
    assert course.next_at == at(17, 15)


def test_what_is_never_spoken_of_stays_so() -> None:
    assert rehour(Course(), [], HOURS, HOURS) == Course()


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("8:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("08-30", time(8, 30)),
        ("в 9", time(9)),
        ("9 утра", time(9)),
        ("в 3 дня", time(15)),
        ("12 дня", time(12)),
        ("10 часов", time(10)),
        ("0:00", time(0)),
        ("24:00", None),
        ("8:75", None),
    ],
)
def test_an_hour_is_read_as_people_write_it(words: str, hour: time | None) -> None:
    assert looks_like_hour(words)
    assert read_hour(words) == hour


@pytest.mark.parametrize("words", ["", "сделано", "до 20.10.2022", "8:30 и 9:00", "завтра в 8", "888", "10 человек"])
def test_other_words_are_no_hour(words: str) -> None:
    assert not looks_like_hour(words)
    assert read_hour(words) is None
