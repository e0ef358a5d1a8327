"""«Опись.xlsx»: what an archive of answers holds, a row for each file and for each answer that has none."""

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_COLUMNS: tuple[tuple[str, int], ...] = (
    ("№", 7),
    ("Мероприятие", 38),
    ("Исполнитель", 18),
    ("Школа", 18),
    ("Дата", 12),
    ("Срок", 12),
    ("После срока", 10),
    ("Ответ", 13),
    ("Проверка", 13),
    ("Слова", 44),
    ("Файл", 34),
    ("Имя у автора", 24),
    ("SHA-256", 26),
    ("Отметка о повторе", 24),
    ("Дети на фото", 18),
)
_DATE = "DD.MM.YYYY"
_FILE, _HASH = 11, 13
_MOST_IN_A_CELL = 32_000
_HEAD_ROWS = 3
_LINE_HEIGHT, _HIGHEST = 15.0, 400.0  # points; a row has at most 409
_INK, _LINE, _HEAD = "1D2530", "C9CFD6", "E8EDF3"
_SIDE = Side(style="thin", color=_LINE)
_THIN = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


@dataclass(frozen=True, slots=True)
class Row:
    """A file of an answer, or an answer without files; ``link``: the file's path from where the sheet lies.

    ``file`` is what stands in its column, a name or why there is none; ``name``: what its author called it; dates are
    local.
    """

    number: str
    measure: str
    who: str
    school: str
    day: date
    due: date
    late: bool
    answer: str
    words: str
    review: str = ""
    file: str = ""
    name: str = ""
    link: str | None = None
    sha256: str = ""
    repeat: str = ""
    children: str = ""


def index_xlsx(rows: Sequence[Row], *, title: str, about: str, made_at: datetime) -> bytes:
    """The workbook: ``title`` and ``about`` (what was asked for) above a table that can be filtered and printed.

    Nothing in it is a formula, whatever people have typed; ``made_at`` (aware) is written down as when it was made.
    """
    book = Workbook()
    sheet: Worksheet = book.active  # type: ignore[assignment]
    sheet.title = "Опись"
    book.properties.title, book.properties.creator = title, "В срок"
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    _head(sheet, title, about)
    for place, row in enumerate(rows, start=_HEAD_ROWS + 1):
        _fill(sheet, place, row)
    _lay_out(sheet, len(rows))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _head(sheet: Worksheet, title: str, about: str) -> None:
    for place, (words, size) in enumerate(((title, 14), (about, 10)), start=1):
        cell = _write(sheet, place, 1, words)
        cell.font = Font(bold=place == 1, size=size, color=_INK)
    for column, (name, _) in enumerate(_COLUMNS, start=1):
        cell = _write(sheet, _HEAD_ROWS, column, name)
        cell.font = Font(bold=True, color=_INK)
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = _THIN
    sheet.row_dimensions[_HEAD_ROWS].height = 2 * _LINE_HEIGHT


def _fill(sheet: Worksheet, place: int, row: Row) -> None:
    late = "да" if row.late else ""
    head = (row.number, row.measure, row.who, row.school, row.day, row.due, late, row.answer, row.review, row.words)
    values: Iterable[str | date] = (*head, row.file, row.name, row.sha256, row.repeat, row.children)
    lines = 1
    for column, value in enumerate(values, start=1):
        cell = _write(sheet, place, column, value)
        cell.border = _THIN
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(size=8 if column == _HASH else 11)
        lines = max(lines, 2 if column == _HASH and value else _lines(str(value), _COLUMNS[column - 1][1]))
    # Not every program makes a row as high as its words need.
    sheet.row_dimensions[place].height = min(lines * _LINE_HEIGHT, _HIGHEST)
    if row.link is not None:
        linked = sheet.cell(place, _FILE)
        linked.hyperlink = re.sub(r"[ %#]", lambda sign: f"%{ord(sign[0]):02X}", row.link)
        linked.font = Font(color="0563C1", underline="single")


def _lines(words: str, width: int) -> int:
    """How many lines the words take in a column of this width, about: capitals are wider, breaks stand at words."""
    return sum(max(1, math.ceil(len(line) * 1.15 / width)) for line in words.split("\n"))


def _write(sheet: Worksheet, row: int, column: int, value: str | date) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if isinstance(value, date):
        cell.value, cell.number_format = value, _DATE
        return cell
    # «=1+1» that somebody has typed is words. The mark keeps it so when the cell is edited.
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_MOST_IN_A_CELL]
    cell.data_type = "s"
    cell.quotePrefix = value.lstrip()[:1] in ("=", "+", "-", "@")
    return cell


def _lay_out(sheet: Worksheet, count: int) -> None:
    for column, (_, width) in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = sheet.cell(_HEAD_ROWS + max(count, 1), len(_COLUMNS)).coordinate
    sheet.freeze_panes = f"C{_HEAD_ROWS + 1}"
    sheet.auto_filter.ref = f"A{_HEAD_ROWS}:{last}"
    sheet.print_title_rows = f"{_HEAD_ROWS}:{_HEAD_ROWS}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
