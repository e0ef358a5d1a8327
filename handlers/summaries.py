"""How a plan stands: /summary and what is pressed under it."""

import re

from aiogram import F, Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message

from delivery.cards.overdue import OverdueButton
from delivery.cards.summaries import FIRST, SummaryButton
from domain.errors import Refusal
from domain.people import Action, may
from domain.rules import Rules
from handlers.access import Known
from handlers.presses import message_of
from services import summaries
from services.access import Caller
from services.work import Work

_HOW_DO_WE_STAND = re.compile(
    r"(?i)^\s*(а\s+)?(как\s+(у\s+нас\s+)?дела|как\s+мы\s+стоим|что\s+у\s+нас|сводка)\s*[?!.]*\s*$"
)
_REMIND_THE_SILENT = re.compile(
    r"""
    (напомни(те)? | поторопи(те)? | (разошли|пошли|отправь|отправи|сделай)(те)?\ напоминани[ея])\ (об?\ сроках?\ )?
    (
        ((тем|всем)\ )* (кто|которые)\ (еще\ |до\ сих\ пор\ )?
        (молч(ит|ат) | не\ ответил[аи]? | не\ отвеча[ею]т | не\ отчитал(ся|ись) | не\ отписал(ся|ись))
        | (всем\ )? (молчащим | молчунам | не\ ?ответившим)
    )
    """,
    re.VERBOSE,
)
_LISTS = {"late", "week", "people", "sections", "organisations"}


class MaySee(Filter):
    """Only people who may see a summary pass; from the others the same words are an answer."""

    async def __call__(self, _event: Message, caller: Caller) -> bool:
        """By the caller's role; the organisation is checked where it is done."""
        return may(caller.known.role, Action.SEE_SUMMARY)


class RemindTheSilent(Filter):
    """«Разошлите напоминание всем, кто не ответил», «напомните молчащим»: nothing else may stand beside it."""

    async def __call__(self, message: Message) -> bool:
        """By the words alone."""
        return asks_to_remind_the_silent(message.text or "")


def asks_to_remind_the_silent(words: str) -> bool:
    """Whether the words ask for what the button «Напомнить молчащим» does, and for nothing more."""
    plain = re.sub(r"[^а-я]+", " ", words.lower().replace("ё", "е"))
    return _REMIND_THE_SILENT.fullmatch(" ".join(word for word in plain.split() if word != "пожалуйста")) is not None


def router() -> Router:
    """The routes of this situation."""
    routes = Router(name="summaries")
    routes.message.register(show, Command("summary"), Known())
    routes.message.register(show, F.text.regexp(_HOW_DO_WE_STAND), F.chat.type == "private", Known(), MaySee())
    routes.message.register(nudge_all, RemindTheSilent(), F.chat.type == "private", Known(), MaySee())
    routes.callback_query.register(show_one, SummaryButton.filter(F.do == "show"), Known())
    routes.callback_query.register(nudge, SummaryButton.filter(F.do == "nudge"), Known())
    routes.callback_query.register(nudge_overdue, OverdueButton.filter(F.do == "nudge"), Known())
    routes.callback_query.register(show_list, SummaryButton.filter(F.do.in_(_LISTS)), Known())
    return routes


async def show(_message: Message, work: Work, caller: Caller) -> None:
    """/summary, or «как у нас дела?»"""
    if caller.chat.kind != "private":
        raise Refusal("private-only")
    await summaries.show(work, caller)


async def show_one(_press: CallbackQuery, callback_data: SummaryButton, work: Work, caller: Caller) -> None:
    """One roadmap, or all of them again."""
    await summaries.show(work, caller, callback_data.roadmap)


async def show_list(press: CallbackQuery, callback_data: SummaryButton, work: Work, caller: Caller) -> None:
    """A list: a new message from the picture, another page in the same message."""
    turning = callback_data.page != FIRST
    await summaries.show_list(
        work,
        caller,
        callback_data.do,
        roadmap_id=callback_data.roadmap,
        page=callback_data.page if turning else 0,
        message=message_of(press) if turning else None,
    )


async def nudge(_press: CallbackQuery, callback_data: SummaryButton, work: Work, caller: Caller, rules: Rules) -> None:
    """«Напомнить молчащим»"""
    await summaries.nudge_silent(work, caller, rules, callback_data.roadmap)


async def nudge_all(_message: Message, work: Work, caller: Caller, rules: Rules) -> None:
    """«Разошлите напоминание всем, кто не ответил»: the same as the button, over all roadmaps."""
    await summaries.nudge_silent(work, caller, rules, 0)


async def nudge_overdue(
    _press: CallbackQuery, callback_data: OverdueButton, work: Work, caller: Caller, rules: Rules
) -> None:
    """«Напомнить сейчас» under what is overdue at others."""
    await summaries.nudge_overdue(work, caller, callback_data.delivery, rules)
