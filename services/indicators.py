"""Indicators of the active plans: who may see them and for which organisation they may tell what was reached."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.indicators import total
from domain.people import Action, Member, may
from services.access import Caller, require
from services.outbox import reply
from services.work import Work
from storage import indicators, people, roadmaps
from storage.indicators import KeptIndicator, KeptValue
from storage.roadmaps import Roadmap


@dataclass(frozen=True, slots=True)
class Rights:
    """What a member may do with the indicators of one roadmap.

    ``place``: the organisation whose values are theirs; ``enters``: they may tell them; ``sees_all``: also what others
    have told, else the sum only and their own.
    """

    place: int
    enters: bool
    sees_all: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator and where it stands: ``newest`` is the value that counts of each organisation."""

    kept: KeptIndicator
    roadmap: Roadmap
    rights: Rights
    newest: dict[int, KeptValue]

    @property
    def total(self) -> float | None:
        """What stands against the target; None where nothing was told."""
        values = {place: one.value for place, one in self.newest.items()}
        return total(self.kept.indicator, values, self.roadmap.organisation_id)

    @property
    def own(self) -> KeptValue | None:
        """The value of the member's organisation that counts."""
        return self.newest.get(self.rights.place)


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where a member stands: the organisations from theirs down and up, the roadmaps in which they have work."""

    member: Member
    down: set[int]
    up: set[int]
    working: set[int]

    def rights(self, roadmap: Roadmap) -> Rights | None:
        """What they may do there; None: they may not even look.

        People of the roadmap's organisation and of those below it speak for their own. Who stands above it speaks for
        the roadmap's organisation, as everywhere. Who only has assignments in the plan may look.
        """
        owner = roadmap.organisation_id
        above, inside = owner in self.down, owner in self.up
        enters = (above or inside) and may(self.member.role, Action.ENTER_INDICATOR)
        if not enters and roadmap.id not in self.working:
            return None
        return Rights(self.member.organisation_id if inside else owner, enters, above)


async def _reach(connection: AsyncConnection, member: Member) -> _Reach:
    parents = {place.id: place.parent_id for place in await people.all_organisations(connection)}
    up, here = set[int](), parents[member.organisation_id]
    while here is not None:
        up.add(here)
        here = parents[here]
    down = await people.scope(connection, member.organisation_id)
    working = await indicators.plans_with_work_of(connection, member.id)
    return _Reach(member, down, up | {member.organisation_id}, working)


async def seen(connection: AsyncConnection, member: Member, indicator_id: int) -> Standing:
    """The indicator as the member may see it; Refusal "stale-button" where there is none, "not-yours" otherwise."""
    kept = await indicators.get(connection, indicator_id)
    roadmap = None if kept is None else await roadmaps.get(connection, kept.roadmap_id)
    if kept is None or roadmap is None or roadmap.state != "active":
        raise Refusal("stale-button")
    rights = (await _reach(connection, member)).rights(roadmap)
    if rights is None:
        raise Refusal("not-yours")
    newest = await indicators.newest(connection, [kept.id])
    return Standing(kept, roadmap, rights, newest.get(kept.id, {}))


async def all_seen(connection: AsyncConnection, member: Member, roadmap_id: int | None) -> list[Standing]:
    """What stands in the plans that the member may see, plan by plan; only in this one where one is given."""
    reach = await _reach(connection, member)
    plans = {}
    for roadmap in await roadmaps.all_active(connection):
        rights = reach.rights(roadmap) if roadmap_id in (None, roadmap.id) else None
        if rights is not None:
            plans[roadmap.id] = (roadmap, rights)
    standing = await indicators.standing_in(connection, list(plans))
    newest = await indicators.newest(connection, [one.id for one in standing])
    return [Standing(one, *plans[one.roadmap_id], newest.get(one.id, {})) for one in standing]


async def may_enter(connection: AsyncConnection, caller: Caller, indicator_id: int) -> tuple[Member, Standing]:
    """The caller and the indicator if they may tell what was reached.

    Refusal "stale-button", "not-allowed", "not-yours", or "indicator-removed" for one that the plan has no more.
    """
    member = await _now(connection, caller)
    standing = await seen(connection, member, indicator_id)
    if not standing.rights.enters:
        place = standing.rights.place
        await require(connection, caller, Action.ENTER_INDICATOR, place)
        raise Refusal("not-yours")
    if standing.kept.removed:
        raise Refusal("indicator-removed")
    return member, standing


async def show_all(work: Work, caller: Caller, *, roadmap_id: int = 0, page: int = 0, message: int | None) -> None:
    """Answer with the list; of one plan where ``roadmap_id`` is not 0: Refusal where the caller may not see it."""
    async with work.write() as connection:
        member = await _now(connection, caller)
        if roadmap_id:
            roadmap = await roadmaps.get(connection, roadmap_id)
            if roadmap is None or roadmap.state != "active":
                raise Refusal("stale-button")
            if (await _reach(connection, member)).rights(roadmap) is None:
                raise Refusal("not-yours")
        data = {"member": member.id, "roadmap": roadmap_id, "page": page}
        await reply(connection, work, caller.chat.id, "indicators", data=data, edits=message)


async def show_one(work: Work, caller: Caller, indicator_id: int, *, page: int = 0, message: int | None) -> None:
    """Answer with one indicator: its target, where it stands, a page of what was told."""
    async with work.write() as connection:
        member = await _now(connection, caller)
        await seen(connection, member, indicator_id)
        await tell_one(connection, work, caller, indicator_id, page=page, message=message)


async def tell_one(
    connection: AsyncConnection, work: Work, caller: Caller, indicator_id: int, *, page: int = 0, message: int | None
) -> None:
    """The card of an indicator that the caller may see, in the place of ``message`` where there is one."""
    data = {"member": caller.known.id, "indicator": indicator_id, "page": page}
    await reply(connection, work, caller.chat.id, "indicator", data=data, edits=message)


async def _now(connection: AsyncConnection, caller: Caller) -> Member:
    """The caller as the database knows them now."""
    member = await people.member_of_number(connection, caller.chat.messenger, caller.number)
    if member is None:
        raise Refusal("stranger")
    return member
