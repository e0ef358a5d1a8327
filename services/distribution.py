"""People come, go or get another post: plans that are live already find those who answer for their rows now."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.distribution import Occurrence, Redistribution, redistribute
from domain.executors import Executor
from domain.rules import Rules
from services import news, plans, watching
from services.candidates import district_of
from services.executors import Executors, executors_of
from services.naming import who_is_named
from services.news import Told
from services.overview import overview
from services.staffing import Staffing, is_asked_here
from services.surroundings import Surroundings
from storage import amendments, assignments, distribution, journal, people, questions, roadmaps
from storage import plans as kept_plans
from storage.roadmaps import Roadmap

# Why nothing more is said to somebody about an assignment.
REDISTRIBUTED = distribution.REDISTRIBUTED


@dataclass(slots=True)
class Distributed:
    """How many assignments people have got, in how many plans."""

    assignments: int = 0
    roadmaps: int = 0


@dataclass(slots=True)
class _Run:
    """One roadmap being gone through: when, by whom, and who has got (``new``) or lost (``off``) which assignments."""

    roadmap: Roadmap
    now: datetime
    rules: Rules
    by: int | None
    new: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    off: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


async def distribute(
    connection: AsyncConnection, organisation_id: int, now: datetime, rules: Rules, *, by: int | None = None
) -> Distributed:
    """Bring the plans of the district up to date with its people, in the transaction that has changed them.

    Called when people or a school were added, when a post or a role has changed, when somebody has left. Printed names
    find their members; groups and roles are looked for anew; missing assignments are added for what is still ahead, and
    untouched ones of those who are not meant any more are called off. Doing it again changes nothing. Everybody who has
    got or lost something is told once for each roadmap, but for ``by``, who did it. A crash before the end of the
    transaction leaves everything, the people too, as it was.
    """
    result, known = Distributed(), dict[int, Executors]()
    for roadmap in await roadmaps.standing_in(connection, await _concerned(connection, organisation_id)):
        await _match_names(connection, roadmap)
        if roadmap.state != "active":
            continue
        run = _Run(roadmap, now, rules, by)
        place = roadmap.organisation_id
        if place not in known:
            known[place] = await executors_of(connection, place, roadmap.created_by)
        await _go_through(connection, run, replace(known[place], stand_in=roadmap.created_by))
        got = sum(len(made) for member_id, made in run.new.items() if member_id != roadmap.created_by)
        result.assignments += got
        result.roadmaps += bool(got)
        await _tell(connection, run)
    return result


async def _concerned(connection: AsyncConnection, organisation_id: int) -> set[int]:
    """The organisations whose plans can name somebody of this one: those of its district, and all above it."""
    found = set(await district_of(connection, organisation_id))
    here: int | None = organisation_id
    while here is not None:
        found.add(here)
        here = (await people.organisation(connection, here)).parent_id
    return found


async def _match_names(connection: AsyncConnection, roadmap: Roadmap) -> None:
    """A printed name that exactly one member has by now stands for that member; one that is asked about waits."""
    nameless = await distribution.nameless(connection, roadmap.id)
    for question in await questions.all_in(connection, roadmap.id):
        if question.subject == "person":
            nameless.pop(question.text, None)
    if not nameless:
        return
    for name, hits in (await who_is_named(connection, nameless, roadmap.organisation_id)).items():
        for party_id in nameless[name] if len(hits) == 1 else ():
            await roadmaps.set_party_member(connection, party_id, hits[0])


async def _go_through(connection: AsyncConnection, run: _Run, executors: Executors) -> None:
    named = await kept_plans.parties_of(connection, run.roadmap.id)
    found = {measure_id: executors.answering(parties).executors for measure_id, parties in named.items()}
    today = run.rules.hours.day(run.now)
    for one in await distribution.occurrences(connection, run.roadmap.id):
        change = redistribute(one, found.get(one.measure_id, ()), executors.stand_in, today)
        if change != Redistribution():
            await _carry_out(connection, run, one, change)
    made = [assignment_id for ids in run.new.values() for assignment_id in ids]
    await watching.begin(connection, made, now=run.now, rules=run.rules)
    await _close_questions(connection, run, executors)


async def _carry_out(connection: AsyncConnection, run: _Run, one: Occurrence, change: Redistribution) -> None:
    for assignment_id, executor in change.parts:
        await distribution.take_part(connection, assignment_id, executor)
    of_member = {share.id: share.member_id for share in one.shares}
    for assignment_id in change.off:
        await _call_off(connection, run, assignment_id)
        run.off[of_member[assignment_id]].append(assignment_id)
    for executor in change.new:
        assignment_id = await plans.add_assignment(connection, one.id, one.measure_id, executor)
        run.new[executor.member_id].append(assignment_id)
    for assignment_id, executor in change.back:
        await _take_back(connection, run, assignment_id, executor)


async def _call_off(connection: AsyncConnection, run: _Run, assignment_id: int) -> None:
    """Somebody else answers now; it was not touched, so nothing is lost."""
    await assignments.set_status(connection, assignment_id, before="open", after="cancelled", now=run.now)
    await _note(connection, run, "status", assignment_id, "open", "cancelled")
    await _note(connection, run, REDISTRIBUTED, assignment_id)
    await watching.close(connection, assignment_id, REDISTRIBUTED)


async def _take_back(connection: AsyncConnection, run: _Run, assignment_id: int, executor: Executor) -> None:
    """It is this person's again, as it was before it was called off."""
    status = await amendments.status_before_calling_off(connection, assignment_id)
    await distribution.take_part(connection, assignment_id, executor)
    await assignments.set_status(connection, assignment_id, before="cancelled", after=status, now=run.now)
    await _note(connection, run, "status", assignment_id, "cancelled", status)
    run.new[executor.member_id].append(assignment_id)


async def _close_questions(connection: AsyncConnection, run: _Run, executors: Executors) -> None:
    """Who answers for a row is no question any more once somebody does."""
    seen = await overview(connection, run.roadmap.id)
    asked = [question for doubt in seen.open_doubts for question in doubt.questions if is_asked_here(question.text)]
    if asked:
        lacking = {measure.id for measure in Staffing(seen, executors).open_rows}
        for question in asked:
            if question.measure_id not in lacking:
                await questions.withdraw(connection, question.id)


async def _note(
    connection: AsyncConnection,
    run: _Run,
    what: str,
    assignment_id: int | None = None,
    before: str | None = None,
    after: str | None = None,
) -> None:
    await journal.note(
        connection,
        what,
        now=run.now,
        member_id=run.by,
        roadmap_id=run.roadmap.id,
        assignment_id=assignment_id,
        before=before,
        after=after,
    )


async def _tell(connection: AsyncConnection, run: _Run) -> None:
    """One message to each who has got something, one to each who has lost something."""
    if not run.new and not run.off:
        return
    batch = await distribution.times(connection, run.roadmap.id) + 1
    await _note(connection, run, distribution.DISTRIBUTED, after=str(sum(map(len, run.new.values()))))
    new = {member_id: made for member_id, made in run.new.items() if member_id != run.by}
    await plans.tell_people(connection, run.roadmap.id, new, now=run.now, rules=run.rules, batch=batch)
    off = {
        member_id: Told(f"let-off:{run.roadmap.id}:{member_id}:{batch}", {"assignments": ids})
        for member_id, ids in run.off.items()
        if member_id != run.by
    }
    await news.tell(Surroundings(connection, run.rules, run.now), "let-off", off)
