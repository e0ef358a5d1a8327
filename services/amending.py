"""A live plan is changed: rows keep their ids, occurrences their days and answers, people what is still theirs.

By an amended plan that was accepted, or by a late answer to what was asked about a row.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.amendments import compare
from domain.calendars import Calendars
from domain.drafts import settled
from domain.executors import Executor
from domain.measures import Span
from domain.occurrences import Fate, Standing, pair_stages, reconcile
from domain.periods import Period, unfold
from domain.rules import Rules
from services import amended_indicators, amendment_lines, amendment_news, plans, watching
from services.amendments import Amendment, rows_of
from services.calendars import calendars_of
from services.executors import Executors, executors_of, named_in
from storage import amendments, assignments, delegation, journal, roadmaps
from storage import plans as kept_plans
from storage.amendments import Held, Share
from storage.assignments import STILL_OPEN
from storage.plans import PlanHead, PlannedStage
from storage.roadmaps import KeptMeasure, KeptStage

CALLED_OFF = "amended"
# Who answers for a row, by member.
Named = Mapping[int, Executor]


@dataclass(slots=True)
class _Amending:
    """A live plan being changed: the moment, who did it, the plan as it was, and who answers for its rows now."""

    roadmap_id: int
    now: datetime
    rules: Rules
    by: int
    head: PlanHead
    executors: Executors
    calendars: Calendars
    standing: dict[int, list[Standing]]
    held: dict[int, list[Held]]
    removed: set[int] = field(default_factory=set)
    named: dict[int, Named] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The district's local day."""
        return self.now.astimezone(self.rules.zone).date()


async def amend(connection: AsyncConnection, amendment: Amendment, *, now: datetime, rules: Rules, by: int) -> int:
    """Bring the active roadmap up to the draft, inside the transaction of «Принять»; how many people are told.

    All or nothing: a crash on the way leaves the old plan as it was. The draft has to be archived in the same
    transaction, which is what makes it happen once.
    """
    base, draft = amendment.base, amendment.draft
    before = await amendments.shares(connection, base.id)
    period = Span(draft.period.start or base.period.start, draft.period.end or base.period.end)
    version = await amendments.renew(connection, base, draft, period)
    run = await _begun(connection, base.id, now=now, rules=rules, by=by)
    await _rows(connection, run, amendment, await _found_again(connection, amendment), before)
    await amended_indicators.carry(connection, base.id, amendment.indicators, now=now, by=by)
    await amendment_lines.note(connection, amendment, version, now=now, by=by)
    return await _tell(connection, run, before, f"{base.id}:{version}")


async def revise(
    connection: AsyncConnection,
    roadmap_id: int,
    changed: Collection[tuple[KeptMeasure, KeptMeasure]],
    left_out: Iterable[int],
    *,
    key: str,
    now: datetime,
    rules: Rules,
    by: int,
) -> None:
    """Rows of the active roadmap become what the coordinator has answered late, others go; each one concerned is told.

    ``changed``: a row as it stands and as it is from now on, with the same stages; ``left_out``: ids of rows; ``key``
    is unique for this answer.
    """
    before = await amendments.shares(connection, roadmap_id)
    run = await _begun(connection, roadmap_id, now=now, rules=rules, by=by)
    for old, new in changed:
        await plans.set_down(connection, old, new)
        was = run.executors.of(named_in(old))
        run.named[old.id] = run.executors.of(named_in(new))
        for stage_before, stage in zip(old.stages, new.stages, strict=True):
            await _occurrences(connection, run, old.id, stage_before, stage, was, run.named[old.id])
    for measure_id in left_out:
        await _remove(connection, run, measure_id, before)
    await _tell(connection, run, before, key)


