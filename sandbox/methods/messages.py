"""Sending words and places; copies, forwards, reactions of the chat (typing…)."""

from typing import Any

from sandbox.errors import Json, bad_request
from sandbox.methods.call import LARGEST_CAPTION, Call, Handler, markup, place, send, words
from sandbox.world import Chat

NOT_COPIED = (
    "message_id",
    "from",
    "sender_chat",
    "chat",
    "date",
    "edit_date",
    "reply_to_message",
    "reply_markup",
    "media_group_id",
    "message_thread_id",
    "is_topic_message",
    "forward_origin",
    "has_protected_content",
)
CONTENT = ("text", "photo", "document", "video", "voice", "audio", "animation", "location", "contact", "rich_message")


async def send_message(call: Call) -> Json:
    """sendMessage."""
    chat = call.chat()
    content = words(call.params, "text")
    if not content:
        raise bad_request("message text is empty")
    preview = call.get("link_preview_options")
    return send(call, chat, content | ({"link_preview_options": preview} if preview else {}))


async def send_rich_message(call: Call) -> Json:
    """sendRichMessage with ready blocks; html and markdown of rich messages are not read by the sandbox."""
    chat = call.chat()
    given = call.params["rich_message"]
    if "blocks" not in given:
        call.problems.append("rich_message: only `blocks` are modelled, html and markdown are shown as they are")
        plain = given.get("html") or given.get("markdown") or ""
        given = {"blocks": [{"type": "paragraph", "text": plain}]}
    rich: Json = {"blocks": given["blocks"]} | ({"is_rtl": True} if given.get("is_rtl") else {})
    return send(call, chat, {"rich_message": rich})


async def send_location(call: Call) -> Json:
    """sendLocation."""
    names = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
    return send(call, call.chat(), {"location": {name: call.params[name] for name in names if name in call.params}})


async def send_contact(call: Call) -> Json:
    """sendContact."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    return send(call, call.chat(), {"contact": {name: call.params[name] for name in names if name in call.params}})


async def send_chat_action(call: Call) -> bool:
    """sendChatAction: the page shows it for five seconds."""
    chat = call.chat()
    call.world.events.emit("chat_action", chat_id=chat.id, action=call.get("action"))
    return True


def source(call: Call, message_id: Any, refusal: str) -> Json:
    """A message of from_chat_id."""
    chat = call.world.bot_chat(call.get("from_chat_id"))
    found = chat.messages.get(message_id)
    if found is None:
        raise bad_request(refusal)
    return found


def copied(message: Json) -> Json:
    """What a copy keeps of a message; service messages cannot be copied."""
    if not any(name in message for name in CONTENT):
        raise bad_request("message can't be copied")
    return {name: value for name, value in message.items() if name not in NOT_COPIED}


def origin(message: Json) -> Json:
    """Where a forwarded message comes from (MessageOrigin); a forward of a forward keeps the first origin."""
    if "forward_origin" in message:
        known: Json = message["forward_origin"]
        return known
    if "from" in message:
        return {"type": "user", "date": message["date"], "sender_user": message["from"]}
    return {
        "type": "channel",
        "date": message["date"],
        "chat": message["chat"],
        "message_id": message["message_id"],
    }


async def copy_message(call: Call) -> Json:
    """copyMessage; a new caption replaces the old one."""
    chat = call.chat()
    content = copied(source(call, call.get("message_id"), "message to copy not found"))
    if "caption" in call.params and "text" not in content:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= words(call.params, "caption")
    if len(content.get("caption", "")) > LARGEST_CAPTION:
        raise bad_request("message caption is too long")
    posted = call.world.post(chat, call.world.bot.user(), {**place(call, chat), **content, **markup(call, chat)})
    return {"message_id": posted["message_id"]}


async def copy_messages(call: Call) -> list[Json]:
    """copyMessages: those that cannot be found are skipped."""
    chat = call.chat()
    return [{"message_id": one["message_id"]} for one in repeat(call, chat, forward=False)]


async def forward_message(call: Call) -> Json:
    """forwardMessage."""
    chat = call.chat()
    message = source(call, call.get("message_id"), "message to forward not found")
    content = {**copied(message), "forward_origin": origin(message)}
    return call.world.post(chat, call.world.bot.user(), {**place(call, chat), **content})


async def forward_messages(call: Call) -> list[Json]:
    """forwardMessages: those that cannot be found are skipped."""
    chat = call.chat()
    return [{"message_id": one["message_id"]} for one in repeat(call, chat, forward=True)]


def repeat(call: Call, chat: Chat, *, forward: bool) -> list[Json]:
    """Post again each of message_ids that is there; an album stays an album under a new id."""
    origin_chat = call.world.bot_chat(call.get("from_chat_id"))
    albums: dict[str, str] = {}
    posted = []
    for message_id in call.get("message_ids"):
        message = origin_chat.messages.get(message_id)
        if message is None:
            continue
        content = copied(message) | ({"forward_origin": origin(message)} if forward else {})
        if "media_group_id" in message:
            content["media_group_id"] = albums.setdefault(message["media_group_id"], str(call.world.serial()))
        posted.append(call.world.post(chat, call.world.bot.user(), {**place(call, chat), **content}))
    if not posted:
        raise bad_request("there are no messages to forward" if forward else "there are no messages to copy")
    return posted


METHODS: dict[str, Handler] = {
    "sendMessage": send_message,
    "sendRichMessage": send_rich_message,
    "sendLocation": send_location,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
