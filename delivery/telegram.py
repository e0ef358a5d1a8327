"""One call of Telegram, one outcome: the only place that knows Telegram's errors.

What an error means for a message that must neither be lost nor come twice: a connection that was refused and a 429
surely did not deliver; a timeout, a connection that broke and a 5xx may have delivered. (Texts of the errors: the Bot
API server's own source, https://github.com/tdlib/telegram-bot-api.)
"""

import asyncio
from contextlib import aclosing
from dataclasses import replace
from typing import Any, cast

import structlog
from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    CreateForumTopic,
    EditEphemeralMessageText,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    GetChatMember,
    GetFile,
    GetMe,
    SendChatAction,
    TelegramMethod,
)
from aiogram.types import ChatMemberAdministrator
from aiogram.types import Message as TelegramMessage
from aiohttp import ClientConnectorError, ClientError, ClientTimeout, ConnectionTimeoutError

from delivery.calls import call_for, is_idempotent, ways_to_one, without_markup, without_topic
from delivery.outgoing import Dropped, Later, Message, Outgoing, Post
from domain.outbox import Delivery, Outcome

log = structlog.get_logger(__name__)

UNREACHABLE = "unreachable"
_UNREACHABLE_PAUSE = 3.0
_NOBODY_LISTENS_PAUSE = 60.0
_ASK_SECONDS = 5.0
# A school's line may be as slow as a megabit a second; bytes a second.
_SLOWEST = 100_000
_GONE = (
    "chat not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "chat_write_forbidden",
    "have no rights to send a message",
    "not enough rights to send",
    "user is deactivated",
)
_NOTHING_TO_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
)
_NO_SUCH_TOPIC = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")


class TooLarge(Exception):
    """A file is larger than the bot may or wants to take."""


class DownloadFailed(Exception):
    """A file could not be fetched; the text says why and holds no address."""


