"""Small plans laid out in many ways: real .docx, .xlsx and .txt files built in the tests."""

import io
from collections.abc import Sequence

import docx
import openpyxl
from docx.document import Document
from docx.table import Table

from documents.reading.columns import Role
from documents.reading.formats import read_file
from domain.measures import DraftRoadmap

# A cell None is covered by the cell to its left; the mark ABOVE means that the cell above covers it.
ABOVE = "^"
Cells = Sequence[str | None]


def by_text(*lines: str | Cells, columns: dict[int, Role] | None = None) -> DraftRoadmap:
    """A .txt file: a sequence is a row with tabs between its cells, a string is a bare line."""
    joined = (
        line if isinstance(line, str) else "\t".join((cell or "").replace("\n", " ") for cell in line) for line in lines
    )
    return read_file("\n".join(joined).encode(), columns)


def by_word(*blocks: str | Sequence[Cells]) -> DraftRoadmap:
    """A .docx file: a string is a paragraph, a list of rows is a table."""
    return read_file(word_bytes(*blocks))


def word_bytes(*blocks: str | Sequence[Cells]) -> bytes:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            _add_table(document, block)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _add_table(document: Document, rows: Sequence[Cells]) -> None:
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for number, row in enumerate(rows):
        for place, words in enumerate(row):
            if words and words != ABOVE:
                table.cell(number, place).text = words
    for number, place, last_row, last_place in _merges(rows):
        _merge(table, number, place, last_row, last_place)


def _merge(table: Table, number: int, place: int, last_row: int, last_place: int) -> None:
    first = table.cell(number, place)
    words = first.text
    first.merge(table.cell(last_row, last_place)).text = words


def by_sheet(*rows: Cells, name: str = "План") -> DraftRoadmap:
    """An .xlsx file of one sheet."""
    return read_file(sheet_bytes({name: rows}))


def sheet_bytes(sheets: dict[str, Sequence[Cells]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for place, words in enumerate(row, 1):
                if words and words != ABOVE:
                    sheet.cell(number, place, words)
        for number, place, last_row, last_place in _merges(rows):
            sheet.merge_cells(
                start_row=number + 1, start_column=place + 1, end_row=last_row + 1, end_column=last_place + 1
            )
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _merges(rows: Sequence[Cells]) -> list[tuple[int, int, int, int]]:
    """(first row, first column, last row, last column) of each merged cell."""
    found = []
    for number, row in enumerate(rows):
        for place, words in enumerate(row):
            if words is None or words == ABOVE:
                continue
            last = place
            while last + 1 < len(row) and row[last + 1] is None:
                last += 1
            below = number
            while below + 1 < len(rows) and place < len(rows[below + 1]) and rows[below + 1][place] == ABOVE:
                below += 1
            if (below, last) != (number, place):
                found.append((number, place, below, last))
    return found


def outline(roadmap: DraftRoadmap) -> list[tuple[str | None, ...]]:
    """Section, number, title, result, deadline and responsible of each measure."""
    return [
        (one.section, one.number, one.title, one.result, one.deadline_text, one.responsible_text)
        for one in roadmap.measures
    ]


def titles(roadmap: DraftRoadmap) -> list[str]:
    return [one.title for one in roadmap.measures]


def deadlines(roadmap: DraftRoadmap) -> list[str]:
    return [one.deadline_text for one in roadmap.measures]


def days(roadmap: DraftRoadmap) -> list[tuple[str, ...]]:
    """Start and due of all stages of each measure, as «2023-09-01..2023-09-30»."""
    return [tuple(f"{stage.start or ''}..{stage.due or ''}" for stage in one.stages) for one in roadmap.measures]
