"""Each assignment is watched: what has come up to be said about it is written down for those who have to hear it.

The planner looks only at assignments whose moment has come. Writing down what is said and moving the assignment on to
its next moment is one transaction: a crash before its end leaves both as they were, after it nothing is found twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain import reminders as ladders
from domain.hours import Hours
from domain.reminders import Course, Notice
from domain.rules import Profile, Rules
from services import absence_news
from services.hearers import ABSENT, fire_at, hearers_of
from services.surroundings import Surroundings
from storage import courses, reminders
from storage.courses import Standing
from storage.database import Database

BATCH = 200
ANSWERED = "answered"
MERGED = "merged"
PUT_OFF = "put-off"
SAID_LATER = "said-later"


@dataclass(frozen=True, slots=True)
class Heard:
    """What one member has to be told about an assignment from ``fire_at`` on; ``dropped``: why they are not told."""

    member_id: int
    notice: Notice
    fire_at: datetime
    dropped: str | None = None


async def look(database: Database, *, now: datetime, rules: Rules) -> int:
    """Look at up to BATCH assignments whose moment has come; how many there were.

    What was missed while the bot was down is found in the same way: the newest of it is said, the rest is on record.
    """
    async with database.write() as connection:
        due = await courses.due(connection, now, BATCH)
        around = Surroundings(connection, rules, now)
        moved = [(standing.id, await _look_at(around, standing)) for standing in due]
        await courses.set_courses(connection, moved)
        return len(due)


async def _look_at(around: Surroundings, standing: Standing) -> Course:
    said, course = await heard(around, standing)
    for one in said:
        await reminders.add(
            around.connection,
            standing.id,
            one.member_id,
            one.notice.kind,
            days=one.notice.days,
            planned_at=one.notice.at,
            fire_at=one.fire_at,
            dropped=one.dropped,
        )
    if any(one.dropped == ABSENT for one in said):
        await absence_news.say_missed(around, standing.member_id)
    return course


async def heard(around: Surroundings, standing: Standing) -> tuple[list[Heard], Course]:
    """What one look at the assignment brings, and where it stands then; nothing is written.

    The planner acts by it, the preview of the days to come is made of it: what is promised is what is sent.
    """
    if not standing.open:
        return [], Course()
    step = ladders.step(standing.course, await notices_of(around, standing), around.now)
    found: list[Heard] = []
    course = step.course
    for notice in step.said:
        hearers = await hearers_of(around, notice.kind, standing.member_id)
        found += [await _heard(around, standing, one, notice) for one in hearers]
        if notice.to_executor and not hearers:
            found.append(Heard(standing.member_id, notice, around.now, ABSENT))
            course = await until_return(around, standing, course)
    # After what is said: of two notices of one kind and moment the first is kept (a due day off meets the day before).
    found += [Heard(standing.member_id, notice, around.now, MERGED) for notice in step.merged]
    return found, course


async def until_return(around: Surroundings, standing: Standing, course: Course) -> Course:
    """Nobody hears for an absent person: they are told in the morning of their return, where that is known."""
    back = await around.back_at(standing.member_id)
    return course if back is None else ladders.put_off(course, await notices_of(around, standing), back, around.now)


async def _heard(around: Surroundings, standing: Standing, member_id: int, notice: Notice) -> Heard:
    own_time = notice.to_executor and member_id == standing.member_id
    return Heard(member_id, notice, around.now if own_time else await fire_at(around, member_id))


async def notices_of(around: Surroundings, standing: Standing) -> list[Notice]:
    """The whole ladder of the assignment."""
    work = await around.work(standing.organisation_id)
    hours = await around.hours(standing.member_id)
    return ladders.ladder(standing.watched, profile_of(standing, around.rules), around.rules, work, hours)


def profile_of(standing: Standing, rules: Rules) -> Profile:
    """The profile that the measure or the roadmap names; the district's where it is not in the settings any more."""
    return rules.profiles[standing.profile if standing.profile in rules.profiles else rules.profile]


# --- what begins, changes and ends -----------------------------------------------------------------------------------


