"""What falls due is said: one digest a person and day, in their zone, outside quiet hours, never twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.outbox import Delivery, Priority
from domain.reminders import after_quiet_hours, in_quiet_hours, next_digest
from domain.rules import Rules
from services.access import Caller
from services.outbox import reply, say
from services.work import Work
from services.zones import zone_of
from storage import assignments, deliveries, people, reminders
from storage.assignments import AssignmentView
from storage.database import Database
from storage.reminders import Due

BATCH = 200
STALE = "stale"
NUDGE_AHEAD = timedelta(days=14)
NUDGE_AT_MOST = 6


async def queue_due(database: Database, *, now: datetime, rules: Rules) -> int:
    """Turn the reminders whose moment has come into digests; how many were queued.

    One transaction: a crash before its end leaves every reminder pending, after it each stands in its delivery. What
    was missed while the bot was down comes in the same way, merged for each person.
    """
    async with database.write() as connection:
        queued = 0
        await reminders.revive(connection, STALE)
        # Whole people, never a part of somebody's reminders: the rest would find today's digest gone.
        members = await reminders.due_members(connection, now, BATCH)
        for member_id, due in _by_member(await reminders.due(connection, members, now)).items():
            queued += await _queue_for(connection, member_id, due, now, rules)
        return queued


async def is_stale(connection: AsyncConnection, delivery: Delivery, now: datetime, rules: Rules) -> bool:
    """Whether a digest comes too late to be sent: on another local day than it was meant for, or in quiet hours."""
    assert delivery.member_id is not None
    zone = await zone_of(connection, delivery.member_id, rules)
    meant_for = delivery.due_at.astimezone(zone).date()
    return now.astimezone(zone).date() != meant_for or in_quiet_hours(now, rules, zone)


def _by_member(due: Iterable[Due]) -> dict[int, list[Due]]:
    found: dict[int, list[Due]] = {}
    for one in due:
        found.setdefault(one.member_id, []).append(one)
    return found


async def _queue_for(connection: AsyncConnection, member_id: int, due: list[Due], now: datetime, rules: Rules) -> bool:
    ids = [one.id for one in due]
    zone = await zone_of(connection, member_id, rules)
    if in_quiet_hours(now, rules, zone):
        await reminders.put_off(connection, ids, next_digest(now, rules, zone))
        return False
    still_open = {view.id for view in await assignments.open_of(connection, member_id)}
    await reminders.drop(connection, [one.id for one in due if one.assignment_id not in still_open], "answered")
    wanted = [one for one in due if one.assignment_id in still_open]
    chat_id = (await people.private_chats(connection, {member_id})).get(member_id)
    if chat_id is None:
        await reminders.drop(connection, [one.id for one in wanted], "not-connected")
        return False
    return bool(wanted) and await _say_digest(connection, member_id, chat_id, wanted, now, zone, rules)


async def _say_digest(
    connection: AsyncConnection,
    member_id: int,
    chat_id: int,
    due: list[Due],
    now: datetime,
    zone: ZoneInfo,
    rules: Rules,
) -> bool:
    day = now.astimezone(zone).date()
    listed = sorted({one.assignment_id for one in due})
    delivery_id = await _digest(connection, f"digest:{member_id}:{day}", member_id, chat_id, listed, now)
    if delivery_id is None:
        # Today's digest has left already; what came up after it waits for tomorrow's.
        await reminders.put_off(connection, [one.id for one in due], next_digest(now, rules, zone))
        return False
    await reminders.tell(connection, [one.id for one in due], delivery_id)
    return True


async def _digest(
    connection: AsyncConnection,
    key: str,
    member_id: int,
    chat_id: int,
    listed: list[int],
    now: datetime,
    due_at: datetime | None = None,
) -> int | None:
    delivery_id = await say(
        connection,
        chat_id=chat_id,
        kind="digest",
        key=key,
        now=now,
        data={"member": member_id, "assignments": listed},
        priority=Priority.REMINDER,
        member_id=member_id,
        due_at=due_at,
    )
    if delivery_id is not None:
        await _strip_last(connection, member_id, now, due_at)
    return delivery_id


async def _strip_last(connection: AsyncConnection, member_id: int, now: datetime, due_at: datetime | None) -> None:
    last = await reminders.last_digest(connection, member_id)
    if last is None:
        return
    delivery_id, chat_id, message = last
    await say(
        connection,
        chat_id=chat_id,
        kind="strip",
        key=f"strip:{delivery_id}",
        now=now,
        priority=Priority.REMINDER,
        edits=message,
        due_at=due_at,
    )


async def nudge(connection: AsyncConnection, member_ids: Iterable[int], *, now: datetime, rules: Rules) -> list[int]:
    """Remind these people at once of what is late or near; the members who get a message (once a day at most)."""
    nudged = []
    chats = await people.private_chats(connection, set(member_ids))
    for member_id, chat_id in chats.items():
        zone = await zone_of(connection, member_id, rules)
        day = now.astimezone(zone).date()
        near = [
            view.id for view in await assignments.open_of(connection, member_id) if view.control <= day + NUDGE_AHEAD
        ]
        if not near:
            continue
        when = after_quiet_hours(now, rules, zone)
        key = f"nudge:{member_id}:{day}"
        if await _digest(connection, key, member_id, chat_id, near[:NUDGE_AT_MOST], now, when) is not None:
            nudged.append(member_id)
    return nudged


async def show_own(work: Work, caller: Caller, *, page: int = 0, message: int | None = None) -> None:
    """«Мои мероприятия»: what is late, open and done."""
    async with work.write() as connection:
        data = {"member": caller.known.id, "page": page}
        await reply(connection, work, caller.chat.id, "my", data=data, edits=message)


async def own(connection: AsyncConnection, caller: Caller, assignment_id: int) -> AssignmentView:
    """The caller's own assignment; Refusal "stale-button" or "not-yours"."""
    view = await assignments.view(connection, assignment_id)
    if view is None:
        raise Refusal("stale-button")
    if view.member_id != caller.known.id:
        raise Refusal("not-yours")
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
        zone = await zone_of(connection, caller.known.id, rules)
        when = next_digest(work.now, rules, zone)
        views = [await own(connection, caller, assignment_id) for assignment_id in assignment_ids]
        today = work.now.astimezone(zone).date()
        waiting = [view for view in views if not view.closed]
        if not waiting and any(view.called_off for view in views):
            raise Refusal("assignment-called-off")
        if any(today <= view.control < when.astimezone(zone).date() for view in waiting):
            raise Refusal("snooze-past-deadline")
        for view in waiting:
            await reminders.add_once(connection, view.id, view.member_id, when)
        data = {"assignments": [view.id for view in waiting], "when": when.isoformat()}
        await reply(connection, work, caller.chat.id, "snoozed", data=data, edits=message)


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
