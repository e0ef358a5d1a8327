"""Assignments: one period of one measure × one person who has to answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.periods import PeriodForm
from storage.measure_names import measure_name
from storage.tables import assignments, measures, members, periods, roadmaps, stages

AssignmentStatus = Literal["open", "in-progress", "trouble", "done", "cancelled"]
STILL_OPEN: tuple[AssignmentStatus, ...] = ("open", "in-progress", "trouble")
_child = assignments.alias("child")


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """An assignment with what a person has to know about it; ``due`` and ``control`` are local days.

    ``title`` is the measure's as printed, ``name`` what tells it apart in one line. ``parent_id``: it was handed on to
    this person from that assignment; ``handed_on``: this person has given it to somebody who is asked instead.
    """

    id: int
    member_id: int
    period_id: int
    measure_id: int
    roadmap_id: int
    organisation_id: int
    title: str
    name: str
    stage_kind: str
    form: PeriodForm
    result: str | None
    section: str | None
    number: str | None
    deadline_text: str
    responsible_text: str | None
    label: str | None
    start: date | None
    due: date
    control: date
    status: AssignmentStatus
    status_at: datetime | None
    main: bool
    roadmap_state: str
    roadmap_title: str
    removed_at: datetime | None
    parent_id: int | None
    handed_on: bool

    @property
    def closed(self) -> bool:
        """Whether nothing is asked about it any more."""
        return self.status not in STILL_OPEN or self.roadmap_state != "active" or self.removed_at is not None

    @property
    def called_off(self) -> bool:
        """Whether an amended plan asks this person for it no more."""
        return self.status == "cancelled" or self.removed_at is not None

    @property
    def handed_back(self) -> bool:
        """Whether it was handed on to this person and is not theirs any more."""
        return self.status == "cancelled" and self.parent_id is not None and self.removed_at is None


def handed_on() -> ColumnElement[bool]:
    """In a query of assignments: whether somebody else is asked instead of its person."""
    return exists().where(_child.c.parent_id == assignments.c.id, _child.c.status.in_(STILL_OPEN))


# Built once: a tenth of what an answer costs went into building it anew for each look.
_VIEWS: Select[Any] = (
    select(
        assignments.c.id,
        assignments.c.member_id,
        assignments.c.period_id,
        assignments.c.measure_id,
        measures.c.roadmap_id,
        roadmaps.c.organisation_id,
        measures.c.title,
        measure_name().label("name"),
        stages.c.kind.label("stage_kind"),
        periods.c.form,
        measures.c.result,
        measures.c.section,
        measures.c.number,
        measures.c.deadline_text,
        measures.c.responsible_text,
        stages.c.label,
        periods.c.start,
        periods.c.due,
        periods.c.control,
        assignments.c.status,
        assignments.c.status_at,
        assignments.c.main,
        roadmaps.c.state.label("roadmap_state"),
        roadmaps.c.title.label("roadmap_title"),
        measures.c.removed_at,
        assignments.c.parent_id,
        handed_on().label("handed_on"),
    )
    .join(periods, periods.c.id == assignments.c.period_id)
    .join(stages, stages.c.id == periods.c.stage_id)
    .join(measures, measures.c.id == assignments.c.measure_id)
    .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
)


def _view(row: Row[Any]) -> AssignmentView:
    return AssignmentView(**row._mapping)


async def view(connection: AsyncConnection, assignment_id: int) -> AssignmentView | None:
    """One assignment, or None where there is none with this id."""
    row = (await connection.execute(_VIEWS.where(assignments.c.id == assignment_id))).one_or_none()
    return None if row is None else _view(row)


async def views(connection: AsyncConnection, assignment_ids: Iterable[int]) -> list[AssignmentView]:
    """These assignments, most urgent first."""
    query = _VIEWS.where(assignments.c.id.in_(list(assignment_ids)))
    rows = await connection.execute(query.order_by(periods.c.control, assignments.c.id))
    return [_view(row) for row in rows]


async def open_of(connection: AsyncConnection, *member_ids: int) -> list[AssignmentView]:
    """What these people still have to answer in active roadmaps, most urgent first."""
    query = _VIEWS.where(
        assignments.c.member_id.in_(member_ids),
        assignments.c.status.in_(STILL_OPEN),
        roadmaps.c.state == "active",
        measures.c.removed_at.is_(None),
    )
    rows = await connection.execute(query.order_by(periods.c.control, assignments.c.id))
    return [_view(row) for row in rows]


async def open_until(connection: AsyncConnection, member_ids: Iterable[int], last: date) -> list[AssignmentView]:
    """What these people still have to answer by this control day and is theirs to answer, most urgent first."""
    query = _VIEWS.where(
        assignments.c.member_id.in_(list(member_ids)),
        assignments.c.status.in_(STILL_OPEN),
        roadmaps.c.state == "active",
        measures.c.removed_at.is_(None),
        periods.c.control <= last,
        ~handed_on(),
    )
    rows = await connection.execute(query.order_by(periods.c.control, assignments.c.id))
    return [_view(row) for row in rows]


async def done_of(connection: AsyncConnection, member_id: int, limit: int, after: int = 0) -> list[AssignmentView]:
    """What this person answered as done, latest first; ``after`` so many others."""
    query = _VIEWS.where(assignments.c.member_id == member_id, assignments.c.status == "done")
    latest = query.order_by(assignments.c.status_at.desc(), assignments.c.id).limit(limit).offset(after)
    return [_view(row) for row in await connection.execute(latest)]


async def count_done(connection: AsyncConnection, member_id: int) -> int:
    """How much this person answered as done."""
    done = select(func.count()).where(assignments.c.member_id == member_id, assignments.c.status == "done")
    number: int = (await connection.execute(done)).scalar_one()
    return number


async def of_period(connection: AsyncConnection, period_id: int) -> list[AssignmentView]:
    """Everybody who has to answer for this period."""
    rows = await connection.execute(_VIEWS.where(assignments.c.period_id == period_id).order_by(assignments.c.id))
    return [_view(row) for row in rows]


async def colleagues(connection: AsyncConnection, view_: AssignmentView, besides: Iterable[int]) -> list[str]:
    """The short names of the others who answer for the same period, main executor first; not who was called off.

    Nor who was given it by somebody else, nor those ``besides``, by assignment: from whom this person was given it.
    """
    query = (
        select(members.c.family, members.c.given, members.c.patronymic)
        .join(assignments, assignments.c.member_id == members.c.id)
        .where(assignments.c.period_id == view_.period_id, members.c.id != view_.member_id)
        .where(assignments.c.status != "cancelled", assignments.c.parent_id.is_(None))
        .where(assignments.c.id.not_in(list(besides)))
        .order_by(assignments.c.main.desc(), assignments.c.id)
    )
    rows = await connection.execute(query)
    return [f"{row.family} " + "".join(f"{p[0]}." for p in (row.given, row.patronymic) if p) for row in rows]


async def set_status(
    connection: AsyncConnection, assignment_id: int, *, before: str, after: str, now: datetime
) -> bool:
    """Change the status if it still is ``before``; False when somebody changed it in the meantime."""
    change = (
        update(assignments)
        .where(assignments.c.id == assignment_id, assignments.c.status == before)
        .values(status=after, status_at=now)
    )
    return (await connection.execute(change)).rowcount == 1
