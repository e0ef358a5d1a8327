"""Updates that are not meant for the bot, or newer than it: silence, one sentence, and nobody is held up."""

from typing import Any

import pytest

from tests.conversations.hostile import (
    FILE,
    STRANGER,
    meet,
    message,
    misfortunes,
    press,
    private,
    standing,
    tell,
    unharmed,
    user,
)
from tests.conversations.plans import Plan, posts
from tests.town import Town

SILENT_GROUP = {"id": -1002222222222, "type": "supergroup", "title": "Чужая группа"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL = {"id": -1003333333333, "type": "channel", "title": "Канал"}


def forgive(town: Town) -> None:
    """The sandbox notes what Telegram would never have sent; here that was the intention."""
    for entry in town.sandbox.sandbox.journal.after(0):
        if entry["method"] == "getUpdates":
            entry["problems"].clear()


def quiet(town: Town) -> dict[str, dict[str, Any]]:
    """Updates after which nothing is said and nothing changes."""
    in_group = {"chat": SILENT_GROUP}
    now = int(town.now.timestamp())
    post = {"message_id": 5, "chat": CHANNEL, "date": now, "text": "/log_here", "sender_chat": CHANNEL}
    log = {"id": town.log_group, "type": "supergroup", "title": "Журнал"}
    anonymous = {"message_id": 900_001, "from": ANONYMOUS, "sender_chat": log, "chat": log, "date": now}
    linked = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    query = {"id": "1", "from": user(1002), "query": "план", "offset": ""}
    gone = {"chat": private(1002), "message_id": 3, "date": 0}
    return {
        "words of a stranger in a group": {"message": message(town, STRANGER, text="Всем привет", **in_group)},
        "a command of a stranger in a group": {"message": message(town, STRANGER, text="/people", **in_group)},
        "a start in a group": {"message": message(town, STRANGER, text="/start abc", **in_group)},
        "an unknown command in a group": {"message": message(town, 1002, text="/нет", **in_group)},
        "words of a member in a group": {"message": message(town, 1003, text="готово", **in_group)},
        "a photo of a member in a group": {
            "message": message(town, 1003, photo=[{**FILE, "width": 1, "height": 1}], **in_group)
        },
        "a document of a coordinator in a group": {
            "message": message(town, 1002, document={**FILE, "file_name": "план.docx"}, **in_group)
        },
        "a group that changes its name": {"message": message(town, 1002, new_chat_title="Другое", **in_group)},
        "a channel's post": {"channel_post": post},
        "an anonymous administrator": {"message": {**anonymous, "text": "/log_here"}},
        "a post of the linked channel": {
            "message": {**anonymous, "from": linked, "sender_chat": CHANNEL, "text": "/log_here"}
        },
        "a bot": {"message": {**anonymous, "from": {**user(55), "is_bot": True}, "text": "/people"}},
        "a press under no message": press(1003, "as:1:done", on=None, inline_message_id="AAA"),
        "an inline query": {"inline_query": query},
        "an edited press": {"edited_message": message(town, 1003, text="готово", edit_date=now)},
        "a vote": {
            "poll_answer": {"poll_id": "1", "user": user(1003), "option_ids": [0], "option_persistent_ids": ["1"]}
        },
        "a press under a message of long ago": press(STRANGER, "as:1:done", on={**gone, "chat": CHANNEL}),
    }


async def test_what_is_meant_for_others_changes_nothing(town: Town, one: Plan) -> None:
    await meet(town)
    before, said = await standing(town), len(posts(town))
    members = (town.shabanova, town.polyakova, town.kuzmina)
    for name, update in quiet(town).items():
        heard = [len(person.received) for person in members]
        await tell(town, update)
        assert [len(person.received) for person in members] == heard, name
        assert await standing(town) == before, name
    assert len(posts(town)) == said
    assert await misfortunes(town) == []


NEWER: dict[str, dict[str, Any]] = {
    "a kind of update": {"telepathy": {"chat": private(1003), "thought": "готово"}},
    "a kind that is no object": {"weather": "rain"},
}


@pytest.mark.parametrize("name", NEWER)
async def test_what_is_newer_than_the_bot_holds_nobody_up(town: Town, one: Plan, name: str) -> None:
    before = await standing(town)
    await town.control("raw", {"update": NEWER[name]})
    await town.sharik.says("/help")
    assert town.sharik.last.text.startswith("Как отвечать")
    await unharmed(town, before)
    forgive(town)


async def test_a_part_of_a_message_that_is_newer_than_the_bot_is_passed_over(town: Town, one: Plan) -> None:
    before = await standing(town)
    await tell(town, {"message": message(town, town.shabanova.number, telepathy={"thought": "готово"})})
    await unharmed(town, before)
    forgive(town)


async def test_a_press_on_a_game_or_under_a_message_of_long_ago_gets_one_sentence(town: Town, one: Plan) -> None:
    before, heard = await standing(town), len(town.shabanova.received)
    game = press(1003, None, on=message(town, 1003, text="игра"), game_short_name="tetris")
    gone = press(1003, "as:999:done", on={"chat": private(1003), "message_id": 3, "date": 0})
    await tell(town, game, gone)
    answers = [said.text for said in town.shabanova.received[heard:]]
    assert answers == ["Эта кнопка уже ни к чему не относится."] * 2
    await unharmed(town, before)


async def test_a_button_under_a_message_of_long_ago_still_works(town: Town, one: Plan) -> None:
    """Telegram gives such a message without its text; then the answer comes as a new message."""
    view, heard = await one.view(town.shabanova), len(town.shabanova.received)
    await tell(town, press(1003, f"as:{view.id}:done", on={"chat": private(1003), "message_id": 3, "date": 0}))
    assert (await one.view(town.shabanova)).status == "done"
    assert [said.text[:21] for said in town.shabanova.received[heard:]] == ["✅ Записано: выполнено"]


async def test_a_strange_group_gains_nothing_by_adding_the_bot(town: Town, one: Plan) -> None:
    await meet(town)
    before = await standing(town)
    group = {
        "id": -1002222222222,
        "type": "supergroup",
        "title": "Чужая группа",
        "members": [STRANGER, 1003],
        "bot": True,
    }
    await town.control("chats", group)
    await town.settle()
    for words in ("/log_here", "/help", "/summary", "готово"):
        await tell(town, {"message": message(town, STRANGER, text=words, chat=SILENT_GROUP)})
    assert [said for said in town.seen_in(-1002222222222) if said.from_bot] == []
    await unharmed(town, before)
    await town.control("join", {"chat_id": -1002222222222, "member": False})
    await town.settle()
    await unharmed(town, before)
