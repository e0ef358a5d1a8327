"""Assignments that are handed on: who has them from whom, and what the journal says of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.delegation import Family, Share
from storage.assignments import AssignmentView
from storage.database import insert_one
from storage.people import member_from
from storage.tables import assignments, journal, members, reports

HANDED_ON = "handed-on"
HANDED_BACK = "handed-back"
TAKEN_BACK = "taken-back"


@dataclass(frozen=True, slots=True)
class StatusChange:
    """The newest change of an assignment's status; ``answered``: the assignment that the report behind it is about."""

    before: str
    after: str
    at: datetime
    answered: int | None


async def family(connection: AsyncConnection, period_id: int) -> Family:
    """Everybody's assignments of one period."""
    query = (
        select(members, assignments.c.id.label("share_id"), assignments.c.parent_id)
        .add_columns(assignments.c.status, assignments.c.status_at)
        .join(assignments, assignments.c.member_id == members.c.id)
        .where(assignments.c.period_id == period_id)
        .order_by(assignments.c.id)
    )
    rows = await connection.execute(query)
    return Family(
        Share(row.share_id, row.parent_id, row.id, member_from(row).short_name, row.status, row.status_at)
        for row in rows
    )


async def hand_on(connection: AsyncConnection, view: AssignmentView, member_id: int, now: datetime) -> int:
    """This member has the assignment from now on; the id of theirs. One that they had given back is theirs again."""
    mine = select(assignments.c.organisation_id).where(assignments.c.id == view.id)
    values = {
        "organisation_id": (await connection.execute(mine)).scalar_one(),
        "parent_id": view.id,
        "main": False,
        "status": "open",
        "status_at": now,
    }
    again = update(assignments).where(
        assignments.c.period_id == view.period_id,
        assignments.c.member_id == member_id,
        assignments.c.status == "cancelled",
    )
    found = (await connection.execute(again.values(**values).returning(assignments.c.id))).scalar_one_or_none()
    if found is not None:
        return int(found)
    row = {"period_id": view.period_id, "measure_id": view.measure_id, "member_id": member_id, **values}
    return await insert_one(connection, assignments, **row)


async def set_parent(connection: AsyncConnection, assignment_id: int, parent_id: int | None) -> None:
    """It was handed on from that assignment, or (None) is this person's by the plan."""
    await connection.execute(update(assignments).where(assignments.c.id == assignment_id).values(parent_id=parent_id))


async def last_changes(connection: AsyncConnection, assignment_ids: Collection[int]) -> dict[int, StatusChange]:
    """The newest change of status of each of these assignments that has any."""
    newest = (
        select(func.max(journal.c.id))
        .where(journal.c.assignment_id.in_(list(assignment_ids)), journal.c.what == "status")
        .group_by(journal.c.assignment_id)
    )
    query = (
        select(journal.c.assignment_id, journal.c.before, journal.c.after, journal.c.at)
        .add_columns(reports.c.assignment_id.label("answered"))
        .outerjoin(reports, reports.c.id == journal.c.report_id)
        .where(journal.c.id.in_(newest))
    )
    rows = await connection.execute(query)
    return {row.assignment_id: StatusChange(row.before or "open", row.after, row.at, row.answered) for row in rows}


async def handings(connection: AsyncConnection, assignment_id: int) -> int:
    """How many times the assignment was handed to its person."""
    query = select(func.count()).where(journal.c.assignment_id == assignment_id, journal.c.what == HANDED_ON)
    count: int = (await connection.execute(query)).scalar_one()
    return count


async def reason_of(connection: AsyncConnection, assignment_id: int) -> str | None:
    """Why its person gave the assignment back the last time, in their words."""
    query = select(journal.c.after).where(journal.c.assignment_id == assignment_id, journal.c.what == HANDED_BACK)
    words: str | None = (await connection.execute(query.order_by(journal.c.id.desc()).limit(1))).scalar_one_or_none()
    return words


async def changed_for(
    connection: AsyncConnection, member_id: int, *, by: int, at: datetime, before: str | None, after: str | None
) -> list[int]:
    """The member's assignments whose status somebody else's answer of this moment changed from or to "done"."""
    query = (
        select(journal.c.assignment_id)
        .join(assignments, assignments.c.id == journal.c.assignment_id)
        .join(reports, reports.c.id == journal.c.report_id)
        .where(journal.c.what == "status", journal.c.at == at, journal.c.member_id == by)
        .where(assignments.c.member_id == member_id, reports.c.assignment_id != assignments.c.id)
        .order_by(journal.c.id)
    )
    if before is not None:
        query = query.where(journal.c.before == before)
    if after is not None:
        query = query.where(journal.c.after == after)
    return list(dict.fromkeys(row.assignment_id for row in await connection.execute(query)))
