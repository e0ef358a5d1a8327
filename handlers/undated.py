"""Rows without a date: the buttons under the monthly question, and dates that are typed."""

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from delivery.cards.undated import UndatedButton
from domain.rules import Rules
from handlers.access import Expecting, Known
from handlers.presses import message_of
from services import undated
from services.access import Caller
from services.reports import QUESTION_LASTS
from services.work import Work
from storage.conversations import Expectation


class MayBeADate(Filter):
    """Words that are a report go on their usual way, whatever was asked."""

    async def __call__(self, message: Message, work: Work, caller: Caller) -> bool:
        """By what they say and whether their author has something open."""
        return await undated.is_for_date(work, caller, message.text or "")


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="undated")
    typed, private = F.text & ~F.text.startswith("/"), F.chat.type == "private"
    asked = Expecting(undated.QUESTION, lasts=QUESTION_LASTS)
    routes.message.register(answer_date, typed, private, asked, Known(), MayBeADate())
    pressed = routes.callback_query
    pressed.register(show, UndatedButton.filter(F.do == "list"), Known())
    for do, handled in (("later", later), ("date", ask_date), ("waive", waive), ("restore", restore)):
        pressed.register(handled, UndatedButton.filter(F.do == do), Known())
    return routes


async def show(press: CallbackQuery, callback_data: UndatedButton, work: Work, caller: Caller) -> None:
    """«Без срока», another page, back to the list."""
    page, message = callback_data.page, message_of(press)
    await undated.show(work, caller, callback_data.roadmap, page=page, message=message)


async def later(press: CallbackQuery, callback_data: UndatedButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Спросить через месяц»"""
    await undated.later(work, caller, callback_data.roadmap, rules=rules, message=message_of(press))


async def ask_date(
    press: CallbackQuery, callback_data: UndatedButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Назначить дату», «Изменить дату»"""
    await undated.ask_date(work, caller, callback_data.measure, rules=rules, message=message_of(press))


async def waive(press: CallbackQuery, callback_data: UndatedButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Не нужно»"""
    await undated.waive(work, caller, callback_data.measure, rules=rules, message=message_of(press))


async def restore(press: CallbackQuery, callback_data: UndatedButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Вернуть»"""
    await undated.restore(work, caller, callback_data.measure, rules=rules, message=message_of(press))


async def answer_date(message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules) -> None:
    """A date that was typed."""
    await undated.answer_date(work, caller, expectation, message.text or "", rules=rules)
