"""What the next plain message in a chat means, where a question was asked just before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert_one
from storage.tables import conversations


@dataclass(frozen=True, slots=True)
class Expectation:
    """``expects`` names the question that was asked, ``data`` what it was about."""

    expects: str
    data: dict[str, Any]
    since: datetime


async def expect(connection: AsyncConnection, chat_id: int, expects: str, data: dict[str, Any], now: datetime) -> None:
    """From now on the next plain message of the chat answers this."""
    await forget(connection, chat_id)
    await insert_one(connection, conversations, chat_id=chat_id, expects=expects, data=data, since=now)


async def forget(connection: AsyncConnection, chat_id: int) -> None:
    """Nothing is expected any more."""
    await connection.execute(delete(conversations).where(conversations.c.chat_id == chat_id))


# Built once, because every update asks it: building takes as long as running.
_OF_CHAT = select(conversations).where(conversations.c.chat_id == bindparam("chat"))


async def expected(connection: AsyncConnection, chat_id: int) -> Expectation | None:
    """What the next plain message would answer."""
    row = (await connection.execute(_OF_CHAT, {"chat": chat_id})).one_or_none()
    return None if row is None else Expectation(row.expects, row.data, row.since)
