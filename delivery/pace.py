"""How fast the bot may talk, by the real monotonic clock: a jump of the wall clock earns nobody a message.

Telegram's FAQ: about 30 messages a second over all chats, about one a second in a chat with short bursts, 20 a minute
in a group. We stay below: 28 a second, bursts of three.
"""

import asyncio
import heapq
from collections import deque
from dataclasses import dataclass, field
from itertools import count

from aiolimiter import AsyncLimiter

from domain.outbox import Chat, Priority

PER_SECOND = 28.0
_MINUTE = 60.0


@dataclass(slots=True)
class _Talk:
    """What was said in one chat lately: ``paid`` is when the chat has earned back all it has used."""

    paid: float = 0.0
    closed_until: float = 0.0
    sent: deque[float] = field(default_factory=deque)


class Pace:
    """Lets the most urgent one go next, 28 a second, and says which chats have had enough for the moment."""

    def __init__(
        self, per_second: float = PER_SECOND, *, per_chat: float = 1.0, burst: int = 3, group_minute: int = 20
    ) -> None:
        # A bucket of one, refilled 28 times a second: AsyncLimiter(28, 1) lets 55 go in the first second.
        self._limiter = AsyncLimiter(1, 1 / per_second)
        self._interval = 1 / per_chat
        self._burst = burst
        self._group_minute = group_minute
        self._order = count()
        self._waiting: list[tuple[Priority, int, asyncio.Future[None]]] = []
        self._usher: asyncio.Task[None] | None = None
        self._talks: dict[int, _Talk] = {}
        self._closed_until = 0.0
        self._owed = 0

    async def turn(self, priority: Priority) -> None:
        """Wait for a place among all messages; a more urgent one that comes later goes before."""
        mine = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._order), mine))
        if self._usher is None or self._usher.done():
            self._usher = asyncio.create_task(self._let_in())
        await mine

    async def _let_in(self) -> None:
        while self._waiting:
            await asyncio.sleep(max(0.0, self._closed_until - _now()))
            await self._limiter.acquire()
            if self.is_closed():
                continue
            if self._owed:
                self._owed -= 1
                continue
            self._next()

    def _next(self) -> None:
        while self._waiting:
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return

    def note(self, chat: Chat, messages: int = 1) -> None:
        """Count what leaves for a chat now; the pictures of an album count one by one."""
        talk = self._talks.setdefault(chat.id, _Talk())
        talk.paid = max(talk.paid, _now()) + messages * self._interval
        if chat.kind != "private":
            talk.sent.extend([_now()] * messages)
        self._owed += messages - 1

    def close(self, seconds: float) -> None:
        """Nobody goes for so long: Telegram asked the whole bot to wait."""
        self._closed_until = max(self._closed_until, _now() + seconds)

    def is_closed(self) -> bool:
        """Whether the whole bot waits."""
        return _now() < self._closed_until

    def close_chat(self, chat_id: int, seconds: float) -> None:
        """Nothing goes to one chat for so long."""
        talk = self._talks.setdefault(chat_id, _Talk())
        talk.closed_until = max(talk.closed_until, _now() + seconds)

    def resting(self) -> dict[int, float]:
        """The chats (our ids) that can take nothing now, each with the seconds until it can."""
        now = _now()
        waits = {chat_id: self._wait(talk, now) for chat_id, talk in self._talks.items()}
        for chat_id, wait in waits.items():
            talk = self._talks[chat_id]
            if wait <= 0 and talk.paid <= now and not talk.sent:
                del self._talks[chat_id]
        return {chat_id: wait for chat_id, wait in waits.items() if wait > 0}

    def _wait(self, talk: _Talk, now: float) -> float:
        while talk.sent and talk.sent[0] <= now - _MINUTE:
            talk.sent.popleft()
        full = len(talk.sent) - self._group_minute
        in_group = talk.sent[full] + _MINUTE - now if full >= 0 else 0.0
        return max(talk.paid - now - (self._burst - 1) * self._interval, talk.closed_until - now, in_group)


def _now() -> float:
    return asyncio.get_running_loop().time()
