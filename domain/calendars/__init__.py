"""What a day is: working or off, lessons or holidays."""

from dataclasses import dataclass, field

from domain.calendars.resolving import Resolved, resolve
from domain.calendars.school import EXTRA_WEEK, NUMBERS, SchoolCalendar, SchoolTerm, TermUnit, school_year_of
from domain.calendars.typed import read_own_day, read_stretch
from domain.calendars.working import Country, DayOff, WorkDays, decree_known, quarter_ends

__all__ = [
    "EXTRA_WEEK",
    "NUMBERS",
    "Calendars",
    "Country",
    "DayOff",
    "Resolved",
    "SchoolCalendar",
    "SchoolTerm",
    "TermUnit",
    "WorkDays",
    "decree_known",
    "quarter_ends",
    "read_own_day",
    "read_stretch",
    "resolve",
    "school_year_of",
]


@dataclass(frozen=True, slots=True)
class Calendars:
    """The working days and the school calendar of one organisation."""

    work: WorkDays
    school: SchoolCalendar = field(default_factory=SchoolCalendar)
