"""Nothing a person sends is lost or done twice, whatever breaks at whatever moment."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Update
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.receiver import Receiver, chat_of
from sandbox.app import Running
from services import inbox
from services.work import AlreadyDone, Work
from storage.database import Database
from storage.inbox import Incoming
from storage.tables import inbox as inbox_table
from storage.tables import journal
from tests.delivery.conftest import Clock, calls, eventually, fault

ANNA, BORIS = 1001, 1002


def message(number: int, text: str) -> dict[str, Any]:
    person = {"id": number, "is_bot": False, "first_name": "Анна"}
    chat = {"id": number, "type": "private", "first_name": "Анна"}
    return {"message": {"message_id": 1, "date": 1_790_000_000, "chat": chat, "from": person, "text": text}}


class Post:
    """A receiver over one inbox. What its handler takes it writes into the journal, as its effect."""

    def __init__(self, bot: Bot, database: Database, server: Running) -> None:
        self.bot = bot
        self.database = database
        self.server = server
        self.clock = Clock()
        self.feed: Callable[[Update, Work], Awaitable[object]] = self.write_down
        self.shunted: list[tuple[int, str]] = []
        self.started: list[str] = []
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self.receiver: Receiver | None = None

    def send(self, number: int, text: str) -> int:
        """A person writes."""
        return self.server.sandbox.world.updates.put_raw(message(number, text))

    async def write_down(self, update: Update, work: Work) -> None:
        assert update.message is not None
        async with work.write() as connection:
            await connection.execute(journal.insert().values(at=work.now, what="heard", after=update.message.text))

    def start(self, **more: Any) -> None:
        async def tell(number: int, code: str) -> None:
            self.shunted.append((number, code))

        self._stop = asyncio.Event()
        self.receiver = Receiver(
            self.bot, self.database, self.feed, self.clock, allowed_updates=["message"], on_shunted=tell, **more
        )
        self._running = asyncio.create_task(self.receiver.run(self._stop))

    async def stop(self) -> None:
        if self._running is not None:
            self._stop.set()
            await self._running
            self._running = None

    async def heard(self) -> list[str]:
        """The effects so far, in their order."""
        async with self.database.read() as connection:
            return [row.after for row in await connection.execute(select(journal).order_by(journal.c.id))]

    async def states(self) -> list[str]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(inbox_table.c.state).order_by(inbox_table.c.update_id))
            return [row.state for row in rows]

    async def until_heard(self, count: int, seconds: float = 20.0) -> list[str]:
        async def is_so() -> bool:
            return len(await self.heard()) >= count

        await eventually(is_so, seconds)
        return await self.heard()

    async def until_states(self, *wanted: str) -> None:
        async def is_so() -> bool:
            return await self.states() == list(wanted)

        await eventually(is_so)


@pytest.fixture
async def post(bot: Bot, database: Database, server: Running) -> AsyncIterator[Post]:
    office = Post(bot, database, server)
    yield office
    await office.stop()


async def test_what_is_written_is_heard_and_confirmed(post: Post) -> None:
    post.send(ANNA, "выполнено")
    post.start()
    assert await post.until_heard(1) == ["выполнено"]
    await post.until_states("done")
    post.send(ANNA, "ещё")
    await post.until_heard(2)

    async def is_confirmed() -> bool:
        return not post.server.sandbox.world.updates.pending

    await eventually(is_confirmed)


async def test_nothing_is_confirmed_that_is_not_stored(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    store = inbox.store
    failures = [OperationalError("INSERT", {}, Exception("database or disk is full"))] * 2

    async def full_disk(database: Database, updates: list[Incoming], now: Any) -> None:
        if failures:
            failures.pop()
            assert len(post.server.sandbox.world.updates.pending) == 1
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))
        await store(database, updates, now)

    monkeypatch.setattr(inbox, "store", full_disk)
    post.send(ANNA, "выполнено")
    post.start()
    assert await post.until_heard(1) == ["выполнено"]


async def test_what_telegram_repeats_is_done_once(post: Post) -> None:
    update_id = post.send(ANNA, "выполнено")
    post.start()
    await post.until_heard(1)
    post.server.sandbox.world.updates.next_id = update_id
    post.send(ANNA, "то же снова")
    post.send(ANNA, "новое")
    assert await post.until_heard(2) == ["выполнено", "новое"]


async def test_what_a_killed_process_left_in_the_inbox_is_done_at_the_start(post: Post) -> None:
    waiting = [(70, "первое"), (71, "второе")]
    left = [
        Incoming(number, ANNA, json.dumps({"update_id": number, **message(ANNA, text)})) for number, text in waiting
    ]
    await inbox.store(post.database, left, post.clock())
    post.start()
    assert await post.until_heard(2) == ["первое", "второе"]


async def test_what_was_left_goes_before_what_is_new(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [Incoming(7, ANNA, json.dumps({"update_id": 7, **message(ANNA, "старое")}))]
    await inbox.store(post.database, left, post.clock())
    read = inbox.waiting

    async def slowly(database: Database) -> list[tuple[int, int]]:
        found = await read(database)
        await asyncio.sleep(0.5)
        return found

    monkeypatch.setattr(inbox, "waiting", slowly)
    post.send(ANNA, "новое")
    post.start()
    assert await post.until_heard(2) == ["старое", "новое"]


async def test_a_handler_cut_in_the_middle_has_changed_nothing_and_runs_again(post: Post) -> None:
    entered = asyncio.Event()

    async def slow(update: Update, work: Work) -> None:
        async with work.write() as connection:
            await connection.execute(journal.insert().values(at=work.now, what="heard", after="наполовину"))
            entered.set()
            await asyncio.sleep(60)

    post.feed = slow
    post.send(ANNA, "выполнено")
    post.start()
    await entered.wait()
    # A kill of the process: no goodbye, only the cancelled transaction.
    assert post.receiver is not None
    for task in post.receiver._tasks:
        task.cancel()
    await post.stop()
    assert (await post.heard(), await post.states()) == ([], ["pending"])
    post.feed = post.write_down
    post.start()
    assert await post.until_heard(1) == ["выполнено"]


async def test_an_update_that_another_try_has_finished_is_not_done_again(post: Post) -> None:
    async def twice(update: Update, work: Work) -> None:
        await post.write_down(update, work)
        with pytest.raises(AlreadyDone):
            await post.write_down(update, work)
        await post.write_down(update, work)

    post.feed = twice
    post.send(ANNA, "выполнено")
    post.start()
    await post.until_states("done")
    assert await post.heard() == ["выполнено"]


async def test_a_handler_that_changes_nothing_is_done_too(post: Post) -> None:
    async def look(update: Update, work: Work) -> None:
        async with work.read():
            pass

    post.feed = look
    post.send(ANNA, "привет")
    post.start()
    await post.until_states("done")


async def test_the_updates_of_one_chat_keep_their_order_while_one_is_tried_again(post: Post) -> None:
    post.clock.speed = 20.0
    failures = ["второе"] * 3

    async def stumbling(update: Update, work: Work) -> None:
        assert update.message is not None
        if failures and update.message.text == failures[0]:
            raise LookupError(failures.pop())
        await post.write_down(update, work)

    post.feed = stumbling
    for text in ("первое", "второе", "третье"):
        post.send(ANNA, text)
    post.start()
    assert await post.until_heard(3) == ["первое", "второе", "третье"]


async def test_a_slow_chat_does_not_hold_up_the_others(post: Post) -> None:
    go_on = asyncio.Event()

    async def wait_for_anna(update: Update, work: Work) -> None:
        assert update.message is not None
        if update.message.chat.id == ANNA:
            await go_on.wait()
        await post.write_down(update, work)

    post.feed = wait_for_anna
    post.send(ANNA, "долгое")
    post.send(BORIS, "быстрое")
    post.start()
    assert await post.until_heard(1) == ["быстрое"]
    go_on.set()
    assert await post.until_heard(2) == ["быстрое", "долгое"]


async def test_at_most_so_many_handlers_run_at_once(post: Post) -> None:
    running, most = 0, 0

    async def count(update: Update, work: Work) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.05)
        running -= 1
        await post.write_down(update, work)

    post.feed = count
    for number in range(2001, 2021):
        post.send(number, "привет")
    post.start(parallel=4)
    await post.until_heard(20)
    assert most == 4


async def test_the_parts_of_an_album_do_not_wait_for_other_chats_but_a_torrent_does(post: Post) -> None:
    for place in range(1, 13):
        post.send(ANNA, f"фото {place}")
    post.send(BORIS, "выполнено")
    post.start(parallel=1)
    heard = await post.until_heard(13)
    assert heard[:11] == [*(f"фото {place}" for place in range(1, 11)), "выполнено"]


# --- poison ----------------------------------------------------------------------------------------------------------


async def refuse(update: Update, work: Work) -> None:
    """A handler with a defect for one text."""
    assert update.message is not None
    if update.message.text == "яд":
        raise LookupError("секретные слова человека")
    async with work.write() as connection:
        await connection.execute(journal.insert().values(at=work.now, what="heard", after=update.message.text))


async def test_an_update_that_always_fails_is_put_aside_and_its_person_gets_a_code(post: Post) -> None:
    post.clock.speed = 50.0
    post.feed = refuse
    post.send(ANNA, "яд")
    post.send(ANNA, "выполнено")
    post.start()
    assert await post.until_heard(1) == ["выполнено"]
    ((number, code),) = post.shunted
    assert number == ANNA
    assert len(code) == 4
    assert int(code, 16) >= 0
    (aside,) = await inbox.shunted(post.database)
    assert (aside.code, aside.chat) == (code, ANNA)
    # Where it went wrong is kept; what the person wrote is not.
    assert aside.error.startswith("LookupError at test_receiver.py:")
    assert "секретные" not in aside.error


async def test_what_was_put_aside_is_done_when_it_is_played_again(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.receiver._SWEEP", 0.2)
    post.clock.speed = 50.0
    post.feed = refuse
    post.send(ANNA, "яд")
    post.start()
    await post.until_states("shunted")
    await post.stop()
    post.feed = post.write_down
    post.start()
    ((_, code),) = post.shunted
    assert await inbox.replay(post.database, code.lower(), post.clock()) == 1
    assert await post.until_heard(1) == ["яд"]
    assert await inbox.replay(post.database, code, post.clock()) == 0


async def test_an_update_that_the_library_cannot_read_is_put_aside_alone(post: Post) -> None:
    post.clock.speed = 50.0
    broken = message(ANNA, "x")
    broken["message"]["date"] = "вчера"
    post.server.sandbox.world.updates.put_raw(broken)
    post.send(BORIS, "выполнено")
    post.start()
    assert await post.until_heard(1) == ["выполнено"]
    await post.until_states("shunted", "done")
    assert [number for number, _ in post.shunted] == [ANNA]


async def test_a_clock_that_was_set_back_does_not_delay_the_next_try(post: Post) -> None:
    post.clock.moved = timedelta(days=300)
    failures = ["раз"]

    async def stumbling(update: Update, work: Work) -> None:
        if failures:
            failures.pop()
            post.clock.moved = timedelta()
            raise LookupError
        await post.write_down(update, work)

    post.feed = stumbling
    post.send(ANNA, "выполнено")
    post.start()
    assert await post.until_heard(1, seconds=5) == ["выполнено"]


# --- the line to Telegram --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trouble", [{"fault": "500"}, {"fault": "502-html"}, {"fault": "reset-before"}, {"fault": "429", "retry_after": 1}]
)
async def test_receiving_goes_on_after_a_fault(post: Post, trouble: dict[str, Any]) -> None:
    fault(post.server, method="getUpdates", times=2, **trouble)
    post.send(ANNA, "выполнено")
    post.start()
    assert await post.until_heard(1) == ["выполнено"]
    assert len(calls(post.server, "getUpdates")) >= 3


async def test_an_answer_lost_on_the_way_is_fetched_again(post: Post) -> None:
    fault(post.server, method="getUpdates", fault="reset-after")
    post.send(ANNA, "выполнено")
    post.start()
    assert await post.until_heard(1) == ["выполнено"]
    assert await post.heard() == ["выполнено"]


async def test_a_pause_that_telegram_asks_for_is_kept(post: Post) -> None:
    fault(post.server, method="getUpdates", fault="429", retry_after=2)
    post.send(ANNA, "выполнено")
    post.start()
    await asyncio.sleep(1.5)
    assert await post.heard() == []
    assert await post.until_heard(1) == ["выполнено"]


async def test_an_offset_is_used_once_because_ids_begin_anew_after_a_quiet_week(post: Post) -> None:
    update_id = post.send(ANNA, "до каникул")
    post.start(poll_seconds=1)

    async def has_polled_on() -> bool:
        return len(calls(post.server, "getUpdates")) >= 4

    await eventually(has_polled_on)
    offsets = [entry["params"].get("offset") for entry in calls(post.server, "getUpdates")]
    assert offsets[:4] == [None, update_id + 1, None, None]


# --- the end ---------------------------------------------------------------------------------------------------------


async def test_a_stop_does_not_wait_for_the_long_poll(post: Post) -> None:
    post.start()
    await asyncio.sleep(0.3)
    async with asyncio.timeout(1):
        await post.stop()


async def test_a_stop_lets_a_running_handler_end_and_begins_no_other(post: Post) -> None:
    entered = asyncio.Event()

    async def slow(update: Update, work: Work) -> None:
        entered.set()
        await asyncio.sleep(0.5)
        await post.write_down(update, work)

    post.feed = slow
    post.send(ANNA, "начато")
    post.send(ANNA, "ещё не начато")
    post.start()
    await entered.wait()
    await post.stop()
    assert await post.heard() == ["начато"]
    assert await post.states() == ["done", "pending"]


async def test_a_stop_does_not_wait_for_ever_for_a_handler(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.receiver._GOODBYE", 0.3)
    entered = asyncio.Event()

    async def stuck(update: Update, work: Work) -> None:
        entered.set()
        await asyncio.sleep(60)

    post.feed = stuck
    post.send(ANNA, "выполнено")
    post.start()
    await entered.wait()
    async with asyncio.timeout(2):
        await post.stop()
    assert await post.states() == ["pending"]


async def test_drained_waits_until_everything_received_is_handled(post: Post) -> None:
    left = [Incoming(number, number % 3, f'{{"update_id": {number}}}') for number in range(1, 10)]
    await inbox.store(post.database, left, post.clock())

    async def slow(update: Update, work: Work) -> None:
        await asyncio.sleep(0.05)

    post.feed = slow
    post.start()
    await asyncio.sleep(0.1)
    assert post.receiver is not None
    await post.receiver.drained()
    assert await post.states() == ["done"] * 9


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": 7}}}, -5),
        ({"update_id": 1, "callback_query": {"id": "4", "from": {"id": 7}, "message": {"chat": {"id": -5}}}}, -5),
        ({"update_id": 1, "callback_query": {"id": "4", "from": {"id": 7}}}, 7),
        ({"update_id": 1, "message_reaction": {"chat": {"id": -5}, "user": {"id": 7}}}, -5),
        ({"update_id": 1, "poll_answer": {"poll_id": "9", "user": {"id": 7}}}, 7),
        ({"update_id": 1, "poll": {"id": "9"}}, 0),
        ({"update_id": 1}, 0),
        ({"update_id": 1, "message": {"chat": "x", "from": {"id": [1]}}}, 0),
    ],
)
def test_an_update_stands_in_the_queue_of_its_chat_or_else_of_its_person(update: dict[str, Any], chat: int) -> None:
    assert chat_of(update) == chat
