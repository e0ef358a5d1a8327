"""The coordinator answers what the reader of the plan was not sure about."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from delivery.cards.overview import QuestionButton
from domain.people import Role
from storage import people
from storage.tables import assignments, journal, measures, parties, periods, questions, reports, roadmaps, stages
from tests.conversations.plans import photo
from tests.conversations.sending import (
    CLUSTER,
    EXAMPLES,
    PROFILE_CLASSES,
    dues,
    how_many,
    move_in,
    rows_of,
    sent,
    table,
)
from tests.town import Seen, Town

SCHOOL_YEAR = "Дорожная карта на 2022-2023 учебный год"


async def answers(town: Town) -> list[tuple[object, ...]]:
    """State and answer of each question that was closed, in the order of the plan."""
    query = select(questions.c.state, questions.c.answer).where(questions.c.state != "open")
    return await rows_of(town, query.order_by(questions.c.position))


async def accept(town: Town) -> None:
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Принять")


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
    offered = ["до 29.01.2023", "до 29.12.2022", "Оставить до 29.12.2023", "Другая дата…", "Позже", "К плану"]
    assert question.buttons == offered


async def test_rows_with_one_title_are_told_apart_by_their_results(town: Town) -> None:
    question = await opened(town, "до 29.12.2023 г.")
    title = question.text.split("\n")[0].split("Строка 17, ")[1]
    assert title.startswith("«Проведение мониторинга достижения показателей по итогам I")
    assert title.endswith(" · Аналитическая справка по результатам мониторинга.»")
    await town.polyakova.presses("Другая дата…")
    assert title in town.polyakova.last.text
    await town.polyakova.presses("Назад к вопросу")
    await town.polyakova.presses("К плану")
    await town.polyakova.presses("Показать все строки")
    for _ in range(3):
        await town.polyakova.presses("›")
    assert " · Аналитическая справка по результатам мониторинга.\n" in town.polyakova.last.text


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
    await town.polyakova.says("до 25.10.2022")
    assert len(await answers(town)) == 1


async def test_who_goes_back_to_the_question_is_not_waited_for_any_more(town: Town) -> None:
    await opened(town, "По отдельному графику")
    await town.polyakova.presses("Другая дата…")
    await town.polyakova.presses("Назад к вопросу")
    await town.polyakova.presses("К плану")
    await town.polyakova.says("до 25.10.2022")
    assert await answers(town) == []


async def test_a_date_typed_after_somebody_else_accepted_the_plan_is_live_at_once(town: Town) -> None:
    await opened(town, "По отдельному графику")
    await town.polyakova.presses("Другая дата…")
    await town.kuzmina.says("/plans")
    await town.kuzmina.presses("ДОРОЖНАЯ КАРТА")
    await town.kuzmina.presses("Принять")
    await town.polyakova.says("до 25.10.2022")
    assert await dues(town, "По отдельному графику") == [date(2022, 10, 25)]


async def test_rows_with_the_same_words_are_asked_about_once(town: Town) -> None:
    question = await opened(town, "«В течение года»", PROFILE_CLASSES)
    assert "Это же для ещё 2 строк: 6, 8." in question.text
    await town.polyakova.presses("Другая дата…")
    await town.polyakova.says("01.09.2023 – 31.12.2023")
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Принять")
    # Three rows, each asked about at the end of the year: September alone is too short a beginning.
    assert await dues(town, "В течение года") == [date(2023, 12, 31)] * 3


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


# --- a date typed right away -----------------------------------------------------------------------------------------


async def test_a_date_typed_under_the_question_answers_it(town: Town) -> None:
    question = await opened(town, "до 29.12.2023 г.")
    await town.polyakova.says("до 27.01.2023")
    told = next(one for one in town.polyakova.received if one.id == question.id)
    assert told.text == "Записано: строка 17 — до пт 27 января 2023 включительно."
    assert told.buttons == ["Отменить ответ"]
    assert town.polyakova.last.text.startswith("Вопрос 6 из 6.")
    await accept(town)
    assert await dues(town, "до 29.12.2023 г.") == [date(2023, 1, 27)]


@pytest.mark.parametrize("words", ["не знаю", "декабрь и май", "когда-нибудь осенью"])
async def test_words_that_are_no_date_leave_the_question_waiting(town: Town, words: str) -> None:
    question = await opened(town, "до 29.12.2023 г.")
    for _ in range(2):
        await town.polyakova.says(words)
        assert town.polyakova.last.text.startswith("Не вижу здесь одной ясной даты.")
    await town.stop_bot()
    await town.start_bot()
    await town.polyakova.says("16.01.2023")
    told = next(one for one in town.polyakova.received if one.id == question.id)
    assert told.text == "Записано: строка 17 — пн 16 января 2023."
    assert town.polyakova.last.text.startswith("Вопрос 6 из 6.")
    assert await how_many(town, reports) == 0


async def test_words_that_are_no_date_leave_the_request_for_a_date_waiting(town: Town) -> None:
    await opened(town, "По отдельному графику")
    await town.polyakova.presses("Другая дата…")
    assert "«с 10.10.2022»" not in town.polyakova.last.text
    await town.polyakova.says("не знаю")
    assert town.polyakova.last.text.startswith("Не вижу здесь одной ясной даты.")
    await town.stop_bot()
    await town.start_bot()
    await town.polyakova.says("до 31.12.2022")
    assert [state for state, _ in await answers(town)] == ["answered"]
    assert await how_many(town, reports) == 0


async def test_a_beginning_typed_under_the_question_keeps_the_end(town: Town) -> None:
    await opened(town, "5.01.2023 г. - 20.01.2023 г.")
    await town.polyakova.says("с 16.01.2023")
    await accept(town)
    live = await rows_of(town, select(periods.c.start, periods.c.due).where(periods.c.due == date(2023, 1, 20)))
    assert live == [(date(2023, 1, 16), date(2023, 1, 20))]


async def test_a_beginning_of_what_goes_on_all_year_keeps_the_end_of_the_year(town: Town) -> None:
    question = await opened(town, "В течение года (в соответствии")
    await town.polyakova.says("с 16.01.2023")
    told = next(one for one in town.polyakova.received if one.id == question.id)
    assert "в течение срока с 16 января по 31 мая 2023" in told.text


async def test_a_status_under_a_question_is_a_report_of_who_has_something_to_report(town: Town) -> None:
    await opened(town, "до 29.12.2023 г.")
    await town.polyakova.says("готово")
    assert town.polyakova.last.text.startswith("Не вижу здесь одной ясной даты.")
    await accept(town)
    await sent(town, PROFILE_CLASSES)
    await town.polyakova.presses("Ответить на вопросы")
    while "«В течение года»" not in town.polyakova.last.text:
        await town.polyakova.presses("Позже")
    await town.polyakova.presses("Другая дата…")
    await town.polyakova.says("сделали вчера")
    assert await how_many(town, reports) == 1
    await town.polyakova.says("до 01.12.2023")
    assert await answers(town) == []


async def test_a_request_for_a_date_that_was_left_long_ago_catches_no_words(town: Town) -> None:
    await opened(town, "По отдельному графику")
    await town.polyakova.presses("Другая дата…")
    await town.polyakova.says("/help")
    await town.later(hours=13)
    await town.polyakova.says("не знаю")
    assert not town.polyakova.last.text.startswith("Не вижу")


async def test_a_photo_under_a_question_is_a_report_and_the_question_waits_no_more(town: Town) -> None:
    await opened(town, "до 29.12.2023 г.")
    await town.polyakova.sends([photo()], kind="photo")
    assert await how_many(town, reports) == 1
    await town.polyakova.says("до 27.01.2023")
    assert await answers(town) == []


async def test_words_in_reply_to_something_else_are_not_for_the_question(town: Town) -> None:
    await town.polyakova.says("/help")
    other = town.polyakova.last
    await opened(town, "до 29.12.2023 г.")
    await town.polyakova.presses("Другая дата…")
    await town.polyakova.says("не знаю", reply_to=other)
    assert not town.polyakova.last.text.startswith("Не вижу")
    assert await how_many(town, reports) == 1


async def test_a_date_under_several_dates_needs_the_number_of_one(town: Town) -> None:
    await opened(town, "Строка 15, ", PROFILE_CLASSES)
    await town.polyakova.says("до 17.05.2024")
    assert town.polyakova.last.text.startswith("Сначала нажмите номер срока")
    await town.polyakova.presses("Назад к вопросу")
    await town.polyakova.presses("3")
    await town.polyakova.says("до 17.05.2024")
    assert "до пт 17 мая 2024 включительно" in town.polyakova.last.text


async def test_a_date_is_no_answer_once_something_else_was_shown(town: Town) -> None:
    await opened(town, "до 29.12.2023 г.")
    await town.polyakova.says("/help")
    await town.polyakova.says("до 27.01.2023")
    assert await answers(town) == []


async def test_a_date_in_reply_to_the_question_answers_it_although_more_was_shown(town: Town) -> None:
    question = await opened(town, "до 29.12.2023 г.")
    await town.polyakova.says("/help")
    await town.polyakova.says("до 27.01.2023", reply_to=question)
    assert len(await answers(town)) == 1


async def test_a_date_of_somebody_who_brings_no_plans_is_no_answer(town: Town) -> None:
    await opened(town, "до 29.12.2023 г.")
    await town.shabanova.says("до 27.01.2023")
    assert await answers(town) == []


async def test_a_question_can_be_left_for_the_plan(town: Town) -> None:
    question = await opened(town, "до 29.12.2023 г.")
    await town.polyakova.presses("К плану")
    assert town.polyakova.last.id == question.id
    assert "Ответить на вопросы (6)" in town.polyakova.last.buttons


# --- who answers for a row -------------------------------------------------------------------------------------------


async def asked(town: Town, words: str, *rows: tuple[str, ...], heading: str = SCHOOL_YEAR) -> Seen:
    """The question with these words about a plan with these rows."""
    await town.polyakova.sends([table(*rows, heading=heading)])
    await town.polyakova.presses("Ответить на вопросы")
    while words not in town.polyakova.last.text:
        await town.polyakova.presses("Позже")
    return town.polyakova.last


async def test_where_nobody_is_named_the_people_of_the_school_are_offered(town: Town) -> None:
    question = await asked(
        town,
        "Ответственный не указан",
        ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Открыть музей", "до 21.10.2022", ""),
    )
    assert [words.split(" ·")[0] for words in question.buttons] == [
        "Акимова Надежда Алексеевна",
        "Бондаренко Анна Евгеньевна",
        "Полякова Вера Андреевна",
        "Шабанова Наталья Сергеевна",
        "Шарик Нина Николаевна",
        "Оставить как есть",
        "Позже",
        "К плану",
    ]
    await town.polyakova.presses("Шабанова")
    assert "Записано: строка 2 — Шабанова Н.С." in town.polyakova.last.text
    await town.polyakova.presses("Показать все строки")
    assert "Исполнители: Шабанова Н.С." in town.polyakova.last.text
    await town.polyakova.presses("К карте")
    await town.polyakova.presses("Принять")
    assert "Открыть музей" in town.shabanova.last.text
    named = await rows_of(town, select(parties.c.name).where(parties.c.measure_id == 2))
    assert named == [("Шабанова Н.С.",)]


async def test_each_row_without_a_name_has_its_own_person_and_one_tap_leaves_them_all(town: Town) -> None:
    rows = [
        (str(number), f"Дело {number}", "до 20.10.2022", "" if number < 6 else "Шарик Н.Н.") for number in range(2, 10)
    ]
    question = await asked(town, "Ответственный не указан", *rows)
    assert "О том же спрошу в ещё 3 строках: 3, 4, 5." in question.text
    await town.polyakova.presses("Шабанова")
    assert "Строка 3, «Дело 3»" in town.polyakova.last.text
    await town.polyakova.presses("Оставить все как есть (3)")
    assert "Вопросов нет." in town.polyakova.last.text
    assert [state for state, _ in await answers(town)] == ["answered", "kept", "kept", "kept"]


async def test_a_name_that_breaks_off_offers_who_begins_like_it(town: Town) -> None:
    question = await asked(
        town,
        "Ячейка обрывается",
        ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Открыть музей", "до 21.10.2022", "Методический совет, Шабан-"),
    )
    assert question.buttons[0].startswith("Шабанова Наталья Сергеевна")
    assert question.buttons[1] == "Другой человек…"
    await town.polyakova.presses("Другой человек…")
    assert town.polyakova.last.buttons[0].startswith("Акимова")
    await town.polyakova.presses("‹")
    await town.polyakova.presses("Шабанова")
    await town.polyakova.presses("Показать все строки")
    assert "Исполнители: Методический совет (некому отвечать), Шабанова Н.С." in town.polyakova.last.text


async def test_who_is_behind_words_that_name_nobody_is_chosen_from_the_list(town: Town) -> None:
    await asked(
        town,
        "Кто это: «Мозговой штурм»",
        ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Открыть музей", "до 21.10.2022", "Мозговой штурм"),
    )
    await town.polyakova.presses("Бондаренко")
    await town.polyakova.presses("Показать все строки")
    assert "Исполнители: Бондаренко А.Е." in town.polyakova.last.text
    await town.polyakova.presses("К карте")
    await town.polyakova.presses("Принять")
    assert "Открыть музей" in town.bondarenko.last.text


async def test_a_plan_that_names_nobody_is_asked_about_row_by_row_or_left_to_the_coordinator(town: Town) -> None:
    rows = [(str(number), f"Провести день {number}", f"до {number}.11.2022", "") for number in (21, 22, 23)]
    question = await asked(town, "Ответственный не указан", *rows)
    assert "О том же спрошу в ещё 2 строках: 22, 23." in question.text
    await town.polyakova.presses("Бондаренко")
    await town.polyakova.presses("Оставить все как есть (2)")
    await town.polyakova.presses("Принять")
    assert "Провести день 21" in town.bondarenko.last.text
    assert await shares_of(town, "Провести день 22") == [(date(2022, 11, 22), "open")]


async def test_nobody_of_another_district_can_be_put_into_a_row(town: Town) -> None:
    async with town.app.database.write() as connection:
        place = await people.add_organisation(connection, kind="district", name="Соседний район")
        stranger = await people.add_member(
            connection, organisation_id=place, role=Role.EXECUTOR, family="Чужой", given="Олег", now=town.now
        )
    question = await asked(
        town,
        "Ответственный не указан",
        ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Открыть музей", "до 21.10.2022", ""),
    )
    await town.polyakova.forges(QuestionButton(do="who", question=1, place=stranger).pack(), on=question)
    assert town.polyakova.last.text.startswith("Эта кнопка уже ни к чему не относится.")
    assert await answers(town) == []


# --- rows that are alike ---------------------------------------------------------------------------------------------

YEARS = "Дорожная карта на 2022-2024 годы"


async def test_a_year_that_is_missing_everywhere_is_asked_once(town: Town) -> None:
    days = ("20 октября", "5 ноября", "10 декабря")
    rows = [(str(number), f"Дело {number}", f"до {day}", "Шарик Н.Н.") for number, day in enumerate(days, start=1)]
    question = await asked(town, "Год не указан", *rows, heading=YEARS)
    assert "Вопрос 1 из 1." in question.text
    assert "Это же для ещё 2 строк: 2, 3." in question.text
    assert question.buttons[:3] == ["2022 год", "2023 год", "2024 год"]
    await town.polyakova.presses("2023 год")
    assert "Этот ответ и для строк 2, 3." in town.polyakova.last.text
    assert "Вопросов нет." in town.polyakova.last.text
    await town.polyakova.presses("Отменить ответ")
    assert "Это же для ещё 2 строк: 2, 3." in town.polyakova.last.text
    await town.polyakova.presses("2023 год")
    await town.polyakova.presses("Принять")
    live = await rows_of(town, select(periods.c.due).order_by(periods.c.due))
    assert live == [(date(2023, 10, 20),), (date(2023, 11, 5),), (date(2023, 12, 10),)]


async def test_a_period_that_the_heading_does_not_name_is_asked_once_for_all_kinds_of_rows(town: Town) -> None:
    question = await opened(town, "Взяты годы других строк", EXAMPLES / "004.docx")
    # The first one is who answers for the rows: the plan has no column of people.
    assert question.text.startswith("Вопрос 2 из 2.")
    others = question.text.split("Это же для ещё 4 строк: ")[1]
    await town.polyakova.says("01.01.2023 – 31.12.2024")
    told = next(one for one in town.polyakova.received if one.id == question.id)
    assert told.text.endswith(f"Этот ответ и для строк {others}")
    await town.polyakova.presses("Оставить все как есть (14)")
    assert "Вопросов нет." in town.polyakova.last.text
    await town.polyakova.presses("Принять")
    assert len(await rows_of(town, select(stages.c.id).where(stages.c.due == date(2024, 12, 31)))) == 5
    assert Counter(state for state, _ in await answers(town)) == {"answered": 5, "kept": 14}


async def test_a_name_that_stands_in_several_rows_says_which_it_is_for(town: Town) -> None:
    await move_in(town, 1107, Role.EXECUTOR, "Шарик", "Надежда", "Никитична", "СОШ №5")
    rows = [(str(number), f"Дело {number}", "до 20.10.2022", "Шарик Н.Н.") for number in (1, 2, 3)]
    question = await asked(town, "не один", *rows)
    assert "Это же для ещё 2 строк: 2, 3." in question.text
    await town.polyakova.presses("Надежда Никитична")
    assert town.polyakova.last.text.split("\n")[:2] == [
        "Записано: строка 1 — Шарик Н.Н.",
        "Этот ответ и для строк 2, 3.",
    ]


async def test_a_date_that_was_typed_is_for_its_own_row_only(town: Town) -> None:
    rows = [("1", "Дело", "до 20 октября", "Шарик Н.Н."), ("2", "Другое", "до 5 ноября", "Шарик Н.Н.")]
    await asked(town, "Год не указан", *rows, heading=YEARS)
    await town.polyakova.says("до 20.10.2023")
    assert "Строка 2, «Другое»" in town.polyakova.last.text
    assert [state for state, _ in await answers(town)] == ["answered"]


async def test_of_two_rows_alike_one_can_be_left_out(town: Town) -> None:
    rows = [(number, "Провести день", "до 01.12.2022", "Шарик Н.Н.") for number in ("6", "7")]
    question = await asked(town, "напечатаны одинаково", *rows)
    assert "Строки 6 и 7 напечатаны одинаково: это одно мероприятие или два?" in question.text
    await town.polyakova.presses("Это одно мероприятие")
    assert "Строка 7 повторяет другую и в план не войдёт." in town.polyakova.last.text
    assert "1 мероприятие ·" in town.polyakova.last.text
    assert "Повторов убрано: 1." in town.polyakova.last.text
    await town.polyakova.presses("Отменить ответ")
    await town.polyakova.presses("Это одно мероприятие")
    await town.polyakova.presses("Принять")
    assert town.polyakova.last.text.startswith("Принято: 1 мероприятие,")
    assert len(await rows_of(town, select(assignments.c.id))) == 1


async def test_two_rows_alike_can_be_two(town: Town) -> None:
    rows = [(number, "Провести день", "до 01.12.2022", "Шарик Н.Н.") for number in ("6", "7")]
    await asked(town, "напечатаны одинаково", *rows)
    await town.polyakova.presses("Это два")
    await town.polyakova.presses("Принять")
    assert len(await rows_of(town, select(assignments.c.id))) == 2


# --- several dates in one cell ---------------------------------------------------------------------------------------


async def test_dates_paired_by_order_are_all_shown_and_confirmed_at_once(town: Town) -> None:
    question = await opened(town, "Строка 15, ", PROFILE_CLASSES)
    assert "Сроки сопоставлены только по порядку." in question.text
    assert [line[:3] for line in question.text.split("\n")[-4:]] == ["1. ", "2. ", "3. ", "Есл"]
    assert question.buttons == ["Верно", "1", "2", "3", "Позже", "К плану"]
    await town.polyakova.presses("Верно")
    assert [state for state, _ in await answers(town)] == ["kept"]


async def test_each_of_the_paired_dates_can_be_typed(town: Town) -> None:
    question = await opened(town, "Строка 15, ", PROFILE_CLASSES)
    third = next(line for line in question.text.split("\n") if line.startswith("3. "))
    await town.polyakova.presses("3", on=question)
    assert "Сейчас: " + third[3:] in town.polyakova.last.text
    await town.polyakova.says("до 17.05.2024")
    assert "3. " + third[3:].split(":")[0] + ": до пт 17 мая 2024 включительно" in town.polyakova.last.text
    await town.polyakova.presses("1", on=town.polyakova.last)
    await town.polyakova.says("до 16.02.2024")
    await town.polyakova.presses("Верно")
    state, answer = (await answers(town))[0]
    assert state == "answered"
    assert "2024-05-17" in str(answer)
    assert "2024-02-16" in str(answer)
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Принять")
    live = {row[0] for row in await rows_of(town, select(periods.c.due))}
    assert {date(2024, 5, 17), date(2024, 2, 16)} <= live


# --- what is still open ----------------------------------------------------------------------------------------------


async def test_a_row_with_a_question_is_shown_as_open_until_it_is_answered(town: Town) -> None:
    await asked(
        town,
        "отдельный график",
        ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Открыть музей", "По отдельному графику", "Шарик Н.Н."),
    )
    await town.polyakova.presses("К плану")
    await town.polyakova.presses("Показать все строки")
    assert town.polyakova.last.text.count("⏳ Ждёт ответа: ") == 1
    await town.polyakova.presses("К карте")
    await town.polyakova.presses("Ответить на вопросы")
    await town.polyakova.says("до 25.10.2022")
    await town.polyakova.presses("Показать все строки")
    assert "⏳" not in town.polyakova.last.text


async def test_what_was_not_answered_gets_its_date_after_accepting(town: Town) -> None:
    await asked(
        town,
        "отдельный график",
        ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Открыть музей", "По отдельному графику", "Шабанова Н.С."),
    )
    await town.polyakova.presses("К плану")
    await town.polyakova.presses("Принять")
    assert "Вопросы (1)" in town.polyakova.last.buttons
    heard = len(town.shabanova.received)
    await town.polyakova.presses("Вопросы (1)")
    assert town.polyakova.last.text.startswith("Вопрос 1 из 1.")
    await town.polyakova.says("до 25.10.2022")
    assert await dues(town, "По отдельному графику") == [date(2022, 10, 25)]
    told = [one.text for one in town.shabanova.received[heard:]]
    assert [words.split("\n")[2:] for words in told] == [
        ["Новое: до вт 25 октября · Открыть музей", "Весь список: /my"],
    ]
    assert "Записано: строка 2" in [one.text for one in town.polyakova.received][-2]
    assert "Вопросы" not in " ".join(town.polyakova.last.buttons)
    await town.clock_to(datetime(2022, 10, 24, 6, 0, tzinfo=UTC))
    assert "Открыть музей" in town.shabanova.last.text


async def test_a_late_answer_takes_effect_once(town: Town) -> None:
    await asked(
        town,
        "Срок не указан",
        ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Открыть музей", "", "Шабанова Н.С."),
    )
    await town.polyakova.presses("К плану")
    await town.polyakova.presses("Принять")
    await town.polyakova.presses("Вопросы (1)")
    question = town.polyakova.last
    await town.polyakova.says("до 25.10.2022")
    await town.polyakova.says("до 28.10.2022", reply_to=question)
    assert len(await rows_of(town, select(periods.c.id))) == 2
    assert await dues(town, "") == [date(2022, 10, 25)]


async def test_a_late_question_can_be_closed_without_a_date(town: Town) -> None:
    await asked(
        town,
        "отдельный график",
        ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Открыть музей", "По отдельному графику", "Шабанова Н.С."),
    )
    await town.polyakova.presses("К плану")
    await town.polyakova.presses("Принять")
    await town.polyakova.presses("Вопросы (1)")
    await town.polyakova.presses("Оставить как есть")
    assert "Оставлено как есть: строка 2." in town.polyakova.last.text
    assert await dues(town, "По отдельному графику") == []
    await town.polyakova.presses("Отменить ответ")
    assert town.polyakova.last.text.startswith("Вопрос 1 из 1.")


# --- questions about a live plan -------------------------------------------------------------------------------------

ROWS = (
    ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
    ("2", "Открыть музей", "до 21.10.2020", "Шабанова Н.С."),
)


async def accepted(town: Town, *rows: tuple[str, ...]) -> None:
    """A plan with these rows that was accepted without an answer to its one question."""
    await town.polyakova.sends([table(*rows)])
    await town.polyakova.presses("Принять")
    assert "Вопросы (1)" in town.polyakova.last.buttons


async def shares_of(town: Town, title: str) -> list[tuple[object, ...]]:
    """Due day and status of each assignment of the row."""
    query = (
        select(periods.c.due, assignments.c.status)
        .join(periods, periods.c.id == assignments.c.period_id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .where(measures.c.title == title)
    )
    return await rows_of(town, query.order_by(periods.c.due))


async def test_a_dated_row_stays_open_after_accepting_until_it_is_kept(town: Town) -> None:
    await accepted(town, *ROWS)
    await town.polyakova.presses("Показать все строки")
    assert town.polyakova.last.text.count("⏳ Ждёт ответа: ") == 1
    await town.polyakova.presses("К карте")
    await town.polyakova.presses("Вопросы (1)")
    await town.polyakova.presses("Оставить до 21.10.2020")
    assert town.polyakova.last.text.startswith("Оставлено как есть: строка 2.")
    assert "Вопросы" not in " ".join(town.polyakova.last.buttons)
    await town.polyakova.presses("Показать все строки")
    assert "⏳" not in town.polyakova.last.text
    assert await shares_of(town, "Открыть музей") == [(date(2020, 10, 21), "open")]


async def test_a_late_answer_moves_the_live_deadline_and_tells_whom_it_concerns(town: Town) -> None:
    await accepted(town, *ROWS)
    heard = {one.number: len(one.received) for one in (town.shabanova, town.sharik)}
    await town.polyakova.presses("Вопросы (1)")
    await town.polyakova.says("до 25.10.2022")
    assert await shares_of(town, "Открыть музей") == [(date(2022, 10, 25), "open")]
    told = [one.text for one in town.shabanova.received[heard[town.shabanova.number] :]]
    assert [words.split("\n")[0] for words in told] == ["План изменился: у Вас 1 изменение"]
    assert "Новый срок: вт 25 октября вместо 21 октября 2020 · Открыть музей" in told[0]
    assert len(town.sharik.received) == heard[town.sharik.number]
    await town.clock_to(datetime(2022, 10, 24, 6, 0, tzinfo=UTC))
    assert "Открыть музей" in town.shabanova.last.text


async def test_what_was_done_already_stays_done_when_its_deadline_is_answered_late(town: Town) -> None:
    await accepted(town, *ROWS)
    await town.shabanova.says("готово")
    heard = len(town.shabanova.received)
    await town.polyakova.presses("Вопросы (1)")
    await town.polyakova.says("до 25.10.2022")
    assert await shares_of(town, "Открыть музей") == [(date(2022, 10, 25), "done")]
    assert len(town.shabanova.received) == heard


async def test_a_late_answer_can_be_another_one(town: Town) -> None:
    await accepted(town, *ROWS)
    await town.polyakova.presses("Вопросы (1)")
    await town.polyakova.says("до 25.10.2022")
    await town.polyakova.presses("Ответить иначе")
    question = town.polyakova.with_button("Оставить до 25.10.2022")
    assert "Пока понимаю так: до вт 25 октября 2022 включительно." in question.text
    await town.polyakova.says("до 28.10.2022")
    assert await shares_of(town, "Открыть музей") == [(date(2022, 10, 28), "open")]
    assert "Новый срок: пт 28 октября вместо 25 октября" in town.shabanova.last.text


async def test_a_button_from_before_accepting_answers_the_live_plan_once(town: Town) -> None:
    await opened(town, "до 29.12.2023 г.")
    old = town.polyakova.last
    await town.polyakova.presses("К плану")
    await town.polyakova.presses("Принять")
    await town.polyakova.forges(old.data_of("до 29.01.2023"), on=old)
    await town.polyakova.forges(old.data_of("до 29.12.2022"), on=old)
    assert await dues(town, "до 29.12.2023 г.") == [date(2023, 1, 29)]


async def test_a_late_answer_about_what_goes_on_moves_its_check_ins(town: Town) -> None:
    await accepted(
        town,
        ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Вести кружок", "В течение года (по отдельному плану)", "Шабанова Н.С."),
    )
    before = await shares_of(town, "Вести кружок")
    await town.polyakova.presses("Вопросы (1)")
    await town.polyakova.says("10.01.2023 – 31.03.2023")
    assert len(before) > 1
    live = [share for share in await shares_of(town, "Вести кружок") if share[1] != "cancelled"]
    assert live == [(date(2023, 3, 31), "open")]


async def test_who_is_chosen_late_gets_the_row_and_keeps_it(town: Town) -> None:
    await accepted(
        town,
        ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Открыть музей", "до 21.10.2022", ""),
    )
    await town.polyakova.presses("Вопросы (1)")
    question = town.polyakova.last
    await town.polyakova.presses("Шабанова")
    assert "Новое: до пт 21 октября · Открыть музей" in town.shabanova.last.text
    assert await shares_of(town, "Открыть музей") == [(date(2022, 10, 21), "cancelled"), (date(2022, 10, 21), "open")]
    assert "Ответить иначе" not in town.polyakova.last.buttons
    await town.polyakova.forges(QuestionButton(do="undo", question=1).pack(), on=question)
    assert town.polyakova.last.text.startswith("Этот человек уже отвечает за строку.")


async def test_a_row_that_stands_twice_leaves_the_live_plan(town: Town) -> None:
    await accepted(town, *[(number, "Провести день", "до 01.12.2022", "Шарик Н.Н.") for number in ("6", "7")])
    await town.polyakova.presses("Вопросы (1)")
    await town.polyakova.presses("Это одно мероприятие")
    assert sorted(str(status) for _, status in await shares_of(town, "Провести день")) == ["cancelled", "open"]
    assert "Убрано из плана · Провести день" in town.sharik.last.text
    assert town.polyakova.last.text.startswith("Строка, о которой был вопрос, убрана из плана.")
    assert "Вопросы" not in " ".join(town.polyakova.last.buttons)


async def test_each_of_several_dates_is_live_as_soon_as_it_is_typed(town: Town) -> None:
    await sent(town, PROFILE_CLASSES)
    await town.polyakova.presses("Принять")
    await town.polyakova.presses("Вопросы")
    while "Строка 15, " not in town.polyakova.last.text:
        await town.polyakova.presses("Позже")
    await town.polyakova.presses("3")
    await town.polyakova.says("до 17.05.2024")
    live = {row[0] for row in await rows_of(town, select(periods.c.due))}
    assert date(2024, 5, 17) in live
    await town.polyakova.presses("Верно")
    assert [state for state, _ in await answers(town)] == ["answered"]


async def test_what_was_passed_over_while_reading_is_listed_behind_a_button(town: Town) -> None:
    await town.polyakova.sends([table(("1", "Первое", "до 20.10.2022", "Шарик Н.Н."))])
    async with town.app.database.write() as connection:
        found = [{"where": f"лист {number}", "text": f"пропущено <{number}>"} for number in range(1, 21)]
        await connection.execute(update(roadmaps).values(problems=found))
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    assert "При чтении отмечено: лист 1: пропущено <1> И ещё 19." in town.polyakova.last.text
    await town.polyakova.presses("Отмечено при чтении (20)")
    assert town.polyakova.last.text.split("\n")[:2] == ["При чтении отмечено: 20", "• лист 1: пропущено <1>"]
    await town.polyakova.presses("›")
    await town.polyakova.presses("›")
    assert town.polyakova.last.text.endswith("• лист 20: пропущено <20>")
    await town.polyakova.presses("К карте")
    assert "Принять" in town.polyakova.last.buttons
