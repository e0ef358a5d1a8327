"""The district's own rules: zone, hours, profiles of reminders. Configuration made into values."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal
from zoneinfo import ZoneInfo

from domain.calendars import Calendars, SchoolCalendar, WorkDays
from domain.hours import Hours, Lessons, within


@dataclass(frozen=True, slots=True)
class Profile:
    """When an assignment is reminded, in working days before the control date and after it.

    After the last of ``after`` it is repeated weekly; at most ``at_most`` reminders come after the control date.
    ``check_in``: the days before a question how an ongoing measure goes.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    at_most: int
    check_in: tuple[int, ...] = (3, 0)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one district decided; times are local.

    ``grace``: working days after the control date before something counts as overdue. ``escalate_coordinator`` and
    ``escalate_head``: working days after that until they are told, 0: never. ``working_from`` and ``working_to``: the
    day in which a daily message may come. ``lessons_from`` and ``lessons_to``: both None where lessons are not kept
    free. ``school``: the country's calendar with the district's file over it; ``free_days`` and ``working_days``: on
    which the district does otherwise than the country. ``ask_children``: whether the author of an answer with pictures
    is asked if children are in them, under the district's words about it, ``consent_rule``.
    """

    name: str
    country: Literal["RU", "BY"]
    zone: ZoneInfo
    digest_at: time
    quiet_from: time
    quiet_to: time
    profile: str
    profiles: dict[str, Profile]
    due_day_off: Literal["previous", "next", "same"]
    grace: int = 0
    escalate_coordinator: int = 3
    escalate_head: int = 5
    album_quiet_seconds: float = 2.0
    max_upload_mb: int = 20
    admins: tuple[int, ...] = ()
    working_from: time = time(8)
    working_to: time = time(18)
    lessons_from: time | None = None
    lessons_to: time | None = None
    school: SchoolCalendar = field(default_factory=SchoolCalendar)
    free_days: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()
    ask_children: bool = True
    consent_rule: str = ""

    @property
    def work(self) -> WorkDays:
        """The working days of the district by its settings."""
        return WorkDays(self.country, self.due_day_off, self.free_days, self.working_days)

    def overdue_before(self, today: date) -> date:
        """The first control date that is not overdue yet on the local day ``today``; all before it are."""
        return self.work.shift(today, -self.grace) if self.grace else today

    @property
    def hours(self) -> Hours:
        """The hours of the district itself."""
        calendars = Calendars(self.work, self.school)
        return Hours(self.zone, self.digest_at, self.quiet_from, self.quiet_to, self.lessons_of(calendars))

    def lessons_of(self, calendars: Calendars) -> Lessons | None:
        """When lessons are given by these calendars; None where the district does not keep them free."""
        if self.lessons_from is None or self.lessons_to is None:
            return None
        return Lessons(self.lessons_from, self.lessons_to, calendars)

    def fits(self, digest_at: time) -> bool:
        """Whether a daily message may come at this hour: in the working day, not in quiet hours, not in lessons."""
        at_work = within(digest_at, self.working_from, self.working_to)
        quiet = within(digest_at, self.quiet_from, self.quiet_to)
        if self.lessons_from is None or self.lessons_to is None:
            return at_work and not quiet
        return at_work and not quiet and not within(digest_at, self.lessons_from, self.lessons_to)
