"""Where the staff of an organisation talk, and what is said there each working day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert_one
from storage.tables import chats, staff_chats


@dataclass(frozen=True, slots=True)
class StaffChat:
    """The staff chat of one organisation; ``chat_id`` is our row, ``topic`` the forum topic it was set in.

    ``everyone``: all are named there, not only those to whom the bot cannot write.
    """

    organisation_id: int
    chat_id: int
    topic: int | None
    everyone: bool


def _staff_chat(row: Row[Any]) -> StaffChat:
    return StaffChat(**{name: getattr(row, name) for name in StaffChat.__dataclass_fields__})


async def put(
    connection: AsyncConnection, organisation_id: int, chat_id: int, topic: int | None, *, set_by: int, now: datetime
) -> None:
    """The staff of the organisation talk in this chat (and topic) from now on; who is named there stays as it was."""
    row = {"chat_id": chat_id, "topic": topic, "set_by": set_by, "set_at": now}
    change = update(staff_chats).where(staff_chats.c.organisation_id == organisation_id)
    if (await connection.execute(change.values(**row))).rowcount == 0:
        await insert_one(connection, staff_chats, organisation_id=organisation_id, next_at=now, **row)


async def end(connection: AsyncConnection, organisation_id: int) -> bool:
    """Nothing is said to the staff in a chat any more; False where nothing was."""
    gone = delete(staff_chats).where(staff_chats.c.organisation_id == organisation_id)
    return (await connection.execute(gone)).rowcount == 1


async def of(connection: AsyncConnection, organisation_id: int) -> StaffChat | None:
    """The organisation's own staff chat."""
    query = select(staff_chats).where(staff_chats.c.organisation_id == organisation_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _staff_chat(row)


async def everywhere(connection: AsyncConnection) -> list[StaffChat]:
    """All staff chats."""
    rows = await connection.execute(select(staff_chats).order_by(staff_chats.c.organisation_id))
    return [_staff_chat(row) for row in rows]


async def in_chat(connection: AsyncConnection, chat_id: int) -> list[StaffChat]:
    """The staff chats that are in this group: several organisations may share one."""
    query = select(staff_chats).where(staff_chats.c.chat_id == chat_id)
    return [_staff_chat(row) for row in await connection.execute(query.order_by(staff_chats.c.organisation_id))]


async def due(connection: AsyncConnection, now: datetime) -> list[StaffChat]:
    """Those where it has to be decided now whether there is something to say; not those that shut the bot out."""
    query = (
        select(staff_chats)
        .join(chats, chats.c.id == staff_chats.c.chat_id)
        .where(chats.c.state == "active", staff_chats.c.next_at <= now)
    )
    return [_staff_chat(row) for row in await connection.execute(query.order_by(staff_chats.c.organisation_id))]


async def set_everyone(connection: AsyncConnection, organisation_id: int, everyone: bool) -> None:
    """Who is named from now on: all, or only those to whom the bot cannot write."""
    change = update(staff_chats).where(staff_chats.c.organisation_id == organisation_id)
    await connection.execute(change.values(everyone=everyone))


async def set_next(connection: AsyncConnection, organisation_id: int, moment: datetime) -> None:
    """It is decided at this moment whether there is something to say."""
    change = update(staff_chats).where(staff_chats.c.organisation_id == organisation_id)
    await connection.execute(change.values(next_at=moment))
