"""What is asked again and again while many people are planned for: their hours, their calendars, who stands above."""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendars import WorkDays
from domain.hours import Hours
from domain.people import Member, Role
from domain.rules import Rules
from services.calendars import calendars_of
from services.hours import hours_of
from storage import people


class Surroundings:
    """The answers within one transaction, each looked up once."""

    def __init__(self, connection: AsyncConnection, rules: Rules) -> None:
        self.connection = connection
        self.rules = rules
        self._hours: dict[int, Hours] = {}
        self._work: dict[int, WorkDays] = {}
        self._members: dict[int, Member] = {}
        self._above: dict[int, int | None] = {}
        self._of_role: dict[tuple[int, Role], list[Member]] = {}

    async def hours(self, member_id: int) -> Hours:
        """When the member may be spoken to."""
        if member_id not in self._hours:
            self._hours[member_id] = await hours_of(self.connection, member_id, self.rules)
        return self._hours[member_id]

    async def work(self, organisation_id: int) -> WorkDays:
        """The working days of the organisation."""
        if organisation_id not in self._work:
            calendars = await calendars_of(self.connection, organisation_id, self.rules)
            self._work[organisation_id] = calendars.work
        return self._work[organisation_id]

    async def member(self, member_id: int) -> Member:
        """The member."""
        if member_id not in self._members:
            self._members[member_id] = await people.member(self.connection, member_id)
        return self._members[member_id]

    async def coordinators(self, member_id: int) -> list[int]:
        """Who follows what the member does: the coordinators of their organisation or of the nearest one above.

        Never the member; where there is no coordinator at all, the administrators.
        """
        return await self._superiors(member_id, Role.COORDINATOR) or await self._superiors(member_id, Role.ADMIN)

    async def heads(self, member_id: int) -> list[int]:
        """The head of the member's organisation, or of the nearest one above that has one; never the member."""
        return await self._superiors(member_id, Role.HEAD)

    async def _superiors(self, member_id: int, role: Role) -> list[int]:
        here: int | None = (await self.member(member_id)).organisation_id
        while here is not None:
            found = [one.id for one in await self._in_role(here, role) if one.id != member_id]
            if found:
                return found
            if here not in self._above:
                self._above[here] = (await people.organisation(self.connection, here)).parent_id
            here = self._above[here]
        return []

    async def _in_role(self, organisation_id: int, role: Role) -> list[Member]:
        key = (organisation_id, role)
        if key not in self._of_role:
            self._of_role[key] = await people.members_in(self.connection, {organisation_id}, role)
        return self._of_role[key]
