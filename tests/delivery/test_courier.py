"""No message is lost, none comes three times, whatever breaks at whatever moment."""

import asyncio
import random
from collections import Counter
from datetime import timedelta

import pytest
from aiogram import Bot
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.outgoing import Dropped, Message, Outgoing, Strip
from delivery.pace import Pace
from delivery.session import Session
from delivery.telegram import Telegram
from domain.outbox import Delivery, Outcome, Priority
from sandbox.app import Running
from services import outbox
from storage.tables import chats, deliveries
from tests.delivery.conftest import TOKEN, Line, add_group, add_person, calls, control, fault, texts_in

ANNA, BORIS, VERA = 1001, 1002, 1003
LEASE = timedelta(seconds=30)


async def test_what_is_said_arrives_once_and_keeps_its_message_id(line: Line, server: Running) -> None:
    await line.meet(ANNA)
    identity = await line.say(ANNA, "срок завтра")
    line.start(line.courier())
    assert await line.until("sent") == ["sent"]
    assert texts_in(server, ANNA) == ["срок завтра"]
    (message,) = [each for each in server.sandbox.world.chats[ANNA].messages if each]
    assert (await line.rows())[identity].message == message


async def test_the_same_key_is_said_only_once(line: Line) -> None:
    await line.meet(ANNA)
    await line.say(ANNA, "раз", key="digest:7:2026-10-05")
    async with line.database.write() as connection:
        again = await outbox.say(
            connection, chat_id=line.chats[ANNA].id, kind="test", key="digest:7:2026-10-05", now=line.clock()
        )
    assert again is None
    assert len(await line.rows()) == 1


async def test_drained_waits_until_everything_that_is_due_has_left(line: Line) -> None:
    await line.meet(ANNA, BORIS)
    courier = line.courier()
    line.start(courier)
    await courier.drained()
    for number in (ANNA, BORIS, ANNA):
        await line.say(number, f"срок {len(await line.rows())}", priority=Priority.ANNOUNCEMENT)
    await line.say(BORIS, "завтра", due_at=line.clock() + timedelta(days=1))
    async with asyncio.timeout(20):
        await courier.drained()
    assert await line.states() == ["sent", "sent", "sent", "pending"]


async def test_what_is_due_later_waits(line: Line, server: Running) -> None:
    await line.meet(ANNA)
    await line.say(ANNA, "через час", due_at=line.clock() + timedelta(hours=1))
    now = await line.say(ANNA, "сейчас")
    courier = line.courier()
    line.start(courier)
    await line.until_one(now, "sent")
    await asyncio.sleep(0.7)
    assert texts_in(server, ANNA) == ["сейчас"]
    line.clock.moved = timedelta(hours=1)
    courier.wake()
    await line.until("sent")
    assert texts_in(server, ANNA) == ["сейчас", "через час"]


# --- a process is killed ---------------------------------------------------------------------------------------------


async def killed_after(step: str, line: Line, identity: int) -> None:
    """Leave the row as a process that is killed after ``step`` leaves it."""
    if step == "say":
        return
    (delivery,) = await outbox.claim(line.database, worker="killed", now=line.clock(), lease=LEASE, limit=10)
    assert delivery.id == identity
    if step == "claim":
        return
    assert await outbox.begin_sending(line.database, delivery, worker="killed", now=line.clock(), lease=LEASE)
    if step == "begin":
        return
    outcome = await Telegram(line.bot).send(delivery, await line.render(delivery))
    assert outcome.result == "sent"
    if step == "send":
        return
    async with line.database.write() as connection:
        await outbox.settle(connection, delivery, outcome, worker="killed", now=line.clock())


@pytest.mark.parametrize(
    ("step", "arrived"),
    [
        ("say", ["срок завтра"]),
        ("claim", ["срок завтра"]),
        ("begin", ["повторно: срок завтра"]),
        ("send", ["срок завтра", "повторно: срок завтра"]),
        ("settle", ["срок завтра"]),
    ],
)
async def test_after_a_kill_the_message_arrives_and_only_one_on_its_way_can_repeat(
    line: Line, server: Running, step: str, arrived: list[str]
) -> None:
    await line.meet(ANNA)
    identity = await line.say(ANNA, "срок завтра")
    await killed_after(step, line, identity)
    line.clock.moved = LEASE + timedelta(seconds=1)
    line.start(line.courier("next"))
    await line.until("sent")
    assert texts_in(server, ANNA) == arrived


