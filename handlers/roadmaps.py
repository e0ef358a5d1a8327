"""A document from a coordinator, its preview and questions, «Принять», /plans."""

from functools import partial

from aiogram import F, Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Document, Message

from delivery.cards.overview import PlansButton, QuestionButton, RoadmapButton
from delivery.telegram import Telegram, TooLarge
from domain.errors import Unreadable
from domain.people import Action, may
from domain.rules import Rules
from handlers.access import Expecting, Known
from handlers.presses import message_of
from services import imports, questions, roadmaps
from services.access import Caller
from services.imports import MEGABYTE, Upload
from services.overview import DATE_QUESTION
from services.presses import REASON_QUESTION
from services.reports import QUESTION_LASTS
from services.work import Work
from storage.conversations import Expectation
from storage.files import FileStore


class MayImport(Filter):
    """Only people who may bring a plan pass; what others send is an answer and goes on to the next router."""

    async def __call__(self, _event: Message, caller: Caller) -> bool:
        """By the caller's role; the organisation is checked where it is done."""
        return caller.member is not None and may(caller.member.role, Action.IMPORT)


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
    typed = F.text & ~F.text.startswith("/")
    routes.message.register(answer_date, typed, private, Expecting(DATE_QUESTION), MayImport())
    routes.callback_query.register(turn_all, PlansButton.filter(), Known())
    _register_presses(routes)
    return routes


def _register_presses(routes: Router) -> None:
    for do, pressed in (("open", open_one), ("rows", rows), ("ask", ask), ("accept", accept), ("cancel", cancel)):
        routes.callback_query.register(pressed, RoadmapButton.filter(F.do == do), Known())
    routes.callback_query.register(restore, RoadmapButton.filter(F.do == "restore"), Known())
    for do, answered in (("choose", choose), ("keep", keep), ("date", ask_date), ("later", later), ("undo", undo)):
        routes.callback_query.register(answered, QuestionButton.filter(F.do == do), Known())


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
        size = round((document.file_size or 0) / MEGABYTE, 1)
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


async def accept(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Принять»"""
    await roadmaps.accept(work, caller, callback_data.roadmap, rules=rules, message=message_of(press))


async def cancel(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """«Отменить»"""
    await roadmaps.cancel(work, caller, callback_data.roadmap, message=message_of(press))


async def restore(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """«Вернуть черновик»"""
    await roadmaps.restore(work, caller, callback_data.roadmap, message=message_of(press))


async def ask(press: CallbackQuery, callback_data: RoadmapButton, work: Work, caller: Caller) -> None:
    """«Ответить на вопросы»"""
    await questions.begin(work, caller, callback_data.roadmap, message=message_of(press))


async def choose(press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller) -> None:
    """One of the answers offered."""
    place, message = callback_data.place, message_of(press)
    await questions.choose(work, caller, callback_data.question, place, message=message)


async def keep(press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller) -> None:
    """«Оставить как есть»"""
    await questions.keep(work, caller, callback_data.question, message=message_of(press))


async def ask_date(press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller) -> None:
    """«Другая дата…»"""
    await questions.ask_date(work, caller, callback_data.question, message=message_of(press))


async def later(press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller) -> None:
    """«Позже»"""
    await questions.later(work, caller, callback_data.question, message=message_of(press))


async def undo(press: CallbackQuery, callback_data: QuestionButton, work: Work, caller: Caller) -> None:
    """«Отменить ответ», «Назад к вопросу»"""
    await questions.undo(work, caller, callback_data.question, message=message_of(press))


async def answer_date(message: Message, work: Work, caller: Caller, expectation: Expectation) -> None:
    """The date that was asked for."""
    await questions.answer_date(work, caller, expectation, message.text or "")
