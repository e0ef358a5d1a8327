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
    for do, handler in (("list", show), ("rows", show_rows), ("row", show_row)):
        routes.callback_query.register(handler, ProfileButton.filter(F.do == do), Known())
    routes.callback_query.register(choose, ProfileButton.filter(F.do == "choose"), Known())
    routes.callback_query.register(choose_for_row, ProfileButton.filter(F.do == "choose-row"), Known())
    return routes


async def show(press: CallbackQuery, callback_data: ProfileButton, work: Work, caller: Caller) -> None:
    """«Напоминания: обычный»"""
    await profiles.show(work, caller, callback_data.id, message_of(press))


async def show_rows(press: CallbackQuery, callback_data: ProfileButton, work: Work, caller: Caller) -> None:
    """«Напоминания по строкам» and its pages."""
    await profiles.show_rows(work, caller, callback_data.id, callback_data.value, message_of(press))


async def show_row(press: CallbackQuery, callback_data: ProfileButton, work: Work, caller: Caller) -> None:
    """A row of the list."""
    await profiles.show_row(work, caller, callback_data.id, message_of(press))


async def choose(press: CallbackQuery, callback_data: ProfileButton, work: Work, caller: Caller, rules: Rules) -> None:
    """A profile for the plan."""
    await profiles.choose(work, caller, callback_data.id, callback_data.value, rules, message_of(press))


async def choose_for_row(
    press: CallbackQuery, callback_data: ProfileButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """A profile for a row, or «Как в плане»."""
    await profiles.choose_for_row(work, caller, callback_data.id, callback_data.value, rules, message_of(press))
