"""Taps on the reply keyboard, links into groups, drafts, dice: the smaller acts of people and bots."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import KeyboardButton, ReplyKeyboardMarkup

from tests.sandbox.conftest import Control, news

BUTTONS = ReplyKeyboardMarkup(
    keyboard=[
        [KeyboardButton(text="Мои мероприятия")],
        [KeyboardButton(text="Мой номер", request_contact=True), KeyboardButton(text="Где я", request_location=True)],
    ],
    one_time_keyboard=True,
)


@pytest.mark.usefixtures("no_problems")
async def test_a_tap_sends_the_text_of_a_button_that_is_there(bot: Bot, control: Control, anna: int) -> None:
    assert "no button" in (await control.post("tap", user_id=anna, text="Мои мероприятия"))["error"]
    await bot.send_message(anna, "Выберите", reply_markup=BUTTONS)
    await control.post("tap", user_id=anna, text="Мои мероприятия")
    assert (await news(bot, "message")).text == "Мои мероприятия"
    assert (await control.get("state"))["chats"][0]["reply_keyboard"] is None


@pytest.mark.usefixtures("no_problems")
async def test_a_tap_shares_the_contact_or_the_place(bot: Bot, control: Control, anna: int) -> None:
    await bot.send_message(anna, "Кто Вы?", reply_markup=BUTTONS)
    await control.post("tap", user_id=anna, text="Мой номер", phone_number="+375291112233")
    contact = (await news(bot, "message")).contact
    assert (contact.phone_number, contact.user_id) == ("+375291112233", anna)
    await bot.send_message(anna, "Где Вы?", reply_markup=BUTTONS)
    place = {"latitude": 53.9, "longitude": 27.5}
    await control.post("tap", user_id=anna, text="Где я", location=place)
    assert (await news(bot, "message")).location.longitude == 27.5


@pytest.mark.usefixtures("no_problems")
async def test_a_startgroup_link_adds_the_bot_and_starts_it(bot: Bot, control: Control, anna: int) -> None:
    await control.post("chats", id=-5, type="group", title="Журнал", members=[anna], bot=False)
    await control.post("startgroup", user_id=anna, chat_id=-5, payload="school_7")
    moved, joined, started = await bot.get_updates()
    assert moved.my_chat_member is not None
    assert moved.my_chat_member.from_user.id == anna
    assert joined.message is not None
    assert [one.id for one in joined.message.new_chat_members or []] == [42]
    assert started.message is not None
    assert started.message.text == "/start@vsrok_bot school_7"
    assert "error" in await control.post("startgroup", user_id=anna, chat_id=anna, payload="x")


@pytest.mark.usefixtures("no_problems")
async def test_a_draft_is_seen_for_30_seconds_or_until_the_message(bot: Bot, control: Control, anna: int) -> None:
    async def shown() -> str | None:
        chat = (await control.get("state"))["chats"][0]
        return chat["draft"]["text"] if "draft" in chat else None

    await bot.send_message_draft(anna, 1, text="Считаю…")
    await bot.send_message_draft(anna, 1, text="Считаю… <b>27</b>", parse_mode="HTML")
    assert await shown() == "Считаю… 27"
    await control.post("clock", advance=31)
    assert await shown() is None
    await bot.send_message_draft(anna, 2, text="")
    assert await shown() == ""
    await bot.send_message(anna, "27 мероприятий")
    assert await shown() is None


@pytest.mark.usefixtures("no_problems")
async def test_a_person_stops_a_draft_that_may_be_stopped(bot: Bot, control: Control, anna: int) -> None:
    await bot.send_message_draft(anna, 5, text="Считаю…")
    assert await control.post("stop", user_id=anna) == {"error": "there is nothing to stop"}
    await bot.send_message_draft(anna, 5, text="Считаю…", can_stop=True)
    await control.post("stop", user_id=anna)
    stopped = await news(bot, "stopped_message_generation")
    assert (stopped.draft_id, stopped.chat.id) == (5, anna)


@pytest.mark.usefixtures("no_problems")
async def test_dice_fall_within_their_range(bot: Bot, anna: int) -> None:
    thrown = [(await bot.send_dice(anna, emoji=emoji)).dice for emoji in ("🎲", "⚽️", "🎰")]
    assert [one.emoji for one in thrown if one] == ["🎲", "⚽", "🎰"]
    assert [1 <= one.value <= most for one, most in zip(thrown, (6, 5, 64), strict=True) if one] == [True] * 3


@pytest.mark.usefixtures("no_problems")
async def test_venues_can_be_sent(bot: Bot, anna: int) -> None:
    message = await bot.send_venue(anna, 53.9, 27.5, "СОШ № 7", "Лесная, 1")
    assert message.venue is not None
    assert message.location is not None
    assert (message.venue.title, message.location.latitude) == ("СОШ № 7", 53.9)


@pytest.mark.usefixtures("no_problems")
async def test_both_sides_of_a_grown_group_are_told(bot: Bot, control: Control, group: int) -> None:
    chat = await control.post("migrate", chat_id=group)
    old, new = await bot.get_updates()
    assert old.message is not None
    assert new.message is not None
    assert (old.message.chat.id, old.message.migrate_to_chat_id) == (group, chat["id"])
    assert (new.message.chat.id, new.message.migrate_from_chat_id) == (chat["id"], group)
    assert (await bot.get_chat_member(chat["id"], 42)).status == "member"
    assert await bot.get_chat_member_count(chat["id"]) == 3


async def test_a_deleted_group_cannot_be_written_to(bot: Bot, control: Control, group: int) -> None:
    await control.post("delete_chat", chat_id=group)
    with pytest.raises(TelegramForbiddenError, match="the group chat was deleted"):
        await bot.send_message(group, "эй")


@pytest.mark.parametrize(
    ("method", "fields", "words"),
    [
        ("sendDice", {"chat_id": 1001, "emoji": "🥦"}, "EMOTICON_INVALID"),
        ("sendMessageDraft", {"chat_id": -500, "draft_id": 1, "text": "x"}, "TEXTDRAFT_PEER_INVALID"),
        ("sendMessageDraft", {"chat_id": 1001, "draft_id": 0, "text": "x"}, "invalid draft identifier specified"),
        ("sendMessageDraft", {"chat_id": 1001, "draft_id": 1, "text": "я" * 4097}, "message is too long"),
        ("editMessageText", {"chat_id": 1001, "text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"text": "x"}, "chat_id is empty"),
    ],
)
@pytest.mark.usefixtures("group")
async def test_mistakes_are_refused(control: Control, method: str, fields: dict[str, object], words: str) -> None:
    status, body = await control.raw_call(method, **fields)
    assert (status, body["description"]) == (400, f"Bad Request: {words}")


@pytest.mark.usefixtures("no_problems")
async def test_long_markup_is_counted_after_parsing_in_edits_too(bot: Bot, anna: int) -> None:
    message = await bot.send_message(anna, "x")
    text = f"<b>{'я' * 4096}</b>"
    edited = await bot.edit_message_text(text, chat_id=anna, message_id=message.message_id, parse_mode="HTML")
    assert not isinstance(edited, bool)
    assert len(edited.text or "") == 4096
