"""In whatever order people come, the plan is theirs in the same way as if they had been there all the time.

The real services on a real SQLite file.
"""

import asyncio
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.measures import DraftMeasure, DraftRoadmap, Party, Recurrence, Source, Span, Stage
from domain.people import Role
from services import plans
from services.distribution import Distributed, distribute
from storage import chats, people
from storage import roadmaps as kept_roadmaps
from storage.database import Database, insert_one, migrate, sqlite_url
from storage.files import remember
from storage.tables import assignments, deliveries, members
from tests.conversations.test_amendments_any import START
from tests.domain.rules import RULES

OFFICE, FIRST, SECOND, GARDEN = 1, 2, 3, 4
PLACES = ("Управление образования", "СШ № 1", "Гимназия № 2", "Детский сад № 3")
BRINGER = 1
# (organisation, role, surname, post); nobody has a namesake, and no school has two coordinators.
NEWCOMERS = (
    (FIRST, Role.HEAD, "Акимова", "директор"),
    (FIRST, Role.COORDINATOR, "Полякова", "заместитель директора по УВР"),
    (FIRST, Role.EXECUTOR, "Мороз", "педагог-психолог"),
    (SECOND, Role.HEAD, "Голубева", None),
    (SECOND, Role.EXECUTOR, "Савина", "завуч"),
    (SECOND, Role.EXECUTOR, "Ерёмина", "Педагог-психолог"),
    (GARDEN, Role.COORDINATOR, "Лунина", "старший воспитатель"),
    (OFFICE, Role.COORDINATOR, "Орлова", "главный специалист"),
)
PARTIES = (
    Party("group", "Учреждения образования"),
    Party("group", "Учреждения общего среднего образования"),
    Party("role", "Педагоги-психологи"),
    Party("role", "Заместители директора по УВР"),
    Party("role", "Директора школ"),
    Party("organisation", "Гимназия № 2"),
    Party("organisation", "Управление образования"),
    Party("person", "Мороз А.О."),
    Party("person", "Савина А.О."),
)
STAGES = (
    Stage("once", due=date(2022, 10, 20)),
    Stage("once", due=date(2022, 9, 20)),
    Stage("recurring", recurrence=Recurrence("monthly", day=15)),
    Stage("ongoing"),
)
ROWS = st.tuples(st.lists(st.sampled_from(PARTIES), max_size=3, unique=True), st.sampled_from(STAGES))
PLANS = st.lists(ROWS, min_size=1, max_size=3)


def _draft(plan: list[tuple[list[Party], Stage]]) -> DraftRoadmap:
    rows = [
        DraftMeasure(None, f"{at}.", f"Дело {at}", None, "", "", tuple(named), (stage,), (), Source())
        for at, (named, stage) in enumerate(plan, start=1)
    ]
    return DraftRoadmap("План", "RU", Span(date(2022, 9, 1), date(2023, 5, 31)), tuple(rows))


async def _settle(database: Database) -> None:
    async with database.write() as connection:
        for at, name in enumerate(PLACES):
            kind, above = ("school", OFFICE) if at else ("district", None)
            await people.add_organisation(connection, kind=kind, name=name, parent_id=above)
        await _come(connection, BRINGER, (OFFICE, Role.ADMIN, "Кузьмина", "методист"))


async def _come(connection: Any, number: int, who: tuple[int, Role, str, str | None]) -> None:
    """Somebody with this id, whenever they come: who answers for a school is looked for by id."""
    place, role, family, post = who
    names = {"family": family, "given": "Анна", "patronymic": "Олеговна", "position": post}
    row = {"id": number, "organisation_id": place, "role": role.value, "created_at": START, **names}
    await insert_one(connection, members, **row)
    chat = await chats.meet(connection, "telegram", number, kind="private")
    await people.bind_chat(connection, chat.id, number)


async def _accept(connection: Any, read: DraftRoadmap) -> None:
    await remember(connection, "0" * 64, 1, START)
    source = {"country": "RU", "profile": RULES.profile, "source_name": "план", "source_sha256": "0" * 64}
    roadmap_id = await kept_roadmaps.add(
        connection, read, organisation_id=OFFICE, created_by=BRINGER, now=START, **source
    )
    for at, row in enumerate(read.measures):
        await kept_roadmaps.add_measure(connection, roadmap_id, at, row, [None] * len(row.parties))
    await kept_roadmaps.set_state(connection, roadmap_id, before="draft", after="active", now=START)
    await distribute(connection, OFFICE, START, RULES)
    await plans.unfold(connection, roadmap_id, now=START, rules=RULES)


async def _shares(database: Database) -> set[tuple[Any, ...]]:
    columns = assignments.c
    query = select(columns.period_id, columns.member_id, columns.organisation_id, columns.main, columns.status)
    async with database.read() as connection:
        rows = [tuple(row) for row in await connection.execute(query.where(columns.status != "cancelled"))]
        waiting = select(columns.id).where(columns.status == "cancelled", columns.next_at.is_not(None))
        assert not (await connection.execute(waiting)).all(), "something is still said about what was called off"
    assert len(rows) == len(set(rows))
    return set(rows)


async def _told(database: Database) -> list[tuple[Any, ...]]:
    query = select(deliveries.c.member_id, deliveries.c.key).where(deliveries.c.kind == "assigned")
    async with database.read() as connection:
        return [tuple(row) for row in await connection.execute(query)]


async def _in_order(folder: Path, read: DraftRoadmap, order: list[int], before: int) -> set[tuple[Any, ...]]:
    """Who has what when the first ``before`` of them are there at «Принять» and the others come one by one."""
    database = Database.in_folder(folder)
    try:
        await _settle(database)
        async with database.write() as connection:
            for number in order[:before]:
                await _come(connection, 2 + number, NEWCOMERS[number])
            await _accept(connection, read)
        for number in order[before:]:
            async with database.write() as connection:
                await _come(connection, 2 + number, NEWCOMERS[number])
                await distribute(connection, NEWCOMERS[number][0], START, RULES)
            told = await _told(database)
            async with database.write() as connection:
                assert await distribute(connection, OFFICE, START, RULES) == Distributed(), "done twice"
            assert await _told(database) == told
        return await _shares(database)
    finally:
        await database.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without rows, made once."""
    folder = tmp_path_factory.mktemp("empty")
    migrate(sqlite_url(folder))
    return folder / "vsrok.sqlite3"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=PLANS, order=st.permutations(range(len(NEWCOMERS))), before=st.integers(0, len(NEWCOMERS) - 1))
def test_in_whatever_order_people_come_the_plan_is_theirs_in_the_same_way(
    empty: Path, plan: list[tuple[list[Party], Stage]], order: list[int], before: int
) -> None:
    found = []
    for there in (before, len(NEWCOMERS)):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(empty, folder)
            found.append(asyncio.run(_in_order(Path(folder), _draft(plan), list(order), there)))
    assert found[0] == found[1]
