"""The school year: its quarters, half-years and holidays, as the ministry or the district has set them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

TermUnit = Literal["quarter", "half-year", "holidays", "year"]


@dataclass(frozen=True, slots=True)
class SchoolTerm:
    """A part of a school year ("2023/2024"), both days included.

    ``number``: the quarter (1..4), the half-year (1, 2), the holidays (1 autumn, 2 winter, 3 spring, 4 summer, 5 the
    extra week of the youngest), 0 for the year. ``source`` says who set the dates. ``sure``: they bind the schools;
    else they are a proposal that somebody has to confirm.
    """

    year: str
    unit: TermUnit
    number: int
    first: date
    last: date
    source: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The parts of the school years that are known, in any order; each (year, unit, number) at most once."""

    terms: tuple[SchoolTerm, ...] = ()
