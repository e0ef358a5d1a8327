"""Whatever is changed in the calendar, in whatever order: answers stay, nobody hears of what lies behind."""

import asyncio
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Row, select

from domain.calendars import SchoolTerm
from domain.errors import Refusal
from domain.measures import Recurrence, SchoolUnit, Stage
from domain.people import Role
from services import calendar_changes, digests, plans, presses
from services.access import Caller
from services.calendar_changes import Change
from services.calendars import calendars_of
from services.work import Work
from storage import assignments, chats, own_calendar, people
from storage import roadmaps as kept_roadmaps
from storage.database import Database, insert_one, migrate, sqlite_url
from storage.files import remember
from storage.school_calendars import shipped_calendar
from storage.tables import assignments as assignments_table
from storage.tables import measures, parties, periods, reminders, roadmaps, stages
from tests.domain.rules import RULES

SCHOOL_RULES = replace(RULES, school=shipped_calendar("RU"))
YEAR = "2022/2023"
START = datetime(2022, 10, 3, 9, 7, tzinfo=UTC)
DISTRICT, SCHOOL = 1, 2
READ = (
    Stage("once", calendar=SchoolUnit("quarter", 1, YEAR, end=True)),
    Stage("once", calendar=SchoolUnit("quarter", 2, YEAR)),
    Stage("once", calendar=SchoolUnit("half-year", 1, YEAR, end=True)),
    Stage("once", calendar=SchoolUnit("holidays", 2, YEAR)),
    Stage("once", calendar=SchoolUnit("quarter", 4, YEAR)),
    Stage("recurring", recurrence=Recurrence("school-quarters"), calendar=SchoolUnit("quarter")),
    Stage("once", due=date(2022, 11, 7)),
    Stage("ongoing", start=date(2022, 9, 1), due=date(2023, 5, 31)),
)


@dataclass(frozen=True)
class Edit:
    """So many hours later: an assignment is answered, a part of the year set, a day set or taken back."""

    hours: int
    what: str
    place: int
    number: int
    shift: int


