"""Who is what in a chat: ChatMember objects, restrictions and bans by the clock, and who hears of what."""

from sandbox.errors import Json
from sandbox.records import BEING_THERE, MANAGERS, Chat
from sandbox.world import World

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_send_welcome_messages",
)
BY_TYPE = {"channel": ("can_post_messages", "can_edit_messages"), "supergroup": ("can_manage_topics",)}
# Telegram takes a term shorter than 30 seconds or longer than 366 days for "for ever".
SHORTEST_TERM = 30
LONGEST_TERM = 366 * 24 * 3600
SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "successful_payment",
    "refunded_payment",
    "web_app_data",
)


def term(world: World, until: int) -> int:
    """`until_date` as Telegram keeps it: Unix seconds, 0 for ever."""
    return until if SHORTEST_TERM <= until - world.clock.now() <= LONGEST_TERM else 0


def still(world: World, until: int) -> bool:
    """Whether a term has not run out."""
    return until == 0 or world.clock.now() < until


def status_of(world: World, chat: Chat, user_id: int) -> str:
    """ChatMember status of a user; the first member of a group is its owner."""
    if user_id == world.bot.id:
        return world.seat(chat)
    if user_id in chat.banned and still(world, chat.banned[user_id]):
        return "kicked"
    if user_id not in chat.members:
        return "left"
    if chat.type != "private" and chat.members[0] == user_id:
        return "creator"
    rule = chat.restricted.get(user_id)
    return "restricted" if rule and still(world, rule["until_date"]) else "member"


def member_json(user: Json, status: str, chat: Chat) -> Json:
    """A ChatMember of this status; an administrator has all rights but that of being anonymous."""
    member: Json = {"user": user, "status": status}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "kicked":
        return member | {"until_date": chat.banned.get(user["id"], 0)}
    if status == "restricted":
        rule = chat.restricted[user["id"]]
        return member | {"is_member": True, **rule["permissions"], "until_date": rule["until_date"]}
    if status == "administrator":
        rights = (*ADMIN_RIGHTS, *BY_TYPE.get(chat.type, ()))
        return member | {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(rights, True)
    return member


def describe(world: World, chat: Chat, user_id: int) -> Json:
    """The ChatMember of a person as they are now."""
    return member_json(world.people[user_id].user(), status_of(world, chat, user_id), chat)


def may(world: World, chat: Chat, user_id: int, permission: str) -> bool:
    """Whether a person may do what this permission is about."""
    if status_of(world, chat, user_id) != "restricted":
        return True
    return bool(chat.restricted[user_id]["permissions"][permission])


def bot_moved(world: World, chat: Chat, by: Json, old: str, new: str) -> None:
    """Tell the bot that its place in a chat has changed (my_chat_member)."""
    payload = {
        "chat": world.chat_json(chat),
        "from": by,
        "date": world.clock.seconds(),
        "old_chat_member": member_json(world.bot.user(), old, chat),
        "new_chat_member": member_json(world.bot.user(), new, chat),
    }
    world.updates.put("my_chat_member", payload)


def user_moved(world: World, chat: Chat, by: Json, old: Json, new: Json) -> None:
    """Tell the bots that a person's ChatMember has changed (chat_member, only when asked for by allowed_updates)."""
    payload = {
        "chat": world.chat_json(chat),
        "from": by,
        "date": world.clock.seconds(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    for hearer in world.hearers(chat):
        hearer.updates.put("chat_member", payload)


def tell(world: World, chat: Chat, message: Json, *, edited: bool = False) -> None:
    """Queue a message of a person for every bot that is there and may hear it."""
    kind = "channel_post" if chat.type == "channel" else "message"
    date = message["edit_date"] if edited else message["date"]
    for hearer in world.hearers(chat):
        if concerns(hearer, chat, message):
            hearer.updates.put(f"edited_{kind}" if edited else kind, message, date=date)


def concerns(world: World, chat: Chat, message: Json) -> bool:
    """Whether a bot gets this message: in privacy mode only commands, mentions, answers to it and service messages."""
    words = message.get("text") or message.get("caption") or ""
    if not world.ground.settings.privacy or chat.type in ("private", "channel") or world.seat(chat) in MANAGERS:
        return True
    answered = message.get("reply_to_message", {}).get("from", {}).get("id") == world.bot.id
    own = message.get("via_bot", {}).get("id") == world.bot.id
    return words.startswith("/") or f"@{world.bot.username}" in words or answered or own or is_service(message)


def is_service(message: Json) -> bool:
    """Whether a message only says that something happened in the chat."""
    return any(name in message for name in SERVICE)


def head_count(chat: Chat) -> int:
    """How many members a chat has, the bots among them."""
    if chat.type == "private":
        return 2
    return len(chat.members) + sum(status in BEING_THERE for status in chat.seats.values())
