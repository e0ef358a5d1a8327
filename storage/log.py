"""The log as it is read: which answers somebody may see, of those which were asked for, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Row,
    Select,
    and_,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.log_query import Filter
from domain.people import Member
from domain.replies import ReplyStatus
from storage.measure_names import measure_name
from storage.people import member_from
from storage.tables import assignments, journal, measures, members, organisations, periods, reports, roadmaps

_CORRECTED = "report-corrected"
# An expression, or SQLite takes the index of moments and walks through all answers to find those of a few plans.
_AT = type_coerce(type_coerce(reports.c.at, BigInteger) + literal_column("0"), reports.c.at.type)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: ``organisations`` are those they see, None: only their own answers; ``everything``: all there are."""

    member_id: int
    organisations: frozenset[int] | None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What is read: ``since`` and ``until`` are the moments of the filter's days, the first counted, the last not.

    ``schools``: the organisation of the filter and all below it; None: it names none.
    """

    reader: Reader
    filter: Filter
    until: datetime
    since: datetime | None = None
    schools: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer with what its line says; ``due`` is a local day, ``position`` the measure's place in its plan.

    ``owner_id``: whose assignment it is; ``state``: its status now; ``corrected_at``: when its words last changed.
    """

    id: int
    assignment_id: int
    owner_id: int
    state: str
    roadmap_id: int
    roadmap: str
    measure_id: int
    number: str | None
    position: int
    title: str
    due: date
    author: Member
    place: str
    at: datetime
    done_on: date | None
    late: bool
    status: ReplyStatus | None
    text: str | None
    children: str | None
    review: str | None
    withdrawn_at: datetime | None
    corrected_at: datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the journal about an answer: ``who`` is None where the member is not known any more."""

    at: datetime
    what: str
    before: str | None
    after: str | None
    who: Member | None


# --- which ones ------------------------------------------------------------------------------------------------------


def chosen(choice: Choice, limit: int | None, which: ColumnElement[bool] | None = None) -> Select[Any]:
    """The ids and moments of the newest ``limit`` answers, newest first (None: all); ``which``: a further condition.

    ``which`` speaks of ``reports``. No shape of the query walks through all answers: it starts from one person, from
    the measures of a plan, from the people of some organisations (the newest of each), or at the newest of all.
    """
    asked = choice.filter
    conditions = _conditions(choice, which, reports.c.at)
    if asked.roadmap is not None or asked.measure is not None:
        found = _of_plan(choice, conditions)
    elif asked.person is not None or choice.reader.organisations is None:
        found = _plain(choice, conditions)
    elif choice.schools is not None:
        found = _of_people(_seen_schools(choice), conditions, limit)
    elif choice.reader.everything:
        found = _plain(choice, conditions)
    else:
        own = sorted(choice.reader.organisations or ())
        elsewhere = _of_others(own, _conditions(choice, which, _AT))
        return _newest(union_all(_of_people(own, conditions, limit), elsewhere).subquery(), limit)
    return _newest(found.subquery(), limit)


def _conditions(choice: Choice, which: ColumnElement[bool] | None, at: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """Answers that have a place, within the days of the filter, of its person."""
    found = [reports.c.assignment_id.is_not(None), at < choice.until]
    found += [] if choice.since is None else [at >= choice.since]
    found += [] if choice.filter.person is None else [reports.c.author_id == choice.filter.person]
    return found if which is None else [*found, which]


def _newest(found: FromClause, limit: int | None) -> Select[Any]:
    query = select(found.c.id, found.c.at).order_by(found.c.at.desc(), found.c.id.desc())
    return query if limit is None else query.limit(limit)


def _plain(choice: Choice, conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    return select(reports.c.id, reports.c.at).where(*conditions, *_visible(choice.reader, choice.schools))


def _of_plan(choice: Choice, conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    asked = choice.filter
    query = _plain(choice, conditions).join(assignments, assignments.c.id == reports.c.assignment_id)
    query = query.join(measures, measures.c.id == assignments.c.measure_id)
    if asked.roadmap is not None:
        query = query.where(measures.c.roadmap_id == asked.roadmap)
    if asked.measure is not None:
        query = query.where(measures.c.id == asked.measure)
    return query


def _of_people(
    organisation_ids: Sequence[int], conditions: Sequence[ColumnElement[bool]], limit: int | None
) -> Select[Any]:
    """The newest answers of each person of these organisations."""
    theirs = select(reports.c.id).where(reports.c.author_id == members.c.id, *conditions)
    theirs = theirs.order_by(reports.c.at.desc(), reports.c.id.desc()).correlate(members)
    one = reports.alias("one")
    newest = one.c.id.in_(theirs if limit is None else theirs.limit(limit))
    return select(one.c.id, one.c.at).select_from(members.join(one, newest)).where(_among(members, organisation_ids))


def _of_others(organisation_ids: Sequence[int], conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """Answers of people from elsewhere in the plans of these organisations."""
    return (
        select(reports.c.id, _AT.label("at"))
        .select_from(roadmaps)
        .join(measures, measures.c.roadmap_id == roadmaps.c.id)
        .join(assignments, assignments.c.measure_id == measures.c.id)
        .join(reports, reports.c.assignment_id == assignments.c.id)
        .where(_among(roadmaps, organisation_ids), ~_written_in(organisation_ids), *conditions)
    )


def _seen_schools(choice: Choice) -> list[int]:
    schools = choice.schools or frozenset()
    seen = choice.reader.organisations
    return sorted(schools if choice.reader.everything or seen is None else schools & seen)


def _among(table: FromClause, organisation_ids: Sequence[int]) -> ColumnElement[bool]:
    return table.c.organisation_id.in_(list(organisation_ids))


def _written_in(organisation_ids: Sequence[int]) -> ColumnElement[bool]:
    """Whether the author of ``reports`` belongs to these organisations."""
    theirs = select(members.c.id).where(members.c.id == reports.c.author_id, _among(members, organisation_ids))
    return theirs.correlate(reports).exists()


def _visible(reader: Reader, schools: frozenset[int] | None = None) -> list[ColumnElement[bool]]:
    """What ``reports`` have to meet, so that the reader may see them and they are of the school that was asked for."""
    found = [] if schools is None else [_written_in(sorted(schools))]
    if reader.organisations is None:
        found.append(reports.c.author_id == reader.member_id)
    elif not reader.everything:
        own = sorted(reader.organisations)
        plan = (
            select(assignments.c.id)
            .join(measures, measures.c.id == assignments.c.measure_id)
            .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
            .where(assignments.c.id == reports.c.assignment_id, _among(roadmaps, own))
        )
        found.append(or_(_written_in(own), plan.correlate(reports).exists()))
    return found


def shown_to(reader: Reader) -> ColumnElement[bool]:
    """Whether the reader may see the pictures of ``reports``.

    Not while their author has not said whether children are in them, nor where there is no consent; nor of an answer
    that was taken back. The author sees their own.
    """
    free = or_(reports.c.children.is_(None), reports.c.children.in_(("none", "consent")))
    return and_(reports.c.withdrawn_at.is_(None), or_(free, reports.c.author_id == reader.member_id))


# --- what they say ---------------------------------------------------------------------------------------------------


async def page(connection: AsyncConnection, choice: Choice, *, offset: int, limit: int) -> list[Entry]:
    """So many answers from ``offset`` on, newest first."""
    query = chosen(choice, offset + limit).offset(offset).limit(limit)
    return await _entries(connection, [row.id for row in await connection.execute(query)])


async def everything(connection: AsyncConnection, choice: Choice, *, limit: int) -> list[Entry]:
    """Up to ``limit`` standing answers in the order of the plans, then of time."""
    query = chosen(choice, limit, reports.c.withdrawn_at.is_(None))
    found = await _entries(connection, [row.id for row in await connection.execute(query)])
    return sorted(found, key=lambda one: (one.roadmap_id, one.position, one.at, one.id))


async def entry(connection: AsyncConnection, reader: Reader, report_id: int) -> Entry | None:
    """One answer that the reader may see; None where there is none with this id."""
    found = await visible(connection, reader, [report_id])
    return found[0] if found else None


async def visible(connection: AsyncConnection, reader: Reader, report_ids: Sequence[int]) -> list[Entry]:
    """Those of these answers that the reader may see, in this order."""
    seen: list[int] = []
    for start in range(0, len(report_ids), _AT_ONCE):
        some = report_ids[start : start + _AT_ONCE]
        query = select(reports.c.id).where(reports.c.id.in_(list(some)), reports.c.assignment_id.is_not(None))
        seen += (await connection.execute(query.where(*_visible(reader)))).scalars()
    kept = set(seen)
    return await _entries(connection, [one for one in report_ids if one in kept])


_AT_ONCE = 500  # ids in one statement; the database takes some tens of thousands


async def _entries(connection: AsyncConnection, report_ids: Sequence[int]) -> list[Entry]:
    found: dict[int, Entry] = {}
    for start in range(0, len(report_ids), _AT_ONCE):
        some = list(report_ids[start : start + _AT_ONCE])
        rows = (await connection.execute(_lines().where(reports.c.id.in_(some)))).all()
        corrected = await _corrected(connection, {row.assignment_id for row in rows})
        found |= {row.report_id: _entry(row, corrected.get(row.report_id)) for row in rows}
    return [found[one] for one in report_ids if one in found]


def _lines() -> Select[Any]:
    return (
        select(
            members,
            reports.c.id.label("report_id"),
            reports.c.assignment_id,
            assignments.c.member_id.label("owner_id"),
            assignments.c.status.label("state"),
            measures.c.roadmap_id,
            roadmaps.c.title.label("roadmap"),
            assignments.c.measure_id,
            measures.c.number,
            measures.c.position.label("measure_position"),
            measure_name().label("title"),
            periods.c.due,
            organisations.c.name.label("place"),
            reports.c.at,
            reports.c.done_on,
            reports.c.late,
            reports.c.status,
            reports.c.text,
            reports.c.children,
            reports.c.review,
            reports.c.withdrawn_at,
        )
        .select_from(reports)
        .join(assignments, assignments.c.id == reports.c.assignment_id)
        .join(periods, periods.c.id == assignments.c.period_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
        .join(members, members.c.id == reports.c.author_id)
        .join(organisations, organisations.c.id == members.c.organisation_id)
    )


def _entry(row: Row[Any], corrected_at: datetime | None) -> Entry:
    names = set(Entry.__dataclass_fields__) - {"id", "author", "corrected_at", "position"}
    values = {name: getattr(row, name) for name in names}
    return Entry(
        id=row.report_id, author=member_from(row), corrected_at=corrected_at, position=row.measure_position, **values
    )


async def _corrected(connection: AsyncConnection, assignment_ids: set[int]) -> dict[int, datetime]:
    """When the words of each answer about these assignments last changed: the journal has an index for them alone."""
    query = (
        select(journal.c.report_id, func.max(journal.c.at).label("at"))
        .where(journal.c.assignment_id.in_(assignment_ids), journal.c.what == _CORRECTED)
        .group_by(journal.c.report_id)
    )
    return {row.report_id: row.at for row in await connection.execute(query)}


async def history(connection: AsyncConnection, one: Entry) -> list[Change]:
    """What the journal says about the answer, oldest first: what it said, from what to what it was changed."""
    query = (
        select(members, journal.c.at, journal.c.what, journal.c.before, journal.c.after)
        .select_from(journal)
        .outerjoin(members, members.c.id == journal.c.member_id)
        .where(journal.c.assignment_id == one.assignment_id, journal.c.report_id == one.id)
        .order_by(journal.c.id)
    )
    rows = await connection.execute(query)
    return [Change(row.at, row.what, row.before, row.after, row.id and member_from(row)) for row in rows]
