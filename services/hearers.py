"""Who hears what has come up: the person, who stands in, who stands above; asked again just before it is said."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.reminders import TO_EXECUTOR
from services.surroundings import Surroundings
from storage import reminders
from storage.assignments import AssignmentView
from storage.reminders import Reminder, ReminderKind

ABSENT = "absent"


async def hearers_of(around: Surroundings, kind: ReminderKind, member_id: int) -> list[int]:
    """Who has to hear this about an assignment of the member now; nobody where they are absent and nobody stands in."""
    if kind in TO_EXECUTOR:
        hearer = await around.stand_in(member_id)
        return [] if hearer is None else [hearer]
    return await (around.heads if kind == "head" else around.coordinators)(member_id)


async def heard_by(around: Surroundings, kind: ReminderKind, member_id: int, whose: int) -> list[int]:
    """Who has to hear now what has come up for the member about somebody's assignment: the member, as a rule.

    Others since somebody became absent, came back or got another deputy; nobody where an absent person is alone.
    """
    if kind in TO_EXECUTOR or await around.absence_of(member_id) is not None:
        return await hearers_of(around, kind, whose)
    return [member_id]


async def fire_at(around: Surroundings, member_id: int) -> datetime:
    """When somebody is told whose own hour has not brought this up: now, or at their hour where it is still to come."""
    hours = await around.hours(member_id)
    today = hours.at(hours.day(around.now))
    return around.now if today <= around.now else today


async def hand_on(
    around: Surroundings, member_id: int, due: Sequence[Reminder], views: Mapping[int, AssignmentView]
) -> tuple[list[Reminder], list[int]]:
    """What of it the member still has to hear, and the assignments of absent people for whom nobody hears any more.

    The rest goes to those who have to hear it since somebody became absent, came back or got another deputy.
    """
    theirs: list[Reminder] = []
    unheard: list[int] = []
    for one in due:
        hearers = await heard_by(around, one.kind, member_id, views[one.assignment_id].member_id)
        if member_id in hearers:
            theirs.append(one)
        elif hearers:
            when = await fire_at(around, hearers[0])
            await reminders.hand_on(around.connection, one.id, hearers[0], when, reason=ABSENT)
        else:
            await reminders.drop(around.connection, [one.id], ABSENT)
            unheard += [one.assignment_id] if one.kind in TO_EXECUTOR else []
    return theirs, unheard
