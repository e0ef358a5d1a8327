"""Headings that are times: «ЯНВАРЬ», «Сентябрь 2023 г.», «I четверть», «2024 год» above the rows they date."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import Literal

from documents.reading.grid import squeeze
from domain.deadlines import read_deadline
from domain.measures import Span

_NAMES = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
_MONTH = (
    r"(?:январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|сентябр[ьяе]|октябр[ьяе]|"
    r"ноябр[ьяе]|декабр[ьяе])"
)
# A plan of a school year often begins in August and ends in June.
_BESIDE = timedelta(days=92)
_YEAR = r"(?:\s*,?\s*20\d\d\s*(?:г(?:ода?|\.)?)?)?"
_INDEX = r"(?:[1-6]|[ivх]{1,3}|перв\w+|втор\w+|трет\w+|четв[её]рт\w+|пят\w+|последн\w+)(?:\s?-?\s?(?:[йяое]|ая|ый|ое))?"
_LEAD = re.compile(
    r"^(?:(?:[ivхxl]+|\d{1,2})\s?[.)]\s*)?(?:(?:план(?: работы)?|мероприятия|работа|месяц)\s*:?\s*)?"
    r"(?:(?:на|в)\s+)?(?:месяц\s+)?",
    re.IGNORECASE,
)
_TERM = re.compile(r"(?:\(|[.,;]\s)\s*сроки?(?: \w+){0,2}\s*[:–—-]\s*([^()]{3,60}?)(?:\)|\.?$)", re.IGNORECASE)
_LAST_WORDS = re.compile(r"\S\s*(?:\(([^()]{3,60})\)|[:–—-]\s([^():]{3,60}))\.?$")
_KINDS: tuple[tuple[Literal["month", "year", "part"], re.Pattern[str]], ...] = (
    ("month", re.compile(rf"{_MONTH}(?:\s*[-–—/,и]\s*{_MONTH}){{0,2}}(?:\s+месяц)?{_YEAR}", re.IGNORECASE)),
    (
        "year",
        re.compile(r"20\d\d(?:\s?[-–—/]\s?(?:20)?\d\d)?\s?(?:(?:учебн\w+|уч\.?)\s)?(?:г(?:од)?\.?)?", re.IGNORECASE),
    ),
    (
        "part",
        re.compile(
            rf"{_INDEX}\s+(?:четверть|квартал|полугодие|триместр|неделя|декада)(?:\s+{_MONTH})?{_YEAR}|"
            rf"(?:осенние|зимние|весенние|летние)\s+каникулы{_YEAR}|(?:лето|осень|зима|весна){_YEAR}|"
            r"в течение (?:учебного )?года|ежемесячно|ежеквартально|ежегодно|постоянно",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Times:
    """The times of the headings that a row stands under: a year, a month of it, and whatever was named last.

    ``months``: how many months were named so far; «август» before September is not «август» after May; ``term``: the
    deadline that the last heading states for its rows that have none («Контроль (срок: постоянно)»).
    """

    year: str = ""
    month: str = ""
    last: str = ""
    months: int = 0
    term: str = ""


@lru_cache(maxsize=5_000)
def time_of(heading: str) -> tuple[str, str] | None:
    """("month" | "year" | "part", the words of the time) when a heading is nothing but a time."""
    if len(heading) > 60:
        return None
    words = squeeze(heading).strip(" .:;*_-–—")
    if re.fullmatch(r"(?:\w ){2,}\w", words):
        words = words.replace(" ", "")
    for one in dict.fromkeys((words, _LEAD.sub("", words).strip('«»" '))):
        for kind, pattern in _KINDS:
            if one and pattern.fullmatch(one):
                return kind, one if kind == "part" else one.lower()
    return None


def under(times: Times, heading: str, inner: bool) -> Times:
    """The times after a further heading; ``inner``: months stand below sections, so a section ends a month."""
    found = time_of(heading)
    times = replace(times, term="" if found else _term(heading))
    if found is None:
        return replace(times, month="", last="") if inner else times
    kind, words = found
    match kind:
        case "year":
            return Times(words)
        case "month":
            return replace(times, month=words, last=words, months=times.months + 1)
        case _:
            within = re.search(r"недел|декад", words, re.IGNORECASE) is not None
            return replace(times, month=times.month if within else "", last=words)


def _term(heading: str) -> str:
    """The deadline in a heading of something else: «Контроль. Срок: до 1 марта», «Контроль (в течение года)»."""
    if term := _TERM.search(heading):
        return term[1].strip()
    last = _LAST_WORDS.search(heading)
    found = time_of(last[1] or last[2]) if last else None
    return found[1] if found and found[0] != "year" else ""


@lru_cache(maxsize=1_000)
def span_of(words: str, period: Span) -> Span | None:
    """The days that a heading names («сентябрь» within the plan's period); None where it leaves them open."""
    if not words:
        return None
    stages = read_deadline(words, period).stages
    if len(stages) != 1 or stages[0].start is None or stages[0].due is None or stages[0].not_understood:
        return None
    return Span(stages[0].start, stages[0].due)


def month_of(times: Times, period: Span) -> Span | None:
    """The month that a heading names, when it is one month; one just outside a school year by its place among them."""
    found = span_of(times.month, period)
    if found is None and times.month and period.start and period.end:
        first = times.months <= 1
        start = period.start - _BESIDE if first else period.end
        end = period.start if first else period.end + _BESIDE
        found = span_of(times.month, Span(start, end))
    return one_month(found or Span())


def one_month(period: Span) -> Span | None:
    """The period itself, when it lies in one month: bare numbers are then its days."""
    start, end = period.start, period.end
    if start is None or end is None or (start.year, start.month) != (end.year, end.month):
        return None
    return period


def month_genitive(words: str) -> str:
    """«сентябрь 2023» → «сентября 2023», for a day before it."""
    return re.sub(r"^[а-яё]+", lambda found: _genitive(found[0]), words.lower())


def _genitive(month: str) -> str:
    whole = next((name for name in _NAMES if name.startswith(month.rstrip("яаье")[:3])), month)
    return f"{whole}а" if whole.endswith("т") else f"{whole[:-1]}я"
