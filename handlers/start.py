"""Coming in and finding one's way: /start, the consent, help, people and invitations."""

import secrets

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from delivery.cards.members import MemberButton
from domain.errors import Refusal
from handlers.access import Known
from handlers.presses import message_of
from services import members
from services.access import Caller
from services.work import Work

SECRET_BYTES = 24


def router() -> Router:
    """The routes of this situation; CommandStart goes before the check for members."""
    routes = Router(name="start")
    routes.message.register(start, CommandStart(), F.chat.type == "private")
    routes.message.register(privacy, Command("privacy"))
    routes.message.register(show_help, Command("help"), Known())
    routes.message.register(show_people, Command("people"), Known())
    routes.callback_query.register(consent, MemberButton.filter(F.do == "consent"), Known())
    routes.callback_query.register(mistaken, MemberButton.filter(F.do == "mistaken"), Known())
    routes.callback_query.register(invite, MemberButton.filter(F.do == "invite"), Known())
    routes.callback_query.register(turn_people, MemberButton.filter(F.do == "people"), Known())
    return routes


async def start(_message: Message, command: CommandObject, work: Work, caller: Caller) -> None:
    """A first start, with the secret of a personal link or without."""
    if command.args:
        await members.join(work, caller, command.args)
    else:
        await members.start(work, caller)


async def consent(press: CallbackQuery, work: Work, caller: Caller) -> None:
    """«Понятно, начать»"""
    await members.consent(work, caller, message_of(press))


async def mistaken(press: CallbackQuery, work: Work, caller: Caller) -> None:
    """«Это не я»"""
    await members.mistaken(work, caller, message_of(press))


async def invite(_press: CallbackQuery, callback_data: MemberButton, work: Work, caller: Caller) -> None:
    """A name in the list of people who are not connected."""
    await members.invite(work, caller, callback_data.member, secrets.token_urlsafe(SECRET_BYTES))


async def show_people(_message: Message, work: Work, caller: Caller) -> None:
    """/people"""
    _private_only(caller)
    await members.list_people(work, caller)


async def turn_people(press: CallbackQuery, callback_data: MemberButton, work: Work, caller: Caller) -> None:
    """Another page of /people."""
    place = callback_data.organisation
    await members.list_people(work, caller, organisation_id=place, page=callback_data.page, message=message_of(press))


async def show_help(_message: Message, work: Work, caller: Caller) -> None:
    """/help"""
    await members.answer(work, caller, "help", member=caller.known.id)


async def privacy(_message: Message, work: Work, caller: Caller) -> None:
    """/privacy, for strangers too"""
    await members.answer(work, caller, "privacy")


def _private_only(caller: Caller) -> None:
    if caller.chat.kind != "private":
        raise Refusal("private-only")
