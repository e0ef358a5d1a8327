"""What was sent: /sent and what is pressed under it."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from delivery.cards.sent import SentButton
from domain.errors import Refusal
from handlers.access import Known
from handlers.presses import message_of
from services import sent
from services.access import Caller
from services.sent import View
from services.work import Work

_VIEWS: tuple[View, ...] = ("show", "people", "plans")


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="sent")
    routes.message.register(show, Command("sent"), Known())
    routes.callback_query.register(choose, SentButton.filter(F.do.in_(set(_VIEWS))), Known())
    return routes


async def show(_message: Message, work: Work, caller: Caller) -> None:
    """/sent"""
    if caller.chat.kind != "private":
        raise Refusal("private-only")
    await sent.show(work, caller)


async def choose(press: CallbackQuery, callback_data: SentButton, work: Work, caller: Caller) -> None:
    """A person, a roadmap, another page, all of it again: in the same message."""
    view = next(one for one in _VIEWS if one == callback_data.do)
    person, roadmap, page = callback_data.person, callback_data.roadmap, callback_data.page
    await sent.show(work, caller, view, person=person, roadmap=roadmap, page=page, message=message_of(press))
