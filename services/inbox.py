"""Nothing that came in is lost: the life of an update from its arrival to done, or to the administrator's eyes."""

import hashlib
import traceback
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from storage import inbox
from storage.database import Database
from storage.inbox import Incoming, Shunted, Waiting

TRIES = 5
LONGEST_WAIT = timedelta(seconds=2 ** (TRIES - 2))
KEEP = timedelta(days=8)


async def store(database: Database, updates: Sequence[Incoming], now: datetime) -> None:
    """Store a batch in one transaction, before the messenger hears that it arrived.

    A crash before the commit: the messenger sends the batch again. A crash after it: the batch waits here, and what
    the messenger repeats is known by its update id.
    """
    async with database.write() as connection:
        await inbox.add(connection, updates, now)


async def waiting(database: Database) -> list[tuple[int, int]]:
    """(update id, chat) of everything not dealt with, in the order of arrival."""
    async with database.read() as connection:
        return await inbox.waiting(connection)


async def get(database: Database, update_id: int) -> Waiting | None:
    """The update, if it still waits."""
    async with database.read() as connection:
        return await inbox.get(connection, update_id)


async def finish(database: Database, update_id: int) -> bool:
    """Mark an update done whose handler changed nothing; False when it was marked already."""
    async with database.write() as connection:
        return await inbox.finish(connection, update_id)


async def fail(database: Database, update: Waiting, error: BaseException, now: datetime) -> str | None:
    """Count a failed try: it comes again after 1, 2, 4, 8 seconds, and is put aside after the fifth.

    Gives the code for the person when it was put aside, else None.
    """
    place = _place(error)
    async with database.write() as connection:
        if update.attempts + 1 < TRIES:
            pause = timedelta(seconds=2**update.attempts)
            await inbox.postpone(connection, update.update_id, not_before=now + pause, error=place)
            return None
        code = hashlib.sha256(str(update.update_id).encode()).hexdigest()[:4].upper()
        return code if await inbox.shunt(connection, update.update_id, code=code, error=place) else None


async def shunted(database: Database) -> list[Shunted]:
    """Everything that was put aside, the latest first."""
    async with database.read() as connection:
        return await inbox.shunted(connection)


async def replay(database: Database, code: str, now: datetime) -> int:
    """Let the updates put aside under ``code`` be tried again; how many there were."""
    async with database.write() as connection:
        return await inbox.replay(connection, code.strip().upper(), now)


async def forget(database: Database, now: datetime) -> int:
    """Delete what is done and older than eight days (the messenger repeats an update for one day at most)."""
    async with database.write() as connection:
        return await inbox.forget(connection, now - KEEP)


def _place(error: BaseException) -> str:
    # The kind of error and where it was raised; its words may hold a person's text or an address with the token.
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + where
