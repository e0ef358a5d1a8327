"""Writes plans of schools and districts as real office files: Word with merged cells and automatic numbering, Excel
with merged cells and real dates, plain text and CSV. The same plan gives the same bytes every time.

A table is written as text: a row a line, cells parted by «|», a deeper indented line goes on with the row above.
In a cell «←» belongs to the cell at its left and «↑» to the cell above (really merged), «//» is a new paragraph,
«#1» an automatic number of that level, «#s» the automatic number of the style, «#*» an automatic bullet of its
paragraph; in Excel «=» is a number or a date.
"""

import datetime
import io
import re
import textwrap
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import _Cell
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

LEFT, ABOVE, BREAK = "←", "↑", "//"
_MIDDLE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_SAVED = (2024, 8, 30, 10, 0, 0)
_NUMBERING = 77
_LEVELS = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum>"""
_NUMBER = f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}"><w:abstractNumId w:val="{_NUMBERING}"/></w:num>'


@dataclass(frozen=True)
class Text:
    """Lines outside a table: each becomes a paragraph; `place` is "left", "middle" or "right"."""

    lines: str
    place: str = "left"


@dataclass(frozen=True)
class Table:
    """A table of Word in the notation of this module."""

    rows: str


@dataclass(frozen=True)
class Word:
    """A .docx document: texts and tables in their order."""

    name: str
    blocks: Sequence[Text | Table]
    wide: bool = False


@dataclass(frozen=True)
class Book:
    """An .xlsx workbook: names of sheets with their rows in the notation of this module, and which are hidden."""

    name: str
    sheets: Sequence[tuple[str, str]]
    hidden: Sequence[str] = ()


@dataclass(frozen=True)
class Plain:
    """A .txt or .csv file: lines with «|» between cells, «¶» for a form feed, joined with the separator."""

    name: str
    lines: str
    separator: str = "\t"
    encoding: str = "utf-8"


Plan = Word | Book | Plain


def grid(rows: str) -> list[list[str]]:
    """Split the notation into rows of stripped cells; raises ValueError where the rows are not equally long."""
    lines: list[str] = []
    for line in textwrap.dedent(rows).strip("\n").splitlines():
        if line.startswith("  ") and lines:
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    if len({len(row) for row in cells}) > 1:
        raise ValueError(f"uneven rows: {[(len(row), row[0]) for row in cells]}")
    return cells


def write(plan: Plan, folder: Path) -> Path:
    """Write the plan into the folder and return its path."""
    path = folder / plan.name
    if isinstance(plan, Word):
        path.write_bytes(_word(plan))
    elif isinstance(plan, Book):
        path.write_bytes(_book(plan))
    else:
        path.write_bytes(_plain(plan))
    return path


def _extent(cells: list[list[str]], row: int, column: int) -> tuple[int, int]:
    """The last row and column of the merged cell that begins here."""
    right = column
    while right + 1 < len(cells[row]) and cells[row][right + 1] == LEFT:
        right += 1
    below = row
    while below + 1 < len(cells) and cells[below + 1][column] == ABOVE:
        below += 1
    return below, right


def _word(plan: Word) -> bytes:
    document = Document()
    numbering: Any = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_LEVELS))
    numbering.append(parse_xml(_NUMBER))
    if plan.wide:
        page = document.sections[0]
        page.page_width, page.page_height = page.page_height, page.page_width
    for block in plan.blocks:
        if isinstance(block, Text):
            _paragraphs(document, block)
        else:
            _table(document, grid(block.rows))
    buffer = io.BytesIO()
    document.save(buffer)
    return _same_bytes(buffer.getvalue())


def _paragraphs(document: Any, text: Text) -> None:
    for line in textwrap.dedent(text.lines).strip("\n").splitlines():
        paragraph = document.add_paragraph(line.strip())
        if text.place != "left":
            paragraph.alignment = _MIDDLE if text.place == "middle" else _RIGHT


def _table(document: Any, cells: list[list[str]]) -> None:
    table = document.add_table(rows=len(cells), cols=len(cells[0]))
    table.style = "Table Grid"
    for row, line in enumerate(cells):
        for column, text in enumerate(line):
            if text in (LEFT, ABOVE):
                continue
            cell = table.cell(row, column)
            last = _extent(cells, row, column)
            if last != (row, column):
                cell = cell.merge(table.cell(*last))
            _fill(cell, text)


def _fill(cell: _Cell, text: str) -> None:
    """Put the text into the cell: paragraphs, and an automatic number where the notation asks for one."""
    level, style = re.match(r"#(\d)", text), text.startswith("#s")
    parts = [part.strip() for part in text[2 if level or style else 0 :].split(BREAK)]
    paragraph = cell.paragraphs[0]
    for at, part in enumerate(parts):
        line = cell.add_paragraph() if at else paragraph
        line.text = part.removeprefix("#*").strip()
        if part.startswith("#*"):
            line.style = "List Bullet"
    if level:
        properties: Any = paragraph._p.get_or_add_pPr()
        number = properties.get_or_add_numPr()
        number.get_or_add_ilvl().set(qn("w:val"), level.group(1))
        number.get_or_add_numId().set(qn("w:val"), str(_NUMBERING))
    elif style:
        paragraph.style = "List Number"


def _book(plan: Book) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in plan.sheets:
        sheet = book.create_sheet(title)
        _sheet(sheet, grid(rows))
        sheet.sheet_state = "hidden" if title in plan.hidden else "visible"
    book.active = next(at for at, (title, _) in enumerate(plan.sheets) if title not in plan.hidden)
    buffer = io.BytesIO()
    book.save(buffer)
    return _same_bytes(buffer.getvalue())


def _sheet(sheet: Worksheet, cells: list[list[str]]) -> None:
    for row, line in enumerate(cells):
        for column, text in enumerate(line):
            if text in (LEFT, ABOVE, ""):
                continue
            cell: Any = sheet.cell(row + 1, column + 1)
            cell.value = _value(text)
            if isinstance(cell.value, datetime.date):
                cell.number_format = "DD.MM.YYYY"
            below, right = _extent(cells, row, column)
            if (below, right) != (row, column):
                sheet.merge_cells(start_row=row + 1, start_column=column + 1, end_row=below + 1, end_column=right + 1)


def _value(text: str) -> str | int | datetime.date:
    if not text.startswith("="):
        return text.replace(f" {BREAK} ", "\n")
    return int(text[1:]) if text[1:].isdigit() else datetime.date.fromisoformat(text[1:])


def _plain(plan: Plain) -> bytes:
    lines: list[str] = []
    for line in textwrap.dedent(plan.lines).strip("\n").splitlines():
        if line.startswith("  ") and lines:
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    text = "\n".join(_joined(line, plan.separator) for line in lines) + "\n"
    text = text.replace("¶", "\f")
    return text.replace("\n", "\r\n" if plan.separator != "\t" else "\n").encode(plan.encoding)


def _joined(line: str, separator: str) -> str:
    cells = [cell.strip() for cell in line.split("|")] if "|" in line else [line]
    if separator == "\t":
        return separator.join(cells)
    return separator.join(_quoted(cell.replace(f" {BREAK} ", "\n"), separator) for cell in cells)


def _quoted(cell: str, separator: str) -> str:
    if not any(mark in cell for mark in (separator, '"', "\n")):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def _same_bytes(packed: bytes) -> bytes:
    """The package again without the moment at which it was written."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-08-30T10:00:00Z", part)
            new.writestr(zipfile.ZipInfo(name, _SAVED), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
