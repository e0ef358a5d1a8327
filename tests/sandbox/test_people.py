"""What people do reaches the bot as Telegram would tell it."""

import pytest
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.sandbox.conftest import Control, picture

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Да", callback_data="yes")],
        [InlineKeyboardButton(text="Сайт", url="https://school.by")],
    ]
)


@pytest.fixture(autouse=True)
async def everything_is_asked_for(bot: Bot) -> None:
    await bot.get_updates(allowed_updates=[])


async def last_message(bot: Bot) -> Message:
    updates = await bot.get_updates()
    message = updates[-1].message
    assert message is not None
    return message


async def test_a_private_chat_has_the_id_of_the_person(bot: Bot, control: Control, anna: int) -> None:
    await control.say(anna, "здравствуйте")
    message = await last_message(bot)
    assert message.from_user is not None
    assert (message.chat.id, message.chat.type, message.from_user.id) == (anna, "private", anna)
    assert message.from_user.full_name == "Анна Петрова"


async def test_a_person_starts_the_bot_by_a_link(bot: Bot, control: Control) -> None:
    await control.person(1001, "Анна", started=False)
    await control.post("start", user_id=1001, payload="school_7")
    message = await last_message(bot)
    assert message.text == "/start school_7"
    assert [(one.type, one.offset, one.length) for one in message.entities or []] == [("bot_command", 0, 6)]
    assert await bot.send_message(1001, "Добро пожаловать")


async def test_starting_lets_a_blocked_bot_in_again(bot: Bot, control: Control, anna: int) -> None:
    await control.post("block", user_id=anna, blocked=True)
    await control.post("start", user_id=anna)
    kinds = [update.event_type for update in await bot.get_updates()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]
    assert await bot.send_message(anna, "снова здесь")


async def test_blocking_and_unblocking_is_told(bot: Bot, control: Control, anna: int) -> None:
    await control.post("block", user_id=anna, blocked=True)
    await control.post("block", user_id=anna, blocked=False)
    moves = [update.my_chat_member for update in await bot.get_updates()]
    assert [(one.old_chat_member.status, one.new_chat_member.status) for one in moves if one] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


async def test_who_has_blocked_the_bot_cannot_write_to_it(control: Control, anna: int) -> None:
    await control.post("block", user_id=anna, blocked=True)
    assert await control.say(anna, "эй") == {"error": "1001 has blocked the bot"}
    assert control.status == 400


async def test_an_album_comes_as_separate_updates_with_one_group_id(bot: Bot, control: Control, anna: int) -> None:
    photos = [(f"{number}.jpg", picture(200, 100), "image/jpeg") for number in range(3)]
    await control.send_files(anna, photos, text="Фотоотчёт")
    messages = [update.message for update in await bot.get_updates()]
    assert [bool(message and message.photo) for message in messages] == [True] * 3
    assert len({message.media_group_id for message in messages if message}) == 1
    assert [message.caption for message in messages if message] == ["Фотоотчёт", None, None]


async def test_a_file_goes_as_what_it_is_said_to_be(bot: Bot, control: Control, anna: int) -> None:
    await control.send_files(anna, [("a.jpg", picture(200, 100), "image/jpeg")], **{"as": "document"})
    assert (await last_message(bot)).document is not None
    await control.send_files(anna, [("a.ogg", b"voice", "audio/ogg")], duration=4, **{"as": "voice"})
    voice = (await last_message(bot)).voice
    assert voice is not None
    assert voice.duration == 4
    await control.send_files(anna, [("a.docx", b"plan", "application/msword")])
    assert (await last_message(bot)).document is not None


async def test_a_person_answers_a_message(bot: Bot, control: Control, anna: int) -> None:
    asked = await bot.send_message(anna, "Сделано?")
    await control.say(anna, "Да", reply_to_message_id=asked.message_id)
    answered = (await last_message(bot)).reply_to_message
    assert answered is not None
    assert answered.message_id == asked.message_id


async def test_places_and_contacts(bot: Bot, control: Control, anna: int) -> None:
    await control.post("send", user_id=anna, location={"latitude": 53.9, "longitude": 27.5})
    location = (await last_message(bot)).location
    assert location is not None
    assert location.latitude == 53.9
    await control.post("send", user_id=anna, contact={"phone_number": "+375291112233", "first_name": "Анна"})
    contact = (await last_message(bot)).contact
    assert contact is not None
    assert contact.phone_number == "+375291112233"
    assert "latitude" in (await control.post("send", user_id=anna, location={"longitude": 27.5}))["error"]


async def test_a_video_comes_with_its_length(bot: Bot, control: Control, anna: int) -> None:
    await control.send_files(anna, [("a.mp4", b"video", "video/mp4")], duration=12, **{"as": "video"})
    video = (await last_message(bot)).video
    assert video is not None
    assert (video.duration, video.mime_type, video.file_size) == (12, "video/mp4", 5)


async def test_only_a_button_that_is_there_can_be_pressed(bot: Bot, control: Control, anna: int) -> None:
    message = await bot.send_message(anna, "Готово?", reply_markup=KEYBOARD)
    body = {"user_id": anna, "chat_id": anna, "message_id": message.message_id}
    assert "error" in await control.post("press", callback_data="no", **body)
    assert "error" in await control.post("press", **body)
    answer = await control.post("press", callback_data="yes", **body)
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (answer["callback_query_id"], "yes", anna)
    assert isinstance(query.message, Message)
    assert query.message.text == "Готово?"


