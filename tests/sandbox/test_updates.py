"""getUpdates: the life of an update in the queue."""

import asyncio
import time

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.app import Running
from tests.sandbox.conftest import Control

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])


async def test_an_update_comes_again_until_an_offset_confirms_it(bot: Bot, control: Control, anna: int) -> None:
    await control.say(anna, "раз")
    first = await bot.get_updates()
    again = await bot.get_updates()
    assert [update.update_id for update in again] == [first[0].update_id]
    assert await bot.get_updates(offset=first[0].update_id + 1) == []
    assert await bot.get_updates() == []


async def test_updates_are_numbered_one_by_one(bot: Bot, control: Control, anna: int) -> None:
    for text in ("раз", "два", "три"):
        await control.say(anna, text)
    updates = await bot.get_updates()
    first = updates[0].update_id
    assert [update.update_id for update in updates] == [first, first + 1, first + 2]
    assert [update.message.text for update in updates if update.message] == ["раз", "два", "три"]


async def test_limit_gives_the_oldest_updates(bot: Bot, control: Control, anna: int) -> None:
    for text in ("раз", "два", "три"):
        await control.say(anna, text)
    updates = await bot.get_updates(limit=2)
    assert [update.message.text for update in updates if update.message] == ["раз", "два"]


async def test_a_negative_offset_keeps_only_the_last_updates(bot: Bot, control: Control, anna: int) -> None:
    for text in ("раз", "два", "три"):
        await control.say(anna, text)
    updates = await bot.get_updates(offset=-2)
    assert [update.message.text for update in updates if update.message] == ["два", "три"]
    updates = await bot.get_updates()
    assert [update.message.text for update in updates if update.message] == ["два", "три"]


async def test_a_waiting_poll_wakes_up_at_once(bot: Bot, control: Control, anna: int) -> None:
    began = time.monotonic()
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    await control.say(anna, "раз")
    assert len(await poll) == 1
    assert time.monotonic() - began < 5


async def test_the_older_of_two_polls_ends_with_409(bot: Bot, control: Control, anna: int) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    newer = asyncio.create_task(bot.get_updates(timeout=20))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await older
    await control.say(anna, "раз")
    assert len(await newer) == 1


async def test_get_updates_is_refused_while_a_webhook_is_set(bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == []


async def test_setting_a_webhook_ends_a_waiting_poll(bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(TelegramConflictError, match="terminated by setWebhook request"):
        await poll


async def test_allowed_updates_decides_when_the_update_is_born(bot: Bot, control: Control, anna: int) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await control.say(anna, "не придёт никогда")
    await bot.get_updates(allowed_updates=["message"])
    await control.say(anna, "придёт")
    updates = await bot.get_updates()
    assert [update.message.text for update in updates if update.message] == ["придёт"]


async def test_allowed_updates_is_remembered(bot: Bot, control: Control, anna: int) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await bot.get_updates()
    await control.say(anna, "не придёт")
    assert await bot.get_updates() == []
    assert (await bot.get_webhook_info()).allowed_updates == ["callback_query"]


async def test_chat_member_comes_only_when_asked_for(bot: Bot, control: Control, group: int) -> None:
    await control.post("member", chat_id=group, user_id=1002, member=False)
    kinds = [update.event_type for update in await bot.get_updates()]
    assert kinds == ["message"]
    await bot.get_updates(allowed_updates=["chat_member"])
    await control.post("member", chat_id=group, user_id=1002, member=True)
    assert [update.event_type for update in await bot.get_updates()][-1] == "chat_member"


async def test_a_message_waits_24_hours(bot: Bot, control: Control, anna: int) -> None:
    await control.say(anna, "раз")
    await control.post("clock", advance=24 * 3600 - 60)
    assert len(await bot.get_updates()) == 1
    await control.post("clock", advance=61)
    assert await bot.get_updates() == []


async def test_a_pressed_button_waits_150_seconds(bot: Bot, control: Control, anna: int) -> None:
    message = await bot.send_message(anna, "Готово?", reply_markup=KEYBOARD)
    press = {"user_id": anna, "chat_id": anna, "message_id": message.message_id, "callback_data": "yes"}
    await control.post("press", **press)
    await control.post("clock", advance=140)
    assert len(await bot.get_updates()) == 1
    await control.post("clock", advance=11)
    assert await bot.get_updates() == []


@pytest.mark.parametrize(
    ("kind", "seconds"), [("inline_query", 30), ("chosen_inline_result", 600), ("pre_checkout_query", 150)]
)
async def test_queries_wait_their_time(bot: Bot, control: Control, kind: str, seconds: int) -> None:
    person = {"id": 1001, "is_bot": False, "first_name": "Анна"}
    money = {"currency": "XTR", "total_amount": 5, "invoice_payload": "x"}
    payload = {
        "inline_query": {"id": "1", "from": person, "query": "", "offset": ""},
        "chosen_inline_result": {"result_id": "1", "from": person, "query": ""},
        "pre_checkout_query": {"id": "1", "from": person, **money},
    }
    await control.post("raw", update={kind: payload[kind]})
    await control.post("clock", advance=seconds - 10)
    assert [update.event_type for update in await bot.get_updates()] == [kind]
    await control.post("clock", advance=11)
    assert await bot.get_updates() == []


async def test_an_edit_waits_24_hours_from_the_edit(bot: Bot, control: Control, anna: int) -> None:
    said = await control.say(anna, "раз")
    await control.post("clock", advance=24 * 3600 + 1)
    await control.post("edit", user_id=anna, chat_id=anna, message_id=said["message_id"], text="два")
    assert [update.event_type for update in await bot.get_updates()] == ["edited_message"]


async def test_pending_updates_can_be_dropped(bot: Bot, control: Control, anna: int) -> None:
    await control.say(anna, "раз")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_the_same_offset_at_once_gives_one_update(bot: Bot, control: Control, anna: int) -> None:
    await control.post("settings", poll_pace=True)
    for text in ("раз", "два"):
        await control.say(anna, text)
    assert len(await bot.get_updates()) == 2
    assert len(await bot.get_updates()) == 1


async def test_a_stopping_server_lets_the_poll_go(running: Running, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.sleep(0.1)
    began = time.monotonic()
    await running.stop()
    with pytest.raises(Exception, match="Bad Gateway"):
        await poll
    assert time.monotonic() - began < 3
