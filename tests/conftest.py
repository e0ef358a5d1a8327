"""What all tests share: a small town with the real bot in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.town import Town, close_town, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The demo district with the bot running against the sandbox."""
    opened = await open_town(tmp_path)
    yield opened
    await close_town(opened)
