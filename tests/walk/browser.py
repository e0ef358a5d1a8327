"""What a person sees and can press on the sandbox's page: a small page object for the walk.

Nothing here looks behind the page: messages are found by the words that stand in them, buttons by their labels.
"""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from playwright.async_api import Expect, FilePayload, Locator, Page, ViewportSize, async_playwright

from tests.sandbox_page.conftest import FLAGS, browser_path

ROOT = Path(__file__).parents[2]
KUZMINA, POLYAKOVA, SHABANOVA, SHARIK, BONDARENKO, AKIMOVA = range(1001, 1007)
LOG = -1001000000001
"""The chats of the demo district, by the numbers under which the page shows them."""

PATIENCE = 20_000  # milliseconds; slow cores shared with other tests
expect = Expect()
expect.set_options(timeout=PATIENCE)
_STARTS_WITHIN = 90.0
_STOPS_WITHIN = 30.0


@dataclass(frozen=True)
class Photo:
    """A picture as it lies on a phone."""

    name: str
    jpeg: bytes

    def payload(self) -> FilePayload:
        """The picture for the browser's file chooser."""
        return {"name": self.name, "mimeType": "image/jpeg", "buffer": self.jpeg}


@dataclass(frozen=True)
class Phone:
    """One column of the page: somebody's chat with the bot, or a group."""

    page: Page
    chat: int

    @property
    def column(self) -> Locator:
        """The column as a whole."""
        return self.page.get_by_test_id(f"column-{self.chat}")

    @property
    def messages(self) -> Locator:
        """Every message, oldest first; an album is one of them."""
        return self.column.locator("article.message")

    @property
    def heard(self) -> Locator:
        """What others wrote: in a private chat the bot."""
        return self.column.locator("article.message.in")

    def heard_on(self, day: str) -> Locator:
        """What the bot wrote on this day, as the page names it: «чт, 13 октября 2022»."""
        title = self.page.get_by_text(day, exact=True)
        return self.column.locator(".feed-list > *").filter(has=title).locator("article.message.in")

    def said(self, words: str) -> Locator:
        """The newest message with these words."""
        return self.messages.filter(has_text=words).last

    async def reads(self, *words: str) -> Locator:
        """Wait for a message that holds all of these words; the newest of them."""
        found = self.messages
        for one in words:
            found = found.filter(has_text=one)
        await expect(found.last, f"{self.chat} reads {words}").to_be_visible()
        return found.last

    async def write(self, text: str) -> None:
        """Type and send with Enter."""
        field = self.page.get_by_test_id(f"input-{self.chat}")
        await field.fill(text)
        await field.press("Enter")

    async def attach(self, *files: Path | Photo, text: str = "") -> None:
        """Choose files with the paper clip, then send them, with a caption where one is given."""
        chosen: list[FilePayload] = [_payload(one) for one in files]
        await self.page.get_by_test_id(f"attach-{self.chat}").set_input_files(chosen)
        await self.write(text)

    async def press(self, label: str, on: Locator | None = None) -> None:
        """Press the newest button with this label, on this message where one is given."""
        await (on or self.column).locator(".inline-button").filter(has_text=label).last.click()

    async def reply(self, message: Locator, text: str) -> None:
        """Answer a message with the button beside it."""
        await message.hover()
        await message.get_by_label("Ответить").click()
        await self.write(text)


def _payload(one: Path | Photo) -> FilePayload:
    if isinstance(one, Photo):
        return one.payload()
    return {"name": one.name, "mimeType": "application/octet-stream", "buffer": one.read_bytes()}


def buttons(message: Locator) -> Locator:
    """The buttons under a message."""
    return message.locator(".inline-button")


@dataclass
class Screen:
    """The whole page: the clock at the top, the list of people, the columns."""

    page: Page
    broken: list[str] = field(default_factory=list)

    def phone(self, chat: int) -> Phone:
        """Somebody's column, which has to be on the screen already."""
        return Phone(self.page, chat)

    async def show(self, *chats: int) -> None:
        """Bring exactly these columns to the screen."""
        for row in await self.page.locator(".rail-row").all():
            chat = int((await row.get_attribute("data-testid") or "").removeprefix("rail-"))
            column = self.phone(chat).column
            if chat in chats and not await column.count():
                await row.click()
                await column.wait_for()
            elif chat not in chats and await column.count():
                await self.page.get_by_test_id(f"menu-{chat}").click()
                await self.page.get_by_role("menuitem", name="Убрать с экрана").click()
                await expect(column).to_have_count(0)

    async def clock_to(self, day: str, time: str) -> None:
        """«К дате…»: an ISO day and a wall time."""
        await self.page.get_by_test_id("clock-to").click()
        await self.page.get_by_test_id("clock-date").fill(day)
        await self.page.get_by_test_id("clock-time").fill(time)
        await self.page.get_by_test_id("clock-go").click()
        await expect(self.page.get_by_test_id("clock-go")).to_have_count(0)


def free_port() -> int:
    """A port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def running_bot(folder: Path) -> AsyncIterator[str]:
    """``vsrok run`` without a token as a process of its own; yields the address of the page once it is printed."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("VSROK_")}
    environ |= {
        "VSROK_SANDBOX__PORT": str(free_port()),
        "VSROK_STORAGE__PATH": str(folder / "data"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }
    with (folder / "output.txt").open("w") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=folder, env=environ, stdout=output, stderr=asyncio.subprocess.STDOUT
        )
    try:
        yield await _address(process, folder / "output.txt")
    finally:
        await _stop(process)


async def _address(process: asyncio.subprocess.Process, output: Path) -> str:
    async with asyncio.timeout(_STARTS_WITHIN):
        while "username=" not in (said := await asyncio.to_thread(output.read_text, "utf-8")):
            assert process.returncode is None, said
            await asyncio.sleep(0.05)
    found = re.search(r"Откройте в браузере: (http://\S+)/", said)
    assert found is not None, said
    return found.group(1)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), _STOPS_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()


@asynccontextmanager
async def open_screen(address: str, *, scale: float = 1, size: tuple[int, int] = (1600, 900)) -> AsyncIterator[Screen]:
    """The page in a browser that remembers nothing; an error in its scripts is kept in ``broken``.

    ``size`` is in CSS pixels, ``scale`` how many pixels of a picture each of them takes.
    """
    path = browser_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = await browser.new_context(viewport=viewport, device_scale_factor=scale, locale="ru-RU")
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        screen = Screen(page)
        page.on("pageerror", lambda error: screen.broken.append(str(error)))
        await page.goto(address)
        await page.get_by_test_id(f"rail-{KUZMINA}").wait_for()
        yield screen
        await context.close()
        await browser.close()


async def problems(address: str) -> list[str]:
    """What Telegram would have refused or silently ignored of everything the bot asked."""
    async with aiohttp.ClientSession() as session, session.get(f"{address}/sandbox/journal") as answer:
        entries = (await answer.json())["entries"]
    return [f"{entry['method']}: {problem}" for entry in entries for problem in entry["problems"]]
