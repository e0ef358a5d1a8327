"""PDF files with a text layer as lines and tables: tables with drawn lines, and tables that only stand in columns."""

import io
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pdfplumber

from documents.reading.files.aligned import AlignedTable, Printed, find_table
from documents.reading.files.pdf_lines import Box, Line, Word, cell_text, lines_of, pieces_of, softened, vocabulary
from documents.reading.files.pdf_pages import PrintedPage, mend_letters, printed_page, within, without_heads
from documents.reading.files.vocabulary import Vocabulary
from documents.reading.grid import Content, Row, Table
from domain.errors import Unreadable
from domain.measures import Source

MAX_PAGES = 300
# Processor time for all pages; what finding the plan takes comes on top of it.
_SECONDS = 14
# Rows of a header, with the one of column numbers, and the row below them.
_LONGEST_HEADER = 4
# A gap of this many line heights between lines of text is an empty line.
_PARAGRAPH = 1.7

_ENDLESS: Box = (float("-inf"), float("-inf"), float("inf"), float("inf"))

Found = tuple[Box, Table]


def read_pdf(data: bytes) -> Content:
    """Tables of all pages; a PDF without text is a scan: Unreadable("unreadable-scan")."""
    begun = time.process_time()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise Unreadable("unreadable-many-pages")
        pages = []
        for page in pdf.pages:
            pages.append(printed_page(page))
            if time.process_time() - begun > _SECONDS:
                raise Unreadable("unreadable-many-pages")
        if not any(page.words for page in pages):
            raise Unreadable("unreadable-scan")
        mend_letters(pages)
        without_heads(pages)
        return _content(pages, begun)


def _content(pages: Sequence[PrintedPage], begun: float) -> Content:
    known = vocabulary([page.words for page in pages])
    lines: list[str] = []
    tables: list[Table] = []
    tail: list[str] = []
    cuts: tuple[float, ...] = ()
    for page in pages:
        found, cuts = _tables(page, known, cuts)
        free = list(lines_of(word for word in page.words if not any(within(word, box) for box, _ in found)))
        for box, table in found:
            above = [line for line in free if line.top < box[1]]
            free = free[len(above) :]
            tail += _texts(above)
            tables.append(Table(table.rows, tuple(tail)))
            lines, tail = lines + tail, []
        tail += _texts(free)
        page.page.close()
        if time.process_time() - begun > _SECONDS:
            raise Unreadable("unreadable-many-pages")
    return Content(tuple(lines), _softened(tables, known), tuple(tail)) if tables else Content(tuple(tail))


def _softened(tables: Sequence[Table], known: Vocabulary) -> tuple[Table, ...]:
    """The tables with soft hyphens where the end of a page broke a word of their last row."""
    whole = list(tables)
    for place, (before, after) in enumerate(pairwise(tables)):
        if before.rows and after.rows and after.rows[0].after_break:
            last = before.rows[-1]
            cells = tuple(softened(cell, _rest(after, at), known) for at, cell in enumerate(last.cells))
            whole[place] = replace(before, rows=(*before.rows[:-1], replace(last, cells=cells)))
    return tuple(whole)


def _rest(table: Table, place: int) -> str | None:
    """The first small words of a column, below a header that may be printed again."""
    below = (row.at(place) for row in table.rows[:_LONGEST_HEADER])
    return next((cell for cell in below if cell and cell[0].islower()), None)


def _tables(page: PrintedPage, known: Vocabulary, cuts: tuple[float, ...]) -> tuple[list[Found], tuple[float, ...]]:
    """Tables from top to bottom: drawn ones, else the one whose columns stand apart, which may go on from the page
    before with its ``cuts``; and the cuts for the next page."""
    if page.drawn:
        return [(table.bbox, _table(table, page, place, known)) for place, table in enumerate(page.drawn)], ()
    lines = list(lines_of(page.words))
    found = find_table([Printed(pieces_of(line), line.top, line.bottom) for line in lines], cuts)
    if found is None:
        return [], ()
    inside = lines[found.begin : found.end]
    box = (min(line.x0 for line in inside), inside[0].top, max(line.x1 for line in inside), inside[-1].bottom)
    return [_ruled(page, box, found.cuts, known) or (box, _aligned(page, found, known))], found.cuts


