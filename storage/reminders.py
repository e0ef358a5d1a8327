"""What has come up to be said, to whom, and what became of it: the record of every reminder."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, exists, func, literal_column, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.reminders import NoticeKind
from storage.database import insert_new
from storage.tables import deliveries, reminders

# Spelled as the partial index spells it, or SQLite does not use the index.
_PENDING = text("reminders.state = 'pending'")
# An expression, or SQLite takes the index on members to group by and walks through every reminder that there ever was.
_PERSON = (reminders.c.member_id + literal_column("0")).label("person")
_DIGEST = text("deliveries.kind = 'digest'")
_DROPPED_DIGEST = text("deliveries.state = 'dropped' AND deliveries.kind = 'digest'")

_AT_ONCE = 500  # ids in one statement; the database takes some tens of thousands

ReminderKind = NoticeKind | Literal["unreached"]


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that a member has to be told about an assignment."""

    id: int
    assignment_id: int
    member_id: int
    kind: ReminderKind


async def add(
    connection: AsyncConnection,
    assignment_id: int,
    member_id: int,
    kind: ReminderKind,
    *,
    days: int,
    planned_at: datetime,
    fire_at: datetime,
    dropped: str | None = None,
) -> None:
    """This has to be said to the member at ``fire_at``, or (``dropped``: why) is not said; once for each moment."""
    row = {
        "assignment_id": assignment_id,
        "member_id": member_id,
        "kind": kind,
        "days": days,
        "planned_at": planned_at,
        "fire_at": fire_at,
        "state": "pending" if dropped is None else "dropped",
        "reason": dropped,
    }
    await insert_new(connection, reminders, row, unique=["assignment_id", "member_id", "kind", "planned_at"])


async def due_members(connection: AsyncConnection, now: datetime, limit: int) -> list[int]:
    """The people who have to be told something by now, those who have waited longest first."""
    query = (
        select(_PERSON)
        .where(_PENDING, reminders.c.fire_at <= now)
        .group_by(_PERSON)
        .order_by(func.min(reminders.c.fire_at), _PERSON)
        .limit(limit)
    )
    return list((await connection.execute(query)).scalars())


async def due(connection: AsyncConnection, member_ids: Collection[int], now: datetime) -> list[Reminder]:
    """Everything that these people have to be told by now, oldest first."""
    query = (
        select(reminders.c.id, reminders.c.assignment_id, reminders.c.member_id, reminders.c.kind)
        .where(_PENDING, reminders.c.fire_at <= now, reminders.c.member_id.in_(member_ids))
        .order_by(reminders.c.fire_at, reminders.c.id)
    )
    return [Reminder(**row._mapping) for row in await connection.execute(query)]


async def tell(connection: AsyncConnection, ids: Iterable[int], delivery_id: int) -> None:
    """These reminders stand in this delivery."""
    change = update(reminders).where(reminders.c.id.in_(list(ids)), reminders.c.state == "pending")
    await connection.execute(change.values(state="told", delivery_id=delivery_id))


async def revive(connection: AsyncConnection, reason: str) -> None:
    """What stands in a digest that was dropped for this reason was not said after all: it is due again."""
    unsaid = select(deliveries.c.id).where(_DROPPED_DIGEST, deliveries.c.reason == reason)
    change = update(reminders).where(reminders.c.state == "told", reminders.c.delivery_id.in_(unsaid))
    await connection.execute(change.values(state="pending", delivery_id=None))


async def drop(connection: AsyncConnection, ids: Iterable[int], reason: str) -> None:
    """These reminders are not said any more, and why."""
    if listed := list(ids):
        change = update(reminders).where(reminders.c.id.in_(listed), reminders.c.state == "pending")
        await connection.execute(change.values(state="dropped", reason=reason))


async def drop_of(connection: AsyncConnection, assignment_id: int, reason: str, member_id: int | None = None) -> None:
    """Whatever still has to be said about the assignment (to this member) is not said any more, and why."""
    change = update(reminders).where(reminders.c.assignment_id == assignment_id, reminders.c.state == "pending")
    if member_id is not None:
        change = change.where(reminders.c.member_id == member_id)
    await connection.execute(change.values(state="dropped", reason=reason))


