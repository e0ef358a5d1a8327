"""Days and stretches of days as people type them for a calendar: «с 26.10 по 3.11.2026», «4 мая 2026 нерабочий»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.calendars.school import school_year_of

_MONTHS = ("янв", "фев", "мар", "апр", "ма[йя]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = "|".join(_MONTHS)
# A day alone («с 5 по 15 января») is of the month that follows.
_DAY = re.compile(
    rf"(?<![\d.])(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<day>\d{{1,2}})(?:[./](?P<number>\d{{1,2}})(?:[./](?P<short>\d{{4}}|\d{{2}}))?"
    rf"|\s+(?P<name>{_MONTH})[а-я]*\.?(?:\s+(?P<year>\d{{4}}))?)?)(?![\d])"
)
_FREE = re.compile(r"не\s*рабоч|выходн|не\s+работа|не\s+уч|праздн|свободн")
_WORKING = re.compile(r"рабоч|работа|учимся|учебн")


@dataclass(frozen=True, slots=True)
class _Typed:
    day: int
    month: int | None
    year: int | None

    def in_year(self, year: int) -> date | None:
        try:
            return date(self.year or year, self.month or 0, self.day)
        except ValueError:
            return None


def read_stretch(words: str, year: str) -> tuple[date, date] | None:
    """The first and the last day that the words name; None where they do not name two days.

    A day without its year is one of the school year ("2026/2027").
    """
    found = list(_typed(words))
    if len(found) != 2:
        return None
    opening, closing = found
    if opening.month is None:
        opening = _Typed(opening.day, closing.month, opening.year)
    first, last = _of_school_year(opening, year), _of_school_year(closing, year)
    return None if first is None or last is None else (first, last)


def read_own_day(words: str, today: date) -> tuple[date, bool] | None:
    """The day that the words name and whether it is a working one; None where they do not say both.

    A day without its year is the next one, ``today`` included.
    """
    plain, found = _plain(words), list(_typed(words))
    free = _FREE.search(plain) is not None
    if len(found) != 1 or not (free or _WORKING.search(plain)):
        return None
    day = found[0].in_year(today.year)
    if day is not None and day < today and found[0].year is None:
        day = found[0].in_year(today.year + 1)
    return None if day is None else (day, not free)


def _plain(words: str) -> str:
    return words.lower().replace("ё", "е")


def _typed(words: str) -> Iterator[_Typed]:
    for match in _DAY.finditer(_plain(words)):
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
            yield _Typed(day, month, year)
            continue
        year_typed = match["short"] or match["year"]
        named = None if year_typed is None else int(year_typed) + 2000 * (len(year_typed) == 2)
        yield _Typed(int(match["day"]), _month(match["number"], match["name"]), named)


def _month(number: str | None, name: str | None) -> int | None:
    if number is not None:
        return int(number)
    return next((at for at, stem in enumerate(_MONTHS, 1) if name and re.fullmatch(stem, name)), None)


def _of_school_year(typed: _Typed, year: str) -> date | None:
    begins = int(year[:4])
    days = (typed.in_year(begins), typed.in_year(begins + 1))
    if typed.year is not None:
        return days[0]
    return next((day for day in days if day is not None and school_year_of(day) == year), None)
