"""Whatever a plan says, whomever it names, however it is amended, and whatever was answered in between.

The real services on a real SQLite file, one plan after the other, with answers between them.
"""

import asyncio
import shutil
import tempfile
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Row, select

from domain.errors import Refusal
from domain.measures import DraftMeasure, DraftRoadmap, Party, Recurrence, Source, Span, Stage
from domain.people import Role
from domain.periods import unfold
from services import amendments, presses, roadmaps
from services.access import Caller
from services.work import Work
from storage import amendments as kept_amendments
from storage import assignments, chats, people
from storage import roadmaps as kept_roadmaps
from storage.database import Database, migrate, sqlite_url
from storage.files import remember
from storage.tables import assignments as assignments_table
from storage.tables import deliveries, journal, measures, parties, periods, reminders, stages
from storage.tables import reports as reports_table
from tests.domain.rules import CALENDARS, RULES

START = datetime(2022, 10, 3, 9, 7, tzinfo=UTC)
PERIOD = Span(date(2022, 9, 1), date(2023, 5, 31))
TITLES = ("Совещание с педагогами", "Семинар", "Опрос родителей", "Отчёт на сайте", "Конкурс чтецов")
NAMES = ("Ким В.И.", "Шарик Н.Н.", "Бредня М.В.")
POSTS = (None, "учитель химии", "педагог-психолог")
PARTIES = (
    *(Party("person", name) for name in NAMES),
    Party("role", "Педагоги-психологи"),
    Party("group", "Учреждения образования"),
    Party("role", "Библиотекари"),
)
# The places of those who are meant by each: of the coordinator (0) and the three teachers.
MEANT = dict(zip((party.name for party in PARTIES), ({1}, {2}, {3}, {3}, {0}, set()), strict=True))
SCHOOL = 1
SERIES = tuple(
    Stage("recurring", recurrence=rule)
    for rule in (Recurrence("monthly", day=20), Recurrence("monthly", day=25), Recurrence("quarterly"))
)
STAGES = st.one_of(
    st.builds(lambda day: Stage("once", due=PERIOD.start + timedelta(day)), st.integers(10, 90)),  # type: ignore[operator]
    st.sampled_from((*SERIES, Stage("ongoing"), Stage("unscheduled"))),
)
READINGS = st.lists(STAGES, min_size=1, max_size=2)
ROWS = st.tuples(st.sampled_from(TITLES), READINGS, st.lists(st.integers(0, 5), max_size=3, unique=True))
PLANS = st.lists(ROWS, min_size=1, max_size=4)
ANSWERS = st.lists(st.tuples(st.integers(0, 30), st.sampled_from(("done", "in-progress"))), max_size=6)
VERSIONS = st.lists(st.tuples(PLANS, ANSWERS, st.integers(0, 60)), min_size=2, max_size=3)


def draft(plan: list[tuple[str, list[Stage], list[int]]]) -> DraftRoadmap:
    """A plan as the reader would give it; the cells say nothing more than their reading."""
    found = []
    for place, (title, reading, who) in enumerate(plan):
        named = tuple(PARTIES[number] for number in who)
        words = "; ".join(f"{stage.kind} {stage.due} {stage.recurrence}" for stage in reading)
        names = ", ".join(party.name for party in named)
        row = DraftMeasure(None, f"{place + 1}.", title, None, words, names, named, tuple(reading), (), Source())
        found.append(row)
    return DraftRoadmap("Дорожная карта", "RU", PERIOD, tuple(found))


