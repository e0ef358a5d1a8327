"""One piece of work: the moment it is done at, the update that asked for it, and its transactions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from storage import inbox
from storage.database import Database


class AlreadyDone(Exception):
    """Another try has finished this update; whatever this one began is undone."""


@dataclass(slots=True)
class Work:
    """What a service needs to act: ``now`` is aware; ``update_id`` is None for work that nobody asked for.

    ``done`` tells whether its update is known to be marked done.
    """

    database: Database
    now: datetime
    update_id: int | None = None
    done: bool = field(default=False, init=False)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """The transaction that does what the update asked for and marks the update done, both or neither.

        A crash before the commit leaves the update waiting, and it is handled again from the start; a crash after it
        leaves it done. Used once for an update. Raises AlreadyDone when the update was finished in the meantime.
        """
        async with self.database.write() as connection:
            if self.update_id is not None and not await inbox.finish(connection, self.update_id):
                raise AlreadyDone(self.update_id)
            yield connection
        self.done = self.update_id is not None

    @asynccontextmanager
    async def step(self) -> AsyncIterator[AsyncConnection]:
        """A transaction on the way: the update stays open, so what is written here has to bear being written again."""
        async with self.database.write() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One consistent view for reading."""
        async with self.database.read() as connection:
            yield connection

    def key(self, name: str) -> str:
        """A delivery key that is the same each time this update is handled."""
        return f"{name}:u{self.update_id}" if self.update_id is not None else f"{name}:{self.now.timestamp():.6f}"
