"""Reading an uploaded file in a child process: whatever the file does to the parser, this process lives on."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from documents.reading.guard import check_size
from documents.reading.schema import roadmap_from_json
from domain.errors import Unreadable
from domain.measures import DraftRoadmap

_ROOT = Path(__file__).resolve().parents[2]
log = structlog.get_logger(__name__)


async def read_in_child(
    data: bytes, name: str, *, seconds: float = 30, on_progress: Callable[[str], None] | None = None
) -> DraftRoadmap:
    """Read a file as a roadmap.

    ``name`` is only for the log; ``seconds`` is the limit on the wall clock; ``on_progress`` hears
    "parsing" and "parsed" and must not block. Raises Unreadable with one of ``detect.CODES``.
    """
    check_size(data)
    if on_progress:
        on_progress("parsing")
    code, out, err = await _run(data, seconds)
    if on_progress:
        on_progress("parsed")
    return _understood(code, out, err, name)


async def _run(data: bytes, seconds: float) -> tuple[int, bytes, bytes]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "documents.reading",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=_ROOT,
        env=_environment(),
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(seconds):
            out, err = await process.communicate(data)
    except TimeoutError:
        raise Unreadable("unreadable-too-heavy") from None
    finally:
        # Also when this task is cancelled: the child and anything it started must not outlive the question.
        await _end(process)
    return process.returncode or 0, out, err


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def _environment() -> dict[str, str]:
    """The child gets no secrets of the bot: only what Python itself needs."""
    kept = {
        name: value
        for name in ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "SYSTEMROOT")
        if (value := os.environ.get(name))
    }
    return kept | {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _understood(code: int, out: bytes, err: bytes, name: str) -> DraftRoadmap:
    if code != 0:
        # Killed by its limits (a signal, a MemoryError while answering) or crashed in a native library.
        log.warning("document-child-died", name=name, code=code, tail=err[-500:].decode("utf-8", "replace"))
        heavy = code < 0 or b"MemoryError" in err
        raise Unreadable("unreadable-too-heavy" if heavy else "unreadable-damaged")
    try:
        answer: dict[str, Any] = json.loads(out)
        if "roadmap" in answer:
            return roadmap_from_json(answer["roadmap"])
        refused = Unreadable(answer["code"], **answer["facts"])
    except (ValueError, KeyError, TypeError) as error:
        log.warning("document-child-answer", name=name, cause=repr(error))
        raise Unreadable("unreadable-damaged") from error
    log.info("document-refused", name=name, code=refused.code, cause=answer.get("cause"))
    raise refused
