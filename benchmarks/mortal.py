"""The bot as somebody who kills it sees it: started, killed, started again on the same data (``benchmarks.lives``)."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[1]
WITHIN = 60.0


@dataclass
class Mortal:
    """The bot, one process after another; ``introductions`` tells how often it has introduced itself, once a start."""

    address: str
    folder: Path
    introductions: Callable[[], int]
    way: Literal["demo", "crowd", "shipped"] = "demo"
    on_death: Callable[[], Awaitable[None]] | None = None
    """What is to be looked at when the bot is dead and before it lives again."""
    mother: asyncio.subprocess.Process | None = None
    process: int | None = None
    kills: int = 0
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.folder / "bot.log"

    async def prepare(self) -> None:
        """Let the process of which all lives are forked import what they need; ``start`` does it where nobody has."""
        if self.mother is None:
            command = (sys.executable, "-m", "benchmarks.lives", self.address, str(self.folder), self.way)
            with self.log.open("a") as out:
                self.mother = await asyncio.create_subprocess_exec(
                    *command, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=out
                )

    async def start(self) -> None:
        """Start the bot on the same data as before."""
        await self.prepare()
        assert self.mother is not None
        assert self.mother.stdin is not None
        self.mother.stdin.write(b"\n")
        self.process = await self._told()

    async def _told(self) -> int:
        assert self.mother is not None
        assert self.mother.stdout is not None
        return int(await asyncio.wait_for(self.mother.stdout.readline(), WITHIN))

    async def up(self) -> None:
        """Wait until the bot has introduced itself after its last start."""
        async with asyncio.timeout(WITHIN):
            while self.introductions() <= self.kills:
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is written any more; then the next start."""
        await self.up()
        assert await self._end(signal.SIGKILL) == -signal.SIGKILL
        self.kills += 1
        if self.on_death is not None:
            await self.on_death()
        await self.start()

    async def stop(self) -> None:
        """SIGTERM, and the bot ends by itself."""
        await self.up()
        assert await self._end(signal.SIGTERM) == 0, self.log.read_text()[-3000:]

    async def _end(self, how: signal.Signals) -> int:
        assert self.process is not None
        os.kill(self.process, how)
        ended = await self._told()
        self.process = None
        return ended

    async def bury(self) -> None:
        """Leave no process behind, also after a failure."""
        if self.process is not None:
            os.kill(self.process, signal.SIGKILL)
        if self.mother is not None:
            self.mother.kill()
            await self.mother.wait()
