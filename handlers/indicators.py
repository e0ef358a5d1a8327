"""/indicators: where the targets of the plans stand, and what was reached, typed as a number."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from delivery.cards.indicator_values import ValueButton
from delivery.cards.indicators import IndicatorButton, IndicatorsButton
from domain.replies import is_pleasantry, read_reply
from domain.rules import Rules
from domain.typed_values import names_number
from handlers.access import Expecting, Known
from handlers.presses import message_of
from services import indicator_values, indicators
from services.access import Caller
from services.reports import QUESTION_LASTS
from services.work import Work
from storage.conversations import Expectation

_SLIP = 30


def _is_value(message: Message) -> bool:
    """Whether the words are meant as a value: «готово» is an answer, «не успеваем до 15 ноября» too."""
    words = message.text or ""
    if names_number(words):
        return True
    says_status = read_reply(words, message.date.date()).status is not None
    # A few words without a digit («двенадцать») are a slip in the value: the question stands on.
    slip = any(char.isdigit() for char in words) or (len(words) <= _SLIP and not is_pleasantry(words))
    return slip and not says_status


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="indicators")
    private = F.message.chat.type == "private"
    routes.message.register(show_all, Command("indicators"), F.chat.type == "private", Known())
    asked = Expecting(indicator_values.VALUE_QUESTION, lasts=QUESTION_LASTS)
    routes.message.register(enter, F.text, F.chat.type == "private", ~F.reply_to_message, asked, Known(), _is_value)
    pressed = routes.callback_query
    pressed.register(turn, private, IndicatorsButton.filter(), Known())
    pressed.register(open_one, private, IndicatorButton.filter(F.do == "open"), Known())
    pressed.register(ask, private, IndicatorButton.filter(F.do == "ask"), Known())
    pressed.register(back, private, IndicatorButton.filter(F.do == "back"), Known())
    pressed.register(confirm, private, ValueButton.filter(F.do == "confirm"), Known())
    pressed.register(correct, private, ValueButton.filter(F.do == "correct"), Known())
    pressed.register(undo, private, ValueButton.filter(F.do == "undo"), Known())
    return routes


async def show_all(_message: Message, work: Work, caller: Caller) -> None:
    """/indicators"""
    await indicators.show_all(work, caller, message=None)


async def turn(press: CallbackQuery, callback_data: IndicatorsButton, work: Work, caller: Caller) -> None:
    """«Показатели» under a plan, another page of the list."""
    data = callback_data
    await indicators.show_all(work, caller, roadmap_id=data.roadmap, page=data.page, message=message_of(press))


async def open_one(press: CallbackQuery, callback_data: IndicatorButton, work: Work, caller: Caller) -> None:
    """A number of the list, another page of what was told."""
    data = callback_data
    await indicators.show_one(work, caller, data.indicator, page=data.page, message=message_of(press))


async def ask(press: CallbackQuery, callback_data: IndicatorButton, work: Work, caller: Caller) -> None:
    """«Ввести значение»"""
    await indicator_values.ask(work, caller, callback_data.indicator, message_of(press))


async def back(press: CallbackQuery, callback_data: IndicatorButton, work: Work, caller: Caller) -> None:
    """«Назад»"""
    await indicator_values.back(work, caller, callback_data.indicator, message_of(press))


async def enter(message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules) -> None:
    """A value was typed."""
    await indicator_values.enter(work, caller, expectation, message.text or "", rules)


async def confirm(press: CallbackQuery, callback_data: ValueButton, work: Work, caller: Caller) -> None:
    """«Да, 120»"""
    await indicator_values.confirm(work, caller, callback_data.value, message_of(press))


async def correct(press: CallbackQuery, callback_data: ValueButton, work: Work, caller: Caller) -> None:
    """«Исправить»"""
    await indicator_values.correct(work, caller, callback_data.value, message_of(press))


async def undo(press: CallbackQuery, callback_data: ValueButton, work: Work, caller: Caller) -> None:
    """«Отменить»"""
    await indicator_values.undo(work, caller, callback_data.value, message_of(press))
