"""What is said about an assignment, to whom and when: the ladder, and each step on it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import WorkDays
from domain.hours import Hours
from domain.reminders import Course, Notice, Watched, begin, ladder, put_off, replan, step
from domain.rules import Profile
from tests.domain.rules import MOSCOW, RULES

USUAL = RULES.profiles["обычный"]
WORK = WorkDays("RU")
HOURS = Hours(MOSCOW, time(9), time(21), time(8))
THURSDAY = date(2022, 10, 20)
LETTERS = Watched(None, THURSDAY, "deadline")


def moscow(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2022, month, day, hour, minute, tzinfo=MOSCOW)


def steps(watched: Watched, profile: Profile = USUAL, rules=RULES, work: WorkDays = WORK) -> list[tuple[str, date]]:
    return [(notice.kind, notice.at.date()) for notice in ladder(watched, profile, rules, work, HOURS)]


def days_of(kind: str, watched: Watched, profile: Profile = USUAL, rules=RULES) -> list[date]:
    return [day for one, day in steps(watched, profile, rules) if one == kind]


# --- the ladder ------------------------------------------------------------------------------------------------------


def test_the_usual_profile_speaks_before_on_and_after_the_day_in_working_days() -> None:
    assert days_of("ahead", LETTERS) == [
        date(2022, 9, 30),
        date(2022, 10, 11),
        date(2022, 10, 17),
        date(2022, 10, 19),
        THURSDAY,
    ]
    assert days_of("after", LETTERS) == [
        date(2022, 10, 21),
        date(2022, 10, 25),
        date(2022, 10, 31),
        date(2022, 11, 8),
        date(2022, 11, 15),
        date(2022, 11, 22),
    ]


def test_after_the_last_repetition_a_person_is_told_instead() -> None:
    assert days_of("cap", LETTERS) == [date(2022, 11, 29)]
    assert steps(LETTERS)[-1][0] == "cap"


def test_the_coordinator_hears_after_three_working_days_and_the_head_after_five() -> None:
    assert days_of("coordinator", LETTERS) == [date(2022, 10, 25)]
    assert days_of("head", LETTERS) == [date(2022, 10, 27)]


def test_each_level_has_its_own_delay_and_can_be_switched_off() -> None:
    slow = replace(RULES, escalate_coordinator=10, escalate_head=0)
    assert days_of("coordinator", LETTERS, rules=slow) == [date(2022, 11, 3)]
    assert days_of("head", LETTERS, rules=slow) == []


def test_grace_moves_everything_that_is_said_to_be_overdue() -> None:
    patient = replace(RULES, grace=2)
    assert days_of("ahead", LETTERS, rules=patient) == days_of("ahead", LETTERS)
    assert days_of("after", LETTERS, rules=patient)[0] == date(2022, 10, 25)
    assert days_of("coordinator", LETTERS, rules=patient) == [date(2022, 10, 27)]


def test_with_grace_a_day_counts_as_overdue_later() -> None:
    monday = date(2022, 10, 24)
    assert RULES.overdue_before(monday) == monday
    assert replace(RULES, grace=2).overdue_before(monday) == THURSDAY, "20 October is not overdue yet, the 19th is"


def test_a_window_is_announced_on_its_first_working_day() -> None:
    autumn = Watched(date(2022, 10, 1), date(2022, 12, 30), "window")
    assert days_of("start", autumn) == [date(2022, 10, 3)], "1 October 2022 is a Saturday"


def test_a_window_of_a_day_or_two_is_not_announced_besides() -> None:
    assert days_of("start", Watched(date(2022, 10, 19), THURSDAY, "window")) == []


def test_a_period_that_only_ends_is_not_announced_when_it_begins() -> None:
    assert days_of("start", Watched(date(2022, 9, 1), date(2022, 10, 10), "deadline")) == []


def test_how_it_goes_is_asked_shortly_before_and_repeated_twice_without_the_head() -> None:
    check_in = Watched(date(2022, 10, 1), date(2022, 12, 30), "check-in")
    assert days_of("ahead", check_in) == [date(2022, 12, 27), date(2022, 12, 30)]
    assert days_of("after", check_in) == [date(2023, 1, 9), date(2023, 1, 11)]
    assert days_of("head", check_in) == []


def test_the_final_report_is_reminded_like_any_deadline() -> None:
    final = Watched(date(2023, 4, 1), date(2023, 5, 31), "final")
    assert len(days_of("ahead", final)) == len(USUAL.before)


def test_who_has_handed_it_on_hears_only_when_the_day_has_passed() -> None:
    given_away = replace(LETTERS, handed_on=True)
    assert days_of("ahead", given_away) == []
    assert days_of("after", given_away) == days_of("after", LETTERS)


def test_holidays_and_transferred_days_are_not_counted() -> None:
    january = Watched(None, date(2023, 1, 12), "deadline")
    assert days_of("ahead", january)[-3:] == [date(2023, 1, 9), date(2023, 1, 11), date(2023, 1, 12)]


def test_a_control_day_that_is_off_is_reminded_on_the_working_day_before() -> None:
    sunday = Watched(None, date(2022, 10, 23), "deadline")
    assert days_of("ahead", sunday)[-1] == date(2022, 10, 21)


def test_days_of_the_district_itself_count_too() -> None:
    free_friday = WorkDays("RU", free=frozenset({date(2022, 10, 21)}))
    after = [day for kind, day in steps(LETTERS, work=free_friday) if kind == "after"]
    assert after[0] == date(2022, 10, 24)


# --- the steps -------------------------------------------------------------------------------------------------------


def test_what_lies_behind_brings_no_reminders() -> None:
    late = Watched(None, date(2022, 9, 23), "deadline")
    notices = ladder(late, USUAL, RULES, WORK, HOURS)
    assert begin(late, notices, HOURS, moscow(9, 26, 8)) == Course()


def test_a_plan_accepted_in_the_middle_gets_only_what_is_still_to_come() -> None:
    notices = ladder(LETTERS, USUAL, RULES, WORK, HOURS)
    course = begin(LETTERS, notices, HOURS, moscow(10, 19, 12))
    assert course.next_at == moscow(10, 20)


def test_a_step_says_what_is_due_and_names_the_next_moment() -> None:
    notices = ladder(LETTERS, USUAL, RULES, WORK, HOURS)
    course = begin(LETTERS, notices, HOURS, moscow(10, 10))
    taken = step(course, notices, moscow(10, 11))
    assert [(notice.kind, notice.days) for notice in taken.said] == [("ahead", 7)]
    assert taken.course.next_at == moscow(10, 17)


def test_after_days_of_silence_the_newest_is_said_and_the_older_ones_are_merged() -> None:
    notices = ladder(LETTERS, USUAL, RULES, WORK, HOURS)
    course = begin(LETTERS, notices, HOURS, moscow(10, 10))
    taken = step(course, notices, moscow(10, 19, 15))
    assert [notice.days for notice in taken.said] == [1]
    assert [notice.days for notice in taken.merged] == [7, 3]
    assert taken.course.next_at == moscow(10, 20)


def test_others_hear_everything_that_was_missed() -> None:
    notices = ladder(LETTERS, USUAL, RULES, WORK, HOURS)
    course = begin(LETTERS, notices, HOURS, moscow(10, 10))
    taken = step(course, notices, moscow(10, 28))
    assert sorted(notice.kind for notice in taken.said) == ["after", "coordinator", "head"]


def test_what_was_put_off_is_silent_until_then_and_said_then() -> None:
    notices = ladder(LETTERS, USUAL, RULES, WORK, HOURS)
    course = put_off(begin(LETTERS, notices, HOURS, moscow(10, 10)), notices, moscow(10, 18), moscow(10, 10, 10))
    assert course.next_at == moscow(10, 18), "neither on the 11th nor on the 17th"
    taken = step(course, notices, moscow(10, 18))
    assert [notice.kind for notice in taken.said] == ["again"]
    assert taken.course.next_at == moscow(10, 19)


def test_who_puts_it_off_does_not_silence_the_others() -> None:
    notices = ladder(LETTERS, USUAL, RULES, WORK, HOURS)
    course = put_off(begin(LETTERS, notices, HOURS, moscow(10, 10)), notices, moscow(10, 26), moscow(10, 24, 10))
    assert [notice.kind for notice in step(course, notices, moscow(10, 25)).said] == ["coordinator"]


def test_a_changed_ladder_says_again_what_had_come_up_and_was_not_said() -> None:
    notices = ladder(LETTERS, USUAL, RULES, WORK, HOURS)
    course = step(begin(LETTERS, notices, HOURS, moscow(10, 10)), notices, moscow(10, 11)).course
    assert replan(course, notices, moscow(10, 11, 10)).next_at == moscow(10, 17)
    assert replan(course, notices, moscow(10, 11, 10), unsaid=moscow(10, 11)).next_at == moscow(10, 11)


def test_what_was_never_spoken_of_stays_so_when_it_is_planned_anew() -> None:
    assert replan(Course(), ladder(LETTERS, USUAL, RULES, WORK, HOURS), moscow(10, 11)) == Course()


# --- whatever the plan and the looks ---------------------------------------------------------------------------------

_DAYS = st.dates(date(2022, 9, 1), date(2023, 6, 30))
_PROFILES = st.builds(
    Profile,
    before=st.lists(st.integers(0, 30), max_size=6, unique=True).map(lambda days: tuple(sorted(days, reverse=True))),
    after=st.lists(st.integers(1, 12), max_size=5, unique=True).map(lambda days: tuple(sorted(days))),
    at_most=st.integers(1, 8),
)
_WATCHED = st.builds(
    Watched,
    start=st.none() | st.dates(date(2022, 9, 1), date(2022, 9, 20)),
    control=_DAYS,
    form=st.sampled_from(["deadline", "window", "check-in", "final"]),
    handed_on=st.booleans(),
).filter(lambda one: one.start is None or one.start <= one.control)


@given(watched=_WATCHED, profile=_PROFILES, grace=st.integers(0, 5))
def test_every_notice_comes_at_the_person_s_hour_on_a_working_day(
    watched: Watched, profile: Profile, grace: int
) -> None:
    notices = ladder(watched, profile, replace(RULES, grace=grace), WORK, HOURS)
    assert [notice.at for notice in notices] == sorted(notice.at for notice in notices)
    for notice in notices:
        assert notice.at.timetz().replace(tzinfo=None) == HOURS.digest_at
        assert WORK.is_working(notice.at.date())


@given(
    watched=_WATCHED,
    profile=_PROFILES,
    looks=st.lists(st.integers(1, 60 * 24 * 20), min_size=1, max_size=40),
    since=st.integers(0, 60 * 24 * 60),
)
def test_however_often_one_looks_each_notice_is_said_or_merged_exactly_once(
    watched: Watched, profile: Profile, looks: list[int], since: int
) -> None:
    notices = ladder(watched, profile, RULES, WORK, HOURS)
    now = moscow(9, 1) + timedelta(minutes=since)
    course = begin(watched, notices, HOURS, now)
    born, met = now, list[Notice]()
    for minutes in looks:
        now += timedelta(minutes=minutes)
        taken = step(course, notices, now)
        assert len([notice for notice in taken.said if notice.to_executor]) <= 1
        met += [*taken.said, *taken.merged]
        course = taken.course
        assert course.next_at is None or course.next_at > now
    expected = [notice for notice in notices if born < notice.at <= now] if watched.control >= born.date() else []
    assert sorted(met, key=repr) == sorted(expected, key=repr)


@given(watched=_WATCHED, until=st.integers(1, 60 * 24 * 40), looks=st.lists(st.integers(1, 60 * 24 * 9), max_size=40))
def test_put_off_means_silence_until_then_and_one_word_then(watched: Watched, until: int, looks: list[int]) -> None:
    notices = ladder(watched, USUAL, RULES, WORK, HOURS)
    now = moscow(9, 1)
    again = now + timedelta(minutes=until)
    course = put_off(begin(watched, notices, HOURS, now), notices, again, now)
    heard: list[tuple[datetime, Notice]] = []
    for minutes in looks:
        now += timedelta(minutes=minutes)
        taken = step(course, notices, now)
        heard += [(now, notice) for notice in taken.said if notice.to_executor]
        course = taken.course
    assert all(moment >= again for moment, _ in heard)
    assert [notice.kind for _, notice in heard].count("again") <= 1
    assert bool(heard) == (now >= again)


@pytest.mark.parametrize("profile", [Profile((), (), 1), Profile((3,), (), 4), Profile((), (1,), 1)])
def test_a_profile_may_say_very_little(profile: Profile) -> None:
    kinds = {kind for kind, _ in steps(LETTERS, profile)}
    assert ("cap" in kinds) == bool(profile.after), "who was never reminded is not told of as one who never answered"
