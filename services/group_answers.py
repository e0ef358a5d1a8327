"""Answers in a group: a reply to what the bot said there to this person; a group is for people, all else is theirs."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.outbox import Delivery
from domain.replies import is_pleasantry, read_reply
from domain.rules import Rules
from services import answers, placing, staff_chats
from services.access import Caller
from services.outbox import find_by_message
from services.placing import Target
from services.presses import REASON_QUESTION
from services.surroundings import Surroundings
from services.work import Work
from storage import assignments, reports
from storage.conversations import Expectation
from storage.reports import Report

# So long a reply to what one person of the group sees is about their last answer there.
FOLLOWS = timedelta(hours=12)
# What one person is told about what they answered; it names their ``report``.
ANSWERS = frozenset(
    {
        "report-ack",
        "report-more",
        "report-doubts",
        "report-place",
        "report-withdrawn",
        "extension-offer",
        "extension-asked",
    }
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a person of a group wrote: ``quotes`` the bot's message that they replied to, ``album`` its group id.

    ``hidden``: a reply to what only they see, which nobody else sees either.
    """

    text: str | None
    has_file: bool
    quotes: int | None = None
    album: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """It is meant for the bot: ``about`` is their own report that it goes on with, ``asked`` what they were asked."""

    about: int | None = None
    asked: Expectation | None = None


async def hear(work: Work, caller: Caller, spoken: Spoken) -> Heard | None:
    """Whether it is meant for the bot: a reply to the day's message, or to what was said to this person; else None."""
    async with work.read() as connection:
        if spoken.album is not None:
            part_of = await reports.of_album(connection, caller.chat.id, spoken.album)
            if part_of is not None:
                return Heard() if part_of.author_id == caller.known.id else None
        if not spoken.has_file and is_pleasantry(spoken.text or ""):
            return None
        delivery = await _quoted(connection, caller, spoken.quotes)
        if delivery is not None and delivery.kind == staff_chats.KIND:
            return Heard()
        report = await _own_report(connection, work, caller, delivery, hidden=spoken.hidden)
        return None if report is None else Heard(report.id, _question_of(report))


async def _quoted(connection: AsyncConnection, caller: Caller, message: int | None) -> Delivery | None:
    return None if message is None else await find_by_message(connection, caller.chat.id, message)


async def _own_report(
    connection: AsyncConnection, work: Work, caller: Caller, delivery: Delivery | None, *, hidden: bool
) -> Report | None:
    """The caller's report that the message before them is about, if they were the one who was answered."""
    if hidden:
        return await reports.last_in(connection, caller.chat.id, caller.known.id, work.now - FOLLOWS)
    # A post of the log is about a report too, and talk about it is no answer.
    if delivery is None or delivery.kind not in ANSWERS:
        return None
    report = await reports.get(connection, delivery.data["report"] or 0)
    return report if report is not None and report.author_id == caller.known.id else None


def _question_of(report: Report) -> Expectation | None:
    open_question = report.status == "trouble" and report.text is None and report.withdrawn_at is None
    return Expectation(REASON_QUESTION, {"report": report.id}, report.at) if open_question else None


async def target(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    rules: Rules,
    spoken: Spoken,
    about: int | None,
) -> Target:
    """Where the answer belongs: among what the day's message lists of the caller's, or where their last answer lies.

    Refusal "nothing-listed" or "nothing-open".
    """
    if about is not None:
        report = await answers.current(connection, about)
        if report.assignment_id is None:
            return Target()
        return await _checked(connection, caller, report.assignment_id)
    delivery = await _quoted(connection, caller, spoken.quotes)
    if delivery is None:
        raise Refusal("nothing-listed")
    listed = await staff_chats.listed_for(Surroundings(connection, rules, work.now), caller, delivery)
    recent = await placing.just_done(connection, caller, work.now, has_file=spoken.has_file)
    says_status = read_reply(spoken.text or "", work.now.date()).status is not None
    if recent is not None and (not listed or (spoken.has_file and not says_status)):
        return Target(recent, guessed=True)
    if len(listed) == 1:
        return Target(listed[0], guessed=True)
    if listed:
        return Target(among=tuple(view.id for view in listed))
    elsewhere = await assignments.open_of(connection, *caller.answers_for)
    raise Refusal("nothing-listed" if elsewhere else "nothing-open")


async def _checked(connection: AsyncConnection, caller: Caller, assignment_id: int) -> Target:
    view = await answers.view_of(connection, assignment_id)
    if view.member_id not in caller.answers_for:
        raise Refusal("handed-over")
    answers.check_alive(view)
    return Target(view)
