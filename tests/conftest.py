"""What all tests share: a small town with the real bot in it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog

from storage.database import migrate, sqlite_url
from tests.town import Town, close_town, open_town


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty database, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    migrate(sqlite_url(folder))
    return folder


@pytest.fixture
async def town(migrated: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """The demo district with the bot running against the sandbox."""
    # As in a real run: the values of variables, which the default would print, hold names and answers.
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    opened = await open_town(tmp_path)
    yield opened
    await close_town(opened)
