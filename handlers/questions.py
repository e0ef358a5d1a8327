"""Answers to the questions about a plan: buttons, and dates that are typed."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from delivery.cards.overview import WHOLE_YEAR, QuestionButton, RoadmapButton
from domain.people import Action, may
from domain.rules import Rules
from handlers.access import Known
from handlers.presses import message_of
from services import questions
from services.access import Caller
from services.questions import Shown
from services.work import Work
from storage.conversations import Expectation


class MayImport(Filter):
    """Only people who may bring a plan pass; what others write is an answer and goes on to the next router."""

    async def __call__(self, _event: Message, caller: Caller) -> bool:
        """By the caller's role; the organisation is checked where it is done."""
        return caller.member is not None and may(caller.member.role, Action.IMPORT)


class AboutADate(Filter):
    """Words for a question about a date: asked for by «Другая дата…», the last thing shown in the chat, or quoted."""

    async def __call__(
        self, message: Message, work: Work, caller: Caller, expectation: Expectation | None = None
    ) -> bool | dict[str, Any]:
        """Which question the words are for; whatever is for none goes on its usual way."""
        quoted = None if message.reply_to_message is None else message.reply_to_message.message_id
        shown = await questions.meant_by(work, caller, message.text or "", quoted, expectation)
        return False if shown is None else {"shown": shown}


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="questions")
    typed, private = F.text & ~F.text.startswith("/"), F.chat.type == "private"
    routes.message.register(answer_date, typed, private, MayImport(), AboutADate())
    pressed = routes.callback_query
    pressed.register(ask, RoadmapButton.filter(F.do == "ask"), Known())
    for do, handled in (("choose", choose), ("who", choose_member), ("one", leave_out), ("keep", keep)):
        pressed.register(handled, QuestionButton.filter(F.do == do), Known())
    for do, moved in (("date", ask_date), ("people", turn), ("later", later), ("undo", undo)):
        pressed.register(moved, QuestionButton.filter(F.do == do), Known())
    return routes


async def ask(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """«Ответить на вопросы», «Вопросы»"""
    await questions.begin(work, caller, callback_data.roadmap, message=message_of(press))


async def choose(press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller, rules: Rules) -> None:
    """One of the answers offered."""
    place, message = callback_data.place, message_of(press)
    await questions.choose(work, caller, callback_data.question, place, rules=rules, message=message)


async def choose_member(
    press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """A person who answers for the row."""
    member, message = callback_data.place, message_of(press)
    await questions.choose_member(work, caller, callback_data.question, member, rules=rules, message=message)


async def leave_out(
    press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Это одно мероприятие»"""
    await questions.leave_out(work, caller, callback_data.question, rules=rules, message=message_of(press))


async def keep(press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Оставить как есть», «Верно», «Это два»"""
    whole, message = callback_data.place == WHOLE_YEAR, message_of(press)
    await questions.keep(work, caller, callback_data.question, rules=rules, message=message, whole=whole)


async def turn(press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller) -> None:
    """Other people."""
    await questions.turn(work, caller, callback_data.question, callback_data.place, message=message_of(press))


async def ask_date(press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller) -> None:
    """«Другая дата…», or the number of a stage."""
    place, message = callback_data.place, message_of(press)
    await questions.ask_date(work, caller, callback_data.question, message=message, place=place)


async def later(press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller) -> None:
    """«Позже»"""
    await questions.later(work, caller, callback_data.question, message=message_of(press))


async def undo(press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller) -> None:
    """«Отменить ответ», «Назад к вопросу»"""
    await questions.undo(work, caller, callback_data.question, message=message_of(press))


async def answer_date(message: Message, work: Work, caller: Caller, shown: Shown, rules: Rules) -> None:
    """A date that was typed."""
    await questions.answer_date(work, caller, shown, message.text or "", rules=rules)
