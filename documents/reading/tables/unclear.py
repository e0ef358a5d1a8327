"""Tables whose columns no words name: told by their contents, picked by a person, or shown to one."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from documents.reading.columns import Role
from documents.reading.grid import Row, Table, squeeze
from documents.reading.patterns import NUMBER, is_deadline, is_number_row
from documents.reading.tables.choosing import told_by_contents
from documents.reading.tables.layout import Layout, chosen_layout
from documents.reading.tables.parts import Part, Parts, as_row, heading_above, is_heading_row
from domain.errors import ColumnsUnclear

_SHOWN_ROWS, _SHOWN_LETTERS = 8, 60
_APPROVAL = re.compile(r"утвержда|согласован", re.IGNORECASE)


def columns_unclear(tables: Sequence[Table]) -> ColumnsUnclear | None:
    """The refusal that shows a person the first rows of the largest table; None when there is no table."""
    table = _largest(tables)
    if table is None:
        return None
    first = _first_full(table)
    width = _width(table)
    shown = [
        tuple(row.text(place)[:_SHOWN_LETTERS] for place in range(width)) for row in table[first : first + _SHOWN_ROWS]
    ]
    return ColumnsUnclear(shown, shape_of(table))


def shape_of(rows: Sequence[Row]) -> str:
    """A hash that files of the same layout share: the number of columns and the words of the first full row."""
    words = [re.sub(r"[^\w]+", " ", squeeze(cell).lower()).strip() for cell in rows[_first_full(rows)].filled]
    return hashlib.sha256(f"{_width(rows)}|{'|'.join(words)}".encode()).hexdigest()[:32]


def picked_part(tables: Sequence[Table], columns: Mapping[int, Role]) -> Parts:
    """The largest table with the roles that a person picked for its columns."""
    rows = _largest(tables)
    if rows is None:
        return Parts()
    return _below_header(rows, chosen_layout(columns, _width(rows)))


def part_by_contents(tables: Sequence[Table]) -> Parts | None:
    """The largest table, when its cells show which column holds what."""
    rows = _largest(tables)
    if rows is None:
        return None
    layout = told_by_contents(rows[_first_full(rows) :], _width(rows))
    return None if layout is None else _below_header(rows, layout)


def _below_header(rows: Sequence[Row], layout: Layout) -> Parts:
    first = _first_full(rows)
    headings = [row for row in rows[:first][-1:] if is_heading_row(row, first=True)]
    above = [cell for row in rows[: first - len(headings)] for cell in row.filled]
    begin = first + _is_header(rows[first:], layout)
    words = tuple(tuple(squeeze(cell).lower() for cell in row.filled) for row in rows[first:begin])
    return Parts(found=[Part(replace(layout, header=words), [*headings, *rows[begin:]])], above=above)


def _is_header(rows: Sequence[Row], layout: Layout) -> bool:
    """Whether the first row only names the columns: short words, no deadline where the others have one."""
    first, others = rows[0], [row for row in rows[1:30] if not row.spans]
    if any(NUMBER.match(squeeze(cell)) for cell in first.filled) or is_number_row(first) or not others:
        return False
    dated = sum(is_deadline(layout.text(row, "deadline")) for row in others)
    if 2 * dated > len(others):
        return not is_deadline(layout.text(first, "deadline"))
    length = [sum(map(len, row.filled)) / max(1, len(row.filled)) for row in (first, *others)]
    return 2 * length[0] < sum(length[1:]) / len(others)


def _largest(tables: Sequence[Table]) -> tuple[Row, ...] | None:
    """The rows of the largest table that has two columns and two rows; a table that goes on over pages is one."""
    whole: list[tuple[Row, ...]] = []
    for table in tables:
        heading = heading_above(table, first=not whole)
        rows = (*as_row(heading, table.rows), *(row for row in table.rows if row.filled))
        if whole and rows and _width(rows) == _width(whole[-1]):
            whole[-1] += rows
        elif rows:
            whole.append(rows)
    fitting = [rows for rows in whole if _full(rows) >= 2 and _width(rows) >= 2 and not _is_approval(rows)]
    return max(fitting, key=_full, default=None)


def _is_approval(rows: Sequence[Row]) -> bool:
    return len(rows) <= 8 and any(_APPROVAL.search(cell) for row in rows[:3] for cell in row.filled)


def _full(rows: Sequence[Row]) -> int:
    return sum(len(row.filled) >= 2 for row in rows)


def _first_full(rows: Sequence[Row]) -> int:
    return next(place for place, row in enumerate(rows) if len(row.filled) >= 2)


def _width(rows: Sequence[Row]) -> int:
    return max(len(row.cells) for row in rows)
