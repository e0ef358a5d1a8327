"""Stretches of the calendar as people name them, with the year possibly left out."""

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "weekday", "month", "quarter", "half", "season", "year", "school-year"]

# The school year runs from 1 September to 31 May (a setting of the house; the plan may say otherwise in words).
SCHOOL_YEAR_STARTS, SCHOOL_YEAR_ENDS = (9, 1), (5, 31)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SEASONS = {1: (3, 5), 2: (6, 8), 3: (9, 11), 4: (12, 2)}


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, quarter…: ``index`` is the month, quarter, half or season; ``year`` is None when not printed.

    ``day``: day of the month, counted from its end where it is negative (-1 is the last one); for a weekday its place
    in the month (-1 is the last one). ``weekday``: 1 = Monday … 7 = Sunday.
    """

    unit: Unit
    year: int | None = None
    index: int = 0
    day: int = 0
    weekday: int = 0

    @property
    def months(self) -> tuple[int, int]:
        """First and last month of the stretch; the last one may be smaller (winter, school year)."""
        match self.unit:
            case "day" | "weekday" | "month":
                return self.index, self.index
            case "quarter":
                return self.index * 3 - 2, self.index * 3
            case "half":
                return self.index * 6 - 5, self.index * 6
            case "season":
                return _SEASONS[self.index]
            case "school-year":
                return SCHOOL_YEAR_STARTS[0], SCHOOL_YEAR_ENDS[0]
            case "year":
                return 1, 12

    @property
    def begins(self) -> int:
        """The day of its first month with which it begins, as near as it can be told without the year."""
        return self._day_of_month(1)

    @property
    def ends(self) -> int:
        return self._day_of_month(31)

    def _day_of_month(self, whole: int) -> int:
        day = 7 * self.day if self.unit == "weekday" else self.day
        return 32 + day if day < 0 else day or whole

    def in_year(self, year: int) -> "Point":
        return replace(self, year=year)

    @property
    def first(self) -> date | None:
        """First day, or None when the year is not known or the date does not exist."""
        if self.year is None or not 1 <= self.year <= 9998:
            return None
        if self.unit == "weekday":
            return _nth_weekday(self.year, self.index, self.weekday, self.day)
        return _day(self.year, self.months[0], self.day or 1)

    @property
    def last(self) -> date | None:
        if self.year is None or not 1 <= self.year <= 9998:
            return None
        if self.unit == "weekday":
            return self.first
        first, last = self.months
        return _day(self.year + (last < first), last, self.day or -1)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day if day > 0 else monthrange(year, month)[1] + 1 + day)
    except ValueError:
        return None


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The first, second… or (-1) last such weekday of a month; None where the month has not so many."""
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return _day(year, month, 1 + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


@dataclass(frozen=True, slots=True)
class Extent:
    """From one point to another (the same one for a single month).

    ``limit``: only the end is a deadline; ``eve``: due before the stretch begins; ``lost_start`` and ``lost_end``:
    one end of a range is missing; ``open_end``: «с 1 сентября»; ``vague``: «до декабря» can mean before it or at its
    end.
    """

    first: Point
    last: Point
    limit: bool = False
    lost_start: bool = False
    open_end: bool = False
    lost_end: bool = False
    eve: bool = False
    vague: bool = False
    printed: str = field(default="", compare=False)

    @property
    def over_new_year(self) -> bool:
        """«ноябрь – февраль»: the last month stands before the first one."""
        return self.first.months[0] > self.last.months[0]

    @property
    def dated(self) -> bool:
        return self.last.year is not None

    @property
    def start(self) -> date | None:
        return None if self.limit or self.lost_start else self.first.first

    @property
    def due(self) -> date | None:
        if self.eve:
            begins = self.first.first
            return begins - timedelta(days=1) if begins and begins > date.min else None
        return self.last.last

    def printed_as(self, words: str) -> "Extent":
        """The same stretch with the words that named it."""
        return replace(self, printed=words)

    def in_year(self, year: int) -> "Extent":
        """The same stretch ending in ``year``; a range over New Year begins the year before."""
        over = self.over_new_year
        return replace(self, first=self.first.in_year(year - over), last=self.last.in_year(year))
