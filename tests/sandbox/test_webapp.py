"""Mini Apps: launches with signed initData, answers, data from the keyboard."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    MenuButtonWebApp,
    ReplyKeyboardMarkup,
    WebAppInfo,
)
from aiogram.utils.web_app import safe_parse_webapp_init_data

from sandbox.webapp import sign
from tests.sandbox.conftest import TOKEN, Control, news

APP = WebAppInfo(url="https://school.by/app")
INLINE = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Открыть", web_app=APP)]])
HASH = "8cafccf7da6b520b654ee3de9efb5c7d65c81dcbdbd35824bb9526f2acd41598"
REPLY = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Анкета", web_app=APP)]])


async def opened(bot: Bot, control: Control, anna: int) -> Any:
    """Anna opens the app from a button under a message of the bot."""
    message = await bot.send_message(anna, "Приложение", reply_markup=INLINE)
    return await control.post("webapp", user_id=anna, message_id=message.message_id)


def test_the_signature_is_that_of_the_documents() -> None:
    # By `openssl dgst -hmac`: key = HMAC-SHA256("WebAppData", "42:sandbox"), over both lines, sorted.
    signed = sign(TOKEN, {"query_id": "AAH1", "auth_date": "1664150400"})
    assert signed == f"query_id=AAH1&auth_date=1664150400&hash={HASH}"


@pytest.mark.usefixtures("no_problems")
async def test_a_launch_is_signed_with_the_bots_token(bot: Bot, control: Control, anna: int) -> None:
    await control.post("clock", to=1664150400)
    launch = await opened(bot, control, anna)
    data = safe_parse_webapp_init_data(TOKEN, launch["init_data"])
    assert data.user is not None
    assert (data.user.id, data.user.first_name, data.query_id) == (anna, "Анна", launch["query_id"])
    assert 0 <= int(data.auth_date.timestamp()) - 1664150400 < 30
    with pytest.raises(ValueError, match="Invalid init data signature"):
        safe_parse_webapp_init_data("43:other", launch["init_data"])
    parts = urlsplit(launch["url"])
    assert (parts.netloc, parts.path) == ("school.by", "/app")
    assert parse_qs(parts.fragment)["tgWebAppData"] == [launch["init_data"]]


@pytest.mark.usefixtures("no_problems")
async def test_the_app_answers_once_in_the_name_of_the_person(bot: Bot, control: Control, anna: int) -> None:
    launch = await opened(bot, control, anna)
    content = InputTextMessageContent(message_text="Отмечено")
    result = InlineQueryResultArticle(id="1", title="Отметка", input_message_content=content)
    sent = await bot.answer_web_app_query(launch["query_id"], result)
    assert sent.inline_message_id is None
    message = await news(bot, "message")
    assert (message.text, message.from_user.id, message.via_bot.id) == ("Отмечено", anna, 42)
    with pytest.raises(TelegramBadRequest, match="query ID is invalid"):
        await bot.answer_web_app_query(launch["query_id"], result)


@pytest.mark.usefixtures("no_problems")
async def test_an_app_of_the_keyboard_sends_data(bot: Bot, control: Control, anna: int) -> None:
    await bot.send_message(anna, "Заполните", reply_markup=REPLY)
    launch = await control.post("webapp", user_id=anna, button_text="Анкета")
    assert "query_id" not in launch
    await control.post("webapp_data", user_id=anna, button_text="Анкета", data='{"pupils": 25}')
    data = (await news(bot, "message")).web_app_data
    assert (data.data, data.button_text) == ('{"pupils": 25}', "Анкета")
    answer = await control.post("webapp_data", user_id=anna, button_text="Другая", data="x")
    assert "no Mini App button" in answer["error"]


@pytest.mark.usefixtures("no_problems")
async def test_the_menu_button_opens_the_app(bot: Bot, control: Control, anna: int) -> None:
    assert (await control.post("webapp", user_id=anna))["error"] == "there is no such Mini App"
    await bot.set_chat_menu_button(anna, MenuButtonWebApp(text="Приложение", web_app=APP))
    launch = await control.post("webapp", user_id=anna)
    assert safe_parse_webapp_init_data(TOKEN, launch["init_data"]).query_id == launch["query_id"]


async def test_a_link_carries_its_parameter(bot: Bot, control: Control, anna: int) -> None:
    await bot.get_me()
    launch = await control.post("webapp", user_id=anna, url=APP.url, start_param="school_7")
    data = safe_parse_webapp_init_data(TOKEN, launch["init_data"])
    assert (data.start_param, data.chat_type, data.query_id) == ("school_7", "sender", None)
    answer = await control.post("webapp", user_id=anna, url=APP.url, start_param="x" * 513)
    assert "1 to 512" in answer["error"]
