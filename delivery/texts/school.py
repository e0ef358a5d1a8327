"""Parts of the school year and stretches of days in Russian words: plain characters."""

from datetime import date

from delivery.texts import label
from delivery.texts.dates import spoken

LONG_SOURCE = 80


def part_words(unit: str, number: int | None, year: str | None = None, *, end: bool = False) -> str:
    """«III четверть 2023/2024», «осенние каникулы»; ``end``: «до конца III четверти 2023/2024»."""
    name = label("school-part-end" if end else "school-part", unit=unit, number=number or 0)
    return name if year is None else f"{name} {year}"


def part_title(unit: str, number: int | None, year: str | None = None) -> str:
    """The same at the beginning of a sentence or on a button: «Осенние каникулы»."""
    words = part_words(unit, number, year)
    return words[:1].upper() + words[1:]


def stretch_words(first: date, last: date) -> str:
    """«9 января – 22 марта 2024», «30 декабря 2023 – 8 января 2024»"""
    return label("school-stretch", first=spoken(first, last), last=_full(last))


def from_to_words(first: date, last: date) -> str:
    """«с 9 января по 22 марта 2024»"""
    return label("school-from-to", first=spoken(first, last), last=_full(last))


def _full(day: date) -> str:
    return f"{spoken(day, day)} {day.year}"
