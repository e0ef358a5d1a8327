"""Several bots, told apart by their tokens: each has its own queue, chats, commands and file ids."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.app import Running
from tests.sandbox.conftest import Control, bot_of, news, picture

SECOND = 43
KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])


@pytest.fixture
async def other(running: Running, bot: Bot) -> AsyncIterator[Bot]:
    """A second bot of the same sandbox; the first has introduced itself before."""
    await bot.get_me()
    other = bot_of(running.url, f"{SECOND}:other")
    await other.get_me()
    yield other
    await other.session.close()


@pytest.fixture
async def shared(control: Control, bot: Bot, other: Bot, group: int) -> int:
    """The group, with both bots in it and nothing waiting for either."""
    await control.post("join", chat_id=group, bot_id=SECOND)
    for one in (bot, other):
        updates = await one.get_updates()
        await one.get_updates(offset=updates[-1].update_id + 1)
    return group


async def test_each_token_is_a_bot_and_the_page_shows_the_first(bot: Bot, other: Bot, control: Control) -> None:
    assert (await bot.get_me()).id == 42
    assert (await other.get_me()).id == SECOND
    state = await control.get("state")
    assert (state["bot"]["id"], [one["id"] for one in state["bots"]]) == (42, [42, SECOND])
    await control.post("bots", id=SECOND, first_name="Дежурный", username="duty_bot")
    assert (await other.get_me()).username == "duty_bot"


async def test_private_chats_are_with_one_bot(bot: Bot, other: Bot, control: Control, anna: int) -> None:
    await control.say(anna, "привет первому")
    assert await other.get_updates() == []
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await other.send_message(anna, "здравствуйте")
    await control.post("start", user_id=anna, bot_id=SECOND)
    assert (await news(other, "message")).text == "/start"
    assert (await other.send_message(anna, "здравствуйте")).message_id == 2
    shown = [one["text"] for one in (await control.get("state"))["messages"]]
    assert shown == ["привет первому"]
    shown = [one["text"] for one in (await control.get(f"state?bot_id={SECOND}"))["messages"]]
    assert shown == ["/start", "здравствуйте"]


async def test_blocking_one_bot_leaves_the_other(bot: Bot, other: Bot, control: Control, anna: int) -> None:
    await control.post("start", user_id=anna, bot_id=SECOND)
    await control.post("block", user_id=anna, bot_id=SECOND)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await other.send_message(anna, "эй")
    assert await bot.send_message(anna, "я здесь")


async def test_in_a_group_every_bot_hears_people_and_none_hears_bots(
    bot: Bot, other: Bot, control: Control, shared: int
) -> None:
    await control.say(1001, "всем", chat_id=shared)
    await bot.send_message(shared, "от бота")
    for one in (bot, other):
        assert [update.message.text for update in await one.get_updates() if update.message] == ["всем"]
    assert await bot.get_chat_member_count(shared) == 4


async def test_a_button_is_answered_by_the_bot_whose_message_it_is(
    bot: Bot, other: Bot, control: Control, shared: int
) -> None:
    message = await other.send_message(shared, "?", reply_markup=KEYBOARD)
    press = {"user_id": 1001, "chat_id": shared, "message_id": message.message_id, "callback_data": "yes"}
    query_id = (await control.post("press", **press))["callback_query_id"]
    assert await bot.get_updates() == []
    with pytest.raises(TelegramBadRequest, match="query ID is invalid"):
        await bot.answer_callback_query(query_id)
    assert await other.answer_callback_query(query_id)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("моё", chat_id=shared, message_id=message.message_id)


async def test_a_file_has_an_id_for_each_bot_and_one_for_everybody(
    bot: Bot, other: Bot, control: Control, shared: int
) -> None:
    await control.send_files(1001, [("a.jpg", picture(300, 200), "image/jpeg")], chat_id=shared)
    mine, theirs = [(await news(one, "message")).photo[-1] for one in (bot, other)]
    assert mine.file_unique_id == theirs.file_unique_id
    assert mine.file_id != theirs.file_id
    for one, foreign in ((bot, theirs), (other, mine)):
        with pytest.raises(TelegramBadRequest, match="wrong file_id or the file is temporarily unavailable"):
            await one.send_photo(shared, foreign.file_id)
    again = await other.send_photo(shared, theirs.file_id)
    assert again.photo is not None
    assert again.photo[-1].file_id == theirs.file_id
    downloaded = [await one.download(photo.file_id) for one, photo in ((bot, mine), (other, theirs))]
    assert len({out.read() for out in downloaded if out}) == 1


async def test_commands_and_webhooks_are_each_bots_own(bot: Bot, other: Bot, control: Control, anna: int) -> None:
    await bot.set_my_commands([BotCommand(command="my", description="Мои мероприятия")])
    assert await other.get_my_commands() == []
    await other.set_webhook("http://127.0.0.1:9/hook")
    assert await bot.get_updates() == []
    chats = [(await control.get(f"state?bot_id={number}"))["chats"][0] for number in (42, SECOND)]
    assert [len(chat["commands"]) for chat in chats] == [1, 0]


async def test_a_bot_does_not_write_to_a_bot(bot: Bot, other: Bot) -> None:
    with pytest.raises(TelegramForbiddenError, match="the bot can't send messages to the bot"):
        await bot.send_message(SECOND, "привет")


async def test_a_fault_may_concern_one_bot(bot: Bot, other: Bot, control: Control) -> None:
    await control.post("faults", method="getMe", fault="400", bot_id=SECOND)
    assert await bot.get_me()
    with pytest.raises(TelegramBadRequest):
        await other.get_me()


async def test_the_journal_names_the_bot(bot: Bot, other: Bot, control: Control) -> None:
    entries = (await control.get("journal"))["entries"]
    assert [(one["method"], one["bot_id"]) for one in entries] == [("getMe", 42), ("getMe", SECOND)]


async def test_a_stranger_cannot_be_acted_upon(control: Control, anna: int) -> None:
    assert await control.post("start", user_id=anna, bot_id=99) == {"error": "no bot 99"}
    assert control.status == 404


async def test_documents_survive_the_way_through_both(bot: Bot, other: Bot, control: Control, shared: int) -> None:
    sent = await other.send_document(shared, BufferedInputFile(b"plan", "план.docx"))
    assert sent.document is not None
    shown = (await control.get("state"))["messages"][-1]["document"]["file_id"]
    async with control.session.get(f"{control.url}/sandbox/file/{shown}") as answer:
        assert await answer.read() == b"plan"
    assert sent.document.file_id != shown
