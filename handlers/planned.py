"""What will be sent in the days to come: /planned and what is pressed under it."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from delivery.cards.planned import PlannedButton
from domain.errors import Refusal
from handlers.access import Known
from handlers.presses import message_of
from services import planned
from services.access import Caller
from services.planned import View
from services.work import Work

_VIEWS: tuple[View, ...] = ("show", "people", "missed")


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="planned")
    routes.message.register(show, Command("planned"), Known())
    routes.callback_query.register(choose, PlannedButton.filter(F.do.in_(set(_VIEWS))), Known())
    return routes


async def show(_message: Message, work: Work, caller: Caller) -> None:
    """/planned"""
    if caller.chat.kind != "private":
        raise Refusal("private-only")
    await planned.show(work, caller)


async def choose(press: CallbackQuery, callback_data: PlannedButton, work: Work, caller: Caller) -> None:
    """A day, a person, another page, all of it again: in the same message."""
    view = next(one for one in _VIEWS if one == callback_data.do)
    day, person, page = callback_data.day, callback_data.person, callback_data.page
    await planned.show(work, caller, view, day=day, person=person, page=page, message=message_of(press))
