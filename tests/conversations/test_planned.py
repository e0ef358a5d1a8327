"""/planned: what will be sent, to whom, and who will not get it; and that exactly this is sent."""

from datetime import UTC, date, datetime, timedelta

from domain.people import Role
from services import watching
from services.digests import queue_due
from services.planned import preview
from storage import courses, people, reminders
from storage.database import insert_one
from storage.tables import absences, assignments, deliveries
from tests.conversations.absent import leaves, says_absent
from tests.conversations.plans import DUE, LETTERS, SITE, plan, rows
from tests.conversations.sending import move_in
from tests.conversations.test_reminders import PARTNERS, october
from tests.conversations.test_summaries import member_of
from tests.town import Person, Seen, Town

FRIDAY = october(14, 7)
"""14 October 2022, 10:00 in Moscow: the week that is promised goes to Friday, the 21st."""


async def planned(person: Person) -> Seen:
    await person.says("/planned")
    return person.last


async def a_week(town: Town) -> None:
    """Three measures: one that will be late on Tuesday, two that fall due at the end of the week."""
    await plan(
        town,
        [
            (LETTERS, DUE, [town.shabanova, town.sharik]),
            (SITE, date(2022, 10, 17), [town.shabanova]),
            (PARTNERS, date(2022, 10, 21), [town.bondarenko]),
        ],
    )
    await town.clock_to(FRIDAY)


async def test_the_days_ahead_say_how_many_people_get_a_message_and_who_gets_what(town: Town) -> None:
    await a_week(town)
    lines = (await planned(town.polyakova)).text.splitlines()
    assert lines[:6] == [
        "С 14 октября по 21 октября: 13 сообщений, 4 людям",
        "пн 17 октября: 2 человека",
        "вт 18 октября: 2 человека",
        "ср 19 октября: 2 человека",
        "чт 20 октября: 4 человека",
        "пт 21 октября: 3 человека",
    ]
    assert lines[7] == (
        "пн 17 октября, 9:00 · Шабанова Н.С.: 2 — Информационное сопровождение специализированных классов "
        "(срок сегодня), Методические письма для организации деятельности… (срок через 3 дня)"
    )


async def test_how_far_the_due_day_is_is_said_so_that_nobody_takes_it_for_the_days_of_a_profile(town: Town) -> None:
    await plan(town, [(LETTERS, date(2022, 10, 21), [town.shabanova]), (PARTNERS, date(2022, 11, 7), [town.sharik])])
    await town.clock_to(FRIDAY)
    await planned(town.polyakova)
    lines = [line.split(" — ")[-1] for line in town.polyakova.last.text.splitlines() if " · " in line]
    said = [line.split(" (")[-1].strip(")") for line in lines]
    # Three working days before Friday the 21st are the 18th, one is the 20th; fourteen before 7 November are the 17th.
    assert said == ["срок через 21 день", "срок через 3 дня", "срок завтра", "срок сегодня"]


async def test_one_day_can_be_chosen_by_a_button_and_all_of_them_again(town: Town) -> None:
    await a_week(town)
    await planned(town.polyakova)
    await town.polyakova.presses("чт 20")
    lines = town.polyakova.last.text.splitlines()
    assert lines[0] == "чт 20 октября: 4 сообщения, 4 людям"
    assert [line.split(" · ")[1].split(":")[0] for line in lines if " · " in line] == [
        "Полякова В.А.",
        "Шабанова Н.С.",
        "Шарик Н.Н.",
        "Бондаренко А.Е.",
    ]
    assert (
        "Полякова В.А.: 1 — Информационное сопровождение специализированных классов · Шабанова Н.С. "
        "(просрочено у исполнителя)"
    ) in town.polyakova.last.text
    await town.polyakova.presses("Все дни и люди")
    assert town.polyakova.last.text.startswith("С 14 октября по 21 октября")