async def reschedule(connection: AsyncConnection, roadmap_id: int, *, now: datetime, rules: Rules, by: int) -> set[int]:
    """Bring the occurrences of the active roadmap up to date with calendars that have changed; nobody is told.

    Gives the assignments that have other days now: their reminders have to be planned anew. Answers stay, and so does
    more time that was agreed, but for the working day on which it ends.
    """
    run = await _begun(connection, roadmap_id, now=now, rules=rules, by=by)
    moved: dict[int, Period] = {}
    for planned in await kept_plans.stages_of(connection, roadmap_id):
        standing = run.standing.get(planned.id, [])
        coming = unfold(planned.stage, run.head.period, run.calendars)
        fates = reconcile(standing, coming, planned.stage, planned.stage)
        for fate in fates:
            if fate.standing is None:
                await _add_occurrence(connection, run, planned, fate.period)
            elif (period := _moved(run, fate, fate.standing)) is not None:
                moved[fate.standing.id] = period
        going_on = {fate.standing.id for fate in fates if fate.standing is not None}
        await _call_off_all(connection, run, [one for one in standing if one.id not in going_on])
    await amendments.move_periods(connection, moved)
    return {one.id for period_id in moved for one in run.held.get(period_id, [])}


def _moved(run: _Amending, fate: Fate, one: Standing) -> Period | None:
    """The days that a standing period gets; None where they are as they were."""
    if fate.kind == "moves":
        return fate.period
    control = run.calendars.work.control_day(one.due)
    agreed = one.due != fate.period.due and control != one.control
    return Period(one.start, one.due, control, one.form or fate.period.form) if agreed else None


async def _add_occurrence(connection: AsyncConnection, run: _Amending, planned: PlannedStage, period: Period) -> None:
    if planned.stage.kind != "once" and period.control < run.today:
        return
    period_id = await kept_plans.add_period(connection, planned.id, period)
    for executor in run.executors.of(planned.parties).values():
        await _assign(connection, run, planned.measure_id, period_id, executor)


async def _begun(connection: AsyncConnection, roadmap_id: int, *, now: datetime, rules: Rules, by: int) -> _Amending:
    head = await kept_plans.head(connection, roadmap_id)
    standing, held = await amendments.standing(connection, roadmap_id), await amendments.held(connection, roadmap_id)
    executors = await executors_of(connection, head.organisation_id, head.created_by)
    calendars = await calendars_of(connection, head.organisation_id, rules)
    return _Amending(roadmap_id, now, rules, by, head, executors, calendars, standing, held)


async def _tell(connection: AsyncConnection, run: _Amending, before: list[Share], key: str) -> int:
    """Tell everybody whose own open assignments have changed, but for who did it; how many."""
    after = await amendments.shares(connection, run.roadmap_id)
    news = amendment_news.of_everybody(before, after, run.named, run.removed)
    news.pop(run.by, None)
    return await amendment_news.tell(connection, run.roadmap_id, key, news, now=run.now, rules=run.rules)


async def _found_again(connection: AsyncConnection, amendment: Amendment) -> dict[int, KeptMeasure]:
    """For each row of the draft the one of the plan that it goes on from; one that had been removed comes back."""
    found = {after.key: amendment.before[before.key] for before, after in amendment.difference.pairs}
    gone = {one.id: one for one in await roadmaps.measures_of(connection, amendment.base.id, removed=True)}
    added = [change.after for change in amendment.difference.of("added") if change.after is not None]
    for before, after in compare(rows_of(gone.values()), added).pairs:
        found[after.key] = gone[before.key]
    return found


async def _rows(
    connection: AsyncConnection,
    run: _Amending,
    amendment: Amendment,
    found: dict[int, KeptMeasure],
    before: list[Share],
) -> None:
    base_id, draft_id = amendment.base.id, amendment.draft.id
    await amendments.clear_places(connection, base_id)
    for row_id in amendment.after:
        if row_id in found:
            await amendments.rewrite(connection, found[row_id].id, row_id)
        else:
            await amendments.adopt(connection, row_id, base_id)
    for left_out in await roadmaps.measures_of(connection, draft_id, removed=True):
        await amendments.adopt(connection, left_out.id, base_id)
    for change in amendment.difference.of("removed"):
        assert change.before is not None
        await _remove(connection, run, change.before.key, before)
    await amendments.close_ranks(connection, base_id)
    twins = [(measure.id, row_id) for row_id, measure in found.items()]
    await amendments.hand_questions_over(connection, draft_id, base_id, twins)
    for row_id, measure in found.items():
        await _bring_up_to_date(connection, run, measure, amendment.after[row_id])
    added = set(amendment.after) - set(found)
    for planned in await kept_plans.stages_of(connection, base_id):
        if planned.measure_id in added:
            made = plans.Unfolded()
            await plans.unfold_one(connection, planned, run.head, run.executors, made, now=run.now, rules=run.rules)


