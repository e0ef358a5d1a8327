"""What an accepted roadmap unfolds into: its stages with the parties that they name, periods, assignments."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.executors import Executor, Named
from domain.measures import Party, Recurrence, SchoolUnit, Span, Stage
from domain.periods import Period
from storage.database import insert_one
from storage.tables import assignments, measures, parties, periods, roadmaps, stages


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """A stage as it was accepted, with the parties that its measure names, in the order of the cell."""

    id: int
    measure_id: int
    stage: Stage
    parties: tuple[Named, ...]


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
    named = await parties_of(connection, roadmap_id)
    query = (
        select(stages)
        .join(measures, measures.c.id == stages.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id, measures.c.removed_at.is_(None))
        .order_by(measures.c.position, stages.c.position)
    )
    rows = (await connection.execute(query)).all()
    return [PlannedStage(row.id, row.measure_id, _stage(row), named.get(row.measure_id, ())) for row in rows]


async def parties_of(connection: AsyncConnection, roadmap_id: int) -> dict[int, tuple[Named, ...]]:
    """The parties of each measure of the roadmap that names any, in the order of the cell."""
    query = (
        select(parties)
        .join(measures, measures.c.id == parties.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id)
        .order_by(parties.c.measure_id, parties.c.position)
    )
    found: dict[int, list[Named]] = defaultdict(list)
    for row in await connection.execute(query):
        found[row.measure_id].append(Named(Party(row.kind, row.name, row.post), row.member_id))
    return {measure_id: tuple(named) for measure_id, named in found.items()}


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


async def add_assignments(
    connection: AsyncConnection, period_id: int, measure_id: int, executors: Sequence[Executor]
) -> list[int]:
    """These executors, at least one, have to answer for this period; the ids of their assignments in this order."""
    rows = [
        {
            "period_id": period_id,
            "measure_id": measure_id,
            "member_id": executor.member_id,
            "organisation_id": executor.organisation_id,
            "main": executor.main,
        }
        for executor in executors
    ]
    made = insert(assignments).returning(assignments.c.id, sort_by_parameter_order=True)
    return list((await connection.execute(made, rows)).scalars())


async def add_assignment(
    connection: AsyncConnection,
    *,
    period_id: int,
    measure_id: int,
    member_id: int,
    main: bool,
    organisation_id: int | None = None,
) -> int:
    """This member has to answer for this period, for an organisation or in their own name; the assignment's id."""
    who = {"member_id": member_id, "organisation_id": organisation_id, "main": main}
    return await insert_one(connection, assignments, period_id=period_id, measure_id=measure_id, **who)
