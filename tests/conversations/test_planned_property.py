"""Whatever the plans, people and hours: the preview of a week is what the planner then says, message by message."""

import random
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Role
from services import watching
from services.digests import ABOUT_OTHERS, queue_due
from services.planned import Preview, preview
from storage import absences, chats, people
from storage.database import Database, insert_one, sqlite_url
from storage.files import remember
from storage.tables import assignments, deliveries, measures, members, periods, reminders, roadmaps, stages
from tests.domain.rules import RULES

START = datetime(2022, 10, 10, 3, 0, tzinfo=UTC)
ZONES = (None, None, "Europe/Kaliningrad", "Asia/Kamchatka")
HOURS = (None, None, time(8), time(12, 30))
WITHOUT_ABSENCES = 12

Said = set[tuple[int, datetime, frozenset[tuple[str, int]]]]


@pytest.fixture
async def database(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database."""
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    opened = Database(sqlite_url(tmp_path))
    yield opened
    await opened.close()


async def settle(connection: AsyncConnection, draw: random.Random) -> int:
    """A district with two schools whose people have their own zones, hours, and sometimes no chat; its admin's id."""
    district = await people.add_organisation(connection, kind="district", name="Район")
    schools = [
        await people.add_organisation(connection, kind="school", name=f"СОШ №{number}", parent_id=district)
        for number in (1, 2)
    ]
    places = [(district, Role.ADMIN), (district, Role.COORDINATOR)]
    places += [(school, role) for school in schools for role in (Role.COORDINATOR, Role.HEAD, Role.EXECUTOR)]
    everybody = [await move_in(connection, draw, number, *place) for number, place in enumerate(places)]
    for number in range(draw.randint(1, 3)):
        await bring(connection, draw, number, draw.choice([district, *schools]), everybody)
    return everybody[0]


async def move_in(connection: AsyncConnection, draw: random.Random, number: int, place: int, role: Role) -> int:
    member = await people.add_member(
        connection, organisation_id=place, role=role, family=f"Ф{number}", given="И", now=START
    )
    own = {"zone": draw.choice(ZONES), "digest_at": draw.choice(HOURS)}
    await connection.execute(update(members).where(members.c.id == member).values(**own))
    if number == 0 or draw.random() < 0.75:
        chat = await chats.meet(connection, "telegram", 2000 + number, kind="private")
        await people.bind_chat(connection, chat.id, member)
    return member


async def bring(
    connection: AsyncConnection, draw: random.Random, number: int, place: int, everybody: list[int]
) -> None:
    """A roadmap whose assignments fall due around these weeks, begun as after «Принять»."""
    await remember(connection, f"{number}" * 64, 1, START)
    roadmap = await insert_one(
        connection, roadmaps, organisation_id=place, title="План", source_name="план.docx",
        source_sha256=f"{number}" * 64, state="active", profile=draw.choice(list(RULES.profiles)),
        created_by=everybody[1], created_at=START,
    )  # fmt: skip
    begun = []
    for position in range(draw.randint(1, 4)):
        measure = await insert_one(
            connection, measures, roadmap_id=roadmap, position=position, title="М", deadline_text="", source={}
        )
        due = date(2022, 10, 10) + timedelta(days=draw.randint(0, 24))
        stage = await insert_one(
            connection, stages, measure_id=measure, position=0, kind="once", due=due, not_understood=[]
        )
        form = draw.choice(["deadline", "window", "check-in"])
        start = due - timedelta(days=9) if form == "window" else None
        period = await insert_one(connection, periods, stage_id=stage, start=start, due=due, control=due, form=form)
        for member in draw.sample(everybody, draw.randint(1, 3)):
            one = await insert_one(
                connection, assignments, period_id=period, measure_id=measure, member_id=member, main=True
            )
            begun.append(one)
    await watching.begin(connection, begun, now=START, rules=RULES)


async def next_moment(database: Database) -> datetime | None:
    """When a planner that looks every second would find something."""
    async with database.read() as connection:
        first = (await connection.execute(select(func.min(assignments.c.next_at)))).scalar_one()
        waits = select(func.min(reminders.c.fire_at)).where(reminders.c.state == "pending")
        second = (await connection.execute(waits)).scalar_one()
    return min([one for one in (first, second) if one is not None], default=None)


async def send_away(connection: AsyncConnection, draw: random.Random) -> None:
    """Some are absent for a while, most of them with a deputy; some of these deputies have left since."""
    everybody = (await connection.execute(select(members.c.id, members.c.organisation_id))).all()
    for who in draw.sample(everybody, draw.randint(0, 4)):
        colleagues = [one.id for one in everybody if one.organisation_id == who.organisation_id and one.id != who.id]
        first = date(2022, 10, 10) + timedelta(days=draw.randint(0, 14))
        await absences.add(
            connection,
            member_id=who.id,
            first=first,
            last=draw.choice([None, first + timedelta(days=draw.randint(0, 10))]),
            deputy_id=draw.choice([None, *colleagues]),
            created_by=who.id,
            now=START,
        )
    if draw.random() < 0.4:
        left = draw.choice(everybody[1:]).id
        await connection.execute(update(members).where(members.c.id == left).values(active=False))


async def alone(database: Database, since: datetime) -> set[int]:
    """Who was away after that moment, with nobody to hear for them, when something came up."""
    query = select(reminders.c.member_id).where(reminders.c.reason == "absent", reminders.c.fire_at > since)
    query = query.join(assignments, assignments.c.id == reminders.c.assignment_id)
    async with database.read() as connection:
        found = await connection.execute(query.where(assignments.c.member_id == reminders.c.member_id))
        return set(found.scalars())


async def live(database: Database, since: datetime, until: datetime) -> None:
    """The planner's looks of this time; nobody answers."""
    moment = since
    while True:
        await queue_due(database, now=moment, rules=RULES)
        following = await next_moment(database)
        if following is None or following > until:
            return
        moment = max(moment, following)


async def said(database: Database) -> Said:
    async with database.read() as connection:
        found = await connection.execute(select(deliveries).where(deliveries.c.kind == "digest"))
        return {
            (
                row.member_id,
                row.due_at,
                frozenset((group, one) for group, ids in row.data.items() if group != "member" for one in ids),
            )
            for row in found
        }


def promised(seen: Preview) -> Said:
    return {
        (
            one.member_id,
            one.at.astimezone(UTC),
            frozenset(
                (item.kind if item.kind in ABOUT_OTHERS else "assignments", item.assignment_id) for item in one.items
            ),
        )
        for one in seen.promises
    }


async def put_off_some(database: Database, draw: random.Random, now: datetime) -> None:
    """Some have pressed «Позже»."""
    async with database.write() as connection:
        ids = list((await connection.execute(select(assignments.c.id))).scalars())
        chosen = draw.sample(ids, min(len(ids), draw.randint(0, 3)))
        until = now + timedelta(hours=draw.choice([1, 5, 20, 30]), minutes=draw.choice([0, 17]))
        await watching.put_off(connection, chosen, until, now=now, rules=RULES)


@pytest.mark.parametrize("seed", range(2 * WITHOUT_ABSENCES))
async def test_a_week_is_promised_as_it_is_said(database: Database, seed: int) -> None:
    draw = random.Random(seed)
    async with database.write() as connection:
        admin = await settle(connection, draw)
        if seed >= WITHOUT_ABSENCES:
            await send_away(connection, draw)
    now = START + timedelta(days=draw.randint(0, 8), hours=draw.randint(0, 23), minutes=draw.choice([0, 30]))
    await live(database, START, now)
    await put_off_some(database, draw, now)
    async with database.write() as connection:
        await connection.execute(update(deliveries).values(state="sent"))
    async with database.read() as connection:
        seen = await preview(connection, admin, now=now, rules=RULES)
    before = await said(database)
    await live(database, now, seen.until)
    assert await said(database) - before == promised(seen)
    assert await alone(database, now) <= {member_id for member_id, why in seen.missed if why == "absent"}
