"""Rows that are no measures: repeated headers, lines, totals, notes, signatures, numbers left without a row."""

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.reading.columns import plain_words
from documents.reading.grid import Row, squeeze
from documents.reading.patterns import NUMBER, is_bare_number, is_deadline, is_number_row, is_ruler, names_people
from documents.reading.tables.header import header_words
from documents.reading.tables.layout import Layout

_LEFT_OUT = re.compile(
    r"^(?:итого|всего)\b|^(?:примечани[ея]|сокращения|исп\.|исполнитель:|\*)|^в (?:том числе|т\.\s?ч\.)\s*:?$|_{4,}",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:и\.?\s?о\.?\s)?(?:директор|зам(?:еститель|\.)|начальник|заведующ\w+|руководитель|председатель|глава|составил|"
    r"исполнитель|исп\.|согласовано|утверждаю|специалист|методист)\b",
    re.IGNORECASE,
)
_LONGEST_CAPTION, _FEW = 200, 3


def without_blanks(row: Row) -> Row:
    """A cell of spaces and invisible marks is an empty one."""
    if all(not cell or squeeze(cell) for cell in row.cells):
        return row
    return replace(row, cells=tuple("" if cell and not squeeze(cell) else cell for cell in row.cells))


def without_decoration(rows: Sequence[Row], layout: Layout) -> list[Row]:
    """A page break before a repeated header is a page break before the row that follows it."""
    kept: list[Row] = []
    broken = False
    for row in rows:
        broken = broken or row.after_break
        if row.filled and not _is_decoration(row, layout):
            kept.append(replace(row, after_break=True) if broken and not row.after_break else row)
            broken = False
    return kept


def _is_decoration(row: Row, layout: Layout) -> bool:
    """Headers printed again on each page, rows of column numbers, drawn lines, numbers left without a row."""
    if is_ruler(row) or is_number_row(row) or (is_bare_number(row) and not row.spans and None not in row.cells):
        return True
    first = plain_words(row.filled[0]) if len(row.filled) >= 2 and len(row.filled[0]) < _LONGEST_CAPTION else None
    return any(words[0] == first for words in layout.header if words) and header_words(row) in layout.header


def is_note(heading: str) -> bool:
    """A line over the whole width that is no heading: a total, a note, a line to sign on."""
    return _LEFT_OUT.search(heading) is not None


def is_signature(row: Row) -> bool:
    """A post with at most a line to sign on and a name beside it."""
    return _SIGNATURE.match(squeeze(row.filled[0])) is not None and len(row.filled) <= _FEW


def is_no_measure(row: Row, layout: Layout) -> bool:
    """Totals, notes, «в том числе:», signatures below the table."""
    first = squeeze(row.filled[0])
    if is_signature(row) and not layout.text(row, "deadline"):
        return NUMBER.match(layout.text(row, "number")) is None
    if not _LEFT_OUT.search(first) and not _LEFT_OUT.search(layout.text(row, "title")):
        return "____" in " ".join(row.filled)
    return not is_deadline(layout.text(row, "deadline")) and not names_people(layout.text(row, "responsible"))
