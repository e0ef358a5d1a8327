"""What was handed on answers together: done below is done above, and what ends above ends below.

Everything here happens inside the transaction of the answer, so a crash leaves the whole chain as it was.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.delegation import Family, Share
from domain.outbox import Priority
from domain.rules import Rules
from services import log_posts, plans, watching
from services.hours import hours_of
from services.outbox import say
from services.work import Work
from storage import amendments, assignments, delegation, journal, people, reports
from storage.assignments import AssignmentView
from storage.delegation import StatusChange
from storage.reports import Report

EndedWhy = Literal["taken", "returned", "done", "replaced"]


def handed_key(assignment_id: int, time: int) -> str:
    """The delivery key of the message that tells a person of the assignment the n-th time that they are given it."""
    return f"handed-to:{assignment_id}:{time}"


def done_key(member_id: int, by: int, at: datetime) -> str:
    """The delivery key of the message that what a person had handed on is done: who answered, and when."""
    return f"handed-done:{member_id}:{by}:{int(at.timestamp())}"


async def tell(
    connection: AsyncConnection, work: Work, rules: Rules, member_id: int, kind: str, key: str, data: dict[str, object]
) -> None:
    """Tell a member of what somebody else did, after their quiet hours; nothing where they have no chat."""
    for chat_id in (await people.private_chats(connection, {member_id})).values():
        await say(
            connection,
            chat_id=chat_id,
            kind=kind,
            key=key,
            now=work.now,
            data=data,
            priority=Priority.REMINDER,
            member_id=member_id,
            due_at=(await hours_of(connection, member_id, rules)).after_quiet(work.now),
        )


# --- an answer -------------------------------------------------------------------------------------------------------


async def finished(connection: AsyncConnection, work: Work, rules: Rules, report: Report, view: AssignmentView) -> None:
    """The assignment was called done: whoever has it from this person is not asked, whoever gave it has it done too."""
    family = await delegation.family(connection, view.period_id)
    await end(connection, work, rules, _waiting(family, view.id), why="done", by=report.author_id, who=report.author_id)
    for share in family.above(view.id):
        if not share.open:
            break
        await _set_status(connection, work, view, share, "done", report)
        await watching.close(connection, share.id)
        data: dict[str, object] = {"by": report.author_id, "at": int(work.now.timestamp())}
        key = done_key(share.member_id, report.author_id, work.now)
        await tell(connection, work, rules, share.member_id, "handed-done", key, data)


async def unfinished(
    connection: AsyncConnection, work: Work, rules: Rules, report: Report, view: AssignmentView
) -> None:
    """«Выполнено» was taken back: who had given the assignment, and had it done by that, is asked as before."""
    family = await delegation.family(connection, view.period_id)
    over = await is_over(connection, view)
    for share, change in await _done_by(connection, family, view.id):
        await _set_status(connection, work, view, share, "cancelled" if over else change.before, report)
        if over:
            continue
        await plans.reopen(connection, share.id, work.now, rules)
        data: dict[str, object] = {
            "by": report.author_id,
            "at": int(work.now.timestamp()),
            "told": done_key(share.member_id, report.author_id, change.at),
        }
        key = work.key(f"handed-undone:{share.member_id}")
        await tell(connection, work, rules, share.member_id, "handed-undone", key, data)


async def is_over(connection: AsyncConnection, view: AssignmentView) -> bool:
    """Whether somebody above has it back: they have opened again what this person had done for them, or do it anew."""
    family = await delegation.family(connection, view.period_id)
    return len(await _done_by(connection, family, view.id)) < len(family.above(view.id))


async def _done_by(connection: AsyncConnection, family: Family, share_id: int) -> list[tuple[Share, StatusChange]]:
    """Those above, nearest first, who have it done because of an answer to this assignment or to one below it."""
    above = family.above(share_id)
    changes = await delegation.last_changes(connection, [share.id for share in above])
    found = []
    for share in above:
        change = changes.get(share.id)
        if change is None or share.status != "done" or change.after != "done" or change.answered is None:
            break
        if not family.is_below(change.answered, share_id):
            break
        found.append((share, change))
    return found


async def is_done_by_others(connection: AsyncConnection, assignment_id: int) -> bool:
    """Whether the assignment is done because somebody to whom it was handed on said so."""
    change = (await delegation.last_changes(connection, [assignment_id])).get(assignment_id)
    return change is not None and change.after == "done" and change.answered not in (None, assignment_id)


async def answer_behind(connection: AsyncConnection, view: AssignmentView) -> Report | None:
    """The answer that stands and says that it is done: its person's own, or of somebody to whom it was handed on."""
    own = await reports.latest(connection, assignment_id=view.id, status="done")
    if own is not None:
        return own
    below = (await delegation.family(connection, view.period_id)).done_below(view.id)
    return None if below is None else await reports.latest(connection, assignment_id=below.id, status="done")


