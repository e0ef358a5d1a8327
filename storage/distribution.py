"""Who has what in a live plan, as far as it can still go to somebody else, and how it does."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.distribution import Occurrence, Share
from domain.executors import Executor
from storage.staff import MOVED, RELIEVED, REPLACED
from storage.tables import assignments, extensions, journal, measures, parties, periods, stages

# Lines of the journal that say nothing about what a person did with an assignment.
_STATUS = "status"
REDISTRIBUTED = "redistributed"
DISTRIBUTED = "distributed"


async def occurrences(connection: AsyncConnection, roadmap_id: int) -> list[Occurrence]:
    """Every period of the rows that stand in the roadmap, with its assignments, in the order of the document."""
    shares, relieved = await _shares(connection, roadmap_id), await _relieved(connection, roadmap_id)
    successors = await _successors(connection)
    query = (
        select(periods.c.id, periods.c.stage_id, periods.c.control, stages.c.measure_id)
        .join(stages, stages.c.id == periods.c.stage_id)
        .join(measures, measures.c.id == stages.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id, measures.c.removed_at.is_(None))
        .order_by(measures.c.position, periods.c.due, periods.c.id)
    )
    rows = (await connection.execute(query)).all()
    of_stage = Counter(row.stage_id for row in rows)
    return [
        Occurrence(
            row.id,
            row.measure_id,
            row.control,
            of_stage[row.stage_id] == 1,
            tuple(shares[row.id]),
            frozenset(relieved[row.id]) | _spared(shares[row.id], successors),
        )
        for row in rows
    ]


async def _shares(connection: AsyncConnection, roadmap_id: int) -> dict[int, list[Share]]:
    query = (
        select(assignments, _touched().label("touched"))
        .join(measures, measures.c.id == assignments.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id)
        .order_by(assignments.c.id)
    )
    found: dict[int, list[Share]] = defaultdict(list)
    for row in await connection.execute(query):
        done, off = row.status == "done", row.status == "cancelled"
        share = Share(row.id, row.member_id, row.organisation_id, row.main, done, off, bool(row.touched))
        found[row.period_id].append(share)
    return found


def _touched() -> ColumnElement[bool]:
    child = assignments.alias("child")
    said = and_(journal.c.assignment_id == assignments.c.id, journal.c.what.not_in((_STATUS, REDISTRIBUTED)))
    return or_(
        assignments.c.status != "open",
        assignments.c.parent_id.is_not(None),
        exists().where(child.c.parent_id == assignments.c.id),
        exists().where(extensions.c.assignment_id == assignments.c.id),
        exists().where(said),
    )


async def _relieved(connection: AsyncConnection, roadmap_id: int) -> dict[int, list[int]]:
    query = (
        select(assignments.c.period_id, journal.c.before)
        .join(assignments, assignments.c.id == journal.c.assignment_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id, journal.c.what == MOVED, journal.c.before.is_not(None))
    )
    found: dict[int, list[int]] = defaultdict(list)
    for row in await connection.execute(query):
        found[row.period_id].append(int(row.before))
    return found


async def _successors(connection: AsyncConnection) -> dict[int, set[int]]:
    """Who took whose place, at once or one after another."""
    of_people = journal.c.roadmap_id.is_(None)  # few lines, found by the index
    query = select(journal.c.before, journal.c.after).where(of_people, journal.c.what.in_((REPLACED, RELIEVED)))
    found: dict[int, set[int]] = defaultdict(set)
    for row in await connection.execute(query.order_by(journal.c.id)):
        old, new = int(row.before), int(row.after)
        for whose, later in found.items():
            if old in later:
                later |= {new} - {whose}
        found[old].add(new)
    return found


def _spared(shares: Iterable[Share], successors: Mapping[int, set[int]]) -> frozenset[int]:
    """Whom nobody asks because the person whose place they took has answered."""
    return frozenset(new for share in shares if share.done for new in successors.get(share.member_id, ()))


async def take_part(connection: AsyncConnection, assignment_id: int, executor: Executor) -> None:
    """The executor answers for the assignment in this part, and has it from nobody else."""
    part = {"main": executor.main, "organisation_id": executor.organisation_id, "parent_id": None}
    await connection.execute(update(assignments).where(assignments.c.id == assignment_id).values(**part))


async def nameless(connection: AsyncConnection, roadmap_id: int) -> dict[str, list[int]]:
    """The printed names of people who are no members, each with the ids of its parties."""
    query = (
        select(parties.c.id, parties.c.name)
        .join(measures, measures.c.id == parties.c.measure_id)
        .where(measures.c.roadmap_id == roadmap_id, measures.c.removed_at.is_(None))
        .where(parties.c.kind == "person", parties.c.member_id.is_(None))
    )
    found: dict[str, list[int]] = defaultdict(list)
    for row in await connection.execute(query):
        found[row.name].append(row.id)
    return found


async def times(connection: AsyncConnection, roadmap_id: int) -> int:
    """How often assignments of this roadmap have gone to people who came later."""
    query = select(func.count()).where(journal.c.roadmap_id == roadmap_id, journal.c.what == DISTRIBUTED)
    return int((await connection.execute(query)).scalar_one())
