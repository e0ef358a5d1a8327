"""/calendar: quarters, holidays and own days are shown and changed in the chat; plans follow, people are told."""

from datetime import UTC, date, datetime

from storage.tables import assignments, journal, own_days, questions, school_terms
from tests.conversations.calendars import PLAIN, SECOND, THIRD, THIRD_TOO, deadlines, live, news, opened, own_day
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, plan, rows
from tests.town import Person, Seen, Town

# --- /calendar -------------------------------------------------------------------------------------------------------


async def change(town: Town, who: Person, part: str, words: str, year: str = "2022/2023") -> Seen:
    """Set a part of the school year in the chat."""
    await who.says("/calendar")
    while year not in who.last.text.split("\n")[0]:
        await who.presses("›")
    await who.presses("Изменить четверть")
    await who.presses(part)
    await who.says(words)
    return who.last


async def test_the_calendar_says_what_is_known_and_what_is_only_proposed(town: Town) -> None:
    await town.polyakova.says("/calendar")
    card = town.polyakova.last
    assert card.text.startswith("Календарь: МБОУ «СОШ №2» · 2022/2023 учебный год\n")
    assert "Рабочие дни: Россия, праздники и переносы 2022, 2023." in card.text
    assert "Даты предположительные: рекомендация Минпросвещения\nI четверть: 1 сентября – 28 октября 2022" in card.text
    assert "Не знаю дат: IV четверть, летние каникулы." in card.text
    assert card.buttons == [
        "Верно",
        "Изменить четверть или каникулы…",
        "Рабочий или нерабочий день…",
        "‹ 2021/2022",
        "2023/2024 ›",
    ]


async def test_sentences_and_buttons_begin_with_a_capital_and_the_year_stands_before_its_parts(town: Town) -> None:
    await town.polyakova.says("/calendar")
    await town.polyakova.presses("2023/2024 ›")
    lines = town.polyakova.last.text.splitlines()
    (head,) = [place for place, line in enumerate(lines) if line.startswith("Даты предположительные")]
    assert [line.split(":")[0] for line in lines[head + 1 : head + 4]] == [
        "Учебный год",
        "I четверть",
        "Осенние каникулы",
    ]
    await town.polyakova.presses("Изменить четверть")
    assert [one for one in town.polyakova.last.buttons if not one[0].isupper()] == []
    await town.polyakova.presses("Осенние каникулы")
    assert town.polyakova.last.text.startswith("Осенние каникулы 2023/2024: с какого по какое число?")


async def test_one_tap_confirms_the_year_and_its_questions_are_closed(town: Town) -> None:
    await live(town, SECOND, THIRD)
    await town.polyakova.says("/calendar")
    await town.polyakova.presses("Верно")
    assert town.polyakova.last.text.startswith("Записано. Сроков это не меняет.")
    assert "Верно" not in town.polyakova.last.buttons
    assert "Даты заданы: МБОУ «СОШ №2»" in town.polyakova.last.text
    assert {row.state for row in await rows(town, questions)} == {"kept"}
    noted = [row.after for row in await rows(town, journal) if row.what == "calendar-term"]
    assert len(noted) == len(await rows(town, school_terms)) == 8
    assert "quarter 3 2022/2023: 2023-01-09..2023-04-07" in noted


async def test_changed_holidays_and_quarters_move_the_deadlines_in_words_and_leave_the_plain_ones(town: Town) -> None:
    await live(town, THIRD, THIRD_TOO, PLAIN)
    card = await change(town, town.polyakova, "III четверть", "с 9.01 по 17.03.2023")
    assert card.text.startswith("Записано. Изменились 2 срока, узнают 2 человека.")
    assert [due for _, due, _ in await deadlines(town, "2")] == [date(2023, 3, 17)]
    assert [due for _, due, _ in await deadlines(town, "4")] == [date(2023, 1, 20)]
    assert len(news(town.shabanova)) == len(news(town.sharik)) == 1
    await change(town, town.polyakova, "III четверть", "с 9.01 по 24.03.2023")
    assert len(news(town.shabanova)) == 2


async def test_the_reminders_come_on_the_new_days(town: Town) -> None:
    await live(town, THIRD)
    await change(town, town.polyakova, "III четверть", "с 9.01 по 17.03.2023")
    await town.clock_to(datetime(2023, 3, 17, 6, 5, tzinfo=UTC))
    assert "с 09.01.2023 до 17.03.2023 (сегодня)" in town.shabanova.last.text
    await town.clock_to(datetime(2023, 4, 7, 6, 5, tzinfo=UTC))
    assert "07.04.2023" not in town.shabanova.last.text


