"""From tables to measures-to-be: sections and their times, cut and shifted rows, inherited titles, indicators."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from documents.reading.columns import Role
from documents.reading.grid import Row, Table, squeeze
from documents.reading.patterns import is_ditto
from documents.reading.tables.breaks import mended, true_breaks
from documents.reading.tables.calendars import spread_out
from documents.reading.tables.layout import Layout
from documents.reading.tables.left_out import is_no_measure, is_note, without_blanks, without_decoration
from documents.reading.tables.parts import Part, Parts, parts_of
from documents.reading.tables.records import Habits, Record, habits_of, record
from documents.reading.tables.sections import section_text
from documents.reading.tables.targets import TARGETS_HEADING, begins_with_header, read_targets
from documents.reading.tables.times import Times, time_of, under
from documents.reading.tables.unclear import part_by_contents, picked_part
from domain.measures import Problem


@dataclass(slots=True)
class Item:
    """A measure-to-be and what it stands under; ``fresh`` is False where the title came from the row above."""

    section: str | None
    record: Record
    fresh: bool = True
    times: Times = field(default_factory=Times)


@dataclass(slots=True)
class Sheet:
    """All that the tables of a document hold.

    ``above``: the lines above the first header; ``captions``: the words of the headers; ``guessed``: no header named
    the columns.
    """

    items: list[Item] = field(default_factory=list)
    indicators: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    guessed: bool = False


@dataclass(slots=True)
class _Place:
    """Where the reader stands: the columns, the heading, its times, and whether indicators have begun.

    ``own``: the number of the heading, once a row below it is numbered deeper; ``outer``: the heading before it.
    ``targets``: the rows of the indicators that are not read yet.
    """

    layout: Layout
    sheet: str | None = None
    section: str | None = None
    outer: str | None = None
    own: str = ""
    group: str = ""
    times: Times = field(default_factory=Times)
    deeper: bool = False
    inner_months: bool = False
    in_indicators: bool = False
    targets: list[Row] = field(default_factory=list)


def read_tables(tables: Sequence[Table], columns: Mapping[int, Role] | None = None) -> Sheet:
    """Find the measures in all tables: by their headers, else by their contents; ``columns``: as a person said.

    A sheet without items means that no table was understood.
    """
    tables = [replace(table, rows=tuple(map(without_blanks, table.rows))) for table in tables]
    if columns is not None:
        return _read(picked_part(tables, columns))
    sheet = _read(parts_of(tables))
    if not sheet.items:
        sheet = _read(parts_of(tables, weak=True))
    if not sheet.items and (guessed := part_by_contents(tables)) is not None:
        sheet = _read(guessed)
        sheet.guessed = True
    return sheet


def _read(parts: Parts) -> Sheet:
    sheet = Sheet(above=parts.above, problems=parts.problems)
    for part in parts.found:
        _read_part(part, sheet)
        sheet.captions += [words for row in part.layout.header for words in row]
    for rows in parts.targets:
        sheet.indicators += read_targets(rows)
    return sheet


def _read_part(part: Part, sheet: Sheet) -> None:
    layout = part.layout
    rows = [layout.aligned(row) for row in without_decoration(true_breaks(part.rows), layout)]
    if layout.calendar:
        rows, layout = spread_out(rows, layout)
    rows = mended(rows, layout)
    habits = habits_of(rows, layout)
    headings = [
        section_text(row, layout, rows[place + 1] if place + 1 < len(rows) else None, numbered=habits.numbered)
        for place, row in enumerate(rows)
    ]
    place = _Place(layout, inner_months=_months_are_inner(headings))
    for row, heading in zip(rows, headings, strict=True):
        _read_row(row, heading, place, habits, sheet)
    _read_indicators(place, sheet)


def _months_are_inner(headings: Sequence[str | None]) -> bool:
    """Whether months stand below sections, not sections below months: the first heading tells."""
    first = next((heading for heading in headings if heading is not None), None)
    return first is not None and time_of(first) is None


def _read_row(row: Row, heading: str | None, place: _Place, habits: Habits, sheet: Sheet) -> None:
    if row.source.sheet != place.sheet:
        place.sheet, place.section = row.source.sheet, None
        place.times = under(Times(), place.sheet or "", inner=False)
    if heading is not None:
        if is_note(heading):
            return
        _read_indicators(place, sheet)
        place.in_indicators = TARGETS_HEADING.search(heading) is not None
        if not place.in_indicators:
            _enter(place, heading)
            place.times = under(place.times, heading, place.inner_months)
    elif place.in_indicators:
        place.targets.append(row)
    elif not is_no_measure(row, place.layout):
        _add(sheet, place, row, habits)


def _enter(place: _Place, heading: str) -> None:
    if not place.own:
        place.outer = place.section
    number = re.match(r"(\d{1,2})\s?[.)]?\s", heading)
    place.section, place.own = heading, number[1] if number else ""


def _leave(place: _Place, number: str) -> None:
    """«2. Ремонт» after «1.1» and «1.2» stands no longer under «1. Питание:»."""
    whole = re.fullmatch(r"(\d{1,2})[.)]?", number)
    if place.own and place.deeper and whole and whole[1] != place.own:
        place.section, place.own = place.outer, ""
    place.deeper = number.startswith(f"{place.own}.") and not whole if place.own else False


def _read_indicators(place: _Place, sheet: Sheet) -> None:
    """The rows below a heading of indicators, with or without names over their columns."""
    rows, place.targets = place.targets, []
    if begins_with_header(rows):
        sheet.indicators += read_targets(rows)
        return
    for row in rows:
        _read_indicator(row, sheet)


def _read_indicator(row: Row, sheet: Sheet) -> None:
    texts = [squeeze(cell) for cell in row.filled]
    if len(texts) >= 2:
        sheet.indicators.append((texts[-2], texts[-1]))
    else:
        where = f"строка {row.source.row or row.source.line}"
        sheet.problems.append(Problem(where, f"Показатель без значения: «{texts[0][:80]}»"))


def _add(sheet: Sheet, place: _Place, row: Row, habits: Habits) -> None:
    """Add a measure; what is merged or left blank below its first row is taken from there."""
    found = record(row, place.layout, habits)
    _leave(place, found.get("number"))
    section, times = _headings_beside(row, place)
    above = sheet.items[-1] if sheet.items and sheet.items[-1].section == section else None
    fresh = bool(found.get("title"))
    if not fresh and above is not None:
        found.texts["title"] = above.record.get("title")
        if not found.get("number"):
            found.texts["number"] = above.record.get("number")
    by_month = any(one.part == "month" for one in place.layout.by_role.get("deadline", ()))
    for role in ("result", "deadline", "responsible"):
        inherits = role in found.covered or is_ditto(place.layout.text(row, role))
        inherits = inherits or (role == "deadline" and by_month and not found.get(role))
        if above is not None and inherits:
            found.texts[role] = above.record.get(role)
    if found.get("title"):
        sheet.items.append(Item(section, found, fresh, times))
    else:
        where = f"строка {found.source.row or found.source.line}"
        sheet.problems.append(Problem(where, "Строка без названия мероприятия пропущена."))


def _headings_beside(row: Row, place: _Place) -> tuple[str | None, Times]:
    """The section and the month that columns of their own name for a row and those below it."""
    layout, times = place.layout, place.times
    if layout.month is not None and (month := row.text(layout.month)):
        place.times = times = under(times, month, inner=False)
    if layout.group is not None and (group := row.text(layout.group)):
        place.group = group
    return place.section or place.group or None, times
