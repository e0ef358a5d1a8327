"""Which tables are the plan, with which columns: several parts, repeated headers, tables that are something else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from documents.reading.columns import meaning_of
from documents.reading.grid import Row, Table, squeeze
from documents.reading.patterns import NUMBER, is_deadline, is_ruler, names_people
from documents.reading.tables.captions import looks_like_data
from documents.reading.tables.header import find_header
from documents.reading.tables.layout import Layout
from documents.reading.tables.left_out import is_signature
from documents.reading.tables.targets import is_target_table
from documents.reading.tables.times import time_of
from domain.measures import Problem, Source

_APPROVAL = re.compile(r"утвержда|утвержд[её]н|согласован|принят[оа]?\b|рассмотрен", re.IGNORECASE)
# The only headings that the lines above the first table may give: a list of aims and tasks looks much alike.
_FIRST_SECTION = re.compile(
    r"^(?:I|1|І)\s?[.)]\s*\S|^I\s+[А-ЯЁ]|^(?:раздел|модуль|блок|направление|глава|часть)\s", re.IGNORECASE
)
_SECTION = re.compile(
    r"^(?:[IVXLІХ]+|\d{1,2})(?:\.\d{1,2})*\s?[.)]?\s+\S|^(?:раздел|модуль|блок|направление|глава|часть|этап)\b",
    re.IGNORECASE,
)
_OF_TITLE = re.compile(r"(?:на|в|за|план|мероприятия|график)\b", re.IGNORECASE)
_NO_HEADING = re.compile(
    r"^(?:цель|цели|задачи|примечани|ответственн|сроки?\b|\*|директор|заместител|начальник|исп\.|таблица|продолжение|стр)|_{3,}",
    re.IGNORECASE,
)
_LONGEST_HEADING, _LONGEST_CAPTION = 250, 40
_MOST_SIGNED = 6


@dataclass(slots=True)
class Part:
    """Rows read with the same columns, headings and repeated headers among them."""

    layout: Layout
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Parts:
    """All that the tables of a document were sorted into."""

    found: list[Part] = field(default_factory=list)
    targets: list[tuple[Row, ...]] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def headers(self) -> list[tuple[str, ...]]:
        """The words of all header rows found so far."""
        return [words for part in self.found for words in part.layout.header]


def parts_of(tables: Sequence[Table], *, weak: bool = False) -> Parts:
    """Sort the tables; ``weak``: a header that names only the measures is enough."""
    parts = Parts()
    for number, table in enumerate(tables, 1):
        header = find_header(table.rows, weak=weak, known=parts.headers)
        if header is not None:
            _add_part(parts, table, weak=weak)
        elif table.rows:
            _add_other(parts, table, number)
    return parts


def _add_part(parts: Parts, table: Table, *, weak: bool) -> None:
    """A table with a header: a new part, or the next rows of the part whose columns it repeats."""
    rows, begin = table.rows, 0
    while (header := find_header(rows, begin, weak=weak, known=parts.headers)) is not None:
        before, band = list(rows[begin : header.first]), rows[header.first : header.last + 1]
        current = parts.found[-1] if parts.found else None
        if current is not None and _is_same(current.layout, header.layout):
            heading = None if begin else heading_above(table, first=False)
            own = before if begin else _rest_or_heading(before, current.layout)
            current.rows += [*as_row(heading, band), *own, *band]
            new = tuple(words for words in header.layout.header if words not in current.layout.header)
            current.layout = replace(current.layout, header=(*current.layout.header, *new))
        else:
            _begin_part(parts, table, header.layout, before, whole=begin == 0)
        begin = header.last + 1
    parts.found[-1].rows += rows[begin:]


def _rest_or_heading(before: list[Row], layout: Layout) -> list[Row]:
    """Of the rows above a header at the head of a table: the rest of the part before, else the lowest heading."""
    if not before or before[0].after_break or any(_fits(row, layout) for row in before):
        return before
    headings = [row for row in before if is_heading_row(row, first=False) and not _APPROVAL.search(row.filled[0])]
    return [replace(row, spans=True) for row in headings[-1:]]


def _is_same(layout: Layout, other: Layout) -> bool:
    return layout.same_columns(other) or layout.header[-len(other.header) :] == other.header


def _begin_part(parts: Parts, table: Table, layout: Layout, before: list[Row], *, whole: bool) -> None:
    first = not parts.found
    part = Part(layout)
    lone = before[-1] if before and is_heading_row(before[-1], first=first) else None
    if first or (whole and len(before) <= 5):
        parts.above += [*_lines(before if lone is None else before[:-1]), ""]
    elif parts.found and before:
        parts.found[-1].rows += before if lone is None else before[:-1]
    heading = heading_above(table, first=first) if whole else None
    part.rows += as_row(heading, table.rows)
    if lone is not None:
        part.rows.append(replace(lone, spans=True))
    parts.found.append(part)


def is_heading_row(row: Row, *, first: bool) -> bool:
    """Whether a row above a header is a section; above the first header only what cannot be a title."""
    texts = row.filled
    if len(texts) != 1 or len(texts[0]) > _LONGEST_HEADING:
        return False
    text = squeeze(texts[0])
    if first:
        return _may_be_first(text)
    return not _NO_HEADING.search(text)


def _may_be_first(text: str) -> bool:
    """«на 2023/2024 учебный год» above the first table ends the title, it is no section."""
    if _FIRST_SECTION.match(text):
        return True
    found = time_of(text)
    return found is not None and found[0] != "year" and not _OF_TITLE.match(text)


def heading_above(table: Table, *, first: bool) -> str | None:
    """The section that a line above the table names: «II. Работа с кадрами», «СЕНТЯБРЬ»."""
    lines = [squeeze(line).strip("*_#").strip() for line in table.above]
    lines = [line for line in lines if line and len(line) <= _LONGEST_HEADING and not _NO_HEADING.search(line)]
    if not lines:
        return None
    if first:
        return lines[-1] if _may_be_first(lines[-1]) else None
    marked = [line for line in lines[-4:] if _SECTION.match(line) or time_of(line)]
    return marked[-1] if marked else lines[-1]


def as_row(heading: str | None, near: Sequence[Row]) -> list[Row]:
    """A heading of a table as a row over its whole width."""
    return [Row((heading,), near[0].source, spans=True)] if heading and near else []


def _lines(rows: Sequence[Row]) -> list[str]:
    """The words above a header as lines of a heading; cells beside each other are blocks of their own."""
    lines: list[str] = []
    for row in rows[:50]:
        for cell in row.filled:
            lines += cell.split("\n")
            lines += [""] if len(row.filled) > 1 else []
    return lines


def _add_other(parts: Parts, table: Table, number: int) -> None:
    """A table without a header: a continuation, indicators, an approval block, or something else."""
    rows = table.rows
    current = parts.found[-1] if parts.found else None
    heading = heading_above(table, first=not parts.found)
    if is_target_table(rows, heading or ""):
        parts.targets.append(rows)
    elif current is not None and _continues(table, current):
        current.rows += [*as_row(heading, rows), *rows]
    else:
        if current is None:
            parts.above += [*_lines(rows), ""]
        words = " | ".join(squeeze(cell)[:40] for cell in next((row.filled for row in rows if row.filled), ()))
        known = _is_title(table) or (
            _APPROVAL.search(" ".join(_lines(rows[:6]))) if current is None else _is_signed(rows)
        )
        if words and not known:
            text = f"Таблица не похожа на план и пропущена: «{words[:120]}»."
            parts.problems.append(Problem(_where(rows[0].source, number), text))


def _is_signed(rows: Sequence[Row]) -> bool:
    """A table below the plan with a post, a line to sign on and a name."""
    filled = [row for row in rows if row.filled]
    return len(filled) <= _MOST_SIGNED and is_signature(filled[0])


def _is_title(table: Table) -> bool:
    """One column only: words in a frame, no table."""
    return all(len(row.filled) <= 1 for row in table.rows)


def _where(source: Source, number: int) -> str:
    if source.sheet is not None:
        return f"лист «{source.sheet}»"
    return f"страница {source.page}" if source.page is not None else f"таблица {number}"


def _continues(table: Table, part: Part) -> bool:
    """Whether a table without a header goes on with the rows of the part before it."""
    rows = [row for row in table.rows if row.filled and not is_ruler(row)]
    if not rows or max(len(row.cells) for row in rows) != part.layout.width or _names_columns(rows[0]):
        return False
    return rows[0].after_break or any(_fits(row, part.layout) for row in rows[:20])


def _names_columns(row: Row) -> bool:
    """A row of headings of columns, though not those of a plan."""
    known = sum(meaning_of(cell) is not None for cell in row.filled)
    if len(row.filled) < 2 or 2 * known < len(row.filled) or looks_like_data(row) or row.filled[0][0].islower():
        return False
    return all(len(cell) <= _LONGEST_CAPTION and not is_deadline(squeeze(cell)) for cell in row.filled)


def _fits(row: Row, layout: Layout) -> bool:
    if row.spans:
        return False
    who, number = layout.text(row, "responsible"), layout.text(row, "number")
    dated = is_deadline(layout.text(row, "deadline"))
    if not layout.text(row, "title") or (number and not NUMBER.match(number)):
        return False
    return dated or (names_people(who) and bool(number))