async def test_a_row_is_left_to_its_worker_until_the_lease_ends(line: Line, server: Running) -> None:
    await line.meet(ANNA)
    await killed_after("claim", line, await line.say(ANNA, "срок завтра"))
    line.clock.moved = LEASE - timedelta(seconds=10)
    line.start(line.courier("next"))
    await asyncio.sleep(0.7)
    assert (await line.states(), texts_in(server, ANNA)) == (["claimed"], [])


async def test_two_kills_on_the_way_are_shown_and_never_sent_a_third_time(line: Line, server: Running) -> None:
    await line.meet(ANNA)
    identity = await line.say(ANNA, "срок завтра")
    await killed_after("send", line, identity)
    line.clock.moved += LEASE + timedelta(seconds=1)
    await outbox.recover(line.database, worker="second", now=line.clock(), lease=LEASE, held=[])
    line.clock.moved += timedelta(seconds=5)
    await killed_after("send", line, identity)
    line.clock.moved += LEASE + timedelta(seconds=1)
    line.start(line.courier("third"))
    assert await line.until("unknown") == ["unknown"]
    line.clock.moved += timedelta(days=1)
    await asyncio.sleep(0.7)
    assert len(texts_in(server, ANNA)) == 2


async def test_a_jump_of_the_clock_takes_nothing_from_a_living_courier(line: Line, server: Running) -> None:
    await line.meet(ANNA)
    await line.say(ANNA, "срок завтра")
    fault(server, method="sendMessage", fault="delay", delay=1.0)
    courier = line.courier(lease=timedelta(seconds=2))
    line.start(courier)
    await line.until("sending")
    line.clock.moved = timedelta(days=1)
    courier.wake()
    assert await line.until("sent") == ["sent"]
    assert texts_in(server, ANNA) == ["срок завтра"]


async def test_a_lease_of_a_clock_that_was_set_back_does_not_bind_for_years(line: Line, server: Running) -> None:
    await line.meet(ANNA)
    line.clock.moved = timedelta(days=400)
    await killed_after("claim", line, await line.say(ANNA, "срок завтра", due_at=line.clock() - timedelta(days=401)))
    line.clock.moved = timedelta()
    line.start(line.courier("next"))
    await line.until("sent")
    assert texts_in(server, ANNA) == ["срок завтра"]


async def test_a_worker_that_slept_through_its_lease_sends_nothing(line: Line, server: Running) -> None:
    await line.meet(ANNA)
    await line.say(ANNA, "срок завтра")
    (delivery,) = await outbox.claim(line.database, worker="sleepy", now=line.clock(), lease=LEASE, limit=1)
    line.clock.moved = LEASE + timedelta(seconds=1)
    await outbox.recover(line.database, worker="awake", now=line.clock(), lease=LEASE, held=[])
    assert not await outbox.begin_sending(line.database, delivery, worker="sleepy", now=line.clock(), lease=LEASE)


async def test_a_stop_lets_the_message_on_its_way_arrive_and_gives_back_the_rest(line: Line, server: Running) -> None:
    await line.meet(ANNA, BORIS, VERA)
    await line.say(ANNA, "в пути")
    fault(server, method="sendMessage", fault="delay", delay=1.0)
    slow = Pace(0.5)
    line.start(line.courier(pace=slow))
    await line.until("sending")
    await line.say(BORIS, "ждёт очереди")
    await line.say(VERA, "ждёт очереди")
    await line.until("sending", "claimed")
    await line.stop()
    assert await line.states() == ["sent", "pending", "pending"]
    assert texts_in(server, ANNA) == ["в пути"]


async def test_two_couriers_on_one_outbox_never_send_the_same_row(line: Line, server: Running) -> None:
    people = range(2001, 2031)
    await line.meet(*people)
    for number in people:
        for text in ("первое", "второе", "третье"):
            await line.say(number, text)
    for worker in ("first", "second"):
        line.start(line.courier(worker))
    await line.until("sent")
    assert all(texts_in(server, number) == ["первое", "второе", "третье"] for number in people)


