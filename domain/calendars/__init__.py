"""What a day is: working or off, lessons or holidays."""

from dataclasses import dataclass, field

from domain.calendars.school import SchoolCalendar, SchoolTerm
from domain.calendars.working import Country, DayOff, WorkDays, decree_known, quarter_ends

__all__ = [
    "Calendars",
    "Country",
    "DayOff",
    "SchoolCalendar",
    "SchoolTerm",
    "WorkDays",
    "decree_known",
    "quarter_ends",
]


@dataclass(frozen=True, slots=True)
class Calendars:
    """The working days and the school calendar of one organisation."""

    work: WorkDays
    school: SchoolCalendar = field(default_factory=SchoolCalendar)
