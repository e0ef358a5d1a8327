"""How updates come in: into the inbox first, then to the handlers, each one until it is done or put aside.

poll     a batch is committed to the inbox; only the next getUpdates tells Telegram that it arrived. A crash before
         the commit: Telegram sends the batch again. A crash after it: the batch is in the inbox, and what Telegram
         repeats is known by its update id.
handle   what the handler changes and the mark "done" are one transaction (services/work). A crash before it: the
         update is handled again from the start. A crash after it: it is done.
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import Update

from services import inbox
from services.work import AlreadyDone, Work
from storage.database import Database
from storage.inbox import Incoming, Waiting

log = structlog.get_logger(__name__)

Feed = Callable[[Update, Work], Awaitable[object]]
OnShunted = Callable[[int, str], Awaitable[None]]

POLL_SECONDS = 25
_ANSWER_SECONDS = 15  # beyond the long poll, for the answer itself
PARALLEL = 10
_IN_A_ROW = 10  # of one chat: as many parts as an album has at most
_HANDLER_SECONDS = 300.0
_SWEEP = 5.0  # seconds between two looks for updates that wait in the inbox without being held here
_GOODBYE = 10.0
_LONGEST_PAUSE = 10.0


class GetUpdatesAsTheyCame(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates without a look inside: one update that the library cannot read must not hold up its batch."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int
    allowed_updates: list[str]


class Receiver:
    """Polls Telegram and works off the inbox: in order within a chat, several chats at once.

    ``feed`` handles one update (it may finish it inside its own transaction); ``on_shunted`` (chat number, code) tells
    the person that an update was given up; ``on_handled`` is called after each update, to wake the courier.
    ``clock`` gives the aware wall time.
    """

    def __init__(
        self,
        bot: Bot,
        database: Database,
        feed: Feed,
        clock: Callable[[], datetime],
        *,
        allowed_updates: Sequence[str],
        on_shunted: OnShunted,
        on_handled: Callable[[], None] = lambda: None,
        parallel: int = PARALLEL,
        poll_seconds: int = POLL_SECONDS,
    ) -> None:
        self._bot = bot
        self._database = database
        self._feed = feed
        self._clock = clock
        self._allowed_updates = list(allowed_updates)
        self._on_shunted = on_shunted
        self._on_handled = on_handled
        self._places = asyncio.Semaphore(parallel)
        self._poll_seconds = poll_seconds
        self._queues: dict[int, deque[int]] = {}
        self._held: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stop = asyncio.Event()
        self._swept = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self.polled_at: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Receive and handle until ``stop``; then the running handlers have ten seconds to end."""
        self._stop = stop
        loops = [asyncio.create_task(self._sweep()), asyncio.create_task(self._poll())]
        try:
            await stop.wait()
        finally:
            # An answer that is cut off here was not confirmed: it comes again after the start.
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            await self._say_goodbye()

    async def drained(self) -> None:
        """Wait until everything received so far is handled or put aside."""
        await self._idle.wait()

    # --- in ----------------------------------------------------------------------------------------------------------

    async def _poll(self) -> None:
        # What the last process left stands first in its chat's queue, or new words would overtake old ones.
        await self._swept.wait()
        offset: int | None = None
        failures = 0
        while True:
            try:
                offset = await self._receive(offset)
                failures = 0
            except Exception as error:
                failures += 1
                pause = _pause_after(error, failures)
                log.warning("cannot receive", error=type(error).__name__, pause=pause)
                await asyncio.sleep(pause)

    async def _receive(self, offset: int | None) -> int | None:
        """One poll: confirms everything below ``offset``, stores what comes, gives the next offset."""
        call = GetUpdatesAsTheyCame(offset=offset, timeout=self._poll_seconds, allowed_updates=self._allowed_updates)
        batch = await self._bot(call, request_timeout=self._poll_seconds + _ANSWER_SECONDS)
        self.polled_at = self._clock()
        if not batch:
            # All is confirmed. After a quiet week (the summer holidays) ids begin anew, perhaps below the old ones,
            # so an offset that has done its work is not kept.
            return None
        # As ASCII: half of a surrogate pair cannot be stored as UTF-8, and would hold up its whole batch for ever.
        came = [Incoming(each["update_id"], chat_of(each), json.dumps(each)) for each in batch]
        await inbox.store(self._database, came, self._clock())
        self._enqueue((each.update_id, each.chat) for each in came)
        return came[-1].update_id + 1

    async def _sweep(self) -> None:
        """Take everything that waits: at the start what the last process left, later what was put back by hand."""
        while True:
            try:
                self._enqueue(await inbox.waiting(self._database))
                self._swept.set()
            except Exception as error:
                log.error("the inbox cannot be read", error=type(error).__name__)
            await asyncio.sleep(_SWEEP)

    # --- to the handlers ---------------------------------------------------------------------------------------------

    def _enqueue(self, updates: Iterable[tuple[int, int]]) -> None:
        for update_id, chat in updates:
            if update_id in self._held:
                continue
            self._held.add(update_id)
            self._idle.clear()
            queue = self._queues.get(chat)
            if queue is not None:
                queue.append(update_id)
                continue
            self._queues[chat] = deque([update_id])
            task = asyncio.create_task(self._serve(chat))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _serve(self, chat: int) -> None:
        """The updates of one chat, one after another; the head is tried until it is done or put aside."""
        queue = self._queues[chat]
        while queue and not self._stop.is_set():
            async with self._places:
                pause = await self._take_turn(queue)
            if pause:
                await self._sleep(pause)
        del self._queues[chat]
        if not self._held:
            self._idle.set()

    async def _take_turn(self, queue: deque[int]) -> float:
        """Some updates in a row, so that the parts of an album do not wait for other chats; then seconds to wait."""
        for _ in range(_IN_A_ROW):
            # When the bot stops, it is over for this process only: the rows wait for the next one.
            if not queue or self._stop.is_set():
                break
            try:
                pause = await self._try(queue[0])
            except Exception as error:
                # The database does not even take the failure: nothing has changed, so the same again in a moment.
                log.error("an update cannot be handled now", update=queue[0], error=type(error).__name__)
                return 1.0
            if pause is not None:
                return pause
            self._held.discard(queue.popleft())
        return 0.0

    async def _try(self, update_id: int) -> float | None:
        """One try; None when the update is over with, else the seconds until the next one."""
        waiting = await inbox.get(self._database, update_id)
        if waiting is None:
            return None
        left = (waiting.not_before - self._clock()).total_seconds()
        # A wait longer than any that is ever given means that the clock was set back.
        if waiting.attempts and 0 < left <= inbox.LONGEST_WAIT.total_seconds():
            return min(left, 1.0)
        return None if await self._handle(waiting) else 0.0

    async def _handle(self, waiting: Waiting) -> bool:
        work = Work(self._database, self._clock(), waiting.update_id)
        try:
            async with asyncio.timeout(_HANDLER_SECONDS):
                update = Update.model_validate_json(waiting.body, context={"bot": self._bot})
                await self._feed(update, work)
            if not work.done:
                await inbox.finish(self._database, waiting.update_id)
        except AlreadyDone:
            log.info("another try has finished it", update=waiting.update_id)
        except Exception as error:
            log.exception("an update failed", update=waiting.update_id, attempt=waiting.attempts + 1)
            return await self._give_up(waiting, error)
        self._on_handled()
        return True

    async def _give_up(self, waiting: Waiting, error: Exception) -> bool:
        code = await inbox.fail(self._database, waiting, error, self._clock())
        if code is None:
            return False
        log.error("an update is put aside", update=waiting.update_id, code=code)
        try:
            await self._on_shunted(waiting.chat, code)
        except Exception:
            log.exception("nobody was told about an update put aside", update=waiting.update_id, code=code)
        self._on_handled()
        return True

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        except TimeoutError:
            return

    async def _say_goodbye(self) -> None:
        """Let running handlers end; one that takes too long is cut, and its update is handled again after the start."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_GOODBYE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


def chat_of(update: dict[str, Any]) -> int:
    """Whose queue an update stands in: its chat, else its person, else 0 for all the others."""
    for content in update.values():
        if isinstance(content, dict):
            message = content.get("message")
            inner = message if isinstance(message, dict) else {}
            places = (content.get("chat"), inner.get("chat"), content.get("from"), content.get("user"))
            found = next((place["id"] for place in places if isinstance(place, dict) and "id" in place), 0)
            return found if isinstance(found, int) else 0
    return 0


def _pause_after(error: Exception, failures: int) -> float:
    if isinstance(error, TelegramRetryAfter):
        return float(error.retry_after)
    if isinstance(error, TelegramConflictError):
        log.error("another copy of the bot receives updates; stop one of the two")
        return 5.0
    if isinstance(error, TelegramUnauthorizedError):
        log.error("the token is not accepted")
        return _LONGEST_PAUSE
    if not isinstance(error, AiogramError):
        log.error("a batch could not be stored", exc_info=error)
    return float(min(2 ** (failures - 1), _LONGEST_PAUSE))