async def open_again(connection: AsyncConnection, work: Work, rules: Rules, view: AssignmentView, by: int) -> None:
    """Its person does not take it for done: it is theirs to answer again, and so it is open for those above them."""
    family = await delegation.family(connection, view.period_id)
    above = await _done_by(connection, family, view.id)
    change = (await delegation.last_changes(connection, [view.id]))[view.id]
    answered = await answer_behind(connection, view)
    for share, before in [(family[view.id], change.before), *((share, one.before) for share, one in above)]:
        await _note_status(connection, work, view, share, before, by)
        await plans.reopen(connection, share.id, work.now, rules)
    if answered is not None:
        await log_posts.revise(connection, answered, work)


# --- the end of a share ----------------------------------------------------------------------------------------------


def _waiting(family: Family, share_id: int) -> list[Share]:
    return [share for share in family.line(share_id) if share.open]


async def end_below(
    connection: AsyncConnection, work: Work, rules: Rules, assignment_id: int, *, why: EndedWhy, by: int
) -> None:
    """Nobody who has it from the person of this assignment is asked any more; each but ``by`` is told once."""
    view = await assignments.view(connection, assignment_id)
    assert view is not None
    family = await delegation.family(connection, view.period_id)
    await end(connection, work, rules, _waiting(family, view.id), why=why, by=by, who=view.member_id)


async def end(
    connection: AsyncConnection,
    work: Work,
    rules: Rules,
    shares: Iterable[Share],
    *,
    why: EndedWhy,
    by: int,
    who: int,
) -> None:
    """These people are not asked any more; each but ``by``, who did it, is told once that ``who`` has it now.

    What they have answered stays.
    """
    for share in shares:
        await call_off(connection, work, share, by=by, why=f"handing-{why}")
        if share.member_id == by:
            continue
        time = await delegation.handings(connection, share.id)
        data: dict[str, object] = {"assignment": share.id, "who": who, "why": why, "told": handed_key(share.id, time)}
        key = f"handed-ended:{share.id}:{time}"
        await tell(connection, work, rules, share.member_id, "handed-ended", key, data)


async def call_off(connection: AsyncConnection, work: Work, share: Share, *, by: int, why: str) -> None:
    """Nothing more is said or decided about it; what was answered stays."""
    view = await assignments.view(connection, share.id)
    assert view is not None
    await _note_status(connection, work, view, share, "cancelled", by)
    await watching.close(connection, share.id, why)
    await amendments.drop_wishes(connection, share.id)


async def _set_status(
    connection: AsyncConnection, work: Work, view: AssignmentView, share: Share, after: str, report: Report
) -> None:
    await _note_status(connection, work, view, share, after, report.author_id, report.id)


async def _note_status(
    connection: AsyncConnection,
    work: Work,
    view: AssignmentView,
    share: Share,
    after: str,
    by: int,
    report_id: int | None = None,
) -> None:
    await assignments.set_status(connection, share.id, before=share.status, after=after, now=work.now)
    await journal.note(
        connection,
        "status",
        now=work.now,
        member_id=by,
        roadmap_id=view.roadmap_id,
        assignment_id=share.id,
        report_id=report_id,
        before=share.status,
        after=after,
    )
