"""Who answers for the rows of a roadmap, as the people of its district are at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.executors import Answering, Directory, Executor, Named, answering
from services.candidates import district_of
from storage import people
from storage.roadmaps import KeptMeasure


@dataclass(frozen=True, slots=True)
class Executors:
    """The people of one roadmap's organisation, looked up once in a transaction and asked for every row.

    ``around``: the district of a school's plan; ``active``: who is there of all of them; ``stand_in``: the member who
    brought the roadmap.
    """

    own: Directory
    around: Directory | None
    active: frozenset[int]
    stand_in: int

    def answering(self, named: Iterable[Named]) -> Answering:
        """Who is meant by these parties, and what is missing; a member who has left is nobody any more."""
        there = [one if one.member_id in self.active else replace(one, member_id=None) for one in named]
        return answering(there, self.own, self.around)

    def of(self, named: Iterable[Named]) -> dict[int, Executor]:
        """Who answers for a row with these parties, by member; who brought the roadmap where nobody else does."""
        found = self.answering(named).executors or (Executor(self.stand_in, main=True),)
        return {executor.member_id: executor for executor in found}


async def executors_of(connection: AsyncConnection, organisation_id: int, stand_in: int) -> Executors:
    """The people who can answer for a roadmap of this organisation: its own, below it, and of a school's district."""
    everything = await people.all_organisations(connection)
    district = await district_of(connection, organisation_id)
    members = await people.members_in(connection, set(district))
    here = next(place for place in everything if place.id == organisation_id)
    around = None
    if here.kind == "school" and here.parent_id is not None:
        top = next(place.id for place in everything if place.id in district and place.parent_id not in district)
        around = Directory(top, everything, members)
    active = frozenset(member.id for member in members)
    return Executors(Directory(organisation_id, everything, members), around, active, stand_in)


def named_in(measure: KeptMeasure) -> tuple[Named, ...]:
    """The parties of a row, with the members that they stand for."""
    return tuple(Named(kept.party, kept.member_id) for kept in measure.parties)
