"""Somebody is away: nothing is asked of them, who stands in hears and answers, and all is theirs again afterwards."""

from datetime import date

from domain.people import Role
from services.digests import queue_due
from storage.database import Database, sqlite_url
from storage.tables import absences, reports
from tests.conversations.absent import id_of, leaves, noted, october, of_today, record, says_absent
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, plan, posts, rows
from tests.conversations.sending import move_in
from tests.conversations.test_members import invited
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


# --- the deputy ------------------------------------------------------------------------------------------------------


async def test_the_deputy_reads_once_how_much_comes(town: Town, two: Plan) -> None:
    heard = len(town.sharik.received)
    await says_absent(town.shabanova, "с 10 октября по 20 октября", "Шарик")
    assert len(town.sharik.received) == heard + 1
    assert town.sharik.last.text.splitlines()[:2] == [
        "Вы заменяете: Шабанова Н.С., с 10 октября по 20 октября",
        "На эти дни 1 мероприятие, ближайшее — до чт 20 октября.",
    ]


async def test_reminders_go_to_the_deputy_and_say_whose_they_are(town: Town, two: Plan) -> None:
    await says_absent(town.shabanova, "с 10 октября по 30 октября", "Шарик")
    await town.clock_to(october(17))
    assert not of_today(town.shabanova, town)
    (message,) = of_today(town.sharik, town)
    assert message.text.splitlines()[1] == f"1. ⏳ до чт 20 октября · {LETTERS} · {HERS}"
    await town.sharik.presses("1")
    assert HERS in town.sharik.last.text


async def test_the_deputy_answers_and_the_measure_stays_the_absent_person_s(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "с 10 октября по 30 октября", "Шарик")
    await town.clock_to(october(17))
    await town.sharik.presses("Выполнено")
    assert town.sharik.last.text.startswith("✅ Записано: выполнено 17.10.2022")
    assert HERS in town.sharik.last.text
    (report,) = await rows(town, reports)
    assert report.author_id == await id_of(town, town.sharik)
    view = await one.view(town.shabanova)
    assert view.status == "done"
    assert "Шарик Н.Н." in posts(town)[-1].text
    assert f"Исполнитель: {HERS}" in posts(town)[-1].text


async def test_the_deputy_may_ask_for_another_day_answer_in_words_and_put_off(town: Town, two: Plan) -> None:
    await says_absent(town.shabanova, "с 10 октября по 30 октября", "Шарик")
    await town.clock_to(october(17))
    digest = town.sharik.last
    await town.sharik.presses("Напомнить завтра", on=digest)
    assert town.sharik.last.text.startswith("Напомню завтра о 2:")
    await town.sharik.says("не успеваем, перенесите на 28.10")
    assert "К какому мероприятию?" in town.sharik.last.text
    await town.sharik.presses("Методические")
    await town.sharik.presses("Да, спросить")
    assert "Шабанова Н.С." in town.polyakova.last.text
    await town.polyakova.presses("Согласовать")
    assert "28 октября" in town.sharik.last.text
    assert not of_today(town.shabanova, town)


async def test_one_s_own_list_shows_the_others_below(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, date(2022, 10, 21), [town.sharik])])
    await says_absent(town.shabanova, "сегодня", "Шарик")
    await town.sharik.says("/my")
    assert town.sharik.last.text.splitlines() == [
        "Открыто 1 мероприятие",
        f"1. ⏳ до пт 21 октября · {SITE}",
        "Вместо отсутствующих: 1 мероприятие",
        f"2. ⏳ до чт 20 октября · {LETTERS} · {HERS}",
        "Нажмите номер, чтобы ответить:",
    ]
    await town.clock_to(october(1))
    await town.sharik.says("/my")
    assert LETTERS not in town.sharik.last.text


async def test_when_the_person_is_back_the_deputy_may_do_nothing_more(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "с 10 октября по 18 октября", "Шарик")
    await town.clock_to(october(17))
    card = town.sharik.last
    await town.sharik.presses("В работе", on=card)
    answer = town.sharik.last
    await town.clock_to(october(19))
    over = "По этому мероприятию Вы отвечаете только в дни замены."
    await town.sharik.forges(card.data_of("Выполнено"), on=card)
    assert town.sharik.last.text == over
    await town.sharik.presses("Отменить", on=answer)
    assert town.sharik.last.text == over
    await town.sharik.says("готово", reply_to=card)
    assert town.sharik.last.text == "Это мероприятие теперь у другого исполнителя."
    assert (await one.view(town.shabanova)).status == "in-progress"


