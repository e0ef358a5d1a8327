"""The staff's own group: each working day one message there, about what is near or late and nobody has answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.hours import Hours
from domain.outbox import Delivery, Priority
from domain.people import Action, Member
from domain.rules import Rules
from services.access import Caller, require
from services.hours import lessons_in
from services.outbox import reply, say
from services.surroundings import Surroundings
from services.work import Work
from storage import assignments, journal, people, staff_chats
from storage.assignments import AssignmentView
from storage.database import Database
from storage.staff_chats import StaffChat

KIND = "staff-digest"
# What falls due within so many working days is spoken of.
AHEAD = 3


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A person who has to answer; ``number`` is theirs in the messenger where they have ever been connected.

    ``reached``: the bot can write to them. ``views``: what nobody has answered, the most urgent first.
    """

    member: Member
    number: int | None
    reached: bool
    views: tuple[AssignmentView, ...]


# --- set and ended ---------------------------------------------------------------------------------------------------


async def make(work: Work, caller: Caller, topic: int | None) -> None:
    """/staff_here: the staff of the caller's organisation talk in this group. Refusal "group-only" in private."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.SET_LOG_CHAT)
        if caller.chat.kind == "private":
            raise Refusal("group-only")
        place = member.organisation_id
        await staff_chats.put(connection, place, caller.chat.id, topic, set_by=member.id, now=work.now)
        await journal.note(connection, "staff-chat", now=work.now, member_id=member.id, after=str(caller.chat.id))
        await _show(connection, work, caller, place, topic, None)


async def end(work: Work, caller: Caller, topic: int | None) -> None:
    """/staff_here off"""
    async with work.write() as connection:
        member = await require(connection, caller, Action.SET_LOG_CHAT)
        if await staff_chats.end(connection, member.organisation_id):
            await journal.note(connection, "staff-chat", now=work.now, member_id=member.id)
        await _show(connection, work, caller, member.organisation_id, topic, None)


async def choose(work: Work, caller: Caller, organisation_id: int, message: int | None, *, everyone: bool) -> None:
    """Who is named in the group from now on."""
    async with work.write() as connection:
        await require(connection, caller, Action.SET_LOG_CHAT, organisation_id)
        chat = await staff_chats.of(connection, organisation_id)
        if chat is None or chat.chat_id != caller.chat.id:
            raise Refusal("stale-button")
        await staff_chats.set_everyone(connection, organisation_id, everyone)
        await _show(connection, work, caller, organisation_id, chat.topic, message)


async def _show(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    organisation_id: int,
    topic: int | None,
    message: int | None,
) -> None:
    data = {"organisation": organisation_id, "topic": topic}
    await reply(connection, work, caller.chat.id, "staff-chat", data=data, edits=message)


# --- the message of the day ------------------------------------------------------------------------------------------


async def queue_due(database: Database, *, now: datetime, rules: Rules) -> int:
    """Plan the messages whose hour has come; how many were planned.

    Each chat is a transaction: a crash leaves the rest for the next look, and none is planned twice on a day.
    """
    async with database.read() as connection:
        due = await staff_chats.due(connection, now)
    planned = 0
    for chat in due:
        async with database.write() as connection:
            planned += await _decide(Surroundings(connection, rules, now), chat)
    return planned


async def hours_of_place(connection: AsyncConnection, organisation_id: int, rules: Rules) -> Hours:
    """The hours of an organisation: the district's, where the organisation lives."""
    zone = await people.zone_in(connection, organisation_id)
    lessons = await lessons_in(connection, organisation_id, rules)
    return replace(rules.hours, zone=rules.zone if zone is None else ZoneInfo(zone), lessons=lessons)


async def _decide(around: Surroundings, chat: StaffChat) -> bool:
    """Plan the message of this day, if it is time and there is something to say; and when to look again."""
    connection, now = around.connection, around.now
    hours = await hours_of_place(connection, chat.organisation_id, around.rules)
    day = hours.day(now)
    leaves = hours.after_quiet(max(now, hours.at(day)))
    await staff_chats.set_next(connection, chat.organisation_id, leaves if leaves > now else hours.next_digest(now))
    work = await around.work(chat.organisation_id)
    if leaves > now or not work.is_working(day) or not named(await unanswered(around, chat, day), chat):
        return False
    planned = await say(
        connection,
        chat_id=chat.chat_id,
        kind=KIND,
        key=f"{KIND}:{chat.organisation_id}:{day}",
        now=now,
        data={"organisation": chat.organisation_id, "day": day.isoformat()},
        priority=Priority.REMINDER,
    )
    return planned is not None


def named(everybody: Sequence[Unanswered], chat: StaffChat) -> list[Unanswered]:
    """Those who are named in the group."""
    return [one for one in everybody if chat.everyone or not one.reached]


async def unanswered(around: Surroundings, chat: StaffChat, day: date) -> list[Unanswered]:
    """Whose answer is awaited as seen on this day, the most urgent first; for an absent person, who stands in."""
    connection = around.connection
    members = await people.members_in(connection, await covered(connection, chat))
    by_hearer: dict[int, list[AssignmentView]] = {}
    for view in await _near(around, chat, [member.id for member in members], day):
        hearer = await around.stand_in(view.member_id)
        if view.status == "open" and hearer is not None:
            by_hearer.setdefault(hearer, []).append(view)
    reached = await people.private_chats(connection, set(by_hearer))
    numbers = await people.numbers(connection, by_hearer)
    return [
        Unanswered(await around.member(hearer), numbers.get(hearer), hearer in reached, tuple(views))
        for hearer, views in by_hearer.items()
    ]


async def _near(around: Surroundings, chat: StaffChat, member_ids: Sequence[int], day: date) -> list[AssignmentView]:
    last = (await around.work(chat.organisation_id)).shift(day, AHEAD)
    return await assignments.open_until(around.connection, member_ids, last)


async def covered(connection: AsyncConnection, chat: StaffChat) -> set[int]:
    """The organisations whose people are spoken of there: its own and those below without a staff chat of their own."""
    found = await people.scope(connection, chat.organisation_id)
    for other in await staff_chats.everywhere(connection):
        if other.organisation_id in found - {chat.organisation_id}:
            found -= await people.scope(connection, other.organisation_id)
    return found


# --- answers to it ---------------------------------------------------------------------------------------------------


async def listed_for(around: Surroundings, caller: Caller, delivery: Delivery) -> list[AssignmentView]:
    """What of that day's message was the caller's to answer and still is, the most urgent first."""
    connection = around.connection
    chat = await staff_chats.of(connection, delivery.data["organisation"])
    if chat is None:
        return []
    places = await covered(connection, chat)
    theirs = [one for one in caller.answers_for if (await around.member(one)).organisation_id in places]
    return await _near(around, chat, theirs, date.fromisoformat(delivery.data["day"]))


async def topic_for(connection: AsyncConnection, chat_id: int, member_id: int) -> int | None:
    """The topic of the group in which the member is spoken of; None: the general one, or not there at all."""
    here = (await people.member(connection, member_id)).organisation_id
    for chat in await staff_chats.in_chat(connection, chat_id):
        if here in await covered(connection, chat):
            return chat.topic
    return None