# --- order and priority ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_messages_of_one_chat_never_overtake_each_other(line: Line, server: Running, seed: int) -> None:
    chance = random.Random(seed)
    line.clock.speed = 20.0
    people = list(range(2001, 2009))
    await line.meet(*people)
    said = [(number, f"{place}") for number in people for place in range(8)]
    order = sorted(said, key=lambda each: (int(each[1]), chance.random()))
    for number, text in order:
        await line.say(number, text)
    for _ in range(20):
        kind = chance.choice(["429", "500", "502-html", "reset-before", "reset-after"])
        chat = chance.choice(people)
        fault(server, method="sendMessage", fault=kind, times=1, retry_after=1, chat_id=chat)
    line.start(line.courier())
    await line.until("sent", "unknown", seconds=60)
    for number in people:
        arrived = [int(text.removeprefix("повторно: ")) for text in texts_in(server, number)]
        assert arrived == sorted(arrived)
        assert max(Counter(arrived).values()) <= 2


async def test_an_answer_goes_before_a_broadcast_that_is_under_way(line: Line, server: Running) -> None:
    people = range(2001, 2041)
    await line.meet(ANNA, *people)
    for number in people:
        await line.say(number, "объявление", priority=Priority.ANNOUNCEMENT)
    courier = line.courier(pace=Pace(20), in_flight=8)
    line.start(courier)
    await asyncio.sleep(0.3)
    await line.say(ANNA, "ответ", priority=Priority.ANSWER)
    courier.wake()
    await line.until("sent")
    order = [entry["params"]["chat_id"] for entry in calls(server, "sendMessage")]
    # A third of a second is seven places; one more may be on its way while the answer comes in.
    assert order.index(ANNA) <= 12


async def test_a_reminder_that_waits_for_its_next_try_does_not_hold_up_an_answer(line: Line, server: Running) -> None:
    await line.meet(ANNA)
    await line.say(ANNA, "напоминание", priority=Priority.REMINDER)
    fault(server, method="sendMessage", fault="500")
    courier = line.courier()
    line.start(courier)
    await line.until_called("sendMessage")
    answer = await line.say(ANNA, "ответ", priority=Priority.ANSWER)
    courier.wake()
    await line.until_one(answer, "sent")
    assert texts_in(server, ANNA) == ["ответ"]


# --- what Telegram answers -------------------------------------------------------------------------------------------


async def test_a_lost_answer_makes_one_marked_repeat(line: Line, server: Running) -> None:
    line.clock.speed = 20.0
    await line.meet(ANNA)
    await line.say(ANNA, "срок завтра")
    fault(server, method="sendMessage", fault="reset-after", times=1)
    line.start(line.courier())
    await line.until("sent")
    assert texts_in(server, ANNA) == ["срок завтра", "повторно: срок завтра"]


async def test_an_answer_lost_twice_is_shown_and_not_sent_again(line: Line, server: Running) -> None:
    line.clock.speed = 20.0
    await line.meet(ANNA)
    identity = await line.say(ANNA, "срок завтра")
    fault(server, method="sendMessage", fault="reset-after", times=2)
    line.start(line.courier())
    assert await line.until("unknown") == ["unknown"]
    assert (await line.rows())[identity].doubts == 2
    assert len(texts_in(server, ANNA)) == 2


async def test_a_person_who_blocked_the_bot_does_not_disturb_the_others(line: Line, server: Running) -> None:
    await line.meet(ANNA, BORIS, VERA)
    await control(server, "block", {"user_id": BORIS, "blocked": True})
    for number in (ANNA, BORIS, VERA):
        await line.say(number, "первое")
        await line.say(number, "второе")
    line.start(line.courier())
    states = await line.until("sent", "blocked")
    assert states == ["sent", "sent", "blocked", "blocked", "sent", "sent"]
    assert len([entry for entry in calls(server, "sendMessage") if entry["params"]["chat_id"] == BORIS]) == 1
    async with line.database.read() as connection:
        row = (await connection.execute(chats.select().where(chats.c.number == BORIS))).one()
    assert row.state == "blocked"


async def test_a_person_who_takes_messages_again_is_active_again(line: Line, server: Running) -> None:
    await line.meet(ANNA)
    async with line.database.write() as connection:
        await connection.execute(update(chats).values(state="blocked"))
    await line.say(ANNA, "срок завтра")
    line.start(line.courier())
    await line.until("sent")
    async with line.database.read() as connection:
        assert (await connection.execute(chats.select())).one().state == "active"


