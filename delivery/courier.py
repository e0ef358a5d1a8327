"""The courier: takes what is due out of the outbox and brings it to Telegram, never losing and hardly ever repeating.

Each step is a commit, of several messages where they take it at the same time, and no transaction is open while
Telegram is awaited:

    claim    the row is mine until the lease ends. A crash here: nothing has left; pending again after the lease.
    render   the card is made from what is true now. A crash here: the same.
    begin    ``sending`` is committed, then the bytes leave. A crash here: nobody knows, so the row is sent once more
             after the lease, marked as a repeat; a second doubt makes it ``unknown`` and it is shown to a person.
    settle   what came of it is committed, with whatever the services note about it. A crash before it: as above.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import count

import structlog
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.outgoing import Dropped, Later, Outgoing, Post, Sendable
from delivery.pace import Pace
from delivery.telegram import UNREACHABLE, Telegram
from domain.outbox import Delivery, Outcome, Priority
from services import outbox
from storage.database import Database

log = structlog.get_logger(__name__)

Render = Callable[[Delivery], Awaitable[Outgoing]]
OnSettled = Callable[[AsyncConnection, Delivery, Outcome], Awaitable[None]]

IN_FLIGHT = 32
_KEPT_FOR_ANSWERS = 4
_LEASE = timedelta(seconds=30)
_POLL = 0.5  # seconds between two looks at the outbox when nobody wakes the courier
_UPKEEP = 5.0  # seconds, at most, between two renewals of the leases and looks for rows of dead workers
_STORM = 5  # so many sends in a row without an answer, and the bot asks Telegram first before it risks more
_LONGEST_PAUSE = 30.0
_GOODBYE = 8.0  # seconds that messages on their way have when the bot stops; Docker kills after ten
_NOTE_TRIES = 5


class Courier:
    """One worker of the outbox. ``worker`` names this process and is never used again after it ends.

    ``render`` makes the card; ``on_settled`` is called inside the transaction that writes down how a try ended, again
    for each try (not for a card that was dropped or could not be made). ``clock`` gives the aware wall time; pauses
    are measured by the monotonic one.
    """

    def __init__(
        self,
        database: Database,
        telegram: Telegram,
        render: Render,
        clock: Callable[[], datetime],
        *,
        worker: str,
        pace: Pace | None = None,
        on_settled: OnSettled | None = None,
        in_flight: int = IN_FLIGHT,
        lease: timedelta = _LEASE,
    ) -> None:
        self._database = database
        self._telegram = telegram
        self._render = render
        self._clock = clock
        self._worker = worker
        self._pace = pace or Pace()
        self._on_settled = on_settled
        self._in_flight = in_flight
        self._kept_for_answers = min(_KEPT_FOR_ANSWERS, in_flight // 4)
        self._lease = lease
        self._held: dict[int, asyncio.Task[None]] = {}
        self._leaving: set[int] = set()
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self._calm = asyncio.Event()
        self._calm.set()
        self._unanswered = 0
        self._upkeep_at = 0.0

    def wake(self) -> None:
        """Look at the outbox now: something new has been committed there."""
        self._idle.clear()
        self._woken.set()

    async def drained(self) -> None:
        """Wait until nothing is on its way and a new look at the outbox finds nothing that can leave now."""
        self.wake()
        await self._idle.wait()

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until ``stop``; then what is on its way is awaited and the rest is given back."""
        alarm = asyncio.create_task(self._wake_at(stop))
        trouble = 0
        try:
            while not stop.is_set():
                try:
                    pause = await self._round()
                    trouble = 0
                except Exception:
                    # A full disk, a locked file, a defect: nothing was claimed, so nothing is lost; look again soon.
                    log.exception("the outbox cannot be read")
                    trouble += 1
                    pause = min(2.0**trouble, _LONGEST_PAUSE)
                await self._rest(pause)
        finally:
            alarm.cancel()
            await self._say_goodbye()

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._woken.set()

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass
        self._woken.clear()

    async def _round(self) -> float:
        """Recover, claim, set out; gives the seconds until the next look."""
        if asyncio.get_running_loop().time() >= self._upkeep_at:
            await self._keep_up()
        if not self._calm.is_set():
            return await self._ask()
        resting = self._pace.resting()
        room = self._in_flight - len(self._held)
        if room > 0 and not self._pace.is_closed():
            for delivery in await outbox.claim(
                self._database,
                worker=self._worker,
                now=self._clock(),
                lease=self._lease,
                limit=room,
                kept_for_answers=self._kept_for_answers,
                resting=resting,
            ):
                self._set_out(delivery)
            if not self._held and not self._woken.is_set():
                self._idle.set()
        return min([_POLL, *resting.values()])

    async def _keep_up(self) -> None:
        doubtful = await outbox.recover(
            self._database, worker=self._worker, now=self._clock(), lease=self._lease, held=list(self._held)
        )
        self._upkeep_at = asyncio.get_running_loop().time() + min(_UPKEEP, self._lease.total_seconds() / 4)
        for delivery in doubtful:
            log.warning("a message was on its way when its process ended", delivery=delivery.id, doubts=delivery.doubts)

    def _set_out(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._deliver(delivery))
        self._held[delivery.id] = task
        self._idle.clear()
        task.add_done_callback(lambda done: self._is_back(delivery, done))

    def _is_back(self, delivery: Delivery, task: asyncio.Task[None]) -> None:
        del self._held[delivery.id]
        self._leaving.discard(delivery.id)
        ready = len(self._held) - len(self._leaving)
        if delivery.priority is Priority.ANSWER or ready < self._kept_for_answers:
            self._woken.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            # The row is in my name but not in my hands any more: the next recovery takes it back.
            log.error("a delivery was cut short", delivery=delivery.id, exc_info=error)

    async def _deliver(self, delivery: Delivery) -> None:
        outgoing = await self._prepare(delivery)
        if outgoing is None:
            return
        self._leaving.add(delivery.id)
        if not await outbox.begin_sending(
            self._database, delivery, worker=self._worker, now=self._clock(), lease=self._lease
        ):
            return
        self._pace.note(delivery.chat, _weight(outgoing))
        outcome = await self._telegram.send(delivery, outgoing)
        self._heed(delivery, outcome)
        await self._settle(delivery, outcome)

    async def _prepare(self, delivery: Delivery) -> Sendable | None:
        """Wait for a turn and make the card; None when there is nothing to send after all."""
        while True:
            await self._calm.wait()
            await self._pace.turn(delivery.priority)
            try:
                outgoing = await self._render(delivery)
            except Exception as error:
                log.exception("a card cannot be made", delivery=delivery.id, kind=delivery.kind)
                await self._note_failed_card(delivery, type(error).__name__)
                return None
            if isinstance(outgoing, Dropped):
                await self._note_dropped(delivery, outgoing.reason)
                return None
            if isinstance(outgoing, Later):
                await self._put_off(delivery, outgoing.at)
                return None
            # While the card was made, Telegram may have asked for silence: then it is made again after that.
            if not self._pace.is_closed() and self._calm.is_set():
                return outgoing

    async def _note_failed_card(self, delivery: Delivery, reason: str) -> None:
        async with self._database.write() as connection:
            await outbox.settle_failed_try(
                connection, delivery, worker=self._worker, reason=f"card: {reason}", now=self._clock()
            )

    async def _note_dropped(self, delivery: Delivery, reason: str) -> None:
        log.info("not true any more, not sent", delivery=delivery.id, kind=delivery.kind, reason=reason)
        async with self._database.write() as connection:
            await outbox.drop(connection, delivery, worker=self._worker, reason=reason, now=self._clock())

    async def _put_off(self, delivery: Delivery, until: datetime) -> None:
        log.info("not at this hour, put off", delivery=delivery.id, kind=delivery.kind, until=until.isoformat())
        async with self._database.write() as connection:
            await outbox.put_off(connection, delivery, worker=self._worker, until=until, now=self._clock())

    def _heed(self, delivery: Delivery, outcome: Outcome) -> None:
        """Slow down where Telegram asks for it, and stop guessing when it does not answer at all."""
        if outcome.result in ("doubt", "again") or outcome.reason == UNREACHABLE:
            self._unanswered += 1
            if self._unanswered >= _STORM:
                self._calm.clear()
                self._woken.set()
            return
        self._unanswered = 0
        if outcome.result == "later" and outcome.everybody:
            log.warning("telegram asks to wait", seconds=outcome.retry_after)
            self._pace.close(outcome.retry_after)
        elif outcome.result == "later":
            self._pace.close_chat(delivery.chat.id, outcome.retry_after)

    async def _ask(self) -> float:
        """In a storm each send would burn a doubt, so a harmless question goes first; seconds until the next look."""
        if await self._telegram.reachable():
            self._unanswered = 0
            self._calm.set()
            return 0.0
        self._unanswered += 1
        return float(min(2 ** (self._unanswered - _STORM), _LONGEST_PAUSE))

    async def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Write down how it ended, as long as it takes: a message that arrived must not stay in doubt."""
        hook = self._on_settled
        for tries in count(1):
            try:
                await self._settle_once(delivery, outcome, hook)
                return
            except (OperationalError, PoolTimeout) as error:
                log.error("a delivery cannot be settled", delivery=delivery.id, error=type(error).__name__)
                broken = tries >= _NOTE_TRIES
                await asyncio.sleep(min(0.1 * 2**tries, _LONGEST_PAUSE))
            except Exception:
                log.exception("a delivery cannot be settled", delivery=delivery.id)
                if hook is None:
                    raise
                broken = True
            if broken:
                # That it arrived is true even when our own note about it is wrong, and is written without the note.
                hook = None

    async def _settle_once(self, delivery: Delivery, outcome: Outcome, hook: OnSettled | None) -> None:
        async def note(connection: AsyncConnection) -> None:
            mine = await outbox.settle(connection, delivery, outcome, worker=self._worker, now=self._clock())
            if mine and hook is not None:
                await hook(connection, delivery, outcome)

        await self._database.write_together(note)

    async def _say_goodbye(self) -> None:
        """Await what is on its way, give back what is not: the next process need not wait for the leases."""
        tasks = dict(self._held)
        for identity, task in tasks.items():
            if identity not in self._leaving:
                task.cancel()
        if tasks:
            _, late = await asyncio.wait(tasks.values(), timeout=_GOODBYE)
            for task in late:
                task.cancel()
        try:
            await outbox.release(self._database, worker=self._worker)
        except SQLAlchemyError as error:
            log.error("claimed rows wait for their leases to end", error=type(error).__name__)


def _weight(outgoing: Outgoing) -> int:
    return len(outgoing.media) if isinstance(outgoing, Post) else 1
