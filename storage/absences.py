"""Absences of members: their days, who stands in, when they were ended before time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, case, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.absences import Absence
from storage.database import insert_one
from storage.tables import absences, assignments, members, reports


@dataclass(frozen=True, slots=True)
class Recorded:
    """An absence with what is not needed to know who stands in.

    ``named``: a deputy was named, who may have left since; ``ended_at`` None: it takes its course.
    """

    absence: Absence
    named: bool
    created_by: int
    created_at: datetime
    ended_at: datetime | None


_deputy = members.alias("deputy")
# Built once: every update of every person asks it. A deputy who has left stands in for nobody.
_ROWS: Select[Any] = select(
    absences.c.id,
    absences.c.member_id,
    absences.c.first,
    absences.c.last,
    case((_deputy.c.active, absences.c.deputy_id)).label("deputy_id"),
    absences.c.deputy_id.is_not(None).label("named"),
    absences.c.created_by,
    absences.c.created_at,
    absences.c.ended_at,
).outerjoin(_deputy, _deputy.c.id == absences.c.deputy_id)


_alive = and_(absences.c.ended_at.is_(None), or_(absences.c.last.is_(None), absences.c.last >= bindparam("day")))
_STANDING = _ROWS.where(_alive).order_by(absences.c.id)
_OF_MEMBER = _STANDING.where(absences.c.member_id == bindparam("member"))
_OF_DEPUTY = _STANDING.where(absences.c.deputy_id == bindparam("deputy"))


def _absence(row: Row[Any]) -> Absence:
    return Absence(row.id, row.member_id, row.first, row.last, row.deputy_id, row.ended_at is not None)


async def add(
    connection: AsyncConnection,
    *,
    member_id: int,
    first: date,
    last: date | None,
    deputy_id: int | None,
    created_by: int,
    now: datetime,
) -> int:
    """A new absence; its id."""
    return await insert_one(
        connection,
        absences,
        member_id=member_id,
        first=first,
        last=last,
        deputy_id=deputy_id,
        created_by=created_by,
        created_at=now,
    )


async def get(connection: AsyncConnection, absence_id: int) -> Recorded | None:
    """One absence, or None where there is none with this id."""
    row = (await connection.execute(_ROWS.where(absences.c.id == absence_id))).one_or_none()
    return None if row is None else Recorded(_absence(row), row.named, row.created_by, row.created_at, row.ended_at)


async def standing(connection: AsyncConnection, day: date, member_id: int | None = None) -> list[Absence]:
    """The absences that are not over on this day, those to come too, oldest first; of one member where it is given."""
    query = _STANDING if member_id is None else _OF_MEMBER
    return [_absence(row) for row in await connection.execute(query, {"day": day, "member": member_id})]


async def of_deputy(connection: AsyncConnection, member_id: int, day: date) -> list[Absence]:
    """The absences that are not over on this day and for which this member was named, oldest first."""
    rows = await connection.execute(_OF_DEPUTY, {"deputy": member_id, "day": day})
    return [_absence(row) for row in rows]


async def has_stood_in(connection: AsyncConnection, deputy_id: int, member_id: int) -> bool:
    """Whether this deputy was ever named for the member."""
    query = select(exists().where(absences.c.deputy_id == deputy_id, absences.c.member_id == member_id))
    return bool((await connection.execute(query)).scalar())


async def set_deputy(connection: AsyncConnection, absence_id: int, deputy_id: int | None) -> None:
    """From now on this member stands in (None: nobody)."""
    await connection.execute(update(absences).where(absences.c.id == absence_id).values(deputy_id=deputy_id))


async def end(connection: AsyncConnection, absence_id: int, now: datetime) -> bool:
    """The absence is over; False where it was ended before."""
    change = update(absences).where(absences.c.id == absence_id, absences.c.ended_at.is_(None))
    return (await connection.execute(change.values(ended_at=now))).rowcount == 1


async def done_by_others(connection: AsyncConnection, member_id: int, since: datetime) -> int:
    """How many assignments of the member somebody else has called done since, and which still are."""
    query = (
        select(func.count(assignments.c.id.distinct()))
        .join(reports, reports.c.assignment_id == assignments.c.id)
        .where(assignments.c.member_id == member_id, assignments.c.status == "done")
        .where(reports.c.author_id != member_id, reports.c.status == "done")
        .where(reports.c.at >= since, reports.c.withdrawn_at.is_(None))
    )
    count: int = (await connection.execute(query)).scalar_one()
    return count