async def test_a_429_in_a_private_chat_keeps_everybody_waiting(line: Line, server: Running) -> None:
    await line.meet(ANNA, BORIS)
    fault(server, method="sendMessage", fault="429", retry_after=2, chat_id=ANNA)
    await line.say(ANNA, "первое")
    courier = line.courier()
    line.start(courier)
    await line.until_called("sendMessage")
    await line.say(BORIS, "второе")
    courier.wake()
    await asyncio.sleep(1.2)
    assert texts_in(server, BORIS) == []
    await line.until("sent")
    assert (texts_in(server, ANNA), texts_in(server, BORIS)) == (["первое"], ["второе"])


async def test_a_429_in_a_group_keeps_only_the_group_waiting(line: Line, server: Running) -> None:
    await line.meet(ANNA, BORIS)
    async with line.database.write() as connection:
        await connection.execute(update(chats).where(chats.c.number == ANNA).values(kind="supergroup"))
    fault(server, method="sendMessage", fault="429", retry_after=2, chat_id=ANNA)
    await line.say(ANNA, "в журнал")
    courier = line.courier()
    line.start(courier)
    await line.until_called("sendMessage")
    await line.say(BORIS, "лично")
    courier.wake()
    await asyncio.sleep(1.2)
    assert (texts_in(server, ANNA), texts_in(server, BORIS)) == ([], ["лично"])
    await line.until("sent")
    assert texts_in(server, ANNA) == ["в журнал"]


async def test_a_group_that_became_a_supergroup_gets_the_message_under_its_new_number(
    line: Line, server: Running
) -> None:
    await add_person(server, ANNA)
    await add_group(server, -55, "group", ANNA)
    await line.meet(BORIS)
    async with line.database.write() as connection:
        await connection.execute(update(chats).values(number=-55, kind="group"))
    await control(server, "migrate", {"chat_id": -55, "new_id": -100055})
    await line.say(BORIS, "в журнал")
    line.start(line.courier())
    await line.until("sent")
    assert "в журнал" in texts_in(server, -100055)
    async with line.database.read() as connection:
        known = (await connection.execute(chats.select())).all()
    assert [(row.number, row.kind, row.state) for row in known] == [
        (-55, "group", "blocked"),
        (-100055, "supergroup", "active"),
    ]


async def test_while_nothing_listens_no_message_is_in_doubt(line: Line, server: Running, unused_tcp_port: int) -> None:
    await line.meet(ANNA, BORIS)
    await line.say(ANNA, "первое")
    await line.say(BORIS, "второе")
    async with Bot(TOKEN, session=Session(f"http://127.0.0.1:{unused_tcp_port}")).context() as deaf:
        courier = line.courier("deaf", telegram=Telegram(deaf))
        line.start(courier)
        await asyncio.sleep(1.0)
        await line.stop()
    assert [(row.state, row.doubts, row.attempts) for row in (await line.rows()).values()] == [("pending", 0, 0)] * 2


async def test_in_a_storm_telegram_is_asked_before_more_messages_are_risked(line: Line, server: Running) -> None:
    line.clock.speed = 20.0
    people = range(2001, 2041)
    await line.meet(*people)
    for number in people:
        await line.say(number, "срок завтра")
    fault(server, method="sendMessage", fault="reset-before", times=8)
    fault(server, method="getMe", fault="reset-before", times=1)
    line.start(line.courier(in_flight=4))
    await line.until_called("getMe")
    # The storm ends before Telegram answers the next question: what it has left over would make a second doubt.
    server.sandbox.gateway.faults.clear()
    await line.until("sent", seconds=30)
    assert len(calls(server, "getMe")) >= 2
    # Five unanswered sends begin the storm; three more of the four in flight may have left by then.
    assert sum(row.doubts for row in (await line.rows()).values()) <= 8


# --- poison ----------------------------------------------------------------------------------------------------------


