"""Who is where: people and chats appear, the bot and people come and go, groups grow into supergroups."""

from sandbox import views
from sandbox.errors import ControlError, Json
from sandbox.members import bot_moved, tell, user_moved
from sandbox.world import BEING_THERE, Chat, Person, World

GROUPS = ("group", "supergroup")


def add_person(world: World, body: Json) -> Person:
    """A new person with a private chat, or new facts about a known one."""
    user_id = number(body, "id")
    known = world.people.get(user_id)
    facts = {key: body[key] for key in Person.__dataclass_fields__ if key in body}
    if known is None and not body.get("first_name"):
        raise ControlError("first_name is required")
    world.people[user_id] = Person(**({**vars(known), **facts} if known else facts))
    world.events.emit("person", person=views.person_json(world.people[user_id]))
    chat = world.chats.setdefault(user_id, Chat(user_id, "private", members=[user_id]))
    views.chat_changed(world, chat)
    return world.people[user_id]


def add_chat(world: World, body: Json) -> Chat:
    """A new group or channel; with `bot` the bot is added and hears of it."""
    chat_id, kind = number(body, "id"), body.get("type")
    if chat_id >= 0 or kind not in (*GROUPS, "channel"):
        raise ControlError("a group or channel has a negative id and type group, supergroup or channel")
    if chat_id in world.chats:
        raise ControlError(f"chat {chat_id} is there already")
    members = [world.person(user_id).id for user_id in body.get("members", [])]
    chat = Chat(chat_id, kind, body.get("title"), body.get("username"), members, bot="left")
    chat.is_forum = bool(body.get("is_forum"))
    world.chats[chat_id] = chat
    if body.get("bot", True):
        seat_bot(world, chat, admin=bool(body.get("bot_admin")) or kind == "channel")
    views.chat_changed(world, chat)
    return chat


def number(body: Json, name: str) -> int:
    """A whole number of a request."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ControlError(f"{name} must be a number")
    return value


def anyone(world: World, chat: Chat) -> Json:
    """The person who does what nobody is named for: the first member."""
    return world.people[chat.members[0]].user() if chat.members else world.bot.user()


def seat_bot(world: World, chat: Chat, *, admin: bool = False) -> None:
    """Add the bot to a group (the first member does it)."""
    old, chat.bot = chat.bot, "administrator" if admin else "member"
    by = anyone(world, chat)
    bot_moved(world, chat, by, old, chat.bot)
    if chat.type in GROUPS:
        told = world.post(chat, by, {"new_chat_members": [world.bot.user()]})
        world.updates.put("message", told)


def move_bot(world: World, body: Json) -> None:
    """Add the bot to a group or throw it out."""
    chat = world.chat(number(body, "chat_id"))
    if chat.type == "private":
        raise ControlError("a private chat cannot be left or joined")
    there = chat.bot in BEING_THERE
    if body.get("member", True) and not there:
        seat_bot(world, chat, admin=bool(body.get("bot_admin")) or chat.type == "channel")
    elif not body.get("member", True) and there:
        old, chat.bot = chat.bot, "kicked"
        bot_moved(world, chat, anyone(world, chat), old, "kicked")
    views.chat_changed(world, chat)


def move_person(world: World, body: Json) -> None:
    """A person enters a group or leaves it."""
    chat, person = world.chat(number(body, "chat_id")), world.person(body.get("user_id"))
    enters = body.get("member", True)
    if chat.type == "private" or enters == (person.id in chat.members):
        raise ControlError("nothing changes")
    if enters:
        chat.members.append(person.id)
        service: Json = {"new_chat_members": [person.user()]}
    else:
        chat.members.remove(person.id)
        service = {"left_chat_member": person.user()}
    user_moved(world, chat, person.user(), *(("left", "member") if enters else ("member", "left")))
    if chat.type in GROUPS:
        tell(world, chat, world.post(chat, person.user(), service))
    views.chat_changed(world, chat)


def block(world: World, body: Json) -> None:
    """A person stops the bot, or lets it in again; the bot hears my_chat_member."""
    person = world.person(body.get("user_id"))
    blocked = bool(body.get("blocked", True))
    if person.blocked == blocked:
        return
    person.blocked = blocked
    chat = world.chats[person.id]
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    bot_moved(world, chat, person.user(), old, new)
    views.chat_changed(world, chat)


def migrate(world: World, body: Json) -> Chat:
    """A group becomes a supergroup with a new id; both chats get their service message."""
    old = world.chat(number(body, "chat_id"))
    if old.type != "group" or old.migrated_to is not None:
        raise ControlError("only a group becomes a supergroup")
    new_id = body.get("new_id") or old.id - 1_000_000_000_000
    new = Chat(new_id, "supergroup", old.title, old.username, list(old.members), bot=old.bot)
    world.chats[new_id] = new
    by = anyone(world, old)
    tell(world, old, world.post(old, by, {"migrate_to_chat_id": new_id}))
    tell(world, new, world.post(new, by, {"migrate_from_chat_id": old.id}))
    old.migrated_to = new_id
    views.chat_changed(world, new)
    world.events.emit("reload")
    return new