async def test_all_done_under_the_deputy_s_message_leaves_out_what_is_not_theirs_any_more(town: Town) -> None:
    both = await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.sharik])])
    await says_absent(town.shabanova, "с 10 октября по 30 октября", "Шарик")
    await town.clock_to(october(17))
    message = town.sharik.last
    await town.shabanova.says("/absence")
    await town.shabanova.presses("Я на месте")
    await town.sharik.presses("Все выполнены", on=message)
    assert (await both.view(town.sharik, SITE)).status == "done"
    assert (await both.view(town.shabanova, LETTERS)).status == "open"


async def test_where_the_deputy_is_absent_too_their_deputy_hears(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "с 10 октября по 30 октября", "Шарик")
    await says_absent(town.sharik, "с 15 октября по 18 октября", "Бондаренко")
    await town.clock_to(october(17))
    assert LETTERS in of_today(town.bondarenko, town)[0].text
    assert not of_today(town.sharik, town)
    await town.bondarenko.presses("В работе")
    await town.clock_to(october(19))
    assert LETTERS in of_today(town.sharik, town)[-1].text
    assert not of_today(town.bondarenko, town)


async def test_a_deputy_who_joins_late_hears_of_it_then_and_is_reminded_from_then_on(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "с 10 октября по 30 октября", "Акимова")
    assert "Заместитель ещё не подключён к боту." in town.shabanova.last.text
    await town.clock_to(october(17))
    assert not of_today(town.shabanova, town)
    assert "Шабанова Н.С. (отсутствует до 30.10, заменяет Акимова Н.А.)" in town.polyakova.last.text
    await town.akimova.starts(await invited(town))
    assert any("Вы заменяете: Шабанова Н.С." in message.text for message in of_today(town.akimova, town))
    await town.clock_to(october(19))
    assert LETTERS in of_today(town.akimova, town)[-1].text


async def test_where_the_deputy_leaves_the_coordinator_hears_it_and_nothing_is_lost(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "с 10 октября по 20 октября", "Шарик")
    await town.later(hours=1)
    await leaves(town, town.sharik)
    await town.clock_to(october(17))
    assert LETTERS not in town.sharik.last.text
    assert not of_today(town.shabanova, town)
    assert "Шабанова Н.С.: отсутствие с 10 октября по 20 октября, заместителя нет" in town.polyakova.last.text
    await town.clock_to(october(21))
    assert any(LETTERS in message.text for message in of_today(town.shabanova, town))


async def test_a_deputy_whose_hour_has_passed_hears_the_same_day(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.sharik])])
    await record(town, town.shabanova, date(2022, 10, 20), date(2022, 10, 20), None)
    await town.clock_to(october(20))
    assert SITE in of_today(town.sharik, town)[0].text
    await town.clock_to(october(20, 8))
    await town.shabanova.says("/absence")
    await town.shabanova.presses("Назначить заместителя")
    await town.shabanova.presses("Шарик")
    await town.tick()
    assert any(LETTERS in message.text and message.buttons for message in of_today(town.sharik, town))


# --- nobody stands in ------------------------------------------------------------------------------------------------


async def test_with_nobody_standing_in_nothing_is_sent_and_it_comes_on_the_return(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "с 10 октября по 18 октября", "Никто")
    for day in (11, 13, 17, 18):
        await town.clock_to(october(day))
        assert not of_today(town.shabanova, town), f"October {day}"
    record = [(row.kind, row.state, row.reason) for row in await noted(town, town.shabanova)]
    assert ("ahead", "dropped", "absent") in record
    await town.clock_to(october(19))
    returned, card = of_today(town.shabanova, town)
    assert returned.text.splitlines() == [
        "Вы на месте, все мероприятия снова у Вас.",
        "Ждёт 1 мероприятие, ближайшее — до чт 20 октября. Список: /my",
    ]
    assert LETTERS in card.text


