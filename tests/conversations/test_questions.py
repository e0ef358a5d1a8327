"""The coordinator answers what the reader of the plan was not sure about."""

from datetime import date
from pathlib import Path

from sqlalchemy import select

from domain.people import Role
from storage.tables import assignments, journal, parties, questions
from tests.conversations.sending import CLUSTER, PROFILE_CLASSES, dues, move_in, rows_of, sent, table
from tests.town import Seen, Town


async def opened(town: Town, words: str, file: Path = CLUSTER) -> Seen:
    """The question that contains these words."""
    await sent(town, file)
    await town.polyakova.presses("Ответить на вопросы")
    while words not in town.polyakova.last.text:
        await town.polyakova.presses("Позже")
    return town.polyakova.last


async def test_a_question_quotes_the_cell_and_offers_dates(town: Town) -> None:
    question = await opened(town, "до 29.12.2023 г.")
    assert question.text.startswith("Вопрос 5 из 6.")
    assert "Срок напечатан: «до 29.12.2023 г.»" in question.text
    assert question.buttons == ["до 29.01.2023", "до 29.12.2022", "Оставить до 29.12.2023", "Другая дата…", "Позже"]


async def test_an_answer_by_button_goes_live_with_the_plan_and_into_the_journal(town: Town) -> None:
    question = await opened(town, "до 29.12.2023 г.")
    await town.polyakova.presses("до 29.01.2023")
    assert town.polyakova.last.id == question.id
    assert town.polyakova.last.text.startswith(
        "Записано: строка 17 — до вс 29 января 2023 включительно.\nВопрос 6 из 6."
    )
    noted = await rows_of(town, select(journal.c.before, journal.c.after).where(journal.c.what == "question-answered"))
    assert noted == [("..2023-12-29", "..2023-01-29")]
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    assert "Ответить на вопросы (5)" in town.polyakova.last.buttons
    await town.polyakova.presses("Принять")
    assert await dues(town, "до 29.12.2023 г.") == [date(2023, 1, 29)]


async def test_an_answer_can_be_taken_back(town: Town) -> None:
    await opened(town, "до 29.12.2023 г.")
    await town.polyakova.presses("до 29.01.2023")
    await town.polyakova.presses("Отменить ответ")
    assert "Срок напечатан: «до 29.12.2023 г.»" in town.polyakova.last.text
    assert "Пока понимаю так: до пт 29 декабря 2023 включительно." in town.polyakova.last.text
    assert "до 29.01.2023" in town.polyakova.last.buttons


async def test_a_reading_can_be_kept(town: Town) -> None:
    await opened(town, "до 29.12.2023 г.")
    await town.polyakova.presses("Оставить до 29.12.2023")
    assert town.polyakova.last.text.startswith("Оставлено как есть: строка 17.")


async def test_a_double_tap_answers_once(town: Town) -> None:
    question = await opened(town, "до 29.12.2023 г.")
    press = question.data_of("до 29.12.2022")
    await town.polyakova.presses("до 29.01.2023")
    await town.polyakova.forges(press, on=question)
    assert "Вопрос 6 из 6." in town.polyakova.last.text
    kept = await rows_of(town, select(questions.c.answer).where(questions.c.state == "answered"))
    assert len(kept) == 1
    assert "2023-01-29" in str(kept[0][0])


async def test_another_date_is_typed_as_in_the_table(town: Town) -> None:
    await opened(town, "По отдельному графику")
    await town.polyakova.presses("Другая дата…")
    assert "Напишите его одним сообщением" in town.polyakova.last.text
    await town.polyakova.says("завтра")
    assert town.polyakova.last.text.startswith("Не вижу здесь одной ясной даты.")
    await town.polyakova.says("до 25.10.2022")
    prompt = next(one for one in town.polyakova.received if one.text.startswith("Записано: строка 20"))
    assert "до вт 25 октября 2022 включительно" in prompt.text
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Принять")
    assert await dues(town, "По отдельному графику") == [date(2022, 10, 25)]


async def test_commands_work_while_a_date_is_waited_for(town: Town) -> None:
    await opened(town, "По отдельному графику")
    await town.polyakova.presses("Другая дата…")
    await town.polyakova.says("/help")
    assert "Что здесь можно" in town.polyakova.last.text
    await town.polyakova.presses("Назад к вопросу")
    await town.polyakova.says("до 25.10.2022")
    assert await rows_of(town, select(questions.c.id).where(questions.c.state != "open")) == []


async def test_a_date_typed_after_the_plan_was_accepted_changes_nothing(town: Town) -> None:
    await opened(town, "По отдельному графику")
    await town.polyakova.presses("Другая дата…")
    await town.kuzmina.says("/plans")
    await town.kuzmina.presses("ДОРОЖНАЯ КАРТА")
    await town.kuzmina.presses("Принять")
    await town.polyakova.says("до 25.10.2022")
    assert town.polyakova.last.text.startswith("Действует с 26.09.2022")
    assert await dues(town, "По отдельному графику") == []


async def test_rows_with_the_same_words_are_asked_about_once(town: Town) -> None:
    question = await opened(town, "«В течение года»", PROFILE_CLASSES)
    assert "Так же напечатано ещё в 2 строках — ответ подойдёт и им." in question.text
    await town.polyakova.presses("Другая дата…")
    await town.polyakova.says("01.09.2023 – 31.12.2023")
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Принять")
    # Three rows, each with a control at the end of the third and of the fourth quarter of 2023.
    assert await dues(town, "В течение года") == [date(2023, 9, 30)] * 3 + [date(2023, 12, 31)] * 3


async def test_of_two_people_with_one_name_the_coordinator_chooses(town: Town) -> None:
    await move_in(town, 1107, Role.EXECUTOR, "Шарик", "Надежда", "Никитична", "СОШ №5")
    await town.polyakova.sends([table(("1", "Первое", "до 20.10.2022", "Шарик Н.Н."))])
    assert "Однофамильцы: Шарик Н.Н." in town.polyakova.last.text
    await town.polyakova.presses("Ответить на вопросы (1)")
    assert town.polyakova.last.buttons[:2] == [
        "Шарик Нина Николаевна · МБОУ «СОШ №2», заместитель директора по УВР",
        "Шарик Надежда Никитична · СОШ №5",
    ]
    await town.polyakova.presses("Надежда Никитична")
    assert "Исполнители: 1 из 1 найдены." in town.polyakova.last.text
    heard = len(town.sharik.received)
    await town.polyakova.presses("Принять")
    assert len(town.sharik.received) == heard
    chosen = await rows_of(town, select(parties.c.member_id).where(parties.c.name == "Шарик Н.Н."))
    assigned = await rows_of(town, select(assignments.c.member_id))
    assert chosen == assigned


async def test_a_school_named_in_the_plan_is_its_coordinator(town: Town) -> None:
    ladygina = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "МБОУ «СОШ № 5»")
    plan = table(("1", "Провести день открытых дверей", "до 20.10.2022", "СОШ №5"))
    await town.kuzmina.sends([plan])
    assert "Исполнители: 1 из 1 найдены." in town.kuzmina.last.text
    await town.kuzmina.presses("Показать все строки")
    assert "Исполнители: СОШ №5 (Ладыгина О.П.)" in town.kuzmina.last.text
    await town.kuzmina.presses("К карте")
    await town.kuzmina.presses("Принять")
    assert "Провести день открытых дверей" in ladygina.last.text
