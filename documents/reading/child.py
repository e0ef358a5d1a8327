"""Reading an uploaded file in a child process: whatever the file does to the parser, this process lives on."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio import AbstractEventLoop, StreamReader, StreamWriter
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping
from weakref import WeakKeyDictionary

import structlog

from documents.cage import environment
from documents.reading.answer import MAX_ANSWER, understood
from documents.reading.columns import Role
from documents.reading.guard import check_size
from domain.errors import Unreadable
from domain.measures import DraftRoadmap

# Each reading takes a core and up to a gigabyte.
AT_ONCE = 2
_CHUNK = 64 * 1024
_KEPT_ERRORS = 64 * 1024
_turns: WeakKeyDictionary[AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()
log = structlog.get_logger(__name__)


async def read_in_child(
    data: bytes,
    name: str,
    *,
    seconds: float = 30,
    on_progress: Callable[[str], None] | None = None,
    columns: Mapping[int, Role] | None = None,
) -> DraftRoadmap:
    """Read a file as a roadmap.

    ``name`` is only for the log; ``seconds`` is the limit on the wall clock, without the time that it waits for its
    turn; ``on_progress`` hears "parsing" and "parsed" and must not block; ``columns`` are the roles of the columns
    where a person has said them. Raises Unreadable with one of ``detect.CODES``, or ColumnsUnclear.
    """
    check_size(data)
    async with _turn():
        if on_progress:
            on_progress("parsing")
        code, out, err = await _run(data, seconds, columns)
        if on_progress:
            on_progress("parsed")
    return _roadmap(code, out, err, name)


def _turn() -> asyncio.Semaphore:
    return _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))


async def _run(data: bytes, seconds: float, columns: Mapping[int, Role] | None) -> tuple[int, bytes, bytes]:
    arguments = [] if columns is None else [json.dumps(columns)]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "documents.reading",
        *arguments,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        # Nothing of the bot's lies there: neither its settings nor its data.
        cwd="/",
        env=environment(),
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(seconds):
            out, err = await _talk(process, data)
            code = await process.wait()
    except BaseException as cut_short:
        # Also when this task is cancelled: the child and anything it started must not outlive the question.
        await _end(process)
        if isinstance(cut_short, TimeoutError):
            raise Unreadable("unreadable-too-heavy") from None
        raise
    return code, out, err


async def _talk(process: Process, data: bytes) -> tuple[bytes, bytes]:
    """Give the file and take the answer; what is longer than an answer can be is not held but refused."""
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    async with asyncio.TaskGroup() as together:
        together.create_task(_give(process.stdin, data))
        out = together.create_task(_take(process, process.stdout, MAX_ANSWER))
        err = together.create_task(_last(process.stderr))
    return out.result(), err.result()


async def _give(stdin: StreamWriter, data: bytes) -> None:
    # A child that dies early does not read to the end; its exit code says why.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        try:
            stdin.write(data)
            await stdin.drain()
            stdin.close()
            await stdin.wait_closed()
        except asyncio.CancelledError:
            # Closing waits until the rest is taken; nobody will take it.
            if stdin.transport.get_write_buffer_size():
                stdin.transport.abort()
            raise


async def _take(process: Process, stdout: StreamReader, limit: int) -> bytes:
    taken = bytearray()
    while chunk := await stdout.read(_CHUNK):
        taken += chunk
        if len(taken) > limit:
            _kill(process)
            return b""
    return bytes(taken)


async def _last(stderr: StreamReader) -> bytes:
    kept = b""
    while chunk := await stderr.read(_CHUNK):
        kept = (kept + chunk)[-_KEPT_ERRORS:]
    return kept


async def _end(process: Process) -> None:
    """Kill the child, and let go of its pipes: a process that it left behind may hold them open."""
    _kill(process)
    await process.wait()
    # asyncio has no public name for this.
    process._transport.close()  # type: ignore[attr-defined]
    await asyncio.sleep(0)


def _kill(process: Process) -> None:
    """The child leads a group of its own: what it may have started goes with it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _roadmap(code: int, out: bytes, err: bytes, name: str) -> DraftRoadmap:
    if code != 0:
        # Killed by its limits (a signal, a MemoryError while answering) or crashed in a native library.
        log.warning("document-child-died", name=name, code=code, tail=err[-500:].decode("utf-8", "replace"))
        heavy = code < 0 or b"MemoryError" in err
        raise Unreadable("unreadable-too-heavy" if heavy else "unreadable-damaged")
    try:
        found, cause = understood(out)
    except (ValueError, KeyError, TypeError) as error:
        log.warning("document-child-answer", name=name, cause=repr(error))
        raise Unreadable("unreadable-damaged") from error
    if isinstance(found, DraftRoadmap):
        return found
    log.info("document-refused", name=name, code=found.code, cause=cause)
    raise found
