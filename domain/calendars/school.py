"""The school year: its quarters, half-years and holidays, as the ministry or the district has set them."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

TermUnit = Literal["quarter", "half-year", "holidays", "year"]

# Which parts of each kind a school year has; see SchoolTerm.
NUMBERS: dict[TermUnit, tuple[int, ...]] = {
    "quarter": (1, 2, 3, 4),
    "half-year": (1, 2),
    "holidays": (1, 2, 3, 4, 5),
    "year": (0,),
}
EXTRA_WEEK = 5
_FIRST_MONTH = 9


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

    @property
    def middle(self) -> date:
        """The day in the middle, the earlier one of two: it says to which span a part across its edge belongs."""
        return self.first + timedelta(days=(self.last - self.first).days // 2)


def school_year_of(day: date) -> str:
    """The school year of a day, "2023/2024": September to August."""
    begins = day.year - (day.month < _FIRST_MONTH)
    return f"{begins}/{begins + 1}"


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The parts of the school years that are known, in any order; each (year, unit, number) at most once.

    A year that is not there is unknown: nothing is taken over from its neighbours.
    """

    terms: tuple[SchoolTerm, ...] = ()

    def over(self, under: "SchoolCalendar") -> "SchoolCalendar":
        """This calendar laid over another: a part that both know is as this one has it."""
        own = {_key(term) for term in self.terms}
        return SchoolCalendar((*self.terms, *(term for term in under.terms if _key(term) not in own)))

    def find(self, unit: TermUnit, number: int, year: str) -> SchoolTerm | None:
        """A part of a school year; None where it is not known.

        A half-year that nobody has set is two quarters, as most schools have it; that is a proposal even where the
        quarters are sure.
        """
        known = next((term for term in self.terms if _key(term) == (year, unit, number)), None)
        return self._two_quarters(number, year) if known is None and unit == "half-year" else known

    def _two_quarters(self, number: int, year: str) -> SchoolTerm | None:
        opening = self.find("quarter", 2 * number - 1, year)
        closing = self.find("quarter", 2 * number, year)
        if opening is None or closing is None:
            return None
        source = "; ".join(dict.fromkeys(f"{opening.source}; {closing.source}".split("; ")))
        return SchoolTerm(year, "half-year", number, opening.first, closing.last, source, sure=False)

    def at(self, day: date, unit: TermUnit) -> SchoolTerm | None:
        """The part of this kind in which a day lies; None between two parts, and where they are not known."""
        year = school_year_of(day)
        found = (self.find(unit, number, year) for number in NUMBERS[unit])
        return next((term for term in found if term is not None and term.first <= day <= term.last), None)

    def in_the_way_of(self, term: SchoolTerm) -> SchoolTerm | None:
        """A part of the same school year for which dates are set and beside which ``term`` cannot lie.

        Quarters and holidays follow one another in their order; so do half-years. The extra week lies anywhere.
        """
        own = _place(term)
        for other in self.terms:
            place = _place(other)
            if other.year != term.year or not other.sure or own is None or place is None or place[0] != own[0]:
                continue
            before, after = (other, term) if place < own else (term, other)
            if place != own and after.first <= before.last:
                return other
        return None

    def clashes(self) -> list[tuple[SchoolTerm, SchoolTerm]]:
        """Parts of one kind and year of which the later one begins before the earlier one has ended."""
        found = []
        for year, unit in sorted({(term.year, term.unit) for term in self.terms}):
            same = [term for term in self.terms if (term.year, term.unit) == (year, unit)]
            # The extra week lies within the third quarter.
            rest = [term for term in same if unit != "holidays" or term.number != EXTRA_WEEK]
            rest.sort(key=lambda term: term.number)
            found += [(one, other) for one, other in pairwise(rest) if other.first <= one.last]
        return found


def _place(term: SchoolTerm) -> tuple[str, int] | None:
    """Where a part stands in the row of those that follow one another."""
    match term.unit:
        case "quarter":
            return "quarters", 2 * term.number
        case "holidays" if term.number != EXTRA_WEEK:
            return "quarters", 2 * term.number + 1
        case "half-year":
            return "half-years", term.number
    return None


def _key(term: SchoolTerm) -> tuple[str, TermUnit, int]:
    return term.year, term.unit, term.number