async def _remove(connection: AsyncConnection, run: _Amending, measure_id: int, before: list[Share]) -> None:
    run.removed.add(measure_id)
    await amendments.remove(connection, measure_id, run.now)
    for share in before:
        if share.measure_id == measure_id:
            await _call_off(connection, run, share.assignment_id)


# --- one row that goes on --------------------------------------------------------------------------------------------


async def _bring_up_to_date(connection: AsyncConnection, run: _Amending, old: KeptMeasure, new: KeptMeasure) -> None:
    """The stages of the row, in the order of the new document; what it has no more goes to the archive with the draft.

    A stage in the archive keeps its periods, so what was answered keeps its day.
    """
    was, now = run.executors.of(named_in(old)), run.executors.of(named_in(new))
    run.named[old.id] = now
    pairs = pair_stages([kept.stage for kept in old.stages], [settled(kept.stage) for kept in new.stages])
    await amendments.clear_stage_places(connection, old.id)
    for place, kept in enumerate(new.stages):
        before = old.stages[pairs[place]] if place in pairs else None
        if before is None:
            await amendments.place_stage(connection, kept.id, old.id, kept.position)
        else:
            await roadmaps.set_stage(connection, before.id, settled(kept.stage))
            await amendments.place_stage(connection, before.id, old.id, kept.position)
        await _occurrences(connection, run, old.id, before, kept, was, now)
    left = [kept for place, kept in enumerate(old.stages) if place not in pairs.values()]
    for place, gone in enumerate(left, start=max((kept.position for kept in new.stages), default=-1) + 1):
        await amendments.place_stage(connection, gone.id, new.id, place)
        await _call_off_all(connection, run, run.standing.get(gone.id, []))


async def _occurrences(
    connection: AsyncConnection,
    run: _Amending,
    measure_id: int,
    before: KeptStage | None,
    after: KeptStage,
    was: Named,
    now: Named,
) -> None:
    stage = settled(after.stage)
    standing = [] if before is None else run.standing.get(before.id, [])
    coming = unfold(stage, run.head.period, run.calendars)
    fates = reconcile(standing, coming, stage if before is None else before.stage, stage)
    stage_id = after.id if before is None else before.id
    for fate in fates:
        if fate.standing is not None:
            await _go_on(connection, run, measure_id, fate, fate.standing, was, now)
        elif stage.kind == "once" or fate.period.control >= run.today:
            # What should have happened again in the past is nobody's fault now; the only date of a row has to stand.
            period_id = await kept_plans.add_period(connection, stage_id, fate.period)
            for executor in now.values():
                await _assign(connection, run, measure_id, period_id, executor)
    going_on = {fate.standing.id for fate in fates if fate.standing is not None}
    await _call_off_all(connection, run, [one for one in standing if one.id not in going_on])


async def _go_on(
    connection: AsyncConnection,
    run: _Amending,
    measure_id: int,
    fate: Fate,
    standing: Standing,
    was: Named,
    now: Named,
) -> None:
    """A period that stays or moves: who has it no more is let off, who is new gets it, statuses stay."""
    if fate.kind == "moves":
        await amendments.move_period(connection, standing.id, fate.period)
    held = await _held_by_plan(connection, run, standing.id, now)
    off = [one for one in held.values() if one.status in STILL_OPEN and _is_let_off(one, was, now)]
    for one in off:
        await _call_off(connection, run, one.id)
    control = fate.period.control if fate.kind == "moves" else standing.control
    for member_id, executor in now.items():
        if member_id in held:
            await _keep(connection, run, held[member_id], executor)
        elif _is_answered_for(executor, held.values(), now, off):
            continue
        elif off or (control >= run.today and not _is_done(held.values(), was)):
            await _assign(connection, run, measure_id, standing.id, executor)
    if fate.kind == "moves":
        await plans.replan(connection, standing.id, run.now, run.rules)


