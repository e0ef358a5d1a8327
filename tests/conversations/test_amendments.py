"""A plan is sent again with changes: they are shown, accepted once, told in one message; what was answered stays."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.demo import SCHOOL
from domain.people import Role
from services import amendment_news
from storage.tables import assignments, attachments, deliveries, journal, measures, questions, roadmaps
from storage.tables import reports as reports_table
from tests.conversations.amended import (
    ACCOUNTS,
    DEADLINE,
    LETTERS_ROW,
    MEETING,
    NEW,
    PARTNERS,
    PEOPLE,
    REPORT,
    TITLE,
    WEBSITE,
    added,
    document,
    heard,
    ids,
    moved,
    next_year,
    places,
    printed,
    shares,
    without,
)
from tests.conversations.hostile import misfortunes, press, standing, tell
from tests.conversations.plans import Plan, photo, rows
from tests.conversations.sending import CLUSTER, PROFILE_CLASSES, how_many, move_in, rows_of, sent, states, table
from tests.town import Person, Seen, Town

COORDINATOR = "Полякова В.А., заместитель директора по УВР"
EDITS = (
    printed(LETTERS_ROW, DEADLINE, "до 27.10.2022 г."),
    printed(REPORT, PEOPLE, COORDINATOR),
    without(ACCOUNTS),
    added(LETTERS_ROW, NEW, "до 15.11.2022", "Бондаренко А.Е."),
    moved(PARTNERS, MEETING),
    printed(WEBSITE, TITLE, "Информационное сопровождение деятельности специализированных классов школы"),
)


async def live(town: Town) -> None:
    """The example is accepted."""
    await sent(town)
    await town.polyakova.presses("Принять")


async def sent_again(town: Town, *edits: Any) -> Seen:
    """The preview after the coordinator has sent the example with these changes, the usual ones unless given."""
    await town.polyakova.sends([document(*(edits or EDITS))])
    return town.polyakova.last


async def small(town: Town, *plan: tuple[str, ...]) -> Seen:
    """A small plan is sent and accepted, whether it is new or amends one; what is answered."""
    await town.polyakova.sends([table(*plan)])
    await town.polyakova.presses("Принять", on=town.polyakova.last)
    return town.polyakova.last


async def done(town: Town, person: Person, title: str) -> None:
    """This person says «Выполнено» about the measure with this title."""
    await person.presses("Выполнено", on=await card_of(town, person, title))


async def card_of(town: Town, person: Person, title: str) -> Seen:
    """A fresh card of this person's assignment for the measure with this title."""
    return await Plan(town, 1, title, cards=person.number * 1000 + len(person.received)).card(person)


# --- the difference --------------------------------------------------------------------------------------------------


async def test_the_difference_is_shown_before_anything_changes(town: Town) -> None:
    await live(town)
    told, before = len(town.shabanova.received), await standing(town, besides=("files", "journal", "questions"))
    lines = (await sent_again(town)).text.split("\n")
    assert lines[0].startswith("📄 Это изменённый план: «ДОРОЖНАЯ КАРТА по организации деятельности")
    assert "Изменения: добавлено 1 · изменено 3 · убрано 1 · перенесено 1 · без изменений 22" in lines
    assert lines[lines.index("Добавлено") + 1] == f"3. {NEW} — до 15.11.2022; Бондаренко А.Е."
    assert lines[lines.index("Изменено") + 1].endswith("срок: до 20.10.2022г. → до 27.10.2022 г.")
    assert lines[lines.index("Убрано") + 1].startswith("6. Организация аккаунтов")
    assert lines[lines.index("Перенесено") + 1].endswith("была строка 2")
    after = await standing(town, besides=("files", "journal", "questions"))
    assert after["assignments"] == before["assignments"]
    assert len(town.shabanova.received) == told


async def test_each_change_says_what_has_changed(town: Town) -> None:
    await live(town)
    await sent_again(town)
    await town.polyakova.presses("Показать изменения (6)")
    page = town.polyakova.last.text
    assert "изменения 1–6 из 6" in page
    assert "исполнитель: Бондаренко А.Е. → Полякова В.А." in page
    assert "школы — было «Информационное сопровождение деятельности специализированных классов»" in page
    await town.polyakova.presses("К карте")
    assert "Принять изменения" in town.polyakova.last.buttons


