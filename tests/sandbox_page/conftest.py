"""A real sandbox, a real browser on its page, and the bot on the other side of the Bot API."""

import json
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession, ClientTimeout, FormData
from PIL import Image
from playwright.async_api import Browser, Locator, Page, async_playwright

from sandbox.app import Running, start
from sandbox.settings import Settings

TOKEN = "42:sandbox"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
# 26 September 2022, 09:00 in Moscow (UTC+3).
MONDAY_NINE = 1_664_172_000
VERA = 1001
NATALIA = 1002
LOG = -1001


def browser_path() -> str:
    """The installed browser; without one the tests are skipped, but in CI that is a failure."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    missing = f"no browser for the page tests: none of {', '.join(BROWSERS)} is installed"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = browser_path()
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        await running.close()


def jpeg(colour: str, size: tuple[int, int] = (640, 480)) -> bytes:
    """A small photo of one colour."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG")
    return buffer.getvalue()


@dataclass
class Bench:
    """The page in the browser (`page`) with both ends of the wire: `act` as the test bench, `bot` as the bot."""

    page: Page
    session: ClientSession
    running: Running
    heard: int = 0

    async def act(self, path: str, **body: Any) -> Any:
        """A control request."""
        async with self.session.post(f"{self.running.url}/sandbox/{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def bot(self, method: str, files: dict[str, bytes] | None = None, **params: Any) -> Any:
        """A Bot API method; what it must not be given is refused by the sandbox."""
        form = FormData()
        for name, value in params.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, content in (files or {}).items():
            form.add_field(name, content, filename=f"{name}.jpg")
        async with self.session.post(f"{self.running.url}/bot{TOKEN}/{method}", data=form) as answer:
            reply = await answer.json()
        assert reply["ok"], reply
        return reply["result"]

    async def updates(self, kind: str, count: int = 1) -> list[Any]:
        """The next `count` updates of one kind, as getUpdates hands them out; others are passed over."""
        found: list[Any] = []
        while len(found) < count:
            batch = await self.bot("getUpdates", offset=self.heard + 1, timeout=5)
            assert batch, f"the bot heard {len(found)} of {count} × {kind}"
            self.heard = batch[-1]["update_id"]
            found += [update[kind] for update in batch if kind in update]
        return found

    def message(self, chat_id: int, message_id: int) -> Locator:
        return self.page.get_by_test_id(f"message-{chat_id}-{message_id}")

    def column(self, chat_id: int) -> Locator:
        return self.page.get_by_test_id(f"column-{chat_id}")

    async def write(self, chat_id: int, text: str) -> None:
        """Types into a column and sends with Enter."""
        field = self.page.get_by_test_id(f"input-{chat_id}")
        await field.fill(text)
        await field.press("Enter")

    async def open(self) -> None:
        """Opens the page and waits until it shows the first person."""
        await self.page.goto(self.running.url)
        await self.column(VERA).wait_for()


async def settle(bench: Bench) -> None:
    """Two people who have started the bot, and the group where it keeps its log."""
    await bench.act("clock", to=MONDAY_NINE)
    people = [(VERA, "Вера Александровна", "Полякова", "координатор"), (NATALIA, "Наталья Сергеевна", "Шабанова", "")]
    for user_id, first_name, last_name, note in people:
        facts = {"id": user_id, "first_name": first_name, "last_name": last_name, "username": None, "note": note}
        await bench.act("people", **facts)
        await bench.act("start", user_id=user_id, payload="")
    await bench.act("chats", id=LOG, type="supergroup", title="Журнал", members=[VERA, NATALIA], bot=True)
    await bench.updates("message", 3)


@pytest_asyncio.fixture(loop_scope="session")
async def bench(browser: Browser, tmp_path: Path) -> AsyncIterator[Bench]:
    """The page at 1600 × 900 in a browser that remembers nothing. An error in the page's scripts fails the test."""
    running = await start(Settings(state=tmp_path / "state", rates=False))
    context = await browser.new_context(viewport={"width": 1600, "height": 900}, locale="ru-RU")
    page = await context.new_page()
    page.set_default_timeout(10_000)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    async with ClientSession(timeout=ClientTimeout(total=20)) as session:
        bench = Bench(page, session, running)
        try:
            await settle(bench)
            await bench.open()
            yield bench
        finally:
            await context.close()
            await bench.running.stop()
    assert broken == []
