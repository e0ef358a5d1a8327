"""What the page is shown: PERSON, CHAT and the whole state, as `docs/sandbox.md` describes them."""

from dataclasses import asdict

from sandbox.commands import effective
from sandbox.errors import Json
from sandbox.world import BEING_THERE, Chat, Person, World

SHOWN_MESSAGES = 1000


def person_json(person: Person) -> Json:
    """PERSON."""
    return asdict(person)


def chat_view(world: World, chat: Chat) -> Json:
    """CHAT."""
    view: Json = {"id": chat.id, "type": chat.type, "title": chat.title or "", "members": chat.members}
    view |= {
        "commands": effective(world, chat),
        "pinned": chat.pinned,
        "reply_keyboard": chat.reply_keyboard,
        "menu_button": world.bot.menu_buttons.get(str(chat.id)) or world.bot.menu_buttons.get("default"),
    }
    if chat.type == "private":
        person = world.people[chat.id]
        title = " ".join(filter(None, (person.first_name, person.last_name)))
        return view | {"title": title, "blocked": person.blocked, "started": person.started}
    topics = [{"message_thread_id": thread, **facts} for thread, facts in chat.topics.items()]
    return view | {"bot": chat.bot in BEING_THERE, "is_forum": chat.is_forum, "topics": topics}


def chat_changed(world: World, chat: Chat) -> None:
    """Tell the page how a chat looks now."""
    world.events.emit("chat", chat=chat_view(world, chat))


def state(world: World) -> Json:
    """Everything the page needs; of each chat the last 1,000 messages."""
    messages = [one for chat in world.chats.values() for one in list(chat.messages.values())[-SHOWN_MESSAGES:]]
    bot = {"id": world.bot.id, "first_name": world.bot.first_name, "username": world.bot.username}
    return {
        "now": world.clock.seconds(),
        "bot": bot,
        "people": [person_json(person) for person in world.people.values()],
        "chats": [chat_view(world, chat) for chat in world.chats.values() if chat.migrated_to is None],
        "messages": messages,
        "version": world.events.version,
    }