async def test_the_district_changes_all_schools_but_those_that_have_their_own_dates(town: Town) -> None:
    await live(town, THIRD)
    await change(town, town.polyakova, "III четверть", "с 9.01 по 17.03.2023")
    await change(town, town.kuzmina, "III четверть", "с 9.01 по 24.03.2023")
    assert [due for _, due, _ in await deadlines(town, "2")] == [date(2023, 3, 17)]
    await change(town, town.kuzmina, "II четверть", "с 7.11 по 28.12.2022")
    await town.polyakova.says("/calendar")
    assert (
        "Даты заданы: Управление образования ДГО\nII четверть: 7 ноября – 28 декабря 2022" in town.polyakova.last.text
    )


async def test_the_coordinator_of_a_plan_reads_how_many_deadlines_the_district_has_moved(town: Town) -> None:
    await live(town, THIRD, THIRD_TOO)
    card = await change(town, town.kuzmina, "III четверть", "с 9.01 по 24.03.2023")
    assert card.text.startswith("Записано. Изменились 2 срока, узнают 2 человека.")
    (told,) = news(town.polyakova)
    assert told.text.endswith("Сроки Ваших планов пересчитаны: 2.")


async def test_dates_beside_which_a_proposal_cannot_be_are_written_down_and_the_proposal_is_named(town: Town) -> None:
    card = await change(town, town.polyakova, "Осенние", "с 31.10 по 8.11.2022")
    assert card.text.splitlines()[:2] == [
        "Записано. Сроков это не меняет.",
        "II четверть предположительно с 7 ноября по 30 декабря 2022 — проверьте эти даты.",
    ]
    await town.polyakova.presses("Верно")
    assert town.polyakova.last.text == (
        "Так даты не сходятся: осенние каникулы — с 31.10.2022 по 08.11.2022, "
        "II четверть — с 07.11.2022 по 30.12.2022. Исправьте те или другие."
    )
    card = await change(town, town.polyakova, "II четверть", "с 9.11 по 30.12.2022")
    assert "проверьте эти даты" not in card.text
    await town.polyakova.presses("Верно")
    assert town.polyakova.last.text.startswith("Записано.")


async def test_a_half_year_puts_the_other_one_in_doubt_that_is_made_of_its_quarters(town: Town) -> None:
    await change(town, town.polyakova, "IV четверть", "с 17.04 по 26.05.2023")
    card = await change(town, town.polyakova, "I полугодие", "с 1.09.2022 по 15.01.2023")
    assert "II полугодие предположительно с 9 января по 26 мая 2023 — проверьте эти даты." in card.text


async def test_dates_that_overlap_a_set_neighbour_are_refused_by_its_name(town: Town) -> None:
    await change(town, town.polyakova, "Осенние", "с 29.10 по 6.11.2022")
    card = await change(town, town.polyakova, "I четверть", "с 1.09 по 30.10.2022")
    assert card.text == (
        "Так даты не сходятся: I четверть — с 01.09.2022 по 30.10.2022, "
        "осенние каникулы — с 29.10.2022 по 06.11.2022. Исправьте те или другие."
    )
    await town.polyakova.says("с 1.09 по 28.10.2022")
    assert len(await rows(town, school_terms)) == 2


async def test_an_answered_deadline_keeps_its_answer_when_the_calendar_moves_it(town: Town) -> None:
    await live(town, THIRD)
    await town.clock_to(datetime(2023, 3, 6, 6, 5, tzinfo=UTC))
    await town.shabanova.presses("Выполнено", on=await card_of(town))
    await change(town, town.polyakova, "III четверть", "с 9.01 по 24.03.2023")
    assert [row.status for row in await rows(town, assignments)] == ["done"]
    assert news(town.shabanova) == []


async def card_of(town: Town) -> Seen:
    await town.shabanova.says("/my")
    if not any("Выполнено" in one for one in town.shabanova.last.buttons):
        await town.shabanova.presses("1")
    return town.shabanova.with_button("Выполнено")


# --- own days --------------------------------------------------------------------------------------------------------


async def test_an_own_free_day_moves_the_control_day_and_its_people_are_told(town: Town, one: Plan) -> None:
    card = await own_day(town, town.polyakova, "20 октября 2022 нерабочий")
    assert card.text.startswith("Записано. Изменился 1 срок, узнает 1 человек.")
    assert "чт 20 октября — нерабочий · МБОУ «СОШ №2»" in card.text
    view = await one.view(town.shabanova)
    assert (view.due, view.control) == (DUE, date(2022, 10, 19))
    (told,) = news(town.shabanova)
    assert told.text.startswith("Календарь изменился: 20 октября — нерабочий.\nДо чт 20 октября, контроль ср 19 ")
    await town.clock_to(datetime(2022, 10, 19, 6, 5, tzinfo=UTC))
    assert "до 20.10.2022 (завтра), контроль 19.10" in town.shabanova.last.text


