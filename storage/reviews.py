"""What waits for a coordinator's eyes: answers «выполнено» in roadmaps that ask for a review."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, TextClause, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.reports import Review
from storage.tables import assignments, measures, reports, roadmaps


async def asks_for_review(connection: AsyncConnection, roadmap_id: int) -> bool:
    """Whether what is answered in this roadmap is looked at before it counts for good."""
    query = select(roadmaps.c.review).where(roadmaps.c.id == roadmap_id)
    return bool((await connection.execute(query)).scalar_one_or_none())


async def ask_for_review(connection: AsyncConnection, roadmap_id: int, *, asks: bool) -> bool:
    """Let the roadmap ask for a review or not; False where it does so already."""
    change = update(roadmaps).where(roadmaps.c.id == roadmap_id, roadmaps.c.review.is_not(asks))
    return (await connection.execute(change.values(review=asks))).rowcount == 1


async def begin(connection: AsyncConnection, report_id: int) -> None:
    """The report waits for a review."""
    await connection.execute(update(reports).where(reports.c.id == report_id).values(review="waiting"))


async def reports_waiting(connection: AsyncConnection, assignment_id: int) -> list[int]:
    """The reports of an assignment that wait, the oldest first; none where it is not done any more."""
    query = (
        select(reports.c.id)
        .join(assignments, assignments.c.id == reports.c.assignment_id)
        .where(reports.c.assignment_id == assignment_id, *_waits())
        .order_by(reports.c.id)
    )
    return list((await connection.execute(query)).scalars())


async def settle(
    connection: AsyncConnection,
    report_ids: Collection[int],
    verdict: Review,
    *,
    by: int,
    words: str | None,
    now: datetime,
) -> None:
    """A coordinator has decided about reports that waited."""
    change = update(reports).where(reports.c.id.in_(report_ids), reports.c.review == "waiting")
    await connection.execute(change.values(review=verdict, reviewed_by=by, reviewed_at=now, review_words=words))


async def waiting(connection: AsyncConnection, organisation_ids: Iterable[int]) -> list[int]:
    """The assignments whose answers wait in the active roadmaps of these organisations, the longest first."""
    query = (
        select(reports.c.assignment_id)
        .join(assignments, assignments.c.id == reports.c.assignment_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
        .where(
            *_waits(),
            roadmaps.c.organisation_id.in_(list(organisation_ids)),
            roadmaps.c.state == "active",
        )
        .order_by(reports.c.id)
    )
    return list(dict.fromkeys((await connection.execute(query)).scalars()))


async def waiting_at(connection: AsyncConnection) -> list[int]:
    """The organisations in whose active roadmaps something waits."""
    query = (
        select(roadmaps.c.organisation_id)
        .distinct()
        .join(measures, measures.c.roadmap_id == roadmaps.c.id)
        .join(assignments, assignments.c.measure_id == measures.c.id)
        .join(reports, reports.c.assignment_id == assignments.c.id)
        .where(*_waits(), roadmaps.c.state == "active")
    )
    return list((await connection.execute(query)).scalars())


def _waits() -> tuple[ColumnElement[bool] | TextClause, ...]:
    """In a query of reports and their assignments: what its author has called undone since waits for nobody."""
    # The words of the partial index, or SQLite would read the whole table.
    return text("reports.review = 'waiting'"), reports.c.withdrawn_at.is_(None), assignments.c.status == "done"
