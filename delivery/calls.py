"""What a rendered card is on Telegram's wire: each value becomes exactly one method call."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from aiogram.enums import ParseMode
from aiogram.methods import (
    CreateForumTopic,
    EditEphemeralMessageText,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    SendAnimation,
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
    EphemeralMessageParameters,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    ReplyParameters,
)

from delivery.outgoing import Media, Menu, Message, NewTopic, Post, Revision, Sendable, Strip

_SINGLE: dict[str, Callable[..., TelegramMethod[Any]]] = {
    "photo": SendPhoto,
    "document": SendDocument,
    "video": SendVideo,
    "voice": SendVoice,
    "audio": SendAudio,
    "animation": SendAnimation,
}
_IN_ALBUM = {
    "photo": InputMediaPhoto,
    "document": InputMediaDocument,
    "video": InputMediaVideo,
    "audio": InputMediaAudio,
}
# Links in a plan are people's text: a preview would show a foreign page under the bot's name.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def call_for(number: int, edits: int | None, outgoing: Sendable) -> TelegramMethod[Any]:
    """The call that says ``outgoing`` in the chat ``number``, over the message ``edits`` where it can be edited.

    A negative ``edits`` is the number of a message that one person of a group sees. ValueError when Telegram has no
    such call, for example for a voice message in an album.
    """
    match outgoing:
        case Message(only_for=int(receiver)) if edits is not None and edits < 0:
            return EditEphemeralMessageText(
                chat_id=number,
                receiver_user_id=receiver,
                ephemeral_message_id=-edits,
                text=outgoing.text,
                parse_mode=ParseMode.HTML,
                reply_markup=outgoing.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
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
                **_seen_by(outgoing),
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
        case NewTopic():
            return CreateForumTopic(chat_id=number, name=outgoing.name)


def ways_to_one(number: int, edits: int | None, message: Message) -> list[TelegramMethod[Any]]:
    """The calls that say something to one person of the group ``number``, the best first.

    In place of what they see already; hidden from the others; in their private chat; for all to see, as a reply.
    """
    assert message.only_for is not None
    openly = replace(message, only_for=None)
    ways = []
    if edits is not None:
        ways.append(call_for(number, edits, message if edits < 0 else openly))
    # Telegram promises nothing about hidden replies to messages that are gone, so only the open one is a reply.
    ways.append(call_for(number, None, replace(message, reply_to=None)))
    if message.in_private:
        ways.append(call_for(message.only_for, None, replace(openly, reply_to=None, topic=None)))
    return [*ways, call_for(number, None, openly)]


def is_idempotent(call: TelegramMethod[Any]) -> bool:
    """Whether the call can be repeated without anybody noticing."""
    return isinstance(
        call, EditEphemeralMessageText | EditMessageText | EditMessageCaption | EditMessageReplyMarkup | SetMyCommands
    )


def without_markup(call: TelegramMethod[Any]) -> TelegramMethod[Any]:
    """The same call with its text bare: tags gone, escapes read, so that it arrives whatever its markup is."""
    if isinstance(call, SendMediaGroup):
        media = [part.model_copy(update=_bare(part.caption, "caption")) for part in call.media]
        return call.model_copy(update={"media": media})
    field = "text" if isinstance(call, SendMessage | EditMessageText | EditEphemeralMessageText) else "caption"
    return call.model_copy(update=_bare(getattr(call, field, None), field))


def without_topic(call: TelegramMethod[Any]) -> TelegramMethod[Any]:
    """The same call into the general topic, when its own was deleted."""
    return call.model_copy(update={"message_thread_id": None})


def _bare(text: str | None, field: str) -> dict[str, Any]:
    return {field: text and html.unescape(re.sub(r"<[^<>]*>", "", text)), "parse_mode": None}


def _place(number: int, outgoing: Message | Post) -> dict[str, Any]:
    reply = outgoing.reply_to and ReplyParameters(message_id=outgoing.reply_to, allow_sending_without_reply=True)
    return {"chat_id": number, "message_thread_id": outgoing.topic, "reply_parameters": reply}


def _seen_by(message: Message) -> dict[str, Any]:
    if message.only_for is None:
        return {}
    return {"ephemeral_message_parameters": EphemeralMessageParameters(receiver_user_id=message.only_for)}


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
