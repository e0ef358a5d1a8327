"""What the sandbox remembers: bots, people, chats, and the questions that wait for a bot's answer."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import Json

UNNAMED_BOT = 1
BEING_THERE = ("member", "administrator", "creator")
MANAGERS = ("administrator", "creator")


@dataclass
class Bot:
    """A bot as Telegram sees it; `commands` by scope, texts by language, `token` as it came last."""

    id: int = UNNAMED_BOT
    first_name: str = "В срок"
    username: str = "vsrok_bot"
    token: str = ""
    adopted: bool = False
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)

    def user(self) -> Json:
        """The User object of its messages."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


@dataclass
class Person:
    """A Telegram user."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    note: str | None = None
    deactivated: bool = False

    def names(self) -> Json:
        """first_name, last_name, username: those that are there."""
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {key: value for key, value in names.items() if value}

    def user(self) -> Json:
        """The User object of their messages."""
        return {"id": self.id, "is_bot": False, **self.names(), "language_code": "ru"}


@dataclass
class Chat:
    """A chat; `messages` by id, oldest first.

    In groups and channels `seats` holds the ChatMember status of each bot by its id, `banned` and `restricted` people
    by theirs (with `until_date`, Unix seconds, 0 for ever). In a private chat `started` says that the person has
    written to the bot, so the bot may write; `blocked` that they have stopped it. `reactions`: message, then user.
    `ephemeral`: messages that one person sees, by numbers of their own.
    """

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    members: list[int] = field(default_factory=list)
    seats: dict[int, str] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    is_forum: bool = False
    deleted: bool = False
    description: str | None = None
    next_message_id: int = 1
    messages: dict[int, Json] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    topics: dict[int, Json] = field(default_factory=dict)
    banned: dict[int, int] = field(default_factory=dict)
    restricted: dict[int, Json] = field(default_factory=dict)
    reactions: dict[int, dict[str, list[Json]]] = field(default_factory=dict)
    reply_keyboard: Json | None = None
    draft: Json | None = None
    migrated_to: int | None = None
    ephemeral: dict[int, Json] = field(default_factory=dict)
    next_ephemeral_id: int = 1


# Fields of a chat whose keys are numbers: JSON turns them into text.
NUMBERED = ("seats", "messages", "topics", "banned", "restricted", "reactions", "ephemeral")


@dataclass
class Press:
    """A pressed button: who, when (sandbox seconds), under what, and whether the bot has answered."""

    user_id: int
    at: float
    answered: bool = False
    ephemeral: bool = False


@dataclass
class InlineAsk:
    """What a person typed after the bot's name; `answer` is that of answerInlineQuery.

    `contents` are the messages that its results would become, by result id: those the sandbox can build.
    """

    user_id: int
    at: float
    query: str
    answer: Json | None = None
    contents: dict[str, Json] = field(default_factory=dict)


@dataclass
class Checkout:
    """A person is about to pay: for which invoice, from which message (none for a link)."""

    user_id: int
    at: float
    invoice: Json
    chat_id: int
    message_id: int | None = None
    answered: bool = False


@dataclass
class Payment:
    """Money that has been paid, by its charge id."""

    user_id: int
    paid: Json
    refunded: bool = False


@dataclass
class AppLaunch:
    """An open Mini App that may be answered once."""

    user_id: int
    chat_id: int
    answered: bool = False


@dataclass
class Ballot:
    """A poll: the Poll object as it stood empty, who chose which options, and when it closes by itself."""

    poll: Json
    votes: dict[str, list[int]] = field(default_factory=dict)
    closed: bool = False
    close_at: int | None = None


def quoted(message: Json) -> Json:
    """A message as it stands inside another one: without its own answer."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def read_chat(item: Json) -> Chat:
    """A chat out of JSON, with numbers for keys again."""
    by_number = {
        name: {int(number): value for number, value in item[name].items()} for name in NUMBERED if name in item
    }
    return Chat(**{**item, **by_number})


def rename_bot(value: Any, old: int, new: int) -> int:
    """Change the bot's id wherever a User object of it stands inside `value`; how many were changed."""
    if isinstance(value, list):
        return sum(rename_bot(inner, old, new) for inner in value)
    if not isinstance(value, dict):
        return 0
    mine = bool(value.get("is_bot") and value.get("id") == old)
    if mine:
        value["id"] = new
    return mine + sum(rename_bot(inner, old, new) for inner in value.values())
