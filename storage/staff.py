"""One person takes the place of another: assignments, printed names, roadmaps; who leaves is asked nothing more."""

from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.delegation import Share
from storage.tables import assignments, chats, deliveries, invitations, journal, measures, members, parties, roadmaps

# Lines of the journal: an open assignment of the one (``before``) became the other's (``after``); one person took the
# place of another and that one left, or stays.
MOVED = "handed-over"
REPLACED, RELIEVED = "replaced", "relieved"
_LIVE = ("draft", "active")


async def move(connection: AsyncConnection, assignment_id: int, member_id: int) -> None:
    """This member answers for the assignment from now on."""
    await connection.execute(update(assignments).where(assignments.c.id == assignment_id).values(member_id=member_id))


async def take_place(connection: AsyncConnection, old: Share, new: Share, now: datetime) -> None:
    """``new``, another assignment of the period, stands where ``old`` stood: above, below, and as open as it."""
    main = select(assignments.c.main).where(assignments.c.id == old.id).scalar_subquery()
    values: dict[str, Any] = {"parent_id": old.parent_id, "main": main}
    if not new.open:
        values |= {"status": old.status, "status_at": now}
    await connection.execute(update(assignments).where(assignments.c.id == new.id).values(**values))
    await adopt(connection, old.id, new.id)


async def adopt(connection: AsyncConnection, old_id: int, new_id: int) -> None:
    """What was handed on from the one assignment was handed on from the other."""
    below = update(assignments).where(assignments.c.parent_id == old_id, assignments.c.id != new_id)
    await connection.execute(below.values(parent_id=new_id))


async def take_names(connection: AsyncConnection, old_id: int, new_id: int) -> None:
    """In roadmaps that are live or drafts the names printed for one member stand for the other.

    And so does whose the rows are that name nobody.
    """
    live = select(measures.c.id).join(roadmaps, roadmaps.c.id == measures.c.roadmap_id)
    live = live.where(roadmaps.c.state.in_(_LIVE))
    names = update(parties).where(parties.c.member_id == old_id, parties.c.measure_id.in_(live))
    await connection.execute(names.values(member_id=new_id))
    brought = update(roadmaps).where(roadmaps.c.created_by == old_id, roadmaps.c.state.in_(_LIVE))
    await connection.execute(brought.values(created_by=new_id))


async def dismiss(connection: AsyncConnection, member_id: int, now: datetime) -> bool:
    """The member has left: no link works, nothing waits for their chat; False where they had left before."""
    mine = update(members).where(members.c.id == member_id, members.c.active)
    if (await connection.execute(mine.values(active=False))).rowcount == 0:
        return False
    links = update(invitations).where(invitations.c.member_id == member_id, invitations.c.used_at.is_(None))
    await connection.execute(links.where(invitations.c.expires_at > now).values(expires_at=now))
    theirs = select(chats.c.id).where(chats.c.member_id == member_id, chats.c.kind == "private")
    waits = update(deliveries).where(deliveries.c.chat_id.in_(theirs), deliveries.c.state.in_(("pending", "held")))
    await connection.execute(waits.values(state="dropped", reason="left", settled_at=now))
    return True


async def was_theirs(connection: AsyncConnection, assignment_id: int, member_id: int) -> bool:
    """Whether this member had the assignment before all their work went to somebody else."""
    line = exists().where(
        journal.c.assignment_id == assignment_id, journal.c.what == MOVED, journal.c.before == str(member_id)
    )
    return bool((await connection.execute(select(line))).scalar())


async def moved_at(connection: AsyncConnection, old_id: int, new_id: int, at: datetime) -> list[int]:
    """The assignments that went from one member to the other at this moment."""
    query = select(journal.c.assignment_id).where(
        journal.c.what == MOVED, journal.c.at == at, journal.c.before == str(old_id), journal.c.after == str(new_id)
    )
    return list((await connection.execute(query.order_by(journal.c.id))).scalars())


async def named_in(connection: AsyncConnection, member_id: int) -> int:
    """In how many active roadmaps the member is named or has work."""
    named = exists().where(parties.c.measure_id == measures.c.id, parties.c.member_id == member_id)
    works = exists().where(
        assignments.c.measure_id == measures.c.id,
        assignments.c.member_id == member_id,
        assignments.c.status != "cancelled",
    )
    query = (
        select(func.count(roadmaps.c.id.distinct()))
        .join(measures, measures.c.roadmap_id == roadmaps.c.id)
        .where(roadmaps.c.state == "active", measures.c.removed_at.is_(None), named | works)
    )
    count: int = (await connection.execute(query)).scalar_one()
    return count