async def take_back(connection: AsyncConnection, assignment_ids: Sequence[int]) -> dict[int, datetime]:
    """Forget what had come up about these assignments and was not said; the earliest moment of it for each.

    Not what its person asked to be told again: no ladder would find that a second time.
    """
    earliest: dict[int, datetime] = {}
    for start in range(0, len(assignment_ids), _AT_ONCE):
        some = assignment_ids[start : start + _AT_ONCE]
        unsaid = (reminders.c.assignment_id.in_(some), reminders.c.state == "pending", reminders.c.kind != "again")
        query = select(reminders.c.assignment_id, func.min(reminders.c.planned_at)).where(*unsaid)
        found = (await connection.execute(query.group_by(reminders.c.assignment_id))).all()
        if found:
            await connection.execute(delete(reminders).where(*unsaid))
        earliest |= {row[0]: row[1] for row in found}
    return earliest


async def recall(
    connection: AsyncConnection, assignment_id: int, reason: str, since: datetime, *, becomes: str
) -> bool:
    """Whether anything about the assignment has been dropped for this reason since; it ``becomes`` dropped for another.

    So what is said after all is found once.
    """
    change = update(reminders).where(
        reminders.c.assignment_id == assignment_id,
        reminders.c.state == "dropped",
        reminders.c.reason == reason,
        reminders.c.fire_at >= since,
    )
    return (await connection.execute(change.values(reason=becomes))).rowcount > 0


async def hand_on(
    connection: AsyncConnection, reminder_id: int, member_id: int, fire_at: datetime, *, reason: str
) -> None:
    """Another member is told this instead, at ``fire_at``; dropped for ``reason`` where they have been told already."""
    row = (await connection.execute(select(reminders).where(reminders.c.id == reminder_id))).one()
    same = (
        reminders.c.assignment_id == row.assignment_id,
        reminders.c.member_id == member_id,
        reminders.c.kind == row.kind,
        reminders.c.planned_at == row.planned_at,
    )
    await connection.execute(delete(reminders).where(*same, reminders.c.state == "dropped"))
    if (await connection.execute(select(exists().where(*same)))).scalar():
        await drop(connection, [reminder_id], reason)
        return
    change = update(reminders).where(reminders.c.id == reminder_id, reminders.c.state == "pending")
    await connection.execute(change.values(member_id=member_id, fire_at=fire_at))


async def put_off(connection: AsyncConnection, ids: Iterable[int], until: datetime) -> None:
    """These reminders wait until this moment."""
    change = update(reminders).where(reminders.c.id.in_(list(ids)), reminders.c.state == "pending")
    await connection.execute(change.values(fire_at=until))


async def wait(connection: AsyncConnection, member_id: int, until: datetime, *, now: datetime) -> None:
    """What waits for a later daily message of this member waits until this moment instead."""
    waits = update(reminders).where(reminders.c.member_id == member_id, reminders.c.state == "pending")
    await connection.execute(waits.where(reminders.c.fire_at > now).values(fire_at=until))


async def was_reported_unreached(connection: AsyncConnection, assignment_id: int) -> bool:
    """Whether a coordinator has been told already that the person of this assignment cannot be reached."""
    query = select(exists().where(reminders.c.assignment_id == assignment_id, reminders.c.kind == "unreached"))
    return bool((await connection.execute(query)).scalar())


async def last_digest(connection: AsyncConnection, member_id: int) -> tuple[int, int, int] | None:
    """The newest daily message that reached the member: (delivery, our chat id, message)."""
    query = (
        select(deliveries.c.id, deliveries.c.chat_id, deliveries.c.message)
        .where(
            deliveries.c.member_id == member_id,
            _DIGEST,
            deliveries.c.state == "sent",
            deliveries.c.message.is_not(None),
        )
        .order_by(deliveries.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else (row.id, row.chat_id, row.message)
