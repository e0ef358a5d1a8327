"""A change of staff: everything that one person still has to answer becomes another's, in one action."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.delegation import Family, Share, likeliest
from domain.errors import Refusal
from domain.people import Action, Member, Role
from domain.reminders import Course
from domain.rules import Rules
from services import absence_news, chains, watching
from services.access import Caller, require
from services.distribution import distribute
from services.outbox import reply
from services.surroundings import Surroundings
from services.work import Work
from storage import assignments, courses, delegation, journal, people, staff
from storage.assignments import AssignmentView

# --- looking ---------------------------------------------------------------------------------------------------------


async def list_everybody(work: Work, caller: Caller, organisation_id: int, page: int, message: int | None) -> None:
    """Answer with a page of everybody in the organisation and below it."""
    async with work.write() as connection:
        await require(connection, caller, Action.REPLACE, organisation_id)
        data = {"organisation": organisation_id, "page": max(0, page)}
        await reply(connection, work, caller.chat.id, "staff-list", data=data, edits=message)


async def show(work: Work, caller: Caller, member_id: int, message: int | None) -> None:
    """Answer with the card of a person: who they are, whether they are connected, what they have to do."""
    async with work.write() as connection:
        member = await _known(connection, caller, member_id)
        await reply(connection, work, caller.chat.id, "staff-card", data={"member": member.id}, edits=message)


async def choose(work: Work, caller: Caller, member_id: int, page: int, message: int | None) -> None:
    """Answer with the people who may take over from this one."""
    async with work.write() as connection:
        member = await _replaceable(connection, caller, member_id)
        data = {"member": member.id, "page": max(0, page)}
        await reply(connection, work, caller.chat.id, "staff-choose", data=data, edits=message)


async def look(work: Work, caller: Caller, member_id: int, other_id: int, message: int | None) -> None:
    """Answer with what the other would get, and ask whether the person stays; nothing has changed yet."""
    async with work.write() as connection:
        member = await _replaceable(connection, caller, member_id)
        other = await _known(connection, caller, other_id)
        data = {"member": member.id, "other": _other(member, other).id, "caller": caller.known.id}
        await reply(connection, work, caller.chat.id, "staff-look", data=data, edits=message)


async def successors(connection: AsyncConnection, member: Member) -> list[Member]:
    """Who may take over: everybody of the organisation and below it, people of the same position first."""
    everybody = await people.members_in(connection, await people.scope(connection, member.organisation_id))
    return likeliest(member.position, [one for one in everybody if one.id != member.id])


async def _known(connection: AsyncConnection, caller: Caller, member_id: int) -> Member:
    """An active member whom the caller may replace; Refusal "stale-button", "person-left" or what ``require`` says."""
    member = await people.find_member(connection, member_id)
    if member is None:
        raise Refusal("stale-button")
    await require(connection, caller, Action.REPLACE, member.organisation_id)
    if not member.active:
        raise Refusal("person-left", who=member.short_name)
    return member


async def _replaceable(connection: AsyncConnection, caller: Caller, member_id: int) -> Member:
    member = await _known(connection, caller, member_id)
    by = await require(connection, caller, Action.REPLACE)
    if member.role is Role.ADMIN and by.role is not Role.ADMIN:
        raise Refusal("not-yours")
    return member


def _other(member: Member, other: Member) -> Member:
    if other.id == member.id:
        raise Refusal("stale-button")
    return other


# --- doing it --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Change:
    """Who takes over from whom, and who said so."""

    work: Work
    rules: Rules
    by: int
    old: Member
    new: Member

    @property
    def now(self) -> datetime:
        return self.work.now


async def replace_person(
    work: Work, caller: Caller, member_id: int, other_id: int, message: int | None, rules: Rules, *, leaves: bool
) -> None:
    """All open assignments of the one become the other's, and so do the printed names; ``leaves``: off the list.

    One transaction. What was answered stays with who answered. A second tap finds nothing to do and says so.
    """
    async with work.write() as connection:
        old = await _replaceable(connection, caller, member_id)
        new = _other(old, await _known(connection, caller, other_id))
        if leaves and old.id == caller.known.id:
            raise Refusal("not-oneself")
        change = _Change(work, rules, caller.known.id, old, new)
        views = await assignments.open_of(connection, old.id)
        if not views and not leaves:
            raise Refusal("nothing-to-hand-over", who=old.short_name)
        for view in views:
            await _hand_over(connection, change, view)
        await staff.take_names(connection, old.id, new.id)
        await _note(connection, change, staff.REPLACED if leaves else staff.RELIEVED)
        if leaves:
            await staff.dismiss(connection, old.id, work.now)
            await distribute(connection, old.organisation_id, work.now, rules, by=caller.known.id)
            await absence_news.say_deputy_left(Surroundings(connection, rules, work.now), old.id)
        data: dict[str, object] = {"member": old.id, "other": new.id, "at": int(work.now.timestamp()), "leaves": leaves}
        await _tell(connection, change, data, leaves=leaves, count=len(views))
        await reply(connection, work, caller.chat.id, "staff-done", data=data, edits=message)


async def _note(
    connection: AsyncConnection, change: _Change, what: str, view: AssignmentView | None = None, share_id: int = 0
) -> None:
    await journal.note(
        connection,
        what,
        now=change.now,
        member_id=change.by,
        roadmap_id=None if view is None else view.roadmap_id,
        assignment_id=share_id or None,
        before=str(change.old.id),
        after=str(change.new.id),
    )


async def _tell(
    connection: AsyncConnection, change: _Change, data: dict[str, object], *, leaves: bool, count: int
) -> None:
    told = [(change.new, "staff-received")] if count else []
    told += [] if leaves else [(change.old, "staff-relieved")]
    for member, kind in told:
        if member.id != change.by:
            key = change.work.key(f"{kind}:{member.id}")
            await chains.tell(connection, change.work, change.rules, member.id, kind, key, dict(data))


async def _hand_over(connection: AsyncConnection, change: _Change, view: AssignmentView) -> None:
    """One assignment: it becomes the other's, or goes up in what they have of this period already."""
    family = await delegation.family(connection, view.period_id)
    share, theirs = family[view.id], family.of_member(change.new.id)
    noted = share.id
    if theirs is None:
        await staff.move(connection, share.id, change.new.id)
        await _forget_course(connection, change, share.id, share.id)
    elif theirs.status == "cancelled" or family.is_below(theirs.id, share.id):
        noted = theirs.id
        await _take_place(connection, change, family, share, theirs)
        await _forget_course(connection, change, share.id, theirs.id)
    else:
        await _merge(connection, change, family, share, theirs)
    await _note(connection, change, staff.MOVED, view, noted)
    standings = await courses.standing(connection, [one.id for one in family])
    asked = [one for one in standings if one.open]
    await watching.replan(connection, asked, now=change.now, rules=change.rules)