async def test_one_person_can_be_chosen_from_the_list(town: Town) -> None:
    await a_week(town)
    await planned(town.polyakova)
    await town.polyakova.presses("По людям")
    assert town.polyakova.last.text.startswith("Сообщения получат 4 человека.")
    await town.polyakova.presses("Бондаренко А.Е. (3)")
    days = [line.split(",")[0] for line in town.polyakova.last.text.splitlines() if " · " in line]
    assert days == ["вт 18 октября", "чт 20 октября", "пт 21 октября"]


async def test_a_long_week_has_pages_that_turn_in_place(town: Town) -> None:
    await a_week(town)
    first = await planned(town.polyakova)
    await town.polyakova.presses("›")
    second = town.polyakova.last
    assert second.id == first.id
    shown = [line for card in (first, second) for line in card.text.splitlines() if " · " in line]
    assert len(shown) == len(set(shown)) == 13


async def test_who_will_not_get_it_is_named_with_the_reason(town: Town) -> None:
    novikova = await move_in(town, 1300, Role.EXECUTOR, "Новикова", "Ада", "Юрьевна", "МБОУ «СОШ №2»")
    await plan(town, [(LETTERS, DUE, [novikova, town.sharik]), (SITE, DUE, [novikova, town.bondarenko])])
    await town.clock_to(FRIDAY)
    async with town.app.database.write() as connection:
        member = await people.member_of_number(connection, "telegram", novikova.number)
        chat = (await people.private_chats(connection, {member.id}))[member.id]
        await people.bind_chat(connection, chat, None)
    await town.sharik.blocks()
    text = (await planned(town.polyakova)).text
    assert "Не подключены (ссылки: /people): Новикова А.Ю. (2)" in text
    assert "Заблокировали бота: Шарик Н.Н. (1)" in text
    assert "Бондаренко А.Е." in text
    await town.polyakova.presses("Не получат (2)")
    assert "Новикова А.Ю. (2)" in town.polyakova.last.text


async def test_who_is_away_is_named_and_nothing_is_promised_to_them(town: Town) -> None:
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(FRIDAY)
    assignment = (await plan_.view(town.shabanova)).id
    async with town.app.database.write() as connection:
        who = await member_of(town, town.shabanova)
        await insert_one(
            connection,
            absences,
            member_id=who,
            first=date(2022, 10, 15),
            last=date(2022, 10, 25),
            created_by=who,
            created_at=town.now,
        )
        until = october(26)
        await watching.put_off(connection, [assignment], until, now=town.now, rules=town.app.rules)
    text = (await planned(town.polyakova)).text
    assert "Отсутствуют: Шабанова Н.С. (1)" in text
    assert "9:00 · Шабанова" not in text


