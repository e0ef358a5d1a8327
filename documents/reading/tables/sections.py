"""Heading rows inside a table: merged, bare, spread over two cells, numbered in a cell of their own, or a month."""

import re

from documents.reading.grid import Row, squeeze
from documents.reading.patterns import NUMBER, is_deadline, names_people
from documents.reading.tables.layout import Layout
from documents.reading.tables.times import time_of

_SECTION_MARK = re.compile(
    r"^(?:[IVXLІХ]+|\d{1,2})(?:\.\d{1,2})*\s?[.)]\s*\S|^[IVXLІХ]{1,5}\s+[А-ЯЁ«]|"
    r"^(?:[IVXІ]+ )?(?:раздел|направление|блок|этап|модуль|глава|часть|задача|подпрограмма)\b",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"^[IVXLІХ]{1,6}\s?[.)]?$")
_MARK_WORD = re.compile(r"^(?:раздел|направление|блок|этап|модуль|глава|часть|задача|подпрограмма)\b", re.IGNORECASE)


def section_text(row: Row, layout: Layout, after: Row | None = None, *, numbered: bool = False) -> str | None:
    """The heading that a row holds, when it is one.

    ``after``: the row below it; ``numbered``: the measures of this table have numbers, so a lone text has none.
    """
    texts = [squeeze(cell) for cell in row.filled]
    if not texts:
        return None
    if row.spans or _is_bar(row, layout):
        return " ".join(texts)
    if len(texts) >= 2 and len(set(texts)) == 1 and len(texts) >= len(layout.columns):
        return texts[0]
    if _is_lone_time(row, texts, layout):
        return texts[0]
    if is_deadline(layout.text(row, "deadline")) or names_people(layout.text(row, "responsible")):
        return None
    title = layout.place("title")
    if title is None or _first_place(row) > title:
        return None
    return _open_heading(row, texts, layout, after, numbered=numbered)


def _open_heading(row: Row, texts: list[str], layout: Layout, after: Row | None, *, numbered: bool) -> str | None:
    if len(texts) == 2 and _is_numbered_heading(row, texts, layout, after):
        return " ".join(texts)
    if (heading := _spread_heading(row, texts, layout)) is not None:
        return heading
    if len(texts) != 1 or not (texts[0][0].isupper() or texts[0][0] in '«"') or row.after_break:
        return None
    return texts[0] if _lone_heading(row, texts[0], layout, numbered=numbered) else None


def _spread_heading(row: Row, texts: list[str], layout: Layout) -> str | None:
    """«4. Мониторинг оценки изменений | | в сфере занятости»."""
    marked = _SECTION_MARK.match(texts[0]) is not None and not NUMBER.match(texts[0])
    spread = len(texts) == 2 and _first_place(row) == layout.place("number")
    if marked and (len(texts) == 1 or spread) and not layout.text(row, "responsible"):
        return " ".join(texts)
    return None


def _is_bar(row: Row, layout: Layout) -> bool:
    """One cell that reaches over the columns of the measure and its deadline."""
    if len(row.filled) != 1 or not row.across:
        return False
    place = _first_place(row)
    title, when = layout.place("title"), layout.place("deadline")
    reached = {place, *(one for one in row.across if one > place)}
    return title in reached and (when is None or when in reached) and len(reached) > 1


def _is_lone_time(row: Row, texts: list[str], layout: Layout) -> bool:
    """«ЯНВАРЬ» alone in the first cell of its row, also where that is the column of days."""
    if len(texts) != 1 or row.after_break or None in row.cells:
        return False
    found, place = time_of(texts[0]), _first_place(row)
    if found is None:
        return False
    return place == 0 or (found[0] != "part" and place != layout.place("deadline"))


def _is_numbered_heading(row: Row, texts: list[str], layout: Layout, after: Row | None) -> bool:
    """«1 | Работа с кадрами» above «1.1 | …», «II | …» above «5 | …», or a text that reaches over the other columns."""
    number, title = layout.place("number"), layout.place("title")
    if number is None or title is None or not (row.at(number) and row.at(title)):
        return False
    if not NUMBER.match(texts[0]):
        return False
    if _MARK_WORD.match(texts[1]) or {one for one in row.across if one > title}:
        return True
    if None in row.cells or after is None:
        return False
    below = squeeze(after.at(number))
    own = texts[0].rstrip(" .)")
    deeper = below.startswith(f"{own}.") and below.rstrip(" .)") != own
    begins_again = below.rstrip(" .)") == "1" or texts[1].isupper()
    return deeper or begins_again or (_ROMAN.match(texts[0]) is not None and below[:1].isdigit())


def _lone_heading(row: Row, text: str, layout: Layout, *, numbered: bool) -> bool:
    """A single text in the first printed column with every other cell empty, or in the one behind the numbers."""
    if None in row.cells:
        return False
    place, title = _first_place(row), layout.place("title")
    if place == 0:
        return any(one.place == 0 and one.role in {"number", "title"} for one in layout.columns) or layout.group == 0
    return place == title and (text.isupper() or (numbered and not text.endswith((".", ";", ","))))


def _first_place(row: Row) -> int:
    return next(place for place, cell in enumerate(row.cells) if cell)
