"""Where each assignment stands on its ladder of reminders. The time column with its index is the truth about what is
due: finding it costs the same however many assignments are open.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.reminders import Course, Watched
from storage.assignments import STILL_OPEN, handed_on
from storage.tables import assignments, measures, members, periods, roadmaps

# Spelled as the partial index spells it, or SQLite does not use the index.
_WAITS = text("assignments.next_at IS NOT NULL")

# One statement for many: what is due at the same hour is moved on in one go.
_MOVE = (
    update(assignments)
    .where(assignments.c.id == bindparam("which"))
    .values(told_to=bindparam("told_to"), again_at=bindparam("again_at"), next_at=bindparam("next_at"))
)


@dataclass(frozen=True, slots=True)
class Standing:
    """An assignment as the planner sees it; ``profile`` is that of its measure, else of its roadmap.

    ``open``: there is still something to ask about it.
    """

    id: int
    member_id: int
    organisation_id: int
    profile: str
    watched: Watched
    course: Course
    open: bool


async def due(connection: AsyncConnection, now: datetime, limit: int) -> list[Standing]:
    """The assignments about which something has to be said by now, those who have waited longest first."""
    ids = select(assignments.c.id).where(_WAITS, assignments.c.next_at <= now)
    found = list((await connection.execute(ids.order_by(assignments.c.next_at).limit(limit))).scalars())
    return await standing(connection, found)


async def standing(connection: AsyncConnection, assignment_ids: Collection[int]) -> list[Standing]:
    """How these assignments stand, in order of their ids."""
    query = _standings().where(assignments.c.id.in_(list(assignment_ids))).order_by(assignments.c.id)
    return [_standing(row) for row in await connection.execute(query)]


async def of_members(connection: AsyncConnection, member_ids: Collection[int]) -> list[Standing]:
    """How the open assignments of these members stand."""
    query = _standings().where(assignments.c.member_id.in_(list(member_ids)), assignments.c.status.in_(STILL_OPEN))
    rows = await connection.execute(query.order_by(assignments.c.id))
    return [standing for standing in map(_standing, rows) if standing.open]


async def of_roadmaps(
    connection: AsyncConnection, roadmap_ids: Collection[int], measure_id: int | None = None
) -> list[Standing]:
    """How the open assignments of these roadmaps stand, of one measure where it is given."""
    query = _standings().where(measures.c.roadmap_id.in_(list(roadmap_ids)), assignments.c.status.in_(STILL_OPEN))
    if measure_id is not None:
        query = query.where(measures.c.id == measure_id)
    rows = await connection.execute(query.order_by(assignments.c.id))
    return [standing for standing in map(_standing, rows) if standing.open]


async def coming(connection: AsyncConnection, until: datetime, organisation_ids: Collection[int]) -> list[Standing]:
    """The open assignments about which something has to be said by ``until``, as these organisations may see them.

    Those of their own roadmaps, and those of their people in the roadmaps of others.
    """
    own = list(organisation_ids)
    query = _standings().join(members, members.c.id == assignments.c.member_id)
    query = query.where(_WAITS, assignments.c.next_at <= until)
    query = query.where(or_(roadmaps.c.organisation_id.in_(own), members.c.organisation_id.in_(own)))
    rows = await connection.execute(query.order_by(assignments.c.next_at, assignments.c.id))
    return [standing for standing in map(_standing, rows) if standing.open]


def _standings() -> Select[Any]:
    return (
        select(
            assignments.c.id,
            assignments.c.member_id,
            assignments.c.status,
            assignments.c.told_to,
            assignments.c.again_at,
            assignments.c.next_at,
            func.coalesce(measures.c.profile, roadmaps.c.profile).label("profile"),
            measures.c.removed_at,
            roadmaps.c.organisation_id,
            roadmaps.c.state.label("roadmap_state"),
            periods.c.start,
            periods.c.control,
            periods.c.form,
            handed_on().label("handed_on"),
        )
        .join(periods, periods.c.id == assignments.c.period_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
    )


def _standing(row: Row[Any]) -> Standing:
    return Standing(
        id=row.id,
        member_id=row.member_id,
        organisation_id=row.organisation_id,
        profile=row.profile,
        watched=Watched(row.start, row.control, row.form, row.handed_on),
        course=Course(row.told_to, row.again_at, row.next_at),
        open=row.status in STILL_OPEN and row.roadmap_state == "active" and row.removed_at is None,
    )


async def set_courses(connection: AsyncConnection, courses: Sequence[tuple[int, Course]]) -> None:
    """From now on these assignments (by id) stand there."""
    rows = [
        {"which": assignment_id, "told_to": course.told_to, "again_at": course.again_at, "next_at": course.next_at}
        for assignment_id, course in courses
    ]
    if rows:
        await connection.execute(_MOVE, rows)
