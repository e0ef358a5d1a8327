"""Files with the school calendar: the ones that come with the project, and a district's own, in the same form.

The form is TOML and is told at the top of the shipped files: a table for each school year, a line for each part of it.
A district copies a shipped file, changes lines and lays the copy over it with ``SchoolCalendar.over``.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from domain.calendars import Country, SchoolCalendar, SchoolTerm, TermUnit, school_year_of

_FOLDER = Path(__file__).parent / "school_years"
_PARTS: dict[str, tuple[TermUnit, int, str]] = {
    "quarter-1": ("quarter", 1, "I четверть"),
    "quarter-2": ("quarter", 2, "II четверть"),
    "quarter-3": ("quarter", 3, "III четверть"),
    "quarter-4": ("quarter", 4, "IV четверть"),
    "half-year-1": ("half-year", 1, "I полугодие"),
    "half-year-2": ("half-year", 2, "II полугодие"),
    "autumn": ("holidays", 1, "осенние каникулы"),
    "winter": ("holidays", 2, "зимние каникулы"),
    "spring": ("holidays", 3, "весенние каникулы"),
    "summer": ("holidays", 4, "летние каникулы"),
    "extra": ("holidays", 5, "дополнительные каникулы"),
    "year": ("year", 0, "учебный год"),
}
_KEYS = {(unit, number): key for key, (unit, number, _) in _PARTS.items()}
_YEAR = re.compile(r"(\d{4})/(\d{4})")
_HEADER = re.compile(r"""\s*\[\s*["']?(.*?)["']?\s*\]""")
_LINE = re.compile(r"""\s*["']?([^\s"'=]+?)["']?\s*=""")
_AT_LINE = re.compile(r"\(at line (\d+),")
_FACTS = {"first", "last", "sure", "source"}


class WrongCalendarFile(ValueError):
    """A calendar file cannot be taken as it is; ``sentences`` (Russian) say what is wrong, each with its line."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@cache
def shipped_calendar(country: Country) -> SchoolCalendar:
    """The school calendar that comes with the project: Belarus's is set, Russia's is a proposal throughout."""
    return read_calendar_file((_FOLDER / f"{country.lower()}.toml").read_text(encoding="utf-8"))


def read_calendar_file(text: str) -> SchoolCalendar:
    """The calendar that a file holds; WrongCalendarFile where anything in it is wrong, with all that is."""
    try:
        content = tomllib.loads(text)
    except RecursionError:
        raise WrongCalendarFile("Файл не читается: слишком много вложенных скобок.") from None
    except ValueError as error:
        raise WrongCalendarFile(_syntax(str(error), text)) from error
    file = _File(content, text)
    terms = list(file.terms())
    if not file.wrong:
        file.check_order(terms)
    if file.wrong:
        raise WrongCalendarFile(*file.wrong)
    return SchoolCalendar(tuple(terms))


def _syntax(error: str, text: str) -> str:
    at = _AT_LINE.search(error)
    place = f"Строка {at[1] if at else len(text.splitlines()) or 1}"
    if error.startswith(("Cannot overwrite", "Cannot declare", "Duplicate", "Cannot mutate")):
        return f"{place}: эта запись уже есть выше, оставьте одну."
    if error.startswith("Invalid date"):
        return f"{place}: такой даты нет. Дата пишется как 2023-09-01, без кавычек."
    return f"{place}: запись не читается. Проверьте кавычки, скобки, запятые и даты вида 2023-09-01."


class _File:
    """One file while it is read; ``wrong`` grows by a sentence for everything that is wrong in it."""

    def __init__(self, content: dict[str, Any], text: str) -> None:
        self._years = {key: value for key, value in content.items() if key != "sources"}
        self._sources = content.get("sources", {})
        self._lines = dict(_places(text))
        self.wrong: list[str] = []

    def terms(self) -> Iterator[SchoolTerm]:
        """The parts that are written as they should be."""
        if not isinstance(self._sources, dict) or not all(isinstance(one, str) for one in self._sources.values()):
            self._say(("sources", ""), "источник в разделе [sources] — слова в кавычках.")
            return
        for year, parts in self._years.items():
            if not _is_year(year) or not isinstance(parts, dict):
                self._say((year, ""), f'«{year}» — не учебный год. Он пишется как ["2023/2024"].')
                continue
            for key, facts in parts.items():
                if key not in _PARTS:
                    known = ", ".join(_PARTS)
                    self._say((year, key), f"«{key}» — такой части учебного года нет. Бывают: {known}.")
                elif (term := self._term(year, key, facts)) is not None:
                    yield term

    def _term(self, year: str, key: str, facts: object) -> SchoolTerm | None:
        before = len(self.wrong)
        place = (year, key)
        if not isinstance(facts, dict) or not {"first", "last", "source"} <= set(facts) <= _FACTS:
            self._say(place, "нужны first, last и source, можно sure — и ничего больше.")
            return None
        first, last, sure = facts["first"], facts["last"], facts.get("sure", True)
        if not _is_day(first) or not _is_day(last):
            self._say(place, "first и last — даты вида 2023-09-01, без кавычек и времени.")
            return None
        if first > last:
            self._say(place, f"начало {first:%d.%m.%Y} позже конца {last:%d.%m.%Y}.")
        for day in dict.fromkeys((first, last)):
            if school_year_of(day) != year:
                self._say(place, f"{day:%d.%m.%Y} — не этот учебный год, он длится с 1 сентября по 31 августа.")
        if not isinstance(sure, bool):
            self._say(place, "sure — true или false, без кавычек.")
        source = self._source(place, facts["source"])
        unit, number, _ = _PARTS[key]
        return SchoolTerm(year, unit, number, first, last, source, sure) if len(self.wrong) == before else None

    def _source(self, place: tuple[str, str], source: object) -> str:
        if isinstance(source, str) and source.strip():
            return source
        names = source if isinstance(source, list) and all(isinstance(name, str) for name in source) else []
        if not names:
            self._say(place, "source — слова в кавычках или список имён из раздела [sources].")
        for name in names:
            if name not in self._sources:
                self._say(place, f"источника «{name}» нет в разделе [sources].")
        return "; ".join(self._sources.get(name, "") for name in names)

    def check_order(self, terms: list[SchoolTerm]) -> None:
        """Quarters, half-years and holidays follow one another."""
        for one, other in SchoolCalendar(tuple(terms)).clashes():
            earlier = _PARTS[_KEYS[one.unit, one.number]][2]
            clash = f"начинается {other.first:%d.%m.%Y}, а {earlier} кончается {one.last:%d.%m.%Y}."
            self._say((other.year, _KEYS[other.unit, other.number]), clash)

    def _say(self, place: tuple[str, str], sentence: str) -> None:
        year, key = place
        line = f"Строка {self._lines[place]}" if place in self._lines else "Файл"
        name = f", {_PARTS[key][2]} {year}" if key in _PARTS else ""
        self.wrong.append(f"{line}{name}: {sentence}")


def _places(text: str) -> Iterator[tuple[tuple[str, str], int]]:
    """The line of each table and of each entry in it, as (year, "") and (year, key)."""
    year = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            year = header[1]
            yield (year, ""), number
        elif entry := _LINE.match(line):
            yield (year, entry[1]), number


def _is_year(name: str) -> bool:
    found = _YEAR.fullmatch(name)
    return found is not None and int(found[2]) == int(found[1]) + 1


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
