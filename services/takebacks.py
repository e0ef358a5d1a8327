"""Second thoughts: an answer is taken back, or its words are changed by editing the message they came in."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.rules import Rules
from services import answers, log_posts, trouble_news
from services.access import Caller
from services.outbox import reply
from services.presses import REASON_QUESTION
from services.reminders import check_own
from services.work import Work
from storage import conversations, deliveries, reports
from storage.reports import Report


async def undo(work: Work, caller: Caller, report_id: int, message: int | None, rules: Rules) -> None:
    """«Отменить»: the report does not count, the status is what it was.

    Refusal "undo-too-late" after a day, "report-accepted" where a coordinator has accepted it.
    """
    async with work.write() as connection:
        report = await answers.own_report(connection, caller, report_id)
        await _withdraw(connection, work, report, rules)
        data = {"report": report.id, "assignment": report.assignment_id}
        await _say_undone(connection, work, caller, data, message)


async def undo_all(work: Work, caller: Caller, delivery_id: int, message: int | None, rules: Rules) -> None:
    """«Отменить» under «Все выполнены»: every report of that press."""
    async with work.write() as connection:
        delivery = await deliveries.get(connection, delivery_id)
        if delivery is None or delivery.kind != "report-ack-all":
            raise Refusal("stale-button")
        for report_id in delivery.data["reports"]:
            await _withdraw(connection, work, await answers.own_report(connection, caller, report_id), rules)
        data = {"assignments": delivery.data["assignments"]}
        await _say_undone(connection, work, caller, data, message)


async def _withdraw(connection: AsyncConnection, work: Work, report: Report, rules: Rules) -> None:
    if report.withdrawn_at is not None:
        return
    if report.review == "accepted":
        raise Refusal("report-accepted")
    if work.now - report.at > answers.TAKE_BACK_WITHIN:
        raise Refusal("undo-too-late")
    view = await answers.view_of(connection, report.assignment_id)
    await answers.take_back_status(connection, work, rules, report, view)
    await reports.withdraw(connection, report.id, work.now)
    await answers.note(connection, work, "report-withdrawn", report, view)
    await _forget_question(connection, report)
    if report.status == "trouble":
        await trouble_news.revise(connection, work, view)
    await log_posts.reviewed(connection, report, work)


async def _forget_question(connection: AsyncConnection, report: Report) -> None:
    asked = await conversations.expected(connection, report.chat_id)
    if asked is not None and asked.expects == REASON_QUESTION and asked.data["report"] == report.id:
        await conversations.forget(connection, report.chat_id)


async def _say_undone(
    connection: AsyncConnection, work: Work, caller: Caller, data: dict[str, Any], message: int | None
) -> None:
    await reply(connection, work, caller.chat.id, "report-withdrawn", data=data, edits=message)


async def correct(work: Work, caller: Caller, message: int, words: str | None, rules: Rules) -> None:
    """The author edited a message: the report gets the new words, and the status that was read from the old ones goes.

    A message that is no report, a report that was taken back, the same words: nothing happens.
    """
    async with work.write() as connection:
        report = await reports.of_message(connection, caller.chat.id, message)
        if report is None or report.author_id != caller.known.id or report.withdrawn_at is not None:
            return
        if report.text == words or report.message != message:
            return
        if report.assignment_id is None:
            await reports.set_text(connection, report.id, words)
            return
        view = await answers.view_of(connection, report.assignment_id)
        await check_own(connection, caller, view)
        await reports.set_text(connection, report.id, words)
        await answers.note(connection, work, "report-corrected", report, view, before=report.text, after=words)
        if report.review != "accepted":
            await _read_again(connection, work, rules, report)
        await log_posts.revise(connection, report, work)
        await trouble_news.revise(connection, work, view)


async def _read_again(connection: AsyncConnection, work: Work, rules: Rules, report: Report) -> None:
    """Where the status came from the words, the new words decide it, and the day; the author is told what changed.

    ``report`` is as it was before.
    """
    view, fresh = await answers.view_of(connection, report.assignment_id), await answers.current(connection, report.id)
    before = await answers.reading_of(connection, report, rules)
    after = await answers.reading_of(connection, fresh, rules)
    if report.status is not None and report.status != before.status:
        return
    if before.status == after.status and (after.status != "done" or before.done_on == after.done_on):
        return
    if before.status != after.status:
        await answers.take_back_status(connection, work, rules, report, view)
        await reports.set_status(connection, report.id, None, None)
        await reports.set_done_on(connection, report.id, None, late=report.late)
    fresh, view = await answers.current(connection, report.id), await answers.view_of(connection, view.id)
    await answers.change_status(connection, work, rules, fresh, view, after.status)
    fresh, view = await answers.current(connection, report.id), await answers.view_of(connection, view.id)
    await answers.acknowledge(connection, work, fresh, view, key=work.key("ack"), guessed=True)
