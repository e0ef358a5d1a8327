"""«/calendar»: working days, quarters and holidays are shown and set right."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from delivery.cards.calendars import CalendarButton
from domain.rules import Rules
from handlers.access import Expecting, Known
from handlers.presses import message_of
from services import calendar_desk
from services.access import Caller
from services.reports import QUESTION_LASTS
from services.work import Work
from storage.conversations import Expectation


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="calendars")
    private = F.chat.type == "private"
    routes.message.register(show, Command("calendar"), private, Known())
    pressed = routes.callback_query
    pressed.register(mine, CalendarButton.filter(F.do == "mine"), Known())
    pressed.register(turn, CalendarButton.filter(F.do.in_({"open", "parts", "days"})), Known())
    for do, handled in (("confirm", confirm), ("part", ask_term), ("day", ask_day), ("forget", forget_day)):
        pressed.register(handled, CalendarButton.filter(F.do == do), Known())
    for expected, answered in ((calendar_desk.TERM_QUESTION, answer_term), (calendar_desk.DAY_QUESTION, answer_day)):
        routes.message.register(answered, F.text, private, Expecting(expected, lasts=QUESTION_LASTS), Known())
    return routes


async def show(_message: Message, work: Work, caller: Caller, rules: Rules) -> None:
    """/calendar"""
    await calendar_desk.show(work, caller, rules)


async def mine(_press: CallbackQuery, callback_data: CalendarButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Открыть календарь» under a warning, which stays as it is."""
    await calendar_desk.show(work, caller, rules, begins=callback_data.begins or None)


async def turn(press: CallbackQuery, callback_data: CalendarButton, work: Work, caller: Caller, rules: Rules) -> None:
    """Another school year, the parts to choose from, the own days, or back."""
    page, place = {"open": "year"}.get(callback_data.do, callback_data.do), callback_data.organisation
    begins = callback_data.begins or None
    await calendar_desk.show(work, caller, rules, place, begins, page=page, message=message_of(press))


async def confirm(
    press: CallbackQuery, callback_data: CalendarButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Верно»"""
    place, begins = callback_data.organisation, callback_data.begins
    await calendar_desk.confirm(work, caller, rules, place, begins, message=message_of(press))


async def ask_term(
    press: CallbackQuery, callback_data: CalendarButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """A quarter, a half-year or holidays."""
    part, place, begins = callback_data.what, callback_data.organisation, callback_data.begins
    await calendar_desk.ask_term(work, caller, rules, place, begins, part, message=message_of(press))


async def ask_day(press: CallbackQuery, callback_data: CalendarButton, work: Work, caller: Caller) -> None:
    """«Рабочий или нерабочий день…»"""
    await calendar_desk.ask_day(work, caller, callback_data.organisation, message=message_of(press))


async def forget_day(
    press: CallbackQuery, callback_data: CalendarButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Убрать 4 мая»"""
    place, day = callback_data.organisation, callback_data.what
    await calendar_desk.forget_day(work, caller, rules, place, day, message=message_of(press))


async def answer_term(message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules) -> None:
    """From when to when, typed."""
    await calendar_desk.answer_term(work, caller, expectation, message.text or "", rules)


async def answer_day(message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules) -> None:
    """A day, typed."""
    await calendar_desk.answer_day(work, caller, expectation, message.text or "", rules)
