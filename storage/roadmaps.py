"""Roadmaps as they are kept: the document's own words, the reading of each deadline, who was found for each name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.measures import DraftMeasure, DraftRoadmap, Party, Problem, Recurrence, SchoolUnit, Span, Stage
from storage.database import insert_one
from storage.tables import assignments, measures, parties, roadmaps, stages

RoadmapState = Literal["draft", "active", "cancelled", "archived"]
STANDING: tuple[RoadmapState, ...] = ("draft", "active")


@dataclass(frozen=True, slots=True)
class Roadmap:
    """One imported document; ``period`` bounds the stages that have no dates of their own.

    ``replaces_id``: the active roadmap that this draft would amend; an archived one has amended it. ``review``: what is
    reported done waits for a coordinator.
    """

    id: int
    organisation_id: int
    title: str
    country: str | None
    period: Span
    source_name: str
    source_sha256: str
    version: int
    state: RoadmapState
    profile: str
    problems: tuple[Problem, ...]
    created_by: int
    created_at: datetime
    accepted_at: datetime | None
    replaces_id: int | None
    review: bool


@dataclass(frozen=True, slots=True)
class KeptStage:
    """A stage with its row."""

    id: int
    measure_id: int
    position: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class KeptParty:
    """A name from the responsible cell and the member it stands for, where one was found."""

    id: int
    measure_id: int
    position: int
    party: Party
    member_id: int | None


@dataclass(frozen=True, slots=True)
class KeptMeasure:
    """One row of the document with its stages and parties in the order of the cells; ``position`` counts from 0.

    ``profile``: its own profile of reminders, None where the roadmap's counts.
    """

    id: int
    roadmap_id: int
    position: int
    section: str | None
    number: str | None
    title: str
    result: str | None
    deadline_text: str
    responsible_text: str | None
    stages: tuple[KeptStage, ...]
    parties: tuple[KeptParty, ...]
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the assignments of a roadmap are, and how many members have them."""

    assignments: int = 0
    done: int = 0
    members: int = 0


async def add(
    connection: AsyncConnection,
    draft: DraftRoadmap,
    *,
    organisation_id: int,
    country: str,
    profile: str,
    source_name: str,
    source_sha256: str,
    created_by: int,
    now: datetime,
) -> int:
    """Keep the head of a draft; its id. The file itself has to be remembered before."""
    return await insert_one(
        connection,
        roadmaps,
        organisation_id=organisation_id,
        title=draft.title,
        country=country,
        period_start=draft.period.start,
        period_end=draft.period.end,
        source_name=source_name,
        source_sha256=source_sha256,
        state="draft",
        profile=profile,
        problems=[asdict(problem) for problem in draft.problems],
        created_by=created_by,
        created_at=now,
    )


async def add_measure(
    connection: AsyncConnection,
    roadmap_id: int,
    position: int,
    measure: DraftMeasure,
    member_ids: Iterable[int | None],
) -> int:
    """Keep one row with its stages and parties; ``member_ids`` goes along with ``measure.parties``. Its id."""
    measure_id = await insert_one(
        connection,
        measures,
        roadmap_id=roadmap_id,
        position=position,
        section=measure.section,
        number=measure.number,
        title=measure.title,
        result=measure.result,
        deadline_text=measure.deadline_text,
        responsible_text=measure.responsible_text,
        source=asdict(measure.source),
    )
    await _add_stages(connection, measure_id, measure.stages)
    await _add_parties(connection, measure_id, zip(measure.parties, member_ids, strict=True))
    return measure_id


async def _add_stages(connection: AsyncConnection, measure_id: int, read: Iterable[Stage]) -> None:
    rows = [{"measure_id": measure_id, "position": at, **_stage_row(stage)} for at, stage in enumerate(read)]
    if rows:
        await connection.execute(insert(stages), rows)


async def _add_parties(connection: AsyncConnection, measure_id: int, named: Iterable[tuple[Party, int | None]]) -> None:
    rows = [
        {"measure_id": measure_id, "position": at, "member_id": member_id, **_party_row(party)}
        for at, (party, member_id) in enumerate(named)
    ]
    if rows:
        await connection.execute(insert(parties), rows)