@dataclass
class World:
    """A school with a coordinator and three teachers; what is kept from one version to the next is remembered here."""

    database: Database
    now: datetime = START
    members: list[int] = field(default_factory=list)
    sent: int = 0

    async def settle(self) -> None:
        """The people."""
        async with self.database.write() as connection:
            place = await people.add_organisation(connection, kind="school", name="СШ № 1")
            for number, name in enumerate(("Полякова", *NAMES), start=1):
                role = Role.EXECUTOR if number > 1 else Role.COORDINATOR
                post = POSTS[number - 2] if number > 1 else "методист"
                member = await people.add_member(
                    connection, organisation_id=place, role=role, family=name, given="", position=post, now=START
                )
                chat = await chats.meet(connection, "telegram", number, kind="private")
                await people.bind_chat(connection, chat.id, member)
                self.members.append(member)

    async def caller(self, member_id: int) -> Caller:
        """This member in their chat."""
        async with self.database.read() as connection:
            member, chat = await people.member(connection, member_id), await chats.get(connection, member_id)
        assert chat is not None
        return Caller(chat, chat.number, member)

    async def bring(self, read: DraftRoadmap) -> int:
        """The plan comes as a draft, an amendment of the first one where that is live."""
        self.sent += 1
        async with self.database.write() as connection:
            sha256 = f"{self.sent:064}"
            await remember(connection, sha256, 1, self.now)
            draft_id = await kept_roadmaps.add(
                connection,
                read,
                organisation_id=1,
                country="RU",
                profile=RULES.profile,
                source_name="план.docx",
                source_sha256=sha256,
                created_by=self.members[0],
                now=self.now,
            )
            for place, row in enumerate(read.measures):
                known = dict(zip(NAMES, self.members[1:], strict=True))
                who = [known.get(party.name) for party in row.parties]
                await kept_roadmaps.add_measure(connection, draft_id, place, row, who)
            await amendments.recognise(connection, draft_id)
            if draft_id > 1:
                await kept_amendments.set_base(connection, draft_id, 1)
        return draft_id

    async def accept(self, draft_id: int) -> None:
        """«Принять», twice."""
        caller = await self.caller(self.members[0])
        for _ in range(2):
            self.now += timedelta(minutes=1)
            await roadmaps.accept(Work(self.database, self.now), caller, draft_id, rules=RULES, message=None)

    async def answer(self, place: int, status: Any) -> None:
        """Somebody answers about one of their assignments."""
        known = await self.rows(assignments_table)
        if known:
            one = known[place % len(known)]
            self.now += timedelta(minutes=1)
            with suppress(Refusal):
                caller = await self.caller(one.member_id)
                await presses.press(Work(self.database, self.now), caller, one.id, status, None, RULES)

    async def rows(self, table: Any) -> list[Row[Any]]:
        """All rows of a table."""
        async with self.database.read() as connection:
            return list(await connection.execute(select(table).order_by(table.c.id)))

    async def open_shares(self) -> dict[int, set[tuple[int, date]]]:
        """For each member (assignment, due day) of what is open in the plan."""
        found: dict[int, set[tuple[int, date]]] = defaultdict(set)
        for member_id in self.members:
            async with self.database.read() as connection:
                for view in await assignments.open_of(connection, member_id):
                    found[member_id].add((view.id, view.due))
        return found


async def _go_through(versions: list[tuple[Any, Any, int]], folder: Path) -> None:
    database = Database.in_folder(folder)
    try:
        world = World(database)
        await world.settle()
        for number, (plan, answers, days) in enumerate(versions, start=1):
            await _amend(world, draft(plan), number)
            for place, status in answers:
                await world.answer(place, status)
            world.now += timedelta(days=days)
    finally:
        await database.close()


async def _amend(world: World, read: DraftRoadmap, version: int) -> None:
    before = {row.id: row for row in await world.rows(assignments_table)}
    reports, shares = await world.rows(reports_table), await world.open_shares()
    await world.accept(await world.bring(read))
    after = {row.id: row for row in await world.rows(assignments_table)}
    assert {number for number, row in before.items() if row.status == "done"} <= {
        number for number, row in after.items() if row.status == "done"
    }, "what was done is done no more"
    assert set(before) <= set(after)
    assert await world.rows(reports_table) == reports, "an answer has changed"
    await _check_rows(world, read)
    await _check_people(world, read)
    await _check_reminders(world)
    if version > 1:
        await _check_told(world, shares, version)


