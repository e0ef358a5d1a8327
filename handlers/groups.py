"""Groups: the log and the staff chat, and answers to the bot's message of the day. All other talk is people's own."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from delivery.cards.groups import GroupButton, LogChatButton
from delivery.telegram import Telegram
from domain.rules import Rules
from handlers.access import Known
from handlers.presses import message_of
from handlers.replies import correct, kept_evidence, shown_in, words_of
from services import group_answers, log_chats, plan_topics, reports, staff_chats
from services.access import Caller
from services.group_answers import Spoken
from services.reports import Incoming
from services.work import Work
from storage.files import FileStore

_IN_GROUP = F.chat.type.in_({"group", "supergroup"})
# What a person answers to a message that only they see has no number among the messages of the chat.
_SECOND = 1 << 20


def commands() -> Router:
    """What is set in a group, and the buttons under it."""
    routes = Router(name="groups")
    routes.message.register(make_log, Command("log_here"), Known())
    routes.message.register(make_staff, Command("staff_here"), Known())
    pressed = routes.callback_query
    pressed.register(choose_topics, GroupButton.filter(F.do.in_({"feed", "topics"})), Known())
    pressed.register(choose_named, GroupButton.filter(F.do.in_({"unreached", "everyone"})), Known())
    pressed.register(choose_log, F.message.chat.type == "private", LogChatButton.filter(), Known())
    return routes


def answers() -> Router:
    """What members write in groups; asked among the last."""
    routes = Router(name="group-answers")
    routes.message.register(receive, _IN_GROUP, _may_be_for_bot, Known())
    routes.edited_message.register(correct, _IN_GROUP, Known())
    return routes


def _may_be_for_bot(message: Message) -> bool:
    """A reply to the bot, or a part of an album, whose other parts may say so."""
    if message.ephemeral_message_id is not None or message.media_group_id is not None:
        return True
    return _quotes_of(message) is not None


def _quotes_of(message: Message) -> int | None:
    """The bot's message that this one replies to; what only stands in a topic is no reply to its beginning."""
    quoted = message.reply_to_message
    if quoted is None or quoted.from_user is None or not quoted.from_user.is_bot or quoted.forum_topic_created:
        return None
    return quoted.message_id


def topic_of(message: Message) -> int | None:
    """The forum topic in which it stands; None: the general one."""
    return message.message_thread_id if message.is_topic_message else None


async def make_log(message: Message, work: Work, caller: Caller, telegram: Telegram) -> None:
    """/log_here"""
    if caller.chat.kind == "private":
        await log_chats.offer(work, caller)
        return
    forum = bool(message.chat.is_forum)
    offers = forum and await telegram.may_manage_topics(message.chat.id)
    await log_chats.make(work, caller, topic_of(message), offers=offers)


async def choose_log(press: CallbackQuery, callback_data: LogChatButton, work: Work, caller: Caller) -> None:
    """A group or channel under /log_here in private."""
    await log_chats.choose(work, caller, callback_data.chat, message_of(press))


async def choose_topics(press: CallbackQuery, callback_data: GroupButton, work: Work, caller: Caller) -> None:
    """«Одна лента», «Тема на каждый план»"""
    by_plan = callback_data.do == "topics"
    await plan_topics.choose(work, caller, callback_data.organisation, message_of(press), by_plan=by_plan)


async def make_staff(message: Message, command: CommandObject, work: Work, caller: Caller) -> None:
    """/staff_here, /staff_here off"""
    if (command.args or "").strip().lower() in ("off", "выкл"):
        await staff_chats.end(work, caller, topic_of(message))
    else:
        await staff_chats.make(work, caller, topic_of(message))


async def choose_named(press: CallbackQuery, callback_data: GroupButton, work: Work, caller: Caller) -> None:
    """«Только тем, кому бот не может написать», «Всем»"""
    everyone = callback_data.do == "everyone"
    await staff_chats.choose(work, caller, callback_data.organisation, message_of(press), everyone=everyone)


async def receive(
    message: Message, work: Work, caller: Caller, rules: Rules, files: FileStore, telegram: Telegram
) -> None:
    """A reply to the bot with words or files; what is not meant for it is passed over in silence."""
    shown, words, quotes = shown_in(message), words_of(message), _quotes_of(message)
    if shown is None and words is None:
        return
    hidden = message.ephemeral_message_id is not None
    spoken = Spoken(words, shown is not None, quotes, message.media_group_id, hidden)
    heard = await group_answers.hear(work, caller, spoken)
    if heard is None:
        return
    kept = None if shown is None else await kept_evidence(shown, files, telegram, rules)
    number = _number_of(message)
    # A question that was asked of them is answered by mere words, not by a quotation.
    quotes = quotes if heard.asked is None else None
    incoming = Incoming(number, message.date, words, quotes, message.media_group_id, heard.about)
    await reports.receive(work, caller, incoming, kept, heard.asked, rules)


def _number_of(message: Message) -> int:
    """The message's number; of one that nobody else sees a number below zero, never used again."""
    if message.ephemeral_message_id is None:
        return message.message_id
    return -(int(message.date.timestamp()) * _SECOND + message.ephemeral_message_id % _SECOND)
