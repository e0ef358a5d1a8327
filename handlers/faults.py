"""What an administrator does about a failure of the bot itself."""

from aiogram import Router
from aiogram.types import CallbackQuery

from delivery.cards.refusals import FaultButton
from handlers.access import Known
from handlers.presses import message_of
from services import faults
from services.access import Caller
from services.work import Work


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="faults")
    routes.callback_query.register(try_again, FaultButton.filter(), Known())
    return routes


async def try_again(press: CallbackQuery, callback_data: FaultButton, work: Work, caller: Caller) -> None:
    """«Обработать ещё раз»"""
    await faults.try_again(work, caller, callback_data.code, message_of(press))
