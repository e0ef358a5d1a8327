"""From an accepted roadmap to periods, assignments and planned reminders, and what changes them later."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.drafts import settled
from domain.executors import Executor
from domain.occurrences import going_live
from domain.periods import unfold as unfold_stage
from domain.rules import Rules
from services import news, watching
from services.calendars import calendars_of
from services.doubts import NOT_KEPT
from services.executors import Executors, executors_of
from services.news import Told
from services.surroundings import Surroundings
from storage import assignments, courses, plans, roadmaps
from storage.plans import PlanHead, PlannedStage
from storage.roadmaps import KeptMeasure


@dataclass(slots=True)
class Unfolded:
    """What came of a roadmap.

    ``past``: assignments that were due before today; ``undated``: stages without a date; ``unassigned``: stages for
    which nobody answers but who brought the roadmap; ``people``: the assignments of each member.
    """

    assignments: int = 0
    past: int = 0
    undated: int = 0
    unassigned: int = 0
    people: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


async def unfold(
    connection: AsyncConnection, roadmap_id: int, *, now: datetime, rules: Rules, by: int | None = None
) -> Unfolded:
    """Make the periods, assignments and reminders of a roadmap that has just become active, and tell its people once.

    A measure for which nobody answers goes to the member who brought the roadmap: it is never dropped. ``by``, the
    member who accepted it, is not told what they have just read.
    """
    head = await plans.head(connection, roadmap_id)
    result = Unfolded()
    executors = await executors_of(connection, head.organisation_id, head.created_by)
    for planned in await plans.stages_of(connection, roadmap_id):
        await unfold_one(connection, planned, head, executors, result, now=now, rules=rules)
    told = {member_id: made for member_id, made in result.people.items() if member_id != by}
    await tell_people(connection, roadmap_id, told, now=now, rules=rules)
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
    connection: AsyncConnection,
    planned: PlannedStage,
    head: PlanHead,
    executors: Executors,
    result: Unfolded,
    *,
    now: datetime,
    rules: Rules,
) -> None:
    """Make the periods, assignments and reminders of one stage and count them in ``result``; nobody is told."""
    calendars = await calendars_of(connection, head.organisation_id, rules)
    today = rules.hours.day(now)
    periods = going_live(planned.stage, unfold_stage(planned.stage, head.period, calendars), today)
    found = list(executors.of(planned.parties).values())
    result.undated += not periods
    result.unassigned += not executors.answering(planned.parties).executors
    made: list[int] = []
    for period in periods:
        period_id = await plans.add_period(connection, planned.id, period)
        ids = await plans.add_assignments(connection, period_id, planned.measure_id, found)
        for executor, assignment_id in zip(found, ids, strict=True):
            result.people[executor.member_id].append(assignment_id)
        result.past += len(ids) if period.control < today else 0
        made += ids
    result.assignments += len(made)
    await watching.begin(connection, made, now=now, rules=rules)


async def add_assignment(connection: AsyncConnection, period_id: int, measure_id: int, executor: Executor) -> int:
    """The executor has to answer for this period of the measure; the assignment's id."""
    return await plans.add_assignment(
        connection,
        period_id=period_id,
        measure_id=measure_id,
        member_id=executor.member_id,
        organisation_id=executor.organisation_id,
        main=executor.main,
    )


async def tell_people(
    connection: AsyncConnection,
    roadmap_id: int,
    made: Mapping[int, Sequence[int]],
    *,
    now: datetime,
    rules: Rules,
    batch: int = 0,
) -> None:
    """Tell these members which assignments they have got in the roadmap, each once for each ``batch``.

    0 are those of «Принять»; people who come later get theirs in batches of their own.
    """
    again = f":{batch}" if batch else ""
    told = {
        member_id: Told(
            f"assigned:{roadmap_id}:{member_id}{again}",
            {"roadmap": roadmap_id, "member": member_id, "assignments": list(ids)},
        )
        for member_id, ids in made.items()
    }
    await news.tell(Surroundings(connection, rules, now), "assigned", told)


async def replan(connection: AsyncConnection, period_id: int, now: datetime, rules: Rules) -> None:
    """The period's due day has changed: the reminders of all its open assignments are planned anew."""
    together = [assignment.id for assignment in await assignments.of_period(connection, period_id)]
    await watching.replan(connection, await courses.standing(connection, together), now=now, rules=rules)


async def reopen(connection: AsyncConnection, assignment_id: int, now: datetime, rules: Rules) -> None:
    """The answer was taken back: the reminders still to come are planned again."""
    await watching.replan(connection, await courses.standing(connection, [assignment_id]), now=now, rules=rules)
