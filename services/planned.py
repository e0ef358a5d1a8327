"""What will be sent in the days to come, to whom, and who will not get it: the planner's own look at each moment ahead.

Nothing is planned here. Every assignment is asked what the planner would hear about it (``watching.heard``) at the
moments at which the planner would look, and what comes up is put into messages by the rules of ``services/digests``:
one a person and day, nothing in quiet hours. What nobody answers until then is sent exactly so.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Action, Member
from domain.reminders import TO_EXECUTOR
from domain.rules import Rules
from services import digests, watching
from services.access import Caller, require
from services.hearers import ABSENT, fire_at, heard_by
from services.outbox import reply
from services.surroundings import Surroundings
from services.work import Work
from storage import courses, people, sent, upcoming
from storage.courses import Standing
from storage.reminders import ReminderKind
from storage.upcoming import Waiting

DAYS = 7
Unheard = Literal["not-connected", "blocked", "absent"]
View = Literal["show", "people", "missed"]


@dataclass(frozen=True, slots=True)
class Item:
    """One assignment in a message and why it stands there; None: a coordinator has asked for it."""

    assignment_id: int
    kind: ReminderKind | None


@dataclass(frozen=True, slots=True)
class Promise:
    """One message that will leave at ``at``; ``day`` and ``hour`` are local to its reader."""

    member_id: int
    at: datetime
    day: date
    hour: time
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The messages from now to ``until``, the end of the local day ``last``, in order of time.

    ``missed``: how many assignments each person will not hear of in that time, and why.
    """

    first: date
    last: date
    until: datetime
    promises: tuple[Promise, ...]
    missed: dict[tuple[int, Unheard], int]