async def test_an_own_day_that_is_taken_back_moves_the_control_day_back(town: Town, one: Plan) -> None:
    await own_day(town, town.polyakova, "20 октября 2022 нерабочий")
    await town.polyakova.presses("Убрать 20 октября")
    assert (await one.view(town.shabanova)).control == DUE
    assert await rows(town, own_days) == []
    await town.polyakova.presses("Рабочий или нерабочий")
    await town.polyakova.says("20 октября рабочий")
    assert town.polyakova.last.text == "20.10.2022 и так рабочий: менять нечего."


async def test_each_school_year_shows_and_counts_its_own_days_only(town: Town) -> None:
    await own_day(town, town.polyakova, "3 октября 2022 нерабочий")
    await own_day(town, town.polyakova, "31 августа 2023 нерабочий")
    await own_day(town, town.polyakova, "1 сентября 2023 нерабочий")
    await town.polyakova.says("/calendar")
    assert "Свои дни: 3 октября — нерабочий, 31 августа 2023 — нерабочий.\n" in town.polyakova.last.text
    assert "Свои дни (2)" in town.polyakova.last.buttons
    await town.polyakova.presses("2023/2024 ›")
    assert "Свои дни: 1 сентября 2023 — нерабочий.\n" in town.polyakova.last.text
    assert "Свои дни (1)" in town.polyakova.last.buttons
    await town.polyakova.says("/calendar")
    await town.polyakova.presses("‹ 2021/2022")
    assert "Своих рабочих и нерабочих дней нет." in town.polyakova.last.text
    assert not any("Свои дни" in one for one in town.polyakova.last.buttons)


async def test_a_day_that_has_passed_stays_in_the_list_of_its_year_and_each_day_of_another_year_names_it(
    town: Town,
) -> None:
    await own_day(town, town.polyakova, "3 октября 2022 нерабочий")
    await own_day(town, town.polyakova, "1 сентября 2023 нерабочий")
    await town.clock_to(datetime(2023, 1, 16, 6, 5, tzinfo=UTC))
    await town.polyakova.says("/calendar")
    assert "Свои дни: 3 октября 2022 — нерабочий.\n" in town.polyakova.last.text
    await town.polyakova.presses("Свои дни (1)")
    assert town.polyakova.last.text.splitlines()[1:] == [
        "пн 3 октября 2022 — нерабочий · МБОУ «СОШ №2»",
        "пт 1 сентября — нерабочий · МБОУ «СОШ №2»",
    ]
    assert [one for one in town.polyakova.last.buttons if "Убрать" in one] == ["Убрать 1 сентября"]


async def test_a_school_year_names_the_calendar_years_whose_transfers_it_has(town: Town) -> None:
    await town.polyakova.says("/calendar")
    await town.polyakova.presses("‹ 2021/2022")
    assert "Рабочие дни: Россия, праздники и переносы 2021, 2022." in town.polyakova.last.text
    await town.clock_to(datetime(2040, 10, 1, 9, 0, tzinfo=UTC))
    await town.polyakova.says("/calendar")
    await town.polyakova.presses("2041/2042 ›")
    told = [line for line in town.polyakova.last.text.splitlines() if "Переносы" in line or "Рабочие" in line]
    assert told == [
        "Рабочие дни: Россия, праздники.",
        "Переносы выходных 2041 года мне ещё не известны: сроки в нём посчитаны без переносов.",
        "Переносы выходных 2042 года мне ещё не известны: сроки в нём посчитаны без переносов.",
    ]


async def test_more_time_that_was_agreed_stays_when_its_day_becomes_free(town: Town, one: Plan) -> None:
    await town.shabanova.says("не успеваем, перенесите на 28.10", reply_to=await one.card(town.shabanova))
    await town.shabanova.presses("Да, спросить")
    await town.polyakova.presses("Согласовать")
    assert (await one.view(town.shabanova)).due == date(2022, 10, 28)
    await own_day(town, town.polyakova, "28.10.2022 выходной")
    view = await one.view(town.shabanova)
    assert (view.due, view.control) == (date(2022, 10, 28), date(2022, 10, 27))


async def test_a_day_of_the_district_counts_in_its_schools_until_a_school_says_otherwise(town: Town, one: Plan) -> None:
    await own_day(town, town.kuzmina, "20 октября нерабочий")
    assert (await one.view(town.shabanova)).control == date(2022, 10, 19)
    await own_day(town, town.polyakova, "20 октября рабочий")
    assert (await one.view(town.shabanova)).control == DUE


