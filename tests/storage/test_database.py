"""The database keeps what was acknowledged, queues its writers and knows only aware moments."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from storage.database import (
    Database,
    alembic_config,
    copy_sqlite,
    insert_new,
    migrate,
    newest_revision,
    sqlite_url,
)
from storage.tables import inbox, metadata, organisations

MOMENT = datetime(2026, 10, 5, 9, 0, tzinfo=timezone(timedelta(hours=3)))


def row(number: int, moment: datetime = MOMENT) -> dict[str, object]:
    return {"update_id": number, "chat": 1, "body": "{}", "received_at": moment, "not_before": moment}


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
async def test_every_connection_survives_a_power_cut(database: Database, pragma: str, value: object) -> None:
    async with database.write() as writer, database.read() as reader:
        for connection in (writer, reader):
            assert (await connection.execute(text(f"PRAGMA {pragma}"))).scalar_one() == value


async def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(inbox).values(row(1)))
    async with database.read() as connection:
        kept = (await connection.execute(select(inbox.c.received_at))).scalar_one()
    assert kept == MOMENT
    assert kept.tzinfo is UTC


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        async with database.write() as connection:
            await connection.execute(insert(inbox).values(row(1, MOMENT.replace(tzinfo=None))))


async def test_two_writers_who_read_first_lose_no_update(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(organisations).values(id=1, kind="school", name="0"))

    async def add_one() -> None:
        async with database.write() as connection:
            before = int((await connection.execute(select(organisations.c.name))).scalar_one())
            await asyncio.sleep(0)
            await connection.execute(organisations.update().values(name=str(before + 1)))

    await asyncio.gather(*(add_one() for _ in range(40)))
    async with database.read() as connection:
        assert (await connection.execute(select(organisations.c.name))).scalar_one() == "40"


async def test_a_writer_of_another_process_waits_instead_of_failing(database: Database) -> None:
    other = Database(database.url)
    order: list[str] = []

    async def write(who: Database, name: str, hold: float) -> None:
        async with who.write() as connection:
            order.append(f"{name} in")
            await connection.execute(insert(organisations).values(kind="school", name=name))
            await asyncio.sleep(hold)
            order.append(f"{name} out")

    first = asyncio.create_task(write(database, "first", 0.5))
    await asyncio.sleep(0.2)
    await write(other, "second", 0)
    await first
    await other.close()
    assert order == ["first in", "first out", "second in", "second out"]


async def test_a_reader_does_not_wait_for_a_writer_and_sees_one_moment(database: Database) -> None:
    async with database.read() as reader:
        assert (await reader.execute(select(organisations.c.id))).all() == []
        async with database.write() as writer:
            await writer.execute(insert(organisations).values(kind="school", name="СОШ №2"))
        assert (await reader.execute(select(organisations.c.id))).all() == []
    async with database.read() as reader:
        assert len((await reader.execute(select(organisations.c.id))).all()) == 1


async def test_an_exception_undoes_the_whole_transaction(database: Database) -> None:
    async def write_both() -> None:
        async with database.write() as connection:
            await connection.execute(insert(organisations).values(kind="school", name="СОШ №2"))
            await connection.execute(insert(organisations).values(kind="planet", name="Марс"))

    with pytest.raises(IntegrityError):
        await write_both()
    async with database.read() as connection:
        assert (await connection.execute(select(organisations.c.id))).all() == []


async def test_a_row_that_stands_is_not_inserted_again(database: Database) -> None:
    async with database.write() as connection:
        assert await insert_new(connection, inbox, row(7), unique=["update_id"]) == 7
        assert await insert_new(connection, inbox, row(7), unique=["update_id"]) is None


async def test_a_copy_holds_what_is_committed_and_not_yet_in_the_main_file(database: Database, tmp_path: Path) -> None:
    async with database.write() as connection:
        await connection.execute(insert(inbox).values(row(1)))
    assert database.url.database is not None
    target = tmp_path / "copy"
    target.mkdir()
    copy_sqlite(Path(database.url.database), target / "vsrok.sqlite3")
    copied = Database.in_folder(target)
    async with copied.read() as connection:
        assert (await connection.execute(select(inbox.c.update_id))).scalar_one() == 1
    await copied.close()


async def tables_of(folder: Path) -> set[str]:
    opened = Database.in_folder(folder)
    async with opened.read() as connection:
        names = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))
    await opened.close()
    return names - {"alembic_version"}


async def test_the_migrations_lead_up_down_and_up_again_to_the_tables_of_the_code(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "new" / "data")
    await asyncio.to_thread(migrate, url)
    assert await tables_of(tmp_path / "new" / "data") == set(metadata.tables)
    await asyncio.to_thread(command.downgrade, alembic_config(url), "base")
    assert await tables_of(tmp_path / "new" / "data") == set()
    await asyncio.to_thread(migrate, url)
    # Raises when a table, column or index of the code is not what the migrations make.
    await asyncio.to_thread(command.check, alembic_config(url))


def test_the_newest_revision_is_the_last_of_the_migrations(tmp_path: Path) -> None:
    assert newest_revision() == ScriptDirectory.from_config(alembic_config(sqlite_url(tmp_path))).get_current_head()


def test_what_is_up_to_date_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(sqlite_url(tmp_path))
    left = (tmp_path / "vsrok.sqlite3").read_bytes()
    monkeypatch.setattr(command, "upgrade", None)
    migrate(sqlite_url(tmp_path))
    assert (tmp_path / "vsrok.sqlite3").read_bytes() == left


def test_a_database_of_a_later_version_of_the_bot_is_refused(tmp_path: Path) -> None:
    migrate(sqlite_url(tmp_path))
    with closing(sqlite3.connect(tmp_path / "vsrok.sqlite3")) as later, later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CommandError, match="9999"):
        migrate(sqlite_url(tmp_path))


def test_a_migration_that_breaks_off_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    with closing(sqlite3.connect(tmp_path / "vsrok.sqlite3")) as stranger:
        stranger.execute("CREATE TABLE reports (whatever)")
    with pytest.raises(OperationalError):
        migrate(url)
    with closing(sqlite3.connect(tmp_path / "vsrok.sqlite3")) as left:
        assert left.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("reports",)]


def test_what_stood_before_an_upgrade_stands_after_it(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    command.upgrade(alembic_config(url), "0001")
    with closing(sqlite3.connect(tmp_path / "vsrok.sqlite3")) as old:
        old.executescript(
            """
            INSERT INTO organisations (id, name, kind) VALUES (1, 'СОШ №2', 'school');
            INSERT INTO members (id, organisation_id, family, given, role, created_at)
                VALUES (1, 1, 'Полякова', 'Вера', 'coordinator', 0);
            INSERT INTO files (sha256, size, stored_at) VALUES ('a', 1, 0);
            INSERT INTO roadmaps (id, organisation_id, title, source_name, source_sha256, state, profile, created_by,
                created_at) VALUES (1, 1, 'План', 'план.docx', 'a', 'active', 'обычный', 1, 0);
            INSERT INTO measures (id, roadmap_id, position, title, deadline_text, source)
                VALUES (1, 1, 0, 'Совещание', 'июнь', '{}');
            """
        )
    migrate(url)
    with closing(sqlite3.connect(tmp_path / "vsrok.sqlite3")) as new:
        assert new.execute("SELECT title, replaces_id FROM roadmaps").fetchall() == [("План", None)]
        assert new.execute("SELECT roadmap_id, title, removed_at FROM measures").fetchall() == [(1, "Совещание", None)]
        assert new.execute("PRAGMA foreign_key_check").fetchall() == []
