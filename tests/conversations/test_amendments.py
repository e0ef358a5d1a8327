"""A plan is sent again with changes: recognised, shown as a difference, asked about once, told apart from another."""

from sqlalchemy import select

from bot.demo import SCHOOL
from domain.people import Role
from storage.tables import questions, roadmaps
from tests.conversations.amended import (
    EDITS,
    NEW,
    document,
    live,
    next_year,
    sent_again,
    small,
)
from tests.conversations.hostile import standing
from tests.conversations.plans import rows
from tests.conversations.sending import PROFILE_CLASSES, move_in, rows_of, sent, states, table
from tests.town import Town

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
