"""Values of an indicator as people type them: «12», «61,5 %», «12 проектов на 10 октября», «12: провели ещё два».

Only what is plain is read: two numbers that could both be meant, a unit of something else, a day that cannot be are
faults, and the person is told which.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Literal

from domain.indicators import kind_of
from domain.measures import Indicator
from domain.typed_days import Day, days_in
from domain.units import is_same_unit, is_unit

Fault = Literal[
    "none", "several", "unit", "negative", "percent", "whole", "large", "no-day", "several-days", "future", "before"
]

READ_AT_MOST = 4096
LONGEST_WORDS = 500
_COLONS = 5
_AHEAD = ("до ", "к ", "ко ", "с ", "со ")
LARGEST = 1e12
FAR = 10
"""So many times the last value, or the last one so many times the new one, is asked about: a slip of a digit."""

_NUMBER = re.compile(
    r"(?<![\w.,])(?P<minus>[-−–]|минус )?(?P<whole>\d{1,3}(?: \d{3})+|\d+)(?:[.,](?P<rest>\d+))?(?![.,]?\d)"
)
_UNIT = re.compile(r"\s*-?\s*(%|п\.\s?п\.|[а-яa-z]+\.?)")
# Numbers that are no amounts: years, names of schools and of classes, places in an order.
_NO_AMOUNT = re.compile(
    r"\b20\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\s*(?:уч\w*\.?\s*)?(?:г\b\.?|гг\b\.?|год\w*)|\b20\d\d\s*/\s*(?:20)?\d\d\b"
    r"|(?:январ|феврал|март|апрел|ма[йея]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*\s+20\d\d\b"
    r"|№\s*\d+|\b(?:сош|сш|школ[аеуы]|гимнази[яией]+|лице[йея])\s+\d+\b"
    r"|\b\d{1,2}(?:\s*[-–]\s*\d{1,2})?(?:-?(?:х|й|го|м|ый|ом|е))?\s+класс\w*|\b\d+-?(?:й|я|ая|ый|ой|ом|го|му|х)\b"
)
_OF = re.compile(r"\s*(?:из|/)\s*")
# What may stand beside the number and says nothing of its own.
_BESIDE = (
    "на за к от по уже у нас всего итого сейчас сегодня вчера есть стало факт фактически состоянию значение равно г"
    " года год дату здравствуйте добрый день это"
)
_FILLERS = frozenset(_BESIDE.split())
_WORD = re.compile(r"[а-яa-z]+")
_EDGES = " \t\r\n\u00a0.,;:!—–-"


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value, the local day that it stood on, and the words that came with it."""

    value: float
    day: date
    words: str | None


@dataclass(frozen=True, slots=True)
class _Amount:
    start: int
    end: int
    value: float
    unit: Literal["same", "other", "none"]


def names_number(text: str) -> bool:
    """Whether the words hold a number that is not a part of a date."""
    plain = _plain(text)
    return next(_numbers(_masked(plain, days_in(plain, date.max))), None) is not None


def is_far(value: float, last: float) -> bool:
    """Whether the value is so far from the last one that a digit may have slipped."""
    return value != last and (value >= FAR * last > 0 or value * FAR <= last)


def read_value(text: str, indicator: Indicator, *, today: date, begins: date | None) -> TypedValue | Fault:
    """The value that the words give, or why there is none; never raises.

    ``today`` is the author's local day, ``begins`` the first day of the plan where it is known. Words behind a colon
    are a comment, whatever numbers stand there. Spaces part thousands, a comma or a point the fraction.
    """
    text = text[:READ_AT_MOST]
    plain = _plain(text)
    head = _head(plain, indicator, today)
    days = [day for day in days_in(plain, today) if head is None or day.start < head.days_end]
    amounts = _amounts(plain[: len(plain) if head is None else head.end], days, indicator)
    chosen = _chosen(amounts)
    if not isinstance(chosen, _Amount):
        return chosen
    fault = _fault_of(chosen, indicator) or _fault_of_days(days, today, begins)
    if fault is not None:
        return fault
    day = days[0].day if days else today
    assert day is not None
    return TypedValue(chosen.value, day, _words(text, plain, chosen, days, head))


# --- the number ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before a colon and holds the number: dates that follow right behind the colon belong to it."""

    end: int
    days_end: int


def _head(plain: str, indicator: Indicator, today: date) -> _Head | None:
    days = days_in(plain, today)
    for colon in islice(re.finditer(r":(?!\d)", plain), _COLONS):
        if len({one.value for one in _amounts(plain[: colon.start()], days, indicator)}) != 1:
            continue
        if any(day.start < colon.start() for day in days):
            return _Head(colon.start(), colon.start())
        behind = next((day for day in days if _follows(plain, colon.end(), day)), None)
        return _Head(colon.start(), colon.start() if behind is None else behind.end)
    return None


