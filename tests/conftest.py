"""What all tests share: a small town with the real bot in it."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import LRUCache

from storage import database
from storage.database import migrate, sqlite_url
from tests.town import Town, close_town, found_town, open_town


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """What every new bot would make again, though it never changes: a third of the time in which it starts.

    The certificates that aiogram reads, for https alone, and the SQL that SQLAlchemy writes once for each engine.
    """
    written: LRUCache[Any, Any] = LRUCache(2000)
    make_engine = database._engine

    def engine(*given: Any, **named: Any) -> AsyncEngine:
        made = make_engine(*given, **named)
        made.sync_engine._compiled_cache = written
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        patch.setattr(database, "_engine", engine)
        # The dialect is a part of the key; those of all our engines are alike.
        patch.setattr(SQLiteDialect_aiosqlite, "__hash__", lambda dialect: hash(type(dialect)))
        patch.setattr(SQLiteDialect_aiosqlite, "__eq__", lambda dialect, other: type(dialect) is type(other))
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty database, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    migrate(sqlite_url(folder))
    return folder


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every town begins with, to be copied."""
    folder = tmp_path_factory.mktemp("founded")
    asyncio.run(found_town(folder))
    return folder


@pytest.fixture
async def town(founded: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """The demo district with the bot running against the sandbox."""
    # As in a real run: the values of variables, which the default would print, hold names and answers.
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])
    opened = await open_town(founded, tmp_path)
    yield opened
    await close_town(opened)
