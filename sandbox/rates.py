"""The rate model: what Telegram's FAQ says about sending, turned into buckets.

1 message a second in a chat with short bursts, 20 a minute in a group, about 30 a second over all chats. The exact
numbers of Telegram are unpublished, so the model is on the strict side. It counts in real time, not by the
sandbox's clock: a jump of the clock must not refill anything. Edits are counted apart, for each chat.
"""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

CHAT_BURST = 4
GROUP_PER_MINUTE = 20
OVERALL_PER_SECOND = 30
MINUTE = 60.0


@dataclass
class Bucket:
    """Tokens that come back at `rate` a second, at most `size`; an album may take it below zero."""

    size: float
    rate: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until one more message is allowed."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate

    def take(self, count: int) -> None:
        """Spend `count` messages."""
        self.level -= count


@dataclass
class Rates:
    """Decides whether the next messages may go; `now` gives monotonic seconds."""

    now: Callable[[], float] = time.monotonic
    _chats: dict[tuple[str, int], Bucket] = field(default_factory=dict)
    _groups: dict[tuple[str, int], deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _overall: Bucket | None = None

    def refuse(self, chat_id: int, count: int, *, edit: bool = False) -> int:
        """Count messages to `chat_id` (negative: a group) and return 0, or the seconds to wait (whole, at least 1)."""
        now = self.now()
        key = ("edit" if edit else "send", chat_id)
        chat = self._chats.setdefault(key, Bucket(CHAT_BURST, 1.0, CHAT_BURST, now))
        if self._overall is None:
            self._overall = Bucket(OVERALL_PER_SECOND, OVERALL_PER_SECOND, OVERALL_PER_SECOND, now)
        wait = max(chat.wait(now), self._group_wait(key, now), 0.0 if edit else self._overall.wait(now))
        if wait > 0:
            return max(1, math.ceil(wait))
        chat.take(count)
        if not edit:
            self._overall.take(count)
        if chat_id < 0:
            self._groups[key].extend([now] * count)
        return 0

    def _group_wait(self, key: tuple[str, int], now: float) -> float:
        if key[1] >= 0:
            return 0.0
        sent = self._groups[key]
        while sent and sent[0] <= now - MINUTE:
            sent.popleft()
        return sent[0] + MINUTE - now if len(sent) >= GROUP_PER_MINUTE else 0.0
