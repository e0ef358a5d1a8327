"""What was seen in the files that are pictures, and which of them are like others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.pictures import Picture, bands
from storage.database import insert_new
from storage.measure_names import measure_name
from storage.tables import (
    assignments,
    attachments,
    measures,
    periods,
    picture_bands,
    pictures,
    repeats,
    reports,
)


@dataclass(frozen=True, slots=True)
class Used:
    """Where a picture stands in the log: whose measure it was for, and by when that had to be done."""

    attachment_id: int
    report_id: int
    sha256: str
    measure_id: int
    year: int
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A picture of a report that was in the log before; ``distance`` 0: the same bytes or hardly another picture."""

    attachment_id: int
    earlier_id: int
    distance: int
    title: str
    at: datetime


async def expect(connection: AsyncConnection, sha256: str) -> None:
    """The file with this hash is a picture: it is looked at once, however often it comes."""
    await insert_new(connection, pictures, {"sha256": sha256}, unique=["sha256"])


async def new(connection: AsyncConnection, limit: int) -> list[str]:
    """The hashes of pictures that nobody has looked at."""
    waits = text("pictures.looked_at IS NULL")
    return list((await connection.execute(select(pictures.c.sha256).where(waits).limit(limit))).scalars())


async def remember(
    connection: AsyncConnection, sha256: str, picture: Picture | None, thumbnail: str | None, now: datetime
) -> bool:
    """Keep what was seen in the file; ``picture`` None: it could not be looked at. False where it was kept before."""
    seen = {} if picture is None else {name: getattr(picture, name) for name in Picture.__dataclass_fields__}
    fresh = update(pictures).where(pictures.c.sha256 == sha256, pictures.c.looked_at.is_(None))
    if (await connection.execute(fresh.values(thumbnail=thumbnail, looked_at=now, **seen))).rowcount == 0:
        return False
    if picture is not None and picture.shape is not None:
        rows = [{"band": band, "value": value, "sha256": sha256} for band, value in enumerate(bands(picture.shape))]
        await connection.execute(insert(picture_bands), rows)
    return True


# Built once, here and below, because every answer with a picture asks it: building takes as long as running.
_BROKEN = select(pictures.c.sha256).where(
    pictures.c.sha256.in_(bindparam("these", expanding=True)),
    pictures.c.looked_at.is_not(None),
    pictures.c.width.is_(None),
)


async def broken(connection: AsyncConnection, hashes: Iterable[str]) -> set[str]:
    """Those of the files that were to be looked at and could not be."""
    return set((await connection.execute(_BROKEN, {"these": list(hashes)})).scalars())


async def reports_with(connection: AsyncConnection, sha256: str) -> list[int]:
    """The reports that stand and hold this file."""
    query = (
        select(attachments.c.report_id)
        .distinct()
        .join(reports, reports.c.id == attachments.c.report_id)
        .where(attachments.c.sha256 == sha256, reports.c.withdrawn_at.is_(None))
    )
    return list((await connection.execute(query.order_by(attachments.c.report_id))).scalars())


def _used() -> Select[Any]:
    return (
        select(
            attachments.c.id,
            attachments.c.report_id,
            attachments.c.sha256,
            assignments.c.measure_id,
            periods.c.due,
            pictures.c.width,
            pictures.c.height,
            pictures.c.shape,
            pictures.c.edges,
        )
        .join(pictures, pictures.c.sha256 == attachments.c.sha256)
        .join(reports, reports.c.id == attachments.c.report_id)
        .join(assignments, assignments.c.id == reports.c.assignment_id)
        .join(periods, periods.c.id == assignments.c.period_id)
        .where(reports.c.withdrawn_at.is_(None))
    )


_USED = _used()
_USED_IN = _USED.where(attachments.c.report_id == bindparam("which")).order_by(attachments.c.id)
_BEFORE = _USED.where(attachments.c.report_id != bindparam("besides"), attachments.c.id < bindparam("before")).order_by(
    attachments.c.id
)
_same = attachments.c.sha256 == bindparam("sha256")
_SAME_BEFORE = _BEFORE.where(_same)


async def used_in(connection: AsyncConnection, report_id: int) -> list[Used]:
    """The pictures of a report that has a place."""
    return [_to_used(row) for row in await connection.execute(_USED_IN, {"which": report_id})]


async def used_before(connection: AsyncConnection, one: Used) -> list[Used]:
    """The same bytes, or what may be alike, in the reports of others and of other moments; the oldest first."""
    query, values = _SAME_BEFORE, {"sha256": one.sha256, "besides": one.report_id, "before": one.attachment_id}
    if one.picture is not None and one.picture.shape is not None:
        parts = list(enumerate(bands(one.picture.shape)))
        shares = or_(*(and_(picture_bands.c.band == band, picture_bands.c.value == value) for band, value in parts))
        query = _BEFORE.where(or_(_same, attachments.c.sha256.in_(select(picture_bands.c.sha256).where(shares))))
    return [_to_used(row) for row in await connection.execute(query, values)]


def _to_used(row: Row[Any]) -> Used:
    picture = None if row.width is None else Picture(row.width, row.height, row.shape, row.edges)
    return Used(row.id, row.report_id, row.sha256, row.measure_id, row.due.year, picture)


async def note_repeat(connection: AsyncConnection, attachment_id: int, earlier_id: int, distance: int) -> bool:
    """Flag a picture: it was in the log before; False where it is flagged."""
    row = {"attachment_id": attachment_id, "earlier_id": earlier_id, "distance": distance}
    return await insert_new(connection, repeats, row, unique=["attachment_id"]) is not None


_earlier = attachments.alias("earlier")
_REPEATS_OF = (
    select(repeats, measure_name().label("title"), reports.c.at)
    .join(attachments, attachments.c.id == repeats.c.attachment_id)
    .join(_earlier, _earlier.c.id == repeats.c.earlier_id)
    .join(reports, reports.c.id == _earlier.c.report_id)
    .join(assignments, assignments.c.id == reports.c.assignment_id)
    .join(measures, measures.c.id == assignments.c.measure_id)
    .where(attachments.c.report_id == bindparam("which"))
    .order_by(attachments.c.id)
)


async def repeats_of(connection: AsyncConnection, report_id: int) -> list[Repeat]:
    """The flagged pictures of a report, with the measure that each was for and when that was answered."""
    rows = await connection.execute(_REPEATS_OF, {"which": report_id})
    return [Repeat(row.attachment_id, row.earlier_id, row.distance, row.title, row.at) for row in rows]
