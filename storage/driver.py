"""The way to SQLite: aiosqlite, whose connections are threads, with one trip to the thread for each statement.

By itself it makes four (open a cursor, execute, fetch, close it), and two more when a connection is given back. A trip
wakes two threads one after the other and so takes longer than almost every statement of ours.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Generator
from functools import partial
from typing import Any

import aiosqlite


class Connection(aiosqlite.Connection):
    """A connection for SQLAlchemy; its cursors are only read when a statement has ended, so all rows come at once."""

    _used = False
    _stopping: asyncio.Future[Any] | None = None

    def cursor(self) -> "Cursor":  # type: ignore[override]
        """A cursor that knows the result of its last statement."""
        return Cursor(self)

    async def run(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """Do something with the connection in its thread."""
        # Set before the trip: when the task is cut off here, the statement may still run, and has to be undone.
        self._used = True
        return await self._execute(work, self._conn)  # type: ignore[no-untyped-call]

    async def begin(self, statement: str) -> None:
        """Begin a transaction with this statement."""
        await self.run(lambda opened: opened.execute(statement).close())

    async def commit(self) -> None:
        """Commit, if anything was done since the last time."""
        if self._used:
            await super().commit()
            self._used = False

    async def rollback(self) -> None:
        """Undo, if anything was done since the last time; the pool asks for it each time a connection comes back."""
        if self._used:
            await super().rollback()
            self._used = False

    def stop(self) -> "asyncio.Future[Any] | None":
        """End the thread; the second to ask waits for the same end, not for an answer of a thread that is no more."""
        if self._stopping is None:
            self._stopping = super().stop()
        return self._stopping


class Cursor:
    """What SQLAlchemy asks of an asynchronous cursor."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "Cursor":
        return self

    def __await__(self) -> Generator[Any, Any, "Cursor"]:
        return self.__aenter__().__await__()

    async def execute(self, statement: str, parameters: Any = ()) -> None:
        """Run one statement and take its rows."""
        await self._connection.run(partial(self._take, sqlite3.Cursor.execute, statement, parameters))

    async def executemany(self, statement: str, parameters: Any) -> None:
        """Run one statement with each of the parameters."""
        await self._connection.run(partial(self._take, sqlite3.Cursor.executemany, statement, parameters))

    def _take(self, execute: Any, statement: str, parameters: Any, connection: sqlite3.Connection) -> None:
        cursor = connection.cursor()
        try:
            execute(cursor, statement, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()

    async def fetchall(self) -> list[Any]:
        """The rows of the last statement."""
        return self._rows

    async def close(self) -> None:
        """Nothing is open any more."""


def connect(path: str, **options: Any) -> Connection:
    """A connection that opens when it is awaited; ``options`` are those of sqlite3."""
    connection = Connection(partial(sqlite3.connect, path, **options), iter_chunk_size=64)
    # A connection that nobody closed must not keep the process alive.
    connection._thread.daemon = True
    return connection
