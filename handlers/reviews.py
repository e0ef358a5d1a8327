"""The review: /review, what is pressed under it, and why an answer is returned."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from delivery.cards.reviews import ReviewButton
from domain.replies import is_pleasantry
from domain.rules import Rules
from handlers.access import Expecting, Known
from handlers.presses import message_of
from services import reviews
from services.access import Caller
from services.reports import QUESTION_LASTS
from services.work import Work
from storage.conversations import Expectation

_CARDS = {"open": "review-one", "pictures": "review-pictures"}


def _is_reason(message: Message) -> bool:
    return not is_pleasantry(message.text or "")


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="reviews")
    private = F.message.chat.type == "private"
    routes.message.register(show, Command("review"), F.chat.type == "private", Known())
    asked = Expecting(reviews.WHY_QUESTION, lasts=QUESTION_LASTS)
    routes.message.register(give_why, F.text, F.chat.type == "private", ~F.reply_to_message, asked, Known(), _is_reason)
    pressed = routes.callback_query
    pressed.register(switch, private, ReviewButton.filter(F.do.in_({"on", "off"})), Known())
    pressed.register(turn, private, ReviewButton.filter(F.do == "page"), Known())
    pressed.register(accept_all, private, ReviewButton.filter(F.do == "all"), Known())
    pressed.register(show_one, private, ReviewButton.filter(F.do.in_(_CARDS)), Known())
    pressed.register(accept, private, ReviewButton.filter(F.do == "accept"), Known())
    pressed.register(ask_why, private, ReviewButton.filter(F.do == "why"), Known())
    pressed.register(return_plainly, private, ReviewButton.filter(F.do == "plain"), Known())
    return routes


async def show(_message: Message, work: Work, caller: Caller) -> None:
    """/review"""
    await reviews.show(work, caller)


async def switch(press: CallbackQuery, callback_data: ReviewButton, work: Work, caller: Caller) -> None:
    """«Проверка отчётов: да» or «нет»"""
    await reviews.ask_for_review(work, caller, callback_data.id, callback_data.do == "on", message_of(press))


async def turn(press: CallbackQuery, callback_data: ReviewButton, work: Work, caller: Caller) -> None:
    """Another page of /review, or «К списку»."""
    await reviews.show(work, caller, page=callback_data.page, message=message_of(press))


async def accept_all(
    press: CallbackQuery, callback_data: ReviewButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Принять все»"""
    await reviews.accept_all(work, caller, callback_data.id, rules, message_of(press))


async def show_one(press: CallbackQuery, callback_data: ReviewButton, work: Work, caller: Caller) -> None:
    """A number under the list, «Показать фото»."""
    await reviews.show_one(work, caller, callback_data.id, message_of(press), _CARDS[callback_data.do])


async def accept(press: CallbackQuery, callback_data: ReviewButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Принять»"""
    await reviews.accept(work, caller, callback_data.id, rules, message_of(press))


async def ask_why(press: CallbackQuery, callback_data: ReviewButton, work: Work, caller: Caller) -> None:
    """«Вернуть…»"""
    await reviews.ask_why(work, caller, callback_data.id, message_of(press))


async def return_plainly(
    press: CallbackQuery, callback_data: ReviewButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Без объяснений»"""
    await reviews.return_plainly(work, caller, callback_data.id, rules, message_of(press))


async def give_why(message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules) -> None:
    """The reason was typed."""
    await reviews.give_why(work, caller, expectation, message.text or "", rules)
