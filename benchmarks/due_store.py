"""Our own side of ``benchmarks.due``: a real database with so many open assignments, looked at by the real planner."""

import asyncio
import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, insert, select, update

from benchmarks.figures import Figures, beating, median_of, resident_megabytes
from bot.config import Config
from bot.rules import rules_of
from domain.calendars import WorkDays
from domain.reminders import Course, Watched, begin, ladder
from services.digests import queue_due
from storage import courses
from storage.database import Database, migrate, sqlite_url
from storage.tables import (
    assignments,
    chats,
    deliveries,
    files,
    measures,
    members,
    organisations,
    periods,
    reminders,
    roadmaps,
    stages,
)

RULES = rules_of(Config())
TODAY = date(2023, 10, 18)
"""A Wednesday."""
BURST = 1_000
EACH = 5
"""Open assignments of each person."""
TOGETHER = 10
"""People who answer for the same day of the same measure."""
_AHEAD = 7
_AT_ONCE = 10_000
_EARLY = wall_time(8, 30)


async def furnish(folder: Path, count: int) -> tuple[Database, float, float]:
    """A new database with ``count`` open assignments; the seconds and megabytes that these took."""
    await asyncio.to_thread(migrate, sqlite_url(folder))
    database = Database(sqlite_url(folder))
    await _settle(database, count)
    before, began = resident_megabytes(), time.perf_counter()
    await _fill(database, assignments, _assignments(count))
    took, memory = time.perf_counter() - began, resident_megabytes() - before
    await _remember(database, count)
    return database, took, memory


def moments() -> tuple[datetime, datetime, datetime]:
    """When nobody is to be told anything, when one person is, when everybody of the burst is."""
    nine = RULES.hours.at(TODAY)
    return nine - timedelta(minutes=60), nine - timedelta(minutes=30), nine


