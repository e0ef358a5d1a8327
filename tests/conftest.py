"""What all tests share: a small town with the real bot in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog

from tests.town import Town, close_town, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The demo district with the bot running against the sandbox."""
    # As in a real run: the values of variables, which the default would print, hold names and answers.
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])
    opened = await open_town(tmp_path)
    yield opened
    await close_town(opened)
