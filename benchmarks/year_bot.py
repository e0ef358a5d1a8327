"""The bot of ``benchmarks.year``, for a process of its own that can be killed.

The wiring of ``vsrok run`` against the sandbox at an address; only the clock is another one, and what beats there once
a second is done here when an order comes.
"""

import asyncio
import base64
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import structlog
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.app import App
from bot.config import Config
from delivery.pace import Pace
from documents.reading.formats import read_file
from domain.errors import Refusal
from domain.measures import DraftRoadmap
from domain.outbox import Chat
from services import imports, presses, questions, roadmaps
from services.access import Caller
from services.imports import Upload
from services.overview import overview
from services.work import Work
from storage import chats, people
from storage.tables import assignments, deliveries, inbox, reminders
from storage.tables import roadmaps as roadmap_table

LOG = "bot.log"
LEASE = 30
_WAITING = ("pending", "claimed", "sending")
_AT_HAND = timedelta(seconds=3)
"""What leaves so soon (the answer to a press) is waited for."""


class OrderedClock:
    """Runs at real speed from the moment that the last order named; never goes back."""

    def __init__(self) -> None:
        self._moment = datetime(2000, 1, 1, tzinfo=UTC)
        self._since = time.monotonic()

    def now(self) -> datetime:
        """Give the current moment, aware, in UTC."""
        return self._moment + timedelta(seconds=time.monotonic() - self._since)

    def set(self, moment: datetime) -> None:
        """Go to this moment."""
        self._moment, self._since = max(moment, self.now()), time.monotonic()


def config_for(address: str, folder: Path) -> Config:
    """The settings of the year: everything as it is shipped, but for the address and the folder."""
    config = Config()
    telegram = config.telegram.model_copy(update={"token": SecretStr("1:sandbox"), "api_base": address})
    storage = config.storage.model_copy(update={"path": folder})
    outbox = config.outbox.model_copy(update={"lease_seconds": LEASE})
    return config.model_copy(update={"telegram": telegram, "storage": storage, "outbox": outbox})


async def read_here(
    data: bytes, _name: str, *, columns: Mapping[int, Any] | None = None, **_limits: Any
) -> DraftRoadmap:
    """The reader without the process around it that protects the bot from hostile files: ours are not."""
    return await asyncio.to_thread(read_file, data, columns)


