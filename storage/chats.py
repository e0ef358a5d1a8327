"""Where the bot talks: one row for one chat of one messenger."""

from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outbox import Chat
from storage.database import insert_new
from storage.tables import chats, deliveries, log_chats


async def get(connection: AsyncConnection, chat_id: int) -> Chat | None:
    """The chat of a row."""
    row = (await connection.execute(select(chats).where(chats.c.id == chat_id))).one_or_none()
    return None if row is None else to_chat(row)


async def find(connection: AsyncConnection, messenger: str, number: int) -> Chat | None:
    """The chat with the messenger's own number."""
    which = (chats.c.messenger == messenger, chats.c.number == number)
    row = (await connection.execute(select(chats).where(*which))).one_or_none()
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


async def move(connection: AsyncConnection, chat_id: int, number: int) -> int:
    """A group got a new number when it grew into a supergroup; the row that stands for it from now on.

    When the new number has written already, its row takes over what the old one still had to say.
    """
    old = await get(connection, chat_id)
    assert old is not None
    if old.number == number:
        return chat_id
    new = await find(connection, old.messenger, number)
    heir = chat_id if new is None else new.id
    if new is None:
        moved = update(chats).where(chats.c.id == chat_id)
        await connection.execute(moved.values(number=number, kind="supergroup", state="active"))
    else:
        await connection.execute(update(log_chats).where(log_chats.c.chat_id == chat_id).values(chat_id=heir))
        await mark(connection, chat_id, blocked=True)
    # A message id of the old group means another message in the new one, so nothing is edited there.
    waiting = deliveries.c.state.in_(("pending", "held", "claimed", "sending"))
    queue = update(deliveries).where(deliveries.c.chat_id == chat_id, waiting)
    await connection.execute(queue.values(chat_id=heir, edits=None))
    return heir


def to_chat(row: Row[Any]) -> Chat:
    """A row of ``chats`` as the domain knows it."""
    return Chat(row.id, row.messenger, row.number, row.kind, row.title, row.state == "blocked", row.member_id)
