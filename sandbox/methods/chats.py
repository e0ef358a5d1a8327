"""Chats: facts about them, members, pins, topics, leaving."""

from sandbox import views
from sandbox.errors import Json, bad_request
from sandbox.members import bot_moved, head_count, member_json, status_of, user_moved
from sandbox.methods.call import Call, Handler, quoted
from sandbox.world import Chat

MANAGERS = ("administrator", "creator")
TOPIC_COLOR = 7322096


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


async def get_chat_member(call: Call) -> Json:
    """getChatMember."""
    chat = call.world.bot_chat(call.get("chat_id"))
    user_id = call.params["user_id"]
    if user_id == call.world.bot.id:
        return member_json(call.world.bot.user(), chat.bot, chat.type)
    person = call.world.people.get(user_id)
    if person is None:
        raise bad_request("member not found")
    return member_json(person.user(), status_of(call.world, chat, user_id), chat.type)


async def get_chat_member_count(call: Call) -> int:
    """getChatMemberCount."""
    return head_count(call.world.bot_chat(call.get("chat_id")))


async def get_chat_administrators(call: Call) -> list[Json]:
    """getChatAdministrators: the owner, and the bot when it is one."""
    world = call.world
    chat = world.bot_chat(call.get("chat_id"))
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    owner = [member_json(world.people[chat.members[0]].user(), "creator", chat.type)] if chat.members else []
    bot = [member_json(world.bot.user(), chat.bot, chat.type)] if chat.bot == "administrator" else []
    return owner + bot


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
    old, chat.bot = chat.bot, "left"
    bot_moved(call.world, chat, call.world.bot.user(), old, "left")
    views.chat_changed(call.world, chat)
    return True


def managed(call: Call, words: str) -> Chat:
    """A chat where the bot is an administrator; 400 with Telegram's words elsewhere."""
    chat = call.chat()
    if chat.bot not in MANAGERS:
        raise bad_request(words)
    return chat


async def ban_chat_member(call: Call) -> bool:
    """banChatMember: a bot that is administrator only."""
    chat = managed(call, "not enough rights to restrict/unrestrict chat member")
    user_id = call.params["user_id"]
    person = call.world.people.get(user_id)
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    old = status_of(call.world, chat, user_id)
    if old == "creator":
        raise bad_request("can't remove chat owner")
    if user_id in chat.members:
        chat.members.remove(user_id)
    if user_id not in chat.banned:
        chat.banned.append(user_id)
    user_moved(call.world, chat, person.user(), old, "kicked")
    views.chat_changed(call.world, chat)
    return True


async def unban_chat_member(call: Call) -> bool:
    """unbanChatMember."""
    chat = managed(call, "not enough rights to restrict/unrestrict chat member")
    user_id = call.params["user_id"]
    if user_id in chat.banned:
        chat.banned.remove(user_id)
    return True


async def create_forum_topic(call: Call) -> Json:
    """createForumTopic: in a forum supergroup, for an administrator; its id is that of the service message."""
    chat = call.chat()
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if chat.bot not in MANAGERS:
        raise bad_request("not enough rights to create a topic")
    facts: Json = {"name": call.params["name"], "icon_color": call.get("icon_color", TOPIC_COLOR)}
    if call.get("icon_custom_emoji_id"):
        facts["icon_custom_emoji_id"] = call.get("icon_custom_emoji_id")
    thread = chat.next_message_id
    service = {"message_thread_id": thread, "is_topic_message": True, "forum_topic_created": facts}
    call.world.post(chat, call.world.bot.user(), service)
    chat.topics[thread] = facts
    views.chat_changed(call.world, chat)
    return {"message_thread_id": thread, **facts}


METHODS: dict[str, Handler] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "getChatAdministrators": get_chat_administrators,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "leaveChat": leave_chat,
    "banChatMember": ban_chat_member,
    "unbanChatMember": unban_chat_member,
    "createForumTopic": create_forum_topic,
}