async def _held_by_plan(connection: AsyncConnection, run: _Amending, period_id: int, now: Named) -> dict[int, Held]:
    """The assignments of those whom the plan names, by member; who is named now has no more what somebody handed on."""
    found = {}
    for one in run.held.get(period_id, []):
        if one.parent_id is not None and one.member_id in now:
            await delegation.set_parent(connection, one.id, None)
            await plans.reopen(connection, one.parent_id, run.now, run.rules)
        if one.parent_id is None or one.member_id in now:
            found[one.member_id] = one
    return found


def _is_let_off(one: Held, was: Named, now: Named) -> bool:
    """Whether the plan asks this person no more: it named them, or their organisation, and does not now.

    Somebody else can have an organisation's assignment: it was answered before another one became who answers for it.
    """
    if one.member_id in now:
        return False
    organisations = _organisations(was) - _organisations(now)
    return one.member_id in was or (one.organisation_id is not None and one.organisation_id in organisations)


def _organisations(named: Named) -> set[int | None]:
    return {executor.organisation_id for executor in named.values()}


def _is_answered_for(executor: Executor, held: Iterable[Held], now: Named, off: Collection[Held]) -> bool:
    """Whether somebody who goes on has the assignment of the executor's organisation: it answers once."""
    others = [one for one in held if one.member_id not in now and one.status != "cancelled" and one not in off]
    return executor.organisation_id is not None and any(
        one.organisation_id == executor.organisation_id for one in others
    )


def _is_done(held: Iterable[Held], was: Named) -> bool:
    """Whether everybody who was named has said «выполнено»: nobody is asked for it again."""
    statuses = [one.status for one in held if one.member_id in was or one.status != "cancelled"]
    return bool(statuses) and all(status == "done" for status in statuses)


async def _keep(connection: AsyncConnection, run: _Amending, one: Held, executor: Executor) -> None:
    if (one.main, one.organisation_id) != (executor.main, executor.organisation_id):
        where, main = executor.organisation_id, executor.main
        await amendments.set_part(connection, one.id, main=main, organisation_id=where)
    if one.status != "cancelled":
        return
    status = await amendments.status_before_calling_off(connection, one.id)
    await _set_status(connection, run, one.id, "cancelled", status)
    await plans.reopen(connection, one.id, run.now, run.rules)


async def _assign(
    connection: AsyncConnection, run: _Amending, measure_id: int, period_id: int, executor: Executor
) -> None:
    assignment_id = await plans.add_assignment(connection, period_id, measure_id, executor)
    await plans.reopen(connection, assignment_id, run.now, run.rules)


async def _call_off_all(connection: AsyncConnection, run: _Amending, standing: Iterable[Standing]) -> None:
    for period in standing:
        for one in run.held.get(period.id, []):
            if one.status in STILL_OPEN:
                await _call_off(connection, run, one.id)


async def _call_off(connection: AsyncConnection, run: _Amending, assignment_id: int) -> None:
    """Nothing more is said or decided about it, nor about what was handed on of it; what was answered stays."""
    view = await assignments.view(connection, assignment_id)
    assert view is not None
    if view.status not in STILL_OPEN:
        return
    for share in (await delegation.family(connection, view.period_id)).line(assignment_id):
        await _call_off(connection, run, share.id)
    await _set_status(connection, run, assignment_id, view.status, "cancelled")
    await watching.close(connection, assignment_id, CALLED_OFF)
    await amendments.drop_wishes(connection, assignment_id)


async def _set_status(connection: AsyncConnection, run: _Amending, assignment_id: int, before: str, after: str) -> None:
    await assignments.set_status(connection, assignment_id, before=before, after=after, now=run.now)
    await journal.note(
        connection,
        "status",
        now=run.now,
        member_id=run.by,
        roadmap_id=run.roadmap_id,
        assignment_id=assignment_id,
        before=before,
        after=after,
    )
