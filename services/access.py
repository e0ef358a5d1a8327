"""Who is speaking, and whether they may: asked of the database at the moment of the action, never of a button."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.outbox import Chat
from domain.people import Action, Member, Role, may
from storage import people


@dataclass(frozen=True, slots=True)
class Caller:
    """Who speaks and where: ``number`` is the person's own id in the messenger, ``member`` None for a stranger.

    ``left``: the organisation that such a stranger worked in, where they were on the list before.
    ``stands_for``: the absent people for whom the member hears and answers at this moment.
    """

    chat: Chat
    number: int
    member: Member | None
    left: str | None = None
    stands_for: frozenset[int] = frozenset()

    @property
    def answers_for(self) -> frozenset[int]:
        """Whose assignments are the caller's to answer now: their own and those of whom they stand in for."""
        return self.stands_for | {self.known.id}

    @property
    def known(self) -> Member:
        """The member; a stranger is refused, and so is who has left."""
        if self.member is None:
            raise Refusal("stranger") if self.left is None else Refusal("left", place=self.left)
        return self.member


async def require(
    connection: AsyncConnection, caller: Caller, action: Action, organisation_id: int | None = None
) -> Member:
    """The caller as the database knows them now, if they may do this in the organisation (their own where None).

    Raises Refusal "stranger", "not-allowed" (with the name of somebody who may), "not-yours" (nobody may) or
    "stale-button" (there is no such organisation).
    """
    member = await people.member_of_number(connection, caller.chat.messenger, caller.number)
    if member is None:
        raise Refusal("stranger")
    place = member.organisation_id if organisation_id is None else organisation_id
    own = place == member.organisation_id
    if may(member.role, action) and (own or place in await people.scope(connection, member.organisation_id)):
        return member
    who = await _who_may(connection, action, place)
    raise Refusal("not-allowed", who=who) if who else Refusal("not-yours")


async def _who_may(connection: AsyncConnection, action: Action, organisation_id: int) -> str:
    above = {place.id: place.parent_id for place in await people.all_organisations(connection)}
    if organisation_id not in above:
        raise Refusal("stale-button")
    here: int | None = organisation_id
    while here is not None:
        for role in (Role.COORDINATOR, Role.ADMIN):
            found = await people.members_in(connection, {here}, role) if may(role, action) else []
            if found:
                return found[0].short_name
        here = above[here]
    return ""
