"""What benchmarks measure with: medians, memory, how long the event loop stood still."""

import asyncio
import gc
import os
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

_BEAT = 0.001


@dataclass(frozen=True, slots=True)
class Figures:
    """What a store costs: to fill it, to look when nothing, one, a thousand are due (seconds); megabytes.

    ``query``: the question alone what is due. None: this store has no such thing.
    """

    add: float
    idle: float
    query: float | None
    one: float
    burst: float
    blocked: float
    memory: float
    file: float | None


@dataclass
class Beats:
    """``longest``: the seconds that the event loop did nothing else at a stretch."""

    longest: float = 0.0


@asynccontextmanager
async def beating() -> AsyncIterator[Beats]:
    """Watch the event loop for the length of the block."""
    beats = Beats()
    stop = asyncio.Event()

    async def beat() -> None:
        while not stop.is_set():
            began = time.perf_counter()
            await asyncio.sleep(_BEAT)
            beats.longest = max(beats.longest, time.perf_counter() - began - _BEAT)

    watching = asyncio.create_task(beat())
    await asyncio.sleep(0)
    try:
        yield beats
    finally:
        stop.set()
        await watching


async def median_of(rounds: int, once: Callable[[], Awaitable[object]]) -> float:
    """The median of the seconds that ``once`` takes."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        await once()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def resident_megabytes() -> float:
    """What this process holds in memory now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
