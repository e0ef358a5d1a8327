"""Where the bot talks: one row for one chat of one messenger."""

from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outbox import Chat
from storage.database import insert_new
from storage.tables import chats, deliveries, log_chats, staff_chats

# Built once, because every update asks it: building takes as long as running.
_OF_NUMBER = select(chats).where(chats.c.messenger == bindparam("messenger"), chats.c.number == bindparam("number"))


async def get(connection: AsyncConnection, chat_id: int) -> Chat | None:
    """The chat of a row."""
    row = (await connection.execute(select(chats).where(chats.c.id == chat_id))).one_or_none()
    return None if row is None else to_chat(row)


async def find(connection: AsyncConnection, messenger: str, number: int) -> Chat | None:
    """The chat with the messenger's own number."""
    row = (await connection.execute(_OF_NUMBER, {"messenger": messenger, "number": number})).one_or_none()
    return None if row is None else to_chat(row)


async def meet(
    connection: AsyncConnection, messenger: str, number: int, *, kind: str, title: str | None = None
) -> Chat:
    """The chat with the messenger's own number; a new one is active, a known one gets the new kind and title.

    That a blocked chat shows up does not unblock it: being blocked is also something that it tells.
    """
    row = {"messenger": messenger, "number": number, "kind": kind, "title": title}
    await insert_new(connection, chats, row, unique=["messenger", "number"])
    chat = await find(connection, messenger, number)
    assert chat is not None
    if (chat.kind, chat.title) == (kind, title):
        return chat
    await connection.execute(update(chats).where(chats.c.id == chat.id).values(kind=kind, title=title))
    met = await get(connection, chat.id)
    assert met is not None
    return met


async def mark(connection: AsyncConnection, chat_id: int, *, blocked: bool) -> None:
    """Note that a chat does not take messages, or takes them again."""
    state = "blocked" if blocked else "active"
    await connection.execute(update(chats).where(chats.c.id == chat_id, chats.c.state != state).values(state=state))


async def note_adder(connection: AsyncConnection, chat_id: int, member_id: int) -> None:
    """This member has brought the bot into the group or channel."""
    await connection.execute(update(chats).where(chats.c.id == chat_id).values(added_by=member_id))


async def added_by(connection: AsyncConnection, member_id: int) -> list[Chat]:
    """The groups and channels into which this member has brought the bot and where it still is, the newest first."""
    query = select(chats).where(chats.c.added_by == member_id, chats.c.state == "active")
    return [to_chat(row) for row in await connection.execute(query.order_by(chats.c.id.desc()))]


async def move(connection: AsyncConnection, chat_id: int, number: int) -> int:
    """A group got a new number when it grew into a supergroup; the row that stands for it from now on.

    Messages count anew there, so what was written and answered stays with the old row: a reply that is still on its
    way finds it, and no old number of a message is taken for one of the new group.
    """
    old = await get(connection, chat_id)
    assert old is not None
    if old.number == number:
        return chat_id
    heir = await find(connection, old.messenger, number)
    if heir is None:
        heir = await meet(connection, old.messenger, number, kind="supergroup", title=old.title)
    for table in (log_chats, staff_chats):
        await connection.execute(update(table).where(table.c.chat_id == chat_id).values(chat_id=heir.id))
    if old.added_by is not None:
        await note_adder(connection, heir.id, old.added_by)
    await mark(connection, chat_id, blocked=True)
    waiting = deliveries.c.state.in_(("pending", "held", "claimed", "sending"))
    queue = update(deliveries).where(deliveries.c.chat_id == chat_id, waiting)
    await connection.execute(queue.values(chat_id=heir.id, edits=None))
    return heir.id


def to_chat(row: Row[Any]) -> Chat:
    """A row of ``chats`` as the domain knows it."""
    return Chat(
        row.id, row.messenger, row.number, row.kind, row.title, row.state == "blocked", row.member_id, row.added_by
    )
