"""What all tests share stands in ``tests.beginnings``."""

import gc
import os
import shutil
from pathlib import Path

import pytest

_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30


def pytest_configure(config: pytest.Config) -> None:
    """The process that only hands the tests out to others need not know the bot: its import takes seconds.

    The files of the tests lie in memory where it has room: a quarter of the time of a conversation went by while a
    disk wrote what is thrown away a moment later.
    """
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
    if not config.getoption("numprocesses", None):
        # Until all tests are found nothing is made that could become garbage; ``tests.beginnings`` sets it going again.
        gc.disable()
        config.pluginmanager.import_plugin("tests.beginnings")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What may take longer than others comes first, or one worker ends with it while the other has nothing."""
    items.sort(key=_longest_first)


def _longest_first(item: pytest.Item) -> float:
    allowed = item.get_closest_marker("timeout")
    return -allowed.args[0] if allowed else 0.0