async def _take_place(
    connection: AsyncConnection, change: _Change, family: Family, share: Share, theirs: Share
) -> None:
    """The other has it from this person, or had it once: they stand where this person stood, nobody in between."""
    between = [one for one in family.above(theirs.id) if one.open and one.id != share.id]
    between = [one for one in between if family.is_below(one.id, share.id)]
    await _end(connection, change, between)
    await staff.take_place(connection, share, theirs, change.now)
    await chains.call_off(connection, change.work, share, by=change.by, why=staff.MOVED)


async def _merge(connection: AsyncConnection, change: _Change, family: Family, share: Share, theirs: Share) -> None:
    """The other has it in their own right, and once is enough.

    Whoever was given it by the person who goes has it from whoever stands above, else from the other.
    """
    above = family.above(share.id)
    if above:
        await staff.adopt(connection, share.id, above[0].id)
    elif theirs.open and not family.line(theirs.id):
        await staff.adopt(connection, share.id, theirs.id)
    else:
        await _end(connection, change, [one for one in family.line(share.id) if one.open])
    await chains.call_off(connection, change.work, share, by=change.by, why=staff.MOVED)


async def _end(connection: AsyncConnection, change: _Change, shares: list[Share]) -> None:
    work, rules = change.work, change.rules
    await chains.end(connection, work, rules, shares, why="replaced", by=change.by, who=change.new.id)


async def _forget_course(connection: AsyncConnection, change: _Change, old_id: int, new_id: int) -> None:
    """The new person hears what is still to come, not before what the old one had put off; what was never spoken of
    stays so."""
    (old,) = await courses.standing(connection, [old_id])
    spoken = old.course.told_to is not None
    await courses.set_courses(connection, [(new_id, Course(told_to=change.now if spoken else None))])
