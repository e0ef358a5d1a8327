"""Planned reminders: the time column with its index is the truth about what has to be said."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.reminders import Notice
from storage.database import insert_new
from storage.tables import deliveries, reminders

# Spelled as the partial index spells it, or SQLite does not use the index.
_PENDING = text("reminders.state = 'pending'")
_DROPPED_DIGEST = text("deliveries.state = 'dropped' AND deliveries.kind = 'digest'")


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder whose moment has come."""

    id: int
    assignment_id: int
    member_id: int


async def add(connection: AsyncConnection, assignment_id: int, member_id: int, notices: Sequence[Notice]) -> int:
    """Plan these notices for the assignment; how many."""
    rows = [
        {"assignment_id": assignment_id, "member_id": member_id, "days": notice.days, "fire_at": notice.fire_at}
        for notice in notices
    ]
    if rows:
        await connection.execute(insert(reminders), rows)
    return len(rows)


async def add_once(connection: AsyncConnection, assignment_id: int, member_id: int, fire_at: datetime) -> None:
    """Plan one more reminder at this moment unless one is planned for it already."""
    row = {"assignment_id": assignment_id, "member_id": member_id, "days": 0, "fire_at": fire_at}
    await insert_new(connection, reminders, row, unique=["assignment_id", "member_id", "fire_at"])


async def due_members(connection: AsyncConnection, now: datetime, limit: int) -> list[int]:
    """The people for whom something has become due, those who have waited longest first."""
    query = (
        select(reminders.c.member_id)
        .where(_PENDING, reminders.c.fire_at <= now)
        .group_by(reminders.c.member_id)
        .order_by(func.min(reminders.c.fire_at), reminders.c.member_id)
        .limit(limit)
    )
    return list((await connection.execute(query)).scalars())


async def due(connection: AsyncConnection, member_ids: Collection[int], now: datetime) -> list[Due]:
    """Everything that has become due for these people, oldest first."""
    query = (
        select(reminders.c.id, reminders.c.assignment_id, reminders.c.member_id)
        .where(_PENDING, reminders.c.fire_at <= now, reminders.c.member_id.in_(member_ids))
        .order_by(reminders.c.fire_at, reminders.c.id)
    )
    return [Due(**row._mapping) for row in await connection.execute(query)]


async def tell(connection: AsyncConnection, ids: Iterable[int], delivery_id: int) -> None:
    """These reminders stand in this delivery."""
    change = update(reminders).where(reminders.c.id.in_(list(ids)), reminders.c.state == "pending")
    await connection.execute(change.values(state="told", delivery_id=delivery_id))


async def revive(connection: AsyncConnection, reason: str) -> None:
    """What stands in a digest that was dropped for this reason was not said after all: it is due again."""
    unsaid = select(deliveries.c.id).where(_DROPPED_DIGEST, deliveries.c.reason == reason)
    change = update(reminders).where(reminders.c.state == "told", reminders.c.delivery_id.in_(unsaid))
    await connection.execute(change.values(state="pending", delivery_id=None))


async def drop(connection: AsyncConnection, ids: Iterable[int], reason: str) -> None:
    """These reminders are not said any more, and why."""
    change = update(reminders).where(reminders.c.id.in_(list(ids)), reminders.c.state == "pending")
    await connection.execute(change.values(state="dropped", reason=reason))


async def drop_of(connection: AsyncConnection, assignment_id: int, reason: str) -> None:
    """Whatever is still planned for the assignment is not said any more, and why."""
    change = update(reminders).where(reminders.c.assignment_id == assignment_id, reminders.c.state == "pending")
    await connection.execute(change.values(state="dropped", reason=reason))


async def put_off(connection: AsyncConnection, ids: Iterable[int], until: datetime) -> None:
    """These reminders wait until this moment; two of one assignment that would meet become one."""
    wanted = list(ids)
    rows = await connection.execute(
        select(reminders.c.id, reminders.c.assignment_id, reminders.c.member_id).where(reminders.c.id.in_(wanted))
    )
    for row in rows.all():
        taken = select(reminders.c.id).where(
            reminders.c.assignment_id == row.assignment_id,
            reminders.c.member_id == row.member_id,
            reminders.c.fire_at == until,
        )
        if (await connection.execute(taken)).first() is None:
            await connection.execute(update(reminders).where(reminders.c.id == row.id).values(fire_at=until))
        else:
            await drop(connection, [row.id], "merged")


async def forget_planned(connection: AsyncConnection, assignment_id: int) -> None:
    """Make room for a new plan: what was planned and not said yet is taken away altogether."""
    await connection.execute(
        delete(reminders).where(reminders.c.assignment_id == assignment_id, reminders.c.state != "told")
    )


async def last_digest(connection: AsyncConnection, member_id: int) -> tuple[int, int, int] | None:
    """The newest daily message that reached the member: (delivery, our chat id, message)."""
    query = (
        select(deliveries.c.id, deliveries.c.chat_id, deliveries.c.message)
        .where(
            deliveries.c.member_id == member_id,
            deliveries.c.kind == "digest",
            deliveries.c.state == "sent",
            deliveries.c.message.is_not(None),
        )
        .order_by(deliveries.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else (row.id, row.chat_id, row.message)
