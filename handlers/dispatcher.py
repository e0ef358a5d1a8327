"""All routers in the order in which they are asked."""

import re
from collections.abc import Awaitable, Callable
from itertools import chain
from typing import Any

from aiogram import BaseMiddleware, Dispatcher
from aiogram.types import CallbackQuery, TelegramObject

from delivery.cards.refusals import notice
from delivery.telegram import Telegram
from domain.errors import Refusal
from handlers import (
    absences,
    announcements,
    calendars,
    chats,
    columns,
    delegation,
    errors,
    faults,
    groups,
    indicators,
    later,
    log_book,
    planned,
    profiles,
    questions,
    reminders,
    replies,
    reviews,
    roadmaps,
    rosters,
    sent,
    settings,
    staff,
    start,
    summaries,
    undated,
)
from handlers.access import Introduce
from handlers.presses import in_group

_NUMBER = re.compile("-?[0-9]+")
_LARGEST = 2**63 - 1  # of a row: 64 bits with a sign


class AnswerPress(BaseMiddleware):
    """After a press was handled its waiting circle is stopped; nothing is lost when that fails.

    A press in a group that is refused changes nothing there: only who pressed reads why.
    """

    async def __call__(self, handler: Any, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Handle, then answer the press, also one that was refused."""
        telegram: Telegram = data["telegram"]
        why: str | None = None
        try:
            return await handler(event, data)
        except Refusal as refusal:
            if not isinstance(event, CallbackQuery) or not in_group(event):
                raise
            why = notice(refusal.code, refusal.facts)
            return None
        finally:
            if isinstance(event, CallbackQuery):
                await telegram.answer_press(event.id, why)


class KnownNumbers(BaseMiddleware):
    """A button with a number that no row can have is forged; the database would refuse it as an error of ours."""

    async def __call__(self, handler: Any, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Go on, or Refusal "stale-button"."""
        parts = (event.data or "").split(":") if isinstance(event, CallbackQuery) else []
        if any(_NUMBER.fullmatch(part) and abs(int(part)) > _LARGEST for part in parts):
            raise Refusal("stale-button")
        return await handler(event, data)


def build_dispatcher(**shared: Any) -> Dispatcher:
    """The dispatcher with everything that handlers may ask for by name (``telegram``, ``rules``, ``files``)."""
    dispatcher = Dispatcher(disable_fsm=True, **shared)
    dispatcher.update.outer_middleware(Introduce())
    dispatcher.callback_query.outer_middleware(AnswerPress())
    dispatcher.callback_query.outer_middleware(KnownNumbers())
    dispatcher.include_routers(
        start.router(),
        chats.router(),
        groups.commands(),
        faults.router(),
        rosters.router(),
        staff.router(),
        settings.router(),
        summaries.router(),
        planned.router(),
        sent.router(),
        log_book.router(),
        announcements.router(),
        calendars.router(),
        reminders.router(),
        later.router(),
        indicators.router(),
        reviews.router(),
        delegation.router(),
        absences.router(),
        columns.router(),
        undated.router(),
        questions.router(),
        profiles.router(),
        roadmaps.router(),
        # Commands and answers to questions stand above, what takes any message stands below.
        errors.unknown_commands(),
        groups.answers(),
        replies.router(),
        errors.refusals(),
    )
    _look_here(dispatcher)
    return dispatcher


def _look_here(dispatcher: Dispatcher) -> None:
    """Filters that are no coroutines are asked in the event loop: aiogram would send each to a thread of its own.

    For one photo those are twenty, and took as long as all the rest of its handling.
    """
    for router in dispatcher.chain_tail:
        for observer in router.observers.values():
            for asked in chain.from_iterable(handler.filters or () for handler in observer.handlers):
                if not asked.awaitable:
                    asked.callback, asked.awaitable = _at_once(asked.callback), True


def _at_once(asked: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def look(*event: Any, **named: Any) -> Any:
        return asked(*event, **named)

    return look
