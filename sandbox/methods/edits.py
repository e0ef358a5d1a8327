"""Changing what was sent: text, caption, media, keyboard; deleting."""

from sandbox.errors import Json, bad_request
from sandbox.methods.call import Call, Handler, preview, words
from sandbox.methods.media import content_of
from sandbox.records import MANAGERS, Chat

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE_SECONDS = 48 * 3600
CONTENT_FIELDS = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "video",
    "audio",
    "animation",
    "link_preview_options",
    "has_media_spoiler",
    "show_caption_above_media",
    "rich_message",
)
CAPTION_FIELDS = ("caption", "caption_entities")
CAPTIONED = ("photo", "document", "video", "voice", "audio", "animation")


def editable(call: Call) -> tuple[Chat, Json]:
    """The bot's own message that an edit method names, in a chat or by inline_message_id."""
    if call.get("inline_message_id"):
        return inline_place(call)
    chat = call.chat()
    if "message_id" not in call.params:
        raise bad_request("message identifier is not specified")
    message = call.message(chat, "message to edit not found")
    own = chat.type == "channel" or message.get("from", {}).get("id") == call.world.bot.id
    if not own or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


def inline_place(call: Call) -> tuple[Chat, Json]:
    """The message that a person has sent through the bot."""
    place = call.world.books.inline_messages.get(call.params["inline_message_id"])
    chat = call.world.chats.get(place[0]) if place else None
    if place is None or chat is None or place[1] not in chat.messages:
        raise bad_request("MESSAGE_ID_INVALID")
    return chat, chat.messages[place[1]]


def changed_by(call: Call, message: Json, dropped: tuple[str, ...], content: Json) -> Json:
    """The message with `content` in the place of the `dropped` fields and the given keyboard in that of the old one."""
    kept = {name: value for name, value in message.items() if name not in (*dropped, "reply_markup", "edit_date")}
    keyboard = call.get("reply_markup")
    shown = {"reply_markup": keyboard} if keyboard and any(keyboard["inline_keyboard"]) else {}
    changed = {**kept, **content, **shown}
    if changed == {name: value for name, value in message.items() if name != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    head = {name: value for name, value in changed.items() if name not in content and name not in shown}
    return {**head, "edit_date": call.world.clock.seconds(), **content, **shown}


def change(call: Call, chat: Chat, message: Json, dropped: tuple[str, ...], content: Json) -> Json | bool:
    """Change a message; it is the answer, or True for an inline one, which the bot does not see."""
    fresh = call.world.replace(chat, changed_by(call, message, dropped, content))
    return True if call.get("inline_message_id") else fresh


def new_text(call: Call, message: Json) -> Json:
    """The words that take the place of those of a text message."""
    content = words(call.params, "text")
    if "rich_message" in call.params:
        rich = call.params["rich_message"]
        content = {"rich_message": {"blocks": rich.get("blocks") or []}}
    elif not content:
        raise bad_request("message text is empty")
    if "text" not in message and "rich_message" not in message:
        raise bad_request("there is no text in the message to edit")
    return content | preview(call.params)


async def edit_message_text(call: Call) -> Json | bool:
    """editMessageText."""
    chat, message = editable(call)
    return change(call, chat, message, CONTENT_FIELDS, new_text(call, message))


def new_caption(call: Call, message: Json) -> Json:
    """The words that take the place of those under a file."""
    if not any(name in message for name in CAPTIONED):
        raise bad_request("there is no caption in the message to edit")
    return words(call.params, "caption")


async def edit_message_caption(call: Call) -> Json | bool:
    """editMessageCaption; no caption removes it."""
    chat, message = editable(call)
    return change(call, chat, message, CAPTION_FIELDS, new_caption(call, message))


async def new_media(call: Call, message: Json) -> Json:
    """What takes the place of a file; in an album only the same kind, as Telegram asks for documents and audio."""
    media = call.params["media"]
    kind = media.get("type", "")
    if kind not in CAPTIONED or kind == "voice":
        raise bad_request("can't parse InputMedia: Unsupported type specified")
    if "media_group_id" in message and kind not in ("photo", "video") and kind not in message:
        raise bad_request("can't change the type of a message in an album")
    return await content_of(call, kind, media["media"], media)


async def edit_message_media(call: Call) -> Json | bool:
    """editMessageMedia."""
    chat, message = editable(call)
    return change(call, chat, message, CONTENT_FIELDS, await new_media(call, message))


async def edit_message_reply_markup(call: Call) -> Json | bool:
    """editMessageReplyMarkup; no keyboard removes it."""
    chat, message = editable(call)
    return change(call, chat, message, (), {})


def removable(call: Call, chat: Chat, message: Json) -> bool:
    """Whether Telegram lets the bot delete it: younger than 48 hours, own, incoming in private, any for an admin."""
    young = message["date"] > call.world.clock.seconds() - DELETABLE_SECONDS
    own = message.get("from", {}).get("id") == call.world.bot.id
    return young and (own or chat.type == "private" or call.world.seat(chat) in MANAGERS)


async def delete_message(call: Call) -> bool:
    """deleteMessage."""
    chat = call.chat()
    message = call.message(chat, "message to delete not found")
    if not removable(call, chat, message):
        raise bad_request("message can't be deleted")
    call.world.remove(chat, message["message_id"])
    return True


async def delete_messages(call: Call) -> bool:
    """deleteMessages: what cannot be found or deleted is skipped."""
    chat = call.chat()
    for message_id in call.params["message_ids"]:
        message = chat.messages.get(message_id)
        if message is not None and removable(call, chat, message):
            call.world.remove(chat, message_id)
    return True


METHODS: dict[str, Handler] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
