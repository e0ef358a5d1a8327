"""Around a reminder: one's own list, a card, its words in the plan, «Напомнить завтра»."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from delivery.cards.own_list import MyButton
from delivery.cards.reminders import AnswerButton, DigestButton
from domain.rules import Rules
from handlers.access import Known
from handlers.presses import message_of
from services import reminders
from services.access import Caller
from services.work import Work


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="reminders")
    routes.message.register(show_own, Command("my"), F.chat.type == "private", Known())
    routes.callback_query.register(turn_own, MyButton.filter(F.kept.in_({"open", "late", "done"})), Known())
    routes.callback_query.register(show_card, AnswerButton.filter(F.do == "open"), Known())
    routes.callback_query.register(show_details, AnswerButton.filter(F.do == "details"), Known())
    routes.callback_query.register(one_tomorrow, AnswerButton.filter(F.do == "tomorrow"), Known())
    routes.callback_query.register(all_tomorrow, DigestButton.filter(F.do == "tomorrow"), Known())
    return routes


async def show_own(_message: Message, work: Work, caller: Caller) -> None:
    """/my"""
    await reminders.show_own(work, caller)


async def turn_own(press: CallbackQuery, callback_data: MyButton, work: Work, caller: Caller) -> None:
    """Another page of /my, or what is late or done."""
    kept, page = callback_data.kept, callback_data.page
    await reminders.show_own(work, caller, kept=kept, page=page, message=message_of(press))


async def show_card(_press: CallbackQuery, callback_data: AnswerButton, work: Work, caller: Caller) -> None:
    """A number under a digest."""
    await reminders.show_card(work, caller, callback_data.assignment, "assignment-card")


async def show_details(_press: CallbackQuery, callback_data: AnswerButton, work: Work, caller: Caller) -> None:
    """«Подробнее»"""
    await reminders.show_card(work, caller, callback_data.assignment, "details")


async def one_tomorrow(
    press: CallbackQuery, callback_data: AnswerButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Напомнить завтра» under one card."""
    await reminders.remind_tomorrow(work, caller, [callback_data.assignment], rules, message_of(press))


async def all_tomorrow(
    press: CallbackQuery, callback_data: DigestButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Напомнить завтра» under a digest."""
    listed = await reminders.listed_in(work, caller, callback_data.delivery)
    await reminders.remind_tomorrow(work, caller, listed, rules, message_of(press))