async def get(connection: AsyncConnection, roadmap_id: int) -> Roadmap | None:
    """One roadmap, or None where there is none with this id."""
    row = (await connection.execute(select(roadmaps).where(roadmaps.c.id == roadmap_id))).one_or_none()
    return None if row is None else _roadmap(row)


async def standing_with(connection: AsyncConnection, organisation_id: int, sha256: str) -> Roadmap | None:
    """The draft or active roadmap that this organisation already has from the same file."""
    query = select(roadmaps).where(
        roadmaps.c.organisation_id == organisation_id,
        roadmaps.c.source_sha256 == sha256,
        roadmaps.c.state.in_(STANDING),
    )
    row = (await connection.execute(query.order_by(roadmaps.c.id.desc()).limit(1))).one_or_none()
    return None if row is None else _roadmap(row)


async def standing_in(connection: AsyncConnection, organisation_ids: Iterable[int]) -> list[Roadmap]:
    """Drafts and active roadmaps of these organisations, latest first."""
    query = select(roadmaps).where(
        roadmaps.c.organisation_id.in_(list(organisation_ids)), roadmaps.c.state.in_(STANDING)
    )
    return [_roadmap(row) for row in await connection.execute(query.order_by(roadmaps.c.id.desc()))]


async def active_in(connection: AsyncConnection, organisation_ids: Iterable[int]) -> list[Roadmap]:
    """Active roadmaps of these organisations, oldest first."""
    query = select(roadmaps).where(roadmaps.c.organisation_id.in_(list(organisation_ids)), roadmaps.c.state == "active")
    return [_roadmap(row) for row in await connection.execute(query.order_by(roadmaps.c.id))]


async def all_active(connection: AsyncConnection) -> list[Roadmap]:
    """Every active roadmap, oldest first."""
    query = select(roadmaps).where(roadmaps.c.state == "active")
    return [_roadmap(row) for row in await connection.execute(query.order_by(roadmaps.c.id))]


async def set_state(
    connection: AsyncConnection, roadmap_id: int, *, before: RoadmapState, after: RoadmapState, now: datetime
) -> bool:
    """Change the state if it still is ``before``; False when somebody changed it first."""
    change = update(roadmaps).where(roadmaps.c.id == roadmap_id, roadmaps.c.state == before)
    values: dict[str, Any] = {"state": after} | ({"accepted_at": now} if after == "active" else {})
    return (await connection.execute(change.values(**values))).rowcount == 1


async def measures_of(connection: AsyncConnection, roadmap_id: int, *, removed: bool = False) -> list[KeptMeasure]:
    """All rows of the roadmap in the order of the document, or those that an amended plan has ``removed``."""
    gone = measures.c.removed_at.is_not(None) if removed else measures.c.removed_at.is_(None)
    query = select(measures).where(measures.c.roadmap_id == roadmap_id, gone).order_by(measures.c.position)
    found = (await connection.execute(query)).all()
    known_stages, known_parties = await _stages_of(connection, roadmap_id), await _parties_of(connection, roadmap_id)
    return [_measure(row, known_stages[row.id], known_parties[row.id]) for row in found]


async def set_profile(connection: AsyncConnection, roadmap_id: int, profile: str) -> None:
    """The roadmap goes by this profile of reminders."""
    await connection.execute(update(roadmaps).where(roadmaps.c.id == roadmap_id).values(profile=profile))


async def roadmap_of(connection: AsyncConnection, measure_id: int) -> int | None:
    """The roadmap that the row belongs to; None where there is no such row."""
    query = select(measures.c.roadmap_id).where(measures.c.id == measure_id)
    found: int | None = (await connection.execute(query)).scalar_one_or_none()
    return found


async def set_measure_profile(connection: AsyncConnection, measure_id: int, profile: str | None) -> None:
    """The row has this profile of its own; None: that of its roadmap."""
    await connection.execute(update(measures).where(measures.c.id == measure_id).values(profile=profile))


async def set_stage(connection: AsyncConnection, stage_id: int, stage: Stage) -> None:
    """Put a new reading in the place of the old one."""
    await connection.execute(update(stages).where(stages.c.id == stage_id).values(**_stage_row(stage)))


async def set_party_member(connection: AsyncConnection, party_id: int, member_id: int) -> None:
    """This name stands for this member."""
    await connection.execute(update(parties).where(parties.c.id == party_id).values(member_id=member_id))


