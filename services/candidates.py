"""Who can be made responsible for a row of a plan: people of the district whose names fit, people of its own school."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.candidates import fitting
from domain.names import Known
from domain.people import Member
from services.doubts import Doubt
from storage import people


@dataclass(frozen=True, slots=True)
class Candidates:
    """Members who are not executors of the row already: those whose names fit, and the organisation's others."""

    fitting: tuple[Member, ...]
    others: tuple[Member, ...]


async def district_of(connection: AsyncConnection, organisation_id: int) -> dict[int, str]:
    """The organisations of the district that this one belongs to, itself included: id and name."""
    here = await people.organisation(connection, organisation_id)
    while here.kind == "school" and here.parent_id is not None:
        here = await people.organisation(connection, here.parent_id)
    below = await people.scope(connection, here.id)
    return {place.id: place.name for place in await people.all_organisations(connection) if place.id in below}


async def candidates_for(connection: AsyncConnection, organisation_id: int, doubt: Doubt) -> Candidates:
    """Who can be chosen as the answer to a question about the responsible of a row."""
    taken = {kept.member_id for kept in doubt.measure.parties}
    everybody = await people.members_in(connection, set(await district_of(connection, organisation_id)))
    free = {member.id: member for member in everybody if member.id not in taken}
    known = [Known(one.id, one.family, one.given, one.patronymic) for one in free.values()]
    found = fitting(doubt.face.text, doubt.measure.responsible_text, known)
    own = [member for member in free.values() if member.organisation_id == organisation_id]
    return Candidates(
        tuple(free[member_id] for member_id in found),
        tuple(member for member in own if member.id not in found),
    )