def _table(table: Any, page: PrintedPage, place: int, known: Vocabulary) -> Table:
    rows = []
    number_of_page = page.page.page_number
    for number, row in enumerate(table.rows, 1):
        inside = [word for word in page.words if row.bbox[1] <= (word["top"] + word["bottom"]) / 2 <= row.bbox[3] + 0.5]
        cells = tuple(None if box is None else cell_text(inside, box, known) for box in row.cells)
        across = _across(row.cells, table.bbox[2])
        alone = row.cells[0] is not None and len(across) == len(cells) - 1
        after_break = number == 1 and place == 0 and number_of_page > 1
        source = Source(page=number_of_page, row=number)
        rows.append(Row(cells, source, alone and len(cells) > 1, after_break, across))
    return Table(tuple(rows))


def _across(boxes: Sequence[Box | None], right: float) -> frozenset[int]:
    """Places without a box of their own that the box to their left reaches over; ``right``: the table's edge."""
    covered: set[int] = set()
    for place, box in enumerate(boxes):
        after = next((other for other in boxes[place + 1 :] if other is not None), None)
        if box is not None and box[2] >= (after[0] if after else right) - 1:
            end = next((at for at in range(place + 1, len(boxes)) if boxes[at] is not None), len(boxes))
            covered |= set(range(place + 1, end))
    return frozenset(covered)


def _aligned(page: PrintedPage, found: AlignedTable, known: Vocabulary) -> Table:
    """Rows that only stand apart."""
    rows = []
    number_of_page = page.page.page_number
    for number, row in enumerate(found.rows, 1):
        columns = _words_of(row.lines, page, found.cuts)
        # Where the column ends is not known: no word can be seen to have filled it.
        cells = tuple(cell_text(words, _ENDLESS, known) for words in columns)
        alone = len(row.lines) == 1 and len(row.first.pieces) == 1 and row.first.pieces[0].right > found.cuts[0]
        after_break = number == 1 and number_of_page > 1
        rows.append(Row(cells, Source(page=number_of_page, row=number), alone, after_break))
    return Table(tuple(rows))


def _ruled(page: PrintedPage, box: Box, cuts: Sequence[float], known: Vocabulary) -> Found | None:
    """The rows between lines drawn across the page: they are trusted more than the gaps between the rows."""
    settings = {
        "vertical_strategy": "explicit",
        "explicit_vertical_lines": [box[0] - 3, *cuts, box[2] + 3],
        "horizontal_strategy": "lines_strict",
    }
    drawn = page.page.find_tables(settings)
    if len(drawn) != 1 or len(drawn[0].rows) < 3 or drawn[0].bbox[3] - drawn[0].bbox[1] < 0.7 * (box[3] - box[1]):
        return None
    rows = _table(drawn[0], page, 0, known).rows
    boxes = [row.bbox for row in drawn[0].rows]
    return drawn[0].bbox, Table(
        tuple(_spanning(row, page, bounds, cuts) for row, bounds in zip(rows, boxes, strict=True))
    )


def _spanning(row: Row, page: PrintedPage, box: Box, cuts: Sequence[float]) -> Row:
    """A row of one line that is written across a cut between columns is one text: «1. Нормативное обеспечение»."""
    lines = list(lines_of(word for word in page.words if box[1] <= (word["top"] + word["bottom"]) / 2 <= box[3]))
    pieces = pieces_of(lines[0]) if len(lines) == 1 else ()
    if not any(piece.left < cut - 1 and piece.right > cut + 1 for piece in pieces for cut in cuts):
        return row
    return replace(row, cells=(lines[0].text, *(None for _ in row.cells[1:])), spans=True)


def _words_of(lines: Sequence[Printed], page: PrintedPage, cuts: Sequence[float]) -> list[list[Word]]:
    """The words of a row by column."""
    columns: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    top, bottom = lines[0].top - 1, lines[-1].bottom + 1
    for word in page.words:
        if top <= (word["top"] + word["bottom"]) / 2 <= bottom:
            columns[sum(word["x0"] >= cut for cut in cuts)].append(word)
    return columns


def _texts(lines: Sequence[Line]) -> list[str]:
    """Lines of text; a wide gap becomes an empty line."""
    texts: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None and line.top - before.bottom > _PARAGRAPH * (before.bottom - before.top):
            texts.append("")
        texts.append(line.text)
        before = line
    return texts