async def add_party(connection: AsyncConnection, kept: KeptParty) -> None:
    """One more executor of a row, who does not stand in the document."""
    row = {"measure_id": kept.measure_id, "position": kept.position, "member_id": kept.member_id}
    await connection.execute(insert(parties).values(**row, **_party_row(kept.party)))


async def progress_of(connection: AsyncConnection, roadmap_ids: Iterable[int]) -> dict[int, Progress]:
    """How many assignments each of these roadmaps has and how many are done.

    Cancelled ones and those of removed measures do not count.
    """
    done = func.sum(case((assignments.c.status == "done", 1), else_=0))
    query = (
        select(
            measures.c.roadmap_id,
            func.count().label("assignments"),
            done.label("done"),
            func.count(assignments.c.member_id.distinct()).label("members"),
        )
        .join(assignments, assignments.c.measure_id == measures.c.id)
        .where(measures.c.roadmap_id.in_(list(roadmap_ids)), measures.c.removed_at.is_(None))
        .where(assignments.c.status != "cancelled")
        .group_by(measures.c.roadmap_id)
    )
    return {row.roadmap_id: Progress(row.assignments, row.done, row.members) for row in await connection.execute(query)}


async def _stages_of(connection: AsyncConnection, roadmap_id: int) -> dict[int, list[KeptStage]]:
    query = select(stages).join(measures, measures.c.id == stages.c.measure_id)
    query = query.where(measures.c.roadmap_id == roadmap_id).order_by(stages.c.measure_id, stages.c.position)
    found: dict[int, list[KeptStage]] = defaultdict(list)
    for row in await connection.execute(query):
        found[row.measure_id].append(KeptStage(row.id, row.measure_id, row.position, _stage(row)))
    return found


async def _parties_of(connection: AsyncConnection, roadmap_id: int) -> dict[int, list[KeptParty]]:
    query = select(parties).join(measures, measures.c.id == parties.c.measure_id)
    query = query.where(measures.c.roadmap_id == roadmap_id).order_by(parties.c.measure_id, parties.c.position)
    found: dict[int, list[KeptParty]] = defaultdict(list)
    for row in await connection.execute(query):
        party = Party(row.kind, row.name, row.post)
        found[row.measure_id].append(KeptParty(row.id, row.measure_id, row.position, party, row.member_id))
    return found


def _roadmap(row: Row[Any]) -> Roadmap:
    plain = ("id", "organisation_id", "title", "country", "source_name", "source_sha256", "version", "state", "profile")
    made = ("created_by", "created_at", "accepted_at", "replaces_id", "review")
    return Roadmap(
        period=Span(row.period_start, row.period_end),
        problems=tuple(Problem(**kept) for kept in row.problems or ()),
        **{name: getattr(row, name) for name in plain + made},
    )


def _measure(row: Row[Any], known_stages: list[KeptStage], known_parties: list[KeptParty]) -> KeptMeasure:
    plain = (
        "id",
        "roadmap_id",
        "position",
        "section",
        "number",
        "title",
        "result",
        "deadline_text",
        "responsible_text",
        "profile",
    )
    kept = {name: getattr(row, name) for name in plain}
    return KeptMeasure(stages=tuple(known_stages), parties=tuple(known_parties), **kept)


def _party_row(party: Party) -> dict[str, Any]:
    return {"kind": party.kind, "name": party.name, "post": party.position}


def _stage_row(stage: Stage) -> dict[str, Any]:
    return {
        "label": stage.label,
        "kind": stage.kind,
        "start": stage.start,
        "due": stage.due,
        "recurrence": None if stage.recurrence is None else asdict(stage.recurrence),
        "calendar": None if stage.calendar is None else asdict(stage.calendar),
        "not_understood": list(stage.not_understood),
    }


def _stage(row: Row[Any]) -> Stage:
    return Stage(
        kind=row.kind,
        start=row.start,
        due=row.due,
        label=row.label,
        recurrence=None if row.recurrence is None else _recurrence(row.recurrence),
        calendar=None if row.calendar is None else SchoolUnit(**row.calendar),
        not_understood=tuple(row.not_understood),
    )


def _recurrence(kept: dict[str, Any]) -> Recurrence:
    months = kept["months"]
    return Recurrence(**{**kept, "months": None if months is None else tuple(months)})
