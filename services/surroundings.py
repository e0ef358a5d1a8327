"""What is asked again and again while many people are planned for: hours, calendars, absences, who stands above."""

from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain import absences as stand_ins
from domain.absences import Absence
from domain.calendars import WorkDays
from domain.hours import Hours
from domain.people import Member, Role
from domain.rules import Rules
from services.calendars import calendars_of
from services.hours import hours_of
from storage import absences, people

_ZONES_DIFFER = timedelta(days=1)


class Surroundings:
    """The answers within one transaction at the moment ``now``, each looked up once."""

    def __init__(self, connection: AsyncConnection, rules: Rules, now: datetime) -> None:
        self.connection = connection
        self.rules = rules
        self.now = now
        self._since = (now - _ZONES_DIFFER).date()
        self._absences: dict[int, list[Absence]] = {}
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

    async def absence_of(self, member_id: int) -> Absence | None:
        """The absence of the member on their local day; None: they are there."""
        known = await self._absences_of(member_id)
        return stand_ins.absence_of(member_id, (await self.hours(member_id)).day(self.now), known) if known else None

    async def stand_in(self, member_id: int) -> int | None:
        """Who hears and answers for the member now: the member, or who stands in; None: absent, and nobody does."""
        if not await self._absences_of(member_id):
            return member_id
        day, known, passed = (await self.hours(member_id)).day(self.now), list[Absence](), set[int]()
        waiting = {member_id}
        while waiting:
            here = waiting.pop()
            passed.add(here)
            known += await self._absences_of(here)
            waiting |= {one.deputy_id for one in known if one.deputy_id is not None} - passed
        return stand_ins.stand_in(member_id, day, known)

    async def stands_for(self, member_id: int) -> frozenset[int]:
        """The absent people for whom the member hears and answers now, directly or through other deputies."""
        found, waiting = {member_id}, [member_id]
        while waiting:
            named = await absences.of_deputy(self.connection, waiting.pop(), self._since)
            waiting += {one.member_id for one in named} - found
            found |= {one.member_id for one in named}
        return frozenset([one for one in found - {member_id} if await self.stand_in(one) == member_id])

    async def back_at(self, member_id: int, day: date | None = None) -> datetime | None:
        """The first moment of the daily message from ``day`` (today) on on which the member is there; None: unknown."""
        hours, place = await self.hours(member_id), (await self.member(member_id)).organisation_id
        known, work = await self._absences_of(member_id), await self.work(place)
        back = stand_ins.back_on(member_id, day or hours.day(self.now), known, work)
        return None if back is None else hours.at(back)

    async def news_at(self, member_id: int) -> datetime | None:
        """When the member may hear what has changed for them: after the quiet hours, in the morning of a return.

        None: they are absent and nobody knows how long; on the return they hear what waits for them in any case.
        """
        hours = await self.hours(member_id)
        when = hours.after_quiet(self.now)
        away = stand_ins.absence_of(member_id, hours.day(when), await self._absences_of(member_id))
        return when if away is None else await self.back_at(member_id, hours.day(when))

    async def _absences_of(self, member_id: int) -> list[Absence]:
        if member_id not in self._absences:
            self._absences[member_id] = await absences.standing(self.connection, self._since, member_id)
        return self._absences[member_id]

    async def coordinators(self, member_id: int) -> list[int]:
        """Who follows what the member does: the coordinators of their organisation or of the nearest one above.

        Never the member; who stands in for one who is absent; where there is nobody, the administrators.
        """
        return await self._superiors(member_id, Role.COORDINATOR) or await self._superiors(member_id, Role.ADMIN)

    async def heads(self, member_id: int) -> list[int]:
        """The head of the member's organisation, or who stands in, or the nearest one above; never the member."""
        return await self._superiors(member_id, Role.HEAD)

    async def _superiors(self, member_id: int, role: Role) -> list[int]:
        here: int | None = (await self.member(member_id)).organisation_id
        while here is not None:
            named = [one.id for one in await self._in_role(here, role) if one.id != member_id]
            there = [await self.stand_in(one) for one in named]
            found = dict.fromkeys(one for one in there if one is not None and one != member_id)
            if found:
                return list(found)
            if here not in self._above:
                self._above[here] = (await people.organisation(self.connection, here)).parent_id
            here = self._above[here]
        return []

    async def _in_role(self, organisation_id: int, role: Role) -> list[Member]:
        key = (organisation_id, role)
        if key not in self._of_role:
            self._of_role[key] = await people.members_in(self.connection, {organisation_id}, role)
        return self._of_role[key]
