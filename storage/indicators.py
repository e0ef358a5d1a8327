"""Indicators of roadmaps and the values that were told of them; a value that was taken back stays in the history."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.measures import Indicator
from storage.database import insert_one
from storage.tables import assignments, indicator_values, indicators, measures

_UNIT = 64


@dataclass(frozen=True, slots=True)
class KeptIndicator:
    """An indicator with its row; ``removed``: an amended plan has it no more."""

    id: int
    roadmap_id: int
    position: int
    indicator: Indicator
    removed: bool


@dataclass(frozen=True, slots=True)
class KeptValue:
    """One value of an indicator; ``day`` is the local day on which it stood, ``at`` the moment when it was told.

    ``asked``: its author has not confirmed it yet, and it counts nowhere.
    """

    id: int
    indicator_id: int
    organisation_id: int
    value: float
    day: date
    words: str | None
    author_id: int
    at: datetime
    asked: bool
    withdrawn_at: datetime | None


# --- the indicators --------------------------------------------------------------------------------------------------


async def add_all(connection: AsyncConnection, roadmap_id: int, read: Iterable[Indicator]) -> None:
    """Keep the indicators of a draft in the order of the document."""
    rows = [{"roadmap_id": roadmap_id, "position": at, **_words(one)} for at, one in enumerate(read)]
    if rows:
        await connection.execute(insert(indicators), rows)


async def get(connection: AsyncConnection, indicator_id: int) -> KeptIndicator | None:
    """One indicator, also one that was removed; None where there is none with this id."""
    row = (await connection.execute(select(indicators).where(indicators.c.id == indicator_id))).one_or_none()
    return None if row is None else _kept(row)


async def standing_in(connection: AsyncConnection, roadmap_ids: Sequence[int]) -> list[KeptIndicator]:
    """The indicators of these roadmaps, roadmap by roadmap as they are given, in the order of the documents."""
    found = await _of(connection, indicators.c.roadmap_id.in_(roadmap_ids), indicators.c.removed_at.is_(None))
    places = {roadmap_id: place for place, roadmap_id in enumerate(roadmap_ids)}
    return sorted(found, key=lambda one: (places[one.roadmap_id], one.position))


async def removed_from(connection: AsyncConnection, roadmap_id: int) -> list[KeptIndicator]:
    """What an amended plan has taken out of the roadmap, in the order in which it stands there."""
    return await _of(connection, indicators.c.roadmap_id == roadmap_id, indicators.c.removed_at.is_not(None))


async def plans_with_work_of(connection: AsyncConnection, member_id: int) -> set[int]:
    """The roadmaps in which something is, or was, the member's to do."""
    query = select(measures.c.roadmap_id).join(assignments, assignments.c.measure_id == measures.c.id)
    query = query.where(assignments.c.member_id == member_id, assignments.c.status != "cancelled")
    return set((await connection.execute(query.distinct())).scalars())


async def _of(connection: AsyncConnection, *which: ColumnElement[bool]) -> list[KeptIndicator]:
    query = select(indicators).where(*which).order_by(indicators.c.position)
    return [_kept(row) for row in await connection.execute(query)]


# --- an amended plan -------------------------------------------------------------------------------------------------


async def clear_places(connection: AsyncConnection, roadmap_id: int) -> None:
    """Make room for a new order: every indicator of the roadmap stands at a place below 0."""
    change = update(indicators).where(indicators.c.roadmap_id == roadmap_id)
    await connection.execute(change.values(position=-1 - indicators.c.position))


async def rewrite(connection: AsyncConnection, indicator_id: int, twin: KeptIndicator) -> None:
    """The indicator has the words and the place of its twin in the draft; a removed one stands in the plan again."""
    values = {"position": twin.position, "removed_at": None, **_words(twin.indicator)}
    await connection.execute(update(indicators).where(indicators.c.id == indicator_id).values(**values))


async def adopt(connection: AsyncConnection, indicator_id: int, roadmap_id: int) -> None:
    """An indicator of the draft becomes one of the roadmap."""
    await connection.execute(update(indicators).where(indicators.c.id == indicator_id).values(roadmap_id=roadmap_id))


