"""Before any handler: which chat this is, who speaks, what the chat was asked."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from aiogram import BaseMiddleware
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User
from aiogram.types import Chat as TelegramChat
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outbox import Chat
from domain.rules import Rules
from services.access import Caller
from services.surroundings import Surroundings
from services.work import Work
from storage import chats, conversations, people
from storage.conversations import Expectation

MESSENGER = "telegram"
_CLOCKS_DIFFER = timedelta(minutes=1)


class Introduce(BaseMiddleware):
    """Puts ``caller`` and ``expectation`` beside each update; an update of no person and no chat is passed over."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Meet the chat and the person, then go on."""
        chat: TelegramChat | None = data.get("event_chat")
        user: User | None = data.get("event_from_user")
        if not isinstance(event, Update) or chat is None or user is None or user.is_bot:
            return None
        data["caller"], data["expectation"] = await self._meet(event, data, chat, user)
        return await handler(event, data)

    async def _meet(
        self, event: Update, data: dict[str, Any], chat: TelegramChat, user: User
    ) -> tuple[Caller, Expectation | None]:
        work, rules = data["work"], data["rules"]
        title = chat.title or user.full_name
        # Who writes has unblocked the bot, also when the notice of it was lost.
        unblocks = event.my_chat_member is None
        async with work.read() as connection:
            known = await chats.find(connection, MESSENGER, chat.id)
            same = known is not None and (known.kind, known.title) == (chat.type, title)
            if known is not None and same and not (known.blocked and unblocks):
                return await _introduced(connection, work, rules, known, user.id)
        async with work.step() as connection:
            met = await chats.meet(connection, MESSENGER, chat.id, kind=chat.type, title=title)
            if met.blocked and unblocks:
                await chats.mark(connection, met.id, blocked=False)
            return await _introduced(connection, work, rules, met, user.id)


async def _introduced(
    connection: AsyncConnection, work: Work, rules: Rules, chat: Chat, number: int
) -> tuple[Caller, Expectation | None]:
    member = await people.member_of_number(connection, MESSENGER, number)
    left = await people.left_place(connection, MESSENGER, number) if member is None else None
    around = Surroundings(connection, rules, work.now)
    stands_for = frozenset[int]() if member is None else await around.stands_for(member.id)
    caller = Caller(chat, number, member, left, stands_for)
    # In a group the next message is anybody's: nothing is expected there.
    return caller, await conversations.expected(connection, chat.id) if chat.kind == "private" else None


class Expecting(Filter):
    """A plain message that answers the question ``name`` asked just before; ``lasts``: it is not awaited for longer."""

    def __init__(self, name: str, *, lasts: timedelta | None = None) -> None:
        self._name = name
        self._lasts = lasts

    async def __call__(self, message: Message, work: Work, expectation: Expectation | None = None) -> bool:
        """Whether that was asked; a command is never an answer, a reply to an older message means that message."""
        if expectation is None or expectation.expects != self._name or (message.text or "").startswith("/"):
            return False
        if self._lasts is not None and work.now - expectation.since > self._lasts:
            return False
        return message.reply_to_message is None or not _is_older(message.reply_to_message, expectation.since)


def _is_older(quoted: Message, moment: datetime) -> bool:
    # A question may take the place of an older message; the messenger's clock and ours may differ a little.
    stands_since = quoted.date if quoted.edit_date is None else datetime.fromtimestamp(quoted.edit_date, UTC)
    return stands_since < moment - _CLOCKS_DIFFER


class Known(Filter):
    """Only members pass; anybody else reads how to get in. In groups strangers are passed over in silence."""

    async def __call__(self, event: Message | CallbackQuery, caller: Caller) -> bool:
        """Whether the caller is a member; Refusal "stranger" or "left" in a private chat."""
        if caller.member is None and not isinstance(event, CallbackQuery) and caller.chat.kind != "private":
            return False
        return caller.known is not None
