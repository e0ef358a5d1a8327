"""Answers: buttons under reminders and reports, and any message of a member that is nothing else. Asked last."""

from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from delivery.cards.extensions import ExtensionButton
from delivery.cards.reminders import AnswerButton, DigestButton
from delivery.cards.replies import PlaceButton, PlacePageButton, UndoAllButton
from delivery.cards.report_buttons import ReportButton
from delivery.telegram import Telegram, TooLarge
from domain.errors import Refusal
from domain.replies import ReplyStatus
from domain.rules import Rules
from handlers.access import Known
from handlers.presses import message_of
from services import evidence, extensions, placing, presses, reminders, reports, takebacks
from services.access import Caller
from services.evidence import Evidence
from services.reports import Incoming
from services.work import Work
from storage.conversations import Expectation
from storage.files import FileStore
from storage.reports import ChildrenWord, MediaKind, RemoteFile

_STATUSES: dict[str, ReplyStatus] = {"done": "done", "progress": "in-progress", "trouble": "trouble"}
_CHILDREN: dict[str, ChildrenWord] = {"none": "none", "consent": "consent", "no-consent": "no-consent"}
_NO_ANSWERS = F.sticker | F.poll | F.dice | F.contact | F.game | F.checklist | F.story
_IN_PRIVATE = F.message.chat.type == "private"


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="replies")
    pressed = routes.callback_query
    pressed.register(press, _IN_PRIVATE, AnswerButton.filter(F.do.in_(_STATUSES)), Known())
    pressed.register(press_all_done, _IN_PRIVATE, DigestButton.filter(F.do == "all-done"), Known())
    pressed.register(start_extension, _IN_PRIVATE, AnswerButton.filter(F.do == "move"), Known())
    # What is asked of one person in a group too: the services know whose report it is.
    pressed.register(undo, ReportButton.filter(F.do == "undo"), Known())
    pressed.register(discard, ReportButton.filter(F.do == "discard"), Known())
    pressed.register(settle, ReportButton.filter(F.do.in_({*_STATUSES, "comment"})), Known())
    pressed.register(say_children, ReportButton.filter(F.do.in_(_CHILDREN)), Known())
    pressed.register(undo_all, _IN_PRIVATE, UndoAllButton.filter(), Known())
    pressed.register(place, PlaceButton.filter(), Known())
    pressed.register(turn_places, PlacePageButton.filter(), Known())
    pressed.register(ask_extension, ExtensionButton.filter(F.do == "ask"), Known())
    pressed.register(no_extension, ExtensionButton.filter(F.do == "comment"), Known())
    pressed.register(decide_extension, _IN_PRIVATE, ExtensionButton.filter(F.do.in_({"agree", "decline"})), Known())
    routes.message.register(refuse, F.chat.type == "private", _NO_ANSWERS, Known())
    routes.message.register(receive, F.chat.type == "private", Known())
    routes.edited_message.register(correct, F.chat.type == "private", Known())
    return routes


