"""A sheet of any spreadsheet as filled cells and merged areas, and the table that it prints."""

from dataclasses import dataclass, field

from documents.reading.grid import Row, Table
from domain.errors import Unreadable
from domain.measures import Problem, Source

MAX_ROWS, MAX_COLUMNS = 6_000, 60
_MAX_AREAS = 50_000

Area = tuple[int, int, int, int]


@dataclass(slots=True)
class SheetCells:
    """A visible sheet: row → column → text (both from 1, filled cells only), merged areas (top, left, bottom, right).

    What stands too far down or to the right is counted in ``far`` and not kept: ``first_far`` is the first of it.
    """

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    far: int = 0
    first_far: tuple[int, int] = (0, 0)

    def put(self, row: int, column: int, text: str) -> None:
        """Keep a cell that has something in it."""
        text = text.strip()
        if not text:
            return
        if row > MAX_ROWS or column > MAX_COLUMNS:
            self.first_far = self.first_far if self.far else (row, column)
            self.far += 1
        else:
            self.rows.setdefault(row, {})[column] = text

    def merge(self, area: Area) -> None:
        """Remember a merged area; a sheet of nothing but merges is refused."""
        if area[:2] != area[2:]:
            self.areas.append(area)
        if len(self.areas) > _MAX_AREAS:
            raise Unreadable("unreadable-too-heavy")

    def problem(self) -> Problem | None:
        """What was left out."""
        if not self.far:
            return None
        where = f"лист «{self.name}», строка {self.first_far[0]}, столбец {self.first_far[1]}"
        return Problem(where, f"Ячейки дальше {MAX_ROWS} строк или {MAX_COLUMNS} столбцов не прочитаны: {self.far}.")


def as_table(sheet: SheetCells) -> Table:
    """The rows that have something in them; a cell that a merged one covers is None."""
    width = max((max(cells) for cells in sheet.rows.values()), default=0)
    covered, wide, across = _merged(sheet, width)
    rows = []
    for number in sorted(sheet.rows):
        filled = sheet.rows[number]
        hidden = covered.get(number, set())
        cells = tuple(None if place in hidden else filled.get(place, "") for place in range(1, width + 1))
        alone = sum(bool(cell) for cell in cells) == 1
        spans = alone and (wide.get(number, 1) >= max(2, width) or width == 1)
        if any(cells):
            beside = frozenset(across.get(number, ()))
            rows.append(Row(cells, Source(sheet=sheet.name, row=number), spans=spans, across=beside))
    return Table(tuple(rows))


def _merged(sheet: SheetCells, width: int) -> tuple[dict[int, set[int]], dict[int, int], dict[int, set[int]]]:
    """By row: the columns that are covered, the widest merged cell, the places (from 0) covered from the left."""
    covered: dict[int, set[int]] = {}
    wide: dict[int, int] = {}
    across: dict[int, set[int]] = {}
    last = max(sheet.rows, default=0)
    # Areas cannot overlap in a sheet that a program wrote: more than every cell twice is made up.
    left = 2 * last * max(width, 1)
    for top, first, bottom, right in sheet.areas:
        columns = range(first, min(right, width) + 1)
        wide[top] = max(wide.get(top, 1), min(right, MAX_COLUMNS) - first + 1)
        for row in range(top, min(bottom, last) + 1):
            left -= len(columns)
            if left < 0:
                raise Unreadable("unreadable-too-heavy")
            covered.setdefault(row, set()).update(columns if row > top else columns[1:])
            across.setdefault(row, set()).update(range(first, min(right, width)))
    return covered, wide, across
