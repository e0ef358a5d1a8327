"""An amended plan takes the place of the old one: its rows, stages, people and questions, under the old ids."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.measures import Span
from domain.occurrences import Standing
from domain.periods import Period
from storage.assignments import STILL_OPEN
from storage.roadmaps import Roadmap
from storage.tables import assignments, extensions, journal, measures, parties, periods, questions, roadmaps, stages

_TEXTS = ("section", "number", "title", "result", "deadline_text", "responsible_text", "source")


@dataclass(frozen=True, slots=True)
class Share:
    """One open assignment of a member; ``due`` is its local day, ``control`` the working day on which it ends."""

    assignment_id: int
    member_id: int
    measure_id: int
    due: date
    control: date = field(compare=False)


@dataclass(frozen=True, slots=True)
class Held:
    """An assignment as it stands.

    ``organisation_id``: for whom its person answers, None: in their own name. ``parent_id``: it was handed on by
    somebody, the plan does not name its person.
    """

    id: int
    member_id: int
    organisation_id: int | None
    status: str
    main: bool
    parent_id: int | None


# --- the draft and its roadmap ---------------------------------------------------------------------------------------


async def set_base(connection: AsyncConnection, draft_id: int, base_id: int | None) -> None:
    """The draft would amend this active roadmap, or (None) is a plan of its own."""
    change = update(roadmaps).where(roadmaps.c.id == draft_id, roadmaps.c.state == "draft")
    await connection.execute(change.values(replaces_id=base_id))


async def archive(connection: AsyncConnection, draft_id: int, now: datetime) -> bool:
    """The draft has become a part of the roadmap it amends; False when somebody was faster."""
    change = update(roadmaps).where(roadmaps.c.id == draft_id, roadmaps.c.state == "draft")
    return (await connection.execute(change.values(state="archived", accepted_at=now))).rowcount == 1


async def renew(connection: AsyncConnection, base: Roadmap, draft: Roadmap, period: Span) -> int:
    """The roadmap has the heading and the file of the draft from now on; its new version."""
    version = base.version + 1
    values = {
        "title": draft.title,
        "period_start": period.start,
        "period_end": period.end,
        "source_name": draft.source_name,
        "source_sha256": draft.source_sha256,
        "problems": select(roadmaps.c.problems).where(roadmaps.c.id == draft.id).scalar_subquery(),
        "version": version,
    }
    await connection.execute(update(roadmaps).where(roadmaps.c.id == base.id).values(**values))
    return version


# --- rows ------------------------------------------------------------------------------------------------------------


async def clear_places(connection: AsyncConnection, roadmap_id: int) -> None:
    """Make room for a new order: every row of the roadmap stands at a place below 0."""
    change = update(measures).where(measures.c.roadmap_id == roadmap_id)
    await connection.execute(change.values(position=-1 - measures.c.position))


async def rewrite(connection: AsyncConnection, measure_id: int, twin_id: int) -> None:
    """The row gets the words, the place and the names of its twin in the draft; a removed one stands in the plan again.

    The names go over to it, the words stay with the twin too. Its own profile of reminders stays unless the twin has
    been given one.
    """
    twin = (await connection.execute(select(measures).where(measures.c.id == twin_id))).one()
    words = {name: getattr(twin, name) for name in _TEXTS}
    if twin.profile is not None:
        words["profile"] = twin.profile
    change = update(measures).where(measures.c.id == measure_id)
    await connection.execute(change.values(position=twin.position, removed_at=None, **words))
    await connection.execute(delete(parties).where(parties.c.measure_id == measure_id))
    await connection.execute(update(parties).where(parties.c.measure_id == twin_id).values(measure_id=measure_id))


async def adopt(connection: AsyncConnection, measure_id: int, roadmap_id: int) -> None:
    """A row of the draft becomes a row of the roadmap, with its stages and names."""
    await connection.execute(update(measures).where(measures.c.id == measure_id).values(roadmap_id=roadmap_id))


async def remove(connection: AsyncConnection, measure_id: int, now: datetime) -> None:
    """The plan has this row no more; what was answered about it stays."""
    await connection.execute(update(measures).where(measures.c.id == measure_id).values(removed_at=now))


async def close_ranks(connection: AsyncConnection, roadmap_id: int) -> None:
    """The removed rows stand after all others, in the order in which they stood."""
    of_it = measures.c.roadmap_id == roadmap_id
    last = (await connection.execute(select(func.max(measures.c.position)).where(of_it))).scalar_one()
    left = select(measures.c.id).where(of_it, measures.c.position < 0).order_by(measures.c.position.desc())
    place = max(last, -1)
    for measure_id in (await connection.execute(left)).scalars().all():
        place += 1
        await connection.execute(update(measures).where(measures.c.id == measure_id).values(position=place))


# --- questions -------------------------------------------------------------------------------------------------------


async def copy_answer(connection: AsyncConnection, question_id: int, source_id: int) -> bool:
    """The open question is settled as this other one was; False when it is not open any more."""
    given = (await connection.execute(select(questions).where(questions.c.id == source_id))).one()
    change = update(questions).where(questions.c.id == question_id, questions.c.state == "open")
    values = {name: getattr(given, name) for name in ("state", "answer", "answered_by", "answered_at")}
    return (await connection.execute(change.values(**values))).rowcount == 1


async def hand_questions_over(
    connection: AsyncConnection, draft_id: int, roadmap_id: int, twins: Iterable[tuple[int, int]]
) -> None:
    """The draft's questions are about the roadmap now.

    ``twins``: (row of the roadmap, row of the draft). What was asked about the earlier words of such a row goes; the
    journal keeps what was answered.
    """
    for measure_id, twin_id in twins:
        await connection.execute(delete(questions).where(questions.c.measure_id == measure_id))
        await connection.execute(
            update(questions).where(questions.c.measure_id == twin_id).values(measure_id=measure_id)
        )
    above = select(func.max(questions.c.position)).where(questions.c.roadmap_id == roadmap_id)
    first = ((await connection.execute(above)).scalar_one() or 0) + 1
    change = update(questions).where(questions.c.roadmap_id == draft_id)
    await connection.execute(change.values(roadmap_id=roadmap_id, position=questions.c.position + first))


# --- stages and periods ----------------------------------------------------------------------------------------------


async def clear_stage_places(connection: AsyncConnection, measure_id: int) -> None:
    """Make room for a new order of the measure's stages."""
    change = update(stages).where(stages.c.measure_id == measure_id)
    await connection.execute(change.values(position=-1 - stages.c.position))


