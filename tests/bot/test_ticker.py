"""The rhythm: one run of a job at a time, and none that outlives the stop."""

import asyncio

from bot.ticker import Ticker


async def test_a_run_that_is_cut_off_has_ended_when_the_ticker_has_stopped() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def job() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.05)  # as long as a transaction needs to be undone
            ended.set()

    ticker = Ticker()
    ticker.every(0.01, "job", job)
    ticker.start()
    await begun.wait()
    await ticker.stop()
    assert ended.is_set()


async def test_a_run_that_fails_does_not_end_the_rhythm_and_runs_do_not_overlap() -> None:
    running, most, runs = 0, 0, 0

    async def job() -> None:
        nonlocal running, most, runs
        running, runs = running + 1, runs + 1
        most = max(most, running)
        await asyncio.sleep(0.03)
        running -= 1
        raise ValueError

    ticker = Ticker()
    ticker.every(0.01, "job", job)
    ticker.start()
    async with asyncio.timeout(10):
        while runs < 3:
            await asyncio.sleep(0.01)
    await ticker.stop()
    assert most == 1