@dataclass
class Bot:
    """What can be ordered."""

    app: App
    clock: OrderedClock
    left: set[int]
    """Deliveries that the process before this one held when it died."""
    serial: int = 0

    async def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        """Go to the moment of the order, do what people do, let the planner look, send everything; what comes next."""
        self.clock.set(datetime.fromtimestamp(order["at"], UTC))
        for plan in order.get("plans", ()):
            await self.bring(plan)
        await self._heard_all(order.get("heard", 0))
        for act in order.get("acts", ()):
            with suppress(Refusal):  # what was done before the process died is not done twice
                await self._answer(act)
        await self.app.tick()
        await self._sent_all()
        return {"next": await self._next(), "now": self.clock.now().timestamp()}

    # --- what people do --------------------------------------------------------------------------------------------

    def _work(self) -> Work:
        # Answers to work that no update asked for are told apart by their moment.
        self.serial += 1
        return Work(self.app.database, self.clock.now() + timedelta(microseconds=self.serial))

    async def _caller(self, number: int) -> Caller:
        async with self.app.database.read() as connection:
            chat = await chats.find(connection, "telegram", number)
            member = await people.member_of_number(connection, "telegram", number)
        assert isinstance(chat, Chat)
        return Caller(chat, number, member)

    async def _answer(self, act: dict[str, Any]) -> None:
        caller, message, rules = await self._caller(act["number"]), act.get("message"), self.app.rules
        if len(act["assignments"]) > 1:
            await presses.press_all_done(self._work(), caller, act["assignments"], message, rules)
        else:
            await presses.press(self._work(), caller, act["assignments"][0], act["status"], message, rules)

    async def bring(self, plan: dict[str, Any]) -> None:
        """A coordinator sends the plan, says who is meant where that is asked, and accepts it."""
        caller, content = await self._caller(plan["number"]), base64.b64decode(plan["content"])

        async def fetch(_at_most: int) -> bytes:
            return content

        upload, files, rules = Upload(plan["name"], len(content), fetch), self.app.files, self.app.rules
        await imports.receive(self._work(), caller, upload, rules=rules, files=files)
        async with self.app.database.read() as connection:
            mine = select(func.max(roadmap_table.c.id)).where(roadmap_table.c.created_by == caller.known.id)
            roadmap_id = (await connection.execute(mine)).scalar_one()
        await self._say_who(caller, roadmap_id, plan["turn"])
        await roadmaps.accept(self._work(), caller, roadmap_id, rules=rules, message=None)

    async def _say_who(self, caller: Caller, roadmap_id: int, turn: list[int]) -> None:
        """Of several people with one name the first (those of the school stand first); a row of nobody: the next."""
        rules, place = self.app.rules, 0
        async with self.app.database.read() as connection:
            asked = (await overview(connection, roadmap_id)).open_doubts
        for doubt in asked:
            if doubt.form == "person":
                await questions.choose(self._work(), caller, doubt.face.id, 0, rules=rules, message=None)
            if doubt.form != "executor":
                continue
            for question in doubt.questions:
                member = turn[place % len(turn)]
                place += 1
                await questions.choose_member(self._work(), caller, question.id, member, rules=rules, message=None)

    # --- waiting ----------------------------------------------------------------------------------------------------

    async def _heard_all(self, number: int) -> None:
        """Wait until the update with this number has come in and everything that came is worked off."""
        while number:
            async with self.app.database.read() as connection:
                last = (await connection.execute(select(func.max(inbox.c.update_id)))).scalar_one()
                waiting = select(func.count()).where(inbox.c.state == "pending")
                if (last or 0) >= number and not (await connection.execute(waiting)).scalar_one():
                    return
            await asyncio.sleep(0.01)

    async def _sent_all(self) -> None:
        """Wait until nothing is on its way; what a dead process held comes back when its lease is over."""
        while True:
            self.app.courier.wake()
            async with self.app.database.read() as connection:
                at_hand = self.clock.now() + _AT_HAND
                later = deliveries.c.not_before > at_hand
                held = deliveries.c.id.in_(self.left) & (deliveries.c.lease_until > self.clock.now())
                going = select(func.count()).where(
                    deliveries.c.state.in_(_WAITING),
                    deliveries.c.due_at <= at_hand,
                    ~func.coalesce(later | held, False),
                )
                if not (await connection.execute(going)).scalar_one():
                    return
            await asyncio.sleep(0.02)

    async def _next(self) -> float | None:
        """When there is something to do again."""
        pending = deliveries.c.state == "pending"
        async with self.app.database.read() as connection:
            moments = [
                (await connection.execute(query)).scalar_one()
                for query in (
                    select(func.min(assignments.c.next_at)).where(assignments.c.next_at.is_not(None)),
                    select(func.min(reminders.c.fire_at)).where(reminders.c.state == "pending"),
                    select(func.min(deliveries.c.due_at)).where(pending, deliveries.c.not_before.is_(None)),
                    select(func.min(deliveries.c.not_before)).where(pending),
                    select(func.min(deliveries.c.lease_until)).where(deliveries.c.state.in_(_WAITING[1:])),
                )
            ]
        known = [moment for moment in moments if moment is not None]
        return min(known).timestamp() if known else None


async def _left_behind(app: App) -> set[int]:
    async with app.database.read() as connection:
        return set(
            (await connection.execute(select(deliveries.c.id).where(deliveries.c.state.in_(_WAITING[1:])))).scalars()
        )


async def _live(line: Connection, address: str, folder: Path) -> None:
    imports.read_in_child = read_here
    clock, stop = OrderedClock(), asyncio.Event()
    app = App(config_for(address, folder), clock, pace=Pace(10_000, per_chat=10_000, group_minute=10**6))
    app.username = (await app.bot.me()).username or ""
    bot = Bot(app, clock, await _left_behind(app))
    working = asyncio.gather(app.receiver.run(stop), app.courier.run(stop))
    line.send({"ready": True})
    while (order := await asyncio.to_thread(line.recv)) is not None:
        line.send(await bot.obey(order))
    stop.set()
    await working
    await app.database.close()
    await app.bot.session.close()


def live(line: Connection, address: str, folder: Path) -> None:
    """Obey what comes over ``line`` until it is None; the log goes into ``folder``."""
    with (folder / LOG).open("a", buffering=1) as log:
        structlog.configure(
            wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
            logger_factory=structlog.PrintLoggerFactory(log),
        )
        asyncio.run(_live(line, address, folder))