async def measure(count: int, folder: Path) -> Figures:
    """Look at ``count`` open assignments at three moments of a day.

    The first person of the burst hears at half past eight, the other assignments of it are due at nine.
    """
    database, added, memory = await furnish(folder, count)
    dawn, early, nine = moments()

    async def only_query() -> None:
        async with database.read() as connection:
            assert not await courses.due(connection, dawn, BURST)

    async def idle() -> None:
        assert await queue_due(database, now=dawn, rules=RULES) == 0

    await idle()
    query, nothing = await median_of(50, only_query), await median_of(50, idle)
    one = [await _told(database, early, count, expected=1) for _ in range(9)]
    burst = [await _told(database, nine, count, expected=_bursting(count) // EACH) for _ in range(5)]
    await database.close()
    return Figures(
        add=added,
        idle=nothing,
        query=query,
        one=statistics.median(took for took, _ in one),
        burst=statistics.median(took for took, _ in burst),
        # The best of five: what the work itself costs, without the other work of the machine.
        blocked=min(blocked for _, blocked in burst),
        memory=memory,
        file=_size(folder / "vsrok.sqlite3") / 2**20,
    )


async def _told(database: Database, now: datetime, count: int, *, expected: int) -> tuple[float, float]:
    """Everything that is due at ``now`` becomes messages: the seconds it takes, the longest the loop stood still."""
    async with beating() as beats:
        began = time.perf_counter()
        queued = await queue_due(database, now=now, rules=RULES)
        took = time.perf_counter() - began
    assert queued == expected, (queued, expected)
    await _undo(database, count)
    return took, beats.longest


async def _undo(database: Database, count: int) -> None:
    """The burst is as it was before anybody looked."""
    async with database.write() as connection:
        await connection.execute(delete(reminders).where(reminders.c.id > count))
        await connection.execute(delete(deliveries).where(deliveries.c.id > _people(count)))
        for early in (True, False):
            which = assignments.c.id == 1 if early else assignments.c.id.between(2, BURST)
            course = _course(_burst_day(), early=early)
            change = update(assignments).where(which).values(told_to=course.told_to, next_at=course.next_at)
            await connection.execute(change)


async def _fill(database: Database, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    async with database.write() as connection:
        while chunk := list(islice(rows, _AT_ONCE)):
            await connection.execute(insert(table), chunk)


# --- what lies in the database ---------------------------------------------------------------------------------------


def _size(path: Path) -> int:
    return path.stat().st_size


def _people(count: int) -> int:
    return count // EACH


def _bursting(count: int) -> int:
    return min(BURST, count)


def _work() -> WorkDays:
    return WorkDays(RULES.country, RULES.due_day_off)


def _burst_day() -> date:
    return _work().shift(TODAY, _AHEAD)


def _days() -> list[date]:
    """When the measures of a plan are due: EACH on one that people hear of today, then a year that nobody hears of."""
    first = _work().shift(TODAY, max(RULES.profiles[RULES.profile].before) + 1)
    year = [first + timedelta(days=number) for number in range(365)]
    return [*[_burst_day()] * EACH, *filter(_work().is_working, year)]


def _course(control: date, *, early: bool = False) -> Course:
    hours = RULES.hours
    if early:
        hours = type(hours)(hours.zone, _EARLY, hours.quiet_from, hours.quiet_to)
    watched = Watched(None, control, "deadline")
    notices = ladder(watched, RULES.profiles[RULES.profile], RULES, _work(), hours)
    return begin(watched, notices, hours, hours.at(TODAY - timedelta(days=1)))


def _plans(count: int) -> int:
    """So many plans that about TOGETHER people answer for each measure."""
    return count // (len(_days()) * TOGETHER) + 1


async def _settle(database: Database, count: int) -> None:
    """The district, its people with their chats, its plans with a measure for each day."""
    now = datetime(2023, 9, 1, tzinfo=UTC)
    people, plans, days = range(1, _people(count) + 1), range(1, _plans(count) + 1), _days()
    rows = list(enumerate(((plan, day) for plan in plans for day in days), start=1))

    async def fill(table: Table, made: Iterator[dict[str, Any]]) -> None:
        await _fill(database, table, made)

    await fill(organisations, iter([{"id": 1, "kind": "district", "name": "Район"}]))
    name = {"role": "executor", "family": "Иванова", "given": "Анна", "created_at": now, "organisation_id": 1}
    await fill(members, ({"id": one, **name, "digest_at": _EARLY if one == 1 else None} for one in people))
    await fill(chats, ({"id": one, "number": one, "kind": "private", "member_id": one} for one in people))
    await fill(files, iter([{"sha256": "0", "size": 1, "stored_at": now}]))
    plan = {"organisation_id": 1, "title": "План", "source_name": "план.docx", "source_sha256": "0", "created_by": 1}
    plan |= {"state": "active", "profile": RULES.profile, "created_at": now}
    await fill(roadmaps, ({"id": one, **plan} for one in plans))
    row = {"title": "Провести мероприятие", "deadline_text": "до 1 сентября", "source": {}}
    await fill(measures, ({"id": one, "position": one, "roadmap_id": of, **row} for one, (of, _) in rows))
    stage = {"position": 0, "kind": "once", "not_understood": []}
    await fill(stages, ({"id": one, "measure_id": one, "due": day, **stage} for one, (_, day) in rows))
    await fill(periods, ({"id": one, "stage_id": one, "due": day, "control": day} for one, (_, day) in rows))


def _assignments(count: int) -> Iterator[dict[str, Any]]:
    """The burst first, five of each person; then the others, spread evenly over people, plans and the year."""
    days, plans = _days(), _plans(count)
    on = {day: _course(day) for day in days}
    places = [(plan, place) for plan in range(plans) for place in range(EACH, len(days))]
    random.Random(1).shuffle(places)
    apart = len(places) // (EACH + 1)
    in_burst = _bursting(count) // EACH
    for number in range(count):
        if number < BURST:
            member, place = divmod(number, EACH)
            plan = member % plans
        else:
            nth, other = divmod(number - BURST, _people(count) - in_burst)
            member = in_burst + other
            plan, place = places[(other + nth * apart) % len(places)]
        course = _course(days[0], early=True) if number == 0 else on[days[place]]
        row = plan * len(days) + place + 1
        yield {
            "period_id": row,
            "measure_id": row,
            "member_id": member + 1,
            "main": True,
            "told_to": course.told_to,
            "next_at": course.next_at,
        }


async def _remember(database: Database, count: int) -> None:
    """What was said before: each person has been told of all five once, in one message."""
    before = RULES.hours.at(TODAY) - timedelta(days=9)
    said = {"kind": "digest", "priority": 1, "data": {}, "due_at": before, "state": "sent", "message": 1}
    people = range(1, _people(count) + 1)
    sent = ({"id": one, "key": f"digest:{one}:1", "chat_id": one, "member_id": one, **said} for one in people)
    await _fill(database, deliveries, sent)
    told = {"kind": "ahead", "days": 14, "planned_at": before, "fire_at": before, "state": "told"}
    async with database.read() as connection:
        owners = (await connection.execute(select(assignments.c.id, assignments.c.member_id))).all()
    rows = ({"id": one, "assignment_id": one, "member_id": of, "delivery_id": of, **told} for one, of in owners)
    await _fill(database, reminders, rows)
