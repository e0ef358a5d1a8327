"""The review: a coordinator accepts what was reported done, or returns it with a word why.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

import pytest

from storage.tables import journal
from storage.tables import reports as reports_table
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, photo, plan, posts, rows
from tests.town import Town

WAITS = "Отметка вступит в силу, когда её примет координатор."


@pytest.fixture
async def reviewed(town: Town) -> Plan:
    """A plan of three measures whose coordinator looks at what is done."""
    made = await plan(
        town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.shabanova]), ("Сдать отчёт", DUE, [town.sharik])]
    )
    await switch(town, made, "нет")
    return made


async def switch(town: Town, made: Plan, standing: str) -> None:
    await town.polyakova.says("/plans")
    await town.polyakova.forges(f"rm:open:{made.roadmap}:0", on=town.polyakova.last)
    await town.polyakova.presses(f"Проверка отчётов: {standing}")


async def done(town: Town, made: Plan, title: str = LETTERS, words: str = "готово, протокол на сайте") -> None:
    await town.shabanova.says(words, reply_to=await made.card(town.shabanova, title))


async def news(town: Town) -> list[str]:
    await town.later(minutes=6)
    return [one.text for one in town.polyakova.received if one.text.startswith("На проверке")]


async def test_done_waits_for_the_coordinator_and_enters_the_log_when_accepted(town: Town, reviewed: Plan) -> None:
    await done(town, reviewed)
    assert town.shabanova.last.text.splitlines()[-1] == WAITS
    await town.later(minutes=30)
    assert posts(town) == []
    await town.polyakova.says("/review")
    assert town.polyakova.last.text.splitlines() == ["На проверке: 1", f"1. {LETTERS}", "Шабанова Н.С. · 26.09"]
    await town.polyakova.presses("1", on=town.polyakova.last)
    assert town.polyakova.last.text.splitlines() == [
        f"⏳ {LETTERS}",
        "Шабанова Н.С., МБОУ «СОШ №2» · 26.09.2022 09:00 · срок 20.10.2022",
        "«готово, протокол на сайте»",
    ]
    await town.polyakova.presses("Принять", on=town.polyakova.last)
    assert town.polyakova.last.text.startswith(f"✅ Принято: «{LETTERS}»")
    assert [post.text.splitlines()[0] for post in posts(town)] == [f"✅ {LETTERS}"]
    assert "на проверке" not in posts(town)[0].text
    assert town.shabanova.last.text.splitlines() == ["✅ Принято: 1 отчёт · Полякова В.А.", f"· {LETTERS}"]
    await town.polyakova.forges(f"rv:accept:{(await reviewed.view(town.shabanova)).id}:0")
    assert sum("Принято: 1" in one.text for one in town.shabanova.received) == 1


async def test_what_is_returned_is_asked_for_again_and_the_old_answer_stays_in_the_journal(
    town: Town, reviewed: Plan
) -> None:
    await done(town, reviewed)
    view = await reviewed.view(town.shabanova)
    await town.polyakova.says("/review")
    await town.polyakova.presses("1", on=town.polyakova.last)
    await town.polyakova.presses("Вернуть", on=town.polyakova.last)
    await town.polyakova.says("нет подписи директора")
    assert town.polyakova.last.text.splitlines()[0] == f"↩️ Возвращено: «{LETTERS}»"
    told = town.shabanova.last
    assert told.text.splitlines() == [
        f"↩️ Возвращено: {LETTERS}",
        "Полякова В.А. просит поправить.",
        "«нет подписи директора»",
    ]
    assert (await reviewed.view(town.shabanova)).status == "in-progress"
    assert "Возвращено: Полякова В.А. просит поправить." in (await reviewed.card(town.shabanova)).text
    assert posts(town) == []
    await town.shabanova.says("готово, подписан", reply_to=told)
    assert town.shabanova.last.text.splitlines()[-1] == WAITS
    await town.polyakova.says("/review")
    await town.polyakova.presses("1", on=town.polyakova.last)
    await town.polyakova.presses("Принять", on=town.polyakova.last)
    assert [post.text.splitlines()[-1] for post in posts(town)] == ["«готово, подписан»"]
    said = [(one.review, one.review_words) for one in await rows(town, reports_table)]
    assert said == [("returned", "нет подписи директора"), ("accepted", None)]
    changes = [(one.before, one.after) for one in await rows(town, journal) if one.what == "status"]
    assert changes == [("open", "done"), ("done", "in-progress"), ("in-progress", "done")]
    assert view.id == (await reviewed.view(town.shabanova)).id


async def test_all_of_the_list_is_accepted_with_one_tap_and_what_came_since_is_not(town: Town, reviewed: Plan) -> None:
    await done(town, reviewed)
    await done(town, reviewed, SITE)
    await town.polyakova.says("/review")
    listed = town.polyakova.last
    await town.sharik.says("готово", reply_to=await reviewed.card(town.sharik, "Сдать отчёт"))
    await town.polyakova.presses("Принять все (2)", on=listed)
    assert town.polyakova.last.text.splitlines()[:2] == ["✅ Приняты 2 отчёта.", "На проверке: 1"]
    assert town.shabanova.last.text.splitlines() == [
        "✅ Принято: 2 отчёта · Полякова В.А.",
        f"· {LETTERS}",
        f"· {SITE}",
    ]
    assert len(posts(town)) == 2
    assert [one.review for one in await rows(town, reports_table)] == ["accepted", "accepted", "waiting"]


async def test_the_coordinator_hears_once_a_day_that_something_waits(town: Town, reviewed: Plan) -> None:
    await done(town, reviewed)
    await done(town, reviewed, SITE)
    assert await news(town) == ["На проверке 2 отчёта"]
    await town.sharik.says("готово", reply_to=await reviewed.card(town.sharik, "Сдать отчёт"))
    assert len(await news(town)) == 1
    await town.later(days=1)
    assert await news(town) == ["На проверке 2 отчёта", "На проверке 3 отчёта"]


async def test_pictures_of_an_answer_that_waits_are_shown_and_late_parts_wait_with_it(
    town: Town, reviewed: Plan
) -> None:
    card = await reviewed.card(town.shabanova)
    await town.shabanova.sends([photo(1), photo(2)], kind="photo", text="готово", reply_to=card)
    await town.shabanova.sends([photo(3)], kind="photo", reply_to=card)
    await town.later(minutes=30)
    assert posts(town) == []
    await town.polyakova.says("/review")
    await town.polyakova.presses("1", on=town.polyakova.last)
    assert town.polyakova.last.text.splitlines()[-1] == "3 фото"
    await town.polyakova.presses("Показать фото", on=town.polyakova.last)
    assert sum("photo" in one.raw for one in town.polyakova.received) == 3
    await town.polyakova.presses("Принять")
    assert sum("photo" in post.raw for post in posts(town)) == 3


async def test_an_answer_that_its_author_takes_back_waits_no_more(town: Town, reviewed: Plan) -> None:
    await done(town, reviewed)
    await town.polyakova.says("/review")
    await town.polyakova.presses("1", on=town.polyakova.last)
    await town.shabanova.presses("Отменить")
    await town.polyakova.presses("Принять")
    assert town.polyakova.last.text == f"«{LETTERS}»: автор забрал ответ, проверять нечего."
    assert (await reviewed.view(town.shabanova)).status == "open"
    assert posts(town) == []


async def test_what_its_author_calls_undone_waits_no_more(town: Town, reviewed: Plan) -> None:
    await done(town, reviewed)
    own = next(one for one in reversed(town.shabanova.messages) if not one.from_bot)
    await town.control("edit", {"user_id": 1003, "chat_id": 1003, "message_id": own.id, "text": "пока не готово"})
    await town.settle()
    assert (await reviewed.view(town.shabanova)).status == "in-progress"
    await town.polyakova.says("/review")
    assert town.polyakova.last.text == "На проверке ничего нет."
    await town.polyakova.forges(f"rv:accept:{(await reviewed.view(town.shabanova)).id}:0")
    assert posts(town) == []


async def test_what_was_accepted_is_not_taken_back_any_more(town: Town, reviewed: Plan) -> None:
    await done(town, reviewed)
    undo = town.shabanova.last
    await town.polyakova.forges(f"rv:accept:{(await reviewed.view(town.shabanova)).id}:0")
    await town.shabanova.presses("Отменить", on=undo)
    assert town.shabanova.last.text.startswith("Этот ответ уже принят координатором")
    assert (await reviewed.view(town.shabanova)).status == "done"


async def test_nobody_but_a_coordinator_reviews(town: Town, reviewed: Plan) -> None:
    await done(town, reviewed)
    one = (await reviewed.view(town.shabanova)).id
    for do in ("open", "accept", "why", "plain", "pictures"):
        await town.sharik.forges(f"rv:{do}:{one}:0")
        await town.shabanova.forges(f"rv:{do}:{one}:0")
    await town.shabanova.forges(f"rv:off:{reviewed.roadmap}:0")
    await town.sharik.says("/review")
    assert town.sharik.last.text.startswith("Это может сделать")
    assert [one.review for one in await rows(town, reports_table)] == ["waiting"]


async def test_what_the_coordinator_did_counts_at_once_and_without_a_review_nothing_waits(
    town: Town, reviewed: Plan
) -> None:
    own = await plan(town, [("Свести отчёт", DUE, [town.polyakova])])
    await switch(town, own, "нет")
    await town.polyakova.says("готово", reply_to=await own.card(town.polyakova))
    assert [one.review for one in await rows(town, reports_table)] == [None]
    await switch(town, reviewed, "да")
    await done(town, reviewed)
    assert WAITS not in town.shabanova.last.text
    assert len(posts(town)) == 2