async def put_out(connection: AsyncConnection, indicator_ids: Sequence[int], first: int, now: datetime) -> None:
    """The plan has these no more; they stand from place ``first`` on and keep their values.

    Those that were removed before keep their moment.
    """
    for place, indicator_id in enumerate(indicator_ids, start=first):
        change = update(indicators).where(indicators.c.id == indicator_id)
        await connection.execute(change.values(position=place))
    change = update(indicators).where(indicators.c.id.in_(indicator_ids), indicators.c.removed_at.is_(None))
    await connection.execute(change.values(removed_at=now))


# --- the values ------------------------------------------------------------------------------------------------------


async def add_value(
    connection: AsyncConnection,
    indicator_id: int,
    *,
    organisation_id: int,
    value: float,
    day: date,
    words: str | None,
    author_id: int,
    now: datetime,
    asked: bool,
) -> int:
    """Keep a value; its id."""
    return await insert_one(
        connection,
        indicator_values,
        indicator_id=indicator_id,
        organisation_id=organisation_id,
        value=value,
        day=day,
        words=words,
        author_id=author_id,
        at=now,
        asked=asked,
    )


async def value(connection: AsyncConnection, value_id: int) -> KeptValue | None:
    """One value, also one that does not count; None where there is none with this id."""
    query = select(indicator_values).where(indicator_values.c.id == value_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else KeptValue(**row._mapping)


async def newest(connection: AsyncConnection, indicator_ids: Iterable[int]) -> dict[int, dict[int, KeptValue]]:
    """By indicator and organisation the value that counts: of the latest day, of one day what was told last."""
    counts = (~indicator_values.c.asked, indicator_values.c.withdrawn_at.is_(None))
    query = select(indicator_values).where(indicator_values.c.indicator_id.in_(list(indicator_ids)), *counts)
    found: dict[int, dict[int, KeptValue]] = defaultdict(dict)
    for row in await connection.execute(query.order_by(indicator_values.c.day, indicator_values.c.id)):
        found[row.indicator_id][row.organisation_id] = KeptValue(**row._mapping)
    return found


async def history(
    connection: AsyncConnection, indicator_id: int, organisation_id: int | None, *, first: int, limit: int
) -> tuple[list[KeptValue], int]:
    """A page of what was told, newest first, withdrawn lines among it, and how many there are.

    ``organisation_id`` None: of all organisations.
    """
    which = [indicator_values.c.indicator_id == indicator_id, ~indicator_values.c.asked]
    if organisation_id is not None:
        which.append(indicator_values.c.organisation_id == organisation_id)
    query = select(indicator_values).where(*which)
    query = query.order_by(indicator_values.c.day.desc(), indicator_values.c.id.desc()).limit(limit).offset(first)
    counted = select(func.count()).select_from(indicator_values).where(*which)
    count: int = (await connection.execute(counted)).scalar_one()
    return [KeptValue(**row._mapping) for row in await connection.execute(query)], count


async def confirm(connection: AsyncConnection, value_id: int) -> None:
    """Its author means it: it counts."""
    change = update(indicator_values).where(indicator_values.c.id == value_id)
    await connection.execute(change.values(asked=False))


async def withdraw(connection: AsyncConnection, value_id: int, now: datetime) -> None:
    """It counts no more; the line stays."""
    change = update(indicator_values).where(indicator_values.c.id == value_id)
    await connection.execute(change.values(withdrawn_at=now))


async def drop_asked(connection: AsyncConnection, indicator_id: int, author_id: int, now: datetime) -> None:
    """What the author was asked about and has not confirmed was not meant."""
    change = update(indicator_values).where(
        indicator_values.c.indicator_id == indicator_id,
        indicator_values.c.author_id == author_id,
        indicator_values.c.asked,
        indicator_values.c.withdrawn_at.is_(None),
    )
    await connection.execute(change.values(withdrawn_at=now))


def _words(indicator: Indicator) -> dict[str, Any]:
    row = asdict(indicator)
    return row | {"unit": None if indicator.unit is None else indicator.unit[:_UNIT]}


def _kept(row: Row[Any]) -> KeptIndicator:
    words = Indicator(row.name, row.target, row.op, row.value, row.unit)
    return KeptIndicator(row.id, row.roadmap_id, row.position, words, row.removed_at is not None)
