"""Looking at pictures in a child process: whatever a picture does to the decoder, this process lives on.

The child is started with the first picture, serves many, and ends when nobody has sent one for a while. It is asked
one picture at a time. When it dies (a limit, a crash in native code) that picture cannot be looked at, the next one
gets a new child. A crash of the bot closes the child's input, and it ends.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from typing import Any

import structlog

from documents.cage import environment
from domain.pictures import Look, Picture

log = structlog.get_logger(__name__)

_SECONDS = 15.0
_IDLE_SECONDS = 60.0
# A child may use so much processor time in its life (documents/cage.py); a picture takes a fiftieth of a second.
_PICTURES = 200
_LONGEST_LINE = 1024
_LARGEST_THUMBNAIL = 1 << 20


class ChildDied(Exception):
    """The child ended, was silent for too long, or said what cannot be understood."""


class PictureReader:
    """Looks at pictures; one child for one event loop."""

    def __init__(self, seconds: float = _SECONDS, idle_seconds: float = _IDLE_SECONDS) -> None:
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._turn = asyncio.Lock()
        self._child: Process | None = None
        self._served = 0
        self._goodbye: asyncio.TimerHandle | None = None

    async def look(self, content: bytes) -> Look | None:
        """What is seen in the bytes of a picture; None where they cannot be looked at. Raises nothing of its own."""
        if not content:
            return None
        async with self._turn:
            self._stay()
            try:
                return await self._ask_twice(content)
            except BaseException:
                # Cancelled half-way: the child would answer the next question with this answer.
                await self._end()
                raise
            finally:
                self._leave_later()

    async def _ask_twice(self, content: bytes) -> Look | None:
        """An old child may have died of what came before; of what a new one dies, another would die too."""
        for _ in range(2):
            old = self._child is not None
            try:
                return await self._ask(content)
            except ChildDied as death:
                log.warning("a picture cannot be looked at", cause=str(death), size=len(content))
                await self._end()
                if not old:
                    break
        return None

    async def close(self) -> None:
        """End the child; the next picture would start another."""
        async with self._turn:
            self._stay()
            await self._end()

    async def _ask(self, content: bytes) -> Look | None:
        child = await self._ready()
        self._served += 1
        try:
            async with asyncio.timeout(self._seconds):
                return await _talk(child, content)
        except TimeoutError:
            raise ChildDied("no answer") from None
        except (OSError, asyncio.IncompleteReadError, ValueError, KeyError, TypeError) as error:
            raise ChildDied(type(error).__name__) from error

    async def _ready(self) -> Process:
        if self._child is not None and (self._served >= _PICTURES or self._child.returncode is not None):
            await self._end()
        if self._child is None:
            self._child = await _start()
            self._served = 0
        return self._child

    def _stay(self) -> None:
        if self._goodbye is not None:
            self._goodbye.cancel()
            self._goodbye = None

    def _leave_later(self) -> None:
        self._stay()
        if self._child is not None:
            self._goodbye = asyncio.get_running_loop().call_later(self._idle_seconds, self._dismiss)

    def _dismiss(self) -> None:
        """Nobody has asked for a while: without input the child ends by itself."""
        if self._child is not None and not self._turn.locked():
            child, self._child = self._child, None
            if child.stdin is not None:
                child.stdin.close()

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        await child.wait()
        # asyncio has no public name for this.
        child._transport.close()  # type: ignore[attr-defined]
        await asyncio.sleep(0)


async def _start() -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "documents.pictures",
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        # Nothing of the bot's lies there: neither its settings nor its data.
        cwd="/",
        # One thread is enough, and in its cage none can start.
        env=environment(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1"),
        start_new_session=True,
    )


async def _talk(child: Process, content: bytes) -> Look | None:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(len(content).to_bytes(4, "big") + content)
    await child.stdin.drain()
    line = await child.stdout.readline()
    if not line.endswith(b"\n") or len(line) > _LONGEST_LINE:
        raise ChildDied("ended")
    facts: dict[str, Any] = json.loads(line)
    if "refused" in facts:
        return None
    size = int(facts.pop("thumbnail"))
    if size > _LARGEST_THUMBNAIL:
        raise ChildDied("too long an answer")
    thumbnail = await child.stdout.readexactly(size)
    return Look(Picture(**facts), thumbnail)
