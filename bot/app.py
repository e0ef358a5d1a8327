"""The process wired together: database, Telegram, receiver, courier, ticker; how it starts and how it ends."""

import asyncio
import gc
import secrets
from contextlib import AsyncExitStack
from datetime import date, datetime, timedelta

import bot.types_when_used  # noqa: F401  # before aiogram

# isort: split
import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError, TelegramUnauthorizedError
from aiogram.types import Update
from sqlalchemy.engine import make_url

from bot import demo as demo_district
from bot.clock import Clock
from bot.config import Config
from bot.receiver import Receiver
from bot.rules import rules_of
from bot.ticker import Ticker
from delivery.cards import render
from delivery.courier import Courier
from delivery.outgoing import Outgoing
from delivery.pace import Pace
from delivery.session import Session
from delivery.telegram import Telegram
from documents.pictures.reader import PictureReader
from domain.outbox import Delivery
from handlers.dispatcher import build_dispatcher
from services import (
    announcements,
    calendar_warnings,
    extensions,
    faults,
    inbox,
    looking,
    reviews,
    rosters,
    staff_chats,
    undated,
)
from services.digests import queue_due
from services.health import LATE, Pulse
from services.work import Work
from storage.database import Database, migrate, sqlite_url
from storage.files import FileStore

log = structlog.get_logger(__name__)

_PLAN_EVERY = 1.0
_LOOK_EVERY = 1.0
_FORGET_EVERY = 3600.0
_PAUSE_AT_START = 5.0


class TokenRefused(Exception):
    """Telegram does not know the token."""


class App:
    """One bot of one district. ``clock`` is the only source of time, ``pace`` (else Telegram's) of its patience."""

    def __init__(self, config: Config, clock: Clock, *, pace: Pace | None = None) -> None:
        self.config = config
        self.clock = clock
        self.rules = rules_of(config)
        url = config.storage.url
        self.url = sqlite_url(config.storage.path) if url is None else make_url(url.get_secret_value())
        self.database = Database(self.url)
        self.files = FileStore(config.storage.path / "files")
        self.bot = _bot(config)
        self.telegram = Telegram(self.bot, timeout=config.outbox.send_timeout)
        self.pictures = PictureReader()
        self.dispatcher: Dispatcher = build_dispatcher(telegram=self.telegram, rules=self.rules, files=self.files)
        self.username = ""
        self.courier = Courier(
            self.database,
            self.telegram,
            self._render,
            clock.now,
            worker=secrets.token_hex(8),
            pace=pace or Pace(config.telegram.messages_per_second),
            in_flight=config.outbox.in_flight,
            lease=timedelta(seconds=config.outbox.lease_seconds),
        )
        self.receiver = Receiver(
            self.bot,
            self.database,
            self._feed,
            clock.now,
            allowed_updates=self.dispatcher.resolve_used_update_types(),
            on_shunted=self._own_fault,
            on_handled=self.courier.wake,
        )
        self.ticker = Ticker()
        self.pulse = Pulse(self.database, self.rules)
        self._looking = asyncio.Lock()
        self._day_seen: date | None = None
        self.started = asyncio.Event()

    async def run(self, stop: asyncio.Event, *, demo: bool = False) -> None:
        """Migrate, introduce the bot to Telegram, then receive and deliver until ``stop``."""
        await asyncio.to_thread(migrate, self.url)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.database.close)
            stack.push_async_callback(self.bot.session.close)
            stack.push_async_callback(self.pictures.close)
            if demo:
                await demo_district.people_the_sandbox(self.config.telegram.api_base)
                await demo_district.settle(self.database, self.rules.name, self.clock.now())
            await rosters.ensure_admins(self.database, self.rules, self.clock.now())
            if not await self._introduce(stop):
                return
            # The clock of the sandbox is moved by hand: that is nothing to be told.
            self.pulse.tells_jumps = not demo
            await self.pulse.begin(self.clock.now())
            self._plan()
            self.ticker.start()
            stack.push_async_callback(self.ticker.stop)
            log.info("started", username=self.username)
            self.started.set()
            await asyncio.gather(self.receiver.run(stop), self.courier.run(stop))
        log.info("stopped")

    async def _introduce(self, stop: asyncio.Event) -> bool:
        """Learn our own name and switch off a webhook, which would shut out polling; False when stopped meanwhile."""
        while not stop.is_set():
            try:
                self.username = (await self.bot.me()).username or ""
                await self.bot.delete_webhook(drop_pending_updates=False)
            except TelegramUnauthorizedError as error:
                raise TokenRefused from error
            except AiogramError as error:
                log.warning("telegram is not reachable yet", error=type(error).__name__)
                await _pause(stop, _PAUSE_AT_START)
            else:
                return True
        return False

    def _plan(self) -> None:
        self.ticker.every(_PLAN_EVERY, "planners", self.tick)
        self.ticker.every(_LOOK_EVERY, "pictures", self.look_at_pictures)
        self.ticker.every(_FORGET_EVERY, "inbox", self._forget)

    async def tick(self) -> None:
        """Let every planner look once at what has become due, one look at a time."""
        async with self._looking:
            await self._look(self.clock.now())

    async def look_at_pictures(self) -> None:
        """Look at the pictures that have come since the last look."""
        if await looking.look_at_new(self.database, self.files, self.pictures.look, self.clock.now()):
            self.courier.wake()

    async def _look(self, now: datetime) -> None:
        queued = await self._look_once_a_day(now)
        queued += await queue_due(self.database, now=now, rules=self.rules)
        queued += await undated.queue_due(self.database, now=now, rules=self.rules)
        queued += await staff_chats.queue_due(self.database, now=now, rules=self.rules)
        if await announcements.report_progress(self.database, now) or queued:
            self.courier.wake()
        gap = await self.pulse.beat(now)
        if gap > LATE:
            log.warning("the planner has not looked for a while", seconds=round(gap.total_seconds()))

    async def _look_once_a_day(self, now: datetime) -> int:
        """What does not hang on a minute; also after each start."""
        today = self.rules.hours.day(now)
        if today == self._day_seen:
            return 0
        told = await calendar_warnings.look(self.database, now=now, rules=self.rules)
        told += await extensions.ask_others(self.database, now=now, rules=self.rules)
        told += await reviews.look(self.database, now=now, rules=self.rules)
        self._day_seen = today
        return told

    async def _forget(self) -> None:
        await inbox.forget(self.database, self.clock.now())

    async def _feed(self, update: Update, work: Work) -> None:
        await self.dispatcher.feed_update(self.bot, update, work=work)

    async def _render(self, delivery: Delivery) -> Outgoing:
        return await render(
            self.database,
            delivery,
            now=self.clock.now(),
            rules=self.rules,
            files=self.files,
            bot_username=self.username,
        )

    async def _own_fault(self, number: int, code: str) -> None:
        await faults.report(self.database, number, code, self.clock.now())
        self.courier.wake()


def _bot(config: Config) -> Bot:
    token = config.telegram.token
    if token is None:
        raise ValueError("a token is needed")
    proxy = None if config.telegram.proxy is None else config.telegram.proxy.get_secret_value()
    return Bot(token.get_secret_value(), session=Session(str(config.telegram.api_base), proxy))


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


async def run(config: Config, *, clock: Clock, stop: asyncio.Event, demo: bool) -> None:
    """Run the bot until ``stop``; ``demo`` puts the small district into the sandbox and an empty database."""
    # What the modules hold stays: to look through all of it for garbage would stop the bot for a third of a second.
    gc.freeze()
    await App(config, clock).run(stop, demo=demo)
