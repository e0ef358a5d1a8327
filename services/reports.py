"""Answers in words, pictures and files: in reply to a reminder, to a question, or out of the blue."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.links import links_in
from domain.people import Action
from domain.replies import is_pleasantry, is_question, read_reply, takes_back
from domain.rules import Rules
from services import (
    albums,
    answers,
    children,
    extensions,
    group_answers,
    later,
    log_posts,
    placing,
    repeats,
    settings,
    trouble_news,
)
from services.access import Caller, require
from services.evidence import Evidence, attach
from services.extensions import DAY_QUESTION
from services.group_answers import Spoken
from services.indicator_values import VALUE_QUESTION
from services.outbox import reply
from services.placing import Target
from services.presses import REASON_QUESTION
from services.work import Work
from storage import conversations, reports
from storage.conversations import Expectation
from storage.reports import Report

# A question that was left for so long is not what the next message answers.
QUESTION_LASTS = timedelta(hours=12)
# So long after the question a few words that are neither a day nor a status are a slip in the answer, not a report.
_JUST_NOW = timedelta(minutes=15)
_SLIP = 30
# What an answer that means something else takes back.
_ASKED = (REASON_QUESTION, DAY_QUESTION, VALUE_QUESTION, *later.QUESTIONS, *settings.QUESTIONS)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as a person sent it: ``sent_at`` in UTC, ``quotes`` the message it replies to.

    ``about``: in a group, the author's report that it goes on with.
    """

    message: int
    sent_at: datetime
    text: str | None
    quotes: int | None = None
    album: str | None = None
    about: int | None = None


async def receive(
    work: Work,
    caller: Caller,
    incoming: Incoming,
    evidence: Evidence | None,
    expectation: Expectation | None,
    rules: Rules,
) -> None:
    """A message of a member that is meant for the bot: it lands where it belongs, or its author is asked where."""
    async with work.write() as connection:
        await require(connection, caller, Action.ANSWER)
        if await reports.of_message(connection, caller.chat.id, incoming.message) is not None:
            return
        part_of = await _album(connection, caller, incoming)
        if part_of is not None and evidence is not None:
            await _extend(connection, work, part_of, incoming, evidence, rules)
            return
        if evidence is None and is_pleasantry(incoming.text or ""):
            await _say(connection, work, caller, "pleasantry")
            return
        mere_words = evidence is None and incoming.quotes is None
        if mere_words and await _no_report(connection, work, caller, incoming):
            return
        if mere_words and await _answer_question(connection, work, caller, incoming, expectation, rules):
            return
        if incoming.text and expectation is not None and expectation.expects in _ASKED:
            await conversations.forget(connection, caller.chat.id)
        target = await _target(connection, caller, incoming, evidence, expectation, work, rules)
        await _take(connection, work, caller, incoming, evidence, target, rules)


async def _album(connection: AsyncConnection, caller: Caller, incoming: Incoming) -> Report | None:
    return None if incoming.album is None else await reports.of_album(connection, caller.chat.id, incoming.album)


async def _say(connection: AsyncConnection, work: Work, caller: Caller, kind: str) -> None:
    await reply(connection, work, caller.chat.id, kind)


async def _no_report(connection: AsyncConnection, work: Work, caller: Caller, incoming: Incoming) -> bool:
    """Whether the words report nothing: a question, or «ошиблась, отмените», which is answered by the last answer."""
    words = incoming.text or ""
    if takes_back(words):
        since = work.now - answers.TAKE_BACK_WITHIN
        last = await reports.latest(connection, author_id=caller.known.id, since=since)
        if last is None or last.assignment_id is None:
            return False
        view = await answers.view_of(connection, last.assignment_id)
        await answers.acknowledge(connection, work, last, view, key=work.key("ack"), guessed=True, settled=True)
        return True
    if caller.chat.kind == "private" and is_question(words, incoming.sent_at.date()):
        data = {"member": caller.known.id}
        await reply(connection, work, caller.chat.id, "question-hint", data=data)
        return True
    return False


async def _target(
    connection: AsyncConnection,
    caller: Caller,
    incoming: Incoming,
    evidence: Evidence | None,
    expectation: Expectation | None,
    work: Work,
    rules: Rules,
) -> Target:
    if caller.chat.kind != "private":
        spoken = Spoken(incoming.text, evidence is not None, incoming.quotes)
        return await group_answers.target(connection, work, caller, rules, spoken, incoming.about)
    found = await placing.quoted(connection, caller, incoming.quotes)
    if found is not None:
        return found
    about = await _asked_about(connection, work, caller, expectation)
    if about is not None and about.assignment_id is not None:
        return Target(await answers.view_of(connection, about.assignment_id), guessed=True)
    words = incoming.text or ""
    says_nothing = read_reply(words, incoming.sent_at.date()).status is None
    shows = evidence is not None or bool(links_in(words))
    return await placing.out_of_the_blue(connection, caller, work.now, has_file=shows, has_status=not says_nothing)


