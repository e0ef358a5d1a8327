"""From tables to measures-to-be: header, sections, cut and shifted rows, inherited titles, indicators below."""

import re
from dataclasses import dataclass, field, replace

from documents.reading.columns import Role, header_roles, is_number_row
from documents.reading.grid import Row, Table, squeeze
from documents.reading.records import (
    Record,
    goes_on,
    habits_of,
    is_ruler,
    joined,
    record,
    section_text,
)
from domain.measures import Problem

_INDICATORS = re.compile(
    r"целевые (?:показател|индикатор|ориентир)|показатели (?:эффективност|результативност|проекта)|^индикаторы",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Item:
    """A measure-to-be and the heading it stands under; ``fresh`` is False where the title came from the row above."""

    section: str | None
    record: Record
    fresh: bool = True


@dataclass(slots=True)
class Sheet:
    """All that the tables of a document hold."""

    items: list[Item] = field(default_factory=list)
    indicators: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    above: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """Where the reader stands: the columns, the heading, and whether indicators have begun."""

    roles: dict[int, Role]
    header: tuple[str, ...]
    section: str | None = None
    in_indicators: bool = False


def read_tables(tables: tuple[Table, ...]) -> Sheet:
    """Find the measures in all tables; a table that repeats the header or has none goes on with the one before."""
    sheet = Sheet()
    place: _Place | None = None
    rows: list[Row] = []
    for table in tables:
        begin = next((i for i, row in enumerate(table.rows) if header_roles(row)), None)
        roles = header_roles(table.rows[begin]) if begin is not None else None
        if begin is not None and roles and (place is None or roles != place.roles):
            if place is not None:
                _read_rows(rows, place, sheet)
            sheet.above += [*(line for row in table.rows[:begin] for line in row.filled), ""]
            place, rows = _Place(roles, table.rows[begin].texts), list(table.rows[begin + 1 :])
        elif place is not None and (roles or (table.rows and len(table.rows[0].cells) == len(place.header))):
            rows += table.rows
        elif place is None:
            sheet.above += [*(line for row in table.rows[:50] for line in row.filled), ""]
    if place is not None:
        _read_rows(rows, place, sheet)
    return sheet


def _read_rows(rows: list[Row], place: _Place, sheet: Sheet) -> None:
    kept = _mended(_without_decoration(rows, place), place.roles)
    habits = habits_of(kept, place.roles)
    for row in kept:
        heading = section_text(row, place.roles)
        if heading is not None:
            place.in_indicators = _INDICATORS.search(heading) is not None
            place.section = place.section if place.in_indicators else heading
        elif place.in_indicators:
            _read_indicator(row, sheet)
        else:
            _add(sheet, place, record(row, place.roles, habits))


def _without_decoration(rows: list[Row], place: _Place) -> list[Row]:
    """A page break before a repeated header is a page break before the row that follows it."""
    kept: list[Row] = []
    broken = False
    for row in rows:
        broken = broken or row.after_break
        if row.filled and not _is_decoration(row, place):
            kept.append(replace(row, after_break=broken))
            broken = False
    return kept


def _is_decoration(row: Row, place: _Place) -> bool:
    """Headers printed again on each page, rows of column numbers, drawn lines."""
    same = tuple(map(squeeze, row.texts)) == tuple(map(squeeze, place.header))
    return same or is_ruler(row) or is_number_row(row)


def _mended(rows: list[Row], roles: dict[int, Role]) -> list[Row]:
    """Rows cut by a page break are joined with their rests."""
    kept: list[Row] = []
    for row in rows:
        if kept and _belong(kept[-1], row, roles):
            kept[-1] = joined(kept[-1], row)
        else:
            kept.append(row)
    return kept


def _belong(before: Row, row: Row, roles: dict[int, Role]) -> bool:
    if before.spans or row.spans:
        return before.spans and row.spans and row.after_break and squeeze(row.filled[0])[0].islower()
    if section_text(before, roles) is not None or section_text(row, roles) is not None:
        return False
    return goes_on(before, row, roles)


def _read_indicator(row: Row, sheet: Sheet) -> None:
    texts = [squeeze(cell) for cell in row.filled]
    if len(texts) >= 2:
        sheet.indicators.append((texts[-2], texts[-1]))
    else:
        where = f"строка {row.source.row or row.source.line}"
        sheet.problems.append(Problem(where, f"Показатель без значения: «{texts[0][:80]}»"))


def _add(sheet: Sheet, place: _Place, found: Record) -> None:
    """Add a measure; what is merged or left blank below its first row is taken from there."""
    above = sheet.items[-1] if sheet.items and sheet.items[-1].section == place.section else None
    fresh = bool(found.get("title"))
    if not fresh and above is not None:
        found.texts["title"] = above.record.get("title")
        if not found.get("number"):
            found.texts["number"] = above.record.get("number")
    for role in ("result", "deadline", "responsible"):
        if above is not None and role in found.covered:
            found.texts[role] = above.record.get(role)
    if found.get("title"):
        sheet.items.append(Item(place.section, found, fresh))
    else:
        where = f"строка {found.source.row or found.source.line}"
        sheet.problems.append(Problem(where, "Строка без названия мероприятия пропущена."))