class Telegram:
    """The bot's mouth. ``timeout`` (seconds) bounds each call; a third of it is for the connection alone.

    What is uploaded has the time that a slow line needs for it beside that.
    """

    def __init__(self, bot: Bot, timeout: float = 20.0) -> None:
        self._bot = bot
        self._timeout = timeout

    async def send(self, delivery: Delivery, outgoing: Outgoing) -> Outcome:
        """Say one thing in one chat. Never raises; takes at most four calls, each with its timeout.

        Eight where it is for one person of a group: the messenger refuses to hide it and the person has left.
        """
        assert not isinstance(outgoing, (Dropped, Later))
        if isinstance(outgoing, Message) and outgoing.only_for is not None:
            return await self._say_to_one(delivery, outgoing)
        try:
            call = call_for(delivery.chat.number, delivery.edits, outgoing)
        except ValueError as error:
            log.error("a card cannot be said", delivery=delivery.id, kind=delivery.kind, error=str(error))
            return Outcome("refused", reason=str(error)[:200])
        outcome = await self._try(delivery, call, self._timeout + _uploaded(outgoing) / _SLOWEST)
        if outcome is None and isinstance(outgoing, Message):
            # What should be edited is gone (deleted, or a picture): then it is said as a new message.
            outcome = await self._try(delivery, call_for(delivery.chat.number, None, outgoing), self._timeout)
        # A Strip or a Revision of a message that is gone has nothing left to change.
        return outcome or Outcome("sent")

    async def _say_to_one(self, delivery: Delivery, message: Message) -> Outcome:
        """The first way that the messenger takes; what it surely refused has not arrived."""
        outcome: Outcome | None = None
        for call in ways_to_one(delivery.chat.number, delivery.edits, message):
            outcome = await self._try(delivery, call, self._timeout)
            if outcome is not None and outcome.result not in ("refused", "blocked"):
                # The number of a message in the private chat means another message in this one.
                return (
                    outcome if getattr(call, "chat_id", None) == delivery.chat.number else replace(outcome, messages=())
                )
        return outcome or Outcome("sent")

    async def _try(self, delivery: Delivery, call: TelegramMethod[Any], seconds: float) -> Outcome | None:
        """One call, mended once when its markup or topic is refused; None when there is nothing to edit."""
        try:
            return _arrived(call, await self._call(call, seconds))
        except TelegramBadRequest as error:
            mended = _mended(call, error.message.lower())
            if mended is None:
                return _outcome(delivery, call, error)
            log.error("telegram refused a card", delivery=delivery.id, kind=delivery.kind, error=error.message)
        except Exception as error:
            return _outcome(delivery, call, error)
        try:
            return _arrived(mended, await self._call(mended, seconds))
        except Exception as error:
            return _outcome(delivery, mended, error)

    async def reachable(self) -> bool:
        """Whether Telegram answers at all."""
        try:
            await self._call(GetMe(), min(self._timeout, _ASK_SECONDS))
        except (AiogramError, ClientError, TimeoutError, OSError) as error:
            log.warning("telegram does not answer", error=type(error).__name__)
            return False
        return True

    async def answer_press(self, query_id: str, text: str | None = None, *, alert: bool = False) -> None:
        """Stop the clock on a pressed button; the person's client forgets it by itself when this fails."""
        await self._best_effort(
            AnswerCallbackQuery(callback_query_id=query_id, text=text and text[:200], show_alert=alert)
        )

    async def may_manage_topics(self, chat_number: int) -> bool:
        """Whether the bot may open topics in this chat; False where Telegram does not say."""
        try:
            seat = await self._call(GetChatMember(chat_id=chat_number, user_id=self._bot.id))
        except (AiogramError, ClientError, TimeoutError, OSError) as error:
            log.info("telegram does not say what the bot may", error=_reason(error))
            return False
        return isinstance(seat, ChatMemberAdministrator) and bool(seat.can_manage_topics)

    async def typing(self, chat_number: int) -> None:
        """Show that the bot works on an answer, for at most five seconds."""
        await self._best_effort(SendChatAction(chat_id=chat_number, action=ChatAction.TYPING))

    async def download(self, file_id: str, max_bytes: int) -> bytes:
        """The content of a file a person sent. Raises TooLarge and DownloadFailed."""
        try:
            async with asyncio.timeout(3 * self._timeout):
                return await self._fetch(file_id, max_bytes)
        except (AiogramError, ClientError, TimeoutError, OSError) as error:
            if "file is too big" in str(error):
                raise TooLarge from None
            reason = _reason(error)
        # Raised out here: the error itself, and a chain with it, holds the address and in it the token.
        raise DownloadFailed(reason)

    async def _fetch(self, file_id: str, max_bytes: int) -> bytes:
        file = await self._call(GetFile(file_id=file_id))
        if (file.file_size or 0) > max_bytes:
            raise TooLarge
        if not file.file_path:
            raise DownloadFailed("no path")
        address = self._bot.session.api.file_url(self._bot.token, file.file_path)
        content = bytearray()
        async with aclosing(self._bot.session.stream_content(address, timeout=int(3 * self._timeout))) as chunks:
            async for chunk in chunks:
                content += chunk
                if len(content) > max_bytes:
                    raise TooLarge
        return bytes(content)

    async def _best_effort(self, call: TelegramMethod[Any]) -> None:
        try:
            await self._call(call)
        except (AiogramError, ClientError, TimeoutError, OSError) as error:
            log.info("telegram did not take it", method=call.__api_method__, error=_reason(error))

    async def _call(self, call: TelegramMethod[Any], seconds: float | None = None) -> Any:
        # aiogram hands the value on to aiohttp, which tells "never connected" from "no answer" only with this type.
        patience = ClientTimeout(total=seconds or self._timeout, sock_connect=self._timeout / 3)
        return await self._bot(call, request_timeout=cast(int, patience))


def _uploaded(outgoing: Outgoing) -> int:
    """The bytes that leave with it."""
    return sum(len(media.content or b"") for media in outgoing.media) if isinstance(outgoing, Post) else 0


def _mended(call: TelegramMethod[Any], refusal: str) -> TelegramMethod[Any] | None:
    if "can't parse entities" in refusal:
        return without_markup(call)
    lost = any(words in refusal for words in _NO_SUCH_TOPIC) and getattr(call, "message_thread_id", None) is not None
    return without_topic(call) if lost else None


