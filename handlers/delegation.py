"""«Передать»: the list, the question, there and back, and the words why something is given back."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from delivery.cards.handed import HandButton
from delivery.cards.reminders import AnswerButton
from domain.rules import Rules
from handlers.access import Expecting, Known
from handlers.presses import message_of
from services import delegation
from services.access import Caller
from services.reports import QUESTION_LASTS
from services.work import Work
from storage.conversations import Expectation

_IN_PRIVATE = F.message.chat.type == "private"


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="delegation")
    pressed = routes.callback_query
    pressed.register(start, _IN_PRIVATE, AnswerButton.filter(F.do == "hand-on"), Known())
    pressed.register(turn, _IN_PRIVATE, HandButton.filter(F.do == "list"), Known())
    pressed.register(ask, _IN_PRIVATE, HandButton.filter(F.do == "ask"), Known())
    pressed.register(give, _IN_PRIVATE, HandButton.filter(F.do == "give"), Known())
    pressed.register(take, _IN_PRIVATE, HandButton.filter(F.do == "take"), Known())
    pressed.register(ask_why, _IN_PRIVATE, HandButton.filter(F.do == "return"), Known())
    pressed.register(give_back, _IN_PRIVATE, HandButton.filter(F.do == "no-words"), Known())
    pressed.register(keep, _IN_PRIVATE, HandButton.filter(F.do.in_({"stop", "keep"})), Known())
    pressed.register(open_again, _IN_PRIVATE, HandButton.filter(F.do == "reopen"), Known())
    asked = Expecting(delegation.REASON_QUESTION, lasts=QUESTION_LASTS)
    routes.message.register(give_back_with_words, F.chat.type == "private", F.text, asked, Known())
    return routes


async def start(_press: CallbackQuery, callback_data: AnswerButton, work: Work, caller: Caller) -> None:
    """«Передать» under a card."""
    await delegation.offer(work, caller, callback_data.assignment, 0, None)


async def turn(press: CallbackQuery, callback_data: HandButton, work: Work, caller: Caller) -> None:
    """Another page of the list."""
    await delegation.offer(work, caller, callback_data.assignment, callback_data.member, message_of(press))


async def ask(press: CallbackQuery, callback_data: HandButton, work: Work, caller: Caller) -> None:
    """A name in the list."""
    await delegation.ask(work, caller, callback_data.assignment, callback_data.member, message_of(press))


async def give(press: CallbackQuery, callback_data: HandButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Передать» under the question."""
    member, message = callback_data.member, message_of(press)
    await delegation.hand_on(work, caller, callback_data.assignment, member, message, rules)


async def take(press: CallbackQuery, callback_data: HandButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Забрать»"""
    await delegation.take_back(work, caller, callback_data.assignment, message_of(press), rules)


async def ask_why(_press: CallbackQuery, callback_data: HandButton, work: Work, caller: Caller) -> None:
    """«Вернуть…»"""
    await delegation.ask_why(work, caller, callback_data.assignment)


async def give_back(press: CallbackQuery, callback_data: HandButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Без объяснений»"""
    await delegation.give_back(work, caller, callback_data.assignment, message_of(press), rules)


async def give_back_with_words(
    message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules
) -> None:
    """The reason, typed."""
    assignment = expectation.data["assignment"]
    await delegation.give_back(work, caller, assignment, None, rules, message.text)


async def keep(press: CallbackQuery, callback_data: HandButton, work: Work, caller: Caller) -> None:
    """«Отмена», «Не возвращать»"""
    await delegation.keep(work, caller, callback_data.assignment, message_of(press))


async def open_again(press: CallbackQuery, callback_data: HandButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Открыть снова»"""
    await delegation.open_again(work, caller, callback_data.assignment, message_of(press), rules)
