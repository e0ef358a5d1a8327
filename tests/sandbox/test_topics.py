"""Topics: changed by the bot, written into and created by people."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from tests.sandbox.conftest import Control, news


@pytest.mark.usefixtures("no_problems")
async def test_a_topic_is_renamed_closed_opened_and_deleted(bot: Bot, control: Control, supergroup: int) -> None:
    topic = await bot.create_forum_topic(supergroup, "Отчёты")
    thread = topic.message_thread_id
    await bot.edit_forum_topic(supergroup, thread, name="Фотоотчёты")
    await bot.close_forum_topic(supergroup, thread)
    chat = (await control.get("state"))["chats"][0]
    assert [(one["name"], one["closed"]) for one in chat["topics"]] == [("Фотоотчёты", True)]
    await bot.reopen_forum_topic(supergroup, thread)
    said = [one for one in (await control.get("state"))["messages"] if one.get("message_thread_id") == thread]
    assert [next(name for name in one if name.startswith("forum_topic")) for one in said] == [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    ]
    await bot.delete_forum_topic(supergroup, thread)
    state = await control.get("state")
    assert state["chats"][0]["topics"] == []
    assert [one for one in state["messages"] if one.get("message_thread_id") == thread] == []


async def test_a_change_that_changes_nothing_is_refused(bot: Bot, supergroup: int) -> None:
    thread = (await bot.create_forum_topic(supergroup, "Отчёты")).message_thread_id
    with pytest.raises(TelegramBadRequest, match="TOPIC_NOT_MODIFIED"):
        await bot.edit_forum_topic(supergroup, thread, name="Отчёты")
    with pytest.raises(TelegramBadRequest, match="TOPIC_NOT_MODIFIED"):
        await bot.reopen_forum_topic(supergroup, thread)
    with pytest.raises(TelegramBadRequest, match="TOPIC_ID_INVALID"):
        await bot.close_forum_topic(supergroup, 999)


async def test_only_an_administrator_of_a_forum_manages_topics(bot: Bot, control: Control, anna: int) -> None:
    await control.post("chats", id=-7, type="supergroup", title="Форум", members=[anna], is_forum=True)
    with pytest.raises(TelegramBadRequest, match="not enough rights to create a topic"):
        await bot.create_forum_topic(-7, "Отчёты")
    await control.post("chats", id=-8, type="supergroup", title="Без тем", members=[anna], bot_admin=True)
    with pytest.raises(TelegramBadRequest, match="the chat is not a forum"):
        await bot.create_forum_topic(-8, "Отчёты")


async def test_a_closed_topic_is_for_the_owner_and_administrators(bot: Bot, control: Control, boris: int) -> None:
    await control.person(1001, "Анна")
    facts = {"type": "supergroup", "title": "Форум", "members": [1001, boris], "is_forum": True}
    await control.post("chats", id=-7, **facts)
    thread = (await control.post("topic", user_id=boris, chat_id=-7, name="Отчёты"))["message_thread_id"]
    assert (await news(bot, "message")).forum_topic_created.name == "Отчёты"
    assert (await control.say(boris, "ещё открыто", chat_id=-7, message_thread_id=thread))["is_topic_message"]
    running_bot_is_admin = {"chat_id": -7, "member": True, "bot_admin": True}
    await control.post("join", chat_id=-7, member=False)
    await control.post("join", **running_bot_is_admin)
    await bot.close_forum_topic(-7, thread)
    assert "closed" in (await control.say(boris, "закрыто", chat_id=-7, message_thread_id=thread))["error"]
    assert await bot.send_message(-7, "объявление", message_thread_id=thread)
    await control.post("join", chat_id=-7, member=False)
    await control.post("join", chat_id=-7)
    with pytest.raises(TelegramBadRequest, match="TOPIC_CLOSED"):
        await bot.send_message(-7, "ещё", message_thread_id=thread)


@pytest.mark.usefixtures("no_problems")
async def test_a_private_chat_may_have_topics(bot: Bot, control: Control) -> None:
    await control.person(1001, "Анна", topics=True)
    topic = await bot.create_forum_topic(1001, "План на май")
    message = await bot.send_message(1001, "Начнём", message_thread_id=topic.message_thread_id)
    assert message.is_topic_message
