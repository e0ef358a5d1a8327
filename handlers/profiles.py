"""«Напоминания: обычный» under a plan, and for one of its rows."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from delivery.cards.profiles import ProfileButton
from domain.rules import Rules
from handlers.access import Known
from handlers.presses import message_of
from services import profiles
from services.access import Caller
from services.work import Work


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="profiles")
    routes.callback_query.register(show, ProfileButton.filter(F.do == "list"), Known())
    routes.callback_query.register(choose, ProfileButton.filter(F.do == "choose"), Known())
    routes.callback_query.register(show_rows, ProfileButton.filter(F.do == "rows"), Known())
    return routes


async def show(press: CallbackQuery, callback_data: ProfileButton, work: Work, caller: Caller) -> None:
    """«Напоминания: обычный», or a row."""
    await profiles.show(work, caller, callback_data.roadmap, callback_data.measure, message_of(press))


async def choose(press: CallbackQuery, callback_data: ProfileButton, work: Work, caller: Caller, rules: Rules) -> None:
    """A profile, or «Как в плане»."""
    data = callback_data
    await profiles.choose(work, caller, data.roadmap, data.measure, data.value, rules, message_of(press))


async def show_rows(press: CallbackQuery, callback_data: ProfileButton, work: Work, caller: Caller) -> None:
    """«Напоминания по строкам» and its pages."""
    await profiles.show_rows(work, caller, callback_data.roadmap, callback_data.value, message_of(press))
