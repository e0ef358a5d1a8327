"""The database: how it is opened, how a transaction begins, how it is brought up to date.

SQLite runs with WAL and synchronous=FULL: an answer that was acknowledged survives a power cut. There is one writer:
a write transaction begins with BEGIN IMMEDIATE on the only connection of the writing pool, so two tasks queue up
instead of failing half-way with "database is locked".
"""

import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Executable, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import driver
from storage.together import Given, Job, Together

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"
_READERS = 4
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON")


class Database:
    """One database of one district, open for reading by several tasks and for writing by one at a time."""

    def __init__(self, url: str | URL) -> None:
        self.url = make_url(url)
        self._writer = _engine(self.url, pool_size=1, begin="BEGIN IMMEDIATE")
        self._readers = _engine(self.url, pool_size=_READERS, begin="BEGIN")
        self._together = Together(self.write)

    @classmethod
    def in_folder(cls, folder: Path) -> "Database":
        """The SQLite database that lies in ``folder``; it has to be migrated before its first use."""
        return cls(sqlite_url(folder))

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A write transaction: committed at the end of the block, undone by an exception."""
        async with self._writer.begin() as connection:
            yield connection

    async def write_together(self, job: Job[Given]) -> Given:
        """Do a small job that bears being done again, in one transaction with others that wait for the writer."""
        return await self._together.do(job)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One consistent view for reading."""
        async with self._readers.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Give back all connections."""
        await self._writer.dispose()
        await self._readers.dispose()


def sqlite_url(folder: Path) -> URL:
    """The address of the database file inside a data folder."""
    return URL.create("sqlite+aiosqlite", database=str(folder / "vsrok.sqlite3"))


def _engine(url: URL, *, pool_size: int, begin: str) -> AsyncEngine:
    file = url.get_backend_name() == "sqlite"
    engine = create_async_engine(
        url,
        connect_args={"async_creator_fn": driver.connect} if file else {},
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=60,
        # The parameters of a statement that failed are names and answers: they do not belong into a log.
        hide_parameters=True,
    )
    if file:
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", lambda connection: _begin_sqlite(connection, begin))
    return engine


def _prepare_sqlite(dbapi: Any, _record: Any) -> None:
    # The driver would begin transactions by itself, late and deferred: two readers that turn into writers lose updates.
    dbapi.isolation_level = None
    cursor = dbapi.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection, begin: str) -> None:
    # Past SQLAlchemy, which would need longer for its side of it than for a look at a row.
    opened: Any = connection.connection.dbapi_connection
    opened.run_async(lambda driven: driven.begin(begin))


def alembic_config(url: URL) -> "Config":
    """Alembic's settings for the database at ``url``."""
    from alembic.config import Config  # seldom needed, and a fifth of a second to import

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.render_as_string(hide_password=False).replace("%", "%%"))
    return config


def migrate(url: URL, revision: str = "head") -> None:
    """Bring the database at ``url`` up to ``revision``; makes the SQLite file and its folder when they are missing."""
    if url.get_backend_name() == "sqlite" and url.database:
        if revision == "head" and _revision_of(Path(url.database)) == newest_revision():
            return
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    from alembic import command

    command.upgrade(alembic_config(url), revision)


def newest_revision() -> str:
    """The revision that this version of the bot works with; the names of the files begin with it, in their order."""
    return max(path.name.partition("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def _revision_of(file: Path) -> str | None:
    """The revision of a SQLite file, or None when it cannot be told: then Alembic says what is wrong, if anything."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            (row,) = connection.execute("SELECT version_num FROM alembic_version")
    except (sqlite3.Error, ValueError):
        return None
    revision: str = row[0]
    return revision


async def insert_new(
    connection: AsyncConnection, table: Table, row: Mapping[str, Any], *, unique: Sequence[str]
) -> int | None:
    """Insert a row unless one with the same ``unique`` columns stands; the new row's id, or None when it stood."""
    statement = _insert(table, connection.dialect.name, tuple(unique))
    identity: int | None = (await connection.execute(statement, row)).scalar_one_or_none()
    return identity


async def insert_one(connection: AsyncConnection, table: Table, **row: Any) -> int:
    """Insert a row and give its id."""
    identity: int = (await connection.execute(_insert(table, connection.dialect.name), row)).scalar_one()
    return identity


@cache
def _insert(table: Table, dialect: str, unique: tuple[str, ...] = ()) -> Executable:
    """Built once for each table: that takes as long as running it."""
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = make(table)
    if unique:
        statement = statement.on_conflict_do_nothing(index_elements=list(unique))
    return statement.returning(next(iter(table.primary_key.columns)))


def copy_sqlite(source: Path, target: Path) -> str | None:
    """Copy a live SQLite file with everything committed in it; what is broken in the copy, or None when it is whole.

    Raises sqlite3.Error when the file cannot be read as a database.
    """
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        verdict: str = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    return None if verdict == "ok" else verdict
