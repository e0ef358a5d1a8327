"""What all tests share: a small town with the real bot in it."""

import asyncio
import gc
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from inspect import isfunction, ismethod
from pathlib import Path
from typing import Any

import bot.types_when_used  # noqa: F401  # before aiogram

# isort: split
import pytest
import structlog
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.filters import Filter
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import LRUCache

from storage import database
from storage.database import migrate, sqlite_url
from tests.town import Town, close_town, found_town, open_town


def pytest_collection_finish() -> None:
    """Modules and their tables never become garbage: without them a full collection takes no fifth of a second."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """What every new bot would make again, though it never changes: two thirds of the time in which it starts.

    The certificates that aiogram reads, for https alone, the SQL that SQLAlchemy writes once for each engine, and the
    names of the parameters of each handler and filter, at which aiogram looks for each dispatcher.
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
        patch.setattr(CallableObject, "__post_init__", _known_by_its_code(CallableObject.__post_init__))
        # The dialect is a part of the key; those of all our engines are alike.
        patch.setattr(SQLiteDialect_aiosqlite, "__hash__", lambda dialect: hash(type(dialect)))
        patch.setattr(SQLiteDialect_aiosqlite, "__eq__", lambda dialect, other: type(dialect) is type(other))
        yield


def _known_by_its_code(look: Callable[[CallableObject], None]) -> Callable[[CallableObject], None]:
    """``look`` for one of all callables that have the same code; most are ``lambda: True``, made for each observer."""
    known: dict[Any, tuple[bool, set[str], bool]] = {}

    def look_once(seen: CallableObject) -> None:
        code = _code_of(seen.callback)
        if code in known:
            seen.awaitable, seen.params, seen.varkw = known[code]
            return
        look(seen)
        if code is not None:
            known[code] = (seen.awaitable, seen.params, seen.varkw)

    return look_once


def _code_of(callback: Any) -> Any:
    """What alone decides about the parameters; None where it could be something else."""
    if hasattr(callback, "__wrapped__") or hasattr(callback, "__signature__"):
        return None
    if isinstance(callback, Filter):
        return type(callback)
    return callback.__code__ if isfunction(callback) or ismethod(callback) else None


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
