"""The journal: who changed what, when, from what to what. Lines are only ever added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert_one
from storage.tables import journal


@dataclass(frozen=True, slots=True)
class Line:
    """When it was, and what it says stands since."""

    at: datetime
    after: str


async def note(
    connection: AsyncConnection,
    what: str,
    *,
    now: datetime,
    member_id: int | None = None,
    roadmap_id: int | None = None,
    assignment_id: int | None = None,
    report_id: int | None = None,
    before: str | None = None,
    after: str | None = None,
) -> None:
    """Add a line; ``what`` is a word such as "roadmap-accepted" or "status"."""
    await insert_one(
        connection,
        journal,
        at=now,
        member_id=member_id,
        roadmap_id=roadmap_id,
        assignment_id=assignment_id,
        report_id=report_id,
        what=what,
        before=before,
        after=after,
    )


async def latest(connection: AsyncConnection, what: str, assignment_ids: Iterable[int]) -> dict[int, Line]:
    """The last line of this word about each of these assignments that has one."""
    query = select(journal.c.assignment_id, journal.c.at, journal.c.after).where(
        journal.c.assignment_id.in_(list(assignment_ids)), journal.c.what == what
    )
    rows = await connection.execute(query.order_by(journal.c.id))
    return {row.assignment_id: Line(row.at, row.after or "") for row in rows}
