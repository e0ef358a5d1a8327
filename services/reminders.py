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
from storage import assignments, deliveries, journal, staff
from storage.assignments import AssignmentView


async def show_own(work: Work, caller: Caller, *, page: int = 0, message: int | None = None) -> None:
    """«Мои мероприятия»: what is late, open and done."""
    async with work.write() as connection:
        data = {"member": caller.known.id, "page": page}
        await reply(connection, work, caller.chat.id, "my", data=data, edits=message)


async def own(connection: AsyncConnection, caller: Caller, assignment_id: int) -> AssignmentView:
    """The caller's own assignment; Refusal "stale-button", "handed-over" (it was theirs) or "not-yours"."""
    view = await assignments.view(connection, assignment_id)
    if view is None:
        raise Refusal("stale-button")
    if view.member_id != caller.known.id:
        was_theirs = await staff.was_theirs(connection, assignment_id, caller.known.id)
        raise Refusal("handed-over" if was_theirs else "not-yours")
    return view


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
        await watching.put_off(connection, [view.id for view in waiting], when, now=work.now, rules=rules)
        for view in waiting:
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


async def listed_in(work: Work, caller: Caller, delivery_id: int) -> list[int]:
    """The assignments that the caller's own digest lists; Refusal "stale-button" or "not-yours"."""
    async with work.read() as connection:
        delivery = await deliveries.get(connection, delivery_id)
    if delivery is None or delivery.kind != "digest":
        raise Refusal("stale-button")
    if delivery.member_id != caller.known.id:
        raise Refusal("not-yours")
    listed: list[int] = delivery.data["assignments"]
    return listed
