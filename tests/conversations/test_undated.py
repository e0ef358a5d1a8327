"""Rows without a date: who is asked, when, how it is answered, and when nothing is asked."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from domain.people import Role
from storage.tables import journal, measures, periods, questions, roadmaps
from tests.conversations.plans import count, rows
from tests.conversations.sending import move_in, rows_of, table
from tests.town import Person, Seen, Town

ROWS = (
    ("1", "Провести семинар для учителей", "до 20.10.2022", "Шарик Н.Н."),
    ("2", "Обновить стенд", "по мере необходимости", "Шабанова Н.С."),
    ("3", "Принять гостей", "по отдельному графику", "Бондаренко А.Е."),
)
FIRST_OF_OCTOBER = datetime(2022, 10, 3, 6, 0, 30, tzinfo=UTC)
"""The first working day of October 2022, a Monday, 9:00 in Moscow."""
FIRST_OF_NOVEMBER = datetime(2022, 11, 1, 6, 0, 30, tzinfo=UTC)


async def accepted(town: Town, *listed: tuple[str, str, str, str]) -> Seen:
    """A plan of the coordinator that was accepted on 26 September."""
    await town.polyakova.sends([table(*(listed or ROWS))])
    await town.polyakova.presses("Принять")
    return town.polyakova.last


def asked(person: Person) -> list[str]:
    return [seen.text for seen in person.received if seen.text.startswith("Без срока:")]


async def test_the_accepted_plan_counts_its_rows_without_a_date_and_opens_them(town: Town) -> None:
    card = await accepted(town)
    assert "2 мероприятия без даты: напоминаний о них нет, раз в месяц спрошу о датах." in card.text
    await town.polyakova.presses("Без срока (2)")
    lines = town.polyakova.last.text.splitlines()
    assert lines[0] == "Без срока: 2 мероприятия"
    assert "2. Обновить стенд — «по мере необходимости»" in lines
    assert "3. Принять гостей — «по отдельному графику»" in lines


async def test_the_coordinator_is_asked_on_the_first_working_day_of_the_month_once_for_all_rows(town: Town) -> None:
    await accepted(town)
    await town.clock_to(datetime(2022, 10, 1, 9, 0, tzinfo=UTC))
    assert not asked(town.polyakova), "a Saturday"
    await town.clock_to(datetime(2022, 10, 3, 5, 59, tzinfo=UTC))
    assert not asked(town.polyakova), "not before nine"
    await town.clock_to(FIRST_OF_OCTOBER)
    assert len(asked(town.polyakova)) == 1
    for day in (4, 10, 17, 31):
        await town.clock_to(datetime(2022, 10, day, 6, 1, tzinfo=UTC))
    assert len(asked(town.polyakova)) == 1
    await town.clock_to(FIRST_OF_NOVEMBER)
    assert len(asked(town.polyakova)) == 2
    assert not asked(town.shabanova)


async def test_nothing_is_asked_where_every_row_has_a_date(town: Town) -> None:
    await accepted(town, ROWS[0])
    for moment in (FIRST_OF_OCTOBER, FIRST_OF_NOVEMBER):
        await town.clock_to(moment)
    assert not asked(town.polyakova)


async def test_a_date_makes_the_row_live_and_its_people_are_told_and_reminded(town: Town) -> None:
    await accepted(town)
    await town.clock_to(FIRST_OF_OCTOBER)
    await town.polyakova.presses("2: назначить дату")
    assert town.polyakova.last.text.startswith("Срок для строки 2. Обновить стенд")
    prompt = town.polyakova.last
    await town.polyakova.says("до 14.10.2022")
    assert town.polyakova.last.text.splitlines()[0] == (
        "Записано: строка 2 — до пт 14 октября 2022 включительно. Исполнители узнают и получат напоминания."
    )
    assert "Без срока: 1 мероприятие" in town.polyakova.last.text
    (then,) = [seen for seen in town.polyakova.received if seen.id == prompt.id]
    assert not then.buttons
    assert "Обновить стенд" in town.shabanova.last.text
    heard = len(town.shabanova.received)
    await town.clock_to(datetime(2022, 10, 11, 6, 1, tzinfo=UTC))
    assert len(town.shabanova.received) == heard + 1, "three working days before"
    assert "Обновить стенд" in town.shabanova.last.text


async def test_a_wrong_date_can_be_typed_anew_and_moves_the_same_period(town: Town) -> None:
    await accepted(town)
    await town.polyakova.presses("Без срока (2)")
    await town.polyakova.presses("2: назначить дату")
    await town.polyakova.says("до 14.10.2022")
    await town.polyakova.presses("Изменить дату")
    await town.polyakova.says("до 21.10.2022")
    dues = [row.due for row in await rows(town, periods)]
    assert dues.count(date(2022, 10, 21)) == 1
    assert date(2022, 10, 14) not in dues


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("когда-нибудь", "Не вижу здесь одной ясной даты."),
        ("ежеквартально", "Не вижу здесь одной ясной даты."),
        ("до 14.09.2022", "Этот день уже прошёл."),
    ],
)
async def test_what_is_no_day_ahead_is_asked_once_more_and_changes_nothing(town: Town, words: str, answer: str) -> None:
    await accepted(town)
    before = await count(town, periods)
    await town.polyakova.presses("Без срока (2)")
    await town.polyakova.presses("2: назначить дату")
    await town.polyakova.says(words)
    assert town.polyakova.last.text.startswith(answer)
    assert await count(town, periods) == before
    await town.polyakova.says("до 14.10.2022")
    assert town.polyakova.last.text.startswith("Записано: строка 2")


async def test_a_row_that_needs_no_date_is_not_asked_about_again_and_can_come_back(town: Town) -> None:
    await accepted(town)
    await town.clock_to(FIRST_OF_OCTOBER)
    await town.polyakova.presses("3: не нужно")
    assert town.polyakova.last.text.splitlines()[0] == "Записано: строке 3 дата не нужна, больше не спрошу."
    await town.clock_to(FIRST_OF_NOVEMBER)
    assert asked(town.polyakova)[-1].startswith("Без срока: 1 мероприятие")
    assert "Принять гостей" not in asked(town.polyakova)[-1]
    await town.polyakova.presses("2: не нужно")
    assert "Мероприятий без срока нет." in town.polyakova.last.text
    await town.polyakova.presses("Вернуть")
    assert "Обновить стенд" in town.polyakova.last.text
    await town.clock_to(datetime(2022, 12, 1, 6, 0, 30, tzinfo=UTC))
    assert "Обновить стенд" in asked(town.polyakova)[-1]
    assert len(asked(town.polyakova)) >= 2


async def test_later_names_the_day_and_keeps_to_it(town: Town) -> None:
    await accepted(town)
    await town.clock_to(FIRST_OF_OCTOBER)
    await town.polyakova.presses("Спросить через месяц")
    assert town.polyakova.last.text == "Спрошу снова 1 ноября."
    await town.clock_to(datetime(2022, 10, 31, 6, 1, tzinfo=UTC))
    heard = len(asked(town.polyakova))
    await town.clock_to(FIRST_OF_NOVEMBER)
    assert len(asked(town.polyakova)) == heard + 1


async def test_a_bot_that_wakes_at_night_asks_in_the_morning(town: Town) -> None:
    await accepted(town)
    await town.stop_bot()
    await town.control("clock", {"to": datetime(2022, 10, 3, 20, 0, tzinfo=UTC).timestamp()})
    await town.start_bot()
    await town.tick()
    assert not asked(town.polyakova)
    await town.clock_to(datetime(2022, 10, 4, 6, 0, 30, tzinfo=UTC))
    assert len(asked(town.polyakova)) == 1


async def test_another_coordinator_is_asked_where_the_one_who_brought_the_plan_cannot_be_reached(town: Town) -> None:
    second = await move_in(town, 1500, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "МБОУ «СОШ №2»")
    await accepted(town)
    await town.polyakova.blocks()
    await town.clock_to(FIRST_OF_OCTOBER)
    assert len(asked(second)) == 1
    await second.presses("2: не нужно")
    assert second.last.text.startswith("Записано: строке 2")


async def test_a_status_typed_while_a_date_is_awaited_is_a_report(town: Town) -> None:
    await accepted(town, *ROWS, ("4", "Сдать сводку", "до 28.10.2022", "Полякова В.А."))
    await town.polyakova.presses("Без срока (2)")
    await town.polyakova.presses("2: назначить дату")
    await town.polyakova.says("сдали, выполнено")
    assert "Не вижу здесь" not in town.polyakova.last.text


async def test_others_cannot_answer_for_the_plan(town: Town) -> None:
    await accepted(town)
    measure = next(row.id for row in await rows(town, measures) if row.title == "Обновить стенд")
    for do in ("list", "later", "date", "waive", "restore"):
        await town.shabanova.forges(f"ud:{do}:1:{measure}:0")
        assert town.shabanova.last.text == "Это может сделать Полякова В.А."
    dated = next(row.id for row in await rows(town, measures) if row.title == "Провести семинар для учителей")
    await town.polyakova.forges(f"ud:date:1:{dated}:0")
    assert town.polyakova.last.text.startswith("У этой строки уже есть срок.")


async def test_an_open_question_about_the_row_is_answered_by_its_date(town: Town) -> None:
    await accepted(town, ROWS[0], ("2", "Обновить стенд", "как снег сойдёт", "Шабанова Н.С."))
    open_before = [row for row in await rows(town, questions) if row.state == "open"]
    assert open_before, "the cell is asked about"
    await town.polyakova.presses("Без срока (1)")
    await town.polyakova.presses("2: назначить дату")
    await town.polyakova.says("до 14.10.2022")
    assert not [row for row in await rows(town, questions) if row.state == "open"]


async def test_answers_stand_in_the_journal(town: Town) -> None:
    await accepted(town)
    await town.polyakova.presses("Без срока (2)")
    await town.polyakova.presses("3: не нужно")
    await town.polyakova.presses("2: назначить дату")
    await town.polyakova.says("до 14.10.2022")
    noted = {row.what: row.after for row in await rows(town, journal)}
    assert noted["row-dated"] == "..2022-10-14"
    assert "row-waived" in noted


async def test_a_second_tap_on_not_needed_notes_nothing_twice(town: Town) -> None:
    await accepted(town)
    await town.polyakova.presses("Без срока (2)")
    card = town.polyakova.last
    data = card.data_of("3: не нужно")
    await town.polyakova.presses_data(data, on=card)
    await town.polyakova.forges(data)
    assert [row.what for row in await rows(town, journal)].count("row-waived") == 1


async def test_when_it_is_asked_stands_in_the_database(town: Town) -> None:
    await accepted(town)
    ((when,),) = await rows_of(town, select(roadmaps.c.ask_at))
    assert when == datetime(2022, 10, 3, 6, 0, tzinfo=UTC)
