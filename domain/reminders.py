"""What is said about an assignment, to whom and when: its ladder of notices, and where it stands on it.

Nothing is planned further ahead than the next step. ``told_to`` is the moment up to which everything that had to be
said has been said, so a minute, a day or a process that is missed leaves a stretch that the next look finds whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from domain.calendars import WorkDays
from domain.hours import Hours
from domain.periods import PeriodForm
from domain.rules import Profile, Rules

NoticeKind = Literal["start", "ahead", "after", "again", "coordinator", "head", "cap"]
TO_EXECUTOR: tuple[NoticeKind, ...] = ("start", "ahead", "after", "again")
_WEEK = 5  # working days
_CHECK_IN_REPEATS = 2
_JUST_BEFORE = timedelta(seconds=1)  # moments are kept in whole seconds


@dataclass(frozen=True, slots=True)
class Watched:
    """What the ladder of an assignment depends on; days are local.

    ``handed_on``: its person has given it to somebody else and hears of it only when the day has passed; whoever stands
    above hears of it from the assignment of the other.
    """

    start: date | None
    control: date
    form: PeriodForm
    handed_on: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be said at ``at``; ``days`` working days before the control date (negative: after it).

    To the executor: ``start`` of the window, ``ahead`` of the day or on it, ``after`` it, ``again`` what was put off,
    as they asked or until their return. To a coordinator or a head: that it is overdue, ``cap``: that it will not be
    repeated any more.
    """

    kind: NoticeKind
    days: int
    at: datetime

    @property
    def to_executor(self) -> bool:
        """Whether the person who has to answer hears it."""
        return self.kind in TO_EXECUTOR


