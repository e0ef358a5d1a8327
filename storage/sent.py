"""What was said unasked and what became of it, newest first: messages from the outbox, reminders that were not sent."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outbox import DeliveryState
from storage.reminders import ReminderKind
from storage.tables import announcements, assignments, deliveries, measures, members, reminders, roadmaps

# Spelled as the partial indexes spell it, or SQLite does not use them.
_UNASKED = text("deliveries.member_id IS NOT NULL AND deliveries.priority > 0")
_DROPPED = text("reminders.state = 'dropped'")


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose lines are looked for: these organisations', of one member, about one roadmap (None: any)."""

    organisations: frozenset[int]
    member_id: int | None = None
    roadmap_id: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of an assignment; ``days`` working days before its control date. ``kind`` None: by a nudge."""

    assignment_id: int
    kind: ReminderKind | None
    days: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A message to a member (``kind`` names its card), or a reminder that was dropped (``kind`` "reminder").

    ``at``: when it was to be said; ``settled_at``: when it was delivered or given up; ``repeated``: perhaps twice.
    """

    id: int
    kind: str
    member_id: int
    at: datetime
    state: DeliveryState
    reason: str | None
    settled_at: datetime | None
    repeated: bool
    announcement_id: int | None
    items: tuple[Said, ...]


async def messages(connection: AsyncConnection, choice: Choice, *, until: datetime, limit: int) -> list[Line]:
    """The latest ``limit`` messages that were to leave by ``until``."""
    rows = (await connection.execute(messages_query(choice, until, limit))).all()
    said = await said_in(connection, [row.id for row in rows])
    return [
        Line(
            id=row.id,
            kind=row.kind,
            member_id=row.member_id,
            at=row.due_at,
            state=row.state,
            reason=row.reason,
            settled_at=row.settled_at,
            repeated=row.doubts > 0,
            announcement_id=row.announcement_id,
            items=tuple(said.get(row.id) or [Said(one, None) for one in _named_in(row.data)]),
        )
        for row in rows
    ]


def _named_in(data: dict[str, Any]) -> list[int]:
    """The assignments that a card of these facts speaks of: several of them, or one."""
    return data.get("assignments") or ([data["assignment"]] if "assignment" in data else [])


def messages_query(choice: Choice, until: datetime, limit: int) -> Select[Any]:
    """The query behind ``messages``."""
    query = (
        select(deliveries)
        .where(_UNASKED, deliveries.c.due_at <= until)
        .order_by(deliveries.c.due_at.desc(), deliveries.c.id.desc())
        .limit(limit)
    )
    if choice.member_id is not None:
        query = query.where(deliveries.c.member_id == choice.member_id)
    if choice.roadmap_id is not None:
        about = _reminders().where(measures.c.roadmap_id == choice.roadmap_id)
        query = query.where(deliveries.c.id.in_(about.with_only_columns(reminders.c.delivery_id)))
    own = list(choice.organisations)
    of_own_plan = _reminders().where(reminders.c.delivery_id == deliveries.c.id, roadmaps.c.organisation_id.in_(own))
    announced = exists().where(
        announcements.c.id == deliveries.c.announcement_id, announcements.c.organisation_id.in_(own)
    )
    return query.where(or_(_belongs(deliveries.c.member_id, own), announced, of_own_plan.exists()))


def _reminders() -> Select[Any]:
    return (
        select(reminders.c.id)
        .join(assignments, assignments.c.id == reminders.c.assignment_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
    )


def _belongs(member_id: ColumnElement[int], organisation_ids: Collection[int]) -> ColumnElement[bool]:
    return exists().where(members.c.id == member_id, members.c.organisation_id.in_(organisation_ids))


async def said_in(connection: AsyncConnection, delivery_ids: Collection[int]) -> dict[int, list[Said]]:
    """What each of these messages speaks of and why; nothing for one that was asked for by hand."""
    query = select(reminders).where(reminders.c.delivery_id.in_(list(delivery_ids))).order_by(reminders.c.id)
    found: dict[int, list[Said]] = defaultdict(list)
    for row in await connection.execute(query):
        found[row.delivery_id].append(Said(row.assignment_id, row.kind, row.days))
    return found


async def dropped(connection: AsyncConnection, choice: Choice, *, until: datetime, limit: int) -> list[Line]:
    """The latest ``limit`` reminders that came up by ``until`` and were not sent."""
    return [
        Line(
            id=row.id,
            kind="reminder",
            member_id=row.member_id,
            at=row.fire_at,
            state="dropped",
            reason=row.reason,
            settled_at=None,
            repeated=False,
            announcement_id=None,
            items=(Said(row.assignment_id, row.kind, row.days),),
        )
        for row in await connection.execute(dropped_query(choice, until, limit))
    ]


def dropped_query(choice: Choice, until: datetime, limit: int) -> Select[Any]:
    """The query behind ``dropped``."""
    own = list(choice.organisations)
    query = (
        select(reminders)
        .join(assignments, assignments.c.id == reminders.c.assignment_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
        .where(_DROPPED, reminders.c.fire_at <= until)
        .where(or_(_belongs(reminders.c.member_id, own), roadmaps.c.organisation_id.in_(own)))
        .order_by(reminders.c.fire_at.desc(), reminders.c.id.desc())
        .limit(limit)
    )
    if choice.member_id is not None:
        query = query.where(reminders.c.member_id == choice.member_id)
    return query if choice.roadmap_id is None else query.where(measures.c.roadmap_id == choice.roadmap_id)
