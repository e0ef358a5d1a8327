"""Quarters, half-years and holidays whose dates nobody knows are asked once; what plans make of the answer."""

from datetime import date

from sqlalchemy import select

from storage.tables import assignments, measures, periods, questions, school_terms
from tests.conversations.calendars import HALF, PLAIN, SECOND, THIRD, THIRD_TOO, deadlines, live, news, opened
from tests.conversations.plans import rows
from tests.conversations.sending import PROFILE_CLASSES, rows_of, sent, table
from tests.town import Seen, Town


async def test_a_proposed_quarter_is_asked_about_once_for_all_rows(town: Town) -> None:
    question = await opened(town, "III четверть", THIRD, THIRD_TOO)
    assert "III четверть 2022/2023 у Вас — с 9 января по 7 апреля 2023 (рекомендация Минпросвещения)?" in question.text
    assert "Срок напечатан: «3 четверть»" in question.text
    assert "Это же для ещё 1 строки: 3." in question.text
    assert question.buttons == ["Да", "Другие даты…", "Позже", "К плану"]
    await town.polyakova.presses("Да")
    assert town.polyakova.last.text.startswith("Записано: III четверть 2022/2023 — 9 января – 7 апреля 2023.")
    assert "Ответить на вопросы" not in str(town.polyakova.last.buttons)
    (kept,) = await rows(town, school_terms)
    assert (kept.year, kept.unit, kept.number) == ("2022/2023", "quarter", 3)
    assert (kept.first, kept.last) == (date(2023, 1, 9), date(2023, 4, 7))


async def test_for_a_series_one_tap_settles_the_whole_year(town: Town) -> None:
    each = ("8", "Провести линейку", "раз в четверть", "Шабанова Н.С.")
    holidays = ("9", "Провести экскурсию", "в каникулы", "Шабанова Н.С.")
    question = await opened(town, "I четверть", each, holidays)
    assert question.buttons[:2] == ["Да", "Да, и все даты 2022/2023"]
    await town.polyakova.presses("все даты 2022/2023")
    left = {row.text for row in await rows(town, questions) if row.subject == "calendar" and row.state == "open"}
    assert left == {"quarter 4 2022/2023"}
    assert town.polyakova.last.buttons[0] == "Назвать даты…"


async def test_what_was_answered_is_not_asked_in_the_next_plan_of_the_school(town: Town) -> None:
    await opened(town, "III четверть", THIRD)
    await town.polyakova.presses("Да")
    preview = await sent_table(town, THIRD_TOO)
    assert "Открытых вопросов нет" in preview.text or "Вопросов нет" in preview.text
    await town.polyakova.presses("Показать все строки")
    assert "«III четверть» → III четверть 2022/2023: 9 января – 7 апреля 2023\n" in town.polyakova.last.text


async def sent_table(town: Town, *plan_rows: tuple[str, ...]) -> Seen:
    await town.polyakova.sends([table(*plan_rows)])
    return town.polyakova.last


async def test_an_answer_for_one_plan_is_one_for_the_draft_beside_it(town: Town) -> None:
    await sent_table(town, THIRD)
    await opened(town, "III четверть", THIRD_TOO)
    await town.polyakova.presses("Да")
    assert [row.state for row in await rows(town, questions) if row.subject == "calendar"] == ["kept", "kept"]


async def test_other_dates_are_typed_and_go_live_with_the_plan(town: Town) -> None:
    await opened(town, "III четверть", THIRD)
    await town.polyakova.presses("Другие даты")
    assert town.polyakova.last.text.startswith("III четверть 2022/2023\nС какого по какое число?")
    await town.polyakova.says("с 10 января по 24 марта")
    prompt = next(one for one in town.polyakova.received if one.text.startswith("Записано: III четверть"))
    assert "10 января – 24 марта 2023" in prompt.text
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Принять")
    assert await deadlines(town, "2") == [(date(2023, 1, 10), date(2023, 3, 24), date(2023, 3, 24))]


