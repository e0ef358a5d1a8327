"""«Позже» under a card: to which moment, why, by buttons or typed."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from delivery.cards.later import LaterButton
from delivery.cards.reminders import AnswerButton
from domain.replies import is_pleasantry, read_reply
from domain.rules import Rules
from domain.spoken_days import read_day
from handlers.access import Expecting, Known
from handlers.presses import message_of
from services import later
from services.access import Caller
from services.hours import hours_of
from services.reports import QUESTION_LASTS
from services.work import Work
from storage.conversations import Expectation

_MOMENTS = {"hour": later.IN_AN_HOUR, "tomorrow": later.TOMORROW}
_REASONS: dict[str, later.Reason] = {reason: reason for reason in later.REASONS}


class _NamesDay(Filter):
    """The words name one day, seen from where their author lives; else they are an answer like any other."""

    async def __call__(self, message: Message, work: Work, caller: Caller, rules: Rules) -> bool | dict[str, Any]:
        """The day for the handler."""
        async with work.read() as connection:
            hours = await hours_of(connection, caller.known.id, rules)
        day = read_day(message.text or "", hours.day(work.now))
        return False if day is None else {"day": day}


def _is_reason(message: Message) -> bool:
    """Whether the words can be a reason: «сделано» is an answer, «спасибо» is neither."""
    words = message.text or ""
    return not is_pleasantry(words) and read_reply(words, message.date.date()).status != "done"


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="later")
    private = F.message.chat.type == "private"
    pressed = routes.callback_query
    pressed.register(offer, private, AnswerButton.filter(F.do == "later"), Known())
    pressed.register(back, private, LaterButton.filter(F.do == "back"), Known())
    pressed.register(choose, private, LaterButton.filter(F.do.in_(set(_MOMENTS))), Known())
    pressed.register(ask_day, private, LaterButton.filter(F.do == "day"), Known())
    pressed.register(ask_reason, private, LaterButton.filter(F.do == "other"), Known())
    pressed.register(put_off, private, LaterButton.filter(F.do.in_(set(_REASONS))), Known())
    plain = (F.text, F.chat.type == "private", ~F.reply_to_message)
    named = (Expecting(later.DAY_QUESTION, lasts=QUESTION_LASTS), Known(), _NamesDay())
    routes.message.register(name_day, *plain, *named)
    reasoned = (Expecting(later.REASON_QUESTION, lasts=QUESTION_LASTS), Known(), _is_reason)
    routes.message.register(give_reason, *plain, *reasoned)
    return routes


async def offer(press: CallbackQuery, callback_data: AnswerButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Позже»"""
    await later.offer(work, caller, callback_data.assignment, rules, message_of(press))


async def back(press: CallbackQuery, callback_data: LaterButton, work: Work, caller: Caller) -> None:
    """«Назад»"""
    await later.back(work, caller, callback_data.assignment, message_of(press))


async def choose(press: CallbackQuery, callback_data: LaterButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Через час», «Завтра утром»"""
    day = _MOMENTS[callback_data.do]
    await later.choose(work, caller, callback_data.assignment, day, rules, message_of(press))


async def ask_day(press: CallbackQuery, callback_data: LaterButton, work: Work, caller: Caller) -> None:
    """«Другой день…»"""
    await later.ask_day(work, caller, callback_data.assignment, message_of(press))


async def name_day(
    _message: Message, work: Work, caller: Caller, expectation: Expectation, day: Any, rules: Rules
) -> None:
    """A day was typed."""
    await later.name_day(work, caller, expectation, day, rules)


async def ask_reason(
    press: CallbackQuery, callback_data: LaterButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Другое…»"""
    await later.ask_reason(work, caller, callback_data.assignment, callback_data.day, rules, message_of(press))


async def give_reason(message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules) -> None:
    """The reason was typed."""
    await later.give_reason(work, caller, expectation, message.text or "", rules)


async def put_off(press: CallbackQuery, callback_data: LaterButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Жду данных», «Нет времени», «Жду решения»"""
    data = callback_data
    await later.put_off(work, caller, data.assignment, data.day, _REASONS[data.do], rules, message_of(press))
