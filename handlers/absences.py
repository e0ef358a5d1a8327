"""Absence: /absence, the days that are typed, and what is pressed about days and deputies."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from delivery.cards.absences import AbsenceButton, StandInButton
from domain.absence_days import names_absence, names_only_days, says_away
from domain.replies import read_reply
from domain.rules import Rules
from handlers.access import Expecting, Known
from handlers.presses import message_of
from services import absences
from services.access import Caller
from services.reports import QUESTION_LASTS
from services.work import Work
from storage.conversations import Expectation


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="absences")
    private = F.chat.type == "private"
    routes.message.register(begin, Command("absence"), private, Known())
    asked = Expecting(absences.DAYS_QUESTION, lasts=QUESTION_LASTS)
    routes.message.register(write_days, F.text, private, asked, _is_no_report, Known())
    offered = Expecting(absences.DAYS_OFFERED, lasts=QUESTION_LASTS)
    routes.message.register(write_days, F.text, private, ~F.reply_to_message, offered, _names_days, Known())
    plain = (F.text, private, ~F.reply_to_message, _asked_nothing)
    routes.message.register(ask_when_away, *plain, _says_away, Known())
    routes.message.register(take_absence, *plain, _names_absence, Known())
    pressed = routes.callback_query
    pressed.register(choose_days, AbsenceButton.filter(F.do.in_({"today", "week", "fortnight"})), Known())
    for do, handled in (("ask", ask_days), ("other", ask_typed), ("people", show_people)):
        pressed.register(handled, AbsenceButton.filter(F.do == do), Known())
    for do, answered in (("name", name_deputy), ("nobody", name_nobody), ("turn", turn), ("end", end)):
        pressed.register(answered, StandInButton.filter(F.do == do), Known())
    return routes


def _is_no_report(message: Message) -> bool:
    """«Сделали» is about a measure, whatever was asked before."""
    return read_reply(message.text or "", message.date.date()).status not in ("done", "in-progress")


def _names_days(message: Message) -> bool:
    """Whatever is not days alone is an answer like any other."""
    return names_only_days(message.text or "", message.date.date())


def _asked_nothing(_message: Message, work: Work, expectation: Expectation | None = None) -> bool:
    """«Болею» may be what is in the way, where that was asked just before."""
    if expectation is None or expectation.expects == absences.DAYS_OFFERED:
        return True
    return work.now - expectation.since > QUESTION_LASTS


def _says_away(message: Message) -> bool:
    return says_away(message.text or "")


def _names_absence(message: Message) -> bool:
    return names_absence(message.text or "", message.date.date())


async def begin(_message: Message, command: CommandObject, work: Work, caller: Caller, rules: Rules) -> None:
    """/absence, also with the days after it"""
    await absences.begin(work, caller, (command.args or "").strip(), rules)


async def ask_when_away(_message: Message, work: Work, caller: Caller, rules: Rules) -> None:
    """«Болею», «я в отпуске» out of the blue: it is about no single measure, and the days are asked."""
    await absences.begin(work, caller, "", rules)


async def take_absence(message: Message, work: Work, caller: Caller, rules: Rules) -> None:
    """«Болею до пятницы» out of the blue"""
    await absences.begin(work, caller, message.text or "", rules)


async def write_days(message: Message, work: Work, caller: Caller, expectation: Expectation, rules: Rules) -> None:
    """The days as they are typed."""
    await absences.write_days(work, caller, expectation.data["member"], message.text or "", rules)


async def choose_days(
    press: CallbackQuery, callback_data: AbsenceButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Сегодня», «До конца недели», «2 недели»"""
    data = callback_data
    await absences.choose_days(work, caller, data.member, data.do, message_of(press), rules)


async def ask_days(press: CallbackQuery, callback_data: AbsenceButton, work: Work, caller: Caller) -> None:
    """A person of the list."""
    await absences.ask_days(work, caller, callback_data.member, message_of(press))


async def ask_typed(press: CallbackQuery, callback_data: AbsenceButton, work: Work, caller: Caller) -> None:
    """«Другие дни…»"""
    await absences.ask_typed(work, caller, callback_data.member, message_of(press))


async def show_people(press: CallbackQuery, callback_data: AbsenceButton, work: Work, caller: Caller) -> None:
    """«Для другого человека…», an organisation, another page"""
    place, page = callback_data.organisation, callback_data.page
    await absences.show_people(work, caller, place, page, message_of(press))


async def name_deputy(
    press: CallbackQuery, callback_data: StandInButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """A colleague under «Кто заменит?»"""
    absence, deputy = callback_data.absence, callback_data.deputy
    await absences.name_deputy(work, caller, absence, deputy, message_of(press), rules)


async def name_nobody(
    press: CallbackQuery, callback_data: StandInButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Никто»"""
    await absences.name_deputy(work, caller, callback_data.absence, None, message_of(press), rules)


async def turn(press: CallbackQuery, callback_data: StandInButton, work: Work, caller: Caller) -> None:
    """Other colleagues, «Сменить заместителя», «Назначить заместителя»"""
    absence, page = callback_data.absence, callback_data.page
    await absences.show_deputies(work, caller, absence, page, message_of(press))


async def end(press: CallbackQuery, callback_data: StandInButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Я на месте», «Отменить», «Закончить отсутствие»"""
    await absences.end(work, caller, callback_data.absence, message_of(press), rules)
