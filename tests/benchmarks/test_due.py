"""Nothing that the planner asks every second walks through all that is open, or all that was ever said."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks.due_store import RULES, furnish, moments
from services.digests import queue_due
from storage.database import Database

GROWING = ("assignments", "reminders", "deliveries", "periods", "measures", "chats", "members")


async def test_what_is_due_is_found_through_indexes(tmp_path: Path) -> None:
    database, _, _ = await furnish(tmp_path, 1_000)
    asked = listen(database)
    told = [await queue_due(database, now=moment, rules=RULES) for moment in moments()]
    await database.close()
    assert told == [0, 1, 199]
    walks: dict[str, list[str]] = {}
    with closing(sqlite3.connect(tmp_path / "vsrok.sqlite3")) as base:
        for statement, parameters in asked.items():
            plan = [row[3] for row in base.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            if any(re.match(rf"SCAN ({'|'.join(GROWING)})\b", step) for step in plan):
                walks[statement] = plan
    assert asked
    assert walks == {}


def listen(database: Database) -> dict[str, Any]:
    """Every statement that is asked from now on, with the parameters of the first time."""
    asked: dict[str, Any] = {}

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")):
            asked.setdefault(statement, parameters[0] if many else parameters)

    for engine in (database._writer, database._readers):
        event.listen(engine.sync_engine, "before_cursor_execute", note)
    return asked
