"""More time for a measure: asked by the executor, decided by the coordinator.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from datetime import UTC, date, datetime

import pytest

from storage.tables import journal, reports
from tests.conversations.absent import october, says_absent
from tests.conversations.plans import DUE, LETTERS, Plan, plan, rows
from tests.conversations.sending import how_many
from tests.town import Person, Seen, Town

# --- more time -------------------------------------------------------------------------------------------------------


async def test_a_wish_for_a_later_day_is_understood_asked_and_agreed(town: Town, one: Plan) -> None:
    await town.clock_to(datetime(2022, 10, 17, 6, 0, tzinfo=UTC))
    await town.shabanova.says("не успеваем, можно до 25-го")
    offer = town.shabanova.last
    assert offer.text == f"Понял так: перенести «{LETTERS}» на вт 25 октября. Спросить координатора?"
    assert offer.buttons == ["Да, спросить", "Нет, это комментарий"]
    await town.shabanova.presses("Да, спросить")
    request = town.polyakova.last
    assert request.text.splitlines() == [
        "📅 Шабанова Н.С. просит перенести срок",
        f"«{LETTERS}»",
        "с чт 20 октября на вт 25 октября",
        "«не успеваем, можно до 25-го»",
    ]
    await town.polyakova.presses("Согласовать")
    view = await one.view(town.shabanova)
    assert (view.due, view.control, view.status) == (date(2022, 10, 25), date(2022, 10, 25), "trouble")
    assert town.shabanova.last.text.startswith("📅 Срок перенесён на вт 25 октября")
    assert town.polyakova.last.text.endswith("Согласовано: Полякова В.А.")
    moved = [(line.before, line.after) for line in await rows(town, journal) if line.what == "due"]
    assert moved == [("2022-10-20", "2022-10-25")]


async def test_after_the_move_reminders_follow_the_new_day(town: Town, one: Plan) -> None:
    await town.clock_to(datetime(2022, 10, 18, 6, 0, tzinfo=UTC))
    await town.shabanova.says("не успеваем, перенесите на 25.10")
    await town.shabanova.presses("Да, спросить")
    await town.polyakova.presses("Согласовать")
    heard = len(town.shabanova.received)
    await town.clock_to(datetime(2022, 10, 25, 6, 0, tzinfo=UTC))
    assert len(town.shabanova.received) > heard
    assert "25.10.2022" in town.shabanova.last.text


async def test_a_refused_move_leaves_the_day(town: Town, one: Plan) -> None:
    await town.shabanova.says("не успеваем, перенесите на 25.10")
    await town.shabanova.presses("Да, спросить")
    request = town.polyakova.last
    agree = request.data_of("Согласовать")
    await town.polyakova.presses("Отклонить", on=request)
    await town.polyakova.forges(agree, on=request)
    assert (await one.view(town.shabanova)).due == DUE
    assert town.shabanova.last.text.startswith("📅 Перенос не согласован, срок прежний: чт 20 октября")


async def test_a_teacher_cannot_agree_to_her_own_wish(town: Town, one: Plan) -> None:
    await town.shabanova.says("не успеваем, перенесите на 25.10")
    await town.shabanova.presses("Да, спросить")
    await town.shabanova.forges(town.polyakova.last.data_of("Согласовать"))
    assert (await one.view(town.shabanova)).due == DUE
    assert town.shabanova.last.text.startswith("Это может сделать")


async def test_no_it_was_a_comment_asks_nobody(town: Town, one: Plan) -> None:
    await town.shabanova.says("не успеваем, перенесите на 25.10")
    heard = len(town.polyakova.received)
    await town.shabanova.presses("Нет, это комментарий")
    assert town.shabanova.last.text.startswith("Записал комментарием.")
    assert len(town.polyakova.received) == heard
    assert (await one.view(town.shabanova)).status == "trouble"


async def test_the_day_is_asked_for_when_only_the_button_was_pressed(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Трудности", on=await one.card(town.shabanova))
    await town.shabanova.presses("Перенести срок")
    assert town.shabanova.last.text.startswith(f"На какой день перенести «{LETTERS}»?")
    await town.shabanova.says("19.10")
    assert town.shabanova.last.text == "Новый срок должен быть позже нынешнего."
    await town.shabanova.says("давайте 28 октября")
    assert "на пт 28 октября" in town.shabanova.last.text


async def test_the_reason_typed_with_the_day_reaches_the_coordinator(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Перенести срок", on=await one.card(town.shabanova))
    await town.shabanova.says("до 25 октября, болеет учитель")
    await town.shabanova.presses("Да, спросить")
    assert town.polyakova.last.text.splitlines()[-1] == "«до 25 октября, болеет учитель»"


async def test_colleagues_hear_of_the_new_day(town: Town) -> None:
    made = await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await town.shabanova.says("не успеваем, перенесите на 25.10")
    await town.shabanova.presses("Да, спросить")
    await town.polyakova.presses("Согласовать")
    assert town.sharik.last.text.startswith("📅 Срок перенесён на вт 25 октября")
    assert (await made.view(town.sharik)).due == date(2022, 10, 25)


async def test_a_wish_at_night_reaches_the_coordinator_in_the_morning(town: Town, one: Plan) -> None:
    await town.clock_to(datetime(2022, 10, 17, 20, 0, tzinfo=UTC))  # 23:00 in Moscow
    await town.shabanova.says("не успеваем, перенесите на 25.10")
    heard = len(town.polyakova.received)
    await town.shabanova.presses("Да, спросить")
    assert town.shabanova.last.text.startswith("Координатору отправлено")
    assert len(town.polyakova.received) == heard
    await town.clock_to(datetime(2022, 10, 18, 6, 0, tzinfo=UTC))
    assert any("просит перенести срок" in message.text for message in town.polyakova.received)


@pytest.mark.parametrize("words", ["вчера", "как-нибудь потом", "на пятницу 5 ноября"])
async def test_what_is_no_day_is_asked_again_and_the_next_answer_counts(town: Town, one: Plan, words: str) -> None:
    await town.shabanova.presses("Перенести срок", on=await one.card(town.shabanova))
    assert town.shabanova.last.text.endswith("Сейчас срок чт 20 октября. Напишите день, например «27.10».")
    await town.shabanova.says(words)
    assert town.shabanova.last.text.startswith("Не понял, на какой день.")
    await town.shabanova.says("на субботу 5 ноября")
    assert "на сб 5 ноября. Спросить координатора?" in town.shabanova.last.text


async def test_words_about_something_else_much_later_are_a_report(town: Town, one: Plan) -> None:
    await town.shabanova.presses("Перенести срок", on=await one.card(town.shabanova))
    await town.later(minutes=20)
    await town.shabanova.says("протокол на сайте")
    assert await how_many(town, reports) == 1


# --- who was asked is away -------------------------------------------------------------------------------------------


async def test_who_decides_is_away_so_the_next_one_is_asked_in_the_morning(town: Town, one: Plan) -> None:
    await town.shabanova.says("не успеваем, перенесите на 25.10")
    await town.shabanova.presses("Да, спросить")
    asked = town.polyakova.with_button("Согласовать")
    await says_absent(town.polyakova, "болею", "Никто")
    assert requests(town.kuzmina) == []
    for day in (1, 2, 3):
        await town.clock_to(october(day))
    (request,) = requests(town.kuzmina)
    await town.kuzmina.presses("Согласовать", on=request)
    assert (await one.view(town.shabanova)).due == date(2022, 10, 25)
    (seen,) = [message for message in town.polyakova.received if message.id == asked.id]
    assert seen.text.endswith("Согласовано: Кузьмина И.П.")
    assert seen.buttons == []


async def test_a_question_is_not_repeated_to_who_has_got_it(town: Town, one: Plan) -> None:
    await town.shabanova.says("не успеваем, перенесите на 25.10")
    await town.shabanova.presses("Да, спросить")
    for day in (1, 3, 5):
        await town.clock_to(october(day))
    assert len(requests(town.polyakova)) == 1
    assert requests(town.kuzmina) == []


def requests(person: Person) -> list[Seen]:
    """The questions about more time that this person has got."""
    return [message for message in person.received if "просит перенести срок" in message.text]
