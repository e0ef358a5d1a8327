"""From an accepted roadmap to periods, assignments and planned reminders, and what changes them later."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.drafts import settled
from domain.occurrences import going_live
from domain.outbox import Priority
from domain.periods import Period
from domain.periods import unfold as unfold_stage
from domain.rules import Rules
from services import watching
from services.calendars import calendars_of
from services.doubts import NOT_KEPT
from services.outbox import say
from services.surroundings import Surroundings
from storage import assignments, courses, people, plans, roadmaps
from storage.plans import PlanHead, PlannedStage
from storage.roadmaps import KeptMeasure


@dataclass(slots=True)
class Unfolded:
    """What came of a roadmap.

    ``past``: assignments that were due before today; ``undated``: stages without a date; ``unassigned``: stages that
    name nobody we know; ``people``: the members who have to answer.
    """

    assignments: int = 0
    past: int = 0
    undated: int = 0
    unassigned: int = 0
    people: set[int] = field(default_factory=set)


async def unfold(
    connection: AsyncConnection, roadmap_id: int, *, now: datetime, rules: Rules, by: int | None = None
) -> Unfolded:
    """Make the periods, assignments and reminders of a roadmap that has just become active, and tell its people once.

    A measure that names nobody we know goes to the member who brought the roadmap: it is never dropped. ``by``, the
    member who accepted it, is not told what they have just read.
    """
    head = await plans.head(connection, roadmap_id)
    result = Unfolded()
    for planned in await plans.stages_of(connection, roadmap_id):
        await unfold_one(connection, planned, head, result, now=now, rules=rules)
    await _tell_people(connection, roadmap_id, result.people - {by}, now, rules)
    return result


async def set_down(connection: AsyncConnection, printed: KeptMeasure, confirmed: KeptMeasure) -> None:
    """Write down what was answered about a row: dates, members for names, executors who were chosen."""
    for before, kept in zip(printed.stages, confirmed.stages, strict=True):
        if settled(kept.stage) != before.stage:
            await roadmaps.set_stage(connection, kept.id, settled(kept.stage))
    known = {party.id: party for party in printed.parties}
    for party in confirmed.parties:
        if party.id == NOT_KEPT:
            await roadmaps.add_party(connection, party)
        elif party.member_id is not None and party != known[party.id]:
            await roadmaps.set_party_member(connection, party.id, party.member_id)


async def unfold_one(
    connection: AsyncConnection, planned: PlannedStage, head: PlanHead, result: Unfolded, *, now: datetime, rules: Rules
) -> None:
    """Make the periods, assignments and reminders of one stage and count them in ``result``; nobody is told."""
    calendars = await calendars_of(connection, head.organisation_id, rules)
    today = rules.hours.day(now)
    periods = going_live(planned.stage, unfold_stage(planned.stage, head.period, calendars), today)
    executors = planned.executors or (head.created_by,)
    result.undated += not periods
    result.unassigned += not planned.executors
    made = []
    for period in periods:
        for assignment_id, member_id in await _assign(connection, planned, executors, period):
            made.append(assignment_id)
            result.people.add(member_id)
            result.past += period.control < today
    result.assignments += len(made)
    await watching.begin(connection, made, now=now, rules=rules)


async def _assign(
    connection: AsyncConnection, planned: PlannedStage, executors: tuple[int, ...], period: Period
) -> list[tuple[int, int]]:
    period_id = await plans.add_period(connection, planned.id, period)
    made = []
    for place, member_id in enumerate(executors):
        assignment_id = await plans.add_assignment(
            connection, period_id=period_id, measure_id=planned.measure_id, member_id=member_id, main=place == 0
        )
        made.append((assignment_id, member_id))
    return made


async def _tell_people(
    connection: AsyncConnection, roadmap_id: int, member_ids: set[int], now: datetime, rules: Rules
) -> None:
    around = Surroundings(connection, rules, now)
    for member_id, chat_id in (await people.private_chats(connection, member_ids)).items():
        when = (await around.hours(member_id)).after_quiet(now)
        if await around.absence_of(member_id) is not None:
            # On the return they hear how much waits for them in any case.
            back = await around.back_at(member_id)
            if back is None:
                continue
            when = back
        await say(
            connection,
            chat_id=chat_id,
            kind="assigned",
            key=f"assigned:{roadmap_id}:{member_id}",
            now=now,
            data={"roadmap": roadmap_id, "member": member_id},
            priority=Priority.REMINDER,
            member_id=member_id,
            due_at=when,
        )


async def replan(connection: AsyncConnection, period_id: int, now: datetime, rules: Rules) -> None:
    """The period's due day has changed: the reminders of all its open assignments are planned anew."""
    together = [assignment.id for assignment in await assignments.of_period(connection, period_id)]
    await watching.replan(connection, await courses.standing(connection, together), now=now, rules=rules)


async def reopen(connection: AsyncConnection, assignment_id: int, now: datetime, rules: Rules) -> None:
    """The answer was taken back: the reminders still to come are planned again."""
    await watching.replan(connection, await courses.standing(connection, [assignment_id]), now=now, rules=rules)
