"""The people of an organisation and a change of staff: who, to whom, whether they leave."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from delivery.cards.members import StaffButton
from domain.rules import Rules
from handlers.access import Known
from handlers.presses import message_of
from services import staff
from services.access import Caller
from services.work import Work

_IN_PRIVATE = F.message.chat.type == "private"


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="staff")
    pressed = routes.callback_query
    pressed.register(list_everybody, _IN_PRIVATE, StaffButton.filter(F.do == "list"), Known())
    pressed.register(show, _IN_PRIVATE, StaffButton.filter(F.do == "card"), Known())
    pressed.register(choose, _IN_PRIVATE, StaffButton.filter(F.do == "choose"), Known())
    pressed.register(look, _IN_PRIVATE, StaffButton.filter(F.do == "look"), Known())
    pressed.register(replace_person, _IN_PRIVATE, StaffButton.filter(F.do.in_({"leaves", "stays"})), Known())
    return routes


async def list_everybody(press: CallbackQuery, callback_data: StaffButton, work: Work, caller: Caller) -> None:
    """«Все люди», and its pages."""
    await staff.list_everybody(work, caller, callback_data.whose, callback_data.other, message_of(press))


async def show(press: CallbackQuery, callback_data: StaffButton, work: Work, caller: Caller) -> None:
    """A name in the list; «Отмена»."""
    await staff.show(work, caller, callback_data.whose, message_of(press))


async def choose(press: CallbackQuery, callback_data: StaffButton, work: Work, caller: Caller) -> None:
    """«Передать все дела…»"""
    await staff.choose(work, caller, callback_data.whose, callback_data.other, message_of(press))


async def look(press: CallbackQuery, callback_data: StaffButton, work: Work, caller: Caller) -> None:
    """A name under «Кому передать все дела?»."""
    await staff.look(work, caller, callback_data.whose, callback_data.other, message_of(press))


async def replace_person(
    press: CallbackQuery, callback_data: StaffButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Больше не работает», «Остаётся»"""
    leaves = callback_data.do == "leaves"
    old, new = callback_data.whose, callback_data.other
    await staff.replace_person(work, caller, old, new, message_of(press), rules, leaves=leaves)
