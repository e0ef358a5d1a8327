"""OpenDocument texts and spreadsheets (.odt, .ods, .fodt, .fods) as lines and tables.

odfdo opens the file and gives its elements; repeated rows and columns are bounded here, whatever the file claims.
A spreadsheet prints each cell beside its value, so days and numbers come as the person saw them.
"""

import io
import re
from collections.abc import Iterator
from datetime import date

from odfdo import Cell, Document, Element, Row, Section, Spreadsheet
from odfdo import Table as OpenTable
from odfdo.security import security

from documents.reading.files.cells import MAX_COLUMNS, MAX_ROWS, SheetCells, as_table
from documents.reading.files.open_lists import OpenLists
from documents.reading.files.open_text import OpenText, without_unseen
from documents.reading.files.printed import printed_day
from documents.reading.grid import Content, Table
from documents.reading.grid import Row as GridRow
from domain.errors import Unreadable
from domain.measures import Source

_CELLS = "table:table-cell | table:covered-table-cell"
_ROWS = "table:table-row | table:table-rows | table:table-header-rows | table:table-row-group"
_COLUMNS = (
    "table:table-column | table:table-columns//table:table-column | table:table-header-columns//table:table-column"
    " | table:table-column-group//table:table-column"
)
_FOREIGN_DAY = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}")
_MOST = 2_000_000
# The guard has counted what the archive really holds; a long empty sheet is packed closer than odfdo expects.
security.max_compression_ratio = 2_000


def read_opendocument(data: bytes) -> Content:
    """Paragraphs and tables of a text, or the visible sheets of a spreadsheet."""
    document = Document(io.BytesIO(data))
    body = without_unseen(document.body)
    text = OpenText(OpenLists(document))
    return _spreadsheet(document, body, text) if isinstance(body, Spreadsheet) else _text(body, text)


def _text(body: Element, text: OpenText) -> Content:
    lines: list[str] = []
    tables: list[Table] = []
    tail: list[str] = []
    rows = 0
    for element in _unwrapped(body):
        if isinstance(element, OpenTable):
            table = _table(element, text, len(tables) + 1, tuple(tail if tables else lines))
            rows += len(table.rows)
            if rows > MAX_ROWS:
                raise Unreadable("unreadable-too-heavy")
            tables.append(table)
            lines, tail = lines + tail, []
        else:
            (tail if tables else lines).extend(text.lines(element))
    return Content(tuple(lines), tuple(tables), tuple(tail))


def _unwrapped(parent: Element) -> Iterator[Element]:
    for child in parent.children:
        if isinstance(child, Section):
            yield from _unwrapped(child)
        else:
            yield child


def _table(element: OpenTable, text: OpenText, place: int, above: tuple[str, ...]) -> Table:
    rows: list[GridRow] = []
    columns = element.get_elements(_COLUMNS)
    width = sum(_count(one, "table:number-columns-repeated") for one in columns)
    for number, (row, times) in enumerate(_rows(element), 1):
        read = _row(row, text, width, Source(table=place, row=number))
        # A repeated row is an empty one in any text that a program wrote.
        rows += [read] * (min(times, MAX_ROWS) if read.filled else 1)
        if len(rows) > MAX_ROWS:
            raise Unreadable("unreadable-too-heavy")
    return Table(tuple(rows), above)


def _rows(parent: Element) -> Iterator[tuple[Row, int]]:
    """Rows with the number of times that each stands; the library's own way would make every one of them."""
    for child in parent.get_elements(_ROWS):
        if isinstance(child, Row):
            yield child, _count(child, "table:number-rows-repeated")
        else:
            yield from _rows(child)


def _cells(row: Row) -> Iterator[tuple[Cell, int]]:
    for cell in row.get_elements(_CELLS):
        assert isinstance(cell, Cell)
        yield cell, _count(cell, "table:number-columns-repeated")


def _row(row: Row, text: OpenText, width: int, source: Source) -> GridRow:
    cells: list[str | None] = []
    across: set[int] = set()
    printed = 0
    for cell, times in _cells(row):
        times = min(times, MAX_COLUMNS)
        across |= set(range(len(cells) + 1, len(cells) + min(cell.span_area()[0], MAX_COLUMNS)))
        cells += [None if cell.is_covered() else _printed(cell, text)] * times
        printed += 0 if cell.is_covered() else times
        if len(cells) > MAX_COLUMNS:
            break
    whole = printed == 1 and len(cells) >= max(width, 2)
    return GridRow(tuple(cells[:MAX_COLUMNS]), source, spans=whole, across=frozenset(across))


def _printed(cell: Cell, text: OpenText) -> str:
    """The lines of a cell; tables inside it give theirs in reading order."""
    return "\n".join(line for line in text.lines(cell) if line)


def _day(cell: Cell, printed: str) -> str | None:
    """The day of a cell that prints it in the order of another country (10/20/2023)."""
    written = cell.get_attribute_string("office:date-value")
    if written is None or not _FOREIGN_DAY.fullmatch(printed):
        return None
    try:
        return printed_day(date.fromisoformat(written[:10]))
    except ValueError:
        return None


def _spreadsheet(document: Document, body: Element, text: OpenText) -> Content:
    tables = [one for one in body.get_elements("table:table") if isinstance(one, OpenTable)]
    sheets = [_sheet(one, text) for one in tables if document.get_table_displayed(one)]
    problems = tuple(problem for sheet in sheets if (problem := sheet.problem()))
    return Content(tables=tuple(as_table(sheet) for sheet in sheets), problems=problems)


def _sheet(element: OpenTable, text: OpenText) -> SheetCells:
    found = SheetCells(element.name or "")
    number = 1
    for row, times in _rows(element):
        _put(row, number, text, found)
        number += times
    return found


def _put(row: Row, number: int, text: OpenText, found: SheetCells) -> None:
    column = 1
    for cell, times in _cells(row):
        wide, high = cell.span_area()
        found.merge((number, column, number + max(high, 1) - 1, column + max(wide, 1) - 1))
        if not cell.is_covered() and cell.children:
            printed = _printed(cell, text)
            printed = _day(cell, printed) or printed
            for place in range(column, column + min(times, MAX_COLUMNS)):
                found.put(number, place, printed)
        column += times


def _count(element: Element, name: str) -> int:
    return max(1, min(element.get_attribute_integer(name) or 1, _MOST))
