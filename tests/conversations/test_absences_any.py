"""Whoever is away, for however long, with whatever deputies: nobody absent is told anything, and nothing is lost.

The real services on a real SQLite file; the clock is stepped from one moment at which something is due to the next.
"""

import asyncio
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Row, func, select

from domain.errors import Refusal
from domain.people import Role
from services import absences, digests, plans
from services.access import Caller
from services.surroundings import Surroundings
from services.work import Work
from storage import assignments, chats, people
from storage.database import Database, insert_one
from storage.files import remember
from storage.tables import absences as absences_table
from storage.tables import assignments as assignments_table
from storage.tables import deliveries, measures, parties, roadmaps, stages
from storage.tables import reminders as reminders_table
from tests.domain.rules import RULES

START = datetime(2022, 10, 3, 9, 7, tzinfo=UTC)
"""A Monday."""
HORIZON = timedelta(days=40)
AFTERWARDS = timedelta(days=70)
PEOPLE = 3
WORDS = ("сегодня", "до пятницы", "2 недели", "болею", "с понедельника по четверг", "завтра")


@dataclass(frozen=True)
class Deed:
    """One person says something about their absence, so many minutes after the start.

    ``what``: a day phrase; ``deputy``: who is named after it, 0: nobody, the person: the question is left open.
    """

    minute: int
    person: int
    what: str
    deputy: int


