"""«Позже»: how far a reminder can be put off, and to which moment."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.hours import Hours

HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Choices:
    """The moments that can be chosen now; None: it would be past the deadline.

    ``moved``: in an hour nothing may be said, so that choice means the message after the quiet hours. ``days``: another
    day can be named.
    """

    hour: datetime | None
    tomorrow: datetime | None
    days: bool
    moved: bool

    @property
    def any(self) -> bool:
        """Whether it can be put off at all."""
        return self.hour is not None or self.tomorrow is not None


def latest_day(control: date, today: date) -> date:
    """The last local day to which it can be put off: the control day; of what is overdue, tomorrow."""
    return control if control >= today else today + _DAY


def choices(control: date, hours: Hours, now: datetime) -> Choices:
    """What can be chosen now for something that is controlled on the local day ``control``."""
    today = hours.day(now)
    last = latest_day(control, today)
    hour, tomorrow = hours.first_chance(now + HOUR), hours.at(today + _DAY)
    return Choices(
        hour=hour if hours.day(hour) <= last else None,
        tomorrow=tomorrow if today + _DAY <= last else None,
        days=control > today,
        moved=hour != now + HOUR,
    )
