"""Rows of a live plan that have no date: when their coordinator is asked, and which of them need none."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import journal, measures, roadmaps, stages

DATED = "row-dated"
# Spelled as the partial index spells it, or SQLite does not use the index.
_ASKS = text("roadmaps.ask_at IS NOT NULL")


async def due(connection: AsyncConnection, now: datetime) -> list[int]:
    """The roadmaps whose coordinator is to be asked by now."""
    query = select(roadmaps.c.id).where(_ASKS, roadmaps.c.ask_at <= now).order_by(roadmaps.c.ask_at, roadmaps.c.id)
    return list((await connection.execute(query)).scalars())


async def ask_at(connection: AsyncConnection, roadmap_id: int) -> datetime | None:
    """When the coordinator of this roadmap is asked next."""
    query = select(roadmaps.c.ask_at).where(roadmaps.c.id == roadmap_id)
    moment: datetime | None = (await connection.execute(query)).scalar_one()
    return moment


async def set_ask_at(connection: AsyncConnection, roadmap_id: int, moment: datetime | None) -> None:
    """The coordinator of this roadmap is asked then; None: not again."""
    await connection.execute(update(roadmaps).where(roadmaps.c.id == roadmap_id).values(ask_at=moment))


async def waived(connection: AsyncConnection, roadmap_id: int) -> set[int]:
    """The stages of this roadmap that need no date."""
    query = select(stages.c.id).join(measures, measures.c.id == stages.c.measure_id)
    query = query.where(measures.c.roadmap_id == roadmap_id, stages.c.waived_at.is_not(None))
    return set((await connection.execute(query)).scalars())


async def waive(connection: AsyncConnection, stage_ids: Collection[int], moment: datetime | None) -> int:
    """These stages need no date, or (None) need one again; how many have changed."""
    change = update(stages).where(stages.c.id.in_(list(stage_ids)))
    change = change.where(stages.c.waived_at.is_not(None) if moment is None else stages.c.waived_at.is_(None))
    return (await connection.execute(change.values(waived_at=moment))).rowcount


async def roadmap_of(connection: AsyncConnection, measure_id: int) -> int | None:
    """The roadmap that the row stands in; None where there is no such row any more."""
    query = select(measures.c.roadmap_id).where(measures.c.id == measure_id, measures.c.removed_at.is_(None))
    return (await connection.execute(query)).scalar_one_or_none()


async def was_dated(connection: AsyncConnection, roadmap_id: int, measure_id: int) -> bool:
    """Whether the row got its date from its coordinator's answer to this question."""
    noted = exists().where(
        journal.c.roadmap_id == roadmap_id, journal.c.what == DATED, journal.c.before == str(measure_id)
    )
    return bool((await connection.execute(select(noted))).scalar())
