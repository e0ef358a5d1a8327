"""Plain text: columns between tabs, other signs or wide gaps.

A form feed is a page break, and so is a blank line among tabbed rows.
"""

import re

from documents.reading.files.aligned import Piece, Printed, find_table
from documents.reading.files.drawn import drawn_rows, is_drawn
from documents.reading.files.encodings import decode
from documents.reading.files.separated import Line, barred, best_sign, holds_breaks, split, stated_sign
from documents.reading.files.wrapped import unwrapped
from documents.reading.grid import Content, Row, Table, squeeze
from domain.errors import Unreadable
from domain.measures import Source

MAX_LINES = 20_000
# In bytes: a plan of a thousand rows has half a million.
_MOST = 8 * 1024 * 1024
_GAP = re.compile(r"\S+(?: \S+)*")


def read_text(data: bytes) -> Content:
    """Lines above the first row are the heading; bare lines among the rows are section rows."""
    if len(data) > _MOST:
        raise Unreadable("unreadable-too-heavy")
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a").replace("\x00", "")
    if text.count("\n") > MAX_LINES:
        raise Unreadable("unreadable-too-heavy")
    first, _, rest = text.partition("\n")
    sign = stated_sign(first)
    if sign is not None:
        return _table(split("\n" + rest, sign), sign)
    if is_drawn(text):
        return _table(drawn_rows(text), "|")
    sign = best_sign(text)
    if sign == "\t":
        return _tabbed(text)
    if sign is not None:
        return _table(barred(text) if sign == "|" and not holds_breaks(text, sign) else split(text, sign), sign)
    return _spaced(text)


def _tabbed(text: str) -> Content:
    """A sheet saved with tabs quotes what holds a line break; text copied from Word quotes names, and never breaks."""
    if holds_breaks(text, "\t"):
        return _table(split(text, "\t"), "\t")
    lines = [Line(tuple(line.split("\t")), number) for number, line in enumerate(text.split("\n"), 1)]
    return _table(unwrapped(lines), "\t")


def _table(lines: list[Line], sign: str) -> Content:
    tabled = [place for place, line in enumerate(lines) if len(line.cells) > 1 and _is_row(line)]
    if not tabled:
        raise Unreadable("unreadable-no-table")
    begin, end = tabled[0], tabled[-1] + 1
    above = tuple(" ".join(line.cells) for line in lines[:begin])
    tail = tuple(squeeze(" ".join(line.cells)) for line in lines[end:])
    return Content(above, (Table(_rows(lines[begin:end], sign)),), tail)


def _is_row(line: Line) -> bool:
    """A tab at the end of a bare line is only white space; a tab before it is an empty first cell."""
    return any(cell.strip() for cell in line.cells)


def _rows(lines: list[Line], sign: str) -> tuple[Row, ...]:
    rows: list[Row] = []
    blank = False
    for line in lines:
        cells = tuple(cell.strip() for cell in line.cells)
        blank = blank or "\f" in line.cells[0]
        if not any(cells):
            # A line of tabs only is an empty row of a table, not a page break.
            blank = blank or (len(cells) == 1 and sign == "\t")
            continue
        rows.append(Row(cells, Source(line=line.number), spans=len(cells) == 1, after_break=blank))
        blank = False
    return tuple(rows)


def _spaced(text: str) -> Content:
    """Columns printed with spaces, as in a text from a typewriter or an old program."""
    lines = [_printed(line.expandtabs(), number) for number, line in enumerate(text.split("\n"), 1)]
    filled = [line for line in lines if line.pieces]
    found = find_table(filled)
    if found is None:
        raise Unreadable("unreadable-no-table")
    rows = tuple(
        Row(row.texts, Source(line=row.first.number), spans=len(row.lines) == 1 and len(row.first.pieces) == 1)
        for row in found.rows
    )
    begin, end = found.rows[0].first.number - 1, found.rows[-1].lines[-1].number
    above = tuple(squeeze(line) for line in text.split("\n")[:begin])
    return Content(above, (Table(rows),), tuple(squeeze(line) for line in text.split("\n")[end:]))


def _printed(line: str, number: int) -> Printed:
    pieces = tuple(Piece(found.start(), found.end(), found[0]) for found in _GAP.finditer(line))
    return Printed(pieces, float(number), number + 0.9, number)
