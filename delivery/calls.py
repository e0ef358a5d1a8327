"""What a rendered card is on Telegram's wire: each value becomes exactly one method call."""

import html
import re
from collections.abc import Callable
from typing import Any

from aiogram.enums import ParseMode
from aiogram.methods import (
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    SendAudio,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendVideo,
    SendVoice,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    ReplyParameters,
)

from delivery.outgoing import Media, Menu, Message, Post, Revision, Strip

_SINGLE: dict[str, Callable[..., TelegramMethod[Any]]] = {
    "photo": SendPhoto,
    "document": SendDocument,
    "video": SendVideo,
    "voice": SendVoice,
    "audio": SendAudio,
}
_IN_ALBUM = {
    "photo": InputMediaPhoto,
    "document": InputMediaDocument,
    "video": InputMediaVideo,
    "audio": InputMediaAudio,
}
# Links in a plan are people's text: a preview would show a foreign page under the bot's name.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def call_for(number: int, edits: int | None, outgoing: Message | Post | Revision | Strip | Menu) -> TelegramMethod[Any]:
    """The call that says ``outgoing`` in the chat ``number``, over the message ``edits`` where it can be edited.

    ValueError when Telegram has no such call, for example for a voice message in an album.
    """
    match outgoing:
        case Message() if edits is not None:
            return EditMessageText(
                chat_id=number,
                message_id=edits,
                text=outgoing.text,
                parse_mode=ParseMode.HTML,
                reply_markup=outgoing.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        case Message():
            return SendMessage(
                text=outgoing.text,
                parse_mode=ParseMode.HTML,
                reply_markup=outgoing.keyboard,
                link_preview_options=_NO_PREVIEW,
                **_place(number, outgoing),
            )
        case Post():
            return _single(number, outgoing) if len(outgoing.media) == 1 else _album(number, outgoing)
        case Revision() if outgoing.caption:
            return EditMessageCaption(
                chat_id=number, message_id=outgoing.message, caption=outgoing.text, parse_mode=ParseMode.HTML
            )
        case Revision():
            return call_for(number, outgoing.message, Message(outgoing.text))
        case Strip():
            if edits is None:
                raise ValueError("there is no message to take the buttons off")
            return EditMessageReplyMarkup(chat_id=number, message_id=edits)
        case Menu():
            commands = [BotCommand(command=name, description=text) for name, text in outgoing.commands]
            return SetMyCommands(commands=commands, scope=BotCommandScopeChat(chat_id=number))


def is_idempotent(call: TelegramMethod[Any]) -> bool:
    """Whether the call can be repeated without anybody noticing."""
    return isinstance(call, EditMessageText | EditMessageCaption | EditMessageReplyMarkup | SetMyCommands)


def without_markup(call: TelegramMethod[Any]) -> TelegramMethod[Any]:
    """The same call with its text bare: tags gone, escapes read, so that it arrives whatever its markup is."""
    if isinstance(call, SendMediaGroup):
        media = [part.model_copy(update=_bare(part.caption, "caption")) for part in call.media]
        return call.model_copy(update={"media": media})
    field = "text" if isinstance(call, SendMessage | EditMessageText) else "caption"
    return call.model_copy(update=_bare(getattr(call, field, None), field))


def without_topic(call: TelegramMethod[Any]) -> TelegramMethod[Any]:
    """The same call into the general topic, when its own was deleted."""
    return call.model_copy(update={"message_thread_id": None})


def _bare(text: str | None, field: str) -> dict[str, Any]:
    return {field: text and html.unescape(re.sub(r"<[^<>]*>", "", text)), "parse_mode": None}


def _place(number: int, outgoing: Message | Post) -> dict[str, Any]:
    reply = outgoing.reply_to and ReplyParameters(message_id=outgoing.reply_to, allow_sending_without_reply=True)
    return {"chat_id": number, "message_thread_id": outgoing.topic, "reply_parameters": reply}


def _single(number: int, post: Post) -> TelegramMethod[Any]:
    media = post.media[0]
    return _SINGLE[media.kind](
        **{media.kind: _source(media)},
        caption=post.caption or None,
        parse_mode=ParseMode.HTML,
        reply_markup=post.keyboard,
        **_place(number, post),
    )


def _album(number: int, post: Post) -> SendMediaGroup:
    if not 2 <= len(post.media) <= 10 or any(media.kind not in _IN_ALBUM for media in post.media):
        raise ValueError("an album holds 2 to 10 pictures, videos or files")
    captions = [post.caption or None, *[None] * 9]
    media = [
        _IN_ALBUM[each.kind](media=_source(each), caption=caption, parse_mode=ParseMode.HTML)
        for each, caption in zip(post.media, captions, strict=False)
    ]
    return SendMediaGroup(media=media, **_place(number, post))


def _source(media: Media) -> str | BufferedInputFile:
    if media.content is not None:
        return BufferedInputFile(media.content, filename=media.name or media.kind)
    if media.remote_id is None:
        raise ValueError("a picture or file needs its bytes or its id")
    return media.remote_id
