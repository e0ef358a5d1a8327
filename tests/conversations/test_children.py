"""«На фото есть дети?»: asked once a report, before its pictures enter the shared log.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

import pytest

from storage.tables import reports as reports_table
from tests.conversations.plans import Plan, photo, posts, rows
from tests.town import Town

RULE = "Фото детей — только с письменного согласия родителей."
QUESTION = f"На фото есть дети? {RULE}"
CHOICES = ["Детей нет", "Есть, согласия собраны", "Есть, согласий нет"]


@pytest.fixture
async def asking(town: Town, two: Plan) -> Plan:
    await town.restart_with(evidence={"ask_children": True})
    return two


async def answers_with_album(town: Town, plan: Plan, count: int = 3) -> None:
    pictures = [photo(number) for number in range(count)]
    card = await plan.card(town.shabanova)
    await town.shabanova.sends(pictures, kind="photo", text="готово", reply_to=card)


async def test_an_album_is_asked_about_once_with_the_rule_and_waits_for_the_word(town: Town, asking: Plan) -> None:
    await answers_with_album(town, asking)
    said = town.shabanova.last
    assert said.text.splitlines()[1:] == ["📎 3 фото.", QUESTION]
    assert said.buttons == [*CHOICES, "Отменить"]
    assert posts(town) == []
    await town.shabanova.presses("Детей нет")
    assert town.shabanova.last.text.splitlines()[1:] == ["📎 3 фото — в журнале."]
    assert town.shabanova.last.buttons == ["Отменить"]
    assert ["photo" in post.raw for post in posts(town)] == [True] * 3
    await town.later(minutes=15)
    assert len(posts(town)) == 3
    assert sum(QUESTION in one.text for one in town.shabanova.received) == 0, "the question is replaced by the answer"


async def test_pictures_with_consent_enter_the_log(town: Town, asking: Plan) -> None:
    await answers_with_album(town, asking)
    await town.shabanova.presses("Есть, согласия собраны")
    assert len(posts(town)) == 3
    assert [report.children for report in await rows(town, reports_table)] == ["consent"]


async def test_without_consent_the_words_enter_the_log_and_the_pictures_never(town: Town, asking: Plan) -> None:
    await answers_with_album(town, asking)
    await town.shabanova.presses("Есть, согласий нет")
    assert "Фото в журнал не попадут и будут видны только Вам: согласий нет." in town.shabanova.last.text
    post = posts(town)[-1]
    assert "photo" not in post.raw
    assert post.text.splitlines()[2:] == ["3 фото", "Фото не показаны: на них дети, согласий нет"]
    await town.later(minutes=30)
    assert len(posts(town)) == 1


async def test_a_word_that_comes_late_brings_the_pictures_after_the_post(town: Town, asking: Plan) -> None:
    await answers_with_album(town, asking)
    question = town.shabanova.last
    await town.later(minutes=11)
    alone = posts(town)
    assert [post.text.splitlines()[-1] for post in alone] == ["Фото появятся, когда автор ответит, есть ли на них дети"]
    await town.shabanova.presses("Детей нет", on=question)
    post, *album = posts(town)
    assert post.text.splitlines()[-1] == "3 фото"
    assert ["photo" in one.raw for one in album] == [True] * 3
    assert album[0].raw["reply_to_message"]["message_id"] == post.id
    await town.shabanova.forges(question.data_of("согласий нет"), on=question)
    assert [report.children for report in await rows(town, reports_table)] == ["none"], "the first word counts"
    assert len(posts(town)) == 4


async def test_a_part_that_comes_late_is_not_asked_about_again(town: Town, asking: Plan) -> None:
    await answers_with_album(town, asking, count=2)
    part = [message for message in town.shabanova.messages if "media_group_id" in message.raw][-1].raw
    late = {**part, "message_id": 800_000}
    late["photo"] = [{**size, "file_unique_id": f"{size['file_unique_id']}x"} for size in late["photo"]]
    await town.control("raw", {"update": {"message": late}})
    await town.settle()
    assert town.shabanova.last.text == "📎 Добавлено ещё 1 фото, всего 3."
    assert town.shabanova.last.buttons == []
    assert posts(town) == []
    await town.shabanova.presses("Детей нет")
    assert ["photo" in post.raw for post in posts(town)] == [True] * 3


async def test_the_status_is_asked_first_and_the_children_after_it(town: Town, asking: Plan) -> None:
    card = await asking.card(town.shabanova)
    await town.shabanova.sends([photo()], kind="photo", reply_to=card)
    assert QUESTION not in town.shabanova.last.text
    await town.shabanova.presses("Выполнено")
    assert town.shabanova.last.text.splitlines()[-1] == QUESTION
    assert town.shabanova.last.buttons == [*CHOICES, "Отменить"]


async def test_nobody_else_can_say_it(town: Town, asking: Plan) -> None:
    await answers_with_album(town, asking)
    data = town.shabanova.last.data_of("Детей нет")
    await town.sharik.forges(data, on=town.shabanova.last)
    assert [report.children for report in await rows(town, reports_table)] == ["asked"]
    assert posts(town) == []


async def test_documents_and_words_are_not_asked_about(town: Town, asking: Plan) -> None:
    await town.shabanova.sends(
        [("protocol.pdf", b"%PDF-1.4 1")], text="готово", reply_to=await asking.card(town.shabanova)
    )
    assert QUESTION not in town.shabanova.last.text
    assert len(posts(town)) == 2


async def test_the_pictures_wait_for_the_word_also_where_the_status_is_said_first(town: Town, asking: Plan) -> None:
    card = await asking.card(town.shabanova)
    await town.shabanova.sends([photo(1), photo(2)], kind="photo", text="фото с линейки", reply_to=card)
    await town.shabanova.presses("Выполнено")
    assert posts(town) == []
    await town.shabanova.presses("Детей нет")
    assert ["photo" in post.raw for post in posts(town)] == [True, True], "one message with its album"


async def test_a_caption_that_says_it_is_not_asked_about(town: Town, asking: Plan) -> None:
    card = await asking.card(town.shabanova)
    await town.shabanova.sends([photo()], kind="photo", text="Готово. Детей на фото нет", reply_to=card)
    assert QUESTION not in town.shabanova.last.text
    assert "photo" in posts(town)[-1].raw