async def test_a_question_about_holidays_begins_with_a_capital(town: Town) -> None:
    holidays = ("9", "Провести экскурсию", "в осенние каникулы", "Шабанова Н.С.")
    question = await opened(town, "сенние каникулы", holidays)
    asked = "Осенние каникулы 2022/2023 у Вас — с 29 октября по 6 ноября 2022 (рекомендация Минпросвещения)?"
    assert any(line.endswith(asked) for line in question.text.splitlines())
    await town.polyakova.presses("Другие даты")
    assert town.polyakova.last.text.startswith("Осенние каникулы 2022/2023\n")
    await town.polyakova.says("с 29.10 по 5.11.2022")
    said = [one.text for one in town.polyakova.received if "Записано: осенние каникулы 2022/2023 — 29 " in one.text]
    assert said


async def test_typed_dates_that_a_proposal_meets_name_it_in_the_answer(town: Town) -> None:
    await opened(town, "III четверть", THIRD)
    await town.polyakova.presses("Другие даты")
    await town.polyakova.says("с 28 декабря 2022 по 24 марта 2023")
    said = [one.text for one in town.polyakova.received if one.text.startswith("Записано: III четверть")]
    assert said
    for one in said:
        assert "II четверть предположительно с 7 ноября по 30 декабря 2022 — проверьте эти даты." in one


async def test_the_end_of_a_quarter_is_a_day_and_no_window(town: Town) -> None:
    await live(town, SECOND)
    assert await deadlines(town, "1") == [(None, date(2022, 12, 30), date(2022, 12, 30))]


async def test_without_an_answer_the_proposal_counts_and_the_row_says_so(town: Town) -> None:
    await live(town, THIRD)
    assert await deadlines(town, "2") == [(date(2023, 1, 9), date(2023, 4, 7), date(2023, 4, 7))]
    await town.polyakova.presses("Показать все строки")
    assert "III четверть 2022/2023, предположительно: 9 января – 7 апреля 2023" in town.polyakova.last.text
    assert "⏳ Ждёт ответа: III четверть 2022/2023: верны ли даты?" in town.polyakova.last.text


async def test_a_quarter_that_nobody_knows_is_asked_for_and_gets_its_dates_late(town: Town) -> None:
    fourth = ("6", "Провести выпускной", "IV четверть 2022/2023 учебного года", "Шабанова Н.С.")
    await live(town, fourth)
    assert await deadlines(town, "6") == []
    await town.polyakova.presses("Вопросы")
    assert "IV четверть 2022/2023: с какого по какое число? Этих дат я не знаю." in town.polyakova.last.text
    assert town.polyakova.last.buttons[0] == "Назвать даты…"
    await town.polyakova.says("17.04–26.05.2023")
    assert await deadlines(town, "6") == [(date(2023, 4, 17), date(2023, 5, 26), date(2023, 5, 26))]
    assert "Новое: до пт 26 мая" in news(town.shabanova)[0].text
    assert "IV четверть 2022/2023 — 17 апреля 2023 – 26 мая 2023" not in news(town.shabanova)[0].text


async def test_a_late_answer_moves_the_live_plan_and_tells_its_people_once(town: Town) -> None:
    await live(town, THIRD, PLAIN)
    await town.polyakova.presses("Вопросы")
    await town.polyakova.presses("Другие даты")
    await town.polyakova.says("с 9 января по 24 марта 2023")
    assert await deadlines(town, "2") == [(date(2023, 1, 9), date(2023, 3, 24), date(2023, 3, 24))]
    assert await deadlines(town, "4") == [(None, date(2023, 1, 20), date(2023, 1, 20))]
    (told,) = news(town.shabanova)
    assert told.text == (
        "Календарь изменился: III четверть 2022/2023 — 9 января – 24 марта 2023.\n"
        "Новый срок: пт 24 марта 2023 вместо 7 апреля 2023 · Открыть школьный музей\nВесь список: /my"
    )
    assert news(town.polyakova) == []