async def test_a_card_that_cannot_be_made_fails_after_five_tries_and_harms_nobody(line: Line, server: Running) -> None:
    line.clock.speed = 20.0
    tries: Counter[int] = Counter()

    async def render(delivery: Delivery) -> Outgoing:
        tries[delivery.id] += 1
        return Message({"хорошее": "хорошее"}[delivery.data["text"]])

    line.render = render
    await line.meet(ANNA, BORIS)
    poison = await line.say(ANNA, "яд")
    await line.say(ANNA, "хорошее")
    await line.say(BORIS, "хорошее")
    line.start(line.courier())
    assert await line.until("sent", "failed") == ["failed", "sent", "sent"]
    assert tries[poison] == 5
    assert (texts_in(server, ANNA), texts_in(server, BORIS)) == (["хорошее"], ["хорошее"])


async def test_what_is_not_true_any_more_is_dropped_with_its_reason(line: Line, server: Running) -> None:
    async def render(delivery: Delivery) -> Outgoing:
        return Dropped("answered")

    line.render = render
    await line.meet(ANNA)
    identity = await line.say(ANNA, "срок завтра")
    line.start(line.courier())
    await line.until("dropped")
    assert (await line.rows())[identity].reason == "answered"
    assert calls(server, "sendMessage") == []


async def test_an_edit_whose_answer_was_lost_is_simply_repeated(line: Line, server: Running) -> None:
    line.clock.speed = 20.0
    await line.meet(ANNA)
    line.start(line.courier())
    identity = await line.say(ANNA, "было")
    await line.until("sent")
    message = (await line.rows())[identity].message
    fault(server, method="editMessageText", fault="reset-after", times=3)
    await line.say(ANNA, "стало", edits=message)
    assert await line.until("sent") == ["sent", "sent"]
    assert texts_in(server, ANNA) == ["стало"]


async def test_an_edit_that_had_to_be_sent_anew_never_comes_three_times(line: Line, server: Running) -> None:
    line.clock.speed = 20.0
    await line.meet(ANNA)
    fault(server, method="sendMessage", fault="reset-after", times=5)
    await line.say(ANNA, "стало", edits=4711)
    line.start(line.courier())
    assert await line.until("unknown") == ["unknown"]
    assert len(texts_in(server, ANNA)) == 2


async def test_buttons_of_a_message_that_was_deleted_need_no_taking_off(line: Line, server: Running) -> None:
    async def render(delivery: Delivery) -> Outgoing:
        return Strip()

    line.render = render
    await line.meet(ANNA)
    await line.say(ANNA, "снять кнопки", edits=12345)
    line.start(line.courier())
    assert await line.until("sent") == ["sent"]


# --- what the services note ------------------------------------------------------------------------------------------


async def test_what_the_services_note_stands_in_the_same_transaction(line: Line, server: Running) -> None:
    seen: list[tuple[str, str]] = []

    async def note(connection: AsyncConnection, delivery: Delivery, outcome: Outcome) -> None:
        row = (await connection.execute(deliveries.select().where(deliveries.c.id == delivery.id))).one()
        seen.append((outcome.result, row.state))

    line.clock.speed = 20.0
    await line.meet(ANNA)
    await line.say(ANNA, "срок завтра")
    fault(server, method="sendMessage", fault="reset-before")
    line.start(line.courier(on_settled=note))
    await line.until("sent")
    assert seen == [("doubt", "pending"), ("sent", "sent")]


async def test_a_note_that_fails_does_not_turn_a_sent_message_into_a_repeat(line: Line, server: Running) -> None:
    async def note(connection: AsyncConnection, delivery: Delivery, outcome: Outcome) -> None:
        raise LookupError

    await line.meet(ANNA)
    await line.say(ANNA, "срок завтра")
    line.start(line.courier(on_settled=note))
    await line.until("sent")
    assert texts_in(server, ANNA) == ["срок завтра"]


async def test_a_database_that_is_locked_for_a_while_makes_no_copies(line: Line, server: Running) -> None:
    failures = [OperationalError("UPDATE", {}, Exception("database is locked")) for _ in range(3)]

    async def note(connection: AsyncConnection, delivery: Delivery, outcome: Outcome) -> None:
        if failures:
            raise failures.pop()

    await line.meet(ANNA)
    await line.say(ANNA, "срок завтра")
    line.start(line.courier(on_settled=note))
    await line.until("sent")
    assert failures == []
    assert texts_in(server, ANNA) == ["срок завтра"]
