"""What a card renders to: each value is exactly one call of the messenger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from aiogram.types import InlineKeyboardMarkup


@dataclass(frozen=True, slots=True)
class Message:
    """A text (HTML); replaces the delivery's ``edits`` message where it has one, else is sent.

    ``only_for``: the person of a group who alone is to see it, by the messenger's number. Where the messenger cannot
    hide it, it goes to their private chat (``in_private``: they have one), else into the group as a plain reply.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    reply_to: int | None = None
    topic: int | None = None
    only_for: int | None = None
    in_private: bool = False


@dataclass(frozen=True, slots=True)
class Media:
    """One picture or file: ``remote_id`` of the messenger, or the bytes with a file name."""

    kind: Literal["photo", "document", "video", "voice", "audio", "animation"]
    remote_id: str | None = None
    content: bytes | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One to ten pictures or files under one caption (HTML, at most 1,024 characters); a keyboard only under one."""

    media: tuple[Media, ...]
    caption: str = ""
    keyboard: InlineKeyboardMarkup | None = None
    reply_to: int | None = None
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """An older post of ours, ``message``, says this now (HTML); ``caption``: it is a picture with words below."""

    message: int
    text: str
    caption: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """Take the buttons off the delivery's ``edits`` message."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The commands that the messenger lists in this chat: (name, description)."""

    commands: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A topic of a forum (1 to 128 characters); the delivery's message is the topic's number."""

    name: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was true when it was planned is not true any more: nothing is sent; ``reason`` goes to the log."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Its turn came at a moment when nothing may be said to this person: it leaves ``at`` this moment."""

    at: datetime


Sendable = Message | Post | Revision | Strip | Menu | NewTopic
Outgoing = Sendable | Dropped | Later