EDITS = st.lists(
    st.builds(
        Edit,
        hours=st.integers(0, 24 * 30),
        what=st.sampled_from(["done", "quarter", "half-year", "holidays", "free", "working", "forget"]),
        place=st.sampled_from([DISTRICT, SCHOOL]),
        number=st.integers(0, 40),
        shift=st.integers(-30, 30),
    ),
    min_size=1,
    max_size=10,
)
# About where each part of the year lies.
AROUND = {
    "quarter": [
        *((date(2022, 9, 1), date(2022, 10, 28)), (date(2022, 11, 7), date(2022, 12, 28))),
        *((date(2023, 1, 9), date(2023, 3, 24)), (date(2023, 4, 3), date(2023, 5, 26))),
    ],
    "half-year": [(date(2022, 9, 1), date(2022, 12, 28)), (date(2023, 1, 9), date(2023, 5, 26))],
    "holidays": [(date(2022, 10, 29), date(2022, 11, 6)), (date(2022, 12, 29), date(2023, 1, 8))],
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without rows, made once."""
    folder = tmp_path_factory.mktemp("empty")
    migrate(sqlite_url(folder))
    return folder / "vsrok.sqlite3"


async def settle(connection: Any) -> None:
    """A district with a school, its coordinator and two teachers, and an accepted plan of the school."""
    await people.add_organisation(connection, kind="district", name="Район")
    await people.add_organisation(connection, kind="school", name="Школа", parent_id=DISTRICT)
    for number, role in enumerate((Role.COORDINATOR, Role.EXECUTOR, Role.EXECUTOR), start=1):
        member = await people.add_member(
            connection, organisation_id=SCHOOL, role=role, family=f"Ким {number}", given="", now=START
        )
        await people.bind_chat(
            connection, (await chats.meet(connection, "telegram", number, kind="private")).id, member
        )
    await remember(connection, "0" * 64, 1, START)
    plan = {"title": "Карта", "source_name": "план.docx", "source_sha256": "0" * 64, "state": "active"}
    span = {"period_start": date(2022, 9, 1), "period_end": date(2023, 5, 31)}
    roadmap = await insert_one(
        connection,
        roadmaps,
        organisation_id=SCHOOL,
        profile=RULES.profile,
        created_by=1,
        created_at=START,
        **plan,
        **span,
    )
    for position, stage in enumerate(READ):
        row = {"roadmap_id": roadmap, "position": position, "title": f"Дело {position}", "deadline_text": ""}
        measure = await insert_one(connection, measures, source={}, **row)
        kept = await insert_one(connection, stages, measure_id=measure, position=0, kind="once", not_understood=[])
        await kept_roadmaps.set_stage(connection, kept, stage)
        for place in range(1 + position % 2):
            party = {"measure_id": measure, "position": place, "kind": "person", "name": "", "member_id": 2 + place}
            await insert_one(connection, parties, **party)
    await plans.unfold(connection, roadmap, now=START, rules=SCHOOL_RULES)


async def rows(database: Database, table: Any) -> list[Row[Any]]:
    async with database.read() as connection:
        return list(await connection.execute(select(table).order_by(table.c.id)))


async def spoken(database: Database) -> list[Row[Any]]:
    """What was said or waits to be said; what newer words have made untrue is only on record."""
    return [row for row in await rows(database, reminders) if row.state != "dropped"]


async def act(database: Database, edit: Edit, now: datetime) -> None:
    if edit.what == "done":
        await answer(database, edit.number, now)
        return
    async with database.write() as connection:
        change = Change(edit.place, 1, f"{now.timestamp()}", now, SCHOOL_RULES)
        day = now.date() + timedelta(days=edit.number)
        if edit.what in AROUND:
            spans = AROUND[edit.what]
            number = edit.number % len(spans)
            first, last = spans[number]
            last += timedelta(days=edit.shift // 3)
            days = (min(first + timedelta(days=max(0, edit.shift)), last), last)
            unit: Any = edit.what
            await calendar_changes.set_terms(connection, change, [SchoolTerm(YEAR, unit, number + 1, *days, "")])
        elif edit.what == "forget":
            for own in await own_calendar.days_of(connection, edit.place):
                if own.organisation_id == edit.place:
                    await calendar_changes.forget_day(connection, change, own)
                    return
        else:
            await calendar_changes.set_day(connection, change, day, working=edit.what == "working")


async def answer(database: Database, number: int, now: datetime) -> None:
    found = await rows(database, assignments_table)
    one = found[number % len(found)]
    async with database.read() as connection:
        member, chat = await people.member(connection, one.member_id), await chats.get(connection, one.member_id)
    assert chat is not None
    with suppress(Refusal):
        await presses.press(Work(database, now), Caller(chat, chat.number, member), one.id, "done", None, SCHOOL_RULES)


async def live(edits: list[Edit], folder: Path) -> None:
    database = Database.in_folder(folder)
    try:
        async with database.write() as connection:
            await settle(connection)
        now = START
        for edit in edits:
            now += timedelta(hours=edit.hours, seconds=1)
            while await digests.queue_due(database, now=now, rules=SCHOOL_RULES):
                pass
            before = {row.id: row for row in await rows(database, assignments_table)}
            said = len(await spoken(database))
            await act(database, edit, now)
            await check_answers(database, before, edit)
            await check_days(database)
            while await digests.queue_due(database, now=now, rules=SCHOOL_RULES):
                pass
            await check_reminders(database, said, now)
    finally:
        await database.close()


async def check_answers(database: Database, before: dict[int, Row[Any]], edit: Edit) -> None:
    after = {row.id: row for row in await rows(database, assignments_table)}
    for key, row in before.items():
        assert key in after, "an assignment is gone"
        if edit.what != "done":
            assert after[key].status == row.status, "an answer has changed"
    open_ones = [(row.measure_id, row.member_id) for row in after.values() if row.status != "cancelled"]
    single = [pair for pair in open_ones if READ[pair[0] - 1].kind == "once"]
    assert len(single) == len(set(single)), "one deadline became two"


async def check_days(database: Database) -> None:
    """Every deadline is controlled on a working day of the school, and what words name is due as they say."""
    async with database.read() as connection:
        calendars = await calendars_of(connection, SCHOOL, SCHOOL_RULES)
        views = [
            await assignments.view(connection, row.id) for row in await connection.execute(select(assignments_table))
        ]
    for view in views:
        assert view is not None
        assert calendars.work.is_working(view.control), f"controlled on a free day: {view.control}"
        stage = READ[view.measure_id - 1]
        if stage.kind == "once" and stage.calendar is not None:
            term = calendars.school.find(stage.calendar.unit, stage.calendar.index or 0, YEAR)
            assert term is not None
            assert view.due == term.last
            assert view.start == (None if stage.calendar.end else term.first)
        elif stage.due is not None and stage.kind == "once":
            assert view.due == stage.due, "a plain date was moved"


async def check_reminders(database: Database, said: int, now: datetime) -> None:
    """A change by itself says nothing that is late: what comes is to come."""
    assert len(await spoken(database)) <= said, "the change was followed by reminders about the past"
    for row in await rows(database, assignments_table):
        assert row.next_at is None or row.next_at > now, "left behind"
        assert row.status != "done" or row.next_at is None, "asked after the answer"
    days = [(row.stage_id, row.due) for row in await rows(database, periods)]
    assert len(days) == len(set(days))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits=EDITS)
def test_answers_stay_and_nothing_late_is_said_whatever_is_changed(empty: Path, edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(empty, folder)
        asyncio.run(live(edits, Path(folder)))
