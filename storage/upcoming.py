"""What is known already about the days to come: what waits to be said, what has been said today, who cannot hear it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Member
from storage.people import member_from
from storage.reminders import ReminderKind
from storage.tables import absences, assignments, chats, deliveries, measures, members, reminders, roadmaps

# Spelled as the partial indexes spell it, or SQLite does not use them.
_PENDING = text("reminders.state = 'pending'")
_UNSENT = text("deliveries.state = 'pending'")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that a member has to be told about an assignment from ``fire_at`` on."""

    assignment_id: int
    member_id: int
    kind: ReminderKind
    fire_at: datetime


@dataclass(frozen=True, slots=True)
class Queued:
    """A daily message that stands in the outbox and leaves at ``due_at``; ``data`` as its card gets it."""

    id: int
    member_id: int
    due_at: datetime
    data: dict[str, Any]


async def waiting(connection: AsyncConnection, until: datetime, organisation_ids: Collection[int]) -> list[Waiting]:
    """What has come up already and is said by ``until``, as these organisations may see it."""
    own = list(organisation_ids)
    query = (
        select(reminders.c.assignment_id, reminders.c.member_id, reminders.c.kind, reminders.c.fire_at)
        .join(assignments, assignments.c.id == reminders.c.assignment_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
        .join(members, members.c.id == reminders.c.member_id)
        .where(_PENDING, reminders.c.fire_at <= until)
        .where(or_(roadmaps.c.organisation_id.in_(own), members.c.organisation_id.in_(own)))
        .order_by(reminders.c.fire_at, reminders.c.id)
    )
    return [Waiting(**row._mapping) for row in await connection.execute(query)]


async def queued(connection: AsyncConnection, until: datetime, organisation_ids: Collection[int]) -> list[Queued]:
    """The daily messages to people of these organisations that wait in the outbox, for the end of quiet hours."""
    query = (
        select(deliveries.c.id, deliveries.c.member_id, deliveries.c.due_at, deliveries.c.data)
        .join(members, members.c.id == deliveries.c.member_id)
        .where(_UNSENT, deliveries.c.kind == "digest", deliveries.c.due_at <= until)
        .where(members.c.organisation_id.in_(list(organisation_ids)))
        .order_by(deliveries.c.due_at, deliveries.c.id)
    )
    return [Queued(**row._mapping) for row in await connection.execute(query)]


async def taken(connection: AsyncConnection, keys: Collection[str]) -> set[str]:
    """Which of these delivery keys stand in the outbox, sent or not."""
    query = select(deliveries.c.key).where(deliveries.c.key.in_(list(keys)))
    return set((await connection.execute(query)).scalars())


async def reported_unreached(connection: AsyncConnection, assignment_ids: Collection[int]) -> set[int]:
    """The assignments of whose person a coordinator has heard already that they cannot be reached."""
    query = select(reminders.c.assignment_id).where(
        reminders.c.assignment_id.in_(list(assignment_ids)), reminders.c.kind == "unreached"
    )
    return set((await connection.execute(query)).scalars())


async def who(connection: AsyncConnection, member_ids: Collection[int]) -> dict[int, Member]:
    """These members by id, also those who have left."""
    rows = await connection.execute(select(members).where(members.c.id.in_(list(member_ids))))
    return {row.id: member_from(row) for row in rows}


async def blocked(connection: AsyncConnection, member_ids: Collection[int]) -> set[int]:
    """Those of these members whose private chat does not take messages any more."""
    query = select(chats.c.member_id).where(
        chats.c.member_id.in_(list(member_ids)), chats.c.kind == "private", chats.c.state == "blocked"
    )
    return set((await connection.execute(query)).scalars())


async def absent(
    connection: AsyncConnection, organisation_ids: Collection[int], first: date, last: date
) -> list[Member]:
    """The members of these organisations who are away on some of these days."""
    away = and_(
        absences.c.ended_at.is_(None),
        absences.c.first <= last,
        or_(absences.c.last.is_(None), absences.c.last >= first),
    )
    query = select(members).where(members.c.organisation_id.in_(list(organisation_ids)), members.c.active)
    query = query.where(members.c.id.in_(select(absences.c.member_id).where(away)))
    return [member_from(row) for row in await connection.execute(query.order_by(members.c.family, members.c.id))]