def _follows(plain: str, end: int, day: Day) -> bool:
    """Whether the day stands right there and is no plan («до 20 октября сделаем ещё»)."""
    return not plain[end : day.start].strip() and not plain[day.start :].startswith(_AHEAD)


def _amounts(plain: str, days: list[Day], indicator: Indicator) -> list[_Amount]:
    masked = _masked(plain, days, keep_classes=is_same_unit("классов", indicator.unit))
    found: list[_Amount] = []
    for match in _numbers(masked):
        amount = _amount(match, _UNIT.match(masked, match.end()), indicator)
        if found and _is_whole_of(masked[found[-1].end : match.start()], amount, indicator):
            found[-1] = replace(amount, start=found[-1].start, value=found[-1].value)
        else:
            found.append(amount)
    return found


def _is_whole_of(between: str, amount: _Amount, indicator: Indicator) -> bool:
    """«12 из 15»: the target is said along with what was reached."""
    return _OF.fullmatch(between) is not None and amount.value == indicator.value


def _amount(match: re.Match[str], unit: re.Match[str] | None, indicator: Indicator) -> _Amount:
    if unit is None:
        return _Amount(match.start(), match.end(), _value(match), "none")
    if is_same_unit(unit[1], indicator.unit) or (unit[1] == "%" and kind_of(indicator) == "percent"):
        return _Amount(match.start(), unit.end(), _value(match), "same")
    return _Amount(match.start(), match.end(), _value(match), "other" if is_unit(unit[1], indicator) else "none")


def _value(match: re.Match[str]) -> float:
    whole = re.sub(r"\D", "", match["whole"])
    value = float(f"{whole}.{match['rest'] or 0}")
    return -value if match["minus"] else value


def _chosen(amounts: list[_Amount]) -> _Amount | Fault:
    """The one amount; of several the one that has the unit of the target."""
    if not amounts:
        return "none"
    if len({one.value for one in amounts}) > 1:
        amounts = [one for one in amounts if one.unit == "same"]
        if len({one.value for one in amounts}) != 1:
            return "several"
    return amounts[0]


def _fault_of(amount: _Amount, indicator: Indicator) -> Fault | None:
    kind, value = kind_of(indicator), amount.value
    if amount.unit == "other":
        return "unit"
    if value < 0:
        return "negative"
    if kind == "percent" and value > 100:
        return "percent"
    if value > LARGEST:
        return "large"
    return "whole" if kind == "counted" and value % 1 else None


def _fault_of_days(days: list[Day], today: date, begins: date | None) -> Fault | None:
    named = {one.day for one in days}
    if None in named:
        return "no-day"
    if len(named) > 1:
        return "several-days"
    for day in named:
        assert day is not None
        if day > today:
            return "future"
        if begins is not None and day < begins:
            return "before"
    return "before" if not named and begins is not None and today < begins else None


# --- the words -------------------------------------------------------------------------------------------------------


def _words(text: str, plain: str, chosen: _Amount, days: list[Day], head: _Head | None) -> str | None:
    """What was said behind the colon; else all of it where it says more than the number and the day."""
    if head is not None:
        said = text[max(head.end + 1, head.days_end) :].strip(_EDGES)
        return said[:LONGEST_WORDS] or None
    rest = plain
    for start, end in [(chosen.start, chosen.end), *((day.start, day.end) for day in days)]:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    if all(word in _FILLERS for word in _WORD.findall(rest)) and not re.search(r"\d", rest):
        return None
    return text.strip()[:LONGEST_WORDS]


def _numbers(masked: str) -> Iterator[re.Match[str]]:
    return _NUMBER.finditer(masked)


def _masked(plain: str, days: list[Day], *, keep_classes: bool = False) -> str:
    """The words with a mark in the place of each number that is no amount; nothing changes its place."""
    for day in days:
        plain = _hide(plain, day.start, min(day.end, len(plain)))
    for match in list(_NO_AMOUNT.finditer(plain)):
        if not (keep_classes and "класс" in match[0]):
            plain = _hide(plain, match.start(), match.end())
    return plain


def _hide(plain: str, start: int, end: int) -> str:
    return plain if start >= end else plain[:start] + "\x00" * (end - start) + plain[end:]


def _plain(text: str) -> str:
    """Small letters without «ё»; every sign stays at its place."""
    small = (char.lower() if len(char.lower()) == 1 else char for char in text[:READ_AT_MOST])
    return "".join(small).replace("ё", "е").replace("\u00a0", " ").replace("\u202f", " ")
