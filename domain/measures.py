"""What a roadmap says: measures, their stages, the parties named, and what was doubtful in them.

These are the values that reading a document produces and that the rest of the house works with. They hold what the
document says; accounts, statuses and answers come later, when the coordinator accepts the draft.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

StageKind = Literal["once", "recurring", "ongoing", "unscheduled"]
PartyKind = Literal["person", "organisation", "group", "role"]
Frequency = Literal[
    "yearly", "half-yearly", "quarterly", "school-quarters", "monthly", "weekly", "daily", "school-holidays"
]
Column = Literal["number", "title", "result", "deadline", "responsible", "row"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both ends included; an end that is not known stays empty."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How a recurring stage repeats.

    ``months``: months (1..12) in which an occurrence falls due; ``day``: day of the month, None = last day;
    ``starts_month``: first month where one occurrence is a window over several; ``weekday``: "-1 WE" = last
    Wednesday; ``working_day``: n-th working day; ``offset_months``: 1 = in the month after the period.
    """

    freq: Frequency
    months: tuple[int, ...] | None = None
    day: int | None = None
    starts_month: int | None = None
    interval: int | None = None
    times: int | None = None
    weekday: str | None = None
    working_day: int | None = None
    offset_months: int | None = None


@dataclass(frozen=True, slots=True)
class SchoolUnit:
    """A part of the school calendar that a stage takes its dates from; ``year`` is "2023/2024".

    ``end``: the words name its last day («до конца II четверти»), not all of it.
    """

    unit: Literal["quarter", "half-year", "holidays"]
    index: int | None = None
    year: str | None = None
    end: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One reading of (a part of) a deadline cell. For a recurring stage start and due bound the series."""

    kind: StageKind
    start: date | None = None
    due: date | None = None
    label: str | None = None
    recurrence: Recurrence | None = None
    calendar: SchoolUnit | None = None
    not_understood: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who a responsible cell names; ``name`` as printed, for a person surname and initials."""

    kind: PartyKind
    name: str
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One answer offered to a question: the dates that the stage at place ``stage`` of the measure would get."""

    stage: int
    start: date | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt for the coordinator: which column, what a careful reader asks, and the answers offered."""

    column: Column
    text: str
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stood in the file, counted from 1; what the format does not have stays empty."""

    page: int | None = None
    table: int | None = None
    sheet: str | None = None
    line: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class DraftMeasure:
    """One row of the document as it was understood."""

    section: str | None
    number: str | None
    title: str
    result: str | None
    deadline_text: str
    responsible_text: str | None
    parties: tuple[Party, ...]
    stages: tuple[Stage, ...]
    questions: tuple[Question, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Indicator:
    """A target that stands below the measures («не менее 15 проектов к 2026 году»): not a measure."""

    name: str
    target: str
    op: str | None = None
    value: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that was passed over, and where it stood."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftRoadmap:
    """A whole document as it was understood, before anybody accepted it."""

    title: str
    country: Literal["RU", "BY"] | None
    period: Span
    measures: tuple[DraftMeasure, ...]
    indicators: tuple[Indicator, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
