"""Working days of Russia and Belarus, with the transferred days of the production calendars.

The source of the days off is the ``holidays`` package, which carries the transfer decrees of both countries.
"""

from datetime import date, timedelta
from functools import cache
from typing import Literal

import holidays
from dateutil.relativedelta import relativedelta

Country = Literal["RU", "BY"]
_STEP = timedelta(days=1)


@cache
def _calendar(country: Country) -> holidays.HolidayBase:
    return holidays.country_holidays(country)


def is_working(day: date, country: Country) -> bool:
    """Whether offices work on this day."""
    return bool(_calendar(country).is_working_day(day))


def control_day(due: date, country: Country, rule: Literal["previous", "next", "same"]) -> date:
    """The working day on which a due day that is off is controlled; a working due day stays.

    The default "previous" is the rule of Russian office practice for deadlines set by a superior.
    """
    if rule == "same":
        return due
    return _nearest(due, country, -_STEP if rule == "previous" else _STEP)


def _nearest(day: date, country: Country, step: timedelta) -> date:
    while not is_working(day, country):
        day += step
    return day


def shift(day: date, working_days: int, country: Country) -> date:
    """The day that lies so many working days after ``day`` (before it where negative); 0 gives ``day`` itself."""
    step = _STEP if working_days > 0 else -_STEP
    for _ in range(abs(working_days)):
        day = _nearest(day + step, country, step)
    return day


def quarter_ends(start: date, end: date) -> list[date]:
    """The last days of the calendar quarters within a span, and its own end."""
    found = []
    last = start + relativedelta(months=(3 - start.month) % 3, day=31)
    while last < end:
        found.append(last)
        last += relativedelta(months=3, day=31)
    return [*found, end]
