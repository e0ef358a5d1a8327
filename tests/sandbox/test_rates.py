"""The rate model and the failures on order."""

import time

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import InputMediaDocument

from sandbox.rates import Rates
from tests.sandbox.conftest import Control


class Stopwatch:
    """Monotonic seconds that a test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_chat_takes_a_short_burst_and_then_one_message_a_second() -> None:
    watch = Stopwatch()
    rates = Rates(watch)
    assert [rates.refuse(1001, 1) for _ in range(5)] == [0, 0, 0, 0, 1]
    watch.seconds += 1.0
    assert [rates.refuse(1001, 1) for _ in range(2)] == [0, 1]


def test_one_chat_does_not_slow_another() -> None:
    rates = Rates(Stopwatch())
    for _ in range(4):
        rates.refuse(1001, 1)
    assert rates.refuse(1002, 1) == 0


def test_a_group_takes_20_messages_a_minute() -> None:
    watch = Stopwatch()
    rates = Rates(watch)
    for _ in range(20):
        assert rates.refuse(-5, 1) == 0
        watch.seconds += 1.0
    assert rates.refuse(-5, 1) == 40
    watch.seconds += 40.0
    assert rates.refuse(-5, 1) == 0


def test_all_chats_together_take_30_messages_a_second() -> None:
    watch = Stopwatch()
    rates = Rates(watch)
    assert [rates.refuse(chat_id, 1) for chat_id in range(1, 31)] == [0] * 30
    assert rates.refuse(31, 1) == 1
    watch.seconds += 1.0
    assert rates.refuse(31, 1) == 0


def test_an_album_counts_as_its_messages() -> None:
    watch = Stopwatch()
    rates = Rates(watch)
    assert rates.refuse(1001, 10) == 0
    assert rates.refuse(1001, 1) == 7


def test_edits_are_counted_apart() -> None:
    rates = Rates(Stopwatch())
    for _ in range(4):
        rates.refuse(1001, 1)
    assert rates.refuse(1001, 1, edit=True) == 0


async def test_a_breach_is_429_with_seconds_and_a_problem(bot: Bot, control: Control, anna: int) -> None:
    await control.post("settings", rates=True)
    for _ in range(4):
        await bot.send_message(anna, "x")
    url = f"{control.url}/bot42:sandbox/sendMessage"
    async with control.session.post(url, json={"chat_id": anna, "text": "x"}) as answer:
        body = await answer.json()
        assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
    assert body["description"] == "Too Many Requests: retry after 1"
    assert body["parameters"] == {"retry_after": 1}
    assert await control.problems() == [f"too fast for chat {anna}: retry after 1"]
    assert len((await control.get("state"))["messages"]) == 4


async def test_an_album_within_the_burst_passes(bot: Bot, control: Control, anna: int) -> None:
    await control.post("settings", rates=True)
    said = await control.send_files(anna, [("a.txt", b"x", "text/plain")])
    media = InputMediaDocument(media=said["messages"][0]["document"]["file_id"])
    assert len(await bot.send_media_group(anna, [media] * 10)) == 10
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(anna, "x")


async def test_chat_actions_and_answers_are_not_counted(bot: Bot, control: Control, anna: int) -> None:
    await control.post("settings", rates=True)
    for _ in range(40):
        await bot.send_chat_action(anna, "typing")


async def fault(control: Control, kind: str, **more: object) -> None:
    assert await control.post("faults", **{"method": "sendMessage", "fault": kind, **more}) == {}


async def texts(control: Control) -> list[str]:
    return [message["text"] for message in (await control.get("state"))["messages"]]


async def test_an_ordered_429_says_its_seconds(bot: Bot, control: Control, anna: int) -> None:
    await fault(control, "429", retry_after=7)
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(anna, "x")
    assert refused.value.retry_after == 7
    assert await bot.send_message(anna, "x")


async def test_a_fault_lasts_as_many_times_as_ordered(bot: Bot, control: Control, anna: int) -> None:
    await fault(control, "500", times=2)
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await bot.send_message(anna, "x")
    assert await bot.send_message(anna, "x")


async def test_refusals_can_be_worded(bot: Bot, control: Control, anna: int) -> None:
    await fault(control, "403", description="Forbidden: user is deactivated")
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(anna, "x")
    await fault(control, "400")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(anna, "x")


async def test_a_fault_may_concern_one_chat(bot: Bot, control: Control, anna: int) -> None:
    await control.person(1002, "Борис")
    await fault(control, "500", chat_id=1002)
    assert await bot.send_message(anna, "x")
    with pytest.raises(TelegramServerError):
        await bot.send_message(1002, "x")


async def test_a_gateway_answers_with_html(bot: Bot, control: Control, anna: int) -> None:
    await fault(control, "502-html")
    with pytest.raises(ClientDecodeError, match="502 Bad Gateway"):
        await bot.send_message(anna, "x")


async def test_a_reset_before_the_effect_leaves_nothing(bot: Bot, control: Control, anna: int) -> None:
    await fault(control, "reset-before")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(anna, "x")
    assert await texts(control) == []


async def test_a_reset_after_the_effect_loses_only_the_answer(bot: Bot, control: Control, anna: int) -> None:
    await fault(control, "reset-after")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(anna, "x")
    assert await texts(control) == ["x"]


async def test_a_delay_is_only_a_delay(bot: Bot, control: Control, anna: int) -> None:
    await fault(control, "delay", delay=0.3)
    began = time.monotonic()
    assert await bot.send_message(anna, "x")
    assert time.monotonic() - began >= 0.3


async def test_faults_can_be_taken_back(bot: Bot, control: Control, anna: int) -> None:
    await fault(control, "500", times=5)
    async with control.session.delete(f"{control.url}/sandbox/faults") as answer:
        assert await answer.json() == {}
    assert await bot.send_message(anna, "x")


async def test_any_method_may_fail(bot: Bot, control: Control) -> None:
    await fault(control, "500", method="*")
    with pytest.raises(TelegramServerError):
        await bot.get_me()


async def test_latency_slows_every_answer(bot: Bot, control: Control) -> None:
    await control.post("settings", latency=0.2)
    began = time.monotonic()
    await bot.get_me()
    assert time.monotonic() - began >= 0.2