async def press(press: CallbackQuery, callback_data: AnswerButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Выполнено», «В работе», «Трудности» under a card."""
    status = _STATUSES[callback_data.do]
    await presses.press(work, caller, callback_data.assignment, status, message_of(press), rules)


async def press_all_done(
    press: CallbackQuery, callback_data: DigestButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Все выполнены» under a digest."""
    listed = await reminders.listed_in(work, caller, callback_data.delivery)
    await presses.press_all_done(work, caller, listed, message_of(press), rules)


async def settle(press: CallbackQuery, callback_data: ReportButton, work: Work, caller: Caller, rules: Rules) -> None:
    """What words or pictures meant: a status, or «Просто комментарий»."""
    status = _STATUSES.get(callback_data.do)
    await presses.settle(work, caller, callback_data.report, status, message_of(press), rules)


async def say_children(press: CallbackQuery, callback_data: ReportButton, work: Work, caller: Caller) -> None:
    """«Детей нет», «Есть, согласия собраны», «Есть, согласий нет»"""
    word = _CHILDREN[callback_data.do]
    await presses.say_children(work, caller, callback_data.report, word, message_of(press))


async def undo(press: CallbackQuery, callback_data: ReportButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Отменить»"""
    await takebacks.undo(work, caller, callback_data.report, message_of(press), rules)


async def undo_all(
    press: CallbackQuery, callback_data: UndoAllButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Отменить» under «Все выполнены»."""
    await takebacks.undo_all(work, caller, callback_data.delivery, message_of(press), rules)


async def place(press: CallbackQuery, callback_data: PlaceButton, work: Work, caller: Caller, rules: Rules) -> None:
    """A measure under «К какому мероприятию?»."""
    await placing.place(work, caller, callback_data.report, callback_data.assignment, message_of(press), rules)


async def turn_places(press: CallbackQuery, callback_data: PlacePageButton, work: Work, caller: Caller) -> None:
    """«Другое…»"""
    await placing.turn(work, caller, callback_data.report, callback_data.page, message_of(press))


async def discard(press: CallbackQuery, callback_data: ReportButton, work: Work, caller: Caller) -> None:
    """«Ни к какому — удалить»"""
    await placing.discard(work, caller, callback_data.report, message_of(press))


async def start_extension(_press: CallbackQuery, callback_data: AnswerButton, work: Work, caller: Caller) -> None:
    """«Перенести срок»"""
    await extensions.start(work, caller, callback_data.assignment)


async def ask_extension(
    press: CallbackQuery, callback_data: ExtensionButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Да, спросить»"""
    await extensions.ask(work, caller, callback_data.extension, message_of(press), rules)


async def no_extension(press: CallbackQuery, callback_data: ExtensionButton, work: Work, caller: Caller) -> None:
    """«Нет, это комментарий»"""
    await extensions.keep_as_comment(work, caller, callback_data.extension, message_of(press))


async def decide_extension(
    press: CallbackQuery, callback_data: ExtensionButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Согласовать» or «Отклонить», by a coordinator."""
    agree = callback_data.do == "agree"
    await extensions.decide(work, caller, callback_data.extension, message_of(press), rules, agree=agree)


async def refuse(_message: Message) -> None:
    """A sticker, a poll, a contact: nothing that could be kept as an answer."""
    raise Refusal("not-an-answer")


async def receive(
    message: Message,
    work: Work,
    caller: Caller,
    expectation: Expectation | None,
    rules: Rules,
    files: FileStore,
    telegram: Telegram,
) -> None:
    """Words, pictures, files, voices, places; what is none of these (a service message) is passed over."""
    words, shown = words_of(message), shown_in(message)
    if shown is None and words is None:
        return
    kept = None if shown is None else await kept_evidence(shown, files, telegram, rules)
    quotes = None if message.reply_to_message is None else message.reply_to_message.message_id
    incoming = Incoming(message.message_id, message.date, words, quotes, message.media_group_id)
    await reports.receive(work, caller, incoming, kept, expectation, rules)


async def kept_evidence(shown: RemoteFile, files: FileStore, telegram: Telegram, rules: Rules) -> Evidence:
    """What a message shows as it can be attached to an answer; the bytes of a file in our store."""
    if shown.kind == "place":
        return Evidence(shown)

    async def fetch(wanted: RemoteFile) -> bytes | None:
        return await _fetched(telegram, wanted, rules.max_upload_mb << 20)

    return await evidence.keep(shown, files, fetch)


async def _fetched(telegram: Telegram, file: RemoteFile, at_most: int) -> bytes | None:
    if (file.size or 0) > at_most:
        return None
    try:
        return await telegram.download(file.remote_id, at_most)
    except TooLarge:
        return None


async def correct(message: Message, work: Work, caller: Caller, rules: Rules) -> None:
    """The author edited a message that became a report."""
    await takebacks.correct(work, caller, message.message_id, words_of(message), rules)


def words_of(message: Message) -> str | None:
    """The text or caption; an address that stands behind a word («протокол») is written out below."""
    words = message.text or message.caption
    if words is None:
        return None
    hidden = [entity.url for entity in message.entities or message.caption_entities or () if entity.url]
    return "\n".join([words, *(url for url in hidden if url not in words)])


def shown_in(message: Message) -> RemoteFile | None:
    """The file of a message, or the place on the map with its name and address where it has them."""
    if message.location is None:
        return _file_of(message)
    where = f"{message.location.latitude:.6f},{message.location.longitude:.6f}"
    venue = message.venue
    name = None if venue is None else ", ".join(filter(None, (venue.title, venue.address)))
    return RemoteFile("place", where, f"place:{message.message_id}", name)


def _file_of(message: Message) -> RemoteFile | None:
    """The picture (its largest size), video, voice or file of a message."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return RemoteFile("photo", largest.file_id, largest.file_unique_id, size=largest.file_size)
    media: dict[MediaKind, Any] = {
        "video": message.video,
        # Comes with the same file as a document beside it, which cannot be sent as one.
        "animation": message.animation,
        "voice": message.voice,
        "audio": message.audio,
        "video-note": message.video_note,
        "document": message.document,
    }
    for kind, found in media.items():
        if found is not None:
            name, mime = getattr(found, "file_name", None), getattr(found, "mime_type", None)
            return RemoteFile(kind, found.file_id, found.file_unique_id, name, mime, found.file_size)
    return None
