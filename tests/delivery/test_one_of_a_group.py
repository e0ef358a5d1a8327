"""What one person of a group is told: hidden from the others, else in private, else as a reply for all to see."""

from dataclasses import replace

import pytest
from aiogram import Bot

from delivery.outgoing import Message, NewTopic
from delivery.telegram import Telegram
from sandbox.app import Running
from tests.delivery.conftest import add_group, add_person, calls, control, fault, texts_in
from tests.delivery.test_telegram import ANNA, KEYBOARD, delivery

GROUP = -100
REFUSED = {"fault": "400", "description": "Bad Request: method is not available here"}
TOLD = Message("✅ Записано", KEYBOARD, only_for=ANNA, in_private=True)


@pytest.fixture
async def telegram(bot: Bot, server: Running) -> Telegram:
    await add_person(server, ANNA)
    await add_group(server, GROUP, "supergroup", ANNA)
    return Telegram(bot, timeout=3.0)


def hidden(server: Running) -> list[str]:
    return [message["text"] for message in server.sandbox.world.chats[GROUP].ephemeral.values()]


def plain(server: Running) -> list[str]:
    messages = server.sandbox.world.chats[GROUP].messages.values()
    return [message["text"] for message in messages if "text" in message]


async def test_only_its_person_sees_it_and_its_number_is_told_apart(telegram: Telegram, server: Running) -> None:
    outcome = await telegram.send(delivery(GROUP, "supergroup"), TOLD)
    assert (outcome.result, outcome.messages) == ("sent", (-1,))
    assert (hidden(server), plain(server)) == (["✅ Записано"], [])
    again = await telegram.send(delivery(GROUP, "supergroup", edits=-1), replace(TOLD, text="↩️ Отменено"))
    assert (again.result, again.messages) == ("sent", (-1,))
    assert hidden(server) == ["↩️ Отменено"]


async def test_one_that_expired_is_said_anew(telegram: Telegram, server: Running) -> None:
    outcome = await telegram.send(delivery(GROUP, "supergroup", edits=-4711), TOLD)
    assert (outcome.result, outcome.messages) == ("sent", (-1,))


async def test_where_it_cannot_be_hidden_it_goes_to_the_private_chat(telegram: Telegram, server: Running) -> None:
    fault(server, method="sendMessage", chat_id=GROUP, **REFUSED)
    outcome = await telegram.send(delivery(GROUP, "supergroup"), replace(TOLD, reply_to=5, topic=7))
    # The number of the private message would be that of another message in the group.
    assert (outcome.result, outcome.messages) == ("sent", ())
    assert (hidden(server), plain(server), texts_in(server, ANNA)) == ([], [], ["✅ Записано"])


@pytest.mark.parametrize("in_private", [False, True])
async def test_who_cannot_be_written_to_is_answered_in_the_group(
    telegram: Telegram, server: Running, in_private: bool
) -> None:
    if in_private:
        await control(server, "block", {"user_id": ANNA, "blocked": True})
    fault(server, method="sendMessage", chat_id=GROUP, **REFUSED)
    outcome = await telegram.send(delivery(GROUP, "supergroup"), replace(TOLD, reply_to=1, in_private=in_private))
    assert (outcome.result, outcome.messages) == ("sent", (2,))
    assert (hidden(server), plain(server)) == ([], ["✅ Записано"])
    assert server.sandbox.world.chats[GROUP].messages[2]["reply_to_message"]["message_id"] == 1


async def test_a_group_that_has_thrown_the_bot_out_is_gone_for_all_ways(telegram: Telegram, server: Running) -> None:
    await control(server, "join", {"chat_id": GROUP, "member": False})
    outcome = await telegram.send(delivery(GROUP, "supergroup"), replace(TOLD, in_private=False))
    assert outcome.result == "blocked"


async def test_a_doubt_is_not_said_another_way(telegram: Telegram, server: Running) -> None:
    fault(server, method="sendMessage", chat_id=GROUP, fault="reset-after")
    assert (await telegram.send(delivery(GROUP, "supergroup"), TOLD)).result == "doubt"
    assert (hidden(server), texts_in(server, ANNA)) == (["✅ Записано"], [])


@pytest.mark.parametrize("words", ["TOPIC_CLOSED", "TOPIC_DELETED", "message thread not found"])
async def test_a_topic_that_is_shut_gives_way_to_the_general_one(
    telegram: Telegram, server: Running, words: str
) -> None:
    fault(server, method="sendMessage", fault="400", description=f"Bad Request: {words}")
    assert (await telegram.send(delivery(GROUP, "supergroup"), Message("в журнал", topic=99))).result == "sent"
    assert "message_thread_id" not in calls(server, "sendMessage")[-1]["params"]


async def test_a_topic_is_opened_and_its_number_kept(telegram: Telegram, server: Running) -> None:
    forum = {"id": -200, "type": "supergroup", "title": "Форум", "members": [ANNA], "is_forum": True}
    await control(server, "chats", {**forum, "bot_admin": True})
    assert await telegram.may_manage_topics(-200)
    outcome = await telegram.send(delivery(-200, "supergroup"), NewTopic("План воспитательной работы"))
    (number,) = outcome.messages
    assert server.sandbox.world.chats[-200].topics[number]["name"] == "План воспитательной работы"
    await control(server, "chats", {**forum, "id": -300})
    assert not await telegram.may_manage_topics(-300)
    assert (await telegram.send(delivery(-300, "supergroup"), NewTopic("План"))).result == "refused"
