"""Announcements: /announce, the text, and what is pressed about a draft or about one that was let go."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from delivery.cards.announcements import AnnouncementButton
from delivery.cards.composing import FIRST, DraftButton
from domain.errors import Refusal
from domain.rules import Rules
from handlers.access import Expecting, Known
from handlers.presses import message_of
from services import announcements, composing
from services.access import Caller
from services.work import Work
from storage.conversations import Expectation

_SHOWN = {
    "preview": "announcement-preview",
    "sample": "announcement-sample",
    "change": "announcement-change",
    "missing": "announcement-missing",
}
_CHOICES = {f"to-{name}": name for name in composing.CHOICES}


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="announcements")
    routes.message.register(begin, Command("announce"), Known())
    asked = (Expecting(announcements.QUESTION), _is_no_reply_to_else)
    routes.message.register(write_text, *asked, F.text, ~F.text.startswith("/"), Known())
    # A document goes on to those who read roadmaps.
    routes.message.register(refuse_picture, *asked, F.photo | F.video | F.voice | F.video_note | F.sticker, Known())
    _register_draft(routes)
    for do, handler in (("seen", acknowledge), ("pause", pause), ("on", go_on), ("stop", stop)):
        routes.callback_query.register(handler, AnnouncementButton.filter(F.do == do), Known())
    routes.callback_query.register(show_unread, AnnouncementButton.filter(F.do == "unread"), Known())
    routes.callback_query.register(remind_unread, AnnouncementButton.filter(F.do == "remind"), Known())
    return routes


def _register_draft(routes: Router) -> None:
    for do, handler in (
        ("on", resume),
        ("anew", begin_anew),
        ("schools", show_schools),
        ("toggle", toggle_school),
        ("audience", ask_audience),
        ("text", ask_text),
        ("cancel", cancel),
        ("send", send),
        ("urgent", make_urgent),
        ("calm", make_calm),
    ):
        routes.callback_query.register(handler, DraftButton.filter(F.do == do), Known())
    routes.callback_query.register(choose_roles, DraftButton.filter(F.do.in_(set(_CHOICES))), Known())
    routes.callback_query.register(show, DraftButton.filter(F.do.in_(set(_SHOWN))), Known())


def _is_no_reply_to_else(message: Message, expectation: Expectation) -> bool:
    """A reply to an older message (a reminder) means that one; a reply to the question answers the question."""
    replied = message.reply_to_message
    return replied is None or replied.message_id == expectation.data["message"]


async def begin(_message: Message, work: Work, caller: Caller) -> None:
    """/announce"""
    if caller.chat.kind != "private":
        raise Refusal("private-only")
    await composing.begin(work, caller)


async def write_text(message: Message, work: Work, caller: Caller, expectation: Expectation) -> None:
    """The text of the announcement."""
    asked = expectation.data
    await composing.write_text(work, caller, asked["announcement"], message.text or "", asked["message"])


async def refuse_picture(_message: Message) -> None:
    """A picture or a voice where the text was asked."""
    raise Refusal("announcement-text-only")


async def resume(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller) -> None:
    """«Продолжить»"""
    await composing.go_on(work, caller, callback_data.id, message_of(press))


async def begin_anew(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller) -> None:
    """«Начать заново»"""
    await composing.begin_anew(work, caller, callback_data.id, message_of(press))


async def ask_audience(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller) -> None:
    """«Кому», «Готово»"""
    await composing.ask_audience(work, caller, callback_data.id, message_of(press))


async def choose_roles(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller) -> None:
    """«Все», «Координаторы», «Руководители», «Исполнители»"""
    await composing.choose_roles(work, caller, callback_data.id, _CHOICES[callback_data.do], message_of(press))


async def show_schools(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller) -> None:
    """«Выбрать учреждения…» and its pages"""
    await composing.show_schools(work, caller, callback_data.id, page=callback_data.page, message=message_of(press))


async def toggle_school(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller) -> None:
    """One organisation in or out."""
    data = callback_data
    await composing.show_schools(work, caller, data.id, page=data.page, message=message_of(press), toggled=data.place)


async def ask_text(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller) -> None:
    """«Изменить» → «Текст»"""
    await composing.ask_text(work, caller, callback_data.id, message_of(press))


async def show(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller) -> None:
    """A look at the draft: in place of the card it was asked from, except the sample and a list that is opened."""
    apart = callback_data.do == "sample" or (callback_data.do == "missing" and callback_data.page == FIRST)
    message = None if apart else message_of(press)
    kind = _SHOWN[callback_data.do]
    await composing.show(work, caller, callback_data.id, kind, message=message, page=callback_data.page)


async def cancel(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller) -> None:
    """«Отменить»"""
    await composing.cancel(work, caller, callback_data.id, message_of(press))


async def send(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Отправить»"""
    await announcements.send(work, caller, callback_data.id, rules, message_of(press))


async def make_urgent(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller) -> None:
    """«Срочно, и в тихие часы»"""
    await composing.set_urgent(work, caller, callback_data.id, urgent=True, message=message_of(press))


async def make_calm(press: CallbackQuery, callback_data: DraftButton, work: Work, caller: Caller) -> None:
    """«Не срочно»"""
    await composing.set_urgent(work, caller, callback_data.id, urgent=False, message=message_of(press))


async def acknowledge(press: CallbackQuery, callback_data: AnnouncementButton, work: Work, caller: Caller) -> None:
    """«Ознакомлен»"""
    await announcements.acknowledge(work, caller, callback_data.id, message_of(press))


async def pause(press: CallbackQuery, callback_data: AnnouncementButton, work: Work, caller: Caller) -> None:
    """«Пауза»"""
    await announcements.pause(work, caller, callback_data.id, message_of(press))


async def go_on(press: CallbackQuery, callback_data: AnnouncementButton, work: Work, caller: Caller) -> None:
    """«Продолжить» after a pause"""
    await announcements.go_on(work, caller, callback_data.id, message_of(press))


async def stop(press: CallbackQuery, callback_data: AnnouncementButton, work: Work, caller: Caller) -> None:
    """«Остановить»"""
    await announcements.stop(work, caller, callback_data.id, message_of(press))


async def show_unread(press: CallbackQuery, callback_data: AnnouncementButton, work: Work, caller: Caller) -> None:
    """«Кто не ознакомился» and its pages"""
    opening = callback_data.page == FIRST
    message = None if opening else message_of(press)
    await announcements.show_unread(work, caller, callback_data.id, page=callback_data.page, message=message)


async def remind_unread(
    _press: CallbackQuery, callback_data: AnnouncementButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Напомнить им»"""
    await announcements.remind_unread(work, caller, callback_data.id, rules)
