"""Who is told of an absence: the deputy, the person, the coordinator where nobody stands in; nobody in quiet hours."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.absences import Absence
from domain.outbox import Priority
from services.outbox import postpone, say
from services.surroundings import Surroundings
from storage import absences, deliveries, people, reports

# So long somebody who has named the days may think about who stands in, before the coordinator hears that nobody does.
PATIENCE = timedelta(minutes=10)
# What is said of changes in somebody's work: no question, so it waits until they are there.
_OF_CHANGES = ("assigned", "amended", "let-off", "calendar-changed")


def deputy_key(absence: Absence, deputy_id: int) -> str:
    """The delivery key of the message to the deputy."""
    return f"absence-deputy:{absence.id}:{deputy_id}"


async def tell_deputy(around: Surroundings, absence: Absence, by: int) -> None:
    """The deputy hears how much comes to them; not when they have recorded it themselves."""
    if absence.deputy_id is None or absence.deputy_id == by:
        return
    key = deputy_key(absence, absence.deputy_id)
    await _say_to(around, absence.deputy_id, "absence-deputy", key, absence, {"deputy": absence.deputy_id})


async def tell_joined(connection: AsyncConnection, member_id: int, chat_id: int, now: datetime) -> None:
    """A deputy has come in only now: they hear of it at once."""
    for absence in await absences.of_deputy(connection, member_id, now.date()):
        await say(
            connection,
            chat_id=chat_id,
            kind="absence-deputy",
            key=deputy_key(absence, member_id),
            now=now,
            data={"absence": absence.id, "deputy": member_id},
            member_id=member_id,
        )


async def release_deputy(around: Surroundings, absence: Absence) -> None:
    """A deputy who has read that they stand in hears that they do not any more."""
    if absence.deputy_id is None:
        return
    read = await reports.said(around.connection, deputy_key(absence, absence.deputy_id))
    if read is None or read.message is None:
        return
    key = f"absence-released:{absence.id}:{absence.deputy_id}"
    await _say_to(around, absence.deputy_id, "absence-released", key, absence, {"deputy": absence.deputy_id})


async def tell_person(around: Surroundings, absence: Absence) -> None:
    """Somebody else has recorded the absence: the person can say that it is not so."""
    await _say_to(around, absence.member_id, "absence-noted", _noted_key(absence), absence)


async def correct_person(around: Surroundings, absence: Absence) -> None:
    """Another stands in than the person has read: that message is put right."""
    read = await reports.said(around.connection, _noted_key(absence))
    if read is not None and read.message is not None:
        key = f"{_noted_key(absence)}:{around.now.timestamp():.0f}"
        await _say_to(around, absence.member_id, "absence-noted", key, absence, edits=read.message)


def _noted_key(absence: Absence) -> str:
    return f"absence-noted:{absence.id}"


async def tell_ended(around: Surroundings, absence: Absence) -> None:
    """Somebody else has ended the absence: the person hears that all is theirs again."""
    await _say_to(around, absence.member_id, "absence-over", f"absence-ended:{absence.id}", absence)


async def plan_return(around: Surroundings, absence: Absence) -> None:
    """In the morning of the return the person will hear what has happened meanwhile."""
    if absence.last is None:
        return
    back = await around.back_at(absence.member_id, absence.last + timedelta(days=1))
    if back is not None:
        key = f"absence-return:{absence.id}"
        await _say_to(around, absence.member_id, "absence-return", key, absence, due_at=max(back, around.now))


async def keep_for_return(around: Surroundings, member_id: int) -> None:
    """The days of the absence are others now: so is the moment of what has changed for the person meanwhile."""
    when = await around.news_at(member_id)
    if when is not None:
        await deliveries.wait_until(around.connection, member_id, _OF_CHANGES, when)


async def say_unattended(around: Surroundings, absence: Absence, by: int, *, after: timedelta = timedelta()) -> None:
    """Nobody stands in: the coordinators hear what falls into these days; not ``by``, who has just decided it."""
    for superior in await around.coordinators(absence.member_id):
        if superior == by:
            continue
        due_at = (await around.hours(superior)).after_quiet(around.now + after)
        key = _unattended_key(absence, superior)
        await _say_to(around, superior, "absence-unattended", key, absence, due_at=due_at)
        await postpone(around.connection, key, due_at)


async def say_deputy_left(around: Surroundings, deputy_id: int) -> None:
    """Who stood in works here no more: the coordinators hear of each absence that has nobody now."""
    for absence in await absences.of_deputy(around.connection, deputy_id, around.now.date()):
        for superior in await around.coordinators(absence.member_id):
            key = f"absence-deputy-left:{absence.id}:{deputy_id}:{superior}"
            await _say_to(around, superior, "absence-unattended", key, absence)


async def say_missed(around: Surroundings, member_id: int) -> None:
    """Nobody heard a reminder of an absent person: their coordinators hear it, unless they know, once an absence."""
    absence = await around.absence_of(member_id)
    recorded = None if absence is None else await absences.get(around.connection, absence.id)
    if absence is None or recorded is None:
        return
    for superior in await around.coordinators(member_id):
        known = await reports.said(around.connection, _unattended_key(absence, superior))
        decided = recorded.created_by == superior and not recorded.named
        if decided or (known is not None and known.state != "dropped"):
            continue
        await _say_to(around, superior, "absence-unattended", f"absence-missed:{absence.id}:{superior}", absence)


def _unattended_key(absence: Absence, superior: int) -> str:
    return f"absence-unattended:{absence.id}:{superior}"


async def _say_to(
    around: Surroundings,
    member_id: int,
    kind: str,
    key: str,
    absence: Absence,
    data: dict[str, Any] | None = None,
    due_at: datetime | None = None,
    edits: int | None = None,
) -> None:
    chats = await people.private_chats(around.connection, {member_id})
    if member_id not in chats:
        return
    await say(
        around.connection,
        chat_id=chats[member_id],
        kind=kind,
        key=key,
        now=around.now,
        data={"absence": absence.id, **(data or {})},
        priority=Priority.REMINDER,
        member_id=member_id,
        edits=edits,
        due_at=due_at or (await around.hours(member_id)).after_quiet(around.now),
    )
