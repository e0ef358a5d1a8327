"""The clocks: this machine's, and the one of the sandbox that can be moved."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
import structlog
from aiohttp import web

from bot.clock import SandboxClock, SystemClock

SECOND = timedelta(seconds=1)


class Page:
    """A sandbox that answers only for its clock, and only as long as it is well."""

    def __init__(self) -> None:
        self.offset: object = 0.0
        self.status = 200

    async def clock(self, _request: web.Request) -> web.Response:
        return web.json_response({"now": 0, "offset": self.offset}, status=self.status)


@pytest.fixture
async def page() -> AsyncIterator[tuple[Page, SandboxClock]]:
    page, application = Page(), web.Application()
    application.router.add_get("/sandbox/clock", page.clock)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    async with aiohttp.ClientSession() as session:
        yield page, SandboxClock(f"http://{host}:{port}/", session)
    await runner.cleanup()


def real() -> datetime:
    return datetime.now(UTC)


def test_the_clock_of_the_machine_tells_utc() -> None:
    before = real()
    now = SystemClock().now()
    assert before <= now <= real()
    assert now.utcoffset() == timedelta()


async def test_the_clock_of_the_sandbox_runs_from_where_the_page_set_it(page: tuple[Page, SandboxClock]) -> None:
    answers, clock = page
    answers.offset = -86400.5
    await clock.refresh()
    assert abs(clock.now() - (real() - timedelta(days=1, seconds=0.5))) < SECOND
    assert clock.now().utcoffset() == timedelta()


async def test_before_the_first_answer_it_tells_the_real_time(page: tuple[Page, SandboxClock]) -> None:
    assert abs(page[1].now() - real()) < SECOND


@pytest.mark.parametrize("broken", [500, "offset"])
async def test_when_the_page_falls_silent_the_last_offset_stays_and_one_line_is_logged(
    page: tuple[Page, SandboxClock], broken: object
) -> None:
    answers, clock = page
    answers.offset = 3600
    await clock.refresh()
    answers.status, answers.offset = (500, 0) if broken == 500 else (200, "soon")
    with structlog.testing.capture_logs() as lines:
        await clock.refresh()
        await clock.refresh()
    assert abs(clock.now() - (real() + timedelta(hours=1))) < SECOND
    assert [line["event"] for line in lines] == ["sandbox_clock_unreachable"]


async def test_a_silence_after_a_recovery_is_logged_again(page: tuple[Page, SandboxClock]) -> None:
    answers, clock = page
    with structlog.testing.capture_logs() as lines:
        for status in (500, 200, 500):
            answers.status = status
            await clock.refresh()
    assert len(lines) == 2
