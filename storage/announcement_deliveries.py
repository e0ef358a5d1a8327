"""The copies of an announcement: one delivery for each chat, from the outbox to the tap on «Ознакомлен»."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outbox import DeliveryState, Priority
from domain.people import Member
from storage.people import member_from
from storage.tables import announcements, chats, deliveries, members

KIND = "announcement"
AGAIN = "announcement-again"
PROGRESS = "announcement-progress"
_ON_THE_WAY: tuple[DeliveryState, ...] = ("pending", "held", "claimed", "sending")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many copies are in each state, and how many were acknowledged."""

    states: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0

    @property
    def total(self) -> int:
        """All copies."""
        return sum(self.states.values())

    @property
    def waiting(self) -> int:
        """Copies that may still leave or are leaving."""
        return sum(self.states.get(state, 0) for state in _ON_THE_WAY)

    def of(self, *states: DeliveryState) -> int:
        """Copies in these states."""
        return sum(self.states.get(state, 0) for state in states)


async def queue(
    connection: AsyncConnection,
    announcement_id: int,
    copies: Iterable[tuple[int, int, datetime]],
    *,
    kind: str,
    key: str,
) -> int:
    """Put one copy for each (chat, member, moment it may leave) into the outbox in one statement; how many are new.

    ``key`` is followed by the chat: a chat that has a copy under the same key gets no other.
    """
    taken = select(deliveries.c.key).where(deliveries.c.announcement_id == announcement_id, deliveries.c.kind == kind)
    have = set((await connection.execute(taken)).scalars())
    rows = [
        {
            "key": f"{key}:{chat_id}",
            "kind": kind,
            "priority": Priority.ANNOUNCEMENT,
            "chat_id": chat_id,
            "member_id": member_id,
            "announcement_id": announcement_id,
            "data": {"announcement": announcement_id},
            "due_at": due_at,
        }
        for chat_id, member_id, due_at in copies
        if f"{key}:{chat_id}" not in have
    ]
    if rows:
        await connection.execute(insert(deliveries), rows)
    return len(rows)


async def counts(connection: AsyncConnection, announcement_ids: Iterable[int]) -> dict[int, Counts]:
    """What became of the copies of each of these announcements."""
    query = (
        select(
            deliveries.c.announcement_id,
            deliveries.c.state,
            func.count().label("copies"),
            func.count(deliveries.c.acknowledged_at).label("acknowledged"),
        )
        .where(deliveries.c.announcement_id.in_(list(announcement_ids)), deliveries.c.kind == KIND)
        .group_by(deliveries.c.announcement_id, deliveries.c.state)
    )
    found: dict[int, Counts] = {one: Counts() for one in announcement_ids}
    for row in await connection.execute(query):
        so_far = found[row.announcement_id]
        states = {**so_far.states, row.state: row.copies}
        found[row.announcement_id] = Counts(states, so_far.acknowledged + row.acknowledged)
    return found


async def hold(connection: AsyncConnection, announcement_id: int) -> int:
    """What has not left yet waits; how many copies."""
    return await _move(connection, announcement_id, ("pending",), state="held")


async def release(connection: AsyncConnection, announcement_id: int) -> int:
    """What was held may leave again; how many copies."""
    return await _move(connection, announcement_id, ("held",), state="pending")


