"""Days on which something stood, as people type them: «на 10 октября», «10.10.2022», «на 10.10», «вчера», «на 10-е».

Unlike ``domain/spoken_days``, which reads what is still to come, these are looked for in the past.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

# A day without a year that is ahead by less than this was meant as it stands; by more, it was last year's.
_AHEAD = timedelta(days=183)
_MONTHS = ("янв", "фев", "мар", "апр", "ма[йя]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_NEAR = {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}
_TOWARDS = r"(?:по состоянию на|на|за|от|к|ко|до|с|со|по)"

_FULL = re.compile(
    rf"(?:\b{_TOWARDS} )?(?<![\d.,])(\d{{1,2}})[./](\d{{1,2}})[./](\d{{4}}|\d{{2}})(?![\d.,]?\d)(?:\s*г\b\.?)?"
)
_ISO = re.compile(rf"(?:\b{_TOWARDS} )?(?<!\d)(\d{{4}})-(\d\d)-(\d\d)(?!\d)")
# Without a word before it «10.10» is a number; no month is 13.
_SHORT = re.compile(rf"\b{_TOWARDS} (\d{{1,2}})[./](\d\d)(?![\d.,]?\d)(?!\s*%)")
_WORDS = re.compile(
    rf"(?:\b{_TOWARDS} )?(?<![\d.,])(\d{{1,2}})(?:-?(?:го|е|ое))?\s+({'|'.join(_MONTHS)})[а-я]*"
    r"(?:\s+(20\d\d)(?:\s*(?:г\b\.?|года?\b))?)?"
)
_OF_MONTH = re.compile(
    rf"\b{_TOWARDS} (\d{{1,2}})(?:-?(?:го|е|ое)\b(?:\s+числ[оа])?|\s+числ[оа])(?!\s+(?:{'|'.join(_MONTHS)}))"
)
# A whole month: as it stood at its end.
_MONTH = re.compile(
    rf"\b(?:за|по итогам|на конец) ({'|'.join(_MONTHS)})[а-я]*(?:\s+(20\d\d)(?:\s*(?:г\b\.?|года?\b))?)?"
)
_WORD = re.compile(rf"\b({'|'.join(_NEAR)})\b")


@dataclass(frozen=True, slots=True)
class Day:
    """A day that the words name, and where they do; ``day`` None: there is no such day («31 июня»)."""

    start: int
    end: int
    day: date | None


def days_in(plain: str, today: date) -> list[Day]:
    """The days that are named, in order; ``plain``: small letters without «ё»."""
    found: list[Day] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(plain):
            if all(match.end() <= one.start or match.start() >= one.end for one in found):
                found.append(Day(match.start(), match.end(), read(match, today)))
    return sorted(found, key=lambda one: one.start)


def _full(match: re.Match[str], _today: date) -> date | None:
    year = int(match[3])
    return _made(year if year > 99 else 2000 + year, int(match[2]), int(match[1]))


def _iso(match: re.Match[str], _today: date) -> date | None:
    return _made(int(match[1]), int(match[2]), int(match[3]))


def _short(match: re.Match[str], today: date) -> date | None:
    return _near_year(int(match[1]), int(match[2]), today)


def _in_words(match: re.Match[str], today: date) -> date | None:
    month = _month_of(match[2])
    if match[3] is not None:
        return _made(int(match[3]), month, int(match[1]))
    return _near_year(int(match[1]), month, today)


def _at_end_of_month(match: re.Match[str], today: date) -> date | None:
    """The last day of the month, or today while it still goes on."""
    first = _made(int(match[2]), _month_of(match[1]), 1) if match[2] else _near_year(1, _month_of(match[1]), today)
    if first is None or first > today:
        return first
    return min(first + relativedelta(day=31), today)


def _month_of(name: str) -> int:
    return next(place for place, pattern in enumerate(_MONTHS, start=1) if re.fullmatch(pattern, name))


def _of_month(match: re.Match[str], today: date) -> date | None:
    """The last such day of a month that is not ahead."""
    months = (today + relativedelta(day=1, months=-back) for back in range(3))
    days = (_made(first.year, first.month, int(match[1])) for first in months)
    return next((day for day in days if day is not None and day <= today), None)


def _near(match: re.Match[str], today: date) -> date | None:
    try:
        return today + timedelta(days=_NEAR[match[1]])
    except OverflowError:
        return None


def _near_year(day: int, month: int, today: date) -> date | None:
    days = [made for year in (today.year, today.year - 1) if (made := _made(year, month, day))]
    return next((made for made in days if made - today < _AHEAD), None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (_FULL, _full),
    (_ISO, _iso),
    (_WORDS, _in_words),
    (_SHORT, _short),
    (_OF_MONTH, _of_month),
    (_MONTH, _at_end_of_month),
    (_WORD, _near),
)
