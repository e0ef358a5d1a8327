"""The outbox gives out the right rows in the right order, each to one worker."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, select, update

from domain.outbox import Delivery, Outcome, Priority
from services import outbox
from storage import chats, deliveries
from storage.database import Database
from storage.tables import chats as chats_table
from storage.tables import deliveries as table
from storage.tables import log_chats, organisations

NOW = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
LEASE = timedelta(seconds=30)
SECOND = timedelta(seconds=1)


async def meet(database: Database, number: int, kind: str = "private") -> int:
    async with database.write() as connection:
        return (await chats.meet(connection, "telegram", number, kind=kind)).id


async def say(database: Database, chat_id: int, key: str, **more: Any) -> int:
    async with database.write() as connection:
        more.setdefault("priority", Priority.REMINDER)
        identity = await outbox.say(connection, chat_id=chat_id, kind="test", key=key, now=NOW, **more)
    assert identity is not None
    return identity


async def claim(database: Database, worker: str = "first", limit: int = 10, **more: Any) -> list[str]:
    return [
        each.key
        for each in await outbox.claim(database, worker=worker, now=NOW, lease=LEASE, limit=limit, **more)
    ]  # fmt: skip


async def taken(database: Database, worker: str = "first") -> Delivery:
    """The one claimed delivery, on its way."""
    (delivery,) = await outbox.claim(database, worker=worker, now=NOW, lease=LEASE, limit=1)
    assert await outbox.begin_sending(database, delivery, worker=worker, now=NOW, lease=LEASE)
    return delivery


async def settle(database: Database, delivery: Delivery, outcome: Outcome, worker: str = "first") -> bool:
    async with database.write() as connection:
        return await outbox.settle(connection, delivery, outcome, worker=worker, now=NOW)


async def states(database: Database) -> dict[str, str]:
    async with database.read() as connection:
        return {row.key: row.state for row in await connection.execute(select(table))}


async def test_an_answer_takes_the_place_of_the_message_that_it_was_written_behind(database: Database) -> None:
    chat = await meet(database, 1)
    await say(database, chat, "reading", priority=Priority.ANSWER)
    reading = await taken(database)
    await say(database, chat, "preview", priority=Priority.ANSWER, data={"in_place_of": "reading"})
    assert await claim(database) == []
    assert await settle(database, reading, Outcome("sent", messages=(71,)))
    (preview,) = await outbox.claim(database, worker="first", now=NOW, lease=LEASE, limit=1)
    assert (preview.key, preview.edits) == ("preview", 71)


async def test_the_urgent_comes_first_then_the_earlier_due(database: Database) -> None:
    anna, boris, vera = [await meet(database, number) for number in (1, 2, 3)]
    await say(database, anna, "announcement", priority=Priority.ANNOUNCEMENT, due_at=NOW - 9 * SECOND)
    await say(database, boris, "reminder", due_at=NOW - 3 * SECOND)
    await say(database, vera, "answer", priority=Priority.ANSWER)
    assert await claim(database) == ["answer", "reminder", "announcement"]


async def test_one_message_of_a_chat_at_a_time(database: Database) -> None:
    anna = await meet(database, 1)
    await say(database, anna, "first")
    await say(database, anna, "second")
    assert await claim(database) == ["first"]
    assert await claim(database, "second") == []


async def test_a_message_that_waits_for_its_next_try_keeps_its_place(database: Database) -> None:
    anna = await meet(database, 1)
    await say(database, anna, "first")
    await say(database, anna, "second")
    await settle(database, await taken(database), Outcome("later", retry_after=10))
    assert await claim(database) == []
    soon = await outbox.claim(database, worker="first", now=NOW + 11 * SECOND, lease=LEASE, limit=10)
    assert [each.key for each in soon] == ["first"]


async def test_places_kept_for_answers_are_given_to_nobody_else(database: Database) -> None:
    for number in range(1, 5):
        await say(database, await meet(database, number), f"reminder {number}")
    await say(database, await meet(database, 9), "answer", priority=Priority.ANSWER)
    assert await claim(database, limit=4, kept_for_answers=2) == ["answer", "reminder 1"]


async def test_resting_chats_are_passed_over(database: Database) -> None:
    anna, boris = await meet(database, 1), await meet(database, 2)
    await say(database, anna, "to anna")
    await say(database, boris, "to boris")
    assert await claim(database, resting=[anna]) == ["to boris"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from(list(Priority)), st.integers(-3, 1)), min_size=1, max_size=12)
)
async def test_whatever_waits_a_chat_is_served_by_urgency_then_by_due_moment_then_in_the_order_said(
    database: Database, said: list[tuple[int, Priority, int]]
) -> None:
    async with database.write() as connection:
        await connection.execute(delete(table))
    chat_ids = {number: await meet(database, number) for number in (1, 2, 3)}
    expected: dict[int, list[tuple[Priority, int, int]]] = {1: [], 2: [], 3: []}
    for place, (number, priority, seconds) in enumerate(said):
        await say(database, chat_ids[number], str(place), priority=priority, due_at=NOW + seconds * SECOND)
        if seconds <= 0:
            expected[number].append((priority, seconds, place))
    served: dict[int, list[int]] = {1: [], 2: [], 3: []}
    while batch := await outbox.claim(database, worker="first", now=NOW, lease=LEASE, limit=2):
        assert len({each.chat.id for each in batch}) == len(batch)
        for each in batch:
            served[each.chat.number].append(int(each.key))
            await outbox.begin_sending(database, each, worker="first", now=NOW, lease=LEASE)
            await settle(database, each, Outcome("sent", messages=(1,)))
    assert served == {number: [place for *_, place in sorted(rows)] for number, rows in expected.items()}


async def test_only_its_worker_settles_a_row_unless_the_message_arrived(database: Database) -> None:
    await say(database, await meet(database, 1), "first")
    delivery = await taken(database)
    await outbox.recover(database, worker="second", now=NOW + LEASE + SECOND, lease=LEASE, held=[])
    assert not await settle(database, delivery, Outcome("doubt"))
    assert not await settle(database, delivery, Outcome("refused", reason="x"))
    assert await states(database) == {"first": "pending"}
    assert await settle(database, delivery, Outcome("sent", messages=(7,)))
    assert await states(database) == {"first": "sent"}
    assert not await settle(database, delivery, Outcome("sent", messages=(8,)))


async def test_a_living_worker_keeps_its_rows_by_renewing_them(database: Database) -> None:
    await say(database, await meet(database, 1), "first")
    delivery = await taken(database)
    for minute in range(1, 4):
        now = NOW + minute * LEASE - SECOND
        await outbox.recover(database, worker="first", now=now, lease=LEASE, held=[delivery.id])
        assert await outbox.recover(database, worker="second", now=now, lease=LEASE, held=[]) == []
    assert await states(database) == {"first": "sending"}


async def test_a_worker_never_takes_its_own_rows_for_abandoned(database: Database) -> None:
    await say(database, await meet(database, 1), "first")
    delivery = await taken(database)
    async with database.read() as connection:
        for own, count in (("first", 0), ("second", 1)):
            years_later = NOW + timedelta(days=1000)
            left = await deliveries.abandoned(
                connection, own, expired=years_later, absurd=years_later, held=[delivery.id]
            )
            assert len(left) == count


async def test_a_row_that_its_worker_lost_from_its_hands_is_taken_back(database: Database) -> None:
    await say(database, await meet(database, 1), "first")
    await claim(database)
    await outbox.recover(database, worker="first", now=NOW, lease=LEASE, held=[])
    assert await states(database) == {"first": "pending"}


@pytest.mark.parametrize(
    ("outcome", "state", "others"),
    [
        (Outcome("sent", messages=(5,)), "sent", "pending"),
        (Outcome("later", retry_after=3), "pending", "pending"),
        (Outcome("doubt"), "pending", "pending"),
        (Outcome("again"), "pending", "pending"),
        (Outcome("blocked", reason="403"), "blocked", "blocked"),
        (Outcome("refused", reason="too long"), "failed", "pending"),
        (Outcome("moved", number=-100), "pending", "pending"),
    ],
)
async def test_each_outcome_leads_to_its_state(database: Database, outcome: Outcome, state: str, others: str) -> None:
    anna = await meet(database, 1)
    await say(database, anna, "first")
    await say(database, anna, "second")
    assert await settle(database, await taken(database), outcome)
    assert await states(database) == {"first": state, "second": others}


async def test_an_edit_may_be_repeated_five_times_and_then_fails(database: Database) -> None:
    await say(database, await meet(database, 1), "edit", edits=5)
    now = NOW
    for _ in range(5):
        (delivery,) = await outbox.claim(database, worker="first", now=now, lease=LEASE, limit=1)
        await outbox.begin_sending(database, delivery, worker="first", now=now, lease=LEASE)
        async with database.write() as connection:
            await outbox.settle(connection, delivery, Outcome("again"), worker="first", now=now)
        now += timedelta(minutes=1)
    assert await states(database) == {"edit": "failed"}


async def test_a_delivery_that_has_not_left_can_be_postponed(database: Database) -> None:
    anna = await meet(database, 1)
    await say(database, anna, "first")
    async with database.write() as connection:
        assert await outbox.postpone(connection, "first", NOW + SECOND)
        assert not await outbox.postpone(connection, "unknown", NOW)
    assert await claim(database) == []
    assert [each.key for each in await outbox.claim(
        database, worker="first", now=NOW + SECOND, lease=LEASE, limit=1)] == ["first"]  # fmt: skip
    async with database.write() as connection:
        assert not await outbox.postpone(connection, "first", NOW)


async def found(database: Database, chat_id: int, message: int) -> str | None:
    async with database.read() as connection:
        delivery = await outbox.find_by_message(connection, chat_id, message)
    return delivery and delivery.key


async def test_a_message_leads_back_to_its_delivery(database: Database) -> None:
    anna, boris = await meet(database, 1), await meet(database, 2)
    await say(database, anna, "album")
    await settle(database, await taken(database), Outcome("sent", messages=(10, 11, 14)))
    await say(database, anna, "digest")
    await settle(database, await taken(database), Outcome("sent", messages=(12,)))
    await say(database, anna, "strip", edits=12)
    await settle(database, await taken(database), Outcome("sent"))
    assert [await found(database, anna, number) for number in (10, 11, 12, 13, 14)] == [
        "album", "album", "digest", None, "album",
    ]  # fmt: skip
    assert await found(database, boris, 12) is None
    await say(database, anna, "edited", edits=12)
    await settle(database, await taken(database), Outcome("sent", messages=(12,)))
    assert await found(database, anna, 12) == "edited"


async def test_a_group_under_a_new_number_takes_its_queue_along_but_edits_nothing_there(database: Database) -> None:
    old = await meet(database, -5, "group")
    await say(database, old, "edit", edits=77)
    async with database.write() as connection:
        heir = await chats.move(connection, old, -1005)
        assert await chats.move(connection, old, -1005) == await chats.move(connection, heir, -1005) == heir
        former, chat = await chats.get(connection, old), await chats.get(connection, heir)
    assert former is not None
    assert chat is not None
    # What was written in the old group is found there still.
    assert (former.number, former.blocked) == (-5, True)
    assert (chat.number, chat.kind, chat.blocked) == (-1005, "supergroup", False)
    (delivery,) = await outbox.claim(database, worker="first", now=NOW, lease=LEASE, limit=1)
    assert (delivery.chat.number, delivery.edits) == (-1005, None)


async def test_when_the_new_number_is_known_already_it_takes_over_queue_and_journal(database: Database) -> None:
    old, new = await meet(database, -5, "group"), await meet(database, -1005, "supergroup")
    await say(database, old, "first")
    async with database.write() as connection:
        await connection.execute(organisations.insert().values(id=1, kind="school", name="СОШ №2"))
        await connection.execute(log_chats.insert().values(organisation_id=1, chat_id=old))
        assert await chats.move(connection, old, -1005) == new
        assert (await connection.execute(select(log_chats.c.chat_id))).scalar_one() == new
        former = await chats.get(connection, old)
    assert former is not None
    assert former.blocked
    (delivery,) = await outbox.claim(database, worker="first", now=NOW, lease=LEASE, limit=1)
    assert delivery.chat.number == -1005


async def test_meeting_a_chat_again_renames_it_and_does_not_unblock_it(database: Database) -> None:
    anna = await meet(database, 1)
    async with database.write() as connection:
        await chats.mark(connection, anna, blocked=True)
        chat = await chats.meet(connection, "telegram", 1, kind="private", title="Анна Иванова")
    assert (chat.id, chat.title, chat.blocked) == (anna, "Анна Иванова", True)


async def test_what_is_waited_for_is_found_by_its_index_and_not_by_reading_everything(database: Database) -> None:
    statements: list[tuple[str, Any]] = []
    engine = database._writer.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append((call[2], call[3])))
    await claim(database, resting=[1])
    await outbox.recover(database, worker="first", now=NOW, lease=LEASE, held=[1])
    async with database.write() as connection:
        await outbox.find_by_message(connection, 1, 10)
    with closing(sqlite3.connect(str(database.url.database))) as plain:
        plans = [
            row[3]
            for statement, values in statements
            if statement.startswith(("SELECT", "UPDATE"))
            for row in plain.execute("EXPLAIN QUERY PLAN " + statement, values)
        ]
    assert any("ix_deliveries_waiting (priority=? AND due_at<?)" in plan for plan in plans)
    assert any("ix_deliveries_queue (chat_id=? AND priority<?)" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN deliveries") and "ix_deliveries_leased" not in plan]


async def test_a_chat_is_unblocked_by_a_message_that_arrives(database: Database) -> None:
    anna = await meet(database, 1)
    async with database.write() as connection:
        await connection.execute(update(chats_table).values(state="blocked"))
    await say(database, anna, "first")
    await settle(database, await taken(database), Outcome("sent", messages=(1,)))
    async with database.read() as connection:
        chat = await chats.get(connection, anna)
    assert chat is not None
    assert not chat.blocked