async def test_an_answer_can_be_given_anew(town: Town) -> None:
    await opened(town, "III четверть", THIRD, THIRD_TOO)
    await town.polyakova.presses("Да")
    await town.polyakova.presses("Отменить ответ")
    assert "у Вас — с 9 января по 7 апреля 2023 (МБОУ «СОШ №2»)?" in town.polyakova.last.text
    await town.polyakova.presses("Другие даты")
    await town.polyakova.says("с 9 января по 24 марта 2023")
    (kept,) = await rows(town, school_terms)
    assert kept.last == date(2023, 3, 24)


async def test_nonsense_and_impossible_dates_change_nothing(town: Town) -> None:
    await opened(town, "III четверть", THIRD)
    await town.polyakova.presses("Другие даты")
    for typed, answer in {
        "весной": "Не вижу здесь двух дат.",
        "с 9 января": "Не вижу здесь двух дат.",
        "с 31.02.2023 по 40.03.2023": "Не вижу здесь двух дат.",
        "с 24 марта 2023 по 9 января 2023": "Начало позже конца.",
        "с 9 января 2024 по 22 марта 2024": "Эти даты не из 2022/2023 учебного года",
    }.items():
        await town.polyakova.says(typed)
        assert town.polyakova.last.text.startswith(answer), typed
    assert await rows(town, school_terms) == []
    await town.polyakova.says("с 9 января по 24 марта 2023")
    assert len(await rows(town, school_terms)) == 1


async def test_document_000_is_asked_about_its_half_year_and_quarters_and_gets_its_dates(town: Town) -> None:
    await sent(town, PROFILE_CLASSES)
    asked = {row.text for row in await rows(town, questions) if row.subject == "calendar"}
    assert asked == {"half-year 1 2023/2024", "quarter 3 2023/2024", "quarter 4 2023/2024"}
    await town.polyakova.presses("Ответить на вопросы")
    while "у Вас — с" not in town.polyakova.last.text:
        await town.polyakova.presses("Позже")
    for _ in range(3):
        await town.polyakova.presses("Да")
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Принять")
    found = [(start, due) for start, due, _ in await deadlines_of_place(town, 14)]
    assert found == [
        (date(2023, 9, 1), date(2023, 12, 29)),
        (date(2024, 1, 9), date(2024, 3, 22)),
        (date(2024, 4, 1), date(2024, 5, 24)),
    ]


async def deadlines_of_place(town: Town, position: int) -> list[tuple[object, ...]]:
    query = (
        select(periods.c.start, periods.c.due, periods.c.control)
        .join(assignments, assignments.c.period_id == periods.c.id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .where(measures.c.position == position)
    )
    return await rows_of(town, query.order_by(periods.c.due))


async def test_in_belarus_the_ministry_has_set_the_quarters_and_nobody_is_asked(town: Town) -> None:
    await town.restart_with(district={"country": "BY"})
    await sent_table(town, SECOND, THIRD)
    assert [row.subject for row in await rows(town, questions)] == []
    await town.polyakova.presses("Показать все строки")
    assert "III четверть 2022/2023: 9 января – 25 марта 2023" in town.polyakova.last.text
    await town.polyakova.says("/calendar")
    assert "Даты заданы: Минобразования" in town.polyakova.last.text
    assert "предположительн" not in town.polyakova.last.text
    assert "Верно" not in town.polyakova.last.buttons


async def test_half_years_are_asked_about_in_belarus_too_because_nobody_sets_them(town: Town) -> None:
    await town.restart_with(district={"country": "BY"})
    question = await opened(town, "полугодие", HALF)
    assert "I полугодие 2022/2023 у Вас — с 1 сентября по 24 декабря 2022 (как две четверти)?" in question.text