async def test_a_removed_keyboard_cannot_be_pressed(bot: Bot, control: Control, anna: int) -> None:
    message = await bot.send_message(anna, "Готово?", reply_markup=KEYBOARD)
    await bot.edit_message_text("Записано", chat_id=anna, message_id=message.message_id)
    body = {"user_id": anna, "chat_id": anna, "message_id": message.message_id, "callback_data": "yes"}
    assert "error" in await control.post("press", **body)


async def test_an_edit_comes_as_an_edited_message(bot: Bot, control: Control, anna: int) -> None:
    said = await control.say(anna, "сделоно")
    await control.post("edit", user_id=anna, chat_id=anna, message_id=said["message_id"], text="сделано")
    edited = (await bot.get_updates())[-1].edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (said["message_id"], "сделано")
    assert edited.edit_date is not None


async def test_a_caption_is_edited_and_taken_away(bot: Bot, control: Control, anna: int) -> None:
    said = await control.send_files(anna, [("a.jpg", picture(200, 100), "image/jpeg")], text="Фатаотчёт #7а")
    edit = {"user_id": anna, "chat_id": anna, "message_id": said["messages"][0]["message_id"]}
    await control.post("edit", **edit, text="Фотоотчёт #7а")
    await control.post("edit", **edit, text="")
    edits = [update.edited_message for update in await bot.get_updates() if update.edited_message]
    assert [(one.caption, len(one.caption_entities or []), bool(one.photo)) for one in edits] == [
        ("Фотоотчёт #7а", 1, True),
        (None, 0, True),
    ]


async def test_a_text_cannot_be_edited_into_nothing(control: Control, anna: int) -> None:
    said = await control.say(anna, "раз")
    place = await control.post("send", user_id=anna, location={"latitude": 53.9, "longitude": 27.5})
    for message_id in (said["message_id"], place["messages"][0]["message_id"]):
        assert "error" in await control.post("edit", user_id=anna, chat_id=anna, message_id=message_id, text="")


async def test_people_cannot_edit_the_bots_words(bot: Bot, control: Control, anna: int) -> None:
    message = await bot.send_message(anna, "раз")
    answer = await control.post("edit", user_id=anna, chat_id=anna, message_id=message.message_id, text="два")
    assert answer == {"error": "only one's own messages can be edited"}


async def test_a_deleted_message_is_gone_and_bots_are_not_told(bot: Bot, control: Control, anna: int) -> None:
    said = await control.say(anna, "ой")
    before = len(await bot.get_updates())
    await control.post("delete", chat_id=anna, message_id=said["message_id"])
    assert len(await bot.get_updates()) == before
    assert (await control.get("state"))["messages"] == []


async def test_the_bot_hears_of_its_coming_and_going(bot: Bot, control: Control, anna: int) -> None:
    await control.post("chats", id=-5, type="group", title="Журнал", members=[anna])
    await control.post("join", chat_id=-5, member=False)
    moves = [one for update in await bot.get_updates() if (one := update.my_chat_member)]
    assert [(one.old_chat_member.status, one.new_chat_member.status) for one in moves] == [
        ("left", "member"),
        ("member", "kicked"),
    ]
    assert moves[0].from_user.id == anna


async def test_a_group_without_the_bot_is_not_heard(bot: Bot, control: Control, anna: int) -> None:
    await control.post("chats", id=-5, type="group", title="Без бота", members=[anna], bot=False)
    await control.say(anna, "тайна", chat_id=-5)
    assert await bot.get_updates() == []


async def test_a_stranger_does_not_write_into_a_group(control: Control, group: int) -> None:
    await control.person(1003, "Вера")
    assert "error" in await control.say(1003, "привет", chat_id=group)


async def test_in_privacy_mode_only_what_concerns_the_bot_is_heard(bot: Bot, control: Control, group: int) -> None:
    await control.post("settings", privacy=True)
    assert not (await bot.get_me()).can_read_all_group_messages
    asked = await bot.send_message(group, "Кто?")
    await control.say(1001, "между собой", chat_id=group)
    await control.say(1001, "/summary", chat_id=group)
    await control.say(1001, "@vsrok_bot сводка", chat_id=group)
    await control.say(1001, "я", chat_id=group, reply_to_message_id=asked.message_id)
    texts = [update.message.text for update in await bot.get_updates() if update.message]
    assert texts == ["/summary", "@vsrok_bot сводка", "я"]


async def test_a_ready_update_can_be_forged(bot: Bot, control: Control, anna: int) -> None:
    forged = {
        "callback_query": {
            "id": "1",
            "from": {"id": 666, "is_bot": False, "first_name": "Чужой"},
            "chat_instance": "1",
            "data": "approve:5",
        }
    }
    number = (await control.post("raw", update=forged))["update_id"]
    update = (await bot.get_updates())[-1]
    assert update.update_id == number
    assert update.callback_query is not None
    assert update.callback_query.data == "approve:5"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("send", {"user_id": 9, "text": "x"}, 404),
        ("send", {"user_id": 1001, "chat_id": -9, "text": "x"}, 404),
        ("send", {"user_id": 1001}, 400),
        ("people", {"id": "x", "first_name": "y"}, 400),
        ("chats", {"id": 5, "type": "group"}, 400),
        ("press", {"user_id": 1001, "message_id": 9, "callback_data": "x"}, 404),
        ("clock", {"advance": "soon"}, 400),
        ("faults", {"fault": "fire"}, 400),
        ("settings", {"speed": 5}, 400),
        ("settings", {"rates": "yes"}, 400),
        ("raw", {"update": {"update_id": 5}}, 400),
    ],
)
async def test_mistakes_in_control_requests_are_named(
    control: Control, anna: int, path: str, body: dict[str, object], status: int
) -> None:
    answer = await control.post(path, **body)
    assert control.status == status
    assert answer["error"]
