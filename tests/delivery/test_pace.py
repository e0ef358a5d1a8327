"""Telegram is never talked to faster than it likes, and urgent words go first."""

import asyncio
import time

from delivery.pace import Pace
from domain.outbox import Chat, Priority

PRIVATE = Chat(1, "telegram", 1001, "private", None, False, None)
GROUP = Chat(2, "telegram", -100, "supergroup", None, False, None)


async def moments(pace: Pace, count: int, priority: Priority = Priority.ANNOUNCEMENT) -> list[float]:
    taken: list[float] = []

    async def one() -> None:
        await pace.turn(priority)
        taken.append(time.monotonic())

    await asyncio.gather(*(one() for _ in range(count)))
    return taken


async def test_no_second_holds_more_than_twenty_eight_messages() -> None:
    taken = await moments(Pace(), 60)
    windows = [sum(start <= other < start + 1 for other in taken) for start in taken]
    # 28 a second, and the first of the next second may fall on the edge.
    assert max(windows) <= 29
    assert taken[-1] - taken[0] <= 59 / 28 * 1.5


async def test_the_more_urgent_goes_first_whenever_it_came() -> None:
    pace = Pace(50)
    order: list[Priority] = []

    async def one(priority: Priority) -> None:
        await pace.turn(priority)
        order.append(priority)

    # Nobody goes before everybody has come, however busy the machine is.
    pace.close(0.2)
    came = [*[Priority.ANNOUNCEMENT] * 10, Priority.REMINDER, Priority.ANSWER]
    await asyncio.gather(*(one(priority) for priority in came))
    assert order == [Priority.ANSWER, Priority.REMINDER, *[Priority.ANNOUNCEMENT] * 10]


async def test_one_who_gives_up_waiting_takes_nobodys_turn() -> None:
    pace = Pace(50)
    waiting = [asyncio.create_task(pace.turn(Priority.ANSWER)) for _ in range(20)]
    await asyncio.sleep(0)
    for task in waiting[1:]:
        task.cancel()
    async with asyncio.timeout(0.5):
        await pace.turn(Priority.ANNOUNCEMENT)


async def test_an_album_is_paid_for_by_those_after_it() -> None:
    pace = Pace(50)
    await pace.turn(Priority.ANSWER)
    pace.note(GROUP, 10)
    start = time.monotonic()
    await pace.turn(Priority.ANSWER)
    assert time.monotonic() - start >= 9 / 50


async def test_while_telegram_wants_silence_nobody_goes() -> None:
    pace = Pace(50)
    pace.close(0.5)
    assert pace.is_closed()
    start = time.monotonic()
    await pace.turn(Priority.ANSWER)
    assert time.monotonic() - start >= 0.5
    assert not pace.is_closed()


async def test_a_chat_may_have_three_at_once_and_then_one_a_second() -> None:
    pace = Pace()
    for _ in range(2):
        pace.note(PRIVATE)
        assert pace.resting() == {}
    pace.note(PRIVATE)
    assert 0.9 < pace.resting()[PRIVATE.id] <= 1.0
    await asyncio.sleep(1.05)
    assert pace.resting() == {}
    pace.note(PRIVATE)
    assert PRIVATE.id in pace.resting()


async def test_a_group_has_twenty_a_minute() -> None:
    pace = Pace(per_chat=1000, burst=100)
    pace.note(GROUP, 19)
    assert pace.resting() == {}
    pace.note(GROUP)
    assert 59 < pace.resting()[GROUP.id] <= 60


async def test_a_private_chat_has_no_limit_a_minute() -> None:
    pace = Pace(per_chat=1000)
    pace.note(PRIVATE, 50)
    await asyncio.sleep(0.1)
    assert pace.resting() == {}


async def test_a_closed_chat_rests_as_long_as_telegram_asked() -> None:
    pace = Pace()
    pace.close_chat(GROUP.id, 7)
    assert 6.9 < pace.resting()[GROUP.id] <= 7


async def test_chats_that_have_rested_are_forgotten() -> None:
    pace = Pace(per_chat=1000)
    for number in range(5000):
        pace.note(Chat(number, "telegram", number, "private", None, False, None))
    await asyncio.sleep(0.05)
    pace.resting()
    assert len(pace._talks) == 0