async def _asked_about(
    connection: AsyncConnection, work: Work, caller: Caller, expectation: Expectation | None
) -> Report | None:
    """The report whose author was asked, not long ago, what is in the way."""
    if expectation is None or expectation.expects != REASON_QUESTION:
        return None
    report = await reports.get(connection, expectation.data["report"])
    fresh = work.now - expectation.since < QUESTION_LASTS
    mine = report is not None and report.author_id == caller.known.id and report.withdrawn_at is None
    if report is None or not fresh or not mine:
        return None
    view = await answers.view_of(connection, report.assignment_id)
    return report if view.member_id in caller.answers_for else None


async def _answer_question(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    incoming: Incoming,
    expectation: Expectation | None,
    rules: Rules,
) -> bool:
    """Whether the words answered the question that was asked just before."""
    words = incoming.text or ""
    if expectation is not None and expectation.expects == DAY_QUESTION:
        day, asked_for = await extensions.day_in(connection, work, caller, words, rules), work.now - expectation.since
        if day is None and asked_for < _JUST_NOW and _is_slip(words, incoming.sent_at.date()):
            raise Refusal("extension-day-unclear")
        if day is None or asked_for > QUESTION_LASTS:
            return False
        await extensions.choose_day(connection, work, caller, expectation.data["assignment"], day, words)
        return True
    report = await _asked_about(connection, work, caller, expectation)
    if report is None or read_reply(words, incoming.sent_at.date()).status == "done":
        return False
    await _add_reason(connection, work, caller, report, incoming, rules)
    return True


def _is_slip(words: str, today: date) -> bool:
    return len(words) <= _SLIP and read_reply(words, today).status is None


async def _add_reason(
    connection: AsyncConnection, work: Work, caller: Caller, report: Report, incoming: Incoming, rules: Rules
) -> None:
    if answers.shown_in(caller, report, incoming.message) is None:
        await reports.set_text(connection, report.id, incoming.text)
    else:
        await reports.set_words(connection, report.id, incoming.text or "", incoming.message)
    await conversations.forget(connection, caller.chat.id)
    report, view = await answers.current(connection, report.id), await answers.view_of(connection, report.assignment_id)
    await answers.respond(connection, work, rules, report, view, key=work.key("ack"))
    await log_posts.revise(connection, report, work)
    await trouble_news.revise(connection, work, view)


async def _take(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    incoming: Incoming,
    evidence: Evidence | None,
    target: Target,
    rules: Rules,
) -> None:
    at = min(incoming.sent_at, work.now)
    late = target.view is not None and await answers.is_late(connection, target.view, at, rules)
    report_id = await reports.add(
        connection,
        assignment_id=None if target.view is None else target.view.id,
        author_id=caller.known.id,
        chat_id=caller.chat.id,
        at=at,
        late=late,
        message=incoming.message,
        album=incoming.album,
        text=incoming.text,
    )
    if evidence is not None:
        await attach(connection, report_id, incoming.message, evidence, work.now)
    due_at = work.now if incoming.album is None else albums.quiet(work.now, rules)
    if target.view is None:
        await placing.ask(connection, work, caller.chat.id, report_id, target.among, due_at)
    else:
        await answers.accept(connection, work, rules, report_id, due_at=due_at, guessed=target.guessed)


async def _extend(
    connection: AsyncConnection, work: Work, report: Report, incoming: Incoming, evidence: Evidence, rules: Rules
) -> None:
    """Another part of an album; of one that was thrown away or taken back meanwhile nothing is kept."""
    count = len(await reports.attached(connection, report.id))
    if report.withdrawn_at is not None:
        return
    if not await attach(connection, report.id, incoming.message, evidence, work.now):
        return
    if incoming.text is not None and report.text is None:
        await reports.set_text(connection, report.id, incoming.text)
    due_at = albums.quiet(work.now, rules)
    if report.assignment_id is None:
        await placing.wait(connection, report.id, due_at)
        return
    report, view = await answers.current(connection, report.id), await answers.view_of(connection, report.assignment_id)
    if report.status is None:
        reading = await answers.reading_of(connection, report, rules)
        await answers.change_status(connection, work, rules, report, view, reading.status)
    await repeats.flag(connection, report.id)
    await children.ask_about(connection, report.id, rules)
    report, view = await answers.current(connection, report.id), await answers.view_of(connection, view.id)
    await answers.tell_of_more(connection, work, report, view, count=count, due_at=due_at)
    when = answers.log_due(report, view, work.now, due_at)
    await log_posts.add(connection, report, view, count=count, now=work.now, due_at=when)
