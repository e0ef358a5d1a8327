"""A document from a coordinator, its preview, «Принять», /plans."""

from functools import partial

from aiogram import F, Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Document, Message

from delivery.cards.overview import PlansButton, RoadmapButton
from delivery.telegram import Telegram, TooLarge
from domain.errors import Unreadable
from domain.rules import Rules
from handlers.access import Known
from handlers.presses import message_of
from handlers.questions import MayImport
from services import amendments, imports, roadmaps, staffing
from services.access import Caller
from services.imports import MEGABYTE, Upload
from services.presses import REASON_QUESTION
from services.reports import QUESTION_LASTS
from services.work import Work
from storage.conversations import Expectation
from storage.files import FileStore


class NothingAsked(Filter):
    """No question was asked lately in the chat that a document could answer."""

    async def __call__(self, _event: Message, work: Work, expectation: Expectation | None = None) -> bool:
        """A file may show what is in the way; a date, a list or a text that is asked for cannot be a file."""
        if expectation is None or expectation.expects != REASON_QUESTION:
            return True
        return work.now - expectation.since > QUESTION_LASTS


def router() -> Router:
    """The routes of this situation; a reply to a reminder is an answer, never a plan."""
    routes = Router(name="roadmaps")
    private = F.chat.type == "private"
    routes.message.register(show_all, Command("plans"), private, Known())
    routes.message.register(receive, F.document, private, ~F.reply_to_message, Known(), MayImport(), NothingAsked())
    routes.callback_query.register(turn_all, PlansButton.filter(), Known())
    _register_presses(routes)
    return routes


def _register_presses(routes: Router) -> None:
    for do, pressed in (("open", open_one), ("rows", rows), ("accept", accept), ("cancel", cancel)):
        routes.callback_query.register(pressed, RoadmapButton.filter(F.do == do), Known())
    for do, other in (("restore", restore), ("problems", problems)):
        routes.callback_query.register(other, RoadmapButton.filter(F.do == do), Known())
    routes.callback_query.register(ask_who, RoadmapButton.filter(F.do == "who"), Known())
    for do, compared in (("changes", changes), ("other", tell_apart), ("same", take_as_amendment)):
        routes.callback_query.register(compared, RoadmapButton.filter(F.do == do), Known())


async def receive(
    message: Message, work: Work, caller: Caller, rules: Rules, files: FileStore, telegram: Telegram
) -> None:
    """A document that was sent as it is: a new plan."""
    document = message.document
    assert document is not None
    upload = Upload(document.file_name or "", document.file_size or 0, partial(_fetch, telegram, document))
    await imports.receive(work, caller, upload, rules=rules, files=files)


async def _fetch(telegram: Telegram, document: Document, limit: int) -> bytes:
    try:
        return await telegram.download(document.file_id, limit)
    except TooLarge:
        # What was announced was wrong, or nothing was: 0 stands for a size that nobody knows.
        announced = document.file_size or 0
        size = round(announced / MEGABYTE, 1) if announced > limit else 0
        raise Unreadable("unreadable-too-large", size_mb=size, limit_mb=limit // MEGABYTE) from None


async def show_all(_message: Message, work: Work, caller: Caller) -> None:
    """/plans"""
    await roadmaps.show_all(work, caller)


async def turn_all(press: CallbackQuery, callback_data: PlansButton, work: Work, caller: Caller) -> None:
    """Another page of /plans."""
    await roadmaps.show_all(work, caller, page=callback_data.page, message=message_of(press))


async def open_one(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """A roadmap of the list, or back to it."""
    await roadmaps.show(work, caller, callback_data.roadmap, message=message_of(press))


async def rows(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """«Показать все строки» and its pages."""
    page, message = callback_data.page, message_of(press)
    await roadmaps.show(work, caller, callback_data.roadmap, "roadmap-rows", message=message, page=page)


async def problems(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """What was passed over while the file was read."""
    page, message = callback_data.page, message_of(press)
    await roadmaps.show(work, caller, callback_data.roadmap, "roadmap-problems", message=message, page=page)


async def accept(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Принять»"""
    await roadmaps.accept(work, caller, callback_data.roadmap, rules=rules, message=message_of(press))


async def cancel(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """«Отменить»"""
    await roadmaps.cancel(work, caller, callback_data.roadmap, message=message_of(press))


async def ask_who(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """«Кому отвечать…»"""
    await staffing.ask(work, caller, callback_data.roadmap, message=message_of(press))


async def changes(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """«Показать изменения» and its pages."""
    page, message = callback_data.page, message_of(press)
    await roadmaps.show(work, caller, callback_data.roadmap, "roadmap-changes", message=message, page=page)


async def tell_apart(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """«Это другой план»"""
    await amendments.tell_apart(work, caller, callback_data.roadmap, message=message_of(press))


async def take_as_amendment(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """«Это изменённый план»"""
    await amendments.take_as_amendment(work, caller, callback_data.roadmap, message=message_of(press))


async def restore(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """«Вернуть черновик»"""
    await roadmaps.restore(work, caller, callback_data.roadmap, message=message_of(press))