async def test_many_changes_have_pages(town: Town) -> None:
    await small(town, *((str(n), f"Дело {n} месяца", "до 20.10.2022", "Шарик Н.Н.") for n in range(1, 11)))
    again = ((str(n), f"Дело {n} месяца", "до 21.10.2022", "Шарик Н.Н.") for n in range(1, 11))
    await town.polyakova.sends([table(*again)])
    await town.polyakova.presses("Показать изменения (10)")
    await town.polyakova.presses("›")
    assert "изменения 7–10 из 10" in town.polyakova.last.text
    await town.polyakova.presses("‹")
    assert "изменения 1–6 из 10" in town.polyakova.last.text
    for page, shown in ((99, "7–10"), (-5, "1–6")):
        await town.polyakova.forges(f"rm:changes:2:{page}")
        assert f"изменения {shown} из 10" in town.polyakova.last.text


async def test_other_spaces_quotes_and_dashes_are_no_change(town: Town) -> None:
    await small(town, ("1", "Провести «День учёбы» — осень", "до 20.10.2022", "Шарик Н.Н."))
    await town.polyakova.sends([table(("1", 'Провести  "День учебы" - осень', "до  20.10.2022", "Шарик Н. Н."))])
    assert town.polyakova.last.text.split("\n") == [
        "📄 Этот план уже действует: «Дорожная карта на 2022-2023 учебный год»",
        "Строки, название и период те же: принимать нечего.",
    ]
    assert town.polyakova.last.buttons == ["Отменить", "Это другой план"]
    await town.polyakova.presses("Отменить")
    assert "Действующий план остаётся как был" in town.polyakova.last.text
    assert await states(town) == ["active", "cancelled"]


async def test_a_plan_whose_heading_alone_has_changed_can_be_accepted(town: Town) -> None:
    row = ("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н.")
    await small(town, row)
    told = len(town.sharik.received)
    await town.polyakova.sends([table(row, heading="Дорожная карта на 2022-2023 учебный год (с изменениями)")])
    lines = town.polyakova.last.text.split("\n")
    assert lines[0] == "📄 Это изменённый план: «Дорожная карта на 2022-2023 учебный год (с изменениями)»"
    assert "Название было «Дорожная карта на 2022-2023 учебный год»." in lines
    assert "Строки те же, что в действующем плане." in lines
    await town.polyakova.presses("Принять изменения")
    assert town.polyakova.last.text.startswith("Принято: строки те же.\nБольше никого это не касается.")
    assert len(town.sharik.received) == told


async def test_a_plan_whose_period_alone_has_changed_can_be_accepted(town: Town) -> None:
    row = ("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н.")
    await town.polyakova.sends([table(row, heading="Дорожная карта на 2022 год")])
    await town.polyakova.presses("Принять")
    await town.polyakova.sends([table(row, heading="Дорожная карта на 2022-2023 годы")])
    assert "Период: 2022 год → 2022–2023 годы." in town.polyakova.last.text.split("\n")
    assert "Принять изменения" in town.polyakova.last.buttons


async def test_an_open_question_of_an_unchanged_plan_can_still_be_answered(town: Town) -> None:
    row = ("1", "Первое дело", "по отдельному графику", "Шарик Н.Н.")
    await small(town, row)
    await town.polyakova.sends([table(row, heading="Дорожная  карта на 2022-2023 учебный год")])
    assert "принимать нечего" in town.polyakova.last.text
    assert town.polyakova.last.buttons == ["Ответить на вопросы (1)", "Отменить", "Это другой план"]
    await town.polyakova.presses("Ответить на вопросы (1)")
    await town.polyakova.presses("Другая дата…")
    await town.polyakova.says("до 25.10.2022")
    assert "Принять изменения" in town.polyakova.last.buttons


async def test_the_list_shows_one_plan_with_what_waits_for_it(town: Town) -> None:
    await live(town)
    await sent_again(town)
    await town.polyakova.says("/plans")
    lines = town.polyakova.last.text.split("\n")
    assert lines[0] == "1 дорожная карта"
    assert "· изменённый план ждёт Вашего решения, 6 вопросов" in lines
    await town.polyakova.presses("1. Изменённый план")
    await town.polyakova.presses("Принять изменения")
    await town.polyakova.says("/plans")
    lines = town.polyakova.last.text.split("\n")
    assert (len(lines), lines[2]) == (3, "· 1 исполнитель ещё не подключён к боту"), "nothing else waits"
    await town.polyakova.presses("1. ")
    assert "Версия плана: 2." in town.polyakova.last.text


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


