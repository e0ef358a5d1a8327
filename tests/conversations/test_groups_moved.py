"""A group becomes a supergroup, shuts the bot out and lets it in again: nothing lands on a wrong measure."""

from datetime import UTC, datetime

import pytest

from storage.tables import chats, deliveries, log_chats, staff_chats
from storage.tables import reports as reports_table
from tests.conversations.groups import Group, group
from tests.conversations.hostile import message, misfortunes, tell
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, photo, plan, rows
from tests.town import Town

TUESDAY = datetime(2022, 10, 18, 6, 0, tzinfo=UTC)
OLD, NEW = -777, -1000000000777


@pytest.fixture
async def small(town: Town) -> Group:
    """An ordinary group that is the log and the staff chat of «СОШ №2»; everybody is named."""
    found = await group(town, [town.polyakova, town.shabanova, town.sharik], number=OLD, kind="group")
    await town.polyakova.says("/log_here", in_chat=OLD)
    await town.polyakova.says("/staff_here", in_chat=OLD)
    await found.presses(town.polyakova, "Всем", on=found.said[-1])
    return found


async def moved(town: Town) -> Group:
    await town.control("migrate", {"chat_id": OLD, "new_id": NEW})
    await town.settle()
    return Group(town, NEW)


@pytest.mark.parametrize("first", ["the old group tells first", "the new group tells first"])
async def test_the_staff_chat_and_the_log_go_on_in_the_supergroup(
    town: Town, small: Group, one: Plan, first: str
) -> None:
    """The two notices come in any order, and each of them twice does no harm."""
    new = {"id": NEW, "type": "supergroup", "title": "Сотрудники"}
    await town.control("chats", {**new, "members": [1002, 1003, 1004], "bot": True})
    old = {"id": OLD, "type": "group", "title": "Сотрудники"}
    to = {"message": message(town, 1002, migrate_to_chat_id=NEW, chat=old)}
    came = {"message": message(town, 1002, migrate_from_chat_id=OLD, chat=new)}
    news = [to, came] if first.startswith("the old") else [came, to]
    await tell(town, *news)
    await tell(town, *[{"message": {**each["message"], "message_id": 900_500 + n}} for n, each in enumerate(news)])
    numbers = {row.id: row.number for row in await rows(town, chats)}
    assert [numbers[row.chat_id] for row in await rows(town, staff_chats)] == [NEW]
    assert NEW in [numbers[row.chat_id] for row in await rows(town, log_chats)]
    await town.clock_to(TUESDAY)
    assert [len(Group(town, number).digests) for number in (OLD, NEW)] == [0, 1]
    await town.shabanova.says("готово", reply_to=Group(town, NEW).digests[-1], in_chat=NEW)
    assert (await one.view(town.shabanova)).status == "done"
    assert Group(town, NEW).said[-1].text.startswith(f"✅ {LETTERS}")
    assert await misfortunes(town) == []


async def test_a_number_of_the_old_group_means_nothing_in_the_new_one(town: Town, small: Group) -> None:
    """In the supergroup messages count anew: number 7 there is people's talk, and an answer that came before."""
    made = await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.sharik])])
    await town.clock_to(TUESDAY)
    await town.shabanova.says("протокол на сайте", reply_to=small.digests[-1], in_chat=OLD)
    digest, mine = small.digests[-1].id, (await rows(town, reports_table))[-1].message
    fresh = await moved(town)
    for _ in range(max(digest, mine) + 2):
        await town.control("send", {"user_id": 1003, "chat_id": NEW, "text": "разговор"})
    await town.settle()
    talk = {seen.id: seen for seen in town.seen_in(NEW)}
    bot = {"id": 1, "is_bot": True, "first_name": "В срок"}
    quoted = {**talk[digest].raw, "from": bot}
    chat = talk[digest].raw["chat"]
    words = {"text": "готово", "chat": chat, "reply_to_message": quoted}
    await tell(town, {"message": message(town, 1003, **words)}, {"message": message(town, 1004, **words)})
    assert [(await made.view(town.shabanova)).status, (await made.view(town.sharik, SITE)).status] == ["open", "open"]
    # Nor is a post of the old group changed in the new one.
    report = (await rows(town, reports_table))[-1].id
    await town.shabanova.forges(f"rp:{report}:undo")
    assert town.shabanova.last.text.startswith("↩️ Отменено")
    assert [seen.text for seen in town.seen_in(NEW)[: len(talk)]] == [seen.text for seen in talk.values()]
    # Nor does a new answer with the number of an old one pass for that.
    await town.later(days=1)
    words = {"text": "готово", "chat": chat, "reply_to_message": {**fresh.digests[-1].raw, "from": bot}}
    await tell(town, {"message": {**message(town, 1003, **words), "message_id": mine}})
    assert (await made.view(town.shabanova)).status == "done"
    assert await misfortunes(town) == []


async def test_the_move_in_the_middle_of_an_album_leaves_one_answer(town: Town, small: Group, one: Plan) -> None:
    await town.clock_to(TUESDAY)
    await town.shabanova.sends(
        [photo(1), photo(2)], kind="photo", text="готово", reply_to=small.digests[-1], in_chat=OLD, settle=False
    )
    fresh = await moved(town)
    (report,) = await rows(town, reports_table)
    assert (report.status, (await one.view(town.shabanova)).status) == ("done", "done")
    told = [seen for place in (small, fresh) for seen in place.seen_by(town.shabanova)]
    assert [seen.text.splitlines()[0][:21] for seen in told] == ["✅ Записано: выполнено"]
    await fresh.presses(town.shabanova, "Отменить", on=told[0])
    assert (await one.view(town.shabanova)).status == "open"
    albums = [seen for place in (small, fresh) for seen in place.said if "media_group_id" in seen.raw]
    assert len(albums) == 2
    assert await misfortunes(town) == []


async def test_a_group_that_shut_the_bot_out_is_left_alone_until_it_lets_it_in(
    town: Town, small: Group, one: Plan
) -> None:
    await town.control("join", {"chat_id": OLD, "member": False})
    await town.clock_to(TUESDAY)
    assert [row for row in await rows(town, deliveries) if row.kind == "staff-digest"] == []
    await town.control("join", {"chat_id": OLD, "member": True})
    await town.settle()
    await town.tick()
    assert len(small.digests) == 1
    # It may be there and not write: that is tried again when somebody has written.
    words = "Bad Request: not enough rights to send text messages to the chat"
    await town.control("faults", {"method": "sendMessage", "fault": "400", "description": words, "chat_id": OLD})
    await town.later(days=1)
    await town.later(days=1)
    states = [row.state for row in await rows(town, deliveries) if row.kind == "staff-digest"]
    assert states == ["sent", "blocked"]
    await town.sharik.says("пусть пишет", in_chat=OLD)
    await town.tick()
    assert len(small.digests) == 2
