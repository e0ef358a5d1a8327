"""How the texts of single cells look: numbers of rows, deadlines, people, drawn lines."""

import re
from functools import lru_cache

from documents.reading.grid import Row, squeeze
from domain.deadlines import Reading, read_deadline
from domain.measures import Span
from domain.parties import names_somebody

NUMBER = re.compile(
    r"(?:№\s?|п\.\s?)?(?:\d{1,4}|[IVXLІХ]{1,6}(?=\.\d))(?:\.\d{1,3})*(?:\.?[а-яa-z])?\s?[.)]{0,2}$|"
    r"[IVXLІХ]{1,6}\s?[.)]?$|[а-яa-z]\)$"
)
_DITTO = re.compile(r"[-–—]?\s*(?://|[\"«»„“”]|'')\s*[-–—]?|(?:то|тот|те|та) же\.?", re.IGNORECASE)
_RULER = re.compile(r"^[-–—_=*.\s]+$")
_LONGEST_DEADLINE = 300


@lru_cache(maxsize=50_000)
def is_deadline(text: str) -> bool:
    """Whether a cell reads as a deadline from its first word to its last."""
    if not any(map(str.isalnum, text)) or len(text) > _LONGEST_DEADLINE:
        return False
    return not any(stage.not_understood for stage in deadline_reading(text, Span(), None, None).stages)


@lru_cache(maxsize=50_000)
def names_people(text: str) -> bool:
    """Whether a cell looks like one of responsible people or institutions."""
    return names_somebody(text)


@lru_cache(maxsize=20_000)
def deadline_reading(text: str, period: Span, country: str | None, month: Span | None) -> Reading:
    """``read_deadline``, remembered: the same words stand in many rows."""
    return read_deadline(text, period, country, month=month)


def is_ditto(text: str) -> bool:
    """«-//-», «то же»: what the cell above says."""
    return _DITTO.fullmatch(text) is not None


def is_ruler(row: Row) -> bool:
    """«--- | -- | --»: a line drawn with dashes under a table."""
    return (
        bool(row.filled) and all(_RULER.match(text) for text in row.filled) and any("--" in text for text in row.filled)
    )


def is_number_row(row: Row) -> bool:
    """1 2 3 4 5: the numbers of the columns."""
    texts = [squeeze(cell).strip("().") for cell in row.filled]
    return len(texts) >= 2 and texts in ([str(n) for n in range(first, first + len(texts))] for first in (1, 2))


def is_bare_number(row: Row) -> bool:
    """A number and nothing else: a row of the form that was left empty."""
    return len(row.filled) == 1 and NUMBER.match(squeeze(row.filled[0])) is not None
