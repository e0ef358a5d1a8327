"""The inbox keeps each update once, until it is dealt with."""

from datetime import UTC, datetime, timedelta

import pytest

from services import inbox as service
from storage import inbox
from storage.database import Database
from storage.inbox import Incoming

NOW = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)


async def store(database: Database, *ids: int, chat: int = 5) -> None:
    await service.store(database, [Incoming(number, chat, f'{{"update_id": {number}}}') for number in ids], NOW)


async def test_a_batch_that_comes_again_changes_nothing(database: Database) -> None:
    await store(database, 1, 2)
    assert await service.finish(database, 1)
    await service.store(database, [Incoming(1, 9, "new"), Incoming(2, 9, "new"), Incoming(3, 5, "{}")], NOW)
    assert await service.waiting(database) == [(2, 5), (3, 5)]
    kept = await service.get(database, 2)
    assert kept is not None
    assert kept.body == '{"update_id": 2}'


async def test_an_empty_batch_is_stored_without_complaint(database: Database) -> None:
    await service.store(database, [], NOW)
    assert await service.waiting(database) == []


async def test_an_update_is_finished_once(database: Database) -> None:
    await store(database, 1)
    assert await service.finish(database, 1)
    assert not await service.finish(database, 1)
    assert not await service.finish(database, 2)
    assert await service.get(database, 1) is None


async def test_a_finish_that_is_undone_leaves_the_update_waiting(database: Database) -> None:
    await store(database, 1)

    async def fail_midway() -> None:
        async with database.write() as connection:
            assert await inbox.finish(connection, 1)
            raise LookupError

    with pytest.raises(LookupError):
        await fail_midway()
    assert await service.waiting(database) == [(1, 5)]


async def test_a_failed_update_waits_twice_as_long_each_time_and_is_put_aside_at_the_fifth(database: Database) -> None:
    await store(database, 1)
    pauses, codes = [], []
    while (waiting := await service.get(database, 1)) is not None:
        codes.append(await service.fail(database, waiting, LookupError("x"), NOW))
        if (after := await service.get(database, 1)) is not None:
            pauses.append((after.not_before - NOW).total_seconds())
    assert pauses == [1, 2, 4, 8]
    assert codes[:4] == [None] * 4
    (aside,) = await service.shunted(database)
    assert (aside.code, aside.update_id) == (codes[4], 1)


async def test_an_update_finished_meanwhile_is_not_put_aside(database: Database) -> None:
    await store(database, 1)
    waiting = await service.get(database, 1)
    assert waiting is not None
    for _ in range(4):
        await service.fail(database, waiting, LookupError(), NOW)
    late = await service.get(database, 1)
    assert late is not None
    await service.finish(database, 1)
    assert await service.fail(database, late, LookupError(), NOW) is None
    assert await service.shunted(database) == []


async def test_only_what_is_done_is_forgotten_after_eight_days(database: Database) -> None:
    await store(database, 1, 2)
    await service.finish(database, 1)
    assert await service.forget(database, NOW + timedelta(days=8)) == 0
    assert await service.forget(database, NOW + timedelta(days=8, seconds=1)) == 1
    assert await service.waiting(database) == [(2, 5)]
