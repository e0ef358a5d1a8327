"""Any sequence of handing on, giving back, taking back, doing and undoing, and changes of staff: who holds what.

The real services on a real SQLite file. However people act, each period that somebody was named for is asked of exactly
one person for each open chain, and nobody has a period twice.
"""

import asyncio
import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Row, select

from domain.errors import Refusal
from domain.people import Role
from services import delegation, digests, plans, presses, staff, takebacks
from services.access import Caller
from services.work import Work
from storage import chats, people
from storage.database import Database, insert_one, migrate, sqlite_url
from storage.files import remember
from storage.tables import assignments, deliveries, journal, measures, parties, periods, reports, roadmaps, stages
from tests.domain.rules import RULES

START = datetime(2022, 10, 3, 9, 7, tzinfo=UTC)
PEOPLE = 5
OPEN = ("open", "in-progress", "trouble")
DEEDS = ("give", "give", "give", "return", "take", "done", "done", "progress", "undo", "reopen", "replace")


@dataclass(frozen=True)
class Deed:
    """Somebody (a place among the assignments) does something, with regard to somebody else; minutes pass before it."""

    what: str
    whose: int
    other: int
    minutes: int


STORIES = st.lists(
    st.builds(
        Deed,
        what=st.sampled_from(DEEDS),
        whose=st.integers(0, 9),
        other=st.integers(0, PEOPLE - 1),
        minutes=st.sampled_from((1, 7, 60, 60 * 26)),
    ),
    min_size=1,
    max_size=25,
)


