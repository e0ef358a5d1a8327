"""Moments of the process itself, kept by name; what had come up between two of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert_new
from storage.tables import marks, reminders

TICK = "tick"


@dataclass(frozen=True, slots=True)
class Backlog:
    """Reminders that are said, or wait to be, and how many people they are for."""

    reminders: int
    people: int


async def at(connection: AsyncConnection, name: str) -> datetime | None:
    """The moment of the mark; None before the first."""
    moment: datetime | None = (
        await connection.execute(select(marks.c.at).where(marks.c.name == name))
    ).scalar_one_or_none()
    return moment


async def put(connection: AsyncConnection, name: str, moment: datetime) -> None:
    """The mark stands at this moment from now on, also where that is earlier than before."""
    if await insert_new(connection, marks, {"name": name, "at": moment}, unique=["name"]) is None:
        await connection.execute(marks.update().where(marks.c.name == name).values(at=moment))


async def backlog(connection: AsyncConnection, since: datetime, until: datetime, found_from: datetime) -> Backlog:
    """What had come up to be said after ``since`` up to ``until``, was found from ``found_from`` on and not dropped."""
    query = select(func.count(), func.count(reminders.c.member_id.distinct())).where(
        reminders.c.planned_at > since, reminders.c.planned_at <= until, reminders.c.fire_at >= found_from
    )
    query = query.where(reminders.c.state != "dropped")
    row = (await connection.execute(query)).one()
    return Backlog(row[0], row[1])