DEEDS = st.lists(
    st.builds(
        Deed,
        minute=st.integers(0, int(HORIZON.total_seconds()) // 60),
        person=st.integers(1, PEOPLE),
        what=st.sampled_from([*WORDS, "back", "name"]),
        deputy=st.integers(0, PEOPLE),
    ),
    max_size=10,
)
MEASURES = st.lists(st.tuples(st.integers(3, 32), st.integers(1, PEOPLE)), min_size=1, max_size=4)


class World:
    """A school of three executors whose coordinator sits in the district above."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.seen: set[int] = set()

    async def settle(self, listed: list[tuple[int, int]]) -> None:
        """The people and their accepted roadmap."""
        async with self.database.write() as connection:
            above = await people.add_organisation(connection, kind="district", name="Район")
            school = await people.add_organisation(connection, kind="school", name="Школа", parent_id=above)
            for number in range(1, PEOPLE + 2):
                role, place = (Role.EXECUTOR, school) if number <= PEOPLE else (Role.COORDINATOR, above)
                member = await people.add_member(
                    connection, organisation_id=place, role=role, family=f"Ким {number}", given="", now=START
                )
                chat = await chats.meet(connection, "telegram", number, kind="private")
                await people.bind_chat(connection, chat.id, member)
            roadmap = await self._roadmap(connection, school)
            for position, (days, member) in enumerate(listed):
                await self._measure(connection, roadmap, position, days, member)
            await plans.unfold(connection, roadmap, now=START, rules=RULES)

    async def _roadmap(self, connection: Any, place: int) -> int:
        await remember(connection, "0" * 64, 1, START)
        return await insert_one(
            connection,
            roadmaps,
            organisation_id=place,
            title="Карта",
            source_name="план.docx",
            source_sha256="0" * 64,
            state="active",
            profile=RULES.profile,
            created_by=PEOPLE + 1,
            created_at=START,
        )

    async def _measure(self, connection: Any, roadmap: int, position: int, days: int, member: int) -> None:
        row = {"roadmap_id": roadmap, "position": position, "title": f"Дело {position}"}
        measure = await insert_one(connection, measures, **row, deadline_text="", source={})
        due = START.date() + timedelta(days=days)
        await insert_one(connection, stages, measure_id=measure, position=0, kind="once", due=due, not_understood=[])
        party = {"measure_id": measure, "position": 0, "kind": "person", "name": "", "member_id": member}
        await insert_one(connection, parties, **party)

    async def live(self, deeds: list[Deed]) -> None:
        """Through the horizon with its deeds; at its end everybody is back."""
        now, waiting = START, sorted(deeds, key=lambda deed: deed.minute)
        while now < START + HORIZON:
            moment = START + HORIZON if not waiting else START + timedelta(minutes=waiting[0].minute)
            now = await self._until(now, moment)
            if waiting:
                await self._do(waiting.pop(0), now)
                await self._look(now)
        for person in range(1, PEOPLE + 1):
            await self._do(Deed(0, person, "back", 0), now)
        await self._until(now, START + HORIZON + AFTERWARDS)

    async def _until(self, now: datetime, end: datetime) -> datetime:
        while (coming := await self._next(now)) is not None and coming < end:
            now = coming
            await self._look(now)
        return max(now, end)

    async def _next(self, now: datetime) -> datetime | None:
        async with self.database.read() as connection:
            told = select(func.min(reminders_table.c.fire_at)).where(reminders_table.c.state == "pending")
            due = select(func.min(assignments_table.c.next_at))
            moments = [(await connection.execute(query)).scalar_one() for query in (told, due)]
        return min((max(moment, now) for moment in moments if moment is not None), default=None)

    async def _do(self, deed: Deed, now: datetime) -> None:
        work = Work(self.database, now)
        async with self.database.read() as connection:
            chat = await chats.get(connection, deed.person)
            assert chat is not None
            caller = Caller(chat, chat.number, await people.member(connection, deed.person))
            query = select(absences_table.c.id).where(absences_table.c.member_id == deed.person)
            own = list((await connection.execute(query.order_by(absences_table.c.id))).scalars())
        if deed.what in WORDS:
            await absences.begin(work, caller, deed.what, RULES)
            own = [await self._newest(deed.person)]
        for absence in own if deed.what == "back" else own[-1:]:
            with suppress(Refusal):
                if deed.what == "back":
                    await absences.end(work, caller, absence, None, RULES)
                elif deed.deputy != deed.person:
                    await absences.name_deputy(work, caller, absence, deed.deputy or None, None, RULES)

    async def _newest(self, person: int) -> int:
        async with self.database.read() as connection:
            query = select(func.max(absences_table.c.id)).where(absences_table.c.member_id == person)
            number: int = (await connection.execute(query)).scalar_one()
            return number

    async def _look(self, now: datetime) -> None:
        """What the bot does every second; what it says is checked at once."""
        await digests.queue_due(self.database, now=now, rules=RULES)
        for row in await self.rows(deliveries):
            if row.kind == "digest" and row.id not in self.seen:
                self.seen.add(row.id)
                await self._check(row, now)

    async def _check(self, row: Row[Any], now: datetime) -> None:
        async with self.database.read() as connection:
            around = Surroundings(connection, RULES, now)
            assert await around.absence_of(row.member_id) is None, "an absent person is told"
            for view in await assignments.views(connection, row.data["assignments"]):
                assert await around.stand_in(view.member_id) == row.member_id, "somebody else is told"

    async def rows(self, table: Any) -> list[Row[Any]]:
        async with self.database.read() as connection:
            return list(await connection.execute(select(table).order_by(table.c.id)))


async def _live(listed: list[tuple[int, int]], deeds: list[Deed], folder: Path) -> None:
    database = Database.in_folder(folder)
    try:
        world = World(database)
        await world.settle(listed)
        await world.live(deeds)
        record = await world.rows(reminders_table)
    finally:
        await database.close()
    assert {row.state for row in record} <= {"told", "dropped"}, "waits for ever"
    said = [row for row in record if row.state == "told" and row.kind in ("start", "ahead", "after", "again")]
    assert {row.assignment_id for row in said} == set(range(1, len(listed) + 1)), "one is never spoken of"
    for row in record:
        if row.state == "dropped" and row.kind in ("start", "ahead", "after", "again"):
            later = [one for one in said if one.assignment_id == row.assignment_id and one.fire_at >= row.fire_at]
            assert later, f"lost: {row}"


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(listed=MEASURES, deeds=DEEDS)
def test_nobody_absent_is_told_and_nothing_is_lost(
    migrated: Path, listed: list[tuple[int, int]], deeds: list[Deed]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(migrated, folder, dirs_exist_ok=True)
        asyncio.run(_live(listed, deeds, Path(folder)))
