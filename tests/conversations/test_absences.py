"""Somebody says that they are away, or another says it for them: asked in two taps, taken back, changed."""

from datetime import date

import pytest

from domain.people import Role
from storage.tables import absences, reports
from tests.conversations.absent import id_of, october, of_today, record, says_absent
from tests.conversations.plans import Plan, rows
from tests.conversations.sending import how_many, move_in
from tests.town import Town

HERS = "Шабанова Н.С. (отсутствует)"


# --- saying it -------------------------------------------------------------------------------------------------------


async def test_two_taps_say_on_which_days_and_who_stands_in(town: Town, one: Plan) -> None:
    await town.shabanova.says("/absence")
    assert town.shabanova.last.text == "На какие дни? Напоминаний в эти дни не будет."
    assert town.shabanova.last.buttons == ["Сегодня", "До конца недели", "2 недели", "Другие дни…"]
    await town.shabanova.presses("2 недели")
    said = town.shabanova.last
    assert said.text.startswith("Записано: отсутствие с 26 сентября по 9 октября, заместителя нет\nКто заменит?")
    assert said.buttons == ["Акимова Н.А.", "Бондаренко А.Е.", "Полякова В.А.", "Шарик Н.Н.", "Никто", "Отменить"]
    await town.shabanova.presses("Шарик")
    assert town.shabanova.last.text == "Записано: отсутствие с 26 сентября по 9 октября, заменяет Шарик Н.Н."
    assert town.shabanova.last.buttons == ["Отменить", "Сменить заместителя"]
    assert len(town.shabanova.received) == 3, "the greeting, the command's answer became the record: one message"


async def test_other_days_are_typed_and_what_is_not_clear_is_asked_again(town: Town) -> None:
    await town.shabanova.says("/absence")
    await town.shabanova.presses("Другие дни")
    await town.shabanova.says("как получится")
    assert town.shabanova.last.text.startswith("Не понял, на какие дни.")
    await town.shabanova.says("отпуск с 1 по 14 ноября")
    assert town.shabanova.last.text.startswith("Записано: отсутствие с 1 ноября по 14 ноября")
    (row,) = await rows(town, absences)
    assert (row.first, row.last) == (date(2022, 11, 1), date(2022, 11, 14))


async def test_an_answer_about_a_measure_is_not_taken_for_days(town: Town, one: Plan) -> None:
    await town.shabanova.says("/absence")
    await town.shabanova.presses("Другие дни")
    await town.shabanova.says("сделали вчера")
    assert town.shabanova.last.text.startswith("✅ Записано: выполнено")


@pytest.mark.parametrize("words", ["с 1 по 14 ноября", "до пятницы", "болею"])
async def test_days_typed_under_the_question_answer_it(town: Town, one: Plan, words: str) -> None:
    await town.shabanova.says("/absence")
    await town.shabanova.says(words)
    assert town.shabanova.last.text.startswith("Записано: отсутствие с ")


@pytest.mark.parametrize(
    "words", ["не успеваем, перенесите на 25.10", "сделали вчера", "протокол на сайте", "сдам отчёт завтра"]
)
async def test_words_about_a_measure_are_no_days_although_days_were_asked_for(
    town: Town, one: Plan, words: str
) -> None:
    await town.shabanova.says("/absence")
    await town.shabanova.says(words)
    assert await rows(town, absences) == []
    assert await how_many(town, reports) == 1


async def test_a_second_tap_records_nothing_more(town: Town) -> None:
    await town.shabanova.says("/absence")
    ask = town.shabanova.last
    today = ask.data_of("Сегодня")
    await town.shabanova.presses_data(today, on=ask)
    await town.shabanova.forges(today, on=ask)
    assert len(await rows(town, absences)) == 1
    sharik = town.shabanova.last.data_of("Шарик")
    await town.shabanova.forges(sharik)
    await town.shabanova.forges(sharik)
    assert [message.text.splitlines()[0] for message in town.sharik.received].count(
        "Вы заменяете: Шабанова Н.С., 26 сентября"
    ) == 1


