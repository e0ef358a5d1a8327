"""What the active plans need of the calendars: years with deadlines, plans whose dates come from the school year."""

from collections import Counter
from datetime import date

from sqlalchemy import String, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.assignments import STILL_OPEN
from storage.tables import assignments, measures, periods, roadmaps, stages


async def deadlines_by_year(connection: AsyncConnection, since: date) -> Counter[int]:
    """For each calendar year how many deadlines that somebody has to meet end in it, from this day on."""
    query = (
        select(periods.c.id, periods.c.control)
        .join(assignments, assignments.c.period_id == periods.c.id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
        .where(roadmaps.c.state == "active", measures.c.removed_at.is_(None))
        .where(assignments.c.status.in_(STILL_OPEN), periods.c.control >= since)
        .distinct()
    )
    return Counter(row.control.year for row in await connection.execute(query))


async def plans_at_school(connection: AsyncConnection) -> list[int]:
    """The active roadmaps with a deadline that names a part of the school year."""
    named = cast(stages.c.calendar, String) != "null"
    query = (
        select(roadmaps.c.id)
        .join(measures, measures.c.roadmap_id == roadmaps.c.id)
        .join(stages, stages.c.measure_id == measures.c.id)
        .where(roadmaps.c.state == "active", measures.c.removed_at.is_(None), named)
        .distinct()
    )
    return list((await connection.execute(query.order_by(roadmaps.c.id))).scalars())
