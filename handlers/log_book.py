"""The log in the bot: /log and what is pressed under it."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from delivery.cards.log_book import LISTS, LogButton
from domain.errors import Refusal
from domain.rules import Rules
from handlers.access import Known
from handlers.presses import message_of
from services import log_archive, log_book
from services.access import Caller
from services.log_book import Narrowing
from services.work import Work

_CHOICES: dict[str, Narrowing] = {one: one for one in LISTS.values()}


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="log-book")
    routes.message.register(find, Command("log"), Known())
    pressed = routes.callback_query
    pressed.register(turn, LogButton.filter(F.do == "show"), Known())
    pressed.register(open_filter, LogButton.filter(F.do == "filter"), Known())
    pressed.register(list_choices, LogButton.filter(F.do.in_(set(LISTS))), Known())
    pressed.register(narrow, LogButton.filter(F.do.in_(set(_CHOICES))), Known())
    pressed.register(reset, LogButton.filter(F.do == "reset"), Known())
    pressed.register(show_entry, LogButton.filter(F.do.in_({"entry", "history"})), Known())
    pressed.register(show_files, LogButton.filter(F.do == "files"), Known())
    pressed.register(show_gallery, LogButton.filter(F.do == "gallery"), Known())
    pressed.register(show_picture, LogButton.filter(F.do == "picture"), Known())
    pressed.register(gather, LogButton.filter(F.do == "zip"), Known())
    return routes


async def find(_message: Message, command: CommandObject, work: Work, caller: Caller, rules: Rules) -> None:
    """/log, with words or without."""
    if caller.chat.kind != "private":
        raise Refusal("private-only")
    await log_book.find(work, caller, command.args or "", rules)


async def turn(press: CallbackQuery, callback_data: LogButton, work: Work, caller: Caller) -> None:
    """Another page, back to the list."""
    await log_book.turn(work, caller, callback_data.delivery, callback_data.page, message_of(press))


async def open_filter(press: CallbackQuery, callback_data: LogButton, work: Work, caller: Caller) -> None:
    """«Фильтр…»"""
    await log_book.open_filter(work, caller, callback_data.delivery, message_of(press))


async def list_choices(press: CallbackQuery, callback_data: LogButton, work: Work, caller: Caller) -> None:
    """«Дорожная карта», «Мероприятие», «Школа», «Исполнитель», «Период»"""
    what, page = LISTS[callback_data.do], callback_data.page
    await log_book.list_choices(work, caller, callback_data.delivery, what, page, message_of(press))


async def narrow(press: CallbackQuery, callback_data: LogButton, work: Work, caller: Caller, rules: Rules) -> None:
    """One of the things listed."""
    what, item = _CHOICES[callback_data.do], callback_data.item
    await log_book.narrow(work, caller, callback_data.delivery, what, item, message_of(press), rules)


async def reset(press: CallbackQuery, callback_data: LogButton, work: Work, caller: Caller) -> None:
    """«Сбросить»"""
    await log_book.reset(work, caller, callback_data.delivery, message_of(press))


async def show_entry(press: CallbackQuery, callback_data: LogButton, work: Work, caller: Caller) -> None:
    """A number under the list, «История», «К ответу»."""
    history = callback_data.do == "history"
    delivery, report = callback_data.delivery, callback_data.item
    await log_book.show_entry(work, caller, delivery, report, message_of(press), history=history)


async def show_files(_press: CallbackQuery, callback_data: LogButton, work: Work, caller: Caller) -> None:
    """«Показать фото»"""
    await log_book.show_files(work, caller, callback_data.delivery, callback_data.item)


async def show_gallery(_press: CallbackQuery, callback_data: LogButton, work: Work, caller: Caller) -> None:
    """«Фото», another page of them."""
    await log_book.show_gallery(work, caller, callback_data.delivery, callback_data.page)


async def show_picture(_press: CallbackQuery, callback_data: LogButton, work: Work, caller: Caller) -> None:
    """A number under small pictures."""
    await log_book.show_picture(work, caller, callback_data.delivery, callback_data.item)


async def gather(_press: CallbackQuery, callback_data: LogButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«ZIP»"""
    await log_archive.order(work, caller, callback_data.delivery, rules)
