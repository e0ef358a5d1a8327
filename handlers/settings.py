"""/settings: one's own hour and zone; the zone of an organisation, from its list of people."""

import re
from datetime import time

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from delivery.cards.members import AS_ABOVE, SettingsButton
from domain.errors import Refusal
from domain.rules import Rules
from domain.spoken_hours import looks_like_hour
from handlers.access import Expecting, Known
from handlers.presses import message_of
from services import settings
from services.access import Caller
from services.reports import QUESTION_LASTS
from services.work import Work
from storage.conversations import Expectation

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+){0,2}")
_MINUTES = 24 * 60


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="settings")
    private = F.message.chat.type == "private"
    routes.message.register(show, Command("settings"), F.chat.type == "private", Known())
    pressed = routes.callback_query
    pressed.register(reopen, private, SettingsButton.filter(F.do == "open"), Known())
    pressed.register(ask_hour, private, SettingsButton.filter(F.do == "hour"), Known())
    pressed.register(ask_zone, private, SettingsButton.filter(F.do == "zone"), Known())
    pressed.register(set_hour, private, SettingsButton.filter(F.do == "at"), Known())
    pressed.register(set_zone, private, SettingsButton.filter(F.do == "in"), Known())
    plain = (F.text, F.chat.type == "private", ~F.reply_to_message)
    hours = (Expecting(settings.HOUR_QUESTION, lasts=QUESTION_LASTS), Known(), _is_hour)
    routes.message.register(type_hour, *plain, *hours)
    zones = (Expecting(settings.ZONE_QUESTION, lasts=QUESTION_LASTS), Known(), _is_zone)
    routes.message.register(type_zone, *plain, *zones)
    return routes


def _is_hour(message: Message) -> bool:
    """Anything else is an answer like any other."""
    return looks_like_hour(message.text or "")


def _is_zone(message: Message) -> bool:
    return _ZONE.fullmatch((message.text or "").strip()) is not None


async def show(_message: Message, work: Work, caller: Caller) -> None:
    """/settings"""
    await settings.show(work, caller)


async def reopen(press: CallbackQuery, work: Work, caller: Caller) -> None:
    """«Назад»"""
    await settings.show(work, caller, message_of(press))


async def ask_hour(press: CallbackQuery, work: Work, caller: Caller) -> None:
    """«Час: 9:00»"""
    await settings.ask_hour(work, caller, message_of(press))


async def ask_zone(press: CallbackQuery, callback_data: SettingsButton, work: Work, caller: Caller) -> None:
    """«Часовой пояс»"""
    await settings.ask_zone(work, caller, callback_data.organisation, message_of(press))


async def set_hour(
    press: CallbackQuery, callback_data: SettingsButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """An hour, or «Как у всех»."""
    minutes = callback_data.minutes
    if minutes != AS_ABOVE and not 0 <= minutes < _MINUTES:
        raise Refusal("stale-button")
    at = None if minutes == AS_ABOVE else time(*divmod(minutes, 60))
    await settings.set_hour(work, caller, at, rules, message_of(press))


async def type_hour(message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules) -> None:
    """«8:30»"""
    await settings.type_hour(work, caller, expectation, message.text or "", rules)


async def set_zone(
    press: CallbackQuery, callback_data: SettingsButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """A city, or «Как у школы»."""
    place, zone = callback_data.organisation, callback_data.zone or None
    await settings.set_zone(work, caller, place, zone, rules, message_of(press))


async def type_zone(message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules) -> None:
    """«Asia/Novosibirsk»"""
    await settings.type_zone(work, caller, expectation, message.text or "", rules)
