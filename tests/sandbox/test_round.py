"""The whole round through a real aiogram bot: each main method answers what aiogram's models accept, and neither the
request nor the answer breaks the documents (the journal stays without problems)."""

from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BufferedInputFile,
    FSInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from tests.sandbox.conftest import Control, picture

pytestmark = pytest.mark.usefixtures("no_problems")

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])
OWN_BYTES = Path(__file__).read_bytes()
PHOTO = BufferedInputFile(picture(640, 480), "фото.jpg")
FILE = BufferedInputFile(b"plan", "план дел.docx")


def callbacks(keyboard: InlineKeyboardMarkup | None) -> list[str | None]:
    """The data of all buttons."""
    return [button.callback_data for row in keyboard.inline_keyboard for button in row] if keyboard else []


async def test_get_me_names_the_bot_by_its_token(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.first_name) == (42, True, "В срок")


async def test_send_message_with_everything(bot: Bot, anna: int, control: Control) -> None:
    asked = await control.say(anna, "когда?")
    message = await bot.send_message(
        anna,
        "<b>Сегодня</b> 🎓 <i>в 9:00</i>",
        parse_mode="HTML",
        reply_markup=KEYBOARD,
        reply_parameters=ReplyParameters(message_id=asked["message_id"]),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
        protect_content=True,
    )
    assert message.text == "Сегодня 🎓 в 9:00"
    assert [(one.type, one.offset, one.length) for one in message.entities or []] == [("bold", 0, 7), ("italic", 11, 6)]
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "когда?"
    assert callbacks(message.reply_markup) == ["yes"]
    assert message.from_user is not None
    assert message.from_user.id == 42
    assert message.has_protected_content


async def test_message_ids_grow_by_one_in_each_chat(bot: Bot, control: Control, anna: int) -> None:
    await control.person(1002, "Борис")
    first, second = await bot.send_message(anna, "раз"), await bot.send_message(anna, "два")
    other = await bot.send_message(1002, "раз")
    assert (first.message_id, second.message_id, other.message_id) == (1, 2, 1)


async def test_a_reply_keyboard_is_not_echoed_but_shown_to_the_person(bot: Bot, control: Control, anna: int) -> None:
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Сводка")]], resize_keyboard=True)
    message = await bot.send_message(anna, "Меню", reply_markup=keyboard)
    assert message.reply_markup is None
    chat = (await control.get("state"))["chats"][0]
    assert chat["reply_keyboard"]["keyboard"] == [[{"text": "Сводка"}]]
    await bot.send_message(anna, "Убрано", reply_markup=ReplyKeyboardRemove())
    assert (await control.get("state"))["chats"][0]["reply_keyboard"] is None


async def test_each_kind_of_file_can_be_sent(bot: Bot, anna: int) -> None:
    photo = await bot.send_photo(anna, PHOTO, caption="<b>Фото</b>", parse_mode="HTML", has_spoiler=True)
    document = await bot.send_document(anna, FILE, caption="План", reply_markup=KEYBOARD)
    video = await bot.send_video(anna, BufferedInputFile(b"video", "a.mp4"), width=320, height=240, duration=3)
    voice = await bot.send_voice(anna, BufferedInputFile(b"voice", "a.ogg"), duration=2)
    audio = await bot.send_audio(anna, BufferedInputFile(b"audio", "a.mp3"), title="Гимн", performer="Хор")
    animation = await bot.send_animation(anna, BufferedInputFile(b"gif", "a.mp4"))
    assert photo.photo is not None
    assert (photo.caption, photo.has_media_spoiler) == ("Фото", True)
    assert document.document is not None
    assert document.document.file_name == "план дел.docx"
    assert video.video is not None
    assert (video.video.width, video.video.duration) == (320, 3)
    assert voice.voice is not None
    assert voice.voice.duration == 2
    assert audio.audio is not None
    assert audio.audio.title == "Гимн"
    assert animation.animation is not None


async def test_an_album_is_several_messages_with_one_group_id(bot: Bot, anna: int) -> None:
    messages = await bot.send_media_group(
        anna, [InputMediaPhoto(media=PHOTO, caption="Раз"), InputMediaPhoto(media=PHOTO)]
    )
    assert [message.caption for message in messages] == ["Раз", None]
    assert messages[0].media_group_id is not None
    assert messages[0].media_group_id == messages[1].media_group_id


async def test_places_and_contacts_can_be_sent(bot: Bot, anna: int) -> None:
    place = await bot.send_location(anna, 53.9, 27.56)
    contact = await bot.send_contact(anna, "+375291234567", "Анна")
    assert place.location is not None
    assert place.location.latitude == 53.9
    assert contact.contact is not None
    assert contact.contact.phone_number == "+375291234567"


async def test_a_chat_action_is_accepted(bot: Bot, anna: int) -> None:
    assert await bot.send_chat_action(anna, "typing")


