"""A migrated database, a Telegram (the sandbox, over HTTP), and a clock that runs faster than ours."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from sqlalchemy import select

from delivery.courier import Courier
from delivery.outgoing import Message, Outgoing
from delivery.pace import Pace
from delivery.session import Session
from delivery.telegram import Telegram
from domain.outbox import Chat, Delivery, Priority
from sandbox.app import Running, start
from sandbox.settings import Settings
from services import outbox
from storage import chats
from storage.database import Database
from storage.tables import deliveries

TOKEN = "7000000001:AAE-test-token-that-opens-nothing-0123456"
BEGINNING = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)


class Clock:
    """Wall time that starts on a Monday morning, runs ``speed`` times as fast and can be moved."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self.moved = timedelta()
        self._start = time.monotonic()

    def __call__(self) -> datetime:
        return BEGINNING + self.moved + timedelta(seconds=(time.monotonic() - self._start) * self.speed)


@pytest.fixture
async def database(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    folder = tmp_path / "data"
    shutil.copytree(migrated, folder)
    opened = Database.in_folder(folder)
    yield opened
    await opened.close()


@pytest.fixture
async def server() -> AsyncIterator[Running]:
    """A Telegram without a rate limit of its own."""
    running = await start(Settings(rates=False, poll_pace=False))
    yield running
    await running.stop()


@pytest.fixture
async def bot(server: Running) -> AsyncIterator[Bot]:
    talking = Bot(TOKEN, session=Session(server.url))
    yield talking
    await talking.session.close()


async def control(server: Running, path: str, body: dict[str, Any]) -> None:
    """Act in the sandbox as docs/sandbox.md describes."""
    async with aiohttp.ClientSession(server.url) as http, http.post(f"/sandbox/{path}", json=body) as answer:
        assert answer.status == 200, await answer.text()


async def add_person(server: Running, number: int) -> None:
    await control(server, "people", {"id": number, "first_name": "Анна", "started": True})


async def add_group(server: Running, number: int, kind: str, member: int) -> None:
    await control(server, "chats", {"id": number, "type": kind, "title": "Журнал", "members": [member], "bot": True})


def fault(server: Running, **order: Any) -> None:
    """Let the next calls fail: method, fault, times and so on, as in docs/sandbox.md."""
    server.sandbox.gateway.faults.order(order)


def calls(server: Running, *methods: str) -> list[dict[str, Any]]:
    return [entry for entry in server.sandbox.journal.after(0) if entry["method"] in methods]


def texts_in(server: Running, number: int) -> list[str]:
    """What really stands in a chat, oldest first."""
    messages = server.sandbox.world.chats[number].messages.values()
    return [message["text"] for message in messages if message["from"]["is_bot"]]


class Line:
    """One outbox with its chats, and couriers that work on it."""

    def __init__(self, database: Database, bot: Bot, server: Running) -> None:
        self.database = database
        self.bot = bot
        self.server = server
        self.clock = Clock()
        self.chats: dict[int, Chat] = {}
        self.render: Callable[[Delivery], Awaitable[Outgoing]] = say_data
        self._running: list[tuple[asyncio.Event, asyncio.Task[None]]] = []

    async def meet(self, *numbers: int) -> None:
        async with self.database.write() as connection:
            for number in numbers:
                await add_person(self.server, number)
                self.chats[number] = await chats.meet(connection, "telegram", number, kind="private")

    async def say(self, number: int, text: str, **more: Any) -> int:
        async with self.database.write() as connection:
            identity = await outbox.say(
                connection,
                chat_id=self.chats[number].id,
                kind="test",
                key=more.pop("key", f"{number}:{text}"),
                now=self.clock(),
                data={"text": text},
                priority=more.pop("priority", Priority.REMINDER),
                **more,
            )
        assert identity is not None
        return identity

    def courier(self, worker: str = "first", **more: Any) -> Courier:
        telegram = more.pop("telegram", None) or Telegram(self.bot, timeout=more.pop("timeout", 5.0))
        pace = more.pop("pace", None) or Pace(2000, per_chat=1000, group_minute=10_000)
        return Courier(self.database, telegram, self.render, self.clock, worker=worker, pace=pace, **more)

    def start(self, courier: Courier) -> None:
        stop = asyncio.Event()
        self._running.append((stop, asyncio.create_task(courier.run(stop))))

    async def stop(self) -> None:
        for stop, task in self._running:
            stop.set()
            await task
        self._running.clear()

    async def rows(self) -> dict[int, Any]:
        async with self.database.read() as connection:
            return {row.id: row for row in await connection.execute(select(deliveries))}

    async def states(self) -> list[str]:
        return [row.state for _, row in sorted((await self.rows()).items())]

    async def until(self, *wanted: str, seconds: float = 20.0) -> list[str]:
        """Wait until every row is in one of the states; all states by row."""

        async def is_so() -> bool:
            return set(await self.states()) <= set(wanted)

        await eventually(is_so, seconds)
        return await self.states()

    async def until_one(self, identity: int, state: str) -> None:
        """Wait until one row is in a state."""

        async def is_so() -> bool:
            return bool((await self.rows())[identity].state == state)

        await eventually(is_so)

    async def until_called(self, method: str) -> None:
        """Wait until the server has met a call."""

        async def is_so() -> bool:
            return bool(calls(self.server, method))

        await eventually(is_so)


async def eventually(condition: Callable[[], Awaitable[bool]], seconds: float = 20.0) -> None:
    """Wait until it is so; TimeoutError when it does not become so."""
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.02)


async def say_data(delivery: Delivery) -> Outgoing:
    """The card of the tests; a repeat after a doubt is marked, as the real cards mark it."""
    return Message(("повторно: " if delivery.doubts else "") + str(delivery.data["text"]))


@pytest.fixture
async def line(database: Database, bot: Bot, server: Running) -> AsyncIterator[Line]:
    busy = Line(database, bot, server)
    yield busy
    await busy.stop()
