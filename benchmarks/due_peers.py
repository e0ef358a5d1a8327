"""The peers of ``benchmarks.due``: APScheduler with its two stores, a job for each open assignment."""

import asyncio
import random
import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.base import BaseJobStore
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from benchmarks.figures import Figures, beating, median_of, resident_megabytes

BURST = 1_000
_rung: asyncio.Queue[int] = asyncio.Queue()


async def ring(number: int) -> None:
    """The job: nothing but the proof that it ran. What a real one does would come on top."""
    _rung.put_nowait(number)


async def measure(count: int, folder: Path, *, in_memory: bool) -> Figures:
    """The same questions, asked of a scheduler with ``count`` jobs at random moments of the coming year."""
    path = folder / "jobs.sqlite3"
    store: BaseJobStore = MemoryJobStore() if in_memory else SQLAlchemyJobStore(f"sqlite:///{path}")
    scheduler = AsyncIOScheduler(timezone="UTC", jobstores={"default": store})
    scheduler.start()
    chance, now = random.Random(1), datetime.now(UTC)
    before, began = resident_megabytes(), time.perf_counter()
    for number in range(count):
        _add(scheduler, number, now + timedelta(days=1, seconds=chance.randrange(365 * 86_400)))
    added, memory = time.perf_counter() - began, resident_megabytes() - before

    async def idle() -> None:
        scheduler.wakeup()  # works off what is due as the loop's next callback, before this goes on
        await asyncio.sleep(0)

    await idle()
    nothing = await median_of(50, idle)
    one = [await _run_due(scheduler, 1) for _ in range(9)]
    burst = [await _run_due(scheduler, BURST) for _ in range(5)]
    scheduler.shutdown()
    return Figures(
        add=added,
        idle=nothing,
        query=None,
        one=statistics.median(took for took, _ in one),
        burst=statistics.median(took for took, _ in burst),
        blocked=min(blocked for _, blocked in burst),
        memory=memory,
        file=None if in_memory else path.stat().st_size / 2**20,
    )


async def _run_due(scheduler: AsyncIOScheduler, many: int) -> tuple[float, float]:
    """So many jobs fall due at once: the seconds until the last has run, the longest the loop stood still."""
    scheduler.pause()
    for number in range(many):
        _add(scheduler, number, datetime.now(UTC) - timedelta(seconds=1))
    async with beating() as beats:
        began = time.perf_counter()
        scheduler.resume()
        for _ in range(many):
            await _rung.get()
        took = time.perf_counter() - began
    return took, beats.longest


def _add(scheduler: AsyncIOScheduler, number: int, when: datetime) -> None:
    scheduler.add_job(ring, "date", run_date=when, args=[number], misfire_grace_time=None)
