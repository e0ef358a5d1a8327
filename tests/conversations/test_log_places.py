"""Where the log stands: a channel, one feed of a forum, a topic for each plan."""

import pytest

from storage.tables import log_chats
from tests.conversations.groups import Group, group, topic, writes
from tests.conversations.hostile import misfortunes, standing
from tests.conversations.plans import DUE, LETTERS, SITE, photo, plan, rows
from tests.town import Seen, Town

CHANNEL, FORUM = -1000000000888, -1000000000777


async def channel(town: Town) -> None:
    """Полякова brings the bot into her channel as an administrator."""
    body = {"id": CHANNEL, "type": "channel", "title": "Журнал школы", "members": [1002, 1003], "bot": True}
    await town.control("chats", body)
    await town.settle()


async def test_a_channel_becomes_the_log_in_the_private_chat_of_who_brought_the_bot(town: Town) -> None:
    await town.polyakova.says("/log_here")
    assert town.polyakova.last.text.startswith("Добавьте меня в группу или администратором в канал")
    await channel(town)
    await town.polyakova.says("/log_here")
    assert town.polyakova.last.buttons == ["Журнал школы"]
    offer = town.polyakova.last
    await town.polyakova.presses("Журнал школы")
    assert town.polyakova.last.text == "Журнал теперь ведётся в «Журнал школы»."
    made = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.shabanova.presses("Выполнено", on=await made.card(town.shabanova))
    said = [seen.text.splitlines()[0] for seen in town.seen_in(CHANNEL)]
    assert said == ["Отчёты «МБОУ «СОШ №2»» теперь появляются здесь.", f"✅ {LETTERS}"]
    # Nobody else's button makes it theirs.
    before = await standing(town)
    await town.kuzmina.forges(offer.data_of("Журнал школы"))
    assert town.kuzmina.last.text == "Эта кнопка уже ни к чему не относится."
    assert await standing(town) == before
    await town.control("join", {"chat_id": CHANNEL, "member": False})
    await town.settle()
    await town.polyakova.forges(offer.data_of("Журнал школы"))
    assert town.polyakova.last.text == "Эта кнопка уже ни к чему не относится."
    await town.polyakova.says("/log_here")
    assert town.polyakova.last.text.startswith("Добавьте меня")


@pytest.fixture
async def forum(town: Town) -> Group:
    """A forum where the bot may open topics; it is the log, a topic for each plan."""
    found = await group(town, [town.polyakova, town.shabanova], is_forum=True, bot_admin=True)
    general = await topic(town, found, town.polyakova, "Отчёты")
    await writes(town, town.polyakova, "/log_here", found, thread=general)
    assert found.said[-1].buttons == ["Одна лента", "Тема на каждый план"]
    await found.presses(town.polyakova, "Тема на каждый план", on=found.said[-1])
    return found


def by_topic(found: Group) -> list[tuple[str, str]]:
    """(topic, first line) of each post."""
    names = found.town.sandbox.sandbox.world.chats[found.number].topics

    def place(seen: Seen) -> str:
        thread = seen.raw.get("message_thread_id")
        return "общая" if thread is None else names[thread]["name"]

    return [(place(seen), seen.text.splitlines()[0]) for seen in found.said if seen.text][1:]


async def test_each_plan_has_a_topic_that_is_opened_once(town: Town, forum: Group) -> None:
    first = await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.shabanova])])
    second = await plan(town, [("Открыть зал", DUE, [town.shabanova])])
    for made, title in ((first, LETTERS), (first, SITE), (second, "Открыть зал")):
        await town.shabanova.presses("Выполнено", on=await made.card(town.shabanova, title))
    assert by_topic(forum) == [("Дорожная карта", f"✅ {title}") for title in (LETTERS, SITE, "Открыть зал")]
    opened = [seen for seen in forum.said if "forum_topic_created" in seen.raw]
    assert len(opened) == 2
    await town.shabanova.sends([("план.pdf", b"%PDF-1.4"), photo()], kind="document")
    assert {place for place, _ in by_topic(forum)} == {"Дорожная карта"}
    # What was deleted gives way to the general feed.
    topics = town.sandbox.sandbox.world.chats[FORUM].topics
    for number in [number for number, facts in topics.items() if facts["name"] == "Дорожная карта"]:
        del topics[number]
    await town.shabanova.sends([photo(1)], kind="photo", text="ещё фото")
    assert "message_thread_id" not in forum.said[-1].raw
    assert await misfortunes(town) == []


async def test_where_no_topic_may_be_opened_the_general_feed_takes_the_posts(town: Town, forum: Group) -> None:
    words = "Bad Request: not enough rights to create a topic"
    await town.control("faults", {"method": "createForumTopic", "fault": "400", "description": words})
    made = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.shabanova.presses("Выполнено", on=await made.card(town.shabanova))
    assert by_topic(forum) == [("Отчёты", f"✅ {LETTERS}")]


async def test_only_who_may_chooses_and_one_feed_is_one_feed_again(town: Town, forum: Group) -> None:
    offer = next(seen for seen in forum.said if "Одна лента" in seen.buttons)
    await forum.presses(town.shabanova, "Одна лента", on=offer)
    assert [row.by_plan for row in await rows(town, log_chats)] == [True]
    assert forum.notices() == ["Это может сделать Полякова В.А."]
    await forum.presses(town.polyakova, "Одна лента", on=offer)
    made = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.shabanova.presses("Выполнено", on=await made.card(town.shabanova))
    assert by_topic(forum)[-1] == ("Отчёты", f"✅ {LETTERS}")
    assert [seen for seen in forum.said if "forum_topic_created" in seen.raw] == []


async def test_a_forum_where_the_bot_is_no_administrator_is_not_asked_about_topics(town: Town) -> None:
    found = await group(town, [town.polyakova], is_forum=True)
    await town.polyakova.says("/log_here", in_chat=FORUM)
    assert found.said[-1].buttons == []
