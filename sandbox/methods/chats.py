"""Chats: facts about them, pins, leaving."""

from sandbox import views
from sandbox.errors import Json, bad_request
from sandbox.membership import unseat_bot
from sandbox.methods.call import Call, Handler
from sandbox.records import quoted


async def get_chat(call: Call) -> Json:
    """getChat: ChatFullInfo."""
    chat = call.world.bot_chat(call.get("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    info: Json = {
        **call.world.chat_json(chat),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.description:
        info["description"] = chat.description
    if chat.pinned:
        info["pinned_message"] = quoted(chat.messages[chat.pinned[-1]])
    return info


async def pin_chat_message(call: Call) -> bool:
    """pinChatMessage: a service message tells the chat about it."""
    chat = call.chat()
    message = call.message(chat, "message to pin not found")
    if message["message_id"] in chat.pinned:
        raise bad_request("CHAT_NOT_MODIFIED")
    chat.pinned.append(message["message_id"])
    call.world.post(chat, call.world.bot.user(), {"pinned_message": quoted(message)})
    views.chat_changed(call.world, chat)
    return True


async def unpin_chat_message(call: Call) -> bool:
    """unpinChatMessage: the named one or the latest."""
    chat = call.chat()
    message_id = call.get("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    views.chat_changed(call.world, chat)
    return True


async def unpin_all_chat_messages(call: Call) -> bool:
    """unpinAllChatMessages."""
    chat = call.chat()
    chat.pinned.clear()
    views.chat_changed(call.world, chat)
    return True


async def leave_chat(call: Call) -> bool:
    """leaveChat: the bot hears its own leaving as my_chat_member."""
    chat = call.chat()
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    unseat_bot(call.world, chat, call.world.bot.user(), "left")
    views.chat_changed(call.world, chat)
    return True


METHODS: dict[str, Handler] = {
    "getChat": get_chat,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "leaveChat": leave_chat,
}