# --- another plan ----------------------------------------------------------------------------------------------------


async def test_the_coordinator_can_say_that_it_is_another_plan(town: Town) -> None:
    await live(town)
    await sent_again(town)
    await town.polyakova.presses("Это другой план")
    assert "Похоже на действующий план" in town.polyakova.last.text
    assert "Принять" in town.polyakova.last.buttons
    await town.polyakova.presses("Это изменённый план")
    assert "Принять изменения" in town.polyakova.last.buttons
    await town.polyakova.presses("Это другой план")
    await town.polyakova.presses("Принять", on=town.polyakova.last)
    assert await states(town) == ["active", "active"]
    assert (await rows(town, roadmaps))[0].version == 1


async def test_the_plan_of_the_next_school_year_is_no_amendment(town: Town) -> None:
    await live(town)
    await town.polyakova.sends([next_year()])
    assert "Это изменённый план" not in town.polyakova.last.text
    assert town.polyakova.last.text.startswith("📄 ДОРОЖНАЯ КАРТА")


async def test_a_plan_of_other_measures_is_no_amendment(town: Town) -> None:
    await live(town)
    await sent(town, PROFILE_CLASSES)
    assert "Это изменённый план" not in town.polyakova.last.text
    assert "Это изменённый план" not in town.polyakova.last.buttons


async def test_the_same_plan_of_another_school_is_no_amendment(town: Town) -> None:
    await live(town)
    ladygina = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    await ladygina.sends([document(*EDITS)])
    assert "Это изменённый план" not in ladygina.last.text


async def test_a_draft_that_waited_while_the_plan_went_live_is_its_amendment(town: Town) -> None:
    first = await sent(town)
    second = await sent_again(town)
    assert "Это изменённый план" not in second.text
    await town.polyakova.presses("Принять", on=first)
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. Изменённый план")
    assert "Принять изменения" in town.polyakova.last.buttons


async def test_of_two_amendments_the_second_is_compared_with_what_the_first_has_made(town: Town) -> None:
    await live(town)
    first, second = document(EDITS[0]), document(EDITS[0], EDITS[2])
    await town.polyakova.sends([first])
    one = town.polyakova.last
    await town.polyakova.sends([second])
    assert "изменено 1 · убрано 1" in town.polyakova.last.text
    await town.polyakova.presses("Принять изменения", on=one)
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. Изменённый план")
    assert "Изменения: убрано 1 · без изменений 26" in town.polyakova.last.text


# --- nothing is asked twice ------------------------------------------------------------------------------------------


async def test_what_was_answered_is_not_asked_again(town: Town) -> None:
    await sent(town)
    await town.polyakova.presses("Ответить на вопросы (6)")
    while "до 29.12.2023 г." not in town.polyakova.last.text:
        await town.polyakova.presses("Позже")
    await town.polyakova.presses("до 29.01.2023")
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Принять")
    preview = await sent_again(town)
    assert "Ответить на вопросы (5)" in preview.buttons
    assert "изменено 3" in preview.text
    await town.polyakova.presses("Принять изменения")
    due = await rows_of(town, select(questions.c.roadmap_id, questions.c.state))
    assert sorted({(row[0], row[1]) for row in due}) == [(1, "answered"), (1, "open")]
    assert len(due) == 6


async def test_a_namesake_who_came_since_raises_no_question(town: Town) -> None:
    await small(
        town, ("1", "Первое дело", "до 20.10.2022", "Шарик Н.Н."), ("2", "Ещё одно", "до 20.10.2022", "Шарик Н.Н.")
    )
    await move_in(town, 1107, Role.EXECUTOR, "Шарик", "Надежда", "Никитична", SCHOOL)
    plan = [("1", "Первое дело", "до 21.10.2022", "Шарик Н.Н."), ("2", "Ещё одно", "до 20.10.2022", "Шарик Н.Н.")]
    await town.polyakova.sends([table(*plan)])
    assert "Вопросов нет." in town.polyakova.last.text
    assert "Изменения: изменено 1 · без изменений 1" in town.polyakova.last.text


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
