"""An amendment is accepted: once, told in one message; what was answered stays, each version can be seen."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.demo import SCHOOL
from domain.people import Role
from services import amendment_news
from storage.tables import assignments, attachments, deliveries, journal, measures, roadmaps
from storage.tables import reports as reports_table
from tests.conversations.amended import (
    ACCOUNTS,
    EDITS,
    LETTERS_ROW,
    NEW,
    PARTNERS,
    REPORT,
    WEBSITE,
    card_of,
    document,
    done,
    heard,
    ids,
    live,
    places,
    sent_again,
    shares,
    small,
)
from tests.conversations.hostile import misfortunes, press, standing, tell
from tests.conversations.plans import photo, rows
from tests.conversations.sending import CLUSTER, how_many, move_in, rows_of, states, table
from tests.town import Town

# --- accepted --------------------------------------------------------------------------------------------------------


async def test_statuses_answers_and_pictures_stay(town: Town) -> None:
    await live(town)
    await done(town, town.shabanova, (await title_of(town, WEBSITE)))
    await town.shabanova.sends([photo(1), photo(2)], kind="photo", text="на сайте школы")
    await done(town, town.shabanova, (await title_of(town, ACCOUNTS)))
    kept = {table_.name: await rows(town, table_) for table_ in (reports_table, attachments)}
    was, statuses = await ids(town), Counter(row.status for row in await rows(town, assignments))
    await sent_again(town)
    await town.polyakova.presses("Принять изменения")
    assert {table_.name: await rows(town, table_) for table_ in (reports_table, attachments)} == kept
    assert (date(2022, 10, 20), "done") in {share[1:] for share in await shares(town, WEBSITE)}
    assert ("Шабанова", date(2022, 12, 31), "done") in await shares(town, ACCOUNTS)
    now = Counter(row.status for row in await rows(town, assignments))
    assert (statuses["done"], now["done"]) == (2, 2)
    same = set(was) & set(await ids(town))
    assert len(same) == 25
    assert {name: was[name] for name in same} == {name: (await ids(town))[name] for name in same}


async def title_of(town: Town, words: str) -> str:
    found = await rows_of(town, select(measures.c.title).where(measures.c.title.like(f"{words}%")))
    return str(found[0][0])


async def test_the_plan_is_what_the_new_document_says(town: Town) -> None:
    await live(town)
    await sent_again(town)
    await town.polyakova.presses("Принять изменения")
    assert town.polyakova.last.text.split("\n")[:2] == [
        "Изменения приняты: добавлено 1 · изменено 3 · убрано 1 · перенесено 1.",
        "Об изменениях узнают 3 человека.",
    ]
    order = await places(town)
    assert order[2] == NEW
    assert order[11].startswith(PARTNERS)
    assert order[-1].startswith(ACCOUNTS)
    assert await states(town) == ["active", "archived"]
    roadmap = (await rows(town, roadmaps))[0]
    assert (roadmap.version, roadmap.source_name) == (2, "план (изменённый).docx")
    assert {share[1] for share in await shares(town, LETTERS_ROW)} == {date(2022, 10, 27)}
    assert await shares(town, REPORT) == [
        ("Бондаренко", date(2022, 10, 28), "cancelled"),
        ("Полякова", date(2022, 10, 28), "open"),
    ]
    assert {share[2] for share in await shares(town, ACCOUNTS)} == {"cancelled"}
    assert await shares(town, NEW) == [("Бондаренко", date(2022, 11, 15), "open")]


async def test_each_change_is_a_line_in_the_journal(town: Town) -> None:
    await live(town)
    await sent_again(town)
    await town.polyakova.presses("Принять изменения")
    noted = [
        row for row in await rows(town, journal) if row.what.startswith("measure-") or row.what.endswith("amended")
    ]
    assert Counter(row.what for row in noted) == {
        "roadmap-amended": 1,
        "measure-added": 1,
        "measure-changed": 3,
        "measure-removed": 1,
    }
    assert {(row.roadmap_id, row.member_id) for row in noted} == {(1, noted[0].member_id)}
    letters = next(row for row in noted if row.what == "measure-changed" and LETTERS_ROW in row.before)
    assert ("до 20.10.2022г." in letters.before, "до 27.10.2022 г." in letters.after) == (True, True)


async def test_everybody_whose_own_measures_change_is_told_once_and_nobody_else(town: Town) -> None:
    await live(town)
    everybody = (town.shabanova, town.sharik, town.bondarenko, town.kuzmina)
    since = [len(person.received) for person in everybody]
    await sent_again(town)
    await town.polyakova.presses("Принять изменения")
    said = [heard(person, count) for person, count in zip(everybody, since, strict=True)]
    assert [len(one) for one in said] == [1, 1, 1, 0]
    shabanova, sharik, bondarenko = (one[0].split("\n") for one in said[:3])
    assert shabanova[0] == "План изменился: у Вас 2 изменения"
    assert any(line.startswith("Новый срок: чт 27 октября вместо 20 октября · Методические") for line in shabanova)
    assert any(line.startswith("Убрано из плана · Организация аккаунтов") for line in shabanova)
    assert sharik[0] == "План изменился: у Вас 1 изменение"
    assert f"Новое: до вт 15 ноября · {NEW}" in bondarenko
    assert any(line.startswith("Больше не за Вами · Размещение на сайте") for line in bondarenko)


async def test_reminders_follow_the_new_days(town: Town) -> None:
    await live(town)
    await sent_again(town)
    await town.polyakova.presses("Принять изменения")
    query = (
        select(measures.c.title, assignments.c.status)
        .join(assignments, assignments.c.measure_id == measures.c.id)
        .where(assignments.c.next_at.is_not(None))
    )
    planned = await rows_of(town, query)
    assert {row[1] for row in planned} == {"open"}
    assert not [row for row in planned if str(row[0]).startswith(ACCOUNTS)]
    assert [row for row in planned if row[0] == NEW]
    told = len(town.sharik.received)
    for day in (17, 19, 20):
        await town.clock_to(datetime(2022, 10, day, 6, 0, tzinfo=UTC))
    assert not [words for words in heard(town.sharik, told) if "чт 20 октября · Методические" in words]
    await town.clock_to(datetime(2022, 10, 27, 6, 0, tzinfo=UTC))
    assert "до чт 27 октября · Методические письма" in town.sharik.last.text


async def test_the_summary_counts_the_plan_as_it_is_now(town: Town) -> None:
    await small(
        town,
        ("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Второе дело", "до 20.10.2022", "Бондаренко А.Е."),
        ("3", "Третье дело", "до 20.10.2022", "Шарик Н.Н."),
    )
    await done(town, town.sharik, "Первое дело")
    await small(
        town,
        ("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Второе дело", "до 20.10.2022", "Шабанова Н.С."),
    )
    await town.polyakova.says("/summary")
    assert "1 из 2 выполнено" in town.polyakova.last.text
    await town.polyakova.presses("По исполнителям")
    listed = town.polyakova.last.text
    assert ("Шабанова" in listed, "Бондаренко" in listed) == (True, False)


async def test_a_message_about_changes_waits_for_the_morning(town: Town) -> None:
    await live(town)
    await town.clock_to(datetime(2022, 9, 26, 20, 0, tzinfo=UTC))
    told = len(town.sharik.received)
    await sent_again(town)
    await town.polyakova.presses("Принять изменения")
    assert heard(town.sharik, told) == []
    await town.clock_to(datetime(2022, 9, 27, 5, 0, tzinfo=UTC))
    assert [words.split("\n")[0] for words in heard(town.sharik, told)] == ["План изменился: у Вас 1 изменение"]


# --- once ------------------------------------------------------------------------------------------------------------


async def test_a_second_tap_changes_nothing(town: Town) -> None:
    await live(town)
    preview = await sent_again(town)
    data = preview.data_of("Принять изменения")
    await town.polyakova.presses("Принять изменения")
    once, told = await standing(town), len(town.sharik.received)
    await town.later(minutes=3)
    await town.polyakova.forges(data, on=preview)
    assert town.polyakova.last.text.startswith("Эти изменения уже приняты 26.09.2022 09:00.")
    assert await standing(town) == once
    assert len(town.sharik.received) == told


async def test_the_buttons_of_an_accepted_draft_lead_to_the_plan(town: Town) -> None:
    await live(town)
    preview = await sent_again(town)
    doing = {
        do: preview.data_of(label) for do, label in (("rows", "строки"), ("cancel", "Отменить"), ("other", "другой"))
    }
    changes, asking = preview.data_of("Показать изменения"), preview.data_of("Ответить на вопросы")
    await town.polyakova.presses("Принять изменения")
    once = await standing(town)
    for data in (*doing.values(), changes, asking):
        await town.polyakova.forges(data, on=preview)
        assert "ДОРОЖНАЯ КАРТА по организации" in town.polyakova.last.text or "принята" in town.polyakova.last.text
    assert await standing(town) == once
    assert await misfortunes(town) == []


async def test_two_coordinators_accept_at_once_and_the_changes_are_made_once(town: Town) -> None:
    second = await move_in(town, 1500, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", SCHOOL)
    await live(town)
    preview = await sent_again(town)
    await second.says("/plans")
    data = preview.data_of("Принять изменения")
    await tell(town, press(town.polyakova.number, data, on=preview.raw), press(second.number, data, on=second.last.raw))
    noted = Counter(row.what for row in await rows(town, journal))
    assert (noted["roadmap-amended"], noted["measure-changed"]) == (1, 3)
    said = sorted(person.last.text[:17] for person in (town.polyakova, second))
    assert said == ["Изменения приняты", "Эти изменения уже"]
    assert (await rows(town, roadmaps))[0].version == 2
    assert await misfortunes(town) == []


async def test_a_crash_on_the_way_leaves_the_old_plan_and_the_press_is_handled_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await live(town)
    await sent_again(town)
    before, crashes = await standing(town), 0

    async def crash(*_args: object, **_facts: object) -> int:
        nonlocal crashes
        crashes += 1
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(amendment_news, "tell", crash)
        seen = town.polyakova.with_button("Принять изменения")
        data = seen.data_of("Принять изменения")
        await town.control("press", {"user_id": 1002, "chat_id": 1002, "message_id": seen.id, "callback_data": data})
        async with asyncio.timeout(20):
            while not crashes:
                await asyncio.sleep(0.02)
        assert await standing(town) == before
    await town.stop_bot()
    await town.control("clock", {"advance": 30})
    await town.start_bot()
    await town.later(seconds=30)
    assert town.polyakova.last.text.startswith("Изменения приняты")
    assert (await rows(town, roadmaps))[0].version == 2
    assert len([row for row in await rows(town, deliveries) if row.kind == "amended"]) == 3


async def test_the_file_of_the_amended_plan_again_is_known(town: Town) -> None:
    await live(town)
    file = document(*EDITS)
    await town.polyakova.sends([file])
    await town.polyakova.presses("Принять изменения")
    await town.polyakova.sends([file])
    assert town.polyakova.last.text.startswith("Этот файл уже здесь:")
    assert await states(town) == ["active", "archived"]


# --- versions --------------------------------------------------------------------------------------------------------


async def test_a_third_version_can_bring_back_what_the_second_took_away(town: Town) -> None:
    first = [
        ("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."),
        ("2", "Второе дело", "до 20.10.2022", "Бондаренко А.Е."),
        ("3", "Третье дело", "до 20.10.2022", "Шабанова Н.С."),
    ]
    await small(town, *first)
    await town.sharik.presses("В работе", on=await card_of(town, town.sharik, "Первое дело"))
    await done(town, town.shabanova, "Третье дело")
    await small(town, ("1", "Первое дело", "до 20.10.2022", "Бондаренко А.Е."), first[1])
    assert await shares(town, "Первое") == [
        ("Шарик", date(2022, 10, 20), "cancelled"),
        ("Бондаренко", date(2022, 10, 20), "open"),
    ]
    assert await how_many(town, measures) == 5
    await small(town, first[0], ("2", "Второе дело", "до 25.10.2022", "Бондаренко А.Е."), first[2])
    assert await shares(town, "Первое") == [
        ("Шарик", date(2022, 10, 20), "in-progress"),
        ("Бондаренко", date(2022, 10, 20), "cancelled"),
    ]
    assert await shares(town, "Третье") == [("Шабанова", date(2022, 10, 20), "done")]
    assert (await rows(town, roadmaps))[0].version == 3
    assert (await places(town)) == ["Первое дело", "Второе дело", "Третье дело"]
    assert await states(town) == ["active", "archived", "archived"]


async def test_a_row_that_comes_back_in_other_words_is_new_and_the_old_one_stays_removed(town: Town) -> None:
    await small(
        town, ("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."), ("2", "Второе", "до 20.10.2022", "Шарик Н.Н.")
    )
    await small(town, ("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."))
    await small(
        town, ("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."), ("2", "Конференция", "до 28.10.2022", "Шарик Н.Н.")
    )
    assert await shares(town, "Второе") == [("Шарик", date(2022, 10, 20), "cancelled")]
    assert await shares(town, "Конференция") == [("Шарик", date(2022, 10, 28), "open")]


# --- deadlines that change -------------------------------------------------------------------------------------------


async def test_a_month_that_was_answered_stays_answered_when_the_day_of_the_series_changes(town: Town) -> None:
    other = ("2", "Второе дело", "до 20.10.2022", "Бондаренко А.Е.")
    await small(town, ("1", "Мониторинг посещаемости", "ежемесячно до 20 числа", "Шарик Н.Н."), other)
    first = (await rows_of(town, select(assignments.c.id).order_by(assignments.c.id).limit(1)))[0][0]
    await town.sharik.forges(f"as:{first}:done")
    before = await shares(town, "Мониторинг")
    assert before[0][1:] == (date(2022, 10, 20), "done"), "September had passed when the plan was accepted"
    await small(town, ("1", "Мониторинг посещаемости", "ежемесячно до 25 числа", "Шарик Н.Н."), other)
    assert await shares(town, "Мониторинг") == [(name, day.replace(day=25), state) for name, day, state in before]


async def test_more_time_that_was_agreed_holds_unless_the_document_says_another_day(town: Town) -> None:
    plan = [("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."), ("2", "Второе дело", "до 21.10.2022", "Шарик Н.Н.")]
    await small(town, *plan)
    await town.sharik.says("перенесите на 28.10", reply_to=await card_of(town, town.sharik, "Первое дело"))
    await town.sharik.presses("Да, спросить")
    await town.polyakova.presses("Согласовать")
    assert (await shares(town, "Первое"))[0][1] == date(2022, 10, 28)
    await small(town, ("1", "Первое дело", "до 20 октября 2022 года", "Шарик Н.Н."), plan[1])
    assert (await shares(town, "Первое"))[0][1] == date(2022, 10, 28)
    await small(town, ("1", "Первое дело", "до 25.10.2022", "Шарик Н.Н."), plan[1])
    assert (await shares(town, "Первое"))[0][1] == date(2022, 10, 25)


async def test_what_is_done_stays_done_when_its_day_and_its_people_change(town: Town) -> None:
    plan = [("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."), ("2", "Второе дело", "до 21.10.2022", "Шарик Н.Н.")]
    await small(town, *plan)
    await done(town, town.sharik, "Первое дело")
    told = len(town.bondarenko.received)
    await small(town, ("1", "Первое дело", "до 27.10.2022", "Бондаренко А.Е."), plan[1])
    assert await shares(town, "Первое") == [("Шарик", date(2022, 10, 27), "done")]
    assert heard(town.bondarenko, told) == []


async def test_what_is_overdue_goes_over_to_the_one_who_is_named_now(town: Town) -> None:
    plan = [("1", "Первое дело", "до 30.09.2022", "Шарик Н.Н."), ("2", "Второе дело", "до 21.10.2022", "Шарик Н.Н.")]
    await small(town, *plan)
    await town.clock_to(datetime(2022, 10, 5, 6, 0, tzinfo=UTC))
    await small(town, ("1", "Первое дело", "до 30.09.2022", "Бондаренко А.Е."), plan[1])
    assert await shares(town, "Первое") == [
        ("Шарик", date(2022, 9, 30), "cancelled"),
        ("Бондаренко", date(2022, 9, 30), "open"),
    ]


async def test_a_stage_that_the_document_has_no_more_keeps_its_answers(town: Town) -> None:
    other = ("2", "Второе", "до 21.10.2022", "Бондаренко А.Е.")
    await small(town, ("1", "Первое дело", "до 30.09.2022, до 20.10.2022", "Шарик Н.Н."), other)
    first = (await rows_of(town, select(assignments.c.id).order_by(assignments.c.id).limit(1)))[0][0]
    await town.sharik.forges(f"as:{first}:done")
    await small(town, ("1", "Первое дело", "до 25.10.2022", "Шарик Н.Н."), other)
    assert await shares(town, "Первое") == [
        ("Шарик", date(2022, 9, 30), "done"),
        ("Шарик", date(2022, 10, 25), "open"),
    ]
    await small(town, ("1", "Первое дело", "до 25.10.2022, до 20.11.2022", "Шарик Н.Н."), other)
    assert (await shares(town, "Первое"))[1:] == [
        ("Шарик", date(2022, 10, 25), "open"),
        ("Шарик", date(2022, 11, 20), "open"),
    ]


# --- old cards -------------------------------------------------------------------------------------------------------


async def test_a_card_of_what_is_not_theirs_any_more_says_that_the_plan_has_changed(town: Town) -> None:
    plan = [("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."), ("2", "Второе дело", "до 21.10.2022", "Шарик Н.Н.")]
    await small(town, *plan)
    card = await card_of(town, town.sharik, "Первое дело")
    data = {name: card.data_of(name) for name in ("Выполнено", "Трудности", "Перенести", "Позже")}
    await small(town, plan[1])
    for press_ in data.values():
        await town.sharik.forges(press_, on=card)
        assert town.sharik.last.text.startswith("План изменился: этого от Вас больше не ждут.")
    await town.sharik.says("сделали", reply_to=card)
    assert town.sharik.last.text.startswith("План изменился: этого от Вас больше не ждут.")
    await town.sharik.forges(data["Выполнено"].replace("done", "open"), on=card)
    assert town.sharik.last.text.startswith("План изменился: этого от Вас больше не ждут. «Первое дело».")
    assert await shares(town, "Первое") == [("Шарик", date(2022, 10, 20), "cancelled")]


async def test_a_wish_for_more_time_ends_with_its_measure(town: Town) -> None:
    plan = [("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."), ("2", "Второе дело", "до 21.10.2022", "Шарик Н.Н.")]
    await small(town, *plan)
    await town.sharik.says("перенесите на 28.10", reply_to=await card_of(town, town.sharik, "Первое дело"))
    await town.sharik.presses("Да, спросить")
    asked = town.polyakova.with_button("Согласовать")
    await small(town, plan[1])
    await town.polyakova.presses("Согласовать", on=asked)
    assert town.polyakova.last.text == "Эта кнопка уже ни к чему не относится."
    assert await shares(town, "Первое") == [("Шарик", date(2022, 10, 20), "cancelled")]


async def test_an_answer_to_the_message_about_changes_lands_on_its_measure(town: Town) -> None:
    await small(
        town, ("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."), ("2", "Второе", "до 20.10.2022", "Шарик Н.Н.")
    )
    await small(
        town, ("1", "Первое дело", "до 27.10.2022", "Шарик Н.Н."), ("2", "Второе", "до 20.10.2022", "Шарик Н.Н.")
    )
    await town.sharik.says("уже сделали", reply_to=town.sharik.last)
    assert await shares(town, "Первое") == [("Шарик", date(2022, 10, 27), "done")]


async def test_the_example_itself_is_read_again_as_the_same_plan(town: Town) -> None:
    """An older version that is sent again is a change back."""
    await live(town)
    await sent_again(town)
    await town.polyakova.presses("Принять изменения")
    await town.polyakova.sends([CLUSTER])
    assert (
        "Изменения: добавлено 1 · изменено 3 · убрано 1 · перенесено 1 · без изменений 22" in town.polyakova.last.text
    )
    await town.polyakova.presses("Принять изменения")
    assert {share[2] for share in await shares(town, ACCOUNTS)} == {"open"}
    assert await misfortunes(town) == []


async def test_a_row_that_was_left_out_as_a_twin_is_left_out_again(town: Town) -> None:
    twin = ("2", "Совещание с педагогами", "до 20.10.2022", "Шарик Н.Н.")
    other = ("3", "Конкурс чтецов", "до 25.10.2022", "Бондаренко А.Е.")
    await town.polyakova.sends([table(("1", *twin[1:]), twin, other)])
    await town.polyakova.presses("Ответить на вопросы (1)")
    await town.polyakova.presses("Это одно мероприятие")
    await town.polyakova.presses("Принять")
    for day in (26, 27):
        again = (*other[:2], f"до {day}.10.2022", other[3])
        await town.polyakova.sends([table(("1", *twin[1:]), twin, again)])
        assert "Изменения: изменено 1 · без изменений 1" in town.polyakova.last.text
        assert "Вопросов нет." in town.polyakova.last.text
        await town.polyakova.presses("Принять изменения")
    assert await shares(town, "Совещание") == [("Шарик", date(2022, 10, 20), "open")]
    assert await misfortunes(town) == []


async def test_a_row_without_a_date_gets_it_after_its_plan_was_amended(town: Town) -> None:
    other = ("2", "Второе дело", "до 20.10.2022", "Бондаренко А.Е.")
    await small(town, ("1", "Первое дело", "по отдельному графику", "Шарик Н.Н."), other)
    await small(
        town, ("1", "Первое дело", "по отдельному графику", "Шарик Н.Н."), (*other[:2], "до 21.10.2022", other[3])
    )
    assert await shares(town, "Первое") == []
    await town.polyakova.presses("1)", on=town.polyakova.last)
    await town.polyakova.presses("Другая дата…")
    await town.polyakova.says("до 25.10.2022")
    assert await shares(town, "Первое") == [("Шарик", date(2022, 10, 25), "open")]
    await small(
        town, ("1", "Первое дело", "по отдельному графику", "Шарик Н.Н."), (*other[:2], "до 24.10.2022", other[3])
    )
    assert await shares(town, "Первое") == [("Шарик", date(2022, 10, 25), "open")]
