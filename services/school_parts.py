"""Parts of the school year: which of them a plan needs, whose dates they have, dates that are typed for one."""

from collections.abc import Iterable
from typing import Literal

from domain.calendars import NUMBERS, SchoolCalendar, SchoolTerm, TermUnit, read_stretch, school_year_of
from domain.errors import Refusal
from domain.measures import SchoolUnit, Span, Stage
from domain.periods import parts_of
from domain.rules import Rules
from storage.questions import KeptQuestion, NewQuestion
from storage.school_calendars import shipped_calendar

Part = tuple[TermUnit, int, str]
# Who says so: the ministry sets the dates, or recommends them; the half-year is two quarters; an organisation or the
# district's file, which ``SchoolTerm.source`` names.
Origin = Literal["ministry", "recommended", "quarters", "own"]


def asked_about(measure_id: int, stages: Iterable[Stage], plan: Span, school: SchoolCalendar) -> list[NewQuestion]:
    """A question for each part of the school year that is only proposed or not known, each once for the row."""
    parts: dict[str, None] = {}
    for stage in stages:
        found = parts_of(stage, plan, school)
        if found is not None:
            parts |= {key_of(term): None for term in found.terms if not term.sure}
            parts |= {key_of(part): None for part in found.missing}
    return [NewQuestion(measure_id, "calendar", key) for key in parts]


def key_of(part: SchoolTerm | SchoolUnit) -> str:
    """How a question and the journal name a part: "quarter 3 2023/2024"."""
    number = part.number if isinstance(part, SchoolTerm) else part.index
    return f"{part.unit} {number} {part.year}"


def part_of(question: KeptQuestion) -> Part:
    """The part that a question is about."""
    return part_named(question.text)


def part_named(key: str) -> Part:
    """The part of a key; Refusal "stale-button" where there is none of this name."""
    unit, _, rest = key.partition(" ")
    number, _, year = rest.partition(" ")
    for known, numbers in NUMBERS.items():
        if known == unit and number.isdigit() and int(number) in numbers:
            return known, int(number), year
    raise Refusal("stale-button")


def proposals(school: SchoolCalendar, year: str) -> list[SchoolTerm]:
    """Everything that is only proposed for a school year; Refusal "calendar-overlap" where it cannot be as it is."""
    proposed = _proposed(school, year)
    for term in proposed:
        other = school.in_the_way_of(term)
        if other is not None:
            raise overlap(term, other)
    return proposed


def doubted_by(term: SchoolTerm, school: SchoolCalendar) -> list[SchoolTerm]:
    """What is only proposed for the school year and cannot lie beside this part of it, which is set."""
    alone = SchoolCalendar((term,))
    return [one for one in _proposed(school, term.year) if alone.in_the_way_of(one) is not None]


def _proposed(school: SchoolCalendar, year: str) -> list[SchoolTerm]:
    found = [school.find(unit, number, year) for unit, numbers in NUMBERS.items() for number in numbers]
    return [term for term in found if term is not None and not term.sure]


def origin_of(term: SchoolTerm, rules: Rules) -> Origin:
    """Whose dates these are."""
    if term in shipped_calendar(rules.country).terms:
        return "ministry" if term.sure else "recommended"
    return "own" if term.sure or term.unit != "half-year" or term in rules.school.terms else "quarters"


def typed_term(words: str, part: Part, school: SchoolCalendar) -> SchoolTerm:
    """The part with the days that the words name.

    Refusal "calendar-unclear", "calendar-order", "calendar-other-year", or "calendar-overlap", which names both parts
    that cannot lie so, with their days.
    """
    unit, number, year = part
    days = read_stretch(words, year)
    if days is None:
        raise Refusal("calendar-unclear")
    first, last = days
    if first > last:
        raise Refusal("calendar-order")
    if {school_year_of(first), school_year_of(last)} != {year}:
        raise Refusal("calendar-other-year", year=year)
    term = SchoolTerm(year, unit, number, first, last, source="")
    other = school.in_the_way_of(term)
    if other is not None:
        raise overlap(term, other)
    return term


def overlap(term: SchoolTerm, other: SchoolTerm) -> Refusal:
    """These two parts of the year cannot lie so; the one that begins first is named first."""
    one, two = sorted((term, other), key=lambda part: part.first)
    return Refusal(
        "calendar-overlap",
        unit=one.unit,
        number=one.number,
        first=f"{one.first:%d.%m.%Y}",
        last=f"{one.last:%d.%m.%Y}",
        other_unit=two.unit,
        other_number=two.number,
        other_first=f"{two.first:%d.%m.%Y}",
        other_last=f"{two.last:%d.%m.%Y}",
    )
