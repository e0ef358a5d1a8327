"""What Telegram refuses, in its own words, at the right moments."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramUnauthorizedError,
)
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters

from sandbox.app import Running
from tests.sandbox.conftest import Control, bot_of

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])
NOT_MODIFIED = "message is not modified: specified new message content and reply markup are exactly the same"


async def test_a_malformed_token_is_401(control: Control) -> None:
    status, body = await control.raw_call("getMe", token="token")
    assert (status, body["description"]) == (401, "Unauthorized: invalid token specified")


async def test_an_unknown_method_is_404(control: Control) -> None:
    status, body = await control.raw_call("sendTelegram")
    assert (status, body) == (404, {"ok": False, "error_code": 404, "description": "Not Found: method not found"})


async def test_a_configured_token_is_the_only_one(running: Running) -> None:
    running.sandbox.settings.token = "42:sandbox"
    other = bot_of(running.url, "42:other")
    with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
        await other.get_me()
    await other.session.close()


async def test_method_names_do_not_mind_their_case(control: Control) -> None:
    assert (await control.raw_call("GETME"))[0] == 200


async def test_an_unknown_chat_is_400(bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(777, "кто здесь")


async def test_a_person_who_never_wrote_cannot_be_written_to(bot: Bot, control: Control) -> None:
    await control.person(1001, "Анна", started=False)
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await bot.send_message(1001, "здравствуйте")
    await control.say(1001, "здравствуйте")
    assert (await bot.send_message(1001, "здравствуйте")).text == "здравствуйте"


async def test_a_person_who_blocked_the_bot_cannot_be_written_to(bot: Bot, control: Control, anna: int) -> None:
    await control.post("block", user_id=anna, blocked=True)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(anna, "напоминание")
    await control.post("block", user_id=anna, blocked=False)
    assert await bot.send_message(anna, "напоминание")


async def test_a_deactivated_person_cannot_be_written_to(bot: Bot, control: Control, anna: int) -> None:
    await control.post("people", id=anna, deactivated=True)
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(anna, "напоминание")


async def test_a_bot_that_was_thrown_out_cannot_write(bot: Bot, control: Control, group: int) -> None:
    await control.post("join", chat_id=group, member=False)
    with pytest.raises(TelegramForbiddenError, match="bot was kicked from the group chat"):
        await bot.send_message(group, "запись")


async def test_a_bot_that_left_cannot_write(bot: Bot, supergroup: int) -> None:
    await bot.leave_chat(supergroup)
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the supergroup chat"):
        await bot.send_message(supergroup, "запись")


async def test_a_group_that_became_a_supergroup_tells_its_new_id(bot: Bot, control: Control, group: int) -> None:
    new_id = (await control.post("migrate", chat_id=group))["id"]
    with pytest.raises(TelegramMigrateToChat) as refused:
        await bot.send_message(group, "запись")
    assert refused.value.migrate_to_chat_id == new_id
    assert (await bot.send_message(new_id, "запись")).chat.type == "supergroup"
    messages = [update.message for update in await bot.get_updates() if update.message]
    assert [message.migrate_to_chat_id for message in messages] == [new_id, None]
    assert messages[1].migrate_from_chat_id == group


async def test_text_is_counted_after_entities_in_code_points(bot: Bot, anna: int) -> None:
    assert await bot.send_message(anna, f"<b>{'🎓' * 4096}</b>", parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="message is too long"):
        await bot.send_message(anna, "я" * 4097)


async def test_a_long_caption_is_refused(bot: Bot, control: Control, anna: int) -> None:
    said = await control.send_files(anna, [("a.txt", b"x", "text/plain")])
    file_id = said["messages"][0]["document"]["file_id"]
    assert await bot.send_document(anna, file_id, caption="я" * 1024)
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await bot.send_document(anna, file_id, caption="я" * 1025)


@pytest.mark.parametrize("text", ["", "   \n", "<b></b>"])
async def test_an_empty_message_is_refused(bot: Bot, anna: int, text: str) -> None:
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.send_message(anna, text, parse_mode="HTML")


async def test_the_same_text_and_keyboard_is_not_a_change(bot: Bot, anna: int) -> None:
    message = await bot.send_message(anna, "<b>раз</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    edit: dict[str, Any] = {"chat_id": anna, "message_id": message.message_id, "reply_markup": KEYBOARD}
    with pytest.raises(TelegramBadRequest, match=NOT_MODIFIED):
        await bot.edit_message_text("<b>раз</b>", parse_mode="HTML", **edit)
    assert await bot.edit_message_text("раз", **edit)
    with pytest.raises(TelegramBadRequest, match=NOT_MODIFIED):
        await bot.edit_message_reply_markup(**edit)


async def test_unknown_messages_are_refused_by_what_was_asked(bot: Bot, anna: int) -> None:
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("x", chat_id=anna, message_id=99)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(anna, 99)
    with pytest.raises(TelegramBadRequest, match="message to react not found"):
        await bot.set_message_reaction(anna, 99)
    with pytest.raises(TelegramBadRequest, match="message to copy not found"):
        await bot.copy_message(anna, anna, 99)
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(anna, "x", reply_parameters=ReplyParameters(message_id=99))
    without = ReplyParameters(message_id=99, allow_sending_without_reply=True)
    assert (await bot.send_message(anna, "x", reply_parameters=without)).reply_to_message is None


async def test_only_the_bots_own_messages_can_be_edited(bot: Bot, control: Control, anna: int) -> None:
    said = await control.say(anna, "моё")
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("не твоё", chat_id=anna, message_id=said["message_id"])


async def test_messages_older_than_48_hours_stay(bot: Bot, control: Control, anna: int) -> None:
    old, young = await bot.send_message(anna, "раз"), await bot.send_message(anna, "два")
    await control.post("clock", advance=47 * 3600)
    assert await bot.delete_message(anna, young.message_id)
    await control.post("clock", advance=3600)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(anna, old.message_id)


async def test_other_peoples_messages_in_a_group_are_for_administrators(bot: Bot, control: Control, group: int) -> None:
    said = await control.say(1002, "моё", chat_id=group)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(group, said["message_id"])


async def test_an_unknown_topic_is_refused(bot: Bot, supergroup: int) -> None:
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(supergroup, "x", message_thread_id=99)


async def press(bot: Bot, control: Control, anna: int) -> str:
    message = await bot.send_message(anna, "Готово?", reply_markup=KEYBOARD)
    body = {"user_id": anna, "chat_id": anna, "message_id": message.message_id, "callback_data": "yes"}
    answer: str = (await control.post("press", **body))["callback_query_id"]
    return answer


async def test_a_button_is_answered_once(bot: Bot, control: Control, anna: int) -> None:
    query = await press(bot, control, anna)
    assert await bot.answer_callback_query(query, text="Записано")
    with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired or query ID is inval"):
        await bot.answer_callback_query(query)


async def test_a_button_is_answered_in_time(bot: Bot, control: Control, anna: int) -> None:
    query = await press(bot, control, anna)
    await control.post("clock", advance=151)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(query)


async def test_an_unknown_query_cannot_be_answered(bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query("12345")
