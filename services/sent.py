"""The journal of what was said unasked: reminders, announcements, news; what arrived, what did not and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.people import Action, Member
from services.access import Caller, require
from services.outbox import reply
from services.work import Work
from storage import people, sent, summary
from storage.sent import Choice, Line
from storage.summary import ActiveRoadmap

ON_A_PAGE = 8
LAST_PAGE = 200
"""Who wants to read further back chooses a person or a roadmap."""
View = Literal["show", "people", "plans"]


@dataclass(frozen=True, slots=True)
class Journal:
    """A page of the journal; ``page`` is the one that there is, ``more`` whether older lines follow.

    ``people`` and ``roadmaps`` are what its reader can choose from, ``scope`` the organisations they see.
    """

    lines: list[Line]
    page: int
    more: bool
    scope: frozenset[int]
    people: list[Member]
    roadmaps: list[ActiveRoadmap]


async def show(
    work: Work,
    caller: Caller,
    view: View = "show",
    *,
    person: int = 0,
    roadmap: int = 0,
    page: int = 0,
    message: int | None = None,
) -> None:
    """Answer with a page of the journal: all of it, of one member, of one roadmap (0: any), or with what to choose."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.SEE_SUMMARY)
        scope = await people.scope(connection, member.organisation_id)
        if roadmap and roadmap not in {one.id for one in await summary.active_roadmaps(connection, scope)}:
            raise Refusal("stale-button")
        data = {"member": member.id, "view": view, "person": person, "roadmap": roadmap, "page": page}
        await reply(connection, work, caller.chat.id, "sent", data=data, edits=message)


async def journal(
    connection: AsyncConnection, reader_id: int, *, person: int, roadmap: int, page: int, now: datetime
) -> Journal:
    """What this member may see of the journal: their organisation and all below it, and its own roadmaps."""
    reader = await people.member(connection, reader_id)
    scope = frozenset(await people.scope(connection, reader.organisation_id))
    page = min(max(page, 0), LAST_PAGE)
    choice = Choice(scope, person or None, roadmap or None)
    # Each of both kinds may fill the whole page, so both are read up to its end.
    last = (page + 1) * ON_A_PAGE + 1
    lines = await sent.messages(connection, choice, until=now, limit=last)
    lines += await sent.dropped(connection, choice, until=now, limit=last)
    lines.sort(key=lambda line: (line.at, line.id), reverse=True)
    shown = lines[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    everybody = await people.members_in(connection, set(scope))
    roadmaps = await summary.active_roadmaps(connection, scope)
    return Journal(shown, page, len(lines) > (page + 1) * ON_A_PAGE, scope, everybody, roadmaps)