async def test_typed_nonsense_about_a_day_is_refused(town: Town) -> None:
    await town.polyakova.says("/calendar")
    await town.polyakova.presses("Рабочий или нерабочий")
    for typed, answer in {
        "праздник": "Не понимаю, какой это день.",
        "4 мая": "Не понимаю, какой это день.",
        "31.02.2023 нерабочий": "Не понимаю, какой это день.",
        "4 мая 2021 нерабочий": "Этот день прошёл",
        "4 мая 2199 нерабочий": "Этот день прошёл",
        "8 октября нерабочий": "08.10.2022 и так нерабочий",
    }.items():
        await town.polyakova.says(typed)
        assert town.polyakova.last.text.startswith(answer), typed
    assert await rows(town, own_days) == []


async def test_the_settings_of_the_district_count_too(town: Town) -> None:
    await town.restart_with(calendar={"free_days": (DUE,)})
    made = await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, date(2022, 10, 21), [town.shabanova])])
    assert (await made.view(town.shabanova)).control == date(2022, 10, 19)


# --- who may ---------------------------------------------------------------------------------------------------------


async def test_a_teacher_does_not_see_the_calendar_and_cannot_forge_its_buttons(town: Town) -> None:
    await town.shabanova.says("/calendar")
    assert town.shabanova.last.text.startswith("Это может сделать")
    for data in (
        "cal:confirm:2:2022:",
        "cal:part:2:2022:quarter 1",
        "cal:day:2:2022:",
        "cal:forget:2:2022:2022-10-20",
    ):
        await town.shabanova.forges(data)
        assert town.shabanova.last.text.startswith("Это может сделать"), data
    assert await rows(town, school_terms) == []


async def test_the_coordinator_of_a_school_cannot_change_the_district(town: Town) -> None:
    await town.polyakova.forges("cal:confirm:1:2022:")
    assert town.polyakova.last.text.startswith("Это может сделать")
    for data in ("cal:part:2:2022:quarter 9", "cal:part:2:2022:век 1", "cal:open:2:1000:", "cal:open:2:99999:"):
        await town.polyakova.forges(data)
        assert town.polyakova.last.text.startswith("Эта кнопка уже ни к чему не относится."), data
    assert await rows(town, school_terms) == []


async def test_a_double_tap_on_yes_sets_the_dates_once(town: Town) -> None:
    question = await opened(town, "III четверть", THIRD)
    press = question.data_of("Да")
    await town.polyakova.presses("Да")
    await town.polyakova.forges(press, on=question)
    assert len(await rows(town, school_terms)) == 1
    assert [row.what for row in await rows(town, journal)].count("calendar-term") == 1


# --- warnings --------------------------------------------------------------------------------------------------------


def warnings(person: Person) -> list[str]:
    return [one.text for one in person.received if "мне не известны" in one.text or "не подтверждены" in one.text]


async def test_from_november_on_a_year_without_its_decree_is_told_to_the_administrator_once(town: Town) -> None:
    await town.clock_to(datetime(2040, 10, 31, 9, 0, tzinfo=UTC))
    assert warnings(town.kuzmina) == []
    await town.clock_to(datetime(2040, 11, 1, 9, 0, tzinfo=UTC))
    assert [one.split("\n")[0] for one in warnings(town.kuzmina)] == ["Переносы выходных 2041 года мне не известны."]
    await town.clock_to(datetime(2040, 11, 2, 9, 0, tzinfo=UTC))
    assert len(warnings(town.kuzmina)) == 1
    assert warnings(town.polyakova) == []
    await town.kuzmina.presses("Открыть календарь")
    assert town.kuzmina.last.text.startswith("Календарь: Управление образования ДГО")
    assert "Переносы выходных 2041 года мне ещё не известны" in town.kuzmina.last.text


async def test_a_plan_with_deadlines_in_a_year_without_its_decree_is_told(town: Town) -> None:
    await plan(town, [(LETTERS, date(2041, 3, 1), [town.shabanova]), (SITE, date(2041, 4, 1), [town.sharik])])
    await town.later(days=1)
    (warning,) = warnings(town.kuzmina)
    assert "В планах 2 срока 2041 года, они посчитаны без переносов." in warning


async def test_from_august_on_unconfirmed_dates_that_a_plan_needs_are_told_once(town: Town) -> None:
    coming = ("7", "Открыть музей", "3 четверть 2023/2024 учебного года", "Шабанова Н.С.")
    await live(town, coming)
    await town.clock_to(datetime(2023, 7, 31, 9, 0, tzinfo=UTC))
    assert warnings(town.kuzmina) == []
    for day in (1, 2):
        await town.clock_to(datetime(2023, 8, day, 9, 0, tzinfo=UTC))
    (warning,) = warnings(town.kuzmina)
    assert warning.startswith("Даты 2023/2024 учебного года не подтверждены.\nИх ждут планы: «Дорожная карта")
    await town.polyakova.says("/calendar")
    await town.polyakova.presses("Верно")
    await town.clock_to(datetime(2023, 8, 3, 9, 0, tzinfo=UTC))
    assert len(warnings(town.kuzmina)) == 1
