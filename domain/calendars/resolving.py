"""Which parts of the school year the words of a deadline mean: «3 четверть 2023/2024», «в каникулы»."""

from dataclasses import dataclass
from datetime import date

from domain.calendars.school import EXTRA_WEEK, NUMBERS, SchoolCalendar, SchoolTerm, school_year_of
from domain.measures import SchoolUnit, Span

# Where a part lies in most school years: (month, day) of its first and last day. Never a date for anybody: it only
# says whether a part that is not known would concern a plan at all.
_USUALLY: dict[tuple[str, int], tuple[tuple[int, int], tuple[int, int]]] = {
    ("quarter", 1): ((9, 1), (10, 31)),
    ("quarter", 2): ((11, 5), (12, 28)),
    ("quarter", 3): ((1, 9), (3, 25)),
    ("quarter", 4): ((4, 1), (5, 31)),
    ("half-year", 1): ((9, 1), (12, 28)),
    ("half-year", 2): ((1, 9), (5, 31)),
    ("holidays", 1): ((10, 27), (11, 5)),
    ("holidays", 2): ((12, 28), (1, 9)),
    ("holidays", 3): ((3, 24), (4, 1)),
    ("holidays", 4): ((6, 1), (8, 31)),
    ("holidays", 5): ((2, 15), (2, 22)),
}
_SCHOOL_YEAR_BEGINS = 9


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a unit of the school calendar means: the parts that are known, in order, and those that are not.

    A part of ``missing`` without a year: not even the school year is known.
    """

    terms: tuple[SchoolTerm, ...]
    missing: tuple[SchoolUnit, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether all dates found bind the schools, so that nobody has to confirm them."""
        return all(term.sure for term in self.terms)


def resolve(calendar: SchoolCalendar, unit: SchoolUnit, span: Span) -> Resolved:
    """The parts of the school year that ``unit`` means in a plan with this span.

    A unit with a number and a year is that one part, wherever it lies. A number without a year is that part in each
    school year in which it touches the span: more than one, and the words are ambiguous. A unit without a number means
    all of them («в каникулы», without the extra week of the youngest) whose middle lies in the span; with a year an
    end of the span may be open.
    """
    years = _years(unit, span)
    if not years:
        return Resolved((), (unit,))
    numbers = [number for number in NUMBERS[unit.unit] if number != EXTRA_WEEK] if unit.index is None else [unit.index]
    terms, missing = [], []
    for year in years:
        for number in numbers:
            term = calendar.find(unit.unit, number, year)
            if not _is_meant(unit, term or _usual(unit, number, year), span):
                continue
            if term is None:
                missing.append(SchoolUnit(unit.unit, number, year))
            else:
                terms.append(term)
    return Resolved(tuple(sorted(terms, key=lambda term: term.first)), tuple(missing))


def _is_meant(unit: SchoolUnit, term: SchoolTerm, span: Span) -> bool:
    if unit.index is None:
        return _within(term.middle, span)
    touches = (span.end is None or term.first <= span.end) and (span.start is None or span.start <= term.last)
    return unit.year is not None or touches


def _within(day: date, span: Span) -> bool:
    """Whether a day lies in a span; an end that is not known is open."""
    return (span.start is None or span.start <= day) and (span.end is None or day <= span.end)


def _usual(unit: SchoolUnit, number: int, year: str) -> SchoolTerm:
    begins = int(year[:4])
    first, last = (
        date(begins + (month < _SCHOOL_YEAR_BEGINS), month, day) for month, day in _USUALLY[unit.unit, number]
    )
    return SchoolTerm(year, unit.unit, number, first, last, source="", sure=False)


def _years(unit: SchoolUnit, span: Span) -> list[str]:
    """The school year of the unit, else those that the span touches; empty where its ends are not known."""
    if unit.year is not None:
        return [unit.year]
    if span.start is None or span.end is None:
        return []
    first, last = (int(school_year_of(day)[:4]) for day in (span.start, span.end))
    return [f"{begins}/{begins + 1}" for begins in range(first, last + 1)]
