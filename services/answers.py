"""What an answer does: the status of its assignment, the journal, the words to its author, the post in the log."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.replies import Reply, ReplyStatus, read_reply
from domain.rules import Rules
from services import (
    albums,
    awaiting_review,
    chains,
    children,
    extensions,
    log_posts,
    plans,
    repeats,
    trouble_news,
    watching,
)
from services.access import Caller
from services.hours import zone_of
from services.outbox import say
from services.reminders import check_own
from services.work import Work
from storage import assignments, journal, reports
from storage.assignments import AssignmentView
from storage.reports import Attachment, Report

TAKE_BACK_WITHIN = timedelta(hours=24)


def may_take_back(report: Report, now: datetime) -> bool:
    """Whether its author may still cancel it: for a day, and not after a coordinator has accepted it."""
    return now - report.at <= TAKE_BACK_WITHIN and report.review != "accepted"


def check_alive(view: AssignmentView) -> None:
    """Refuse an assignment that was called off or whose roadmap is closed.

    Refusal "share-ended", "assignment-called-off" or "assignment-closed".
    """
    if view.handed_back:
        raise Refusal("share-ended")
    if view.called_off:
        raise Refusal("assignment-called-off")
    if view.roadmap_state != "active":
        raise Refusal("assignment-closed")


async def own_report(connection: AsyncConnection, caller: Caller, report_id: int) -> Report:
    """The caller's own report; Refusal "stale-button" or "not-yours".

    Refusal "not-standing-in" where it is about an assignment that they answered for somebody who is back.
    """
    report = await reports.get(connection, report_id)
    if report is None:
        raise Refusal("stale-button")
    # The chat may be another one by now: an answer in a group is acknowledged in private too, and groups move.
    if report.author_id != caller.known.id:
        raise Refusal("not-yours")
    if report.assignment_id is not None:
        await check_own(connection, caller, await view_of(connection, report.assignment_id))
    return report


def shown_in(caller: Caller, report: Report, message: int | None) -> int | None:
    """The message that can become the answer about the report: answers go where the report came from."""
    return message if report.chat_id == caller.chat.id else None


async def view_of(connection: AsyncConnection, assignment_id: int | None) -> AssignmentView:
    """The assignment of a report that has a place; Refusal "stale-button" where there is none."""
    view = None if assignment_id is None else await assignments.view(connection, assignment_id)
    if view is None:
        raise Refusal("stale-button")
    return view


async def is_late(
    connection: AsyncConnection, view: AssignmentView, at: datetime, rules: Rules, done_on: date | None = None
) -> bool:
    """Whether it was done, on the day of the answer unless another was named, after the control day of the person."""
    zone = await zone_of(connection, view.member_id, rules)
    return (done_on or at.astimezone(zone).date()) > view.control


async def reading_of(connection: AsyncConnection, report: Report, rules: Rules) -> Reply:
    """What the words of the report say, on the day on which they were written."""
    if not report.text:
        return read_reply("", report.at.date())  # where nothing is said the day does not matter
    zone = await zone_of(connection, report.author_id, rules)
    return read_reply(report.text, report.at.astimezone(zone).date())


async def accept(
    connection: AsyncConnection,
    work: Work,
    rules: Rules,
    report: Report,
    view: AssignmentView,
    files: Sequence[Attachment] = (),
    *,
    status: ReplyStatus | None = None,
    edits: int | None = None,
    due_at: datetime | None = None,
    guessed: bool = False,
) -> None:
    """Write down what the report says about its assignment, answer its author, put it into the log.

    Both are given as they stand, with all ``files`` of the report. ``status`` is what a button said, else the words
    are read; ``edits`` is the message that becomes the answer; ``due_at`` is when an album may be answered;
    ``guessed``: the bot chose the assignment, so it says which.
    """
    status = status or (await reading_of(connection, report, rules)).status
    await note(connection, work, "report", report, view, after=status)
    if status is not None:
        await change_status(connection, work, rules, report, view, status)
        report, view = await current(connection, report.id), await view_of(connection, view.id)
    if files:
        await repeats.flag(connection, report.id)
    report = await children.ask_about(connection, report, files, rules)
    if report.status is None:
        report = await awaiting_review.begin(connection, work, rules, report, view)
    key = albums.key("ack", report.id, 0)
    due_at = due_at or work.now
    await respond(connection, work, rules, report, view, key=key, edits=edits, due_at=due_at, guessed=guessed)
    when = log_due(report, view, work.now, due_at)
    await log_posts.post(connection, report, view, files, now=work.now, due_at=when)


def log_due(report: Report, view: AssignmentView, now: datetime, due_at: datetime) -> datetime:
    """When the report enters the log, ``due_at`` at the earliest: what its author is being asked may still come."""
    if report.children == "asked":
        return max(due_at, now + children.PATIENCE)
    return max(due_at, now + log_posts.PATIENCE) if is_asked_about(report, view) else due_at


async def current(connection: AsyncConnection, report_id: int) -> Report:
    """The report as it stands now; Refusal "stale-button" where there is none."""
    report = await reports.get(connection, report_id)
    if report is None:
        raise Refusal("stale-button")
    return report


def is_asked_about(report: Report, view: AssignmentView) -> bool:
    """Whether the author is asked for the status, or for what is in the way."""
    return (report.status is None and not view.closed) or (report.status == "trouble" and report.text is None)


async def respond(
    connection: AsyncConnection,
    work: Work,
    rules: Rules,
    report: Report,
    view: AssignmentView,
    *,
    key: str,
    edits: int | None = None,
    due_at: datetime | None = None,
    guessed: bool = False,
) -> None:
    """Acknowledge the report; where its words ask for a later day, offer to ask the coordinator instead."""
    reading = await reading_of(connection, report, rules)
    if reading.proposed is None or reading.proposed <= view.due or report.status == "done":
        await acknowledge(connection, work, report, view, key=key, edits=edits, due_at=due_at, guessed=guessed)
        return
    await extensions.offer(
        connection,
        work,
        report.chat_id,
        view,
        reading.proposed,
        report_id=report.id,
        key=key,
        edits=edits,
        due_at=due_at,
    )


async def tell_of_more(
    connection: AsyncConnection, work: Work, report: Report, view: AssignmentView, *, count: int, due_at: datetime
) -> None:
    """A file came to the report after ``count`` others: the answer counts it, or is followed by another."""
    part = await albums.grow(connection, "ack", report.id, due_at)
    if part is None:
        return
    data = {"report": report.id, "assignment": view.id, "part": part, "after": count}
    key = albums.key("ack", report.id, part)
    await say(connection, chat_id=report.chat_id, kind="report-more", key=key, now=work.now, data=data, due_at=due_at)


async def acknowledge(
    connection: AsyncConnection,
    work: Work,
    report: Report,
    view: AssignmentView,
    *,
    key: str,
    edits: int | None = None,
    due_at: datetime | None = None,
    guessed: bool = False,
    settled: bool = False,
) -> None:
    """Tell the author what was recorded; ``settled``: nothing more is asked about it."""
    data = {"report": report.id, "assignment": view.id, "guessed": guessed, "settled": settled}
    await say(
        connection,
        chat_id=report.chat_id,
        kind="report-ack",
        key=key,
        now=work.now,
        data=data,
        edits=edits,
        due_at=due_at,
        member_id=report.author_id,
    )


async def change_status(
    connection: AsyncConnection,
    work: Work,
    rules: Rules,
    report: Report,
    view: AssignmentView,
    status: ReplyStatus | None,
) -> None:
    """The report sets this status; nothing where it says none or the assignment is done already.

    Nor where it was done for somebody who has opened it again: then it is theirs, and this is a comment. Words said
    after «выполнено» may still name the day on which it was done.
    """
    if status is None:
        return
    if status == "done":
        await _set_done_day(connection, rules, report, view)
    if view.status == status == "done":
        return
    if view.status == "done" and await chains.is_over(connection, view):
        return
    standing = view
    if not await assignments.set_status(connection, view.id, before=view.status, after=status, now=work.now):
        raise Refusal("stale-button")
    await reports.set_status(connection, report.id, status, view.status)
    await note(connection, work, "status", report, view, before=view.status, after=status)
    await _follow(connection, work, rules, report, view, status)
    if status == "done":
        fresh, view = await current(connection, report.id), await view_of(connection, view.id)
        await awaiting_review.begin(connection, work, rules, fresh, view)
    if status == "trouble":
        await trouble_news.tell(connection, work, rules, report, view)
    elif standing.status == "trouble":
        await trouble_news.revise(connection, work, view)


async def _set_done_day(connection: AsyncConnection, rules: Rules, report: Report, view: AssignmentView) -> None:
    """The day of doing that the words name decides whether it was late."""
    day = (await reading_of(connection, report, rules)).done_on
    if report.done_on != day:
        late = await is_late(connection, view, report.at, rules, day)
        await reports.set_done_on(connection, report.id, day, late=late)


async def take_back_status(
    connection: AsyncConnection, work: Work, rules: Rules, report: Report, view: AssignmentView
) -> None:
    """The status is what it was before the report, unless a later report or somebody else has changed it since.

    What was done for somebody who has opened it again is theirs: nobody is asked for it twice.
    """
    newest = await reports.latest(connection, assignment_id=view.id)
    if report.status is None or report.previous_status is None or newest is None or newest.id != report.id:
        return
    before, after = report.status, report.previous_status
    cause: Report | None = report
    if before == "done" and await chains.is_over(connection, view):
        after = "cancelled"
    elif after == "done":
        # What was done before is so only while an answer that says it still stands.
        cause = await chains.answer_behind(connection, view)
        after = "open" if cause is None else after
    if await assignments.set_status(connection, view.id, before=before, after=after, now=work.now):
        await note(connection, work, "status", cause or report, view, before=before, after=after)
        await _follow(connection, work, rules, report, view, after)


async def reopen(
    connection: AsyncConnection, work: Work, rules: Rules, report: Report, view: AssignmentView, by: int
) -> None:
    """A coordinator, ``by``, has returned what was done: it is in work again, and asked for as before."""
    after: ReplyStatus = "in-progress"
    if await assignments.set_status(connection, view.id, before="done", after=after, now=work.now):
        await note(connection, work, "status", report, view, before="done", after=after, by=by)
        await _follow(connection, work, rules, report, view, after)


async def _follow(
    connection: AsyncConnection, work: Work, rules: Rules, report: Report, view: AssignmentView, status: str
) -> None:
    """What the new status means for the reminders, and for those from whom and to whom it was handed on."""
    if status == "done":
        await watching.close(connection, view.id)
        await chains.finished(connection, work, rules, report, view)
    elif view.status == "done":
        await plans.reopen(connection, view.id, work.now, rules)
        await chains.unfinished(connection, work, rules, report, view)


async def note(
    connection: AsyncConnection,
    work: Work,
    what: str,
    report: Report,
    view: AssignmentView,
    *,
    before: str | None = None,
    after: str | None = None,
    by: int | None = None,
) -> None:
    """Write a line about the report into the journal, of its author where nobody else did it."""
    await journal.note(
        connection,
        what,
        now=work.now,
        member_id=by or report.author_id,
        roadmap_id=view.roadmap_id,
        assignment_id=view.id,
        report_id=report.id,
        before=before,
        after=after,
    )
