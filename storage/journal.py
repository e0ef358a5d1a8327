"""The journal: who changed what, when, from what to what. Lines are only ever added."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert_one
from storage.tables import journal


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
