"""Inline mode: a query, its answer, the message that comes of it."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultCachedDocument,
    InlineQueryResultLocation,
    InlineQueryResultPhoto,
    InputTextMessageContent,
    InputVenueMessageContent,
)

from tests.sandbox.conftest import Control, news

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])


def article(result_id: str = "1", text: str = "<b>Сводка</b>", **more: Any) -> InlineQueryResultArticle:
    """A result that becomes a message with this HTML."""
    content = InputTextMessageContent(message_text=text, parse_mode="HTML")
    return InlineQueryResultArticle(id=result_id, title="Сводка", input_message_content=content, **more)


async def asked(bot: Bot, control: Control, chat_id: int, query: str = "сводка") -> Any:
    """Anna types the bot's name and this in a chat: the inline query that the bot gets."""
    await control.post("inline", user_id=1001, chat_id=chat_id, query=query)
    return await news(bot, "inline_query")


@pytest.mark.usefixtures("no_problems")
async def test_a_chosen_result_is_a_message_of_the_person_via_the_bot(bot: Bot, control: Control, group: int) -> None:
    query = await asked(bot, control, group)
    assert (query.query, query.chat_type, query.from_user.id) == ("сводка", "group", 1001)
    await bot.answer_inline_query(query.id, [article()])
    seen = await control.get(f"inline?inline_query_id={query.id}")
    assert (seen["answered"], [result["title"] for result in seen["results"]]) == (True, ["Сводка"])
    await control.post("choose", user_id=1001, chat_id=group, inline_query_id=query.id, result_id="1")
    updates = await bot.get_updates()
    message, chosen = updates[-2].message, updates[-1].chosen_inline_result
    assert message is not None
    assert message.via_bot is not None
    assert message.from_user is not None
    assert (message.text, message.via_bot.id, message.from_user.id) == ("Сводка", 42, 1001)
    assert chosen is not None
    assert (chosen.result_id, chosen.query, chosen.inline_message_id) == ("1", "сводка", None)


@pytest.mark.usefixtures("no_problems")
async def test_an_inline_message_is_pressed_and_edited_by_its_own_id(bot: Bot, control: Control, group: int) -> None:
    query = await asked(bot, control, group)
    await bot.answer_inline_query(query.id, [article(reply_markup=KEYBOARD)])
    said = await control.post("choose", user_id=1001, chat_id=group, inline_query_id=query.id, result_id="1")
    inline_id = (await news(bot, "chosen_inline_result")).inline_message_id
    await control.post("press", user_id=1002, chat_id=group, message_id=said["message_id"], callback_data="yes")
    pressed = await news(bot, "callback_query")
    assert (pressed.inline_message_id, pressed.message) == (inline_id, None)
    assert await bot.edit_message_text("Готово", inline_message_id=inline_id) is True
    assert (await control.get("state"))["messages"][-1]["text"] == "Готово"


async def test_an_unknown_inline_message_is_refused(bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="MESSAGE_ID_INVALID"):
        await bot.edit_message_text("x", inline_message_id="BAAAno")


@pytest.mark.usefixtures("no_problems")
async def test_files_and_places_can_be_results(bot: Bot, control: Control, anna: int) -> None:
    document = (await bot.send_document(anna, BufferedInputFile(b"plan", "план.docx"))).document
    assert document is not None
    query = await asked(bot, control, anna)
    assert query.chat_type == "sender"
    place = InputVenueMessageContent(latitude=53.9, longitude=27.5, title="СОШ № 7", address="Лесная, 1")
    results = [
        InlineQueryResultCachedDocument(id="file", title="План", document_file_id=document.file_id, caption="План"),
        InlineQueryResultLocation(id="map", title="Школа", latitude=53.9, longitude=27.5),
        article("venue").model_copy(update={"input_message_content": place}),
    ]
    await bot.answer_inline_query(query.id, results)
    choice = {"user_id": anna, "inline_query_id": query.id}
    file, point, venue = [await control.post("choose", **choice, result_id=one) for one in ("file", "map", "venue")]
    assert (file["document"]["file_name"], file["caption"]) == ("план.docx", "План")
    assert point["location"]["latitude"] == 53.9
    assert (venue["venue"]["title"], venue["location"]["longitude"]) == ("СОШ № 7", 27.5)
    await bot.get_updates()


async def test_a_picture_by_address_is_taken_and_noted(bot: Bot, control: Control, anna: int) -> None:
    query = await asked(bot, control, anna)
    photo = "https://example.org/a.jpg"
    await bot.answer_inline_query(query.id, [InlineQueryResultPhoto(id="p", photo_url=photo, thumbnail_url=photo)])
    assert await control.problems() == ["inline result p: files by URL are not modelled, it cannot be chosen"]
    answer = await control.post("choose", user_id=anna, inline_query_id=query.id, result_id="p")
    assert "does not fetch files by URL" in answer["error"]


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(str(number)) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([article("1"), article("1")], "RESULT_ID_DUPLICATE"),
        ([article("я" * 33)], "RESULT_ID_INVALID"),
        ([article(text="<b>")], "can't parse entities"),
        ([article(text="я" * 4097)], "message is too long"),
    ],
)
async def test_limits_of_answers(bot: Bot, control: Control, anna: int, results: list[Any], words: str) -> None:
    query = await asked(bot, control, anna)
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.answer_inline_query(query.id, results)


async def test_text_is_counted_after_its_markup(bot: Bot, control: Control, anna: int) -> None:
    query = await asked(bot, control, anna)
    await bot.answer_inline_query(query.id, [article(text=f"<b>{'я' * 4096}</b>")])
    assert await control.problems() == []


async def test_an_answer_comes_in_time_or_is_refused(bot: Bot, control: Control, anna: int) -> None:
    query = await asked(bot, control, anna)
    await control.post("clock", advance=31)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_inline_query(query.id, [article()])
    with pytest.raises(TelegramBadRequest, match="query ID is invalid"):
        await bot.answer_inline_query("5", [article()])


async def test_only_an_offered_result_can_be_chosen(bot: Bot, control: Control, anna: int) -> None:
    query = await asked(bot, control, anna)
    choice = {"user_id": anna, "inline_query_id": query.id, "result_id": "1"}
    assert (await control.post("choose", **choice))["error"] == "no result 1"
    await bot.answer_inline_query(query.id, [article("2")])
    assert (await control.post("choose", **choice))["error"] == "no result 1"


async def test_botfather_switches_inline_mode_and_feedback(bot: Bot, control: Control, anna: int) -> None:
    assert (await bot.get_me()).supports_inline_queries
    query = await asked(bot, control, anna)
    await bot.answer_inline_query(query.id, [article()])
    await control.post("settings", inline=False, inline_feedback=False)
    await control.post("choose", user_id=anna, inline_query_id=query.id, result_id="1")
    await news(bot, "message")
    assert not (await bot.get_me()).supports_inline_queries
    assert (await control.post("inline", user_id=anna, query="ещё"))["error"] == "inline mode is off"
