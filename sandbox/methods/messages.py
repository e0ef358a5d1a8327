"""Sending words and dice; drafts, copies, forwards, typing."""

from collections import defaultdict
from typing import Any

from sandbox import drafts, polls
from sandbox.errors import Json, bad_request
from sandbox.methods.call import LARGEST_CAPTION, Call, Handler, markup, place, preview, send, words
from sandbox.records import Chat
from sandbox.world import World

DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}

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
    "via_bot",
    "message_thread_id",
    "is_topic_message",
    "forward_origin",
    "has_protected_content",
)
CONTENT = (
    "text",
    "photo",
    "document",
    "video",
    "voice",
    "audio",
    "animation",
    "location",
    "contact",
    "poll",
    "dice",
    "rich_message",
)
FORWARDED_ONLY = ("invoice", "paid_media")


async def send_message(call: Call) -> Json:
    """sendMessage."""
    chat = call.chat()
    content = words(call.params, "text")
    if not content:
        raise bad_request("message text is empty")
    return send(call, chat, content | preview(call.params))


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


async def send_dice(call: Call) -> Json:
    """sendDice."""
    chat = call.chat()
    emoji = (call.get("emoji") or "🎲").removesuffix("\ufe0f")
    if emoji not in DICE:
        raise bad_request("EMOTICON_INVALID")
    value = call.world.ground.chance.randint(1, DICE[emoji])
    return send(call, chat, {"dice": {"emoji": emoji, "value": value}})


async def send_message_draft(call: Call) -> bool:
    """sendMessageDraft: in private chats only; an empty text shows that the bot is thinking."""
    chat = call.chat()
    if chat.type != "private":
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    if not call.params["draft_id"]:
        raise bad_request("invalid draft identifier specified")
    names = ("draft_id", "message_thread_id", "can_stop", "keep_on_stop")
    draft = {name: call.params[name] for name in names if name in call.params}
    drafts.show(call.world, chat, {**draft, "text": "", **words(call.params, "text")})
    return True


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


def kept(message: Json) -> Json:
    """What a forward keeps of a message; service messages cannot be sent on."""
    if not any(name in message for name in (*CONTENT, *FORWARDED_ONLY)):
        raise bad_request("message can't be forwarded")
    return {name: value for name, value in message.items() if name not in NOT_COPIED}


def copied(world: World, message: Json) -> Json:
    """What a copy keeps; invoices and paid media cannot be copied, a poll becomes a new one without votes."""
    if not any(name in message for name in CONTENT):
        raise bad_request("message can't be copied")
    content = kept(message)
    if "poll" not in content:
        return content
    empty = {**content["poll"], "is_closed": False}
    empty["options"] = [{**one, "voter_count": 0} for one in empty["options"]]
    return {**content, "poll": polls.put_up(world, empty, None)}


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
    content = copied(call.world, source(call, call.get("message_id"), "message to copy not found"))
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
    content = {**kept(message), "forward_origin": origin(message)}
    return call.world.post(chat, call.world.bot.user(), {**place(call, chat), **content})


async def forward_messages(call: Call) -> list[Json]:
    """forwardMessages: those that cannot be found are skipped."""
    chat = call.chat()
    return [{"message_id": one["message_id"]} for one in repeat(call, chat, forward=True)]


def repeat(call: Call, chat: Chat, *, forward: bool) -> list[Json]:
    """Post again each of message_ids that is there; an album stays an album under a new id."""
    origin_chat = call.world.bot_chat(call.get("from_chat_id"))
    albums: defaultdict[str, str] = defaultdict(lambda: str(call.world.ground.serial()))
    posted = []
    for message_id in call.get("message_ids"):
        message = origin_chat.messages.get(message_id)
        if message is None:
            continue
        way = {**kept(message), "forward_origin": origin(message)} if forward else copied(call.world, message)
        album = message.get("media_group_id")
        content = way | ({"media_group_id": albums[album]} if album else {})
        posted.append(call.world.post(chat, call.world.bot.user(), {**place(call, chat), **content}))
    if not posted:
        raise bad_request("there are no messages to forward" if forward else "there are no messages to copy")
    return posted


METHODS: dict[str, Handler] = {
    "sendMessage": send_message,
    "sendRichMessage": send_rich_message,
    "sendDice": send_dice,
    "sendMessageDraft": send_message_draft,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
