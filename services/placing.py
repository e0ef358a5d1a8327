"""Which measure a message is about: what it quotes, what was just answered, the only open one; else we ask."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.rules import Rules
from services import answers
from services.access import Caller
from services.outbox import find_by_message, postpone, reply, say
from services.reminders import own
from services.work import Work
from storage import assignments, journal, reports
from storage.assignments import AssignmentView
from storage.reports import Report

# After «выполнено» pictures are expected and come without being asked for; mere words are about it for a shorter time.
PICTURES_FOLLOW = timedelta(hours=24)
WORDS_FOLLOW = timedelta(hours=1)
# Files that are sent one after another are about one measure.
FILES_FOLLOW = timedelta(minutes=10)
RECENTLY_DONE = 10


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message belongs. ``view`` None: the author is asked, first for one of ``among`` where there are any.

    ``guessed``: nothing in the message said so, the bot concluded it.
    """

    view: AssignmentView | None = None
    among: tuple[int, ...] = ()
    guessed: bool = False


async def quoted(connection: AsyncConnection, caller: Caller, message: int | None) -> Target | None:
    """What the quoted message is about, however old it is; None where it is about no assignment.

    Refusal "handed-over" where the assignment is somebody else's by now, "assignment-closed" where it is closed.
    """
    ids = [] if message is None else await _ids_behind(connection, caller.chat.id, message)
    views = await assignments.views(connection, ids)
    mine = [view for view in views if view.member_id in caller.answers_for]
    if not views:
        return None
    if not mine:
        raise Refusal("handed-over")
    waiting = [view for view in mine if not view.closed]
    if len(mine) == 1:
        answers.check_alive(mine[0])
        return Target(mine[0])
    if len(waiting) == 1:
        return Target(waiting[0], guessed=True)
    return Target(among=tuple(view.id for view in waiting or mine))


async def _ids_behind(connection: AsyncConnection, chat_id: int, message: int) -> list[int]:
    delivery = await find_by_message(connection, chat_id, message)
    if delivery is None:
        report = await reports.of_message(connection, chat_id, message)
        return [report.assignment_id] if report and report.assignment_id else []
    if delivery.data.get("assignment"):
        return [delivery.data["assignment"]]
    return list(delivery.data.get("assignments", ()))


async def just_done(
    connection: AsyncConnection, caller: Caller, now: datetime, *, has_file: bool
) -> AssignmentView | None:
    """The assignment that the caller's newest answer, not long ago, called done."""
    since = now - (PICTURES_FOLLOW if has_file else WORDS_FOLLOW)
    newest = await reports.latest(connection, author_id=caller.known.id, since=since)
    if newest is None or newest.status != "done" or newest.assignment_id is None:
        return None
    view = await assignments.view(connection, newest.assignment_id)
    alive = view is not None and view.member_id in caller.answers_for and view.roadmap_state == "active"
    return view if alive and view is not None and view.status == "done" else None


async def out_of_the_blue(
    connection: AsyncConnection, caller: Caller, now: datetime, *, has_file: bool, has_status: bool
) -> Target:
    """Where a message belongs that quotes nothing: what was just done, the only open one, or the author is asked.

    A picture after «выполнено» was asked for. Words, or a picture whose caption says «готово», may mean either that or
    the next measure: they are asked about, because what lies wrong stands in the log for all to see.
    """
    recent = await just_done(connection, caller, now, has_file=has_file)
    waiting = await assignments.open_of(connection, *caller.answers_for)
    if recent is not None and (not waiting or (has_file and not has_status)):
        return Target(recent, guessed=True)
    if recent is not None and (has_file or waiting):
        return Target(among=(recent.id, *(view.id for view in waiting)))
    same = await _where_the_last_lies(connection, caller, now) if has_file and not has_status else None
    if same is not None:
        return Target(same, guessed=True)
    return Target(waiting[0], guessed=True) if len(waiting) == 1 else Target()


