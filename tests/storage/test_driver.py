"""The driver makes no trip to its thread in vain, and leaves nothing behind when its task is cut off."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from storage import driver
from storage.database import Database
from storage.tables import organisations

SCHOOL = {"kind": "school", "name": "СОШ №2"}


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every trip to the thread of a connection."""
    made: list[str] = []
    whole = driver.Connection._execute

    async def count(connection: driver.Connection, work: object, *rest: object, **named: object) -> object:
        made.append(repr(work))
        return await whole(connection, work, *rest, **named)

    monkeypatch.setattr(driver.Connection, "_execute", count)
    return made


async def names(database: Database) -> int:
    async with database.read() as connection:
        found: int = (await connection.execute(select(func.count()).select_from(organisations))).scalar_one()
        return found


async def test_a_transaction_is_one_trip_for_each_statement(database: Database, trips: list[str]) -> None:
    await names(database)  # opens the connection
    trips.clear()
    assert await names(database) == 0
    assert len(trips) == len(["BEGIN", "SELECT", "COMMIT"]), trips


async def test_what_a_statement_changed_and_returned_is_known(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(organisations), [SCHOOL, SCHOOL | {"name": "СОШ №3"}])
        changed = await connection.execute(organisations.update().values(name="СОШ №4"))
        assert changed.rowcount == 2
        gone = await connection.execute(organisations.delete().returning(organisations.c.name))
        assert gone.scalars().all() == ["СОШ №4", "СОШ №4"]
        made = await connection.execute(insert(organisations).values(SCHOOL))
        assert made.inserted_primary_key is not None
        kept = (await connection.execute(select(organisations.c.id))).scalar_one()
        assert made.inserted_primary_key[0] == kept


async def test_what_a_task_began_before_it_was_cut_off_is_undone(tmp_path: Path) -> None:
    connection = await driver.connect(str(tmp_path / "one.sqlite3"), isolation_level=None)
    beginning = asyncio.create_task(connection.cursor().execute("BEGIN IMMEDIATE"))
    await asyncio.sleep(0)
    beginning.cancel()
    await asyncio.gather(beginning, return_exceptions=True)
    await connection.rollback()
    assert not await connection.run(lambda opened: opened.in_transaction)
    await connection.close()


async def test_who_closes_a_connection_that_is_being_closed_does_not_wait_for_ever(tmp_path: Path) -> None:
    connection = await driver.connect(str(tmp_path / "one.sqlite3"))
    closing = asyncio.create_task(connection.close())
    await asyncio.sleep(0)
    stopped = connection.stop()
    assert stopped is not None
    closing.cancel()
    async with asyncio.timeout(5):
        await stopped
        await asyncio.gather(closing, return_exceptions=True)


async def test_a_task_cut_off_at_any_moment_leaves_no_transaction_open(database: Database) -> None:
    async def found_a_school() -> None:
        async with database.write() as connection:
            await connection.execute(insert(organisations).values(SCHOOL))

    stands = 0
    for steps in range(0, 60, 3):
        founding = asyncio.create_task(found_a_school())
        for _ in range(steps):
            await asyncio.sleep(0 if steps % 2 else 0.0001)
        founding.cancel()
        [cut] = await asyncio.gather(founding, return_exceptions=True)
        now = await names(database)
        assert now - stands in ((0, 1) if isinstance(cut, asyncio.CancelledError) else (1,))
        stands = now
    async with asyncio.timeout(2):
        await found_a_school()
    assert await names(database) == stands + 1
