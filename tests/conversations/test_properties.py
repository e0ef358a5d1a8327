"""Whatever the plan, the answers and the downtime: who is reminded, when, and how often.

The real services on a real SQLite file; the clock is stepped from one moment at which something is due to the next,
which is what a bot that looks every second sees.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Row, func, select

from domain.calendars import WorkDays
from domain.errors import Refusal
from domain.people import Role
from services import digests, plans, presses, reminders, takebacks
from services.access import Caller
from services.work import Work
from storage import assignments, chats, extensions, people
from storage.assignments import AssignmentView
from storage.database import Database, insert_one, migrate, sqlite_url
from storage.files import remember
from storage.tables import assignments as assignments_table
from storage.tables import deliveries, measures, parties, reports, roadmaps, stages
from storage.tables import reminders as reminders_table
from tests.domain.rules import RULES

ZONES = ("Europe/Kaliningrad", "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Kamchatka", "Europe/Warsaw")
START = datetime(2022, 10, 3, 9, 7, tzinfo=UTC)
"""A Monday; Warsaw leaves summer time within the horizon, on 30 October."""
HORIZON = timedelta(days=40)
AFTERWARDS = timedelta(days=90)
"""Longer than the last reminder comes after a control day: six at most, the last ones a week apart."""
DAY_WORDS = Literal["done", "progress", "undo", "tomorrow", "later"]


@dataclass(frozen=True)
class Deed:
    """Somebody does something about an assignment, so many minutes after the start."""

    minute: int
    assignment: int
    what: DAY_WORDS


@dataclass(frozen=True)
class Down:
    """The bot does not run: from this minute, for so many minutes."""

    minute: int
    length: int


@dataclass(frozen=True)
class Story:
    """Measures (days until due; the places of their executors), the zone of each person, deeds, downtime."""

    people: list[str]
    measures: list[tuple[int, list[int]]]
    deeds: list[Deed]
    downs: list[Down]


_MINUTES = st.integers(0, int(HORIZON.total_seconds()) // 60)
_WAITS = st.one_of(st.integers(1, 60), st.integers(60, 20 * 60), st.integers(20 * 60, 12 * 24 * 60))
STORIES = st.integers(1, 4).flatmap(
    lambda count: st.builds(
        Story,
        people=st.lists(st.sampled_from(ZONES), min_size=count, max_size=count),
        measures=st.lists(
            st.tuples(
                st.integers(-3, 32), st.lists(st.integers(0, count - 1), min_size=1, max_size=count, unique=True)
            ),
            min_size=1,
            max_size=5,
        ),
        deeds=st.lists(
            st.builds(
                Deed,
                minute=_MINUTES,
                assignment=st.integers(0, 9),
                what=st.sampled_from(["done", "progress", "undo", "tomorrow", "later"]),
            ),
            max_size=8,
        ),
        downs=st.lists(st.builds(Down, minute=_MINUTES, length=_WAITS), max_size=6),
    )
)


@dataclass
class Told:
    """A daily message as it was queued."""

    member: int
    moment: datetime
    listed: list[int]


@dataclass
class World:
    """A district that a story happens to."""

    database: Database
    story: Story
    zones: dict[int, ZoneInfo] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    moved: set[int] = field(default_factory=set)
    closed: dict[int, list[datetime]] = field(default_factory=dict)

    # --- the plan ----------------------------------------------------------------------------------------------------

    async def settle(self) -> None:
        """The people and their accepted roadmap."""
        async with self.database.write() as connection:
            above = await people.add_organisation(connection, kind="district", name="Район")
            for number, zone in enumerate(self.story.people, start=1):
                place = await people.add_organisation(
                    connection, kind="school", name=f"Школа {number}", parent_id=above, zone=zone
                )
                member = await people.add_member(
                    connection, organisation_id=place, role=Role.EXECUTOR, family=f"Ким {number}", given="", now=START
                )
                chat = await chats.meet(connection, "telegram", number, kind="private")
                await people.bind_chat(connection, chat.id, member)
                self.zones[member] = ZoneInfo(zone)
            await plans.unfold(connection, await self._roadmap(connection, above), now=START, rules=RULES)

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
            created_by=1,
            created_at=START,
        )
        for position, (days, executors) in enumerate(self.story.measures):
            due = START.date() + timedelta(days=days)
            measure = await insert_one(
                connection,
                measures,
                roadmap_id=roadmap,
                position=position,
                title=f"Дело {position}",
                deadline_text="",
                source={},
            )
            await insert_one(
                connection, stages, measure_id=measure, position=0, kind="once", due=due, not_understood=[]
            )
            for place_, member in enumerate(executors):
                row = {"measure_id": measure, "position": place_, "kind": "person", "name": "", "member_id": member + 1}
                await insert_one(connection, parties, **row)
        return roadmap

    # --- time --------------------------------------------------------------------------------------------------------

    async def live(self) -> None:
        """Through the horizon with its deeds and downtime, then undisturbed until nothing can come any more."""
        now, end = START, START + HORIZON + AFTERWARDS
        deeds = sorted(self.story.deeds, key=lambda deed: deed.minute)
        while now < end:
            coming = [moment for moment in (await self._next_due(), end) if moment is not None]
            if deeds:
                coming.append(START + timedelta(minutes=deeds[0].minute))
            now = self._awake(max(now, min(coming)))
            while deeds and START + timedelta(minutes=deeds[0].minute) <= now:
                await self._do(deeds.pop(0), now)
            await self._look(now)

    def _awake(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the downtime that it falls into."""
        for down in sorted(self.story.downs, key=lambda each: each.minute):
            begin = START + timedelta(minutes=down.minute)
            end = begin + timedelta(minutes=down.length)
            if begin <= moment < end:
                return self._awake(end)
        return moment

    def up_at(self, moment: datetime) -> bool:
        """Whether the bot runs at this moment."""
        return moment >= START and self._awake(moment) == moment

    async def _next_due(self) -> datetime | None:
        async with self.database.read() as connection:
            up = select(func.min(reminders_table.c.fire_at)).where(reminders_table.c.state == "pending")
            coming = select(func.min(assignments_table.c.next_at))
            moments = [(await connection.execute(query)).scalar_one() for query in (up, coming)]
            return min((moment for moment in moments if moment is not None), default=None)

    async def _look(self, now: datetime) -> None:
        """What the bot does every second; what it says is checked at once."""
        before = {row.id: row for row in await self.rows(reminders_table)}
        known = {row.id for row in await self.rows(deliveries)}
        await digests.queue_due(self.database, now=now, rules=RULES)
        after = await self.rows(reminders_table)
        for row in after:
            if row.id in before and before[row.id].state == "told":
                assert row == before[row.id], "told once more, or differently"
            assert row.state != "pending" or row.fire_at > now, "left lying"
        for row in await self.rows(deliveries):
            if row.id not in known and row.kind == "digest":
                await self._check(row, now)

    async def _check(self, row: Row[Any], now: datetime) -> None:
        local = now.astimezone(self.zones[row.member_id])
        assert 8 <= local.hour < 21, f"said at {local:%H:%M}"
        async with self.database.read() as connection:
            views = await assignments.views(connection, row.data["assignments"])
        assert views, "said about nothing"
        assert not any(view.closed for view in views), "said after the answer"
        assert {view.member_id for view in views} == {row.member_id}, "said to somebody else"
        self.told.append(Told(row.member_id, now, row.data["assignments"]))

    # --- people ------------------------------------------------------------------------------------------------------

    async def _do(self, deed: Deed, now: datetime) -> None:
        views = await self.views()
        view = views[deed.assignment % len(views)]
        work = Work(self.database, now)
        async with self.database.read() as connection:
            member, chat = await people.member(connection, view.member_id), await chats.get(connection, view.member_id)
        assert chat is not None
        caller = Caller(chat, chat.number, member)
        with suppress(Refusal):
            match deed.what:
                case "done" | "progress":
                    status: Any = {"done": "done", "progress": "in-progress"}[deed.what]
                    await presses.press(work, caller, view.id, status, None, RULES)
                case "tomorrow":
                    await reminders.remind_tomorrow(work, caller, [view.id], RULES, None)
                case "undo":
                    mine = [row.id for row in await self.rows(reports) if row.author_id == member.id]
                    if mine:
                        await takebacks.undo(work, caller, mine[-1], None, RULES)
                case "later":
                    await self._move(view, view.due + timedelta(days=4), now)
        for after in await self.views():
            if after.closed:
                self.closed.setdefault(after.id, []).append(now)

    async def _move(self, view: AssignmentView, due: date, now: datetime) -> None:
        """The coordinator agreed to a later day."""
        async with self.database.write() as connection:
            control = WorkDays(RULES.country, RULES.due_day_off).control_day(due)
            await extensions.move_period(connection, view.period_id, due=due, control=control)
            await plans.replan(connection, view.period_id, now, RULES)
        self.moved.add(view.period_id)

    # --- looking -----------------------------------------------------------------------------------------------------

    async def rows(self, table: Any) -> list[Row[Any]]:
        """All rows of a table."""
        async with self.database.read() as connection:
            return list(await connection.execute(select(table).order_by(table.c.id)))

    async def views(self) -> list[AssignmentView]:
        """All assignments."""
        async with self.database.read() as connection:
            ids = (await connection.execute(select(assignments_table.c.id).order_by(assignments_table.c.id))).scalars()
            return [view for one in ids if (view := await assignments.view(connection, one)) is not None]

    def days_of(self, member: int) -> list[date]:
        """The local days on which this person got a daily message."""
        return [told.moment.astimezone(self.zones[member]).date() for told in self.told if told.member == member]

    def moments(self, member: int, first: date, last: date) -> Iterator[datetime]:
        """The moments of the daily message of each local day of a span."""
        for number in range((last - first).days + 1):
            yield datetime.combine(first + timedelta(days=number), RULES.digest_at, self.zones[member])


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without rows, made once."""
    folder = tmp_path_factory.mktemp("empty")
    migrate(sqlite_url(folder))
    return folder / "vsrok.sqlite3"


async def _live(story: Story, folder: Path) -> None:
    """Live through the story and look back at the end."""
    database = Database.in_folder(folder)
    try:
        world = World(database, story)
        await world.settle()
        first: dict[int, datetime] = {}
        for row in await world.rows(assignments_table):
            if row.next_at is not None:
                first[row.id] = row.next_at
        await world.live()
        await _check_end(world, first)
    finally:
        await database.close()


async def _check_end(world: World, first: dict[int, datetime]) -> None:
    for member in world.zones:
        days = world.days_of(member)
        assert len(days) == len(set(days)), f"two messages on one day: {days}"
    assert {row.state for row in await world.rows(reminders_table)} <= {"told", "dropped"}, "waits for ever"
    assert {row.next_at for row in await world.rows(assignments_table)} == {None}, "comes up for ever"
    for view in await world.views():
        if view.id in first and view.period_id not in world.moved:
            _check_told_in_time(world, view, first[view.id])


def _check_told_in_time(world: World, view: AssignmentView, first: datetime) -> None:
    """Open on its control day, and the bot was up at a moment of the daily message before: then it was told."""
    zone = world.zones[view.member_id]
    begin = first.astimezone(zone).date()
    over = datetime.combine(view.control + timedelta(days=1), datetime.min.time(), zone)
    if any(moment < over for moment in world.closed.get(view.id, [])):
        return
    if not any(world.up_at(moment) for moment in world.moments(view.member_id, begin, view.control)):
        return
    days = [told.moment.astimezone(zone).date() for told in world.told if view.id in told.listed]
    assert any(day <= view.control for day in days), f"nobody told {view.member_id} of {view.title} by {view.control}"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(story=STORIES)
def test_everybody_is_told_in_time_once_a_day_and_never_at_night(empty: Path, story: Story) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(empty, folder)
        asyncio.run(_live(story, Path(folder)))
