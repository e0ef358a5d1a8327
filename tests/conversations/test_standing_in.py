"""Somebody is away: nothing is asked of them, who stands in hears and answers, and all is theirs again afterwards."""

from datetime import date

from services.digests import queue_due
from storage.database import Database, sqlite_url
from storage.tables import reports
from tests.conversations.absent import id_of, leaves, noted, october, of_today, record, says_absent
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, plan, posts, rows
from tests.conversations.test_members import invited
from tests.town import Town

HERS = "Шабанова Н.С. (отсутствует)"


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
        "Открыто 1 дело",
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


async def test_the_coordinator_hears_at_once_that_who_stands_in_works_here_no_more(town: Town, one: Plan) -> None:
    await says_absent(town.shabanova, "с 10 октября по 20 октября", "Шарик")
    sharik, bondarenko = await id_of(town, town.sharik), await id_of(town, town.bondarenko)
    await town.polyakova.forges(f"sf:leaves:{sharik}:{bondarenko}")
    unattended = town.polyakova.with_button("Назначить заместителя")
    assert unattended.text.startswith("Шабанова Н.С.: отсутствие с 10 октября по 20 октября, заместителя нет")
    await town.polyakova.presses("Назначить заместителя", on=unattended)
    await town.polyakova.presses("Бондаренко")
    await town.clock_to(october(17))
    assert any(LETTERS in message.text for message in of_today(town.bondarenko, town))


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
        "Ждёт 1 мероприятие, первое — до чт 20 октября. Список: /my",
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
    assert "Напомнить сейчас" not in message.buttons, "to stand in gives no rights"


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
        "Ждут 2 мероприятия, первое — до пт 21 октября. Список: /my",
    ]
    assert not any(SITE in message.text for message in of_today(town.sharik, town))


async def test_a_reminder_by_the_coordinator_reaches_who_stands_in(town: Town, one: Plan) -> None:
    await town.clock_to(october(20))
    await says_absent(town.shabanova, "с 21 октября по 30 октября", "Шарик")
    for day in (21, 24, 25):
        await town.clock_to(october(day))
    await town.clock_to(october(26, 9))
    heard = len(town.sharik.received)
    await town.polyakova.presses("Напомнить сейчас")
    assert len(town.sharik.received) == heard + 1
    assert LETTERS in town.sharik.last.text
    assert not of_today(town.shabanova, town)
