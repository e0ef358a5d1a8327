"""Answers by a button: under a reminder, under a digest, under the question what words or pictures meant."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.replies import ReplyStatus
from domain.rules import Rules
from services import answers, chains, log_posts
from services.access import Caller
from services.outbox import reply
from services.reminders import own
from services.work import Work
from storage import conversations, reports
from storage.assignments import AssignmentView
from storage.reports import ChildrenWord, Report

REASON_QUESTION = "trouble-reason"
# The same button again within this time is a second tap, later it is news.
SAME_TAP = timedelta(minutes=10)


async def press(
    work: Work, caller: Caller, assignment_id: int, status: ReplyStatus, message: int | None, rules: Rules
) -> None:
    """A status button under a card: recorded at once; «трудности» asks what is in the way."""
    async with work.write() as connection:
        view = await own(connection, caller, assignment_id)
        answers.check_alive(view)
        same = await _same_tap(connection, work, caller, assignment_id, status, view.status)
        if same is not None:
            await answers.acknowledge(connection, work, same, view, key=work.key("ack"), edits=message)
            return
        if view.status == status == "done":
            raise Refusal("done-already")
        if view.status == "done" and await chains.is_over(connection, view):
            raise Refusal("handed-over")
        report = await _record(connection, work, caller, view, rules)
        await answers.accept(connection, work, rules, report, view, status=status, edits=message)
        await _ask_for_reason(connection, work, caller.chat.id, report.id)


async def _same_tap(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    assignment_id: int,
    status: ReplyStatus,
    standing: str,
) -> Report | None:
    newest = await reports.latest(connection, assignment_id=assignment_id, author_id=caller.known.id)
    if newest is None or newest.status != status or standing != status:
        return None
    return newest if status == "done" or work.now - newest.at < SAME_TAP else None


async def _record(
    connection: AsyncConnection, work: Work, caller: Caller, view: AssignmentView, rules: Rules
) -> Report:
    late = await answers.is_late(connection, view, work.now, rules)
    return await reports.add(
        connection,
        assignment_id=view.id,
        author_id=caller.known.id,
        chat_id=caller.chat.id,
        at=work.now,
        late=late,
    )


async def _ask_for_reason(connection: AsyncConnection, work: Work, chat_id: int, report_id: int) -> None:
    report = await answers.current(connection, report_id)
    if report.status == "trouble" and report.text is None:
        await conversations.expect(connection, chat_id, REASON_QUESTION, {"report": report_id}, work.now)


async def press_all_done(
    work: Work, caller: Caller, assignment_ids: list[int], message: int | None, rules: Rules
) -> None:
    """«Все выполнены» under a digest: each open one is done; one answer, one «Отменить»."""
    async with work.write() as connection:
        views = [await own(connection, caller, assignment_id) for assignment_id in assignment_ids]
        waiting = [view for view in views if not view.closed]
        if not waiting:
            raise Refusal("assignment-called-off" if all(view.called_off for view in views) else "done-already")
        made = [(await _record(connection, work, caller, view, rules)).id for view in waiting]
        for report_id, view in zip(made, waiting, strict=True):
            report = await answers.current(connection, report_id)
            await answers.change_status(connection, work, rules, report, view, "done")
            report = await answers.current(connection, report_id)
            await log_posts.post(connection, report, view, (), now=work.now, due_at=work.now)
        data = {"reports": made, "assignments": [view.id for view in waiting]}
        await reply(connection, work, caller.chat.id, "report-ack-all", data=data, edits=message)


async def settle(
    work: Work, caller: Caller, report_id: int, status: ReplyStatus | None, message: int | None, rules: Rules
) -> None:
    """The author says by a button what their words or pictures meant; None: nothing but a comment."""
    async with work.write() as connection:
        report = await answers.own_report(connection, caller, report_id)
        message = answers.shown_in(caller, report, message)
        view = await answers.view_of(connection, report.assignment_id)
        answers.check_alive(view)
        if report.withdrawn_at is not None:
            raise Refusal("stale-button")
        if status is not None and work.now - report.at > answers.TAKE_BACK_WITHIN:
            # What an old message meant is news of today, and today decides whether it is late.
            new = await _record(connection, work, caller, view, rules)
            await answers.accept(connection, work, rules, new, view, status=status, edits=message)
            await _ask_for_reason(connection, work, caller.chat.id, new.id)
            return
        if report.status is None and status is not None:
            await answers.change_status(connection, work, rules, report, view, status)
            await _ask_for_reason(connection, work, caller.chat.id, report_id)
        report, view = await answers.current(connection, report_id), await answers.view_of(connection, view.id)
        await answers.acknowledge(connection, work, report, view, key=work.key("ack"), edits=message, settled=True)
        await log_posts.revise(connection, report, work)


async def say_children(work: Work, caller: Caller, report_id: int, word: ChildrenWord, message: int | None) -> None:
    """The author says whether children are in the pictures: the log gets them, or never does.

    The first word counts: what has been shown to everybody cannot be hidden again by a second tap.
    """
    async with work.write() as connection:
        report = await answers.own_report(connection, caller, report_id)
        if report.withdrawn_at is not None:
            raise Refusal("stale-button")
        message = answers.shown_in(caller, report, message)
        view = await answers.view_of(connection, report.assignment_id)
        if await reports.set_children(connection, report.id, before="asked", after=word):
            report = await answers.current(connection, report.id)
            await answers.note(connection, work, "report-children", report, view, after=word)
            await log_posts.release(connection, report, view, work)
        await answers.acknowledge(connection, work, report, view, key=work.key("ack"), edits=message, settled=True)
