"""Working days of Russia and Belarus, with the transferred days of the production calendars and a district's own days.

The source of the days off is the ``holidays`` package, which carries the transfer decrees of both countries.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

import holidays
from dateutil.relativedelta import relativedelta

Country = Literal["RU", "BY"]
DayOff = Literal["previous", "next", "same"]
_STEP = timedelta(days=1)


@cache
def _calendar(country: Country) -> holidays.HolidayBase:
    return holidays.country_holidays(country)


@cache
def _works(country: Country, day: date) -> bool:
    return bool(_calendar(country).is_working_day(day))


def decree_known(country: Country, year: int) -> bool:
    """Whether the transferred days of that year are known; else it has weekends and holidays only, until the update.

    The governments decree them between July and November of the year before.
    """
    # A new release of the package brings them; it keeps them by year, one key a decree. Both countries have
    # transferred days every year since 2005.
    return year in getattr(_calendar(country), "special_public_holidays", {})


@dataclass(frozen=True, slots=True)
class WorkDays:
    """The working days of a country; ``free`` and ``working`` are days on which the district does otherwise.

    ``due_day_off``: the working day on which a due day that is off is controlled. The default "previous" is the rule
    of Russian office practice for deadlines set by a superior.
    """

    country: Country
    due_day_off: DayOff = "previous"
    free: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices of the district work on this day."""
        if day in self.working:
            return True
        return day not in self.free and _works(self.country, day)

    def control_day(self, due: date) -> date:
        """The working day on which a due day that is off is controlled; a working due day stays."""
        if self.due_day_off == "same":
            return due
        return self._nearest(due, -_STEP if self.due_day_off == "previous" else _STEP)

    def shift(self, day: date, working_days: int) -> date:
        """The day that lies so many working days after ``day`` (before it where negative); 0 gives ``day`` itself."""
        step = _STEP if working_days > 0 else -_STEP
        for _ in range(abs(working_days)):
            day = self._nearest(day + step, step)
        return day

    def _nearest(self, day: date, step: timedelta) -> date:
        while not self.is_working(day):
            day += step
        return day


def quarter_ends(start: date, end: date) -> list[date]:
    """The last days of the calendar quarters within a span, and its own end."""
    found = []
    last = start + relativedelta(months=(3 - start.month) % 3, day=31)
    while last < end:
        found.append(last)
        last += relativedelta(months=3, day=31)
    return [*found, end]
