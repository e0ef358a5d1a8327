"""Target indicators below the measures: «не менее 15 проектов к 2026 году»."""

import re

from domain.measures import Indicator

_AMOUNT = re.compile(
    r"(?P<op>не менее|не ниже|не более|не выше|не меньше|не больше|свыше|более|менее|[<>≥≤])?\s*"
    r"(?P<value>(?:\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?)\s*(?P<unit>%|[А-Яа-яЁё]+(?:\.)?)?",
    re.IGNORECASE,
)
# Until when it has to be reached is no amount.
_DAY = re.compile(
    r"\b\d{1,2}\.\d{1,2}\.(?:20)?\d\d\b(?:\s*г\.?(?!\w))?"
    r"|\b\d{1,2}\s+(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*",
    re.IGNORECASE,
)
# Targets of several years, one after another: the last one is the aim.
_YEARS = re.compile(r"\b20\d\d[^:,]*: ")
_OPS = {
    "не менее": ">=",
    "не ниже": ">=",
    "не меньше": ">=",
    "≥": ">=",
    "не более": "<=",
    "не выше": "<=",
    "не больше": "<=",
    "≤": "<=",
    "свыше": ">",
    "более": ">",
    ">": ">",
    "менее": "<",
    "<": "<",
}


def read_indicator(name: str, target: str) -> Indicator:
    """The target as an operator, a value and a unit where the words hold exactly one amount; else only the words."""
    last = _DAY.sub(" ", _YEARS.split(target)[-1])
    amounts = [found for found in _AMOUNT.finditer(last) if not _is_year_or_range(last, found)]
    if len(amounts) != 1:
        return Indicator(name, target)
    found = amounts[0]
    return Indicator(name, target, _operator(last, found), _number(found["value"]), found["unit"])


def _number(printed: str) -> float:
    return float("".join(printed.split()).replace(",", "."))


def _operator(target: str, found: re.Match[str]) -> str | None:
    """«до 70%» can mean a growth or a ceiling: then the operator stays open."""
    if found["op"]:
        return _OPS[found["op"].lower()]
    return None if re.search(r"\bдо\s*$", target[: found.start()], re.IGNORECASE) else "="


def _is_year_or_range(target: str, found: re.Match[str]) -> bool:
    """Years («к 2026 году») and ranges («9-11 классов») are no amounts."""
    after, before = target[found.end("value") :], target[: found.start("value")]
    year = len(found["value"]) == 4 and re.match(r"\s*(?:г|/|-)", after) is not None
    span = re.match(r"\s*[-–—]\s*\d", after) is not None or re.search(r"\d\s*[-–—]\s*$", before) is not None
    return year or span
