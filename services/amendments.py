"""A plan that is sent again: recognised as the amendment of an active one, compared with it, or told apart from it.

The difference is never kept: it is made from what stands now each time that it is shown or accepted.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.amendments import ChangeKind, Difference, Named, Row, compare, squeezed
from domain.drafts import settled
from domain.same_plan import Plan, again, heading_alike
from services import amended_indicators
from services.access import Caller
from services.amended_indicators import IndicatorChanges
from services.overview import Overview, mine, overview, tell
from services.work import Work
from storage import amendments, people, questions, roadmaps
from storage.questions import KeptQuestion
from storage.roadmaps import KeptMeasure, KeptParty, Roadmap

KINDS: tuple[ChangeKind, ...] = ("added", "changed", "removed", "moved", "same")


@dataclass(frozen=True, slots=True)
class Amendment:
    """A draft beside the active roadmap that it would amend; ``before`` and ``after`` are their rows by id."""

    base: Roadmap
    draft: Roadmap
    before: dict[int, KeptMeasure]
    after: dict[int, KeptMeasure]
    difference: Difference
    indicators: IndicatorChanges


async def standing_id(connection: AsyncConnection, roadmap_id: int) -> int:
    """The roadmap that carries the rows: of an archived draft the one that it has amended, else itself."""
    roadmap = await roadmaps.get(connection, roadmap_id)
    if roadmap is None or roadmap.state != "archived" or roadmap.replaces_id is None:
        return roadmap_id
    return roadmap.replaces_id


async def pending(connection: AsyncConnection, seen: Overview) -> Amendment | None:
    """What the draft would change; None where it is a plan of its own."""
    if seen.roadmap.state != "draft" or seen.roadmap.replaces_id is None:
        return None
    base = await roadmaps.get(connection, seen.roadmap.replaces_id)
    return None if base is None or base.state != "active" else await beside(connection, base, seen)


async def beside(connection: AsyncConnection, base: Roadmap, seen: Overview) -> Amendment:
    """What would become of the active roadmap ``base``, or what becomes of it now that the draft is archived."""
    before = await roadmaps.measures_of(connection, base.id)
    difference = compare(rows_of(before), rows_of(seen.measures))
    targets = await amended_indicators.beside(connection, base.id, seen.roadmap.id)
    return Amendment(base, seen.roadmap, _by_id(before), _by_id(seen.measures), difference, targets)


def rows_of(measures: Iterable[KeptMeasure]) -> tuple[Row, ...]:
    """The rows as they are compared; a row is known by the id of its measure."""
    return tuple(_row(measure) for measure in measures)


def _row(measure: KeptMeasure) -> Row:
    return Row(
        key=measure.id,
        title=measure.title,
        section=measure.section,
        number=measure.number,
        result=measure.result,
        deadline=measure.deadline_text,
        responsible=measure.responsible_text,
        stages=tuple(settled(kept.stage) for kept in measure.stages),
        named=tuple(Named(kept.party.name, kept.member_id) for kept in measure.parties),
    )


def _by_id(measures: Iterable[KeptMeasure]) -> dict[int, KeptMeasure]:
    return {measure.id: measure for measure in measures}


def counts(amendment: Amendment) -> dict[str, int]:
    """How many rows of each kind the draft has or takes away."""
    return {kind: len(amendment.difference.of(kind)) for kind in KINDS}


async def recognised(connection: AsyncConnection, seen: Overview) -> Roadmap | None:
    """The active roadmap of the same organisation that the draft is a version of, the likest one."""
    found: list[tuple[float, Roadmap]] = []
    draft = Plan(seen.roadmap.title, seen.roadmap.period, rows_of(seen.measures))
    for base in await roadmaps.standing_in(connection, [seen.roadmap.organisation_id]):
        if base.state == "active" and heading_alike(base.title, draft.title):
            rows = rows_of(await roadmaps.measures_of(connection, base.id))
            found.append((again(Plan(base.title, base.period, rows), draft), base))
    likely = [(likeness, base) for likeness, base in found if likeness]
    return max(likely, key=lambda pair: (pair[0], pair[1].id))[1] if likely else None


async def recognise(connection: AsyncConnection, draft_id: int) -> None:
    """Note which active roadmap the draft amends, if any; what was answered about the same words is taken over."""
    seen = await overview(connection, draft_id)
    base = await recognised(connection, seen) if seen.roadmap.state == "draft" else None
    if base is not None:
        await amendments.set_base(connection, draft_id, base.id)
        await _take_names_over(connection, seen, base)
        seen = await overview(connection, draft_id)
        await _take_answers_over(connection, seen, base)


async def recognise_waiting(connection: AsyncConnection, accepted: Roadmap) -> None:
    """A plan has gone live: the drafts that came meanwhile may be newer versions of it."""
    for draft in await roadmaps.standing_in(connection, [accepted.organisation_id]):
        if draft.state == "draft" and draft.replaces_id is None and heading_alike(accepted.title, draft.title):
            await recognise(connection, draft.id)


async def tell_apart(work: Work, caller: Caller, draft_id: int, *, message: int | None) -> None:
    """«Это другой план»: accepted, it will stand beside the active one."""
    async with work.write() as connection:
        await mine(connection, caller, draft_id)
        await amendments.set_base(connection, draft_id, None)
        await tell(connection, work, caller, "roadmap-preview", message, roadmap=draft_id)


async def take_as_amendment(work: Work, caller: Caller, draft_id: int, *, message: int | None) -> None:
    """«Это изменённый план»: accepted, it will change the active one."""
    async with work.write() as connection:
        _, draft = await mine(connection, caller, draft_id)
        if draft.replaces_id is None:
            await recognise(connection, draft_id)
        await tell(connection, work, caller, "roadmap-preview", message, roadmap=draft_id)


# --- nothing is asked twice ------------------------------------------------------------------------------------------


async def _take_names_over(connection: AsyncConnection, seen: Overview, base: Roadmap) -> None:
    """A name printed as before stands for whom it stands in the active plan, who may have taken somebody's place."""
    known: dict[str, set[int | None]] = defaultdict(set)
    for kept in _people_in(await roadmaps.measures_of(connection, base.id)):
        known[squeezed(kept.party.name)].add(kept.member_id)
    for kept in _people_in(seen.measures):
        if kept.party.name in seen.asked_names:
            continue
        stands_for = known[squeezed(kept.party.name)]
        member_id = next(iter(stands_for)) if len(stands_for) == 1 else None
        if member_id is not None and member_id != kept.member_id and await _is_active(connection, member_id):
            await roadmaps.set_party_member(connection, kept.id, member_id)


