"""Changing what one person of a group sees: text, caption, media, keyboard; deleting."""

from sandbox import ephemeral
from sandbox.errors import Json
from sandbox.methods.call import Call, Handler
from sandbox.methods.edits import CAPTION_FIELDS, CONTENT_FIELDS, changed_by, new_caption, new_media, new_text
from sandbox.records import Chat


def editable(call: Call) -> tuple[Chat, Json]:
    """The message that an edit method names by its person and number."""
    chat = call.chat()
    return chat, ephemeral.sent_to(chat, call.params, "message to edit not found")


def change(call: Call, chat: Chat, message: Json, dropped: tuple[str, ...], content: Json) -> bool:
    """Change it; the person sees it changed."""
    ephemeral.show(call.world, chat, changed_by(call, message, dropped, content))
    return True


async def edit_text(call: Call) -> bool:
    """editEphemeralMessageText."""
    chat, message = editable(call)
    return change(call, chat, message, CONTENT_FIELDS, new_text(call, message))


async def edit_caption(call: Call) -> bool:
    """editEphemeralMessageCaption."""
    chat, message = editable(call)
    return change(call, chat, message, CAPTION_FIELDS, new_caption(call, message))


async def edit_media(call: Call) -> bool:
    """editEphemeralMessageMedia."""
    chat, message = editable(call)
    return change(call, chat, message, CONTENT_FIELDS, await new_media(call, message))


async def edit_reply_markup(call: Call) -> bool:
    """editEphemeralMessageReplyMarkup."""
    chat, message = editable(call)
    return change(call, chat, message, (), {})


async def delete(call: Call) -> bool:
    """deleteEphemeralMessage."""
    chat = call.chat()
    ephemeral.remove(call.world, chat, ephemeral.sent_to(chat, call.params, "message to delete not found"))
    return True


METHODS: dict[str, Handler] = {
    "editEphemeralMessageText": edit_text,
    "editEphemeralMessageCaption": edit_caption,
    "editEphemeralMessageMedia": edit_media,
    "editEphemeralMessageReplyMarkup": edit_reply_markup,
    "deleteEphemeralMessage": delete,
}