async def begin(connection: AsyncConnection, assignment_ids: Sequence[int], *, now: datetime, rules: Rules) -> None:
    """New assignments: only what is still to come will be said about them."""
    around = Surroundings(connection, rules, now)
    begun = []
    for standing in await courses.standing(connection, assignment_ids):
        notices, hours = await notices_of(around, standing), await around.hours(standing.member_id)
        begun.append((standing.id, ladders.begin(standing.watched, notices, hours, now)))
    await courses.set_courses(connection, begun)


async def replan(connection: AsyncConnection, standings: Iterable[Standing], *, now: datetime, rules: Rules) -> None:
    """Their days, profile, person, hours or calendar have changed, or they are open again: the next moment is new.

    What had come up and was not said yet is found again if it is still true.
    """
    around, waiting = Surroundings(connection, rules, now), list(standings)
    for at in range(0, len(waiting), BATCH):
        together = waiting[at : at + BATCH]
        unsaid = await reminders.take_back(connection, [standing.id for standing in together])
        planned = [(one, await _planned_anew(around, one, unsaid.get(one.id))) for one in together]
        await courses.set_courses(connection, [(one.id, course) for one, course in planned if course != one.course])


async def _planned_anew(around: Surroundings, standing: Standing, unsaid: datetime | None) -> Course:
    if not standing.open:
        return Course(told_to=standing.course.told_to)
    notices = await notices_of(around, standing)
    if standing.course.told_to is None:
        return ladders.begin(standing.watched, notices, await around.hours(standing.member_id), around.now)
    return ladders.replan(standing.course, notices, around.now, unsaid)


async def rehour(
    connection: AsyncConnection, was: Mapping[int, Hours], hours: Mapping[int, Hours], *, now: datetime, rules: Rules
) -> None:
    """The hours of these members have changed from ``was`` to ``hours``: each day is said once, at the new hour.

    What waits to be said to them, also about others, waits for the next message at the new hour.
    """
    around = Surroundings(connection, rules, now)
    standings = await courses.of_members(connection, hours.keys())
    unsaid = await reminders.take_back(connection, [standing.id for standing in standings])
    moved = []
    for standing in standings:
        before, after = was[standing.member_id], hours[standing.member_id]
        notices = await notices_of(around, standing)
        course = ladders.rehour(standing.course, notices, before, after, unsaid.get(standing.id))
        moved.append((standing.id, course))
    await courses.set_courses(connection, moved)
    for member_id, after in hours.items():
        await reminders.wait(connection, member_id, after.next_digest(now), now=now)


async def put_off(
    connection: AsyncConnection, assignment_ids: Sequence[int], until: datetime, *, now: datetime, rules: Rules
) -> None:
    """Their person hears nothing more about these before ``until`` and is told then."""
    around = Surroundings(connection, rules, now)
    moved = []
    for standing in await courses.standing(connection, assignment_ids):
        await reminders.drop_of(connection, standing.id, PUT_OFF, standing.member_id)
        notices = await notices_of(around, standing)
        moved.append((standing.id, ladders.put_off(standing.course, notices, until, now)))
    await courses.set_courses(connection, moved)


async def close(connection: AsyncConnection, assignment_id: int, reason: str = ANSWERED) -> None:
    """Nothing more is said about the assignment, and why. It can be opened again by ``replan``."""
    await reminders.drop_of(connection, assignment_id, reason)
    for standing in await courses.standing(connection, [assignment_id]):
        await courses.set_courses(connection, [(standing.id, Course(told_to=standing.course.told_to))])


# --- absence ---------------------------------------------------------------------------------------------------------


async def wait_for_return(around: Surroundings, assignment_ids: Sequence[int]) -> None:
    """Nobody hears for the absent people of these any more; they come again in the morning of the return."""
    moved = []
    for standing in await courses.standing(around.connection, assignment_ids):
        moved.append((standing.id, await until_return(around, standing, standing.course)))
    await courses.set_courses(around.connection, moved)


async def say_after_all(
    connection: AsyncConnection, member_id: int, since: datetime, *, now: datetime, rules: Rules
) -> None:
    """Somebody hears for the member again: what has not been said since, because nobody did, is said at once."""
    unsaid = [
        standing.id
        for standing in await courses.of_members(connection, [member_id])
        if await reminders.recall(connection, standing.id, ABSENT, since, becomes=SAID_LATER)
    ]
    await put_off(connection, unsaid, now, now=now, rules=rules)