async def show(
    work: Work,
    caller: Caller,
    view: View = "show",
    *,
    day: int = 0,
    person: int = 0,
    page: int = 0,
    message: int | None = None,
) -> None:
    """Answer with what will be sent: all of it, of one day (as an ordinal) or to one person, or with its readers."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.SEE_SUMMARY)
        data = {"member": member.id, "view": view, "day": day, "person": person, "page": page}
        await reply(connection, work, caller.chat.id, "planned", data=data, edits=message)


async def preview(connection: AsyncConnection, member_id: int, *, now: datetime, rules: Rules) -> Preview:
    """What this member may see of what will be sent from now to the end of their day in DAYS days."""
    around = Surroundings(connection, rules, now)
    hours = await around.hours(member_id)
    first = hours.day(now)
    last = first + timedelta(days=DAYS)
    until = datetime.combine(last + timedelta(days=1), time(), hours.zone) - timedelta(seconds=1)
    member = await people.member(connection, member_id)
    scope = await people.scope(connection, member.organisation_id)
    run = _Run(around, now, until)
    await run.begin(scope)
    await run.go()
    await run.wait_for_return(await upcoming.absent(connection, scope, first, last))
    missed = {who: len(found) for who, found in run.missed.items()}
    await _name_the_blocked(connection, missed)
    promises = sorted(run.promises, key=lambda one: (one.at, one.member_id))
    return Preview(first, last, until, tuple(promises), missed)


async def _name_the_blocked(connection: AsyncConnection, missed: dict[tuple[int, Unheard], int]) -> None:
    for member_id in await upcoming.blocked(connection, {member_id for member_id, _ in missed}):
        if (member_id, "not-connected") in missed:
            missed[member_id, "blocked"] = missed.pop((member_id, "not-connected"))


@dataclass
class _Run:
    """The planner's looks from ``now`` to ``until``, in memory."""

    around: Surroundings
    now: datetime
    until: datetime
    standings: list[Standing] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    connected: dict[int, bool] = field(default_factory=dict)
    told: set[tuple[int, date]] = field(default_factory=set)
    reported: set[int] = field(default_factory=set)
    promises: list[Promise] = field(default_factory=list)
    missed: dict[tuple[int, Unheard], set[int]] = field(default_factory=lambda: defaultdict(set))

    async def begin(self, scope: Collection[int]) -> None:
        """Take what stands in the database."""
        connection = self.around.connection
        self.standings = await courses.coming(connection, self.until, scope)
        self.waiting = await upcoming.waiting(connection, self.until, scope)
        known = {one.id for one in self.standings}
        theirs = await courses.standing(connection, {one.assignment_id for one in self.waiting} - known)
        self.standings += [one for one in theirs if one.open]
        self.reported = await upcoming.reported_unreached(
            connection, {one.id for one in self.standings} | {one.assignment_id for one in self.waiting}
        )
        readers = {one.member_id for one in self.standings} | {one.member_id for one in self.waiting}
        reached = await people.private_chats(connection, readers)
        self.connected = {one: one in reached for one in readers}
        queued = await upcoming.queued(connection, self.until, scope)
        said = await sent.said_in(connection, [one.id for one in queued])
        for one in queued:
            asked_for = [Item(each, None) for each in one.data["assignments"]]
            items = [Item(each.assignment_id, each.kind) for each in said.get(one.id, ())] or asked_for
            await self._promise(one.member_id, max(one.due_at, self.now), items)

    async def go(self) -> None:
        """From moment to moment at which the planner finds something."""
        while (moment := self._next_moment()) is not None and moment <= self.until:
            moment = max(moment, self.now)
            # Who is absent, and who stands in, is asked for that day.
            self.around.now = moment
            await self._look()
            while due := [one for one in self.waiting if one.fire_at <= moment]:
                await self._say(due)

    def _next_moment(self) -> datetime | None:
        coming = [one.course.next_at for one in self.standings if one.course.next_at is not None]
        return min([*coming, *(one.fire_at for one in self.waiting)], default=None)

    async def _look(self) -> None:
        for place, standing in enumerate(self.standings):
            if standing.course.next_at is None or standing.course.next_at > self.around.now:
                continue
            said, course = await watching.heard(self.around, standing)
            self.standings[place] = replace(standing, course=course)
            for one in said:
                if one.dropped == ABSENT:
                    self.missed[one.member_id, "absent"].add(standing.id)
            self.waiting += [
                Waiting(standing.id, one.member_id, one.notice.kind, one.fire_at) for one in said if not one.dropped
            ]

    async def _say(self, due: list[Waiting]) -> None:
        """As ``digests.queue_due``: so many people at a time, each with all that has come up for them."""
        by_member: dict[int, list[Waiting]] = defaultdict(list)
        for one in sorted(due, key=lambda one: (one.fire_at, one.member_id)):
            by_member[one.member_id].append(one)
        for member_id, their in list(by_member.items())[: digests.BATCH]:
            await self._say_to(member_id, their)

    async def _say_to(self, member_id: int, due: list[Waiting]) -> None:
        due = await self._hand_on(member_id, due)
        if not due:
            return
        moment, hours = self.around.now, await self.around.hours(member_id)
        quiet = hours.is_quiet(moment)
        if not quiet and not await self._is_connected(member_id):
            await self._give_up(member_id, due)
            return
        now_said = [] if quiet else due
        early = moment < hours.at(hours.day(moment))
        if now_said and (early or await self._was_told(member_id, hours.day(moment))):
            now_said = [one for one in due if one.kind == "again"] or [one for one in due if self._is_for_other(one)]
        elif now_said:
            self.told.add((member_id, hours.day(moment)))
        if now_said:
            await self._promise(member_id, moment, [Item(one.assignment_id, one.kind) for one in now_said])
        self._forget(due)
        later = [one for one in due if one not in now_said]
        then = hours.first_chance(moment) if quiet else hours.next_digest(moment)
        self.waiting += [replace(one, fire_at=then) for one in later]

    async def _hand_on(self, member_id: int, due: list[Waiting]) -> list[Waiting]:
        """As ``hearers.hand_on``: what of it the member still has to hear; the rest is for others, or waits."""
        theirs: list[Waiting] = []
        for one in due:
            whose = self._owner(one)
            hearers = await heard_by(self.around, one.kind, member_id, whose)
            if member_id in hearers:
                theirs.append(one)
                continue
            self._forget([one])
            if hearers:
                when = await fire_at(self.around, hearers[0])
                self.waiting.append(replace(one, member_id=hearers[0], fire_at=when))
            elif one.kind in TO_EXECUTOR:
                self.missed[whose, "absent"].add(one.assignment_id)
                await self._put_off(one.assignment_id)
        return theirs

    async def _put_off(self, assignment_id: int) -> None:
        for place, standing in enumerate(self.standings):
            if standing.id == assignment_id:
                course = await watching.until_return(self.around, standing, standing.course)
                self.standings[place] = replace(standing, course=course)

    async def wait_for_return(self, away: Collection[Member]) -> None:
        """What would be spoken of to these absent people by then, and waits for their return already."""
        for standing in await courses.of_members(self.around.connection, [one.id for one in away]):
            back = standing.course.again_at
            if back is None:
                continue
            for one in await watching.notices_of(self.around, standing):
                if one.to_executor and self.now < one.at < min(back, self.until):
                    self.around.now = one.at
                    if await self.around.stand_in(standing.member_id) is None:
                        self.missed[standing.member_id, "absent"].add(standing.id)

    def _is_for_other(self, one: Waiting) -> bool:
        """Whether the reader hears it for somebody who is absent."""
        return one.kind in TO_EXECUTOR and self._owner(one) != one.member_id

    def _owner(self, one: Waiting) -> int:
        owners = (standing.member_id for standing in self.standings if standing.id == one.assignment_id)
        return next(owners, one.member_id)

    async def _give_up(self, member_id: int, due: list[Waiting]) -> None:
        self._forget(due)
        for one in due:
            self.missed[member_id, "not-connected"].add(one.assignment_id)
            if one.kind in digests.ABOUT_OTHERS or one.assignment_id in self.reported:
                continue
            self.reported.add(one.assignment_id)
            for superior in await self.around.coordinators(member_id):
                when = await fire_at(self.around, superior)
                self.waiting.append(Waiting(one.assignment_id, superior, "unreached", when))

    def _forget(self, due: list[Waiting]) -> None:
        gone = set(map(id, due))
        self.waiting = [one for one in self.waiting if id(one) not in gone]

    async def _promise(self, member_id: int, moment: datetime, items: list[Item]) -> None:
        hours = await self.around.hours(member_id)
        hour = moment.astimezone(hours.zone).time()
        self.promises.append(Promise(member_id, moment, hours.day(moment), hour, tuple(dict.fromkeys(items))))

    async def _is_connected(self, member_id: int) -> bool:
        if member_id not in self.connected:
            found = await people.private_chats(self.around.connection, {member_id})
            self.connected[member_id] = member_id in found
        return self.connected[member_id]

    async def _was_told(self, member_id: int, day: date) -> bool:
        """Whether the daily message of this day has left, before now or as it is promised here."""
        if (member_id, day) in self.told:
            return True
        if day > (await self.around.hours(member_id)).day(self.now):
            return False
        return bool(await upcoming.taken(self.around.connection, [digests.daily_key(member_id, day)]))
