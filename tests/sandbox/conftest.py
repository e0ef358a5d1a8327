"""A running sandbox, the bot that talks to it, and the people who use it."""

import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession, FormData
from PIL import Image

from sandbox.app import Running, start
from sandbox.settings import Settings

TOKEN = "42:sandbox"
ANNA = 1001
BORIS = 1002
GROUP = -500
SUPERGROUP = -1000


class QuickSession(AiohttpSession):
    """Closes without aiogram's quarter of a second for TLS: there is none here."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def bot_of(url: str, token: str = TOKEN) -> Bot:
    """A real aiogram bot that talks to this sandbox."""
    return Bot(token, session=QuickSession(api=TelegramAPIServer.from_base(url)))


class Control:
    """The control routes, as the page and other tests use them."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self.session = session
        self.url = url
        self.status = 0

    async def _ask(self, method: str, path: str, **rest: Any) -> Any:
        async with self.session.request(method, f"{self.url}/sandbox/{path}", **rest) as answer:
            self.status = answer.status
            return await answer.json()

    async def post(self, path: str, **body: Any) -> Any:
        return await self._ask("POST", path, json=body)

    async def get(self, path: str) -> Any:
        return await self._ask("GET", path)

    async def person(self, user_id: int, first_name: str, **more: Any) -> Any:
        return await self.post("people", **{"id": user_id, "first_name": first_name, "started": True, **more})

    async def say(self, user_id: int, text: str, **more: Any) -> Any:
        answer = await self.post("send", user_id=user_id, text=text, **more)
        return answer["messages"][0] if "messages" in answer else answer

    async def send_files(self, user_id: int, files: list[tuple[str, bytes, str]], **more: Any) -> Any:
        form = FormData()
        form.add_field("data", json.dumps({"user_id": user_id, **more}))
        for name, data, mime in files:
            form.add_field("file", BytesIO(data), filename=name, content_type=mime)
        return await self._ask("POST", "send", data=form)

    async def problems(self) -> list[str]:
        entries = (await self.get("journal"))["entries"]
        return [line for entry in entries for line in entry["problems"]]

    async def raw_call(self, method: str, token: str = TOKEN, **params: Any) -> tuple[int, Any]:
        """A Bot API call without aiogram: status and body."""
        async with self.session.post(f"{self.url}/bot{token}/{method}", json=params) as answer:
            return answer.status, await answer.json()


async def news(bot: Bot, kind: str) -> Any:
    """The payload of the newest update, which must be of this kind; all updates are confirmed by that."""
    updates = await bot.get_updates()
    assert [update.event_type for update in updates][-1:] == [kind]
    await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates[-1].event


def picture(width: int, height: int, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture of this size."""
    out = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    running = await start(Settings(rates=False, poll_pace=False))
    yield running
    await running.stop()


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
async def control(running: Running, session: ClientSession) -> Control:
    return Control(session, running.url)


@pytest.fixture
async def no_problems(control: Control) -> AsyncIterator[None]:
    """Neither what the bot asked nor what the sandbox said breaks the documents."""
    yield
    assert await control.problems() == []


@pytest.fixture
async def bot(running: Running) -> AsyncIterator[Bot]:
    bot = bot_of(running.url)
    yield bot
    await bot.session.close()


@pytest.fixture
async def anna(control: Control) -> int:
    """A teacher who has started the bot."""
    await control.person(ANNA, "Анна", last_name="Петрова", username="anna_p")
    return ANNA


@pytest.fixture
async def boris(control: Control) -> int:
    """Another teacher who has started the bot."""
    await control.person(BORIS, "Борис")
    return BORIS


@pytest.fixture
async def group(control: Control, anna: int, boris: int) -> int:
    """A group of Anna and Boris with the bot in it; the update about the bot's arrival is taken away."""
    await control.post("chats", id=GROUP, type="group", title="Журнал", members=[ANNA, BORIS])
    await control.raw_call("getUpdates", offset=-1)
    last = (await control.raw_call("getUpdates"))[1]["result"][-1]["update_id"]
    await control.raw_call("getUpdates", offset=last + 1)
    return GROUP


@pytest.fixture
async def supergroup(control: Control, anna: int) -> int:
    """A forum supergroup where the bot is an administrator."""
    facts = {"type": "supergroup", "title": "Район", "members": [ANNA], "bot_admin": True, "is_forum": True}
    await control.post("chats", id=SUPERGROUP, **facts)
    return SUPERGROUP