async def test_the_coordinator_hears_at_once_what_falls_into_those_days_and_names_somebody(
    town: Town, two: Plan
) -> None:
    await says_absent(town.shabanova, "с 10 октября по 20 октября", "Никто")
    assert town.polyakova.last.text.splitlines() == [
        "Шабанова Н.С.: отсутствие с 10 октября по 20 октября, заместителя нет",
        "На эти дни 1 мероприятие:",
        f"· до чт 20 октября · {LETTERS}",
    ]
    await town.clock_to(october(17))
    assert not of_today(town.sharik, town)
    await town.polyakova.presses("Назначить заместителя")
    await town.polyakova.presses("Шарик")
    assert town.polyakova.last.text.startswith("Записано: Шабанова Н.С., отсутствие с 10 октября по 20 октября")
    await town.tick()
    heard = [message.text for message in of_today(town.sharik, town)]
    assert len(heard) == 2, "that they stand in, and what was not said this week"
    assert LETTERS in heard[1]


async def test_who_leaves_the_question_open_is_given_ten_minutes(town: Town, one: Plan) -> None:
    heard = len(town.polyakova.received)
    await town.clock_to(october(10))
    await town.shabanova.says("/absence до 28 октября")
    await town.later(minutes=9)
    assert len(town.polyakova.received) == heard
    await town.later(minutes=2)
    assert "заместителя нет" in town.polyakova.last.text


async def test_the_coordinator_is_not_told_of_days_into_which_nothing_falls(town: Town, one: Plan) -> None:
    heard = len(town.polyakova.received)
    await says_absent(town.shabanova, "сегодня", "Никто")
    assert len(town.polyakova.received) == heard


async def test_an_absence_without_an_end_is_over_when_the_person_says_so(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "болею", "Никто")
    for day in (1, 11, 17):
        await town.clock_to(october(day))
    assert not of_today(town.shabanova, town)
    await town.shabanova.says("/absence")
    assert town.shabanova.last.text.startswith(
        "Сейчас записано: с 26 сентября, день возвращения неизвестен, заместителя нет\n"
    )
    await town.shabanova.presses("Я на месте")
    await town.tick()
    over, card = of_today(town.shabanova, town)[-2:]
    assert over.text.startswith("Вы на месте")
    assert LETTERS in card.text


# --- others say it ---------------------------------------------------------------------------------------------------


async def test_a_coordinator_says_it_for_a_teacher_who_can_say_that_it_is_not_so(town: Town, one: Plan) -> None:
    await town.polyakova.says("/absence")
    await town.polyakova.presses("Для другого человека")
    await town.polyakova.presses("Шабанова")
    assert town.polyakova.last.text == "Шабанова Н.С.: на какие дни отсутствие?"
    await town.polyakova.presses("2 недели")
    await town.polyakova.presses("Бондаренко")
    noted_ = town.shabanova.last
    assert noted_.text.startswith("Записано Ваше отсутствие: с 26 сентября по 9 октября")
    assert "Отметка: Полякова В.А." in noted_.text
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


# --- around it -------------------------------------------------------------------------------------------------------


async def test_a_message_queued_before_the_absence_was_known_reaches_who_stands_in(town: Town, one: Plan) -> None:
    await town.clock_to(october(16, 12))
    heard = len(town.shabanova.received)
    await town.stop_bot()
    database = Database(sqlite_url(town.folder))
    assert await queue_due(database, now=october(17, 6, 1), rules=town.app.rules) == 1
    await record(town, town.shabanova, date(2022, 10, 17), date(2022, 10, 18), town.sharik, database)
    await database.close()
    await town.control("clock", {"to": october(17, 6, 2).timestamp()})
    await town.start_bot()
    await town.tick()
    assert len(town.shabanova.received) == heard
    (message,) = of_today(town.sharik, town)
    assert LETTERS in message.text
    assert HERS in message.text


async def test_a_message_queued_with_nobody_standing_in_comes_on_the_return(town: Town, one: Plan) -> None:
    await town.clock_to(october(16, 12))
    heard = len(town.shabanova.received)
    await town.stop_bot()
    database = Database(sqlite_url(town.folder))
    assert await queue_due(database, now=october(17, 6, 1), rules=town.app.rules) == 1
    await record(town, town.shabanova, date(2022, 10, 17), date(2022, 10, 17), None, database)
    await database.close()
    await town.control("clock", {"to": october(17, 6, 2).timestamp()})
    await town.start_bot()
    await town.tick()
    assert len(town.shabanova.received) == heard
    await town.clock_to(october(18))
    assert LETTERS in town.shabanova.last.text


