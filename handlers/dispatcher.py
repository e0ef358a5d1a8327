"""All routers in the order in which they are asked."""

from typing import Any

from aiogram import BaseMiddleware, Dispatcher
from aiogram.types import CallbackQuery, TelegramObject

from delivery.telegram import Telegram
from handlers import announcements, chats, errors, reminders, replies, roadmaps, rosters, start, summaries
from handlers.access import Introduce


class AnswerPress(BaseMiddleware):
    """After a press was handled its waiting circle is stopped; nothing is lost when that fails."""

    async def __call__(self, handler: Any, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Handle, then answer the press, also one that was refused."""
        telegram: Telegram = data["telegram"]
        try:
            return await handler(event, data)
        finally:
            if isinstance(event, CallbackQuery):
                await telegram.answer_press(event.id)


def build_dispatcher(**shared: Any) -> Dispatcher:
    """The dispatcher with everything that handlers may ask for by name (``telegram``, ``rules``, ``files``)."""
    dispatcher = Dispatcher(disable_fsm=True, **shared)
    dispatcher.update.outer_middleware(Introduce())
    dispatcher.callback_query.outer_middleware(AnswerPress())
    dispatcher.include_routers(
        start.router(),
        chats.router(),
        rosters.router(),
        summaries.router(),
        announcements.router(),
        reminders.router(),
        roadmaps.router(),
        # Commands and answers to questions stand above, what takes any message stands below.
        errors.unknown_commands(),
        replies.router(),
        errors.refusals(),
    )
    return dispatcher