async def test_who_is_away_and_alone_is_named_before_the_day_on_which_something_comes_up(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await town.clock_to(FRIDAY)
    await says_absent(town.shabanova, "с 17 октября по 30 октября", "Никто")
    text = (await planned(town.polyakova)).text
    assert "Отсутствуют: Шабанова Н.С. (1)" in text
    assert "9:00 · Шабанова" not in text


async def test_who_is_back_before_anything_comes_up_is_not_named(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(FRIDAY)
    await says_absent(town.shabanova, "с 14 по 16 октября", "Никто")
    assert "Отсутствуют" not in (await planned(town.polyakova)).text


async def test_who_is_away_is_named_when_their_deputy_has_left(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(FRIDAY)
    await says_absent(town.shabanova, "с 14 октября по 30 октября", "Шарик Н.Н.")
    assert "Отсутствуют" not in (await planned(town.polyakova)).text
    await leaves(town, town.sharik)
    assert "Отсутствуют: Шабанова Н.С. (1)" in (await planned(town.polyakova)).text
    assert "Шарик" not in town.polyakova.last.text


async def test_what_waits_for_the_morning_of_a_deputy_who_has_left_is_not_promised(town: Town) -> None:
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(FRIDAY)
    await says_absent(town.shabanova, "с 14 октября по 30 октября", "Шарик Н.Н.")
    assignment = (await plan_.view(town.shabanova)).id
    async with town.app.database.write() as connection:
        deputy, morning = await member_of(town, town.sharik), october(17)
        await reminders.add(connection, assignment, deputy, "ahead", days=3, planned_at=morning, fire_at=morning)
        await connection.execute(assignments.update().values(next_at=None))
    await leaves(town, town.sharik)
    text = (await planned(town.polyakova)).text
    assert "Отсутствуют: Шабанова Н.С. (1)" in text
    assert "Шарик" not in text


async def test_who_stands_in_is_told_of_two_equal_measures_and_which_of_them_is_whose(town: Town) -> None:
    await plan(town, [(LETTERS, date(2022, 10, 21), [town.shabanova, town.sharik])])
    await town.clock_to(FRIDAY)
    await says_absent(town.shabanova, "с 17 по 21 октября", "Шарик Н.Н.")
    line = next(one for one in (await planned(town.polyakova)).text.splitlines() if one.startswith("вт 18 октября, "))
    assert line == (
        "вт 18 октября, 9:00 · Шарик Н.Н.: 2 — Методические письма для организации деятельности… · Шабанова Н.С. "
        "(срок через 3 дня), Методические письма для организации деятельности… (срок через 3 дня)"
    )


async def test_a_message_that_waits_in_the_outbox_keeps_its_reasons(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(17, 5, 59))
    await queue_due(town.app.database, now=october(17), rules=town.app.rules)
    seen = await planned(town.polyakova)
    assert "пн 17 октября, 9:00 · Шабанова Н.С.: 1 — " in seen.text
    assert "(срок через 3 дня)" in seen.text
    assert "по просьбе" not in seen.text


async def test_nothing_ahead_is_said_in_one_line(town: Town) -> None:
    await plan(town, [(LETTERS, date(2023, 3, 1), [town.shabanova])])
    assert (await planned(town.polyakova)).text == "С 26 сентября по 3 октября напоминаний не будет."


async def test_an_administrator_sees_all_schools_and_a_school_only_its_own(town: Town) -> None:
    ladygina = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    teacher = await move_in(town, 1109, Role.EXECUTOR, "Петрова", "Яна", "Игоревна", "СОШ №5")
    await plan(town, [(LETTERS, DUE, [town.shabanova, teacher])])
    await town.clock_to(FRIDAY)
    assert "Шабанова Н.С." in (await planned(town.kuzmina)).text
    assert "Петрова Я.И." in town.kuzmina.last.text
    theirs = (await planned(ladygina)).text
    assert "Петрова Я.И." in theirs
    assert "Шабанова" not in theirs
    assert "Петрова Я.И." in (await planned(town.polyakova)).text, "in the school's own roadmap"


async def test_an_executor_is_told_who_may_see_it(town: Town) -> None:
    assert (await planned(town.shabanova)).text == "Это может сделать Полякова В.А."


async def test_what_is_promised_for_seven_days_is_exactly_what_is_sent_when_the_clock_moves(town: Town) -> None:
    await a_week(town)
    await town.bondarenko.blocks()
    await town.polyakova.says("/start")
    async with town.app.database.read() as connection:
        who = await member_of(town, town.kuzmina)
        seen = await preview(connection, who, now=town.now, rules=town.app.rules)
    promised = {(one.member_id, one.day, frozenset(item.assignment_id for item in one.items)) for one in seen.promises}
    assert len(promised) == len(seen.promises)
    before = {row.id for row in await rows(town, deliveries)}
    day = date(2022, 10, 14)
    while day <= seen.last:
        for hour in (5, 6, 12, 19):
            await town.clock_to(max(town.now, datetime(2022, 10, day.day, hour, 0, 30, tzinfo=UTC)))
        day += timedelta(days=1)
    sent = set()
    for row in await rows(town, deliveries):
        if row.kind == "digest" and row.id not in before:
            assert row.state == "sent"
            listed = [one for group, ids in row.data.items() if group != "member" for one in ids]
            sent.add((row.member_id, row.due_at.astimezone(town.app.rules.zone).date(), frozenset(listed)))
    assert sent == promised
    assert await courses_are_walked(town)


async def courses_are_walked(town: Town) -> bool:
    """The week did pass: nothing of it waits any more."""
    async with town.app.database.read() as connection:
        return not await courses.due(connection, town.now, 10)