@dataclass(frozen=True, slots=True)
class Course:
    """Where an assignment stands on its ladder: ``next_at`` is when there is something to say again, None: never.

    ``again_at``: put off until then; what the executor would hear before is not said.
    """

    told_to: datetime | None = None
    again_at: datetime | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one look at an assignment brings: what is said now, what is said no more, where it stands then."""

    said: tuple[Notice, ...]
    merged: tuple[Notice, ...]
    course: Course


def ladder(watched: Watched, profile: Profile, rules: Rules, work: WorkDays, hours: Hours) -> list[Notice]:
    """Every notice about the assignment in order of time, those of the past too.

    Notices come on working days at the person's hour. ``rules.grace`` working days pass after the control date before
    anything is said to be overdue.
    """
    steps = list(_after(watched, profile, rules))
    if not watched.handed_on:
        steps += [*_ahead(watched, profile, work), *_escalated(watched, profile, rules)]
    notices = [Notice(kind, days, hours.at(_day(watched, days, kind, work))) for kind, days in steps]
    return sorted(notices, key=lambda notice: (notice.at, -notice.days))


def _day(watched: Watched, days: int, kind: NoticeKind, work: WorkDays) -> date:
    if kind == "start":
        assert watched.start is not None
        return watched.start if work.is_working(watched.start) else work.shift(watched.start, 1)
    if days == 0 and not work.is_working(watched.control):
        return work.shift(watched.control, -1)
    return work.shift(watched.control, -days)


def _ahead(watched: Watched, profile: Profile, work: WorkDays) -> Iterator[tuple[NoticeKind, int]]:
    if watched.form == "window" and watched.start is not None and work.shift(watched.start, 1) < watched.control:
        yield "start", max(profile.before, default=0) + 1
    for days in profile.check_in if watched.form == "check-in" else profile.before:
        yield "ahead", days


def _after(watched: Watched, profile: Profile, rules: Rules) -> Iterator[tuple[NoticeKind, int]]:
    for days in _repeats(watched, profile):
        yield "after", -rules.grace - days


def _repeats(watched: Watched, profile: Profile) -> list[int]:
    if watched.form == "check-in":
        return list(profile.after[: min(_CHECK_IN_REPEATS, profile.at_most)])
    after = list(profile.after)
    while after and len(after) < profile.at_most:
        after.append(after[-1] + _WEEK)
    return after[: profile.at_most]


def _escalated(watched: Watched, profile: Profile, rules: Rules) -> Iterator[tuple[NoticeKind, int]]:
    if rules.escalate_coordinator:
        yield "coordinator", -rules.grace - rules.escalate_coordinator
    if rules.escalate_head and watched.form != "check-in":
        yield "head", -rules.grace - rules.escalate_head
    repeats = _repeats(watched, profile)
    if repeats:
        yield "cap", -rules.grace - repeats[-1] - _WEEK


def begin(watched: Watched, notices: Sequence[Notice], hours: Hours, now: datetime) -> Course:
    """Where a new assignment stands: only what is still to come is said.

    One whose control date lies before the local day of ``now`` is never spoken of: the plan was late before it came to
    us, and nobody is blamed for that.
    """
    if watched.control < hours.day(now):
        return Course()
    return _standing(Course(told_to=now), notices)


def replan(course: Course, notices: Sequence[Notice], now: datetime, unsaid: datetime | None = None) -> Course:
    """Where the assignment stands when its ladder has changed, or it is open again: what lies behind stays behind.

    ``unsaid``: the earliest moment of what had come up and was not said; the new ladder decides whether it still is.
    """
    if course.told_to is None:
        return course
    told_to = max(now, course.told_to) if unsaid is None else min(now, unsaid - _JUST_BEFORE)
    return _standing(replace(course, told_to=told_to), notices)


def rehour(
    course: Course, notices: Sequence[Notice], was: Hours, hours: Hours, unsaid: datetime | None = None
) -> Course:
    """Where the assignment stands when its person's hour or zone has changed; ``notices`` are at the new ``hours``.

    A day whose message has been said is not said again at the new hour, one whose new hour has passed already is said
    now. What was put off to the daily message of a day goes along. ``unsaid``: as in ``replan``.
    """
    if course.told_to is None:
        return course
    told_to = hours.at(was.last_said(course.told_to))
    if unsaid is not None:
        told_to = min(told_to, hours.at(was.day(unsaid)) - _JUST_BEFORE)
    again_at = course.again_at
    if again_at is not None and again_at == was.at(was.day(again_at)):
        again_at = hours.at(was.day(again_at))
    return _standing(replace(course, told_to=told_to, again_at=again_at), notices)


def put_off(course: Course, notices: Sequence[Notice], until: datetime, now: datetime) -> Course:
    """The executor hears nothing more before ``until`` and is told then; others are told as before."""
    return _standing(replace(course, told_to=course.told_to or now, again_at=until), notices)


def step(course: Course, notices: Sequence[Notice], now: datetime) -> Step:
    """What has to be said about the assignment now, each thing once, however long nobody has looked.

    Of several notices for the executor only the newest is said: the older ones are not true any more.
    """
    if course.told_to is None:
        return Step((), (), Course())
    due = [notice for notice in notices if course.told_to < notice.at <= now]
    waits = course.again_at is not None and course.again_at > now
    if course.again_at is not None and not waits:
        due.append(Notice("again", 0, course.again_at))
    mine = [notice for notice in due if notice.to_executor]
    said = [notice for notice in due if not notice.to_executor] + ([] if waits else mine[-1:])
    merged = mine if waits else mine[:-1]
    course = replace(course, told_to=max(course.told_to, now), again_at=course.again_at if waits else None)
    return Step(tuple(said), tuple(merged), _standing(course, notices))


def _standing(course: Course, notices: Sequence[Notice]) -> Course:
    assert course.told_to is not None
    coming = [notice.at for notice in notices if notice.at > course.told_to and not _silenced(notice, course)]
    if course.again_at is not None:
        coming.append(course.again_at)
    return replace(course, next_at=min(coming, default=None))


def _silenced(notice: Notice, course: Course) -> bool:
    return notice.to_executor and course.again_at is not None and notice.at <= course.again_at