async def _check_rows(world: World, read: DraftRoadmap) -> None:
    standing = [row for row in await world.rows(measures) if row.roadmap_id == 1 and row.removed_at is None]
    standing.sort(key=lambda row: row.position)
    assert [(row.title, row.number, row.deadline_text, row.responsible_text) for row in standing] == [
        (row.title, row.number, row.deadline_text, row.responsible_text) for row in read.measures
    ]
    async with world.database.read() as connection:
        kept = await kept_roadmaps.measures_of(connection, 1)
    assert [tuple(one.stage for one in row.stages) for row in kept] == [row.stages for row in read.measures]
    assert [tuple(one.party for one in row.parties) for row in kept] == [row.parties for row in read.measures]


async def _check_people(world: World, read: DraftRoadmap) -> None:
    """Every day still to come is answered for by those who are named, unless it is done; nobody else is asked."""
    by_id = {row.id: row for row in await world.rows(periods)}
    of_stage = {row.id: row.measure_id for row in await world.rows(stages)}
    standing = {row.id: row for row in await world.rows(measures) if row.roadmap_id == 1 and row.removed_at is None}
    named: dict[int, set[int]] = defaultdict(set)
    for row in await world.rows(parties):
        named[row.measure_id] |= {world.members[place] for place in MEANT[row.name]}
    asked: dict[int, dict[int, str]] = defaultdict(dict)
    for one in await world.rows(assignments_table):
        if one.status == "cancelled":
            continue
        asked[one.period_id][one.member_id] = one.status
        if one.status == "done":
            continue
        assert one.measure_id in standing, "asked about a row that the plan has no more"
        assert of_stage[by_id[one.period_id].stage_id] == one.measure_id
        assert one.member_id in (named[one.measure_id] or {world.members[0]}), "asked of somebody who is not named"
        school = SCHOOL if one.member_id == world.members[0] and named[one.measure_id] else None
        assert one.organisation_id == school, "for another organisation"
    days: dict[int, set[date]] = defaultdict(set)
    for period in by_id.values():
        if of_stage[period.stage_id] in standing:
            days[of_stage[period.stage_id]].add(period.due)
            who = named[of_stage[period.stage_id]] or {world.members[0]}
            statuses = asked[period.id]
            if period.control >= world.now.date() and statuses and set(statuses.values()) != {"done"}:
                assert who <= set(statuses), "somebody who is named is not asked"
    for measure in standing.values():
        for stage in read.measures[measure.position].stages:
            due = [one.due for one in unfold(stage, PERIOD, CALENDARS) if one.control >= world.now.date()]
            assert set(due) <= days[measure.id], "a day of the document is missing"


async def _check_reminders(world: World) -> None:
    next_at = {row.id: row.next_at for row in await world.rows(assignments_table)}
    async with world.database.read() as connection:
        for number, moment in next_at.items():
            view = await assignments.view(connection, number)
            assert view is not None
            assert moment is None or not view.closed, "a reminder of what is closed"
        for row in await world.rows(reminders):
            assert row.state != "pending" or next_at[row.assignment_id] is not None, "said about what is closed"
        for member_id in world.members:
            for view in await assignments.open_of(connection, member_id):
                ahead = view.control > world.now.date() + timedelta(days=1)
                assert not ahead or next_at[view.id] is not None, "nobody is reminded"


async def _check_told(world: World, before: dict[int, set[tuple[int, date]]], version: int) -> None:
    """Exactly those whose own open assignments have changed, once; not the one who accepted."""
    after = await world.open_shares()
    changed = {member for member in world.members[1:] if before[member] != after[member]}
    told = Counter(row.member_id for row in await world.rows(deliveries) if row.key.startswith(f"amended:1:{version}:"))
    assert told == dict.fromkeys(changed, 1)
    noted = Counter(row.what for row in await world.rows(journal))
    assert noted["roadmap-amended"] == version - 1


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without rows, made once."""
    folder = tmp_path_factory.mktemp("empty")
    migrate(sqlite_url(folder))
    return folder / "vsrok.sqlite3"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(versions=VERSIONS)
def test_any_plan_can_be_amended_by_any_other_and_nothing_answered_disappears(
    empty: Path, versions: list[tuple[Any, Any, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(empty, folder)
        asyncio.run(_go_through(versions, Path(folder)))
