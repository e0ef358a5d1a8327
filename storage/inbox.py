"""Updates as they came: stored before the messenger is told that they arrived, kept until they are dealt with."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, TextClause, Update, bindparam, delete, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import inbox


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update that has just come: ``chat`` says whose queue it stands in, ``body`` is its JSON."""

    update_id: int
    chat: int
    body: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is not dealt with yet; ``attempts`` tries have failed, the next one is at ``not_before``."""

    update_id: int
    chat: int
    body: str
    attempts: int
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Shunted:
    """An update that was given up: ``code`` is what the person was told, ``error`` says where it went wrong."""

    update_id: int
    chat: int
    code: str
    error: str
    received_at: datetime


# Built once, because every update asks it: building takes as long as running.
_waits = (inbox.c.update_id == bindparam("which"), inbox.c.state == "pending")
_ONE = select(inbox).where(*_waits)
_CHANGE = update(inbox).where(*_waits)
_COUNTED = _CHANGE.values(attempts=inbox.c.attempts + 1)


async def add(connection: AsyncConnection, updates: Sequence[Incoming], now: datetime) -> None:
    """Store a batch; an update that is known already stays as it is."""
    if not updates:
        return
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    rows = [{**asdict(each), "received_at": now, "not_before": now} for each in updates]
    await connection.execute(make(inbox).on_conflict_do_nothing(index_elements=["update_id"]), rows)


async def waiting(connection: AsyncConnection) -> list[tuple[int, int]]:
    """(update id, chat) of every update that is not dealt with, in the order of arrival."""
    # The words of the partial index, or SQLite would read the whole table.
    statement = select(inbox.c.update_id, inbox.c.chat).where(_is_pending()).order_by(inbox.c.update_id)
    return [(row.update_id, row.chat) for row in await connection.execute(statement)]


async def get(connection: AsyncConnection, update_id: int) -> Waiting | None:
    """The update, if it still waits."""
    row = (await connection.execute(_ONE, {"which": update_id})).one_or_none()
    return None if row is None else Waiting(row.update_id, row.chat, row.body, row.attempts, row.not_before)


async def finish(connection: AsyncConnection, update_id: int) -> bool:
    """Mark a waiting update done; False when it was not waiting any more."""
    return await _change(connection, _CHANGE, update_id, state="done")


async def postpone(connection: AsyncConnection, update_id: int, *, not_before: datetime, error: str) -> bool:
    """Count a failed try of a waiting update; the next one comes at ``not_before``."""
    return await _change(connection, _COUNTED, update_id, not_before=not_before, error=error)


async def shunt(connection: AsyncConnection, update_id: int, *, code: str, error: str) -> bool:
    """Put a waiting update aside, to be looked at by a person."""
    return await _change(connection, _COUNTED, update_id, state="shunted", code=code, error=error)


async def shunted(connection: AsyncConnection) -> list[Shunted]:
    """Everything that was put aside, the latest first."""
    statement = select(inbox).where(inbox.c.state == "shunted").order_by(inbox.c.received_at.desc())
    return [_shunted(row) for row in await connection.execute(statement)]


async def replay(connection: AsyncConnection, code: str, now: datetime) -> int:
    """Let the updates put aside under ``code`` wait again from the first try; how many there were."""
    again = update(inbox).where(inbox.c.code == code, inbox.c.state == "shunted")
    return (await connection.execute(again.values(state="pending", attempts=0, not_before=now))).rowcount


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Delete the updates that came before a moment and are dealt with; how many there were."""
    old = delete(inbox).where(inbox.c.received_at < before, inbox.c.state == "done")
    return (await connection.execute(old)).rowcount


async def _change(connection: AsyncConnection, change: Update, update_id: int, **values: Any) -> bool:
    return (await connection.execute(change, {"which": update_id, **values})).rowcount == 1


def _shunted(row: Row[Any]) -> Shunted:
    return Shunted(row.update_id, row.chat, row.code, row.error, row.received_at)


def _is_pending() -> TextClause:
    return text("inbox.state = 'pending'")
