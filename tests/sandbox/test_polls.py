"""Polls: sent by the bot, voted in by people, closed by hand and by the clock."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InputPollOption, Message

from tests.sandbox.conftest import Control, news

ANSWERS = [InputPollOption(text="Да"), InputPollOption(text="Нет"), InputPollOption(text="Позже")]


def ballot(message: Message, voter: int, *options: int) -> dict[str, Any]:
    """The control request of a vote."""
    place = {"chat_id": message.chat.id, "message_id": message.message_id}
    return {"user_id": voter, **place, "option_ids": list(options)}


@pytest.mark.usefixtures("no_problems")
async def test_an_open_vote_is_told_by_name_and_in_numbers(bot: Bot, control: Control, group: int) -> None:
    message = await bot.send_poll(group, "Успеваете?", ANSWERS, is_anonymous=False)
    await control.post("vote", **ballot(message, 1001, 1))
    updates = await bot.get_updates()
    answer, poll = updates[-1].poll_answer, updates[-2].poll
    assert answer is not None
    assert answer.user is not None
    assert (answer.user.id, answer.option_ids) == (1001, [1])
    assert poll is not None
    assert [option.voter_count for option in poll.options] == [0, 1, 0]
    assert answer.option_persistent_ids == [poll.options[1].persistent_id]


async def test_an_anonymous_vote_is_told_in_numbers_only(bot: Bot, control: Control, group: int) -> None:
    message = await bot.send_poll(group, "Успеваете?", ANSWERS)
    await control.post("vote", **ballot(message, 1001, 0))
    poll = await news(bot, "poll")
    assert (poll.total_voter_count, poll.is_anonymous) == (1, True)


async def test_a_vote_can_be_changed_and_taken_back(bot: Bot, control: Control, group: int) -> None:
    message = await bot.send_poll(group, "Успеваете?", ANSWERS, is_anonymous=False)
    for options in ((0,), (2,), ()):
        await control.post("vote", **ballot(message, 1001, *options))
    answers = [update.poll_answer.option_ids for update in await bot.get_updates() if update.poll_answer]
    assert answers == [[0], [2], []]
    shown = (await control.get("state"))["messages"][-1]["poll"]
    assert [option["voter_count"] for option in shown["options"]] == [0, 0, 0]


async def test_several_options_only_where_the_poll_allows_them(bot: Bot, control: Control, group: int) -> None:
    single = await bot.send_poll(group, "Одно", ANSWERS)
    several = await bot.send_poll(group, "Сколько угодно", ANSWERS, allows_multiple_answers=True)
    assert (await control.post("vote", **ballot(single, 1001, 0, 2)))["error"] == "only one option can be chosen"
    poll = await control.post("vote", **ballot(several, 1001, 2, 0))
    assert ([option["voter_count"] for option in poll["options"]], poll["total_voter_count"]) == ([1, 0, 1], 1)


async def test_an_answer_to_a_quiz_stays(bot: Bot, control: Control, group: int) -> None:
    message = await bot.send_poll(
        group, "2 × 2?", ANSWERS, type="quiz", correct_option_ids=[1], explanation="<b>Четыре</b>",
        explanation_parse_mode="HTML",
    )  # fmt: skip
    assert message.poll is not None
    assert (message.poll.correct_option_ids, message.poll.explanation) == ([1], "Четыре")
    await control.post("vote", **ballot(message, 1001, 0))
    assert (await control.post("vote", **ballot(message, 1001, 1)))["error"] == "the vote cannot be changed"


async def test_a_stopped_poll_takes_no_votes(bot: Bot, control: Control, group: int) -> None:
    message = await bot.send_poll(group, "Успеваете?", ANSWERS)
    await control.post("vote", **ballot(message, 1001, 0))
    poll = await bot.stop_poll(group, message.message_id)
    assert (poll.is_closed, poll.total_voter_count) == (True, 1)
    assert (await news(bot, "poll")).is_closed
    assert (await control.post("vote", **ballot(message, 1002, 0)))["error"] == "the poll is closed"
    with pytest.raises(TelegramBadRequest, match="poll has already been closed"):
        await bot.stop_poll(group, message.message_id)


async def test_a_poll_closes_by_the_clock(bot: Bot, control: Control, group: int) -> None:
    message = await bot.send_poll(group, "До обеда", ANSWERS, open_period=600)
    await control.post("clock", advance=590)
    assert "error" not in await control.post("vote", **ballot(message, 1001, 0))
    await control.post("clock", advance=20)
    assert (await news(bot, "poll")).is_closed
    assert (await control.post("vote", **ballot(message, 1002, 0)))["error"] == "the poll is closed"


async def test_a_forwarded_poll_is_the_same_and_a_copied_one_is_new(bot: Bot, control: Control, group: int) -> None:
    message = await bot.send_poll(group, "Успеваете?", ANSWERS)
    assert message.poll is not None
    forwarded = await bot.forward_message(1001, group, message.message_id)
    copy = await bot.copy_message(1001, group, message.message_id)
    await control.post("vote", **ballot(forwarded, 1001, 0))
    messages = (await control.get("state"))["messages"]
    private = {one["message_id"]: one["poll"] for one in messages if one["chat"]["id"] == 1001}
    again, fresh = private[forwarded.message_id], private[copy.message_id]
    assert (again["id"], again["total_voter_count"]) == (message.poll.id, 1)
    assert (fresh["id"] != message.poll.id, fresh["total_voter_count"]) == (True, 0)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"question": "  "}, "poll question must be non-empty"),
        ({"question": "я" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least 1 option"),
        ({"options": [InputPollOption(text="я")] * 13}, "poll can't have more than 12 options"),
        ({"options": [InputPollOption(text="я" * 101)]}, "poll options length must not exceed 100"),
        ({"type": "exam"}, "unsupported poll type specified"),
        ({"type": "quiz"}, "wrong correct option ID specified"),
        ({"type": "quiz", "correct_option_ids": [3]}, "wrong correct option ID specified"),
        ({"type": "quiz", "correct_option_ids": [0], "explanation": "а\nб\nв\nг"}, "at most 2 line feeds"),
    ],
)
async def test_limits_of_polls(bot: Bot, anna: int, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.send_poll(**{"chat_id": anna, "question": "?", "options": ANSWERS, **fields})


async def test_the_question_is_counted_after_its_markup(bot: Bot, control: Control, anna: int) -> None:
    question = f"<tg-emoji emoji-id='5'>{'я' * 300}</tg-emoji>"
    message = await bot.send_poll(anna, question, ANSWERS, question_parse_mode="HTML")
    assert message.poll is not None
    assert [entity.length for entity in message.poll.question_entities or []] == [300]
    assert await control.problems() == []


async def test_only_a_poll_can_be_stopped(bot: Bot, anna: int) -> None:
    message = await bot.send_message(anna, "не опрос")
    with pytest.raises(TelegramBadRequest, match="message is not a poll"):
        await bot.stop_poll(anna, message.message_id)
    with pytest.raises(TelegramBadRequest, match="message with poll to stop not found"):
        await bot.stop_poll(anna, 99)