async def _where_the_last_lies(connection: AsyncConnection, caller: Caller, now: datetime) -> AssignmentView | None:
    """The open assignment of the caller's last answer, just now: files that come one by one belong together."""
    last = await reports.last_of(connection, caller.known.id, now - FILES_FOLLOW)
    view = None if last is None else await assignments.view(connection, last.assignment_id or 0)
    return view if view is not None and view.member_id in caller.answers_for and not view.closed else None


async def candidates(
    connection: AsyncConnection, member_id: int, stands_for: Collection[int] = ()
) -> list[AssignmentView]:
    """What a message of this member may be about, the likeliest first: what is open, then what was done lately.

    ``stands_for``: the absent people for whom they answer.
    """
    done = await assignments.done_of(connection, member_id, RECENTLY_DONE)
    alive = [view for view in done if view.roadmap_state == "active"]
    return [*await assignments.open_of(connection, member_id, *stands_for), *alive]


def question_key(report_id: int) -> str:
    """The delivery key of the first question about a report's place."""
    return f"place:report:{report_id}"


async def ask(
    connection: AsyncConnection, work: Work, chat_id: int, report_id: int, among: tuple[int, ...], due_at: datetime
) -> None:
    """Ask the author what an unplaced report is about."""
    data = {"report": report_id, "among": list(among), "page": 0}
    key = question_key(report_id)
    await say(connection, chat_id=chat_id, kind="report-place", key=key, now=work.now, data=data, due_at=due_at)


async def wait(connection: AsyncConnection, report_id: int, due_at: datetime) -> None:
    """Another part of an unplaced album has come: the question waits for what still comes."""
    await postpone(connection, question_key(report_id), due_at)


async def turn(work: Work, caller: Caller, report_id: int, page: int, message: int | None) -> None:
    """«Другое…»: a page of everything the report may be about."""
    async with work.write() as connection:
        report = await answers.own_report(connection, caller, report_id)
        message = answers.shown_in(caller, report, message)
        if await _show_where_it_lies(connection, work, report, message):
            return
        data = {"report": report.id, "among": [], "page": max(0, page)}
        await reply(connection, work, report.chat_id, "report-place", data=data, edits=message)


async def place(
    work: Work, caller: Caller, report_id: int, assignment_id: int, message: int | None, rules: Rules
) -> None:
    """The author said what the report is about; a second press says where it lies already."""
    async with work.write() as connection:
        report = await answers.own_report(connection, caller, report_id)
        message = answers.shown_in(caller, report, message)
        if await _show_where_it_lies(connection, work, report, message):
            return
        view = await own(connection, caller, assignment_id)
        answers.check_alive(view)
        late = await answers.is_late(connection, view, report.at, rules)
        if await reports.place(connection, report.id, view.id, late=late):
            await answers.accept(connection, work, rules, report.id, edits=message)


async def discard(work: Work, caller: Caller, report_id: int, message: int | None) -> None:
    """«Ни к какому — удалить»: the words and files of the unplaced report are forgotten."""
    async with work.write() as connection:
        report = await answers.own_report(connection, caller, report_id)
        message = answers.shown_in(caller, report, message)
        if await _show_where_it_lies(connection, work, report, message):
            return
        await reports.withdraw(connection, report.id, work.now)
        await reports.empty(connection, report.id)
        await journal.note(
            connection, "report-discarded", now=work.now, member_id=report.author_id, report_id=report.id
        )
        await _say_withdrawn(connection, work, report, message)


async def _show_where_it_lies(connection: AsyncConnection, work: Work, report: Report, message: int | None) -> bool:
    """Whether the report has a place or is gone; then its author is told which."""
    if report.withdrawn_at is not None:
        await _say_withdrawn(connection, work, report, message)
        return True
    if report.assignment_id is None:
        return False
    view = await answers.view_of(connection, report.assignment_id)
    await answers.acknowledge(connection, work, report, view, key=work.key("ack"), edits=message, guessed=True)
    return True


async def _say_withdrawn(connection: AsyncConnection, work: Work, report: Report, message: int | None) -> None:
    data = {"report": report.id, "assignment": report.assignment_id}
    await reply(connection, work, report.chat_id, "report-withdrawn", data=data, edits=message)