async def cancel(connection: AsyncConnection, announcement_id: int, now: datetime) -> int:
    """What has not left yet never will; how many copies."""
    return await _move(connection, announcement_id, ("pending", "held"), state="cancelled", settled_at=now)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Copies that have not left: how many may leave now, and when the first of the others may."""

    now: int
    next_at: datetime | None


async def leaving(connection: AsyncConnection, announcement_id: int, now: datetime) -> Leaving:
    """How the copies of the announcement that are still to leave stand."""
    mine = (
        deliveries.c.announcement_id == announcement_id,
        deliveries.c.kind == KIND,
        deliveries.c.state.in_(_ON_THE_WAY),
    )
    due = select(func.count()).where(*mine, deliveries.c.due_at <= now)
    later = select(func.min(deliveries.c.due_at)).where(*mine, deliveries.c.due_at > now)
    return Leaving((await connection.execute(due)).scalar_one(), (await connection.execute(later)).scalar_one())


async def lot(connection: AsyncConnection, announcement_id: int) -> DeliveryState:
    """What becomes of a copy that has not left: it waits, is held by a pause, or cancelled with the others."""
    state = select(announcements.c.state).where(announcements.c.id == announcement_id)
    if (await connection.execute(state)).scalar_one() == "paused":
        return "held"
    stopped = exists().where(
        deliveries.c.announcement_id == announcement_id,
        deliveries.c.kind == KIND,
        deliveries.c.state == "cancelled",
    )
    return "cancelled" if (await connection.execute(select(stopped))).scalar_one() else "pending"


async def _move(
    connection: AsyncConnection, announcement_id: int, before: tuple[DeliveryState, ...], **values: Any
) -> int:
    change = update(deliveries).where(
        deliveries.c.announcement_id == announcement_id,
        deliveries.c.kind == KIND,
        deliveries.c.state.in_(before),
    )
    return (await connection.execute(change.values(**values))).rowcount


async def acknowledge(
    connection: AsyncConnection, announcement_id: int, chat_id: int, member_id: int, now: datetime
) -> bool:
    """This member has read the copy in their chat; False when they said so before, or never got one."""
    change = update(deliveries).where(
        _copy(announcement_id, chat_id, member_id), deliveries.c.acknowledged_at.is_(None)
    )
    return (await connection.execute(change.values(acknowledged_at=now))).rowcount == 1


async def acknowledged_at(
    connection: AsyncConnection, announcement_id: int, chat_id: int, member_id: int
) -> datetime | None:
    """When this member said that they have read the copy in their chat."""
    query = select(deliveries.c.acknowledged_at).where(_copy(announcement_id, chat_id, member_id))
    moment: datetime | None = (await connection.execute(query)).scalar_one_or_none()
    return moment


def _copy(announcement_id: int, chat_id: int, member_id: int) -> ColumnElement[bool]:
    return and_(
        deliveries.c.announcement_id == announcement_id,
        deliveries.c.kind == KIND,
        deliveries.c.chat_id == chat_id,
        deliveries.c.member_id == member_id,
    )


async def unread(connection: AsyncConnection, announcement_id: int) -> list[tuple[Member, int]]:
    """Active members who got it and have not acknowledged it, by surname, with the chat it went to."""
    query = (
        select(members, deliveries.c.chat_id)
        .join(deliveries, deliveries.c.member_id == members.c.id)
        .join(chats, and_(chats.c.id == deliveries.c.chat_id, chats.c.member_id == members.c.id))
        .where(
            deliveries.c.announcement_id == announcement_id,
            deliveries.c.kind == KIND,
            deliveries.c.state.in_(("sent", "unknown")),
            deliveries.c.acknowledged_at.is_(None),
            members.c.active,
            chats.c.state == "active",
        )
        .order_by(members.c.family, members.c.given, members.c.id)
    )
    return [(member_from(row), row.chat_id) for row in await connection.execute(query)]


@dataclass(frozen=True, slots=True)
class LiveCard:
    """The message that shows how an announcement goes: our chat id, the message, whether an edit is on its way."""

    chat_id: int
    message: int | None
    busy: bool


async def live_card(connection: AsyncConnection, announcement_id: int) -> LiveCard | None:
    """The message that the progress was shown in last; None before it was let go."""
    query = (
        select(deliveries.c.chat_id, deliveries.c.state, func.coalesce(deliveries.c.message, deliveries.c.edits))
        .where(deliveries.c.announcement_id == announcement_id, deliveries.c.kind == PROGRESS)
        .order_by(deliveries.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else LiveCard(row.chat_id, row[2], row.state in _ON_THE_WAY)


async def was_said(connection: AsyncConnection, key: str) -> bool:
    """Whether a delivery with this key stands in the outbox."""
    query = select(deliveries.c.id).where(deliveries.c.key == key)
    return (await connection.execute(query)).one_or_none() is not None