async def place_stage(connection: AsyncConnection, stage_id: int, measure_id: int, position: int) -> None:
    """The stage stands at this place of this measure; its periods and what was answered come along or stay as it is."""
    change = update(stages).where(stages.c.id == stage_id)
    await connection.execute(change.values(measure_id=measure_id, position=position))


async def standing(connection: AsyncConnection, roadmap_id: int) -> dict[int, list[Standing]]:
    """The periods of each stage that belongs to a row of the roadmap, in order of time."""
    query = (
        select(periods)
        .join(stages, stages.c.id == periods.c.stage_id)
        .join(measures, measures.c.id == stages.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id)
        .order_by(periods.c.due)
    )
    agreed = await _agreed(connection, roadmap_id)
    found: dict[int, list[Standing]] = defaultdict(list)
    for row in await connection.execute(query):
        printed = _printed(row.due, dict(agreed[row.id]))
        found[row.stage_id].append(Standing(row.id, row.start, row.due, row.control, printed, row.form))
    return found


async def _agreed(connection: AsyncConnection, roadmap_id: int) -> dict[int, list[tuple[date, date]]]:
    """For each period the days to which and from which it was moved by agreement, oldest first."""
    query = (
        select(extensions.c.period_id, extensions.c.wanted, periods.c.due, extensions.c.was)
        .join(periods, periods.c.id == extensions.c.period_id)
        .join(assignments, assignments.c.id == extensions.c.assignment_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id, extensions.c.state == "agreed")
        .order_by(extensions.c.decided_at, extensions.c.id)
    )
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in await connection.execute(query):
        found[row.period_id].append((row.wanted, row.was))
    return found


