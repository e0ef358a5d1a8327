"""The world of one bot: its private chats, the groups that all bots share, what waits for its answer."""

from collections import ChainMap
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from random import Random

from sandbox.clock import Clock
from sandbox.errors import ApiError, ControlError, Json, bad_request, forbidden
from sandbox.events import EventFeed
from sandbox.files import BotFiles, FileStore
from sandbox.rates import Rates
from sandbox.records import (
    BEING_THERE,
    AppLaunch,
    Ballot,
    Bot,
    Chat,
    Checkout,
    InlineAsk,
    Payment,
    Person,
    Press,
    read_chat,
    rename_bot,
)
from sandbox.settings import Settings
from sandbox.updates import UpdateQueue


@dataclass
class Books:
    """What waits for the bot or was done with it, by id; `invoices` and `inline_messages` by their own keys."""

    presses: dict[str, Press] = field(default_factory=dict)
    asks: dict[str, InlineAsk] = field(default_factory=dict)
    checkouts: dict[str, Checkout] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    launches: dict[str, AppLaunch] = field(default_factory=dict)
    ballots: dict[str, Ballot] = field(default_factory=dict)
    invoices: dict[str, Json] = field(default_factory=dict)
    inline_messages: dict[str, list[int]] = field(default_factory=dict)


RECORDS = {
    "presses": Press,
    "asks": InlineAsk,
    "checkouts": Checkout,
    "payments": Payment,
    "launches": AppLaunch,
    "ballots": Ballot,
}


@dataclass
class Ground:
    """What all bots share: the clock, people, groups and channels, files; `worlds` are the bots, the first one first.

    `chance` throws the dice; `touch` is called after each change (it schedules the snapshot).
    """

    clock: Clock
    settings: Settings
    files: FileStore
    chance: Random = field(default_factory=Random)
    touch: Callable[[], None] = lambda: None
    people: dict[int, Person] = field(default_factory=dict)
    groups: dict[int, Chat] = field(default_factory=dict)
    worlds: list["World"] = field(default_factory=list)
    next_serial: int = 1

    def serial(self) -> int:
        """The next number for ids of queries, albums, payments."""
        number = self.next_serial
        self.next_serial += 1
        return number


class World:
    """What one bot sees, and the few acts that change it. `key` tells its file ids from those of the first bot."""

    def __init__(self, ground: Ground, bot: Bot, key: str | None = None) -> None:
        self.ground = ground
        self.bot = bot
        self.clock = ground.clock
        self.people = ground.people
        self.files = BotFiles(ground.files, key)
        self.events = EventFeed(lambda: ground.touch())
        self.updates = UpdateQueue(ground.clock, lambda: ground.touch(), self.files.seen)
        self.updates.pace = ground.settings.poll_pace
        self.rates = Rates()
        self.private: dict[int, Chat] = {number: Chat(number, "private", members=[number]) for number in self.people}
        self.chats: ChainMap[int, Chat] = ChainMap(self.private, ground.groups)
        self.books = Books()

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

    def seat(self, chat: Chat) -> str:
        """The bot's ChatMember status in a group."""
        return chat.seats.get(self.bot.id, "left")

    def sits_in(self, chat: Chat) -> bool:
        """Whether the bot hears and may write in this chat."""
        return chat.type == "private" or self.seat(chat) in BEING_THERE

    def viewers(self, chat: Chat) -> list["World"]:
        """The worlds in which this chat is: its own for a private one, all for the others."""
        return [self] if chat.type == "private" else list(self.ground.worlds)

    def hearers(self, chat: Chat) -> list["World"]:
        """The worlds whose bots are in this chat."""
        return [world for world in self.viewers(chat) if world.sits_in(chat)]

    def announce(self, chat: Chat, kind: str, **facts: object) -> None:
        """Tell everybody who looks at this chat."""
        for world in self.viewers(chat):
            world.events.emit(kind, **facts)

    def bot_chat(self, chat_id: object) -> Chat:
        """The chat a method names by id or @username; 400 when the bot does not know it or it has moved."""
        if isinstance(chat_id, int) and any(world.bot.id == chat_id for world in self.ground.worlds):
            raise forbidden("the bot can't send messages to the bot")
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else self._named(str(chat_id))
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, words, {"migrate_to_chat_id": chat.migrated_to})
        return chat

    def _named(self, name: str) -> Chat | None:
        wanted = name.removeprefix("@").lower()
        return next((chat for chat in self.ground.groups.values() if (chat.username or "").lower() == wanted), None)

    def open_chat(self, chat_id: object) -> Chat:
        """The chat, if the bot may write there; 400 or 403 with Telegram's words."""
        chat = self.bot_chat(chat_id)
        if chat.type == "private":
            if self.people[chat.id].deactivated:
                raise forbidden("user is deactivated")
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
        elif chat.deleted:
            raise forbidden("the group chat was deleted")
        elif self.seat(chat) == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif not self.sits_in(chat):
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
        self.announce(chat, "message", message=message)
        return message

    def replace(self, chat: Chat, message: Json) -> Json:
        """Put the changed message in the place of the old one."""
        chat.messages[message["message_id"]] = message
        self.announce(chat, "edited", message=message)
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Take a message away for everybody."""
        del chat.messages[message_id]
        chat.reactions.pop(message_id, None)
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
        self.announce(chat, "deleted", chat_id=chat.id, message_id=message_id)

    def adopt(self, bot_id: int) -> None:
        """Take the id of the first token that came; what was written before gets it too."""
        self.bot.adopted = True
        old, self.bot.id = self.bot.id, bot_id
        for chat in self.ground.groups.values():
            if old in chat.seats:
                chat.seats[bot_id] = chat.seats.pop(old)
        kept = [part for chat in self.chats.values() for part in (chat.messages, chat.ephemeral)]
        renamed = sum(rename_bot(part, old, bot_id) for part in kept)
        renamed += sum(rename_bot(pending.update, old, bot_id) for pending in self.updates.pending)
        if renamed:
            self.events.emit("reload")

    def dump(self) -> Json:
        """The part that survives a restart."""
        books = {one.name: getattr(self.books, one.name) for one in fields(Books)}
        records = {name: {key: asdict(record) for key, record in books[name].items()} for name in RECORDS}
        return {
            "bot": asdict(self.bot),
            "key": self.files.key,
            "private": [vars(chat) for chat in self.private.values()],
            "books": books | records,
            "version": self.events.version,
            "updates": self.updates.dump(),
        }

    def load(self, saved: Json) -> None:
        """Take what `dump` gave, after its way through JSON."""
        self.private.update({item["id"]: read_chat(item) for item in saved["private"]})
        for name, kept in saved["books"].items():
            record = RECORDS.get(name)
            setattr(self.books, name, {key: record(**item) for key, item in kept.items()} if record else kept)
        self.events.version = saved["version"]
        self.updates.load(saved["updates"])
