"""ChatMember objects: who is what in a chat."""

from sandbox.errors import Json
from sandbox.world import BEING_THERE, Chat, World

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


def member_json(user: Json, status: str, chat_type: str) -> Json:
    """A ChatMember of this status; an administrator has all rights but that of being anonymous."""
    member: Json = {"user": user, "status": status}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "kicked":
        return member | {"until_date": 0}
    if status == "administrator":
        rights = (*ADMIN_RIGHTS, *BY_TYPE.get(chat_type, ()))
        return member | {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(rights, True)
    return member


def status_of(world: World, chat: Chat, user_id: int) -> str:
    """ChatMember status of a user; the first member of a group is its owner."""
    if user_id == world.bot.id:
        return chat.bot
    if user_id in chat.banned:
        return "kicked"
    if user_id not in chat.members:
        return "left"
    return "creator" if chat.type != "private" and chat.members[0] == user_id else "member"


def bot_moved(world: World, chat: Chat, by: Json, old: str, new: str) -> None:
    """Tell the bot that its place in a chat has changed (my_chat_member)."""
    payload = {
        "chat": world.chat_json(chat),
        "from": by,
        "date": world.clock.seconds(),
        "old_chat_member": member_json(world.bot.user(), old, chat.type),
        "new_chat_member": member_json(world.bot.user(), new, chat.type),
    }
    world.updates.put("my_chat_member", payload)


def user_moved(world: World, chat: Chat, user: Json, old: str, new: str) -> None:
    """Tell the bot that a person came or left (chat_member, only when asked for by allowed_updates)."""
    payload = {
        "chat": world.chat_json(chat),
        "from": user,
        "date": world.clock.seconds(),
        "old_chat_member": member_json(user, old, chat.type),
        "new_chat_member": member_json(user, new, chat.type),
    }
    world.updates.put("chat_member", payload)


def tell(world: World, chat: Chat, message: Json, *, edited: bool = False) -> None:
    """Queue a message of a person for the bot, if the bot is there."""
    if chat.type != "private" and chat.bot not in BEING_THERE:
        return
    kind = "channel_post" if chat.type == "channel" else "message"
    date = message["edit_date"] if edited else message["date"]
    world.updates.put(f"edited_{kind}" if edited else kind, message, date=date)


def head_count(chat: Chat) -> int:
    """How many members a chat has, the bot among them."""
    if chat.type == "private":
        return 2
    return len(chat.members) + (chat.bot in BEING_THERE)
