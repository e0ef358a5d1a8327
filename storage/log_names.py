"""What the log can be narrowed to: the people, organisations, roadmaps and measures that its reader may see."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Member, Organisation
from storage import people
from storage.log import Reader
from storage.measure_names import measure_name
from storage.people import member_from
from storage.tables import assignments, measures, members, reports, roadmaps

# A draft has no answers, and a plan that was thrown away had none.
_WITH_ANSWERS = ("active", "archived")
Titled = tuple[int, str]


async def authors(connection: AsyncConnection, reader: Reader) -> list[Member]:
    """By surname, also those who have left: their answers stay."""
    query = select(members).order_by(members.c.family, members.c.given, members.c.id)
    if reader.organisations is None:
        query = query.where(members.c.id == reader.member_id)
    elif not reader.everything:
        query = query.where(members.c.organisation_id.in_(sorted(reader.organisations)))
    return [member_from(row) for row in await connection.execute(query)]


async def places(connection: AsyncConnection, reader: Reader) -> list[Organisation]:
    """By name, schools behind the offices above them; nothing for who sees their own answers only."""
    seen = reader.organisations or frozenset()
    listed = [one for one in await people.all_organisations(connection) if one.id in seen]
    return sorted(listed, key=lambda one: (one.kind == "school", one.name))


async def plans(connection: AsyncConnection, reader: Reader) -> list[Titled]:
    """The roadmaps whose answers the reader may see, latest first."""
    query = select(roadmaps.c.id, roadmaps.c.title).where(roadmaps.c.state.in_(_WITH_ANSWERS), _of(reader))
    return [(row.id, row.title) for row in await connection.execute(query.order_by(roadmaps.c.id.desc()))]


async def rows_of(connection: AsyncConnection, reader: Reader, roadmap_id: int | None = None) -> list[Titled]:
    """The measures of a roadmap (of all) that have answers, in the order of the document; «7. » stands before names."""
    query = _answered(reader).where(roadmaps.c.state.in_(_WITH_ANSWERS), _of(reader))
    if roadmap_id is not None:
        query = query.where(measures.c.roadmap_id == roadmap_id)
    rows = await connection.execute(query.order_by(measures.c.roadmap_id, measures.c.position))
    return [(row.id, row.title if roadmap_id is None else _numbered(row.number, row.title)) for row in rows]


def _numbered(number: str | None, title: str) -> str:
    return f"{number.rstrip('.')}. {title}" if number else title


def _answered(reader: Reader) -> Select[Any]:
    some = (
        select(reports.c.id)
        .join(assignments, assignments.c.id == reports.c.assignment_id)
        .where(assignments.c.measure_id == measures.c.id)
    )
    if reader.organisations is None:
        some = some.where(reports.c.author_id == reader.member_id)
    return (
        select(measures.c.id, measures.c.number, measure_name().label("title"))
        .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
        .where(some.correlate(measures).exists())
    )


def _of(reader: Reader) -> ColumnElement[bool]:
    """Whether the reader sees something of ``roadmaps``: it is theirs, or people whom they see have a share in it."""
    shares = (
        select(assignments.c.id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .where(measures.c.roadmap_id == roadmaps.c.id)
    )
    if reader.organisations is None:
        mine = shares.join(reports, reports.c.assignment_id == assignments.c.id)
        return mine.where(reports.c.author_id == reader.member_id).correlate(roadmaps).exists()
    own = sorted(reader.organisations)
    theirs = shares.join(members, members.c.id == assignments.c.member_id).where(members.c.organisation_id.in_(own))
    return or_(roadmaps.c.organisation_id.in_(own), theirs.correlate(roadmaps).exists())
