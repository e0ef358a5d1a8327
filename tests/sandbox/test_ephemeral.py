"""Messages that one person of a group sees: who can get them, what they are, how they are changed and answered."""

import json

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    EphemeralMessageParameters,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
)

from sandbox.app import Running
from tests.sandbox.conftest import ANNA, BORIS, GROUP, Control, news

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])
FOR_ANNA = EphemeralMessageParameters(receiver_user_id=ANNA)


@pytest.fixture
async def group(control: Control, anna: int) -> int:
    """Анна and Борис sit in a group with the bot."""
    await control.person(BORIS, "Борис")
    await control.post("chats", id=GROUP, type="supergroup", title="Школа", members=[ANNA, BORIS])
    return GROUP


async def whispered(bot: Bot, group: int, words: str = "только Вам") -> Message:
    return await bot.send_message(group, words, reply_markup=KEYBOARD, ephemeral_message_parameters=FOR_ANNA)


async def test_it_has_no_place_among_the_messages_of_the_group(bot: Bot, control: Control, group: int) -> None:
    first, second = await whispered(bot, group), await whispered(bot, group)
    state = await control.get("state")
    assert [one["message_id"] for one in state["ephemeral"]] == [0, 0]
    assert [first.ephemeral_message_id, second.ephemeral_message_id] == [1, 2]
    assert (first.message_id, first.receiver_user and first.receiver_user.id) == (0, ANNA)
    assert not [one for one in state["messages"] if one.get("text") == "только Вам"]
    assert await control.problems() == []


async def test_it_is_changed_and_deleted_by_its_own_methods_only(bot: Bot, control: Control, group: int) -> None:
    number = (await whispered(bot, group)).ephemeral_message_id
    assert number is not None
    assert await bot.edit_ephemeral_message_text(group, ANNA, number, text="иначе") is True
    assert [(one["text"], "reply_markup" in one) for one in (await control.get("state"))["ephemeral"]] == [
        ("иначе", False)
    ]
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_ephemeral_message_text(group, ANNA, number, text="иначе")
    for person, wanted in ((BORIS, number), (ANNA, number + 1)):
        with pytest.raises(TelegramBadRequest, match="message to edit not found"):
            await bot.edit_ephemeral_message_text(group, person, wanted, text="чужое")
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("иначе", chat_id=group, message_id=0)
    assert await bot.delete_ephemeral_message(group, ANNA, number) is True
    assert (await control.get("state"))["ephemeral"] == []
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_ephemeral_message(group, ANNA, number)


async def test_only_a_member_of_a_group_can_get_one(bot: Bot, control: Control, group: int) -> None:
    await control.person(1003, "Вера")
    for chat, receiver in ((group, 1003), (group, 4711), (ANNA, ANNA)):
        given = EphemeralMessageParameters(receiver_user_id=receiver)
        with pytest.raises(TelegramBadRequest):
            await bot.send_message(chat, "только Вам", ephemeral_message_parameters=given)
    assert (await control.get("state"))["ephemeral"] == []


async def test_only_its_person_presses_and_the_bot_hears_which_message_it_was(
    bot: Bot, control: Control, group: int
) -> None:
    number = (await whispered(bot, group)).ephemeral_message_id
    press = {"chat_id": group, "ephemeral_message_id": number, "callback_data": "yes"}
    await control.post("press", user_id=BORIS, **press)
    assert control.status == 404
    await control.post("press", user_id=ANNA, **press)
    query = await news(bot, "callback_query")
    assert (query.message.message_id, query.message.ephemeral_message_id) == (0, number)
    given = EphemeralMessageParameters(receiver_user_id=ANNA, callback_query_id=query.id)
    assert (await bot.send_message(group, "принято", ephemeral_message_parameters=given)).ephemeral_message_id == 2
    replacing = given.model_copy(update={"replace_callback_query_message": True})
    with pytest.raises(TelegramBadRequest, match="MESSAGE_ID_INVALID"):
        await bot.send_message(group, "вместо", ephemeral_message_parameters=replacing)


async def test_a_press_can_be_named_for_fifteen_seconds_and_only_by_its_person(
    bot: Bot, control: Control, group: int
) -> None:
    said = await bot.send_message(group, "всем", reply_markup=KEYBOARD)
    await control.post("press", user_id=ANNA, chat_id=group, message_id=said.message_id, callback_data="yes")
    query = await news(bot, "callback_query")
    other = EphemeralMessageParameters(receiver_user_id=BORIS, callback_query_id=query.id)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.send_message(group, "не Вам", ephemeral_message_parameters=other)
    await control.post("clock", advance=16)
    late = EphemeralMessageParameters(receiver_user_id=ANNA, callback_query_id=query.id)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.send_message(group, "поздно", ephemeral_message_parameters=late)


async def test_its_person_answers_it_and_is_heard_by_the_bot_alone(bot: Bot, control: Control, group: int) -> None:
    number = (await whispered(bot, group)).ephemeral_message_id
    await control.say(ANNA, "нет бумаги", chat_id=group, reply_to_ephemeral_message_id=number)
    heard = await news(bot, "message")
    assert (heard.text, heard.message_id, heard.ephemeral_message_id, heard.reply_to_message) == (
        "нет бумаги",
        0,
        2,
        None,
    )
    answer = ReplyParameters(ephemeral_message_id=2)
    await bot.send_message(group, "понял", ephemeral_message_parameters=FOR_ANNA, reply_parameters=answer)
    await control.post("clock", advance=16)
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(group, "поздно", ephemeral_message_parameters=FOR_ANNA, reply_parameters=answer)


async def test_it_survives_a_restart(bot: Bot, running: Running, group: int) -> None:
    await whispered(bot, group)
    bots = running.sandbox.bots
    kept = json.loads(json.dumps(bots.dump()))
    assert kept["groups"][0]["ephemeral"]["1"]["text"] == "только Вам"
    bots.load(kept)
    assert running.sandbox.world.chats[GROUP].ephemeral[1]["text"] == "только Вам"