def _arrived(call: TelegramMethod[Any], result: Any) -> Outcome:
    if isinstance(call, EditEphemeralMessageText):
        return Outcome("sent", messages=(-call.ephemeral_message_id,))
    if isinstance(call, CreateForumTopic):
        return Outcome("sent", messages=(result.message_thread_id,))
    if isinstance(call, EditMessageText | EditMessageCaption):
        return Outcome("sent", messages=(int(call.message_id or 0),))
    if isinstance(call, EditMessageReplyMarkup):
        return Outcome("sent")
    messages = result if isinstance(result, list) else [result]
    return Outcome("sent", messages=tuple(_number(one) for one in messages if hasattr(one, "message_id")))


def _number(message: TelegramMessage) -> int:
    """The message's number; a negative one where one person of a group sees it: such messages are counted apart."""
    hidden = message.ephemeral_message_id
    return message.message_id if hidden is None else -hidden


def _outcome(delivery: Delivery, call: TelegramMethod[Any], error: Exception) -> Outcome | None:
    """What an error means for the delivery; None when there is nothing to edit."""
    reason = _reason(error)
    match error:
        case TelegramRetryAfter():
            # A group's own limit is no reason to keep everybody waiting.
            return Outcome(
                "later", retry_after=error.retry_after, everybody=delivery.chat.kind == "private", reason=reason
            )
        case TelegramMigrateToChat():
            return Outcome("moved", number=error.migrate_to_chat_id, reason=reason)
        case TelegramForbiddenError():
            return Outcome("blocked", reason=reason)
        case TelegramEntityTooLarge():
            return Outcome("refused", reason=reason)
        case TelegramUnauthorizedError() | TelegramNotFound():
            log.error("the token is not accepted", error=reason)
            return Outcome("later", retry_after=_NOBODY_LISTENS_PAUSE, everybody=True, reason=reason)
        case TelegramBadRequest():
            return _bad_request(delivery, call, reason)
        case ClientDecodeError() if isinstance(error.data, dict) and error.data.get("ok") is True:
            return _arrived_unread(call, error.data.get("result"))
        case TelegramNetworkError() if isinstance(error.__cause__, ClientConnectorError | ConnectionTimeoutError):
            return Outcome("later", retry_after=_UNREACHABLE_PAUSE, reason=UNREACHABLE)
    if isinstance(error, TelegramAPIError) and "too many requests" in reason.lower():
        return Outcome("later", retry_after=1.0, everybody=True, reason=reason)
    log.warning("nobody knows whether it arrived", delivery=delivery.id, error=reason)
    return Outcome("again" if is_idempotent(call) else "doubt", reason=reason)


def _bad_request(delivery: Delivery, call: TelegramMethod[Any], reason: str) -> Outcome | None:
    words = reason.lower()
    if "message is not modified" in words:
        return _arrived(call, True)
    if any(gone in words for gone in _GONE):
        return Outcome("blocked", reason=reason)
    edit = isinstance(call, EditEphemeralMessageText | EditMessageText | EditMessageCaption | EditMessageReplyMarkup)
    if edit and any(gone in words for gone in _NOTHING_TO_EDIT):
        return None
    if getattr(call, "ephemeral_message_parameters", None) is None:
        log.error("telegram refused a card", delivery=delivery.id, kind=delivery.kind, error=reason)
    return Outcome("refused", reason=reason)


def _arrived_unread(call: TelegramMethod[Any], result: Any) -> Outcome:
    # Telegram said ok in words that this version of the library cannot read; repeating would make a copy.
    if is_idempotent(call):
        return _arrived(call, True)
    parts = [part for part in (result if isinstance(result, list) else [result]) if isinstance(part, dict)]
    ids = (part.get("message_id") for part in parts)
    return Outcome("sent", messages=tuple(each for each in ids if isinstance(each, int) and each))


def _reason(error: Exception) -> str:
    """The error in words for the log and the row. Only Telegram's own words are safe: others may hold the token."""
    if isinstance(error, TelegramNetworkError) and not isinstance(error, TelegramEntityTooLarge):
        return type(error.__cause__ or error).__name__
    if isinstance(error, TelegramAPIError):
        return error.message[:200]
    status = getattr(error, "status", None)
    return type(error).__name__ + (f" {status}" if status else "")
