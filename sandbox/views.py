"""What the page is shown: PERSON, CHAT and the whole state, as `docs/sandbox.md` describes them."""

from dataclasses import asdict

from sandbox.commands import effective
from sandbox.errors import Json
from sandbox.records import Chat, Person
from sandbox.world import World

SHOWN_MESSAGES = 1000


def bot_json(world: World) -> Json:
    """BOT."""
    return {"id": world.bot.id, "first_name": world.bot.first_name, "username": world.bot.username}


def person_json(world: World, person: Person) -> Json:
    """PERSON."""
    chat = world.chats[person.id]
    return asdict(person) | {"started": chat.started, "blocked": chat.blocked}


def chat_view(world: World, chat: Chat) -> Json:
    """CHAT."""
    view: Json = {"id": chat.id, "type": chat.type, "title": chat.title or "", "members": chat.members}
    view |= {
        "commands": effective(world, chat),
        "pinned": chat.pinned,
        "reply_keyboard": chat.reply_keyboard,
        "menu_button": world.bot.menu_buttons.get(str(chat.id)) or world.bot.menu_buttons.get("default"),
        "is_forum": chat.is_forum,
        "topics": [{"message_thread_id": thread, **facts} for thread, facts in chat.topics.items()],
    }
    if chat.type == "private":
        person = world.people[chat.id]
        title = " ".join(filter(None, (person.first_name, person.last_name)))
        draft = {"draft": live_draft(world, chat)} if live_draft(world, chat) else {}
        return view | {"title": title, "blocked": chat.blocked, "started": chat.started, **draft}
    return view | {"bot": world.sits_in(chat)}


def live_draft(world: World, chat: Chat) -> Json | None:
    """The message that the bot is still writing, while it is shown."""
    alive = chat.draft is not None and chat.draft["until"] > world.clock.now()
    return chat.draft if alive else None


def chat_changed(world: World, chat: Chat) -> None:
    """Tell the page how a chat looks now."""
    for viewer in world.viewers(chat):
        viewer.events.emit("chat", chat=chat_view(viewer, chat))


def person_changed(world: World, person: Person) -> None:
    """Tell the page of each bot about a person."""
    for viewer in world.ground.worlds:
        viewer.events.emit("person", person=person_json(viewer, person))


def reactions(chat: Chat) -> list[Json]:
    """Who has put what under the messages of a chat."""
    return [
        {"chat_id": chat.id, "message_id": message_id, "user_id": int(user), "reaction": given}
        for message_id, by_user in chat.reactions.items()
        for user, given in by_user.items()
    ]


def state(world: World) -> Json:
    """Everything the page needs; of each chat the last 1,000 messages."""
    messages = [one for chat in world.chats.values() for one in list(chat.messages.values())[-SHOWN_MESSAGES:]]
    bots = [bot_json(one) for one in world.ground.worlds]
    return {
        "now": world.clock.seconds(),
        "bot": bot_json(world),
        "bots": bots,
        "people": [person_json(world, person) for person in world.people.values()],
        "chats": [chat_view(world, chat) for chat in world.chats.values() if chat.migrated_to is None],
        "messages": messages,
        "ephemeral": [one for chat in world.chats.values() for one in chat.ephemeral.values()],
        "reactions": [one for chat in world.chats.values() for one in reactions(chat)],
        "version": world.events.version,
    }