def _printed(due: date, agreed: dict[date, date]) -> date:
    """Back from the day on which it is due now over each agreed delay to the day of the document."""
    while due in agreed and agreed[due] < due:
        due = agreed[due]
    return due


async def move_period(connection: AsyncConnection, period_id: int, period: Period) -> None:
    """The period has these days from now on."""
    await move_periods(connection, {period_id: period})


async def move_periods(connection: AsyncConnection, moved: Mapping[int, Period]) -> None:
    """These periods (by id) have other days from now on; they are moved in this order."""
    rows = [
        {"row": key, "start": one.start, "due": one.due, "control": one.control, "form": one.form}
        for key, one in moved.items()
    ]
    if rows:
        await connection.execute(update(periods).where(periods.c.id == bindparam("row")), rows)


# --- assignments -----------------------------------------------------------------------------------------------------


async def held(connection: AsyncConnection, roadmap_id: int) -> dict[int, list[Held]]:
    """The assignments of each period of the roadmap."""
    query = (
        select(assignments.c.id, assignments.c.period_id, assignments.c.member_id, assignments.c.status)
        .add_columns(assignments.c.main, assignments.c.organisation_id, assignments.c.parent_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id)
        .order_by(assignments.c.id)
    )
    found: dict[int, list[Held]] = defaultdict(list)
    for row in await connection.execute(query):
        held = Held(row.id, row.member_id, row.organisation_id, row.status, row.main, row.parent_id)
        found[row.period_id].append(held)
    return found


async def set_part(connection: AsyncConnection, assignment_id: int, *, main: bool, organisation_id: int | None) -> None:
    """Whether this person is named first, and for which organisation they answer."""
    change = update(assignments).where(assignments.c.id == assignment_id)
    await connection.execute(change.values(main=main, organisation_id=organisation_id))


async def status_before_calling_off(connection: AsyncConnection, assignment_id: int) -> str:
    """What a cancelled assignment was before it was called off."""
    query = select(journal.c.before).where(
        journal.c.assignment_id == assignment_id, journal.c.what == "status", journal.c.after == "cancelled"
    )
    before: str | None = (await connection.execute(query.order_by(journal.c.id.desc()).limit(1))).scalar_one_or_none()
    return before or "open"


async def drop_wishes(connection: AsyncConnection, assignment_id: int) -> None:
    """Nothing is left to decide about more time for this assignment."""
    waiting = extensions.c.state.in_(("proposed", "asked"))
    change = update(extensions).where(extensions.c.assignment_id == assignment_id, waiting)
    await connection.execute(change.values(state="dropped"))


async def shares(connection: AsyncConnection, roadmap_id: int) -> list[Share]:
    """Everything that is open in the roadmap, the nearest first."""
    query = (
        select(assignments.c.id, assignments.c.member_id, assignments.c.measure_id, periods.c.due, periods.c.control)
        .join(periods, periods.c.id == assignments.c.period_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id, measures.c.removed_at.is_(None))
        .where(assignments.c.status.in_(STILL_OPEN))
        .order_by(periods.c.due, assignments.c.id)
    )
    return [Share(*row) for row in await connection.execute(query)]


async def answered_in(connection: AsyncConnection, measure_ids: Iterable[int]) -> dict[int, int]:
    """How many assignments of each of these measures are done; nothing for one without any."""
    done = func.sum(case((assignments.c.status == "done", 1), else_=0))
    query = select(assignments.c.measure_id, done.label("done")).where(assignments.c.measure_id.in_(list(measure_ids)))
    rows = await connection.execute(query.group_by(assignments.c.measure_id))
    return {row.measure_id: row.done for row in rows if row.done}
