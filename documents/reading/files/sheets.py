"""Excel files (.xlsx, .xlsm) as tables; only what a roadmap can need is kept, whatever size the sheet claims."""

import io
import warnings
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import WorkSheetParser

from documents.reading.files.cells import SheetCells, as_table
from documents.reading.files.printed import printed_day, printed_number
from documents.reading.grid import Content
from domain.errors import Unreadable


def read_sheets(data: bytes) -> Content:
    """Visible sheets in order, each as one table.

    openpyxl refuses a whole file for a colour or a filter that it does not know: such a file python-calamine reads,
    which tells less of how the cells are printed.
    """
    try:
        with warnings.catch_warnings():
            # Of every extension that openpyxl leaves out.
            warnings.simplefilter("ignore")
            sheets = _sheets(data)
    except (Unreadable, MemoryError, RecursionError):
        raise
    except Exception:
        from documents.reading.files.old_sheets import read_old_sheets

        return read_old_sheets(data)
    problems = tuple(problem for sheet in sheets if (problem := sheet.problem()))
    return Content(tables=tuple(as_table(sheet) for sheet in sheets), problems=problems)


def _sheets(data: bytes) -> list[SheetCells]:
    book: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return [_cells(book, sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _cells(book: Any, sheet: Any) -> SheetCells:
    """The cells and the merged areas as they stand in the file.

    The sheets of ``read_only`` tell no merged areas, the others make an object of every cell that an area covers: a
    million for one merged column. The parser below both tells the areas and makes nothing of them.
    """
    found = SheetCells(sheet.title)
    seen: dict[int, bool] = {}
    with sheet._get_source() as source:
        # Without formats of days it gives numbers: how a day is printed is told by its whole format.
        parser = WorkSheetParser(source, sheet._shared_strings, data_only=True)
        for _, row in parser.parse():
            for cell in row:
                if cell["value"] is not None:
                    printed = ReadOnlyCell(sheet, **cell)
                    if not _is_unseen(printed, seen):
                        found.put(cell["row"], cell["column"], _text(printed, book))
    for area in parser.merged_cells.mergeCell if parser.merged_cells else ():
        left, top, right, bottom = area.bounds
        found.merge((top, left, bottom, right))
    return found


def _is_unseen(cell: Any, known: dict[int, bool]) -> bool:
    """White words on a cell without a colour: a helper of whoever made the sheet. ``known``: by number of the style."""
    style = cell._style_id
    if style not in known:
        colour = cell.font.color
        white = colour is not None and colour.type == "rgb" and colour.rgb in {"FFFFFFFF", "00FFFFFF"}
        known[style] = white and cell.fill.patternType is None
    return known[style]


def _text(cell: Any, book: Any) -> str:
    """What a cell prints; a formula that was never calculated and one that failed print nothing."""
    match cell.value:
        case str(text):
            return "" if cell.data_type == "e" else unescape(text)
        case bool(value):
            return "да" if value else "нет"
        case int(number) | float(number):
            return printed_number(str(number), cell.number_format, since_1904=book.epoch == CALENDAR_MAC_1904)
        case datetime() | date() | time() as day:
            return printed_day(day)
    return ""
