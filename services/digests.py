"""What has come up is said: one message a person and day, at their hour, outside quiet hours, never twice."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.hours import Hours
from domain.outbox import Delivery, Priority
from domain.reminders import TO_EXECUTOR
from domain.rules import Rules
from services import watching
from services.hearers import ABSENT, fire_at, hand_on
from services.outbox import say
from services.surroundings import Surroundings
from storage import assignments, people, reminders, upcoming
from storage.database import Database
from storage.reminders import Reminder, ReminderKind

BATCH = 100
STALE = "stale"
NOT_CONNECTED = "not-connected"
BLOCKED = "blocked"
NUDGE_AHEAD = timedelta(days=14)
NUDGE_AT_MOST = 6
ABOUT_OTHERS: tuple[ReminderKind, ...] = ("coordinator", "head", "cap", "unreached")


async def queue_due(database: Database, *, now: datetime, rules: Rules) -> int:
    """Find what has come up and turn it into daily messages; how many were queued.

    Everything that has come up is written down before anything is said, so that a message holds all of it. Each step
    is a transaction: a crash leaves the rest for the next look, what was missed while the bot was down comes merged.
    """
    while await watching.look(database, now=now, rules=rules):
        continue
    async with database.write() as connection:
        for unsaid in (STALE, ABSENT):
            await reminders.revive(connection, unsaid)
    queued = 0
    while True:
        async with database.write() as connection:
            # Whole people, never a part of what somebody has to be told: the rest would find today's message gone.
            members = await reminders.due_members(connection, now, BATCH)
            if not members:
                return queued
            around = Surroundings(connection, rules, now)
            due = await reminders.due(connection, members, now)
            for member_id, their in _by_member(due).items():
                queued += await _queue_for(around, member_id, their)


async def leaves_at(connection: AsyncConnection, delivery: Delivery, now: datetime, rules: Rules) -> datetime | None:
    """When a digest whose turn it is may leave: now, after the lessons; None where it comes too late to be sent.

    It is too late on another local day than it was meant for: the planner says it with that day's.
    """
    assert delivery.member_id is not None
    hours = await Surroundings(connection, rules, now).hours(delivery.member_id)
    leaves = hours.after_quiet(now)
    return leaves if hours.day(leaves) == hours.day(delivery.due_at) else None


def daily_key(member_id: int, day: date) -> str:
    """The key of the member's daily message of this local day: there is one."""
    return f"digest:{member_id}:{day}"


def _by_member(due: Iterable[Reminder]) -> dict[int, list[Reminder]]:
    found: dict[int, list[Reminder]] = {}
    for one in due:
        found.setdefault(one.member_id, []).append(one)
    return found


async def _queue_for(around: Surroundings, member_id: int, due: list[Reminder]) -> bool:
    connection, now, hours = around.connection, around.now, await around.hours(member_id)
    views = {view.id: view for view in await assignments.views(connection, {one.assignment_id for one in due})}
    still_open = {view.id for view in views.values() if not view.closed}
    await reminders.drop(connection, [one.id for one in due if one.assignment_id not in still_open], watching.ANSWERED)
    wanted, unheard = await hand_on(around, member_id, [one for one in due if one.assignment_id in still_open], views)
    await watching.wait_for_return(around, unheard)
    if hours.is_quiet(now):
        await reminders.put_off(connection, [one.id for one in wanted], hours.first_chance(now))
        return False
    chat_id = (await people.private_chats(connection, {member_id})).get(member_id)
    if chat_id is None:
        await _give_up(around, wanted)
        return False
    instead = {view.id for view in views.values() if view.member_id != member_id}
    return bool(wanted) and await _say(around, member_id, chat_id, wanted, instead)


