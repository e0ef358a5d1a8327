"""A page of the log and a page of its pictures cost the same however much was answered: nothing is walked through."""

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from domain.log_query import Filter
from storage import log, log_evidence
from storage.database import Database, migrate
from storage.log import Choice, Reader
from storage.tables import (
    assignments,
    attachments,
    chats,
    files,
    measures,
    members,
    organisations,
    periods,
    reports,
    roadmaps,
    stages,
)
from tests.benchmarks.test_due import listen

NOW = datetime(2022, 10, 17, 9, tzinfo=UTC)
SCHOOLS, PEOPLE, MEASURES, ANSWERS = 4, 20, 30, 600
GROWING = ("reports", "attachments", "assignments", "measures", "periods", "journal", "deliveries", "repeats")
EVERYWHERE = frozenset(range(1, SCHOOLS + 2))
READERS = {
    "of everything": Reader(1, EVERYWHERE, True),
    "of some schools": Reader(1, EVERYWHERE - {2}),
    "of one school": Reader(1, frozenset({3})),
    "of their own": Reader(1, None),
}
FILTERS = {
    "no filter": Filter(),
    "days": Filter(first=date(2022, 10, 1), last=date(2022, 10, 9)),
    "a person": Filter(person=2),
    "a plan": Filter(roadmap=1),
    "a measure": Filter(measure=1),
    "a school": Filter(school=3),
    "all of it": Filter(1, 1, 3, 2, date(2022, 10, 1)),
}
_SHA = "0" * 64


async def furnish(folder: Path) -> Database:
    """A district: schools, people, a plan of the district and one of each school, answers with a photo each."""
    database = Database.in_folder(folder)
    await asyncio.to_thread(migrate, database.url)
    tables: dict[Any, list[dict[str, Any]]] = {
        organisations: [
            {"id": one, "kind": "school" if one > 1 else "district", "name": f"№{one}", "parent_id": one > 1 or None}
            for one in EVERYWHERE
        ],
        members: [
            {"id": one, "organisation_id": 2 + one % SCHOOLS, "role": "executor", "family": "Ким", "given": "Вера"}
            | {"created_at": NOW}
            for one in range(1, PEOPLE + 1)
        ],
        chats: [{"id": 1, "number": 1, "kind": "private"}],
        files: [{"sha256": _SHA, "size": 1, "stored_at": NOW}],
        roadmaps: [
            {"id": one, "organisation_id": one, "title": "План", "source_name": "x", "source_sha256": _SHA}
            | {"state": "active", "profile": "x", "created_by": 1, "created_at": NOW}
            for one in EVERYWHERE
        ],
        measures: [
            {"id": one, "roadmap_id": 1 + one % (SCHOOLS + 1), "position": one, "title": f"Дело {one}"}
            | {"deadline_text": "", "source": {}}
            for one in range(1, MEASURES + 1)
        ],
    }
    each = range(1, MEASURES + 1)
    tables[stages] = [
        {"id": one, "measure_id": one, "position": 0, "kind": "once", "not_understood": []} for one in each
    ]
    tables[periods] = [
        {"id": one, "stage_id": one, "due": date(2022, 10, 20), "control": date(2022, 10, 20)} for one in each
    ]
    tables[assignments] = [
        {"id": (one - 1) * PEOPLE + person, "period_id": one, "measure_id": one, "member_id": person, "main": True}
        for one in each
        for person in range(1, PEOPLE + 1)
    ]
    tables[reports] = [
        {"id": one, "assignment_id": one, "author_id": (one - 1) % PEOPLE + 1, "chat_id": 1}
        | {"at": NOW - timedelta(minutes=ANSWERS - one)}
        for one in range(1, ANSWERS + 1)
    ]
    tables[attachments] = [
        {"report_id": one, "message": one, "kind": "photo", "remote_id": "x", "remote_unique": "x"}
        for one in range(1, ANSWERS + 1)
    ]
    async with database.write() as connection:
        for table, rows in tables.items():
            await connection.execute(insert(table), rows)
    return database


def choice(reader: Reader, filter_: Filter) -> Choice:
    since = None if filter_.first is None else datetime.combine(filter_.first, datetime.min.time(), UTC)
    schools = None if filter_.school is None else frozenset({filter_.school})
    return Choice(reader, filter_, NOW + timedelta(days=1), since, schools)


async def test_the_first_page_is_found_through_indexes(tmp_path: Path) -> None:
    database = await furnish(tmp_path)
    asked = listen(database)
    async with database.read() as connection:
        for reader in READERS.values():
            for filter_ in FILTERS.values():
                await log.page(connection, choice(reader, filter_), offset=0, limit=11)
                await log_evidence.pictures_of(connection, choice(reader, filter_), offset=0, limit=13)
        assert len(await log.page(connection, choice(READERS["of everything"], Filter()), offset=0, limit=11)) == 11
    await database.close()
    walks: dict[str, list[str]] = {}
    with closing(sqlite3.connect(tmp_path / "vsrok.sqlite3")) as base:
        for statement, parameters in asked.items():
            plan = [row[3] for row in base.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            if any(re.match(rf"SCAN ({'|'.join(GROWING)})\b", step) for step in plan):
                walks[statement] = plan
    assert len(asked) > len(READERS) * 2
    assert walks == {}


async def test_every_way_of_finding_finds_what_a_look_at_each_answer_would(tmp_path: Path) -> None:
    """The ways through the indexes are many, what they may find is said in one place: here, plainly."""
    database = await furnish(tmp_path)
    async with database.read() as connection:
        for who, reader in READERS.items():
            for which, filter_ in FILTERS.items():
                asked = choice(reader, filter_)
                found = [one.id for one in await log.page(connection, asked, offset=0, limit=ANSWERS)]
                assert found == [one for one in range(ANSWERS, 0, -1) if fits(one, asked)], (who, which)
                beginning = [one.id for one in await log.page(connection, asked, offset=3, limit=5)]
                assert beginning == found[3:8], (who, which)
    await database.close()


def fits(report: int, asked: Choice) -> bool:
    """Whether the answer is the reader's to see and is asked for."""
    author, measure = (report - 1) % PEOPLE + 1, (report - 1) // PEOPLE + 1
    school, plan, at = 2 + author % SCHOOLS, 1 + measure % (SCHOOLS + 1), NOW - timedelta(minutes=ANSWERS - report)
    seen, filter_ = asked.reader.organisations, asked.filter
    wanted = {filter_.person: author, filter_.measure: measure, filter_.roadmap: plan, filter_.school: school}
    return (
        (author == asked.reader.member_id if seen is None else school in seen or plan in seen)
        and all(one is None or one == is_ for one, is_ in wanted.items())
        and (asked.since is None or at >= asked.since)
        and at < asked.until
    )
