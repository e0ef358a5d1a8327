"""Tables of target indicators: «Показатель | Ед. изм. | 2023 | 2024». They are not measures."""

import re
from collections.abc import Sequence

from documents.reading.columns import meaning_of, plain_words
from documents.reading.grid import Row, squeeze
from documents.reading.patterns import NUMBER, is_number_row, is_ruler
from documents.reading.tables.captions import captions, looks_like_data

TARGETS_HEADING = re.compile(
    r"целев\w+ (?:показател|индикатор|ориентир)|показатели (?:эффективн|результативн|проекта|программы|реализации)|"
    r"^(?:\W*\d*\W*)?(?:целевые )?(?:индикаторы|показатели)\b|ожидаемые результаты и показатели",
    re.IGNORECASE,
)
_NAME = re.compile(r"показател|индикатор|критери")
_UNIT = re.compile(r"\bед(?:иниц[аы])?\b\.?\s?(?:изм|$)")
_VALUE = re.compile(r"значени|\bплан|20\d\d|\bцель\b|целев|базов|\bгод|достиг|факт|уров|кол(?:ичество|-во)")
# Longer cells are sentences, not headings of columns.
_LONGEST = 70
_YEAR = re.compile(r"20\d\d")


def is_target_table(rows: Sequence[Row], heading: str) -> bool:
    """Whether a table names indicators and their values: by its header, or by the heading above it."""
    header = _header(rows)
    if header is not None:
        return True
    return TARGETS_HEADING.search(heading) is not None and any(len(row.filled) >= 2 for row in rows)


def _header(rows: Sequence[Row]) -> int | None:
    """The place of the last header row of a table of indicators."""
    for place, row in enumerate(rows[:10]):
        for last in (place, place + 1):
            if last < len(rows) and not row.spans and _is_header(rows[place : last + 1]):
                return last
    return None


def _is_header(band: Sequence[Row]) -> bool:
    words = [plain_words(" ".join(one.words)) for one in captions(band)]
    long = any(len(cell) > _LONGEST for row in band for cell in row.filled)
    if long or any(looks_like_data(row) for row in band) or not any(map(_NAME.search, words)):
        return False
    values = [word for word in words if not _NAME.match(word) and (_VALUE.search(word) or _UNIT.search(word))]
    roles = {one.role for word in words if (one := meaning_of(word)) and one.part != "tick"}
    return bool(values) and not roles & {"deadline", "responsible"}


def begins_with_header(rows: Sequence[Row]) -> bool:
    """Whether the first rows name the columns of indicators: «№ | Показатель | Значение»."""
    return _header(rows[:2]) is not None


def read_targets(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """(name, target) of each indicator; several years are given one after another."""
    last = _header(rows)
    header = captions(rows[max(0, last - 1) : last + 1]) if last is not None else ()
    words = [plain_words(" ".join(one.words)) for one in header]
    found = []
    for row in rows[(last + 1 if last is not None else 0) :]:
        if row.filled and not row.spans and not is_number_row(row) and not is_ruler(row):
            target = _target(row, words)
            if target is not None:
                found.append(target)
    return found


def _target(row: Row, words: list[str]) -> tuple[str, str] | None:
    cells = [(place, squeeze(cell)) for place, cell in enumerate(row.cells) if cell]
    if cells and NUMBER.match(cells[0][1]) and len(cells) > 1:
        cells = cells[1:]
    if len(cells) < 2:
        return None
    name, rest = cells[0][1], cells[1:]
    unit = next((text for place, text in rest if place < len(words) and _UNIT.search(words[place])), "")
    values = [(place, text) for place, text in rest if text != unit or not unit]
    if not values:
        return None
    dated = [(_year(words, place), text) for place, text in values]
    if len(dated) == 1 or not any(year for year, _ in dated):
        return name, _with_unit(values[-1][1], unit)
    return name, ", ".join(f"{_over(words, place)}: {_with_unit(text, unit)}" for place, text in values)


def _year(words: list[str], place: int) -> str:
    found = _YEAR.search(words[place]) if place < len(words) else None
    return found[0] if found else ""


def _over(words: list[str], place: int) -> str:
    """The words over a value; a bare year with its noun."""
    over = words[place] if place < len(words) else ""
    return f"{over} год" if _YEAR.fullmatch(over) else over


def _with_unit(text: str, unit: str) -> str:
    return f"{text} {unit}".strip() if unit and unit not in text else text
