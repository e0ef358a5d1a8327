"""What an accepted roadmap unfolds into: its stages with the people behind them, periods, assignments."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.measures import Recurrence, SchoolUnit, Span, Stage
from domain.periods import Period
from storage.database import insert_one
from storage.tables import assignments, measures, parties, periods, roadmaps, stages


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """A stage as it was accepted, with the members named for its measure, the main executor first."""

    id: int
    measure_id: int
    stage: Stage
    executors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What a roadmap decides for all its measures."""

    organisation_id: int
    period: Span
    profile: str
    created_by: int


async def head(connection: AsyncConnection, roadmap_id: int) -> PlanHead:
    """The roadmap's period, profile and owner."""
    row = (await connection.execute(select(roadmaps).where(roadmaps.c.id == roadmap_id))).one()
    return PlanHead(row.organisation_id, Span(row.period_start, row.period_end), row.profile, row.created_by)


async def stages_of(connection: AsyncConnection, roadmap_id: int) -> list[PlannedStage]:
    """All stages of the roadmap in the order of the document, but for those of measures that were removed."""
    executors = await _executors(connection, roadmap_id)
    query = (
        select(stages)
        .join(measures, measures.c.id == stages.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id, measures.c.removed_at.is_(None))
        .order_by(measures.c.position, stages.c.position)
    )
    rows = (await connection.execute(query)).all()
    return [PlannedStage(row.id, row.measure_id, _stage(row), executors.get(row.measure_id, ())) for row in rows]


async def _executors(connection: AsyncConnection, roadmap_id: int) -> dict[int, tuple[int, ...]]:
    query = (
        select(parties.c.measure_id, parties.c.member_id)
        .join(measures, measures.c.id == parties.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id, parties.c.member_id.is_not(None))
        .order_by(parties.c.measure_id, parties.c.position)
    )
    found: dict[int, dict[int, None]] = {}
    for row in await connection.execute(query):
        found.setdefault(row.measure_id, {})[row.member_id] = None
    return {measure_id: tuple(members) for measure_id, members in found.items()}


def _stage(row: Any) -> Stage:
    recurrence = row.recurrence
    if recurrence is not None and recurrence.get("months") is not None:
        recurrence = {**recurrence, "months": tuple(recurrence["months"])}
    return Stage(
        kind=row.kind,
        start=row.start,
        due=row.due,
        label=row.label,
        recurrence=None if recurrence is None else Recurrence(**recurrence),
        calendar=None if row.calendar is None else SchoolUnit(**row.calendar),
        not_understood=tuple(row.not_understood),
    )


async def add_period(connection: AsyncConnection, stage_id: int, period: Period) -> int:
    """A new period of the stage; its id."""
    days = {"start": period.start, "due": period.due, "control": period.control}
    return await insert_one(connection, periods, stage_id=stage_id, form=period.form, **days)


async def add_assignment(
    connection: AsyncConnection, *, period_id: int, measure_id: int, member_id: int, main: bool
) -> int:
    """This member has to answer for this period; the assignment's id."""
    return await insert_one(
        connection, assignments, period_id=period_id, measure_id=measure_id, member_id=member_id, main=main
    )
