"""Which of the people of a plan the bot can write to."""

from collections.abc import Iterable

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import assignments, chats, measures


async def unconnected_in(connection: AsyncConnection, roadmap_ids: Iterable[int]) -> dict[int, int]:
    """How many of those who have assignments in each roadmap have no chat with the bot; nothing for one where all do.

    Assignments that were called off and those of removed rows do not count.
    """
    chat = exists().where(
        chats.c.member_id == assignments.c.member_id, chats.c.kind == "private", chats.c.state == "active"
    )
    query = (
        select(measures.c.roadmap_id, func.count(assignments.c.member_id.distinct()).label("missing"))
        .join(assignments, assignments.c.measure_id == measures.c.id)
        .where(measures.c.roadmap_id.in_(list(roadmap_ids)), measures.c.removed_at.is_(None))
        .where(assignments.c.status != "cancelled", ~chat)
        .group_by(measures.c.roadmap_id)
    )
    return {row.roadmap_id: row.missing for row in await connection.execute(query)}
