"""Excel files (.xlsx) as tables; only what a roadmap can need is read, whatever size the sheet claims."""

import io
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from documents.reading.grid import Content, Row, Table
from domain.measures import Problem, Source

MAX_ROWS, MAX_COLUMNS = 5_000, 60


def read_sheets(data: bytes) -> Content:
    """Visible sheets in order, each as one table."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    tables: list[Table] = []
    problems: list[Problem] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        tables.append(Table(tuple(_rows(sheet))))
        if far := [place for place in _addresses(sheet) if place[0] > MAX_ROWS or place[1] > MAX_COLUMNS]:
            where = f"лист «{sheet.title}», строка {far[0][0]}, столбец {far[0][1]}"
            words = f"Ячейки дальше {MAX_ROWS} строк или {MAX_COLUMNS} столбцов не прочитаны: {len(far)}."
            problems.append(Problem(where, words))
    return Content(tables=tuple(tables), problems=tuple(problems))


def _rows(sheet: Worksheet) -> list[Row]:
    covered, wide = _merges(sheet)
    width = _width(sheet)
    if width == 0:
        return []
    rows: list[Row] = []
    last = min(sheet.max_row, MAX_ROWS)
    for number, values in enumerate(sheet.iter_rows(1, last, 1, width, values_only=True), 1):
        cells = tuple(None if (number, place) in covered else _text(value) for place, value in enumerate(values, 1))
        if not any(cells):
            continue
        alone = sum(bool(cell) for cell in cells) == 1
        spans = alone and (wide.get(number, 1) >= max(2, width) or width == 1)
        rows.append(Row(cells, Source(sheet=sheet.title, row=number), spans=spans))
    return rows


def _width(sheet: Worksheet) -> int:
    """Columns that hold something among the first sixty: a far lone cell does not make the table wide."""
    columns = {column for row, column in _addresses(sheet) if column <= MAX_COLUMNS and row <= MAX_ROWS}
    return max(columns, default=0)


def _addresses(sheet: Worksheet) -> list[tuple[int, int]]:
    cells: dict[tuple[int, int], Any] = sheet._cells
    return [place for place, cell in cells.items() if cell.value is not None]


def _merges(sheet: Worksheet) -> tuple[set[tuple[int, int]], dict[int, int]]:
    """Covered places, and for each row the width of its widest merged cell."""
    covered: set[tuple[int, int]] = set()
    wide: dict[int, int] = {}
    for area in sheet.merged_cells.ranges:
        rows = range(area.min_row, min(area.max_row, MAX_ROWS) + 1)
        columns = range(area.min_col, min(area.max_col, MAX_COLUMNS) + 1)
        covered |= {(row, column) for row in rows for column in columns} - {(area.min_row, area.min_col)}
        wide[area.min_row] = max(wide.get(area.min_row, 1), len(columns))
    return covered, wide


def _text(value: Any) -> str:
    """A cell as it would be printed: dates in Russian order, whole numbers without a fraction."""
    match value:
        case None:
            return ""
        case datetime() | date():
            return f"{value:%d.%m.%Y}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()