async def _give_up(around: Surroundings, due: list[Reminder]) -> None:
    """The person has no chat with the bot: a coordinator hears it, once for each assignment."""
    blocked = await upcoming.blocked(around.connection, {due[0].member_id}) if due else set()
    await reminders.drop(around.connection, [one.id for one in due], BLOCKED if blocked else NOT_CONNECTED)
    for one in due:
        if one.kind in ABOUT_OTHERS:
            continue
        if await reminders.was_reported_unreached(around.connection, one.assignment_id):
            continue
        for superior in await around.coordinators(one.member_id):
            await reminders.add(
                around.connection,
                one.assignment_id,
                superior,
                "unreached",
                days=0,
                planned_at=around.now,
                fire_at=await fire_at(around, superior),
            )


async def _say(around: Surroundings, member_id: int, chat_id: int, due: list[Reminder], instead: set[int]) -> bool:
    connection, now, hours = around.connection, around.now, await around.hours(member_id)
    asked_for = [one for one in due if one.kind == "again"]
    delivery_id = None
    if now >= hours.at(hours.day(now)):
        key = daily_key(member_id, hours.day(now))
        delivery_id = await _digest(connection, key, member_id, chat_id, _listed(due), now)
    if delivery_id is None and asked_for:
        # «Через час»: today's message has left or is still to come, and this one was asked for.
        due = asked_for
        key = f"again:{member_id}:{max(one.id for one in due)}"
        delivery_id = await _digest(connection, key, member_id, chat_id, _listed(due), now)
    for_others = [one for one in due if one.kind in TO_EXECUTOR and one.assignment_id in instead]
    if delivery_id is None and for_others:
        # The hour of the absent person is later than that of who stands in: until tomorrow it may be too late.
        due = for_others
        key = f"instead:{member_id}:{hours.day(now)}"
        delivery_id = await _digest(connection, key, member_id, chat_id, _listed(due), now, replaces=False)
    if delivery_id is None:
        # It is not time yet, or today's message has left already: what came up waits for the next one.
        await reminders.put_off(connection, [one.id for one in due], hours.next_digest(now))
        return False
    await reminders.tell(connection, [one.id for one in due], delivery_id)
    return True


def _listed(due: list[Reminder]) -> dict[str, list[int]]:
    """The assignments of the message, those of the person and those of others, by what is to be said of them."""
    found: dict[str, list[int]] = {"assignments": []}
    for one in due:
        group = one.kind if one.kind in ABOUT_OTHERS else "assignments"
        if one.assignment_id not in found.setdefault(group, []):
            found[group].append(one.assignment_id)
    return found


async def _digest(
    connection: AsyncConnection,
    key: str,
    member_id: int,
    chat_id: int,
    listed: dict[str, list[int]],
    now: datetime,
    due_at: datetime | None = None,
    *,
    replaces: bool = True,
) -> int | None:
    delivery_id = await say(
        connection,
        chat_id=chat_id,
        kind="digest",
        key=key,
        now=now,
        data={"member": member_id, **listed},
        priority=Priority.REMINDER,
        member_id=member_id,
        due_at=due_at,
    )
    if delivery_id is not None and replaces:
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


async def nudge(
    connection: AsyncConnection, member_ids: Iterable[int], *, now: datetime, rules: Rules
) -> tuple[set[int], set[int]]:
    """Remind these people at once of what is late or near, or who stands in for them, each once a day at most.

    The members whose message is on its way now, and those who were reminded earlier on this day.
    """
    nudged: set[int] = set()
    before: set[int] = set()
    around = Surroundings(connection, rules, now)
    asked: dict[int, list[int]] = {}
    for member_id in member_ids:
        hearer = await around.stand_in(member_id)
        if hearer is not None:
            asked.setdefault(hearer, []).append(member_id)
    for hearer, chat_id in (await people.private_chats(connection, set(asked))).items():
        hours: Hours = await around.hours(hearer)
        day = hours.day(now)
        views = await assignments.open_of(connection, *asked[hearer])
        near = [view.id for view in views if view.control <= day + NUDGE_AHEAD and not view.handed_on]
        if not near:
            continue
        key, when = f"nudge:{hearer}:{day}", hours.after_quiet(now)
        listed = {"assignments": near[:NUDGE_AT_MOST]}
        fresh = await _digest(connection, key, hearer, chat_id, listed, now, when) is not None
        (nudged if fresh else before).update(asked[hearer])
    return nudged, before
