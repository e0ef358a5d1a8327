"""Around a reminder: one's own list, a card, its words in the plan, «Напомнить завтра»."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.rules import Rules
from services import watching
from services.access import Caller
from services.hours import hours_of
from services.outbox import reply
from services.work import Work
from storage import absences, assignments, courses, deliveries, journal, staff
from storage.assignments import AssignmentView


async def show_own(
    work: Work, caller: Caller, *, kept: str = "open", page: int = 0, message: int | None = None
) -> None:
    """«Мои мероприятия»: ``kept`` open, late or done."""
    async with work.write() as connection:
        data = {"member": caller.known.id, "page": max(0, page), "kept": kept}
        await reply(connection, work, caller.chat.id, "my", data=data, edits=message)


async def own(connection: AsyncConnection, caller: Caller, assignment_id: int) -> AssignmentView:
    """An assignment that is the caller's to answer now: their own, or that of an absent person they stand in for.

    Refusal "stale-button", and those of ``check_own``.
    """
    view = await assignments.view(connection, assignment_id)
    if view is None:
        raise Refusal("stale-button")
    await check_own(connection, caller, view)
    return view


async def check_own(connection: AsyncConnection, caller: Caller, view: AssignmentView) -> None:
    """Refuse an assignment that is not the caller's to answer now.

    Refusal "handed-over" (it was theirs), "not-standing-in" or "not-yours".
    """
    if view.member_id in caller.answers_for:
        return
    if await staff.was_theirs(connection, view.id, caller.known.id):
        raise Refusal("handed-over")
    stood_in = await absences.has_stood_in(connection, caller.known.id, view.member_id)
    raise Refusal("not-standing-in" if stood_in else "not-yours")


async def show_card(work: Work, caller: Caller, assignment_id: int, kind: str, message: int | None = None) -> None:
    """Answer with the card of one assignment (``kind`` "assignment-card") or its words in the plan ("details")."""
    async with work.write() as connection:
        await own(connection, caller, assignment_id)
        data = {"assignment": assignment_id}
        await reply(connection, work, caller.chat.id, kind, data=data, edits=message)


async def remind_tomorrow(
    work: Work, caller: Caller, assignment_ids: list[int], rules: Rules, message: int | None
) -> None:
    """«Напомнить завтра»: once more with tomorrow's digest; refused where that would be past the deadline."""
    async with work.write() as connection:
        hours = await hours_of(connection, caller.known.id, rules)
        today = hours.day(work.now)
        when = hours.at(today + timedelta(days=1))
        views = [await own(connection, caller, assignment_id) for assignment_id in assignment_ids]
        waiting = [view for view in views if not view.closed]
        if not waiting and any(view.called_off for view in views):
            raise Refusal("assignment-called-off")
        if any(today <= view.control < hours.day(when) for view in waiting):
            raise Refusal("snooze-past-deadline")
        # A second tap finds them put off already.
        standing = await courses.standing(connection, [view.id for view in waiting])
        news = {one.id for one in standing if one.course.again_at != when}
        await watching.put_off(connection, sorted(news), when, now=work.now, rules=rules)
        for view in waiting:
            if view.id in news:
                await note_snooze(connection, work, view, when)
        data = {"assignments": [view.id for view in waiting], "when": when.isoformat()}
        await reply(connection, work, caller.chat.id, "snoozed", data=data, edits=message)


async def note_snooze(
    connection: AsyncConnection, work: Work, view: AssignmentView, until: datetime, reason: str = ""
) -> None:
    """A line "snoozed" in the journal: until when (UTC, whole seconds), then why, where somebody was asked.

    ``reason``: a word of ``services.later.REASONS``, or «what was typed».
    """
    after = f"{until.astimezone(UTC).isoformat(timespec='seconds')} {reason}".strip()
    await journal.note(
        connection,
        "snoozed",
        now=work.now,
        member_id=view.member_id,
        roadmap_id=view.roadmap_id,
        assignment_id=view.id,
        after=after,
    )


def snoozed_until(after: str) -> datetime:
    """The moment in what ``note_snooze`` has written."""
    return datetime.fromisoformat(after.split(" ", 1)[0])


async def listed_in(work: Work, caller: Caller, delivery_id: int) -> list[int]:
    """The assignments of the caller's own digest that are still theirs to answer.

    Refusal "stale-button", "not-yours", or "not-standing-in" where all are those of people they stand in for no more.
    """
    async with work.read() as connection:
        delivery = await deliveries.get(connection, delivery_id)
        if delivery is None or delivery.kind != "digest":
            raise Refusal("stale-button")
        if delivery.member_id != caller.known.id:
            raise Refusal("not-yours")
        views = await assignments.views(connection, delivery.data["assignments"])
    listed = [view.id for view in views if view.member_id in caller.answers_for]
    if views and not listed:
        raise Refusal("not-standing-in")
    return listed
