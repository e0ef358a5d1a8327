"""How a district gets its schools and people: typed as a list, invited by personal links."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.people import Action, Member, Role
from domain.rosters import Entry, read_roster
from domain.rules import Rules
from domain.visible import is_blank
from services.access import Caller, require
from services.distribution import distribute
from services.members import add_invitation, connected, show_menu
from services.outbox import reply
from services.work import Work
from storage import chats, conversations, journal, people
from storage.conversations import Expectation
from storage.database import Database

SCHOOL_NAME_AT_MOST = 200
LINKS_AT_MOST = 20


async def ensure_admins(database: Database, rules: Rules, now: datetime) -> None:
    """Make the district and the first administrators that the configuration names; doing it again changes nothing."""
    async with database.write() as connection:
        places = await people.all_organisations(connection)
        above = places[0].id if places else await people.add_organisation(connection, kind="district", name=rules.name)
        for number in rules.admins:
            if await people.member_of_number(connection, "telegram", number) is not None:
                continue
            member_id = await people.add_member(
                connection, organisation_id=above, role=Role.ADMIN, family="Администратор", given="", now=now
            )
            chat = await chats.meet(connection, "telegram", number, kind="private")
            await people.bind_chat(connection, chat.id, member_id)


async def ask_list(work: Work, caller: Caller, organisation_id: int, message: int | None) -> None:
    """Ask for the list of people of this organisation."""
    async with work.write() as connection:
        await require(connection, caller, Action.INVITE, organisation_id)
        data = {"organisation": organisation_id}
        await conversations.expect(connection, caller.chat.id, "roster", data, work.now)
        await reply(connection, work, caller.chat.id, "roster-ask", data=data, edits=message)


async def ask_school(work: Work, caller: Caller, message: int | None) -> None:
    """Ask for the name of a new school below the caller's organisation."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.ADD_SCHOOL)
        data = {"parent": member.organisation_id}
        await conversations.expect(connection, caller.chat.id, "school-name", data, work.now)
        await reply(connection, work, caller.chat.id, "school-ask", edits=message)


async def add_school(work: Work, caller: Caller, expectation: Expectation, name: str, *, rules: Rules) -> None:
    """A new school, which groups of the plans mean from now on; then its people are asked for."""
    name = " ".join(name.split())
    if is_blank(name) or len(name) > SCHOOL_NAME_AT_MOST:
        raise Refusal("school-name", limit=SCHOOL_NAME_AT_MOST)
    async with work.write() as connection:
        parent = expectation.data["parent"]
        member = await require(connection, caller, Action.ADD_SCHOOL, parent)
        school = await people.add_organisation(connection, kind="school", name=name, parent_id=parent)
        await journal.note(connection, "school-added", now=work.now, member_id=member.id, after=name)
        await distribute(connection, school, work.now, rules, by=member.id)
        data = {"organisation": school}
        await conversations.expect(connection, caller.chat.id, "roster", data, work.now)
        await reply(connection, work, caller.chat.id, "roster-ask", data=data)


async def add_people(work: Work, caller: Caller, expectation: Expectation, text: str, *, rules: Rules) -> None:
    """Add everybody on the list who is not there yet; unclear lines are named, the rest is not lost for them.

    Who is there gets the post and the role of their line where it says others. The plans find their people anew.
    """
    roster = read_roster(text)
    if not roster.entries:
        raise Refusal("roster-unclear")
    async with work.write() as connection:
        organisation_id = expectation.data["organisation"]
        inviter = await require(connection, caller, Action.INVITE, organisation_id)
        if inviter.role is not Role.ADMIN and any(entry.role is Role.ADMIN for entry in roster.entries):
            raise Refusal("not-yours")
        known = {_named(member): member for member in await people.members_in(connection, {organisation_id})}
        new = list({_named(entry): entry for entry in roster.entries if _named(entry) not in known}.values())
        for entry in new:
            await _add(connection, organisation_id, entry, work.now)
        await journal.note(connection, "people-added", now=work.now, member_id=inviter.id, after=str(len(new)))
        there = [(known[_named(entry)], entry) for entry in roster.entries if _named(entry) in known]
        updated = [await _update(connection, work, inviter, member, entry) for member, entry in there]
        found = await distribute(connection, organisation_id, work.now, rules, by=inviter.id)
        if not roster.unclear:
            await conversations.forget(connection, caller.chat.id)
        data = {
            "organisation": organisation_id,
            "added": len(new),
            "known": len(roster.entries) - len(new),
            "updated": sum(updated),
            "unclear": [number for number, _ in roster.unclear],
            "assignments": found.assignments,
            "plans": found.roadmaps,
        }
        await reply(connection, work, caller.chat.id, "roster-added", data=data)


def _named(person: Member | Entry) -> tuple[str, str, str]:
    return person.family, person.given, person.patronymic


async def _add(connection: AsyncConnection, organisation_id: int, entry: Entry, now: datetime) -> None:
    await people.add_member(
        connection,
        organisation_id=organisation_id,
        role=entry.role or Role.EXECUTOR,
        family=entry.family,
        given=entry.given,
        patronymic=entry.patronymic,
        position=entry.position,
        now=now,
    )


async def _update(connection: AsyncConnection, work: Work, inviter: Member, member: Member, entry: Entry) -> bool:
    """Whether somebody who is there has got another post or role; nobody changes their own role."""
    position = entry.position or member.position
    role = member.role if entry.role is None or member.id == inviter.id else entry.role
    if (position, role) == (member.position, member.role):
        return False
    if member.role is Role.ADMIN and inviter.role is not Role.ADMIN:
        raise Refusal("not-yours")
    await people.set_post(connection, member.id, role, position)
    before, after = (
        f"{member.id} {one} {post or ''}" for one, post in ((member.role, member.position), (role, position))
    )
    await journal.note(connection, "post-changed", now=work.now, member_id=inviter.id, before=before, after=after)
    if role is not member.role:
        for chat_id in (await people.private_chats(connection, {member.id})).values():
            await show_menu(connection, work, chat_id, member.id)
    return True


async def invite_all(work: Work, caller: Caller, organisation_id: int, secret: Callable[[], str]) -> None:
    """Answer with a personal link for each of the next people who are not connected; ``secret`` makes a new one."""
    async with work.write() as connection:
        inviter = await require(connection, caller, Action.INVITE, organisation_id)
        missing = [one.member for one in await connected(connection, organisation_id) if not one.connected]
        guests = [member for member in missing if member.role is not Role.ADMIN or inviter.role is Role.ADMIN]
        links = [(member.id, secret()) for member in guests[:LINKS_AT_MOST]]
        for member_id, one in links:
            await add_invitation(connection, work, member_id, inviter.id, one)
        data = {"links": links, "rest": len(guests) - len(links)}
        await reply(connection, work, caller.chat.id, "invitations", data=data)
