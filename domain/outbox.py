"""What goes out: one delivery is one message to one chat, with a state that is never in doubt for long."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, Literal

DeliveryState = Literal[
    "pending", "held", "claimed", "sending", "sent", "blocked", "failed", "unknown", "dropped", "cancelled"
]


class Priority(IntEnum):
    """Who goes first when several deliveries wait: a person who has just written never waits for a broadcast."""

    ANSWER = 0
    REMINDER = 1
    ANNOUNCEMENT = 2


@dataclass(frozen=True, slots=True)
class Chat:
    """A place to talk: ``id`` is our row, ``number`` the messenger's own id (64 bits).

    ``added_by``: the member who has brought the bot there.
    """

    id: int
    messenger: str
    number: int
    kind: Literal["private", "group", "supergroup", "channel"]
    title: str | None
    blocked: bool
    member_id: int | None
    added_by: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outgoing message: ``kind`` names the card that renders it, ``data`` holds ids, never sentences.

    ``edits`` is the messenger's id of an older message that this one replaces in place; ``doubts`` counts how often
    it was unknown whether it arrived.
    """

    id: int
    key: str
    kind: str
    priority: Priority
    chat: Chat
    member_id: int | None
    announcement_id: int | None
    data: dict[str, Any]
    edits: int | None
    due_at: datetime
    attempts: int
    doubts: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one try to send ended.

    ``sent``: arrived, with its message ids. ``later``: surely not sent, wait ``retry_after`` seconds (of the whole bot
    when ``everybody``, of this chat otherwise). ``doubt``: nobody knows. ``again``: nobody knows, and a repeat does no
    harm (an edit). ``blocked``: this chat is gone. ``refused``: the messenger will never take it, our own defect.
    ``moved``: the chat has a new number.
    """

    result: Literal["sent", "later", "doubt", "again", "blocked", "refused", "moved"]
    messages: tuple[int, ...] = ()
    retry_after: float = 0.0
    everybody: bool = False
    number: int | None = None
    reason: str | None = None
