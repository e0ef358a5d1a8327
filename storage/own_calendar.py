"""Days and parts of the school year as organisations have set them; a school's over its district's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CTE, delete, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendars import SchoolTerm
from storage.database import insert_one
from storage.tables import organisations, own_days, school_terms


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day on which the organisation works, or does not, whatever the country does; ``words`` say why."""

    organisation_id: int
    day: date
    working: bool
    words: str | None = None


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A part of a school year as the organisation has set it; the source of ``term`` is the organisation's name."""

    organisation_id: int
    term: SchoolTerm


def _from_here_up(organisation_id: int) -> CTE:
    """The organisation (height 0) and all above it."""
    here = select(organisations.c.id, organisations.c.parent_id, organisations.c.name, literal(0).label("height"))
    tree = here.where(organisations.c.id == organisation_id).cte("above", recursive=True)
    above = organisations.alias()
    return tree.union_all(
        select(above.c.id, above.c.parent_id, above.c.name, tree.c.height + 1).where(above.c.id == tree.c.parent_id)
    )


async def days_of(connection: AsyncConnection, organisation_id: int) -> list[OwnDay]:
    """The days set by the organisation and by those above it, in order of time, the nearest setter of a day first."""
    tree = _from_here_up(organisation_id)
    query = select(own_days).join(tree, tree.c.id == own_days.c.organisation_id).order_by(own_days.c.day, tree.c.height)
    return [OwnDay(row.organisation_id, row.day, row.working, row.words) for row in await connection.execute(query)]


async def terms_of(connection: AsyncConnection, organisation_id: int) -> list[OwnTerm]:
    """The parts set by the organisation and by those above it, the nearest organisation first."""
    tree = _from_here_up(organisation_id)
    query = select(school_terms, tree.c.name).join(tree, tree.c.id == school_terms.c.organisation_id)
    rows = await connection.execute(query.order_by(tree.c.height, school_terms.c.year, school_terms.c.first))
    return [
        OwnTerm(row.organisation_id, SchoolTerm(row.year, row.unit, row.number, row.first, row.last, row.name))
        for row in rows
    ]


async def set_day(connection: AsyncConnection, own: OwnDay, *, member_id: int, now: datetime) -> None:
    """From now on the organisation does so on that day."""
    await remove_day(connection, own.organisation_id, own.day)
    values = {"day": own.day, "working": own.working, "words": own.words}
    await insert_one(connection, own_days, organisation_id=own.organisation_id, set_by=member_id, set_at=now, **values)


async def remove_day(connection: AsyncConnection, organisation_id: int, day: date) -> bool:
    """The organisation does on that day as those above it do; False where it had set nothing."""
    change = delete(own_days).where(own_days.c.organisation_id == organisation_id, own_days.c.day == day)
    return (await connection.execute(change)).rowcount == 1


async def set_terms(
    connection: AsyncConnection, organisation_id: int, terms: Iterable[SchoolTerm], *, member_id: int, now: datetime
) -> None:
    """From now on these parts of the school year lie so in the organisation and below it."""
    for term in terms:
        place = {"year": term.year, "unit": term.unit, "number": term.number}
        same = [school_terms.c[name] == value for name, value in place.items()]
        await connection.execute(delete(school_terms).where(school_terms.c.organisation_id == organisation_id, *same))
        await insert_one(
            connection,
            school_terms,
            organisation_id=organisation_id,
            first=term.first,
            last=term.last,
            set_by=member_id,
            set_at=now,
            **place,
        )