async def test_what_was_said_by_mistake_is_taken_back_before_it_begins(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "с 1 по 14 ноября", "Шарик")
    await town.shabanova.presses("Отменить")
    assert town.shabanova.last.text == "Отменено: отсутствие с 1 ноября по 14 ноября."
    assert town.sharik.last.text.startswith("Вы больше не заменяете: Шабанова Н.С.")
    await town.clock_to(october(17))
    assert len(of_today(town.shabanova, town)) == 1


async def test_longer_than_thought_is_said_again_and_keeps_the_deputy(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "болею до субботы", "Шарик")
    await town.clock_to(october(1))
    await town.shabanova.says("/absence до 21 октября")
    assert "отсутствие с 26 сентября по 21 октября, заменяет Шарик Н.Н." in town.shabanova.last.text


# --- others say it ---------------------------------------------------------------------------------------------------


async def test_a_coordinator_says_it_for_a_teacher_who_can_say_that_it_is_not_so(town: Town, one: Plan) -> None:
    await town.polyakova.says("/absence")
    await town.polyakova.presses("Для другого человека")
    await town.polyakova.presses("Шабанова")
    assert town.polyakova.last.text == "Шабанова Н.С.: на какие дни отсутствие?"
    await town.polyakova.presses("2 недели")
    noted_ = town.shabanova.last
    assert noted_.text.startswith("Записано Ваше отсутствие: с 26 сентября по 9 октября, заместителя нет")
    await town.polyakova.presses("Бондаренко")
    (noted_,) = [message for message in town.shabanova.received if message.id == noted_.id]
    assert noted_.text.startswith("Записано Ваше отсутствие: с 26 сентября по 9 октября, заменяет Бондаренко А.Е.")
    assert "Кто записал: Полякова В.А." in noted_.text
    await town.shabanova.presses("Я на месте")
    assert town.shabanova.last.text.startswith("Вы на месте")
    assert town.bondarenko.last.text.startswith("Вы больше не заменяете: Шабанова Н.С.")


async def test_the_district_says_it_for_a_person_of_a_school(town: Town, one: Plan) -> None:
    await town.kuzmina.says("/absence")
    await town.kuzmina.presses("Для другого человека")
    await town.kuzmina.presses("СОШ №2")
    await town.kuzmina.presses("Шабанова")
    await town.kuzmina.presses("Сегодня")
    await town.kuzmina.presses("Никто")
    assert town.kuzmina.last.text.startswith("Записано: Шабанова Н.С., отсутствие 26 сентября, заместителя нет\n")
    await town.kuzmina.presses("Отменить")
    assert town.kuzmina.last.text.startswith("Шабанова Н.С.: закончено отсутствие 26 сентября.")
    assert town.shabanova.last.text.startswith("Вы на месте")


async def test_nobody_else_may_say_or_change_it(town: Town, one: Plan) -> None:
    absence = await record(town, town.shabanova, date(2022, 9, 26), None, town.sharik)
    hers = await id_of(town, town.shabanova)
    ladygina = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    before = await rows(town, absences)
    for person in (town.bondarenko, town.sharik, ladygina):
        await person.says("/help")
        for data in (f"ab:today:{hers}:0:0", f"si:end:{absence}:0:0", f"si:name:{absence}:{hers}:0"):
            await person.forges(data)
            assert person.last.text.startswith(("Это может сделать", "Этого Вам делать нельзя."))
    await town.shabanova.forges(f"si:name:{absence}:{await id_of(town, ladygina)}:0")
    assert town.shabanova.last.text == "Заменить может только человек из того же учреждения."
    await town.shabanova.forges(f"si:name:{absence}:{hers}:0")
    assert town.shabanova.last.text == "Эта кнопка уже ни к чему не относится."
    assert await rows(town, absences) == before


async def test_a_button_of_an_absence_that_is_over_says_so(town: Town, one: Plan) -> None:
    await town.shabanova.says("/absence сегодня")
    old = town.shabanova.last
    await town.clock_to(october(3))
    await town.shabanova.presses("Шарик", on=old)
    assert town.shabanova.last.text == "Это отсутствие уже закончилось."