class School:
    """A school of five and a coordinator; one measure for the first two, one for the first."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = START
        self.members: list[int] = []
        self.coordinator = 0

    async def settle(self) -> None:
        async with self.database.write() as connection:
            place = await people.add_organisation(connection, kind="school", name="Школа")
            for number in range(1, PEOPLE + 2):
                role = Role.COORDINATOR if number > PEOPLE else Role.EXECUTOR
                member = await people.add_member(
                    connection, organisation_id=place, role=role, family=f"Ким {number}", given="", now=START
                )
                chat = await chats.meet(connection, "telegram", number, kind="private")
                await people.bind_chat(connection, chat.id, member)
                self.members.append(member)
            self.coordinator = self.members.pop()
            await plans.unfold(connection, await self._roadmap(connection, place), now=START, rules=RULES)

    async def _roadmap(self, connection: Any, place: int) -> int:
        await remember(connection, "0" * 64, 1, START)
        roadmap = await insert_one(
            connection,
            roadmaps,
            organisation_id=place,
            title="Карта",
            source_name="план.docx",
            source_sha256="0" * 64,
            state="active",
            profile=RULES.profile,
            created_by=self.coordinator,
            created_at=START,
        )
        for position, executors in enumerate(([0, 1], [0])):
            measure = await insert_one(
                connection,
                measures,
                roadmap_id=roadmap,
                position=position,
                title=f"Дело {position}",
                deadline_text="",
                source={},
            )
            due = START.date() + timedelta(days=10 * position + 4)
            await insert_one(
                connection, stages, measure_id=measure, position=0, kind="once", due=due, not_understood=[]
            )
            for at, member in enumerate(executors):
                row = {"measure_id": measure, "position": at, "kind": "person", "name": "", "member_id": member + 1}
                await insert_one(connection, parties, **row)
        return roadmap

    async def rows(self, table: Any) -> list[Row[Any]]:
        async with self.database.read() as connection:
            return list(await connection.execute(select(table).order_by(table.c.id)))

    async def caller(self, member_id: int) -> Caller:
        async with self.database.read() as connection:
            member = await people.member(connection, member_id)
            chat = await chats.get(connection, (await people.private_chats(connection, {member_id}))[member_id])
        assert chat is not None
        return Caller(chat, chat.number, member)

    async def does(self, deed: Deed) -> None:
        self.now += timedelta(minutes=deed.minutes)
        standing = await self.rows(assignments)
        share = standing[deed.whose % len(standing)]
        work, caller = Work(self.database, self.now), await self.caller(share.member_id)
        other = self.members[deed.other]
        with suppress(Refusal):
            match deed.what:
                case "give":
                    await delegation.hand_on(work, caller, share.id, other, None, RULES)
                case "return":
                    await delegation.give_back(work, caller, share.id, None, RULES, "причина")
                case "take":
                    await delegation.take_back(work, caller, share.id, None, RULES)
                case "reopen":
                    await delegation.open_again(work, caller, share.id, None, RULES)
                case "done":
                    await presses.press(work, caller, share.id, "done", None, RULES)
                case "progress":
                    await presses.press(work, caller, share.id, "in-progress", None, RULES)
                case "undo":
                    mine = [row.id for row in await self.rows(reports) if row.author_id == share.member_id]
                    if mine:
                        await takebacks.undo(work, caller, mine[-1 - deed.other % len(mine)], None, RULES)
                case "replace":
                    boss = await self.caller(self.coordinator)
                    await staff.replace_person(work, boss, share.member_id, other, None, RULES, leaves=False)
        await digests.queue_due(self.database, now=self.now, rules=RULES)

    # --- what must hold ----------------------------------------------------------------------------------------------

    async def check(self) -> None:
        shares = {row.id: row for row in await self.rows(assignments)}
        for row in shares.values():
            self._check_chain(shares, row)
        for period in await self.rows(periods):
            of_it = [row for row in shares.values() if row.period_id == period.id]
            held = Counter(row.member_id for row in of_it)
            assert max(held.values()) == 1, "somebody has the period twice"
            roots = [row for row in of_it if row.parent_id is None and row.status in OPEN]
            asked = [row for row in of_it if row.status in OPEN and not _below(shares, row)]
            assert len(asked) == len(roots), "one person is asked for each open chain"
            assert any(row.status != "cancelled" for row in of_it), "the period is nobody's"
        await self._check_reasons(shares)

    def _check_chain(self, shares: dict[int, Row[Any]], row: Row[Any]) -> None:
        above, here = [], row
        while here.parent_id is not None:
            here = shares[here.parent_id]
            assert here.id != row.id, "a circle"
            above.append(here)
            assert len(above) <= 5, "too deep"
        assert {one.period_id for one in above} <= {row.period_id}
        if row.status in OPEN:
            assert all(one.status in OPEN for one in above), "open below what is not"
            assert len(_below(shares, row)) <= 1, "handed on twice"
        else:
            assert not _below(shares, row), "somebody is asked for what is closed"
            assert row.next_at is None, "a reminder of what is closed"

    async def _check_reasons(self, shares: dict[int, Row[Any]]) -> None:
        """What is done was called done by somebody whose answer stands; the journal tells each status as it is."""
        standing = {
            row.assignment_id for row in await self.rows(reports) if row.status == "done" and row.withdrawn_at is None
        }
        for row in shares.values():
            if row.status == "done":
                assert standing & _whole(shares, row.id), f"{row.id} is done and nobody said so"
        said = {row.assignment_id: row.after for row in await self.rows(journal) if row.what == "status"}
        for row in shares.values():
            if row.status == "done":
                assert said[row.id] == "done"

    async def check_told(self) -> None:
        """Nobody is told of the same hand-over twice."""
        keys = [row.key for row in await self.rows(deliveries) if row.kind in ("handed-to", "handed-ended")]
        assert len(keys) == len(set(keys))


def _below(shares: dict[int, Row[Any]], row: Row[Any]) -> list[Row[Any]]:
    return [one for one in shares.values() if one.parent_id == row.id and one.status in OPEN]


def _whole(shares: dict[int, Row[Any]], share_id: int) -> set[int]:
    """The assignment and everything handed on from it."""
    children = [one.id for one in shares.values() if one.parent_id == share_id]
    return {share_id}.union(*(_whole(shares, child) for child in children))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without rows, made once."""
    folder = tmp_path_factory.mktemp("empty")
    migrate(sqlite_url(folder))
    return folder / "vsrok.sqlite3"


async def _live(story: list[Deed], folder: Path) -> None:
    database = Database.in_folder(folder)
    try:
        school = School(database)
        await school.settle()
        for deed in story:
            await school.does(deed)
            await school.check()
        await school.check_told()
    finally:
        await database.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(story=STORIES)
def test_each_period_is_held_by_one_person_whatever_people_do(empty: Path, story: list[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(empty, folder)
        asyncio.run(_live(story, Path(folder)))
