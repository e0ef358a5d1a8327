"""Who is where: people and chats appear, bots and people come and go, groups grow into supergroups."""

from sandbox import views
from sandbox.errors import ControlError, Json
from sandbox.members import bot_moved, describe, status_of, tell, user_moved
from sandbox.records import Chat, Person
from sandbox.world import World

GROUPS = ("group", "supergroup")
OF_PRIVATE_CHAT = ("started", "blocked")


def add_person(world: World, body: Json) -> Person:
    """A new person with a private chat with each bot, or new facts about a known one.

    `started` and `blocked` are about this bot; `topics` turns topics on in the chat with it.
    """
    user_id = number(body, "id")
    known = world.people.get(user_id)
    facts = {key: body[key] for key in Person.__dataclass_fields__ if key in body}
    if known is None and not body.get("first_name"):
        raise ControlError("first_name is required")
    world.people[user_id] = Person(**({**vars(known), **facts} if known else facts))
    for each in world.ground.worlds:
        each.private.setdefault(user_id, Chat(user_id, "private", members=[user_id]))
    chat = world.private[user_id]
    for name in OF_PRIVATE_CHAT:
        setattr(chat, name, bool(body.get(name, getattr(chat, name))))
    chat.is_forum = bool(body.get("topics", chat.is_forum))
    views.person_changed(world, world.people[user_id])
    for each in world.ground.worlds:
        views.chat_changed(each, each.private[user_id])
    return world.people[user_id]


def add_chat(world: World, body: Json) -> Chat:
    """A new group or channel; with `bot` the bot is added and hears of it."""
    chat_id, kind = number(body, "id"), body.get("type")
    if chat_id >= 0 or kind not in (*GROUPS, "channel"):
        raise ControlError("a group or channel has a negative id and type group, supergroup or channel")
    if chat_id in world.chats:
        raise ControlError(f"chat {chat_id} is there already")
    members = [world.person(user_id).id for user_id in body.get("members", [])]
    chat = Chat(chat_id, kind, body.get("title"), body.get("username"), members)
    chat.is_forum = bool(body.get("is_forum"))
    world.ground.groups[chat_id] = chat
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


def seat_bot(world: World, chat: Chat, *, by: Json | None = None, admin: bool = False) -> None:
    """Add the bot to a group (the first member does it, if nobody is named)."""
    by = by or anyone(world, chat)
    old, new = world.seat(chat), "administrator" if admin else "member"
    chat.seats[world.bot.id] = new
    bot_moved(world, chat, by, old, new)
    if chat.type in GROUPS:
        tell(world, chat, world.post(chat, by, {"new_chat_members": [world.bot.user()]}))


def unseat_bot(world: World, chat: Chat, by: Json, status: str) -> None:
    """The bot is no longer there: it left or was thrown out, and hears of that."""
    old = world.seat(chat)
    chat.seats[world.bot.id] = status
    bot_moved(world, chat, by, old, status)


def group_of(world: World, body: Json) -> Chat:
    """The group or channel that a request names."""
    chat = world.chat(number(body, "chat_id"))
    if chat.type == "private":
        raise ControlError("a private chat cannot be left or joined")
    return chat


def move_bot(world: World, body: Json) -> None:
    """Add the bot to a group or throw it out."""
    chat = group_of(world, body)
    enters, there = body.get("member", True), world.sits_in(chat)
    if enters and not there:
        seat_bot(world, chat, admin=bool(body.get("bot_admin")) or chat.type == "channel")
    elif not enters and there:
        unseat_bot(world, chat, anyone(world, chat), "kicked")
    views.chat_changed(world, chat)


def move_person(world: World, body: Json) -> None:
    """A person enters a group or leaves it."""
    chat, person = world.chat(number(body, "chat_id")), world.person(body.get("user_id"))
    enters = body.get("member", True)
    if chat.type == "private" or enters == (person.id in chat.members):
        raise ControlError("nothing changes")
    if enters and status_of(world, chat, person.id) == "kicked":
        raise ControlError(f"{person.id} is banned in chat {chat.id}")
    before = describe(world, chat, person.id)
    if enters:
        chat.members.append(person.id)
        service: Json = {"new_chat_members": [person.user()]}
    else:
        chat.members.remove(person.id)
        service = {"left_chat_member": person.user()}
    user_moved(world, chat, person.user(), before, describe(world, chat, person.id))
    if chat.type in GROUPS:
        tell(world, chat, world.post(chat, person.user(), service))
    views.chat_changed(world, chat)


def block(world: World, body: Json) -> None:
    """A person stops the bot, or lets it in again; the bot hears my_chat_member."""
    person = world.person(body.get("user_id"))
    chat = world.private[person.id]
    blocked = bool(body.get("blocked", True))
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    bot_moved(world, chat, person.user(), old, new)
    views.chat_changed(world, chat)


def migrate(world: World, body: Json) -> Chat:
    """A group becomes a supergroup with a new id; both chats get their service message, both stay as they were."""
    old = world.chat(number(body, "chat_id"))
    if old.type != "group" or old.migrated_to is not None:
        raise ControlError("only a group becomes a supergroup")
    new_id = body.get("new_id") or old.id - 1_000_000_000_000
    new = Chat(new_id, "supergroup", old.title, old.username, list(old.members), dict(old.seats))
    new.banned, new.description = dict(old.banned), old.description
    world.ground.groups[new_id] = new
    by = anyone(world, old)
    tell(world, old, world.post(old, by, {"migrate_to_chat_id": new_id}))
    tell(world, new, world.post(new, by, {"migrate_from_chat_id": old.id}))
    old.migrated_to = new_id
    views.chat_changed(world, new)
    for each in world.ground.worlds:
        each.events.emit("reload")
    return new


def delete_chat(world: World, body: Json) -> None:
    """The owner deletes a group: nobody can write there any more, and no bot is told."""
    group_of(world, body).deleted = True
