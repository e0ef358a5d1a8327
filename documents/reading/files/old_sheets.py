"""Old and binary Excel files (.xls, .xlsb), and .xlsx where openpyxl gives up.

The library is native code: a crash of it is a crash of this process.
"""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from documents.reading.files.cells import SheetCells, as_table
from documents.reading.files.printed import printed_day, printed_number
from documents.reading.grid import Content

_Value = int | float | str | bool | time | date | datetime | timedelta


def read_old_sheets(data: bytes) -> Content:
    """Visible sheets in order, each as one table."""
    sheets = _sheets(data)
    problems = tuple(problem for sheet in sheets if (problem := sheet.problem()))
    return Content(tables=tuple(as_table(sheet) for sheet in sheets), problems=problems)


def _sheets(data: bytes) -> list[SheetCells]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [
            about.name
            for about in book.sheets_metadata
            if about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet
        ]
        return [_cells(book.get_sheet_by_name(name)) for name in shown]
    except BaseException as error:
        # A broken index makes the library panic, which Python does not count among its exceptions.
        if type(error).__name__ == "PanicException":
            raise ValueError(str(error)) from error
        raise


def _cells(sheet: CalamineSheet) -> SheetCells:
    found = SheetCells(sheet.name)
    if sheet.start is None:
        return found
    top, left = sheet.start
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        for column, value in enumerate(values, left + 1):
            if value != "":
                found.put(row, column, _text(value))
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or []:
        found.merge((first_row + 1, first_column + 1, last_row + 1, last_column + 1))
    return found


def _text(value: _Value) -> str:
    match value:
        case bool():
            return "да" if value else "нет"
        case datetime() | date() | time():
            return printed_day(value)
        case int() | float():
            return printed_number(str(value), None)
        case timedelta():
            return ""
    return value