def _people_in(measures: Iterable[KeptMeasure]) -> list[KeptParty]:
    return [kept for measure in measures for kept in measure.parties if kept.party.kind == "person"]


async def _is_active(connection: AsyncConnection, member_id: int) -> bool:
    member = await people.find_member(connection, member_id)
    return member is not None and member.active


async def _take_answers_over(connection: AsyncConnection, seen: Overview, base: Roadmap) -> None:
    """From the rows that stand in the plan, and from those that it has no more and that come again."""
    standing = await roadmaps.measures_of(connection, base.id)
    before = [*standing, *await roadmaps.measures_of(connection, base.id, removed=True)]
    rows = compare(rows_of(before), rows_of(seen.measures)).pairs
    earlier, later = _by_id(before), _by_id(seen.measures)
    given = await questions.all_in(connection, base.id, removed=True)
    twins = {after.key: before.key for before, after in rows}
    for question in await questions.all_in(connection, seen.roadmap.id):
        if question.state != "open":
            continue
        if question.subject == "person":
            await _take_person_over(connection, question, standing, base)
        elif question.measure_id in twins:
            was, now = earlier[twins[question.measure_id]], later[question.measure_id]
            source = _answered_before(question, was, now, given)
            if source is not None:
                await amendments.copy_answer(connection, question.id, source.id)


async def _take_person_over(
    connection: AsyncConnection, question: KeptQuestion, before: Sequence[KeptMeasure], base: Roadmap
) -> None:
    """The printed name stands for the member for whom it stands in the active plan."""
    name = squeezed(question.text)
    known = {kept.member_id for measure in before for kept in measure.parties if squeezed(kept.party.name) == name}
    member_id = known.pop() if len(known) == 1 else None
    if member_id is not None and member_id in question.candidates:
        now = base.accepted_at or base.created_at
        await questions.settle(connection, question.id, member_id, member_id=base.created_by, now=now)


def _answered_before(
    question: KeptQuestion, was: KeptMeasure, now: KeptMeasure, given: Iterable[KeptQuestion]
) -> KeptQuestion | None:
    """The same question about the same words of this row, answered or left as it is."""
    if _cell(was, question) != _cell(now, question) or len(was.stages) != len(now.stages):
        return None
    same = [one for one in given if one.measure_id == was.id and one.subject == question.subject]
    exact = [one for one in same if one.text == question.text] or [
        one for one in same if len(same) == 1 and one.proposals == question.proposals
    ]
    return next((one for one in exact if one.state != "open"), None)


def _cell(measure: KeptMeasure, question: KeptQuestion) -> str:
    match question.subject:
        case "deadline":
            return squeezed(measure.deadline_text)
        case "responsible":
            return squeezed(measure.responsible_text)
    return squeezed(measure.title) + squeezed(measure.result)
