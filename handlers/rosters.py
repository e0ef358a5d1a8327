"""How a district gets its schools and people: lists typed in the chat, links for all."""

import secrets

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from delivery.cards.members import RosterButton
from domain.rules import Rules
from handlers.access import Expecting, Known
from handlers.presses import message_of
from handlers.start import SECRET_BYTES
from services import members, rosters
from services.access import Caller
from services.reports import QUESTION_LASTS
from services.work import Work
from storage.conversations import Expectation


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="rosters")
    routes.callback_query.register(open_list, RosterButton.filter(F.do == "open"), Known())
    routes.callback_query.register(ask_list, RosterButton.filter(F.do == "ask"), Known())
    routes.callback_query.register(ask_school, RosterButton.filter(F.do == "school"), Known())
    routes.callback_query.register(invite_all, RosterButton.filter(F.do == "invite-all"), Known())
    # Nothing takes these two questions back, so they must not swallow the answers of the next days.
    routes.message.register(add_school, F.text, Expecting("school-name", lasts=QUESTION_LASTS), Known())
    routes.message.register(add_people, F.text, Expecting("roster", lasts=QUESTION_LASTS), Known())
    return routes


async def open_list(press: CallbackQuery, callback_data: RosterButton, work: Work, caller: Caller) -> None:
    """The people of one organisation."""
    place = callback_data.organisation
    await members.list_people(work, caller, organisation_id=place, message=message_of(press))


async def ask_list(press: CallbackQuery, callback_data: RosterButton, work: Work, caller: Caller) -> None:
    """«Добавить людей»"""
    await rosters.ask_list(work, caller, callback_data.organisation, message_of(press))


async def ask_school(press: CallbackQuery, work: Work, caller: Caller) -> None:
    """«Новая школа»"""
    await rosters.ask_school(work, caller, message_of(press))


async def invite_all(_press: CallbackQuery, callback_data: RosterButton, work: Work, caller: Caller) -> None:
    """«Ссылки всем»"""
    await rosters.invite_all(work, caller, callback_data.organisation, lambda: secrets.token_urlsafe(SECRET_BYTES))


async def add_school(message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules) -> None:
    """The name of a new school."""
    await rosters.add_school(work, caller, expectation, message.text or "", rules=rules)


async def add_people(message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules) -> None:
    """The typed list of people."""
    await rosters.add_people(work, caller, expectation, message.text or "", rules=rules)
