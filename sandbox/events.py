"""What the page hears: a numbered feed of changes, bounded, replayed from any version still kept."""

import asyncio
from collections import deque
from collections.abc import Callable

from sandbox.bell import Bell
from sandbox.errors import Json

KEPT_EVENTS = 5000


class EventFeed:
    """Events of `/sandbox/events`; `on_change` is called after each one (it schedules the snapshot)."""

    def __init__(self, on_change: Callable[[], None] = lambda: None) -> None:
        self.version = 0
        self.bell = Bell()
        self.on_change = on_change
        self._kept: deque[tuple[int, Json]] = deque(maxlen=KEPT_EVENTS)

    def emit(self, kind: str, **facts: object) -> None:
        """Add one event and wake the listeners."""
        self.version += 1
        self._kept.append((self.version, {"kind": kind, **facts}))
        self.bell.ring()
        self.on_change()

    def since(self, version: int) -> list[tuple[int, Json]]:
        """Events after `version`; one `reload` when they are no longer kept (or `version` is of another life)."""
        if version == self.version:
            return []
        oldest = self._kept[0][0] if self._kept else self.version + 1
        if version > self.version or version + 1 < oldest:
            return [(self.version, {"kind": "reload"})]
        return [event for event in self._kept if event[0] > version]


async def follow(feed: EventFeed, after: int, closing: asyncio.Event, pause: float) -> list[tuple[int, Json]]:
    """Events after `after`, waiting up to `pause` seconds for the first; [] on silence or when closing."""
    ready = feed.since(after)
    if ready or closing.is_set():
        return ready
    await feed.bell.wait(pause)
    return feed.since(after)
