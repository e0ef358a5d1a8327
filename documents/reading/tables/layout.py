"""The columns of a table by their roles, and what a row says in each role."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from documents.reading.columns import ROLES, Part, Role
from documents.reading.grid import Row, squeeze
from documents.reading.patterns import is_deadline
from documents.reading.tables.mixed import deadline_and_people
from documents.reading.tables.times import month_genitive

_MARK = re.compile(r"[+xхvVХX✓✔√*●•■▪─–—-]{1,3}", re.IGNORECASE)
_DAYS = re.compile(r"\d{1,2}(?:\s?[-–—,]\s?\d{1,2})*")
_WEEKS = re.compile(r"[1-5](?:\s?[-–,и]\s?[1-5])*|[IVІ]{1,3}(?:\s?[-–]\s?[IVІ]{1,3})?")
_INDEX = re.compile(r"[1-4]|[IVІ]{1,3}")
_NO_MARK = frozenset({"", "-", "–", "—", "─"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a measure takes something from; ``words`` name the time that a mark in it stands for."""

    place: int
    role: Role
    part: Part = "whole"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table.

    ``header``: the words of its header rows, to know them again; ``printed``: the places where the header prints a
    cell; ``group`` and ``month``: columns that say a section or a month for several rows; ``calendar``: columns of
    months whose cells are the measures themselves.
    """

    columns: tuple[Column, ...]
    width: int
    header: tuple[tuple[str, ...], ...] = ()
    printed: tuple[int, ...] = ()
    group: int | None = None
    month: int | None = None
    calendar: tuple[Column, ...] = ()
    by_role: dict[Role, tuple[Column, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        found = {role: tuple(one for one in self.columns if one.role == role) for role in ROLES}
        object.__setattr__(self, "by_role", {role: columns for role, columns in found.items() if columns})

    def place(self, role: Role) -> int | None:
        """The first column of a role."""
        columns = self.by_role.get(role)
        return columns[0].place if columns else None

    @property
    def ordered(self) -> tuple[Role, ...]:
        """The roles from left to right."""
        return tuple(sorted(self.by_role, key=lambda role: self.by_role[role][0].place))

    @property
    def plain(self) -> bool:
        """One column for each role and no other."""
        return len(self.columns) == len(self.by_role) == self.width

    def same_columns(self, other: "Layout") -> bool:
        return (self.columns, self.group, self.month, self.calendar) == (
            other.columns,
            other.group,
            other.month,
            other.calendar,
        )

    def text(self, row: Row, role: Role) -> str:
        """What the row says in a role; the cells of several columns as one text."""
        columns = self.by_role.get(role, ())
        if columns and columns[0].part == "mixed":
            return deadline_and_people(_lines(row, list(columns)))[role == "responsible"]
        if len(columns) == 1 and columns[0].part == "month":
            return _named_time(row.text(columns[0].place), columns[0].words)
        if len(columns) == 1 and columns[0].part != "tick":
            return _of_week(row.text(columns[0].place), columns[0].words)
        if not columns:
            return ""
        match role:
            case "deadline":
                return _deadline(row, columns)
            case "responsible":
                return _responsible(row, columns)
            case "number" | "title":
                return " ".join(text for one in columns if (text := row.text(one.place)))
            case _:
                return "; ".join(dict.fromkeys(text for one in columns if (text := row.text(one.place))))

    def texts(self, row: Row) -> dict[Role, str]:
        return {role: self.text(row, role) for role in self.by_role}

    def covered(self, row: Row) -> frozenset[Role]:
        """Roles whose cell is merged with the one above."""
        return frozenset(
            role
            for role, columns in self.by_role.items()
            if all(_is_covered(row, one.place) for one in columns) or _is_covered(row, columns[0].place)
        )

    def aligned(self, row: Row) -> Row:
        """A row whose cells end at other grid lines than the header's, cell by cell under the header's cells."""
        if not row.across or row.spans or not self.printed:
            return row
        own = [place for place in range(len(row.cells)) if place not in row.across]
        if len(own) != len(self.printed) or tuple(own) == self.printed:
            return row
        cells: list[str | None] = [None] * max(len(row.cells), self.width)
        for place, target in zip(own, self.printed, strict=True):
            cells[target] = row.cells[place]
        return replace(row, cells=tuple(cells), across=frozenset(range(len(cells))) - set(self.printed))


def chosen_layout(columns: Mapping[int, Role], width: int) -> Layout:
    """The layout that a person picked: column → role, counted from 0."""
    return Layout(tuple(Column(place, role) for place, role in sorted(columns.items())), width)


def is_mark(text: str) -> bool:
    """«+» or «х»: what stands in a column of a month to say that it is meant."""
    return _MARK.fullmatch(text) is not None


def is_days(text: str) -> bool:
    """«12», «5-9»: days of the month whose column they stand in."""
    return _DAYS.fullmatch(text) is not None


def _is_covered(row: Row, place: int) -> bool:
    return row.at(place) is None and place not in row.across


def _named_time(text: str, words: str) -> str:
    """«II» in the column «Квартал» is «II квартал»."""
    noun = words.split()[-1] if words else ""
    return f"{text} {noun}" if noun and not noun.startswith("мес") and _INDEX.fullmatch(text) else text


def _of_week(text: str, words: str) -> str:
    """«2» in the column «Неделя» is «2 неделя»."""
    return f"{text} {words}" if words == "неделя" and _WEEKS.fullmatch(text) else text


def _deadline(row: Row, columns: tuple[Column, ...]) -> str:
    """What the columns say when, and how often where the table says that apart: «ежемесячно» | «до 5 числа»."""
    rate = next((row.text(one.place) for one in columns if one.part == "rate"), "")
    said = _dated(row, tuple(one for one in columns if one.part != "rate"))
    both = f"{rate} {said}".strip()
    return both if not said or not is_deadline(said) or is_deadline(both) else said


def _dated(row: Row, columns: tuple[Column, ...]) -> str:
    if any(one.part == "tick" for one in columns):
        return ", ".join(_ticked(one, row.text(one.place)) for one in columns if _is_ticked(row, one))
    start = " ".join(row.text(one.place) for one in columns if one.part == "start").strip()
    end = " ".join(row.text(one.place) for one in columns if one.part == "end").strip()
    if start and end and start != end:
        spoken = re.match(r"(?:с|со|от)\s", start, re.IGNORECASE)
        return f"{start} {end}" if spoken else f"{start} – {end}"
    if end and not start:
        return end if re.match(r"(?:до|по|к|не позднее)\s", end, re.IGNORECASE) else f"до {end}"
    if start:
        return start
    return next((text for one in columns if one.part == "whole" and (text := row.text(one.place))), "")


def _is_ticked(row: Row, column: Column) -> bool:
    return row.text(column.place) not in _NO_MARK


def _ticked(column: Column, text: str) -> str:
    """A mark says the column's month; days stand before its name; other words stand for themselves."""
    if is_days(text) and re.match(r"[а-яё]{3}", column.words, re.IGNORECASE):
        return f"{text} {month_genitive(column.words)}"
    return column.words if is_mark(text) else text


def _responsible(row: Row, columns: tuple[Column, ...]) -> str:
    """Names with their posts, then the other columns, those who help last."""
    names = _lines(row, [one for one in columns if one.part == "name"])
    posts = _lines(row, [one for one in columns if one.part == "post"])
    whole = [text for one in columns if one.part == "whole" and (text := row.text(one.place))]
    if posts and not names:
        names, whole = whole, []
    if len(names) == len(posts):
        people = [f"{name}, {post}" for name, post in zip(names, posts, strict=True)]
    else:
        people = [", ".join(text for text in (" ".join(names), " ".join(posts)) if text)]
    helpers = [text for one in columns if one.part == "helper" and (text := row.text(one.place))]
    return "; ".join(dict.fromkeys(text for text in (*people, *whole, *helpers) if text))


def _lines(row: Row, columns: list[Column]) -> list[str]:
    cells = [row.at(one.place) or "" for one in columns]
    return [squeeze(line) for cell in cells for line in cell.split("\n") if squeeze(line)]
