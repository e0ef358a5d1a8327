"""Everything the sandbox knows: the bot, people, chats, messages, buttons pressed."""

from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox.clock import Clock
from sandbox.errors import ApiError, ControlError, Json, bad_request, forbidden
from sandbox.events import EventFeed
from sandbox.files import FileStore
from sandbox.updates import UpdateQueue

UNNAMED_BOT = 1
BEING_THERE = ("member", "administrator", "creator")


@dataclass
class Bot:
    """The bot as Telegram sees it; `commands` by scope, texts by language."""

    id: int = UNNAMED_BOT
    first_name: str = "В срок"
    username: str = "vsrok_bot"
    adopted: bool = False
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)

    def user(self) -> Json:
        """The User object of its messages."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


@dataclass
class Person:
    """A Telegram user. `started`: has written to the bot, so the bot may write."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    note: str | None = None
    started: bool = False
    blocked: bool = False
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
    """A chat. `bot` is the bot's ChatMember status there; `messages` by id, oldest first."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    members: list[int] = field(default_factory=list)
    bot: str = "member"
    is_forum: bool = False
    description: str | None = None
    next_message_id: int = 1
    messages: dict[int, Json] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    topics: dict[int, Json] = field(default_factory=dict)
    banned: list[int] = field(default_factory=list)
    reply_keyboard: Json | None = None
    migrated_to: int | None = None


@dataclass
class Press:
    """A pressed button: who, when (sandbox seconds), and whether the bot has answered."""

    user_id: int
    at: float
    answered: bool = False


class World:
    """The state of the sandbox and the few acts that change it."""

    def __init__(self, clock: Clock, files: FileStore, events: EventFeed) -> None:
        self.clock = clock
        self.files = files
        self.events = events
        self.updates = UpdateQueue(clock)
        self.bot = Bot()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.next_serial = 1

    def serial(self) -> int:
        """The next number for callback ids and albums."""
        number = self.next_serial
        self.next_serial += 1
        return number

    def person(self, user_id: object) -> Person:
        """The person, or ControlError 404."""
        found = self.people.get(user_id) if isinstance(user_id, int) else None
        if found is None:
            raise ControlError(f"no person {user_id}", 404)
        return found

    def chat(self, chat_id: object) -> Chat:
        """The chat, or ControlError 404."""
        found = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if found is None:
            raise ControlError(f"no chat {chat_id}", 404)
        return found

    def bot_chat(self, chat_id: object) -> Chat:
        """The chat a method names by id or @username; 400 when the bot does not know it or it has moved."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else self._named(str(chat_id))
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, words, {"migrate_to_chat_id": chat.migrated_to})
        return chat

    def _named(self, name: str) -> Chat | None:
        wanted = name.removeprefix("@").lower()
        named = (chat for chat in self.chats.values() if chat.type != "private" and chat.username)
        return next((chat for chat in named if (chat.username or "").lower() == wanted), None)

    def open_chat(self, chat_id: object) -> Chat:
        """The chat, if the bot may write there; 400 or 403 with Telegram's words."""
        chat = self.bot_chat(chat_id)
        if chat.type == "private":
            person = self.people[chat.id]
            if person.deactivated:
                raise forbidden("user is deactivated")
            if person.blocked:
                raise forbidden("bot was blocked by the user")
            if not person.started:
                raise forbidden("bot can't initiate conversation with a user")
        elif chat.bot == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif chat.bot not in BEING_THERE:
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        return chat

    def chat_json(self, chat: Chat) -> Json:
        """The Chat object of messages."""
        if chat.type == "private":
            return {"id": chat.id, "type": "private", **self.people[chat.id].names()}
        facts: Json = {"id": chat.id, "type": chat.type, "title": chat.title or ""}
        if chat.username:
            facts["username"] = chat.username
        if chat.is_forum:
            facts["is_forum"] = True
        return facts

    def post(self, chat: Chat, sender: Json | None, content: Json) -> Json:
        """Put a message into the chat, with the next id and the sandbox's time."""
        message: Json = {"message_id": chat.next_message_id}
        if sender is not None and chat.type != "channel":
            message["from"] = sender
        elif chat.type == "channel":
            message["sender_chat"] = self.chat_json(chat)
        message |= {"chat": self.chat_json(chat), "date": self.clock.seconds(), **content}
        chat.next_message_id += 1
        chat.messages[message["message_id"]] = message
        self.events.emit("message", message=message)
        return message

    def replace(self, chat: Chat, message: Json) -> Json:
        """Put the changed message in the place of the old one."""
        chat.messages[message["message_id"]] = message
        self.events.emit("edited", message=message)
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Take a message away for everybody."""
        del chat.messages[message_id]
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
        self.events.emit("deleted", chat_id=chat.id, message_id=message_id)

    def adopt(self, bot_id: int) -> None:
        """Take the id of the first token that came; what was written before gets it too."""
        if self.bot.adopted:
            return
        self.bot.adopted = True
        old, self.bot.id = self.bot.id, bot_id
        renamed = sum(rename_bot(chat.messages, old, bot_id) for chat in self.chats.values())
        renamed += sum(rename_bot(pending.update, old, bot_id) for pending in self.updates.pending)
        if renamed:
            self.events.emit("reload")

    def dump(self) -> Json:
        """The part that survives a restart."""
        return {
            "bot": asdict(self.bot),
            "people": [asdict(person) for person in self.people.values()],
            "chats": [vars(chat) for chat in self.chats.values()],
            "presses": {key: asdict(press) for key, press in self.presses.items()},
            "next_serial": self.next_serial,
            "version": self.events.version,
            "offset": self.clock.offset,
            "updates": self.updates.dump(),
            "files": self.files.dump(),
        }

    def load(self, saved: Json) -> None:
        """Take what `dump` gave, after its way through JSON (which turns the keys of `messages` into text)."""
        self.bot = Bot(**saved["bot"])
        self.people = {item["id"]: Person(**item) for item in saved["people"]}
        for item in saved["chats"]:
            by_number = {key: {int(number): value for number, value in item[key].items()} for key in NUMBERED}
            self.chats[item["id"]] = Chat(**{**item, **by_number})
        self.presses = {key: Press(**item) for key, item in saved["presses"].items()}
        self.next_serial = saved["next_serial"]
        self.events.version = saved["version"]
        self.clock.offset = saved["offset"]
        self.updates.load(saved["updates"])
        self.files.load(saved["files"])


NUMBERED = ("messages", "topics")


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
