"""The queue of updates and getUpdates, as Telegram's own server does them."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass

from sandbox.bell import Bell
from sandbox.clock import Clock
from sandbox.errors import ApiError, Json, conflict

DAY = 24 * 3600
LIFE = {
    "callback_query": 150,
    "shipping_query": 150,
    "pre_checkout_query": 150,
    "inline_query": 30,
    "chosen_inline_result": 600,
}
LONGEST_POLL = 50
LARGEST_BATCH = 100
FIRST_UPDATE_ID = 510_000_001
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
CONFLICT_PAUSE = 3.0
SAME_OFFSET_PAUSE = 3
SAME_OFFSET_BURST = 0.5


@dataclass
class Pending:
    """An update that is not confirmed yet; `expires` in Unix seconds of the sandbox's clock."""

    update: Json
    kind: str
    expires: float

    @property
    def update_id(self) -> int:
        """Its number."""
        number: int = self.update["update_id"]
        return number


class UpdateQueue:
    """Updates of the bot, oldest first.

    An update stays until an offset confirms it or its time is over: messages 24 hours, callback, shipping and
    pre-checkout queries 150 seconds, inline queries 30, chosen inline results 600. `pace` is Telegram's brake on
    repeated offsets; `shown` turns what is told into what this bot may know (its own file ids).
    """

    def __init__(
        self,
        clock: Clock,
        on_change: Callable[[], None] = lambda: None,
        shown: Callable[[Json], Json] = lambda payload: payload,
    ) -> None:
        self.clock = clock
        self.on_change = on_change
        self._shown = shown
        self.bell = Bell()
        self.closing = asyncio.Event()
        self.webhook: Json | None = None
        self.webhook_error: Json = {}
        self.pace = True
        self.allowed: list[str] = []
        self.next_id = FIRST_UPDATE_ID
        self.pending: deque[Pending] = deque()
        self._turn = 0
        self._quiet_until = 0.0
        self._last_offset: int | None = None
        self._last_poll = 0.0

    def wants(self, kind: str) -> bool:
        """Whether allowed_updates lets this kind into the queue now."""
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def put(self, kind: str, payload: Json, *, date: float | None = None) -> int | None:
        """Queue an update born at `date` (Unix seconds, default now); its id, or None when not allowed."""
        if not self.wants(kind):
            return None
        return self.put_raw({kind: self._shown(payload)}, date=date)

    def put_raw(self, update: Json, *, date: float | None = None) -> int:
        """Queue a ready update, whatever allowed_updates says; its id."""
        kind = next(iter(update), "")
        born = self.clock.now() if date is None else date
        number = self.next_id
        self.next_id += 1
        self.pending.append(Pending({"update_id": number, **update}, kind, born + LIFE.get(kind, DAY)))
        self.bell.ring()
        self.on_change()
        return number

    def expire(self) -> None:
        """Drop what nobody fetched in time."""
        now = self.clock.now()
        if any(item.expires <= now for item in self.pending):
            self.pending = deque(item for item in self.pending if item.expires > now)

    def confirm(self, offset: int) -> None:
        """Drop everything below `offset`; a negative one keeps only the last -offset updates."""
        before = len(self.pending)
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while self.pending and self.pending[0].update_id < offset:
            self.pending.popleft()
        if len(self.pending) != before:
            self.on_change()

    def batch(self, limit: int) -> list[Json]:
        """The oldest unconfirmed updates."""
        self.expire()
        return [item.update for item in list(self.pending)[:limit]]

    def settle(self, update_id: int) -> None:
        """Drop one update that a webhook has taken."""
        self.pending = deque(item for item in self.pending if item.update_id != update_id)
        self.on_change()

    async def poll(self, offset: int, limit: int, seconds: int) -> list[Json]:
        """getUpdates, waiting up to `seconds`. 409 while a webhook is set or when a newer poll comes."""
        if self.webhook is not None:
            raise conflict(WEBHOOK_ACTIVE)
        limit, seconds = self._paced(offset, min(max(limit, 1), LARGEST_BATCH), min(max(seconds, 0), LONGEST_POLL))
        self._turn += 1
        turn = self._turn
        self.bell.ring()
        self.confirm(offset)
        until = time.monotonic() + seconds
        while True:
            batch = self.batch(limit)
            left = until - time.monotonic()
            if batch or left <= 0:
                return batch
            await self.bell.wait(left)
            await self._check_turn(turn)

    def _paced(self, offset: int, limit: int, seconds: int) -> tuple[int, int]:
        since, same = time.monotonic() - self._last_poll, offset == self._last_offset
        self._last_offset, self._last_poll = offset, time.monotonic()
        if not (self.pace and same):
            return limit, seconds
        if since < SAME_OFFSET_BURST:
            limit = 1
        if since < SAME_OFFSET_PAUSE:
            seconds = max(seconds, SAME_OFFSET_PAUSE)
        return limit, seconds

    async def _check_turn(self, turn: int) -> None:
        if self.closing.is_set():
            raise ApiError(502, "Bad Gateway")
        if self.webhook is not None:
            raise conflict("terminated by setWebhook request")
        if turn != self._turn:
            early = time.monotonic() < self._quiet_until
            self._quiet_until = time.monotonic() + CONFLICT_PAUSE
            if early:
                await asyncio.sleep(CONFLICT_PAUSE)
            raise conflict(OTHER_POLL)

    def close(self) -> None:
        """Let the waiting poll go: the server stops."""
        self.closing.set()
        self.bell.ring()

    def dump(self) -> Json:
        """The part that survives a restart."""
        return {
            "webhook": self.webhook,
            "allowed": self.allowed,
            "next_id": self.next_id,
            "pending": [asdict(item) for item in self.pending],
        }

    def load(self, saved: Json) -> None:
        """Take what `dump` gave."""
        self.webhook = saved["webhook"]
        self.allowed = saved["allowed"]
        self.next_id = saved["next_id"]
        self.pending = deque(Pending(**item) for item in saved["pending"])
