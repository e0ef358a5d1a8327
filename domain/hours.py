"""When the bot may speak first to one person: their zone, the hour of the daily message, quiet hours, lessons."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendars import Calendars

_YOUNGEST_ONLY = 5  # the extra week off of the first form: the others, and their teachers, have lessons


def within(moment: time, start: time, end: time) -> bool:
    """Whether a wall time lies in a stretch of the day; ``end`` is outside, the stretch may go over midnight.

    Equal ends are an empty stretch.
    """
    if start <= end:
        return start <= moment < end
    return moment >= start or moment < end


@dataclass(frozen=True, slots=True)
class Lessons:
    """The hours of lessons on working days outside the school holidays; ``begin`` is earlier than ``end``."""

    begin: time
    end: time
    calendars: Calendars

    def are_at(self, local: datetime) -> bool:
        """Whether lessons are given at this local moment."""
        return within(local.time(), self.begin, self.end) and self._on(local.date())

    def _on(self, day: date) -> bool:
        return self.calendars.work.is_working(day) and not any(
            term.unit == "holidays" and term.number != _YOUNGEST_ONLY and term.first <= day <= term.last
            for term in self.calendars.school.terms
        )


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of one person as local wall time; quiet hours begin at ``quiet_from``, end before ``quiet_to``.

    ``lessons`` are quiet hours too; None where the district does not keep them free.
    """

    zone: ZoneInfo
    digest_at: time
    quiet_from: time
    quiet_to: time
    lessons: Lessons | None = None

    def day(self, moment: datetime) -> date:
        """The person's local day."""
        return moment.astimezone(self.zone).date()

    def at(self, day: date) -> datetime:
        """The moment of the daily message on this day."""
        return datetime.combine(day, self.digest_at, self.zone)

    def is_quiet(self, moment: datetime) -> bool:
        """Whether nothing may be said unasked at this moment: at night, in lessons."""
        local = moment.astimezone(self.zone)
        return self._is_night(local) or (self.lessons is not None and self.lessons.are_at(local))

    def _is_night(self, local: datetime) -> bool:
        return within(local.time(), self.quiet_from, self.quiet_to)

    def after_quiet(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours and lessons that it falls into."""
        while self.is_quiet(moment):
            local = moment.astimezone(self.zone)
            end = self.quiet_to if self._is_night(local) or self.lessons is None else self.lessons.end
            day = local.date() if local.time() < end else local.date() + timedelta(days=1)
            moment = datetime.combine(day, end, self.zone)
        return moment

    def next_digest(self, moment: datetime) -> datetime:
        """The first moment of the daily message strictly after ``moment``."""
        today = self.at(self.day(moment))
        return today if today > moment else self.at(today.date() + timedelta(days=1))

    def first_chance(self, moment: datetime) -> datetime:
        """The moment itself; out of quiet hours the daily message that follows them, or their end where it has left."""
        end = self.after_quiet(moment)
        return moment if end == moment else max(end, self.at(self.day(end)))

    def last_said(self, moment: datetime) -> date:
        """The last local day whose daily message was due by ``moment``."""
        day = self.day(moment)
        return day if self.at(day) <= moment else day - timedelta(days=1)
