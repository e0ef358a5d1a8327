"""What wakes the planners. APScheduler holds nothing but the rhythm: what is due stands in the database."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger(__name__)


class Ticker:
    """Runs each job again and again, one run of a job at a time, missed beats merged into one."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._running: set[asyncio.Task[None]] = set()

    def every(self, seconds: float, name: str, job: Callable[[], Awaitable[None]]) -> None:
        """Run ``job`` every so many seconds of real time; a run that fails is logged and the next one comes."""

        async def beat() -> None:
            task = asyncio.current_task()
            assert task is not None
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            try:
                await job()
            except asyncio.CancelledError:
                # The bot stops. The transaction is undone; the next process does the work.
                log.info("tick cut off", job=name)
            except Exception:
                log.exception("tick failed", job=name)

        self._scheduler.add_job(
            beat, "interval", seconds=seconds, id=name, coalesce=True, max_instances=1, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begin to tick in the running event loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """No new runs; a run that is under way is cut off, and has let go of the database when this returns."""
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # the scheduler obeys in the next turn of the loop
        await asyncio.gather(*self._running, return_exceptions=True)
