"""A small town for conversation tests: the real bot, its real database, and the sandbox over real HTTP.

The people are those of the demo district: ``kuzmina`` (district admin), ``polyakova`` (coordinator of «СОШ №2»),
``shabanova``, ``sharik``, ``bondarenko`` (teachers) and ``akimova`` (head, has not joined). A test speaks for them::

    async def test_a_teacher_reads_what_she_can_do(town):
        await town.shabanova.says("/help")
        assert "Как отвечать" in town.shabanova.last.text

Every action waits until the bot has handled it and sent what it had to say. ``town.clock_to(...)`` moves the sandbox's
clock and lets the planner run. Nothing but the clock, the token and the network edge is replaced.
"""

import asyncio
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from pydantic import SecretStr
from sqlalchemy import func, select

from bot import demo
from bot.app import App
from bot.clock import SandboxClock
from bot.config import Config
from delivery.pace import Pace
from sandbox.app import Running
from sandbox.app import start as start_sandbox
from sandbox.settings import Settings
from storage.tables import deliveries, inbox

TOKEN = "1:sandbox"
START = datetime(2022, 9, 26, 6, 0, tzinfo=UTC)
"""Monday, 26 September 2022, 9:00 in Moscow."""
_FOUNDED = START - timedelta(minutes=10)  # what was sent then stands before everything that a test does
_DATA, _WORLD = "data", "world"
_SETTLED_WITHIN = 20.0
_LOOK_AGAIN = 0.02
_WAITING = ("pending", "claimed", "sending")


@dataclass(frozen=True)
class Seen:
    """A message as a person sees it."""

    raw: dict[str, Any]

    @property
    def id(self) -> int:
        """The message's id."""
        number: int = self.raw["message_id"]
        return number

    @property
    def text(self) -> str:
        """Its text or caption."""
        return self.raw.get("text") or self.raw.get("caption") or ""

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, row by row."""
        return [button["text"] for row in self._rows for button in row]

    @property
    def _rows(self) -> list[list[dict[str, Any]]]:
        rows: list[list[dict[str, Any]]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    def data_of(self, label: str) -> str:
        """The callback data of the button whose label contains ``label``."""
        for row in self._rows:
            for button in row:
                if label in button["text"]:
                    data: str = button["callback_data"]
                    return data
        raise AssertionError(f"no button «{label}» among {self.buttons} under: {self.text}")

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.raw.get("from", {}).get("is_bot"))


@dataclass
class Person:
    """Somebody of the town; acts through the sandbox's control."""

    town: "Town"
    number: int
    chat: int

    @property
    def messages(self) -> list[Seen]:
        """Everything in the private chat with the bot, oldest first."""
        return self.town.seen_in(self.chat)

    @property
    def received(self) -> list[Seen]:
        """What the bot wrote, oldest first."""
        return [message for message in self.messages if message.from_bot]

    @property
    def last(self) -> Seen:
        """The newest message of the bot."""
        assert self.received, "the bot has said nothing"
        return self.received[-1]

    def with_button(self, label: str) -> Seen:
        """The newest message of the bot that has this button."""
        for message in reversed(self.received):
            if any(label in one for one in message.buttons):
                return message
        raise AssertionError(f"no message with «{label}»; the last one is: {self.last.text} {self.last.buttons}")

    async def says(self, text: str, *, reply_to: Seen | None = None, in_chat: int | None = None) -> None:
        """Write a text, as a reply where ``reply_to`` is given, in a group where ``in_chat`` is given."""
        await self.sends([], text=text, reply_to=reply_to, in_chat=in_chat)

    async def sends(
        self,
        files: Iterable[Path | tuple[str, bytes]],
        *,
        text: str = "",
        kind: str = "document",
        reply_to: Seen | None = None,
        in_chat: int | None = None,
        settle: bool = True,
    ) -> None:
        """Send files as ``kind`` ("photo" or "document"); two and more photos are an album with ``text`` below."""
        body: dict[str, Any] = {"user_id": self.number, "chat_id": in_chat or self.chat, "text": text, "as": kind}
        if reply_to is not None:
            body["reply_to_message_id"] = reply_to.id
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("data", json.dumps(body), content_type="application/json")
        for one in files:
            name, content = (one.name, one.read_bytes()) if isinstance(one, Path) else one
            form.add_field("file", content, filename=name)
        await self.town.control("send", form)
        if settle:
            await self.town.settle()

    async def presses(self, label: str, *, on: Seen | None = None) -> None:
        """Press the button whose label contains ``label``, on the newest message that has it unless ``on`` is given."""
        message = on or self.with_button(label)
        await self.presses_data(message.data_of(label), on=message)

    async def presses_data(self, data: str, *, on: Seen) -> None:
        """Press a button by its data."""
        body = {"user_id": self.number, "chat_id": self.chat, "message_id": on.id, "callback_data": data}
        await self.town.control("press", body)
        await self.town.settle()

    async def forges(self, data: str, *, on: Seen | None = None) -> None:
        """Send callback data that stands on no button, as a modified client can."""
        message = (on or self.last).raw
        body = {
            "callback_query": {
                "id": f"{self.number}{len(data)}{datetime.now(UTC).timestamp():.6f}".replace(".", ""),
                "from": {"id": self.number, "is_bot": False, "first_name": "Кто-то"},
                "message": message,
                "chat_instance": "1",
                "data": data,
            }
        }
        await self.town.control("raw", {"update": body})
        await self.town.settle()

    async def starts(self, payload: str = "") -> None:
        """Follow the link ``t.me/<bot>?start=<payload>``."""
        await self.town.control("start", {"user_id": self.number, "payload": payload})
        await self.town.settle()

    async def blocks(self, blocked: bool = True) -> None:
        """Block the bot, or let it in again."""
        await self.town.control("block", {"user_id": self.number, "blocked": blocked})
        await self.town.settle()