async def test_in_quiet_hours_nobody_is_told_before_the_morning(town: Town, one: Plan) -> None:
    await town.clock_to(october(16, 19))
    heard = len(town.sharik.received)
    await says_absent(town.shabanova, "с 17 октября по 30 октября", "Шарик")
    assert len(town.sharik.received) == heard, "ten in the evening"
    await town.clock_to(october(17, 5))
    assert town.sharik.last.text.startswith("Вы заменяете: Шабанова Н.С.")
    await town.clock_to(october(17))
    assert LETTERS in town.sharik.last.text
    assert not of_today(town.shabanova, town)


async def test_the_coordinator_reads_that_who_is_overdue_is_absent_and_who_stands_in(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "с 10 октября по 14 ноября", "Шарик")
    for day in (11, 17, 19, 20, 21, 24, 25):
        await town.clock_to(october(day))
    assert "Шабанова Н.С. (отсутствует до 14.11, заменяет Шарик Н.Н.)" in of_today(town.polyakova, town)[-1].text


async def test_an_absent_coordinator_is_replaced_by_the_deputy_then_by_who_stands_above(town: Town, one: Plan) -> None:
    await says_absent(town.polyakova, "с 20 октября по 30 октября", "Бондаренко")
    for day in (11, 17, 19, 20, 21, 24, 25):
        await town.clock_to(october(day))
    assert not of_today(town.polyakova, town)
    (message,) = of_today(town.bondarenko, town)
    assert "Просрочено 1 дело, ответа нет" in message.text
    assert "Напомнить им сейчас" not in message.buttons, "to stand in gives no rights"


async def test_where_nobody_stands_in_for_a_coordinator_the_next_above_hears(town: Town, one: Plan) -> None:
    await says_absent(town.polyakova, "с 20 октября по 30 октября", "Никто")
    for day in (11, 17, 19, 20, 21, 24, 25):
        await town.clock_to(october(day))
    assert not of_today(town.polyakova, town)
    assert "Просрочено 1 дело, ответа нет" in of_today(town.kuzmina, town)[-1].text


async def test_who_is_absent_is_not_silent_and_the_list_says_until_when(town: Town, one: Plan) -> None:
    await town.clock_to(october(21, 5))
    await says_absent(town.shabanova, "до 14 ноября", "Шарик")
    await town.polyakova.says("/summary")
    assert "просрочено 1" in town.polyakova.last.text.lower()
    assert "молч" not in town.polyakova.last.text.lower()
    await town.polyakova.presses("По исполнителям")
    assert "Шабанова Н.С.: 0 из 1, просрочено 1, отсутствует до 14.11" in town.polyakova.last.text
    await town.polyakova.presses("Просроченные")
    assert HERS in town.polyakova.last.text


async def test_after_the_return_one_message_tells_what_has_happened_meanwhile(town: Town) -> None:
    await plan(
        town,
        [
            (LETTERS, DUE, [town.shabanova]),
            (SITE, date(2022, 10, 21), [town.shabanova]),
            ("Открыть школьный музей", date(2022, 11, 25), [town.shabanova]),
        ],
    )
    await says_absent(town.shabanova, "с 10 октября по 21 октября", "Шарик")
    await town.clock_to(october(19))
    await town.sharik.presses("1")
    await town.sharik.presses("Выполнено")
    await town.clock_to(october(24))
    assert of_today(town.shabanova, town)[0].text.splitlines() == [
        "Вы на месте, все мероприятия снова у Вас.",
        "Выполнено заместителем: 1",
        "Ждут 2 мероприятия, ближайшее — до пт 21 октября. Список: /my",
    ]
    assert not any(SITE in message.text for message in of_today(town.sharik, town))


async def test_a_reminder_by_the_coordinator_reaches_who_stands_in(town: Town, one: Plan) -> None:
    await town.clock_to(october(20))
    await says_absent(town.shabanova, "с 21 октября по 30 октября", "Шарик")
    for day in (21, 24, 25):
        await town.clock_to(october(day))
    await town.clock_to(october(26, 9))
    heard = len(town.sharik.received)
    await town.polyakova.presses("Напомнить им сейчас")
    assert len(town.sharik.received) == heard + 1
    assert LETTERS in town.sharik.last.text
    assert not of_today(town.shabanova, town)
