"""The facts of a summary: measures of active roadmaps with their assignments, as one organisation may see them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, ColumnElement, Row, ScalarSelect, Select, and_, exists, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.summary import AssignmentFact, MeasureFact, Person
from storage.assignments import STILL_OPEN
from storage.delegation import HANDED_BACK, HANDED_ON
from storage.measure_names import measure_name
from storage.people import member_from
from storage.tables import (
    assignments,
    extensions,
    journal,
    measures,
    members,
    organisations,
    periods,
    reports,
    roadmaps,
)

# What somebody does with an assignment without a report on it; «Позже» is "snoozed".
_ANSWERS = ("snoozed", HANDED_ON, HANDED_BACK)


@dataclass(frozen=True, slots=True)
class ActiveRoadmap:
    """A roadmap that is being carried out."""

    id: int
    title: str


def _visible(organisation_ids: Iterable[int]) -> ColumnElement[bool]:
    """A measure of a roadmap of these organisations, or an assignment of their people in somebody else's roadmap."""
    own = list(organisation_ids)
    return or_(roadmaps.c.organisation_id.in_(own), members.c.organisation_id.in_(own))


async def active_roadmaps(connection: AsyncConnection, organisation_ids: Iterable[int]) -> list[ActiveRoadmap]:
    """The active roadmaps that these organisations own or take part in, latest first."""
    query = (
        select(roadmaps.c.id, roadmaps.c.title)
        .distinct()
        .outerjoin(measures, and_(measures.c.roadmap_id == roadmaps.c.id, measures.c.removed_at.is_(None)))
        .outerjoin(assignments, assignments.c.measure_id == measures.c.id)
        .outerjoin(members, members.c.id == assignments.c.member_id)
        .where(roadmaps.c.state == "active", _visible(organisation_ids))
        .order_by(roadmaps.c.id.desc())
    )
    return [ActiveRoadmap(row.id, row.title) for row in await connection.execute(query)]


async def facts(
    connection: AsyncConnection,
    organisation_ids: Iterable[int],
    *,
    zone: ZoneInfo,
    week_ago: datetime,
    roadmap_id: int | None = None,
) -> list[MeasureFact]:
    """The measures that these organisations see, in the order of the documents, of one roadmap where it is given.

    Of a roadmap of somebody else they see the share of their own people. Days are those of ``zone``.
    """
    query = _rows().where(roadmaps.c.state == "active", measures.c.removed_at.is_(None), _visible(organisation_ids))
    if roadmap_id is not None:
        query = query.where(roadmaps.c.id == roadmap_id)
    rows = (await connection.execute(query)).all()
    people = await _people(connection, await _answered_since(connection, week_ago))
    return _assemble(rows, people, await _statuses_at(connection, week_ago), zone)


def _rows() -> Select[Any]:
    return (
        select(
            measures.c.id,
            measures.c.roadmap_id,
            roadmaps.c.title.label("roadmap"),
            measures.c.section,
            measures.c.number,
            measure_name().label("title"),
            assignments.c.id.label("assignment_id"),
            assignments.c.member_id,
            assignments.c.status,
            func.coalesce(_done(reports.c.at), assignments.c.status_at).label("closed_at"),
            _done(reports.c.done_on).label("done_on"),
            periods.c.due,
            periods.c.control,
        )
        .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
        .outerjoin(assignments, and_(assignments.c.measure_id == measures.c.id, ~_passed_on()))
        .outerjoin(periods, periods.c.id == assignments.c.period_id)
        .outerjoin(members, members.c.id == assignments.c.member_id)
        .order_by(measures.c.roadmap_id, measures.c.position, periods.c.control, assignments.c.id)
    )


def _passed_on() -> ColumnElement[bool]:
    """Whether the person to whom it was handed on is waited for, or has done it: it counts once, there."""
    child = assignments.alias("child")
    done_there = and_(child.c.status == "done", assignments.c.status == "done")
    return exists().where(child.c.parent_id == assignments.c.id, or_(child.c.status.in_(STILL_OPEN), done_there))


def _done(what: Column[Any]) -> ScalarSelect[Any]:
    """Of the last answer that says «выполнено», or when it was: perhaps hours before the bot, back again, heard it."""
    return (
        select(what)
        .where(
            reports.c.assignment_id == assignments.c.id,
            reports.c.withdrawn_at.is_(None),
            or_(reports.c.status == "done", reports.c.done_on.is_not(None)),
        )
        .order_by(reports.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


async def _people(connection: AsyncConnection, answered: set[int]) -> dict[int, Person]:
    query = (
        select(members, organisations.c.name.label("place"))
        .join(organisations, organisations.c.id == members.c.organisation_id)
        .where(members.c.id.in_(select(assignments.c.member_id)))
    )
    rows = await connection.execute(query)
    return {row.id: Person(row.id, member_from(row).short_name, row.place, row.id in answered) for row in rows}


async def _answered_since(connection: AsyncConnection, moment: datetime) -> set[int]:
    """The members who have answered anything since, or for whom somebody has; not what was taken back.

    A status does not tell: the same answer once more, words or a photo leave it as it was.
    """
    standing = and_(reports.c.at > moment, reports.c.withdrawn_at.is_(None))
    written = select(reports.c.author_id).where(standing)
    written_for = (
        select(assignments.c.member_id).join(reports, reports.c.assignment_id == assignments.c.id).where(standing)
    )
    asked = (
        select(assignments.c.member_id)
        .join(extensions, extensions.c.assignment_id == assignments.c.id)
        .where(extensions.c.created_at > moment)
    )
    done = select(journal.c.member_id).where(journal.c.what.in_(_ANSWERS), journal.c.at > moment)
    return set((await connection.execute(union(written, written_for, asked, done))).scalars())


async def _statuses_at(connection: AsyncConnection, moment: datetime) -> dict[int, str]:
    """The status that each assignment changed since had at the moment, from the journal."""
    query = (
        select(journal.c.assignment_id, journal.c.before)
        .where(journal.c.what == "status", journal.c.at > moment, journal.c.assignment_id.is_not(None))
        .order_by(journal.c.id)
    )
    found: dict[int, str] = {}
    for row in await connection.execute(query):
        found.setdefault(row.assignment_id, row.before or "open")
    return found


def _assemble(
    rows: Iterable[Row[Any]], people: dict[int, Person], before: dict[int, str], zone: ZoneInfo
) -> list[MeasureFact]:
    heads: dict[int, Row[Any]] = {}
    shares: dict[int, list[AssignmentFact]] = defaultdict(list)
    for row in rows:
        heads.setdefault(row.id, row)
        if row.assignment_id is not None:
            was = before.get(row.assignment_id, row.status)
            shares[row.id].append(_assignment(row, people[row.member_id], was, zone))
    return [
        MeasureFact(row.id, row.roadmap_id, row.roadmap, row.section, row.number, row.title, tuple(shares[row.id]))
        for row in heads.values()
    ]


def _assignment(row: Row[Any], person: Person, was: Any, zone: ZoneInfo) -> AssignmentFact:
    said: date | None = None if row.closed_at is None else row.closed_at.astimezone(zone).date()
    closed = row.done_on or said
    return AssignmentFact(person, row.due, row.control, row.status, closed, was)
