"""Presses about the columns of a table that could not be told."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from delivery.cards.columns import ColumnsButton
from delivery.cards.overview import RoadmapButton
from domain.rules import Rules
from handlers.access import Known
from handlers.presses import message_of
from services import columns, imports
from services.access import Caller
from services.work import Work
from storage.files import FileStore


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="columns")
    pressed = routes.callback_query
    pressed.register(pick, ColumnsButton.filter(F.do.in_({"pick", "none"})), Known())
    for do, handled in (("back", back), ("turn", turn), ("drop", cancel), ("anew", begin_anew)):
        pressed.register(handled, ColumnsButton.filter(F.do == do), Known())
    pressed.register(begin_with, RoadmapButton.filter(F.do == "columns"), Known())
    return routes


async def pick(
    press: CallbackQuery, callback_data: ColumnsButton, work: Work, caller: Caller, rules: Rules, files: FileStore
) -> None:
    """A column, or «Такого столбца нет»; after the last answer the file is read."""
    column = callback_data.column if callback_data.do == "pick" else None
    place, message = callback_data.role, message_of(press)
    table = await columns.pick(work, caller, callback_data.table, place, column, message=message)
    if table is not None:
        await imports.read_picked(work, caller, table, rules=rules, files=files, message=message)


async def back(press: CallbackQuery, callback_data: ColumnsButton, work: Work, caller: Caller) -> None:
    """«Назад»"""
    await columns.back(work, caller, callback_data.table, callback_data.role, message=message_of(press))


async def turn(press: CallbackQuery, callback_data: ColumnsButton, work: Work, caller: Caller) -> None:
    """Other columns of a wide table."""
    await columns.show(work, caller, callback_data.table, message=message_of(press), page=callback_data.page)


async def cancel(press: CallbackQuery, callback_data: ColumnsButton, work: Work, caller: Caller) -> None:
    """«Отменить»"""
    await columns.cancel(work, caller, callback_data.table, message=message_of(press))


async def begin_anew(press: CallbackQuery, callback_data: ColumnsButton, work: Work, caller: Caller) -> None:
    """«Выбрать столбцы заново», «Выбрать столбцы»"""
    await columns.begin_anew(work, caller, callback_data.table, message=message_of(press))


async def begin_with(
    press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller, files: FileStore
) -> None:
    """«Выбрать столбцы» under a question about a table without a header."""
    await columns.begin_with(work, caller, callback_data.roadmap, files=files, message=message_of(press))