async def test_text_caption_media_and_keyboard_can_be_edited(bot: Bot, anna: int) -> None:
    text = await bot.send_message(anna, "раз", reply_markup=KEYBOARD)
    edited = await bot.edit_message_text("два", chat_id=anna, message_id=text.message_id)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("два", None)
    assert edited.edit_date is not None
    photo = await bot.send_photo(anna, PHOTO, caption="раз")
    edited = await bot.edit_message_caption(chat_id=anna, message_id=photo.message_id, caption="два")
    assert not isinstance(edited, bool)
    assert edited.caption == "два"
    media = InputMediaDocument(media=FILE, caption="файл")
    edited = await bot.edit_message_media(media, chat_id=anna, message_id=photo.message_id)
    assert not isinstance(edited, bool)
    assert (edited.photo, edited.caption) == (None, "файл")
    edited = await bot.edit_message_reply_markup(chat_id=anna, message_id=photo.message_id, reply_markup=KEYBOARD)
    assert not isinstance(edited, bool)
    assert callbacks(edited.reply_markup) == ["yes"]


async def test_messages_are_deleted_copied_and_forwarded(bot: Bot, anna: int, group: int) -> None:
    message = await bot.send_message(anna, "<b>важно</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    forwarded = await bot.forward_message(group, anna, message.message_id)
    assert forwarded.forward_origin is not None
    assert (forwarded.text, forwarded.reply_markup) == ("важно", None)
    copied = await bot.copy_message(group, anna, message.message_id)
    assert copied.message_id == forwarded.message_id + 1
    many = await bot.copy_messages(group, anna, [message.message_id])
    assert many[0].message_id == copied.message_id + 1
    assert await bot.delete_message(group, copied.message_id)
    assert await bot.delete_messages(group, [many[0].message_id, 999])


async def test_a_copy_may_have_another_caption(bot: Bot, anna: int, group: int) -> None:
    photo = await bot.send_photo(anna, PHOTO, caption="старая")
    await bot.copy_message(group, anna, photo.message_id, caption="новая")
    forwarded = await bot.forward_message(anna, group, photo.message_id + 1)
    assert forwarded.caption == "новая"


async def test_pins_are_set_shown_and_removed(bot: Bot, group: int) -> None:
    message = await bot.send_message(group, "Объявление")
    assert await bot.pin_chat_message(group, message.message_id)
    pinned = (await bot.get_chat(group)).pinned_message
    assert pinned is not None
    assert pinned.message_id == message.message_id
    assert await bot.unpin_chat_message(group, message_id=message.message_id)
    assert (await bot.get_chat(group)).pinned_message is None


async def test_a_reaction_can_be_set(bot: Bot, control: Control, anna: int) -> None:
    said = await control.say(anna, "готово")
    assert await bot.set_message_reaction(anna, said["message_id"], [ReactionTypeEmoji(emoji="👍")])


async def test_facts_about_chats_and_members(bot: Bot, group: int, supergroup: int) -> None:
    assert (await bot.get_chat(group)).title == "Журнал"
    assert (await bot.get_chat(1001)).first_name == "Анна"
    assert await bot.get_chat_member_count(group) == 3
    assert (await bot.get_chat_member(group, 1001)).status == "creator"
    assert (await bot.get_chat_member(group, 1002)).status == "member"
    assert (await bot.get_chat_member(group, 42)).status == "member"
    assert [one.status for one in await bot.get_chat_administrators(group)] == ["creator"]
    assert [one.status for one in await bot.get_chat_administrators(supergroup)] == ["creator", "administrator"]


async def test_commands_are_kept_by_scope_and_shown_to_the_chat(bot: Bot, control: Control, anna: int) -> None:
    async def shown() -> list[str]:
        return [one["command"] for one in (await control.get("state"))["chats"][0]["commands"]]

    await bot.set_my_commands([BotCommand(command="help", description="Помощь")])
    assert await shown() == ["help"]
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand(command="menu", description="Меню")], scope=private)
    assert await shown() == ["menu"]
    own = BotCommandScopeChat(chat_id=anna)
    await bot.set_my_commands([BotCommand(command="summary", description="Сводка")], scope=own)
    assert await shown() == ["summary"]
    assert [one.command for one in await bot.get_my_commands(scope=private)] == ["menu"]
    await bot.delete_my_commands(scope=own)
    assert await shown() == ["menu"]


async def test_the_bot_describes_itself(bot: Bot, anna: int) -> None:
    await bot.set_my_name("Сроки")
    await bot.set_my_description("Напоминает о сроках")
    await bot.set_my_short_description("Сроки и отметки")
    assert (await bot.get_me()).first_name == "Сроки"
    assert (await bot.get_my_description()).description == "Напоминает о сроках"
    assert await bot.set_chat_menu_button(anna, MenuButtonCommands())


async def test_topics_can_be_created_and_written_to(bot: Bot, supergroup: int) -> None:
    topic = await bot.create_forum_topic(supergroup, "Отметки")
    assert topic.name == "Отметки"
    message = await bot.send_message(supergroup, "раз", message_thread_id=topic.message_thread_id)
    assert (message.message_thread_id, message.is_topic_message) == (topic.message_thread_id, True)


async def test_members_can_be_banned_by_an_administrator(bot: Bot, control: Control, supergroup: int) -> None:
    await control.person(1002, "Борис")
    await control.post("member", chat_id=supergroup, user_id=1002)
    assert await bot.ban_chat_member(supergroup, 1002)
    assert (await bot.get_chat_member(supergroup, 1002)).status == "kicked"


async def test_a_downloaded_file_has_the_bytes_that_were_sent(bot: Bot, anna: int) -> None:
    message = await bot.send_document(anna, FSInputFile(__file__))
    assert message.document is not None
    out = await bot.download(message.document.file_id)
    assert out is not None
    assert out.read() == OWN_BYTES