@dataclass
class Town:
    """The bot, the sandbox, and everybody in it."""

    sandbox: Running
    session: aiohttp.ClientSession
    folder: Path
    app: App = field(init=False)
    _stop: asyncio.Event = field(init=False)
    _running: asyncio.Task[None] | None = None
    _config: Config = field(init=False)

    def __post_init__(self) -> None:
        def someone(number: int) -> Person:
            return Person(self, number, number)

        self.kuzmina, self.polyakova, self.shabanova = someone(1001), someone(1002), someone(1003)
        self.sharik, self.bondarenko, self.akimova = someone(1004), someone(1005), someone(1006)
        self.log_group = demo.LOG_GROUP
        config = Config.model_validate({"district": {"name": "Управление образования ДГО"}})
        self._config = config.model_copy(
            update={
                "telegram": config.telegram.model_copy(
                    update={"token": SecretStr(TOKEN), "api_base": self.sandbox.url, "messages_per_second": 1000}
                ),
                "storage": config.storage.model_copy(update={"path": self.folder}),
                "inbox": config.inbox.model_copy(update={"album_quiet_seconds": 0.5}),
                # Asked about in tests/conversations/test_children.py; elsewhere pictures go the short way.
                "evidence": config.evidence.model_copy(update={"ask_children": False}),
            }
        )

    # --- the bot -----------------------------------------------------------------------------------------------------

    async def start_bot(self) -> None:
        """Start the bot on the same data."""
        clock = SandboxClock(self.sandbox.url, self.session)
        await clock.refresh()
        self._clock = clock
        self.app = App(self._config, clock, pace=Pace(1000, per_chat=1000, group_minute=100_000))
        self._stop = asyncio.Event()
        self._running = asyncio.create_task(self.app.run(self._stop, demo=True))
        await self._until_started(self._running)
        await self.settle()

    def reconfigure(self, **sections: dict[str, Any]) -> None:
        """Other settings from the next start of the bot on."""
        changed = {name: getattr(self._config, name).model_dump() | values for name, values in sections.items()}
        fresh = Config.model_validate(changed)
        self._config = self._config.model_copy(update={name: getattr(fresh, name) for name in sections})

    async def _until_started(self, running: asyncio.Task[None]) -> None:
        started = asyncio.create_task(self.app.started.wait())
        await asyncio.wait({started, running}, timeout=_SETTLED_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            started.cancel()
            running.result()
        assert started.done(), "the bot did not start"

    async def restart_with(self, **parts: dict[str, Any]) -> None:
        """Start the bot anew on the same data with other settings: ``restart_with(district={"country": "BY"})``."""
        await self.stop_bot()
        changed = {name: getattr(self._config, name).model_copy(update=values) for name, values in parts.items()}
        self._config = self._config.model_copy(update=changed)
        await self.start_bot()

    async def stop_bot(self) -> None:
        """Stop the bot as SIGTERM does."""
        if self._running is not None:
            self._stop.set()
            await self._running
            self._running = None

    # --- the sandbox -------------------------------------------------------------------------------------------------

    async def control(self, what: str, body: dict[str, Any] | aiohttp.FormData) -> dict[str, Any]:
        """Ask something of the sandbox's control; AssertionError with its words when it refuses."""
        sent = {"data": body} if isinstance(body, aiohttp.FormData) else {"json": body}
        async with self.session.post(f"{self.sandbox.url}/sandbox/{what}", **sent) as answer:
            said: dict[str, Any] = await answer.json()
            assert answer.status == 200, said
            return said

    def seen_in(self, chat: int) -> list[Seen]:
        """Every message that stands in a chat, oldest first."""
        found = self.sandbox.sandbox.world.chats.get(chat)
        return [] if found is None else [Seen(message) for message in found.messages.values()]

    @property
    def log(self) -> list[Seen]:
        """The shared log group."""
        return self.seen_in(self.log_group)

    async def clock_to(self, moment: datetime) -> None:
        """Move the sandbox's clock to the moment, let the planner look, wait for what it sends."""
        await self.control("clock", {"to": moment.timestamp()})
        await self._clock.refresh()
        await self.tick()

    async def refresh(self) -> None:
        """Let the bot look at the sandbox's clock."""
        await self._clock.refresh()

    async def later(self, **parts: float) -> None:
        """Move the clock on by a timedelta of these parts."""
        await self.clock_to(self._clock.now() + timedelta(**parts))

    @property
    def now(self) -> datetime:
        """The sandbox's moment."""
        return self._clock.now()

    async def tick(self) -> None:
        """Let the planners run once and wait for what they send."""
        await self.app.look_at_pictures()
        await self.app.tick()
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is due any more: the inbox is worked off, the outbox sent."""
        updates = self.sandbox.sandbox.world.updates
        async with asyncio.timeout(_SETTLED_WITHIN):
            while True:
                # Confirmed is what the receiver has stored and holds, so nothing slips through between the two.
                while updates.pending:
                    await updates.bell.wait(_SETTLED_WITHIN)
                await self.app.receiver.drained()
                await self.app.courier.drained()
                pause = await self._still_to_come()
                if pause is None:
                    return
                await asyncio.sleep(pause)

    async def _still_to_come(self) -> float | None:
        """The seconds until another look when something will still happen within the rest of an album, else None."""
        now = self.app.clock.now()
        soon = now + timedelta(seconds=self.app.rules.album_quiet_seconds + 1)
        async with self.app.database.read() as connection:
            coming = select(func.count()).where(inbox.c.state == "pending")
            waiting: int = (await connection.execute(coming)).scalar_one()
            going = select(deliveries.c.due_at).where(deliveries.c.state.in_(_WAITING), deliveries.c.due_at <= soon)
            dues = (await connection.execute(going)).scalars().all()
        if waiting or self.sandbox.sandbox.world.updates.pending:
            return _LOOK_AGAIN
        return max(_LOOK_AGAIN, (min(dues) - now).total_seconds()) if dues else None

    def problems(self) -> list[str]:
        """What Telegram would have refused or ignored of all that the bot asked."""
        entries = self.sandbox.sandbox.journal.after(0)
        return [f"{entry['method']}: {problem}" for entry in entries for problem in entry["problems"]]


async def found_town(folder: Path) -> None:
    """Leave in ``folder`` what every town begins with: the bot has met the demo district and greeted its people."""
    town = await _enter(await start_sandbox(Settings(rates=False, state=folder / _WORLD)), folder / _DATA, _FOUNDED)
    await close_town(town)


async def open_town(founded: Path, folder: Path) -> Town:
    """A town that goes on, in its own ``folder``, from what ``found_town`` left, with its bot running."""
    shutil.copytree(founded / _DATA, folder, dirs_exist_ok=True)
    sandbox = await start_sandbox(Settings(rates=False))
    sandbox.sandbox.bots.load(json.loads((founded / _WORLD / "world.json").read_text("utf-8")))
    town = await _enter(sandbox, folder, START)
    # The founders left at another hour: what the planner says of that is said before the test begins.
    await town.tick()
    return town


async def _enter(sandbox: Running, folder: Path, moment: datetime) -> Town:
    town = Town(sandbox, aiohttp.ClientSession(), folder)
    await town.control("clock", {"to": moment.timestamp()})
    await town.start_bot()
    return town


async def close_town(town: Town) -> None:
    """Stop the bot and the sandbox; whatever Telegram would have refused fails the test."""
    await town.stop_bot()
    await town.session.close()
    await town.sandbox.stop()
    assert not town.problems()
