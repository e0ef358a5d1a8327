"""Where the columns of a plan cannot be told, the coordinator is shown the table and picks them by buttons."""

import asyncio
import io
from collections.abc import Mapping
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select, update

from delivery.cards.columns import LINE, drawing
from documents.reading.columns import Role as ColumnRole
from domain.errors import ColumnsUnclear, Unreadable
from domain.measures import DraftMeasure, DraftRoadmap, Source, Span, Stage
from domain.people import Role
from services import imports
from storage.tables import column_choices, measures, unclear_tables
from tests.conversations.sending import NO_HEADER, UNCLEAR, how_many, move_in, rows_of, states
from tests.conversations.sending import unclear as real
from tests.town import Seen, Town

ROWS = (
    ("А", "Б", "В", "Г"),
    ("1", "Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
    ("2", "Открыть школьный музей", "до 25.10.2022", "Шабанова Н.С."),
)
SHAPE = "a" * 32
TAKES = 0.2
"""Seconds: about what a real file takes, so that «Читаю таблицу…» is out before the answer."""


def unclear(*rows: tuple[str, ...]) -> tuple[str, bytes]:
    """An Excel file whose header tells nothing."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows or ROWS:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return "план.xlsx", content.getvalue()


async def read_rows(
    data: bytes, name: str, *, columns: Mapping[int, ColumnRole] | None = None, rows: tuple[tuple[str, ...], ...] = ROWS
) -> DraftRoadmap:
    """A child that cannot tell columns: it reads what stands in those that it is given."""
    await asyncio.sleep(TAKES)
    if columns is None:
        raise ColumnsUnclear(rows, SHAPE)
    at = {role: place for place, role in columns.items()}
    if at["title"] == 0:
        raise Unreadable("unreadable-no-table")
    found = tuple(
        DraftMeasure(
            section=None,
            number=None,
            title=row[at["title"]],
            result=row[at["result"]] if "result" in at else None,
            deadline_text=row[at["deadline"]] if "deadline" in at else "",
            responsible_text=row[at["responsible"]] if "responsible" in at else None,
            parties=(),
            stages=(Stage("unscheduled"),),
            questions=(),
            source=Source(row=number),
        )
        for number, row in enumerate(rows[1:], start=2)
    )
    return DraftRoadmap("План", None, Span(), found)


@pytest.fixture
def edge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a table whose columns cannot be told."""
    monkeypatch.setattr(imports, "read_in_child", read_rows)


async def all_picked(town: Town) -> Seen:
    """The preview after all four questions."""
    for label in ("2 · ", "3 · ", "4 · ", "Такого столбца нет"):
        await town.polyakova.presses(label)
    return town.polyakova.with_button("Принять")


# --- what is asked ---------------------------------------------------------------------------------------------------


async def test_the_table_is_shown_with_its_columns_numbered(town: Town, edge: None) -> None:
    before = len(town.polyakova.received)
    await town.polyakova.sends([unclear()])
    asked = town.polyakova.last
    assert len(town.polyakova.received) == before + 1
    assert asked.text.startswith("Таблица найдена, но не понятно, что в каком столбце.")
    drawn = next(entity for entity in asked.raw["entities"] if entity["type"] == "pre")
    lines = asked.text.encode("utf-16-le")[2 * drawn["offset"] : 2 * (drawn["offset"] + drawn["length"])]
    shown = lines.decode("utf-16-le").split("\n")
    assert shown[0].replace("│", " ").split() == ["1", "2", "3", "4"]
    assert "Провести" in shown[3]
    assert max(map(len, shown)) <= LINE
    assert asked.text.endswith("В каком столбце мероприятие?")
    assert asked.buttons == [
        "1 · А",
        "2 · Открыть школьный музей",
        "3 · до 20.10.2022",
        "4 · Шабанова Н.С.",
        "Отменить",
    ]
    assert await states(town) == []


async def test_one_thing_is_asked_after_the_other_in_the_same_message(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    asked = town.polyakova.last
    await town.polyakova.presses("2 · ")
    assert town.polyakova.last.id == asked.id
    assert town.polyakova.last.text.endswith("Выбрано: мероприятие — 2\nВ каком столбце срок?")
    assert town.polyakova.last.buttons[:3] == ["1 · А", "3 · до 20.10.2022", "4 · Шабанова Н.С."]
    assert town.polyakova.last.buttons[3:] == ["Такого столбца нет", "Назад", "Отменить"]
    await town.polyakova.presses("3 · ")
    assert town.polyakova.last.text.endswith("В каком столбце ответственный?")
    await town.polyakova.presses("Такого столбца нет")
    assert town.polyakova.last.text.endswith("ответственного нет\nВ каком столбце результат?")
    await town.polyakova.presses("4 · ")
    assert town.polyakova.last.id == asked.id
    assert "2 мероприятия" in town.polyakova.last.text
    kept = await rows_of(town, select(measures.c.title, measures.c.deadline_text, measures.c.result))
    assert kept == [
        ("Провести семинар", "до 20.10.2022", "Шарик Н.Н."),
        ("Открыть школьный музей", "до 25.10.2022", "Шабанова Н.С."),
    ]


async def test_the_question_before_can_be_asked_again(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    await town.polyakova.presses("1 · ")
    await town.polyakova.presses("3 · ")
    await town.polyakova.presses("Назад")
    assert town.polyakova.last.text.endswith("Выбрано: мероприятие — 1\nВ каком столбце срок?")
    await town.polyakova.presses("Назад")
    assert town.polyakova.last.text.endswith("В каком столбце мероприятие?")
    assert "Назад" not in town.polyakova.last.buttons


async def test_a_second_tap_answers_nothing_more(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    asked = town.polyakova.last
    for press in (asked.data_of("2 · "), asked.data_of("2 · "), asked.data_of("4 · ")):
        await town.polyakova.forges(press, on=asked)
    assert await rows_of(town, select(unclear_tables.c.roles)) == [({"title": 1},)]
    assert town.polyakova.last.text.endswith("В каком столбце срок?")


async def test_the_last_answer_twice_makes_one_draft(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    for label in ("2 · ", "3 · ", "4 · "):
        await town.polyakova.presses(label)
    asked = town.polyakova.last
    press = asked.data_of("Такого столбца нет")
    await town.polyakova.presses_data(press, on=asked)
    await town.polyakova.forges(press, on=asked)
    assert "Принять" in town.polyakova.last.buttons
    assert await states(town) == ["draft"]


async def test_the_buttons_work_after_a_restart(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    await town.polyakova.presses("2 · ")
    await town.stop_bot()
    await town.start_bot()
    for label in ("3 · ", "4 · ", "Такого столбца нет"):
        await town.polyakova.presses(label)
    assert "2 мероприятия" in town.polyakova.last.text


@pytest.mark.parametrize("step", ["read_in_child", "_keep"])
async def test_a_crash_while_the_file_is_read_leaves_one_draft(
    town: Town, edge: None, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    await town.polyakova.sends([unclear()])
    for label in ("2 · ", "3 · ", "4 · "):
        await town.polyakova.presses(label)
    whole, tries = getattr(imports, step), []

    async def broken_once(*given: Any, **more: Any) -> Any:
        tries.append(given)
        if len(tries) == 1:
            raise RuntimeError
        return await whole(*given, **more)

    monkeypatch.setattr(imports, step, broken_once)
    await town.polyakova.presses("Такого столбца нет")
    await town.later(minutes=1)
    assert len(tries) == 2
    assert "2 мероприятия" in town.polyakova.with_button("Принять").text
    assert await states(town) == ["draft"]


async def test_a_wrong_choice_is_said_and_asked_again(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    for label in ("1 · ", "3 · ", "4 · ", "Такого столбца нет"):
        await town.polyakova.presses(label)
    assert town.polyakova.last.text.startswith("С этими столбцами мероприятий не нашлось.")
    assert town.polyakova.last.text.endswith("В каком столбце мероприятие?")
    assert await how_many(town, column_choices) == 0
    preview = await all_picked(town)
    assert "2 мероприятия" in preview.text


async def test_it_can_be_left_and_taken_up_again(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    old = town.polyakova.last.data_of("2 · ")
    await town.polyakova.presses("Отменить")
    assert town.polyakova.last.text.startswith("Отложено: «план.xlsx».")
    await town.polyakova.forges(old)
    assert town.polyakova.last.text.startswith("Этот файл отложен.")
    await town.polyakova.presses("Выбрать столбцы")
    assert "2 мероприятия" in (await all_picked(town)).text


async def test_the_same_file_again_goes_on_where_it_was_left(town: Town, edge: None) -> None:
    file = unclear()
    await town.polyakova.sends([file])
    await town.polyakova.presses("2 · ")
    await town.polyakova.sends([file])
    assert town.polyakova.last.text.endswith("В каком столбце срок?")
    assert await how_many(town, unclear_tables) == 1


async def test_a_wide_table_has_pages_of_columns(town: Town, edge: None, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = tuple(tuple(f"{row}.{column}" for column in range(1, 26)) for row in range(1, 4))

    async def read(data: bytes, name: str, *, columns: Mapping[int, ColumnRole] | None = None) -> DraftRoadmap:
        return await read_rows(data, name, columns=columns, rows=wide)

    monkeypatch.setattr(imports, "read_in_child", read)
    await town.polyakova.sends([unclear()])
    assert town.polyakova.last.buttons == [*(f"{number} · 1.{number}" for number in range(1, 11)), "›", "Отменить"]
    await town.polyakova.presses("›")
    await town.polyakova.presses("›")
    assert town.polyakova.last.buttons == [*(f"{number} · 1.{number}" for number in range(21, 26)), "‹", "Отменить"]
    await town.polyakova.presses("21 · ")
    for label in ("Такого столбца нет", "Такого столбца нет", "Такого столбца нет"):
        await town.polyakova.presses(label)
    assert await rows_of(town, select(measures.c.title)) == [("2.21",), ("3.21",)]


async def test_the_words_of_the_file_are_never_taken_for_markup(
    town: Town, edge: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    wicked = (("<b>А</b>", "</pre>&amp;", "\u202eв\u200b", "г\nд"), ("<pre>", "&", "x" * 500, "\x00"))

    async def read(data: bytes, name: str, *, columns: Mapping[int, ColumnRole] | None = None) -> DraftRoadmap:
        raise ColumnsUnclear(wicked, SHAPE)

    monkeypatch.setattr(imports, "read_in_child", read)
    await town.polyakova.sends([("<i>план</i>.xlsx", unclear()[1])])
    asked = town.polyakova.last
    assert "Файл «<i>план</i>.xlsx»" in asked.text
    assert "</pre>&am…" in asked.text
    assert [entity["type"] for entity in asked.raw["entities"]] == ["bold", "pre", "bold"]
    assert asked.buttons[0] == "1 · <b>А</b>"


def test_a_table_of_many_columns_fits_a_phone() -> None:
    drawn = drawing([[f"столбец номер {place}" for place in range(10)] for _ in range(8)], 0)
    assert max(map(len, drawn.split("\n"))) <= LINE
    assert [line.replace("│", " ").split() for line in drawn.split("\n") if line[:1].isdigit()] == [
        ["1", "2", "3", "4"],
        ["5", "6", "7", "8"],
        ["9", "10"],
    ]


# --- the next file ---------------------------------------------------------------------------------------------------


async def test_the_next_file_of_the_same_shape_is_read_at_once(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    first = await all_picked(town)
    assert "Столбцы выбраны вручную." in first.text
    await town.later(minutes=5)
    await town.polyakova.sends([unclear(*ROWS, ("3", "Подготовить стенд", "до 27.10.2022", "Шарик Н.Н."))])
    assert "Столбцы взяты как в прошлый раз." in town.polyakova.last.text
    assert "Выбрать столбцы заново" in town.polyakova.last.buttons
    assert await states(town) == ["draft", "draft"]


async def test_columns_that_are_picked_anew_take_the_place_of_the_first_choice(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    await all_picked(town)
    await town.polyakova.presses("Выбрать столбцы заново")
    assert await states(town) == ["draft"]
    for label in ("4 · ", "3 · ", "2 · ", "Такого столбца нет"):
        await town.polyakova.presses(label)
    assert await states(town) == ["cancelled", "draft"]
    kept = await rows_of(town, select(measures.c.title).where(measures.c.roadmap_id == 2))
    assert kept == [("Шарик Н.Н.",), ("Шабанова Н.С.",)]
    assert await rows_of(town, select(column_choices.c.roles)) == [
        ({"title": 3, "deadline": 2, "responsible": 1, "result": None},)
    ]


async def test_who_leaves_the_second_choice_keeps_the_draft_of_the_first(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    await all_picked(town)
    await town.polyakova.presses("Выбрать столбцы заново")
    await town.polyakova.presses("4 · ")
    await town.polyakova.presses("Отменить")
    assert "Принять" in town.polyakova.last.buttons
    assert await states(town) == ["draft"]
    assert await rows_of(town, select(unclear_tables.c.state)) == [("chosen",)]


async def test_columns_of_an_accepted_plan_are_not_picked_anew(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    preview = await all_picked(town)
    press = preview.data_of("Выбрать столбцы заново")
    await town.polyakova.presses("Принять")
    await town.polyakova.forges(press, on=preview)
    assert town.polyakova.last.text.startswith("Эта дорожная карта уже принята")


async def test_a_choice_that_does_not_fit_any_more_is_asked_again(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    await all_picked(town)
    async with town.app.database.write() as connection:
        await connection.execute(update(column_choices).values(roles={"title": 0}))
    await town.polyakova.sends([unclear(*ROWS[:2])])
    assert town.polyakova.last.text.endswith("В каком столбце мероприятие?")


async def test_another_school_chooses_for_itself(town: Town, edge: None) -> None:
    await town.polyakova.sends([unclear()])
    await all_picked(town)
    ladygina = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    await ladygina.sends([unclear()])
    assert ladygina.last.text.endswith("В каком столбце мероприятие?")


# --- who may ---------------------------------------------------------------------------------------------------------


async def test_another_coordinator_of_the_school_may_answer(town: Town, edge: None) -> None:
    other = await move_in(town, 1107, Role.COORDINATOR, "Белова", "Ирина", "Павловна", "МБОУ «СОШ №2»")
    await other.says("/help")
    await town.polyakova.sends([unclear()])
    asked = town.polyakova.last
    await other.forges(asked.data_of("2 · "))
    assert await rows_of(town, select(unclear_tables.c.roles)) == [({"title": 1},)]


async def test_nobody_else_may_answer(town: Town, edge: None) -> None:
    ladygina = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    await ladygina.says("/help")
    await town.polyakova.sends([unclear()])
    asked = town.polyakova.last
    for person in (ladygina, town.shabanova):
        for label in ("2 · ", "Отменить"):
            await person.forges(asked.data_of(label))
            assert person.last.text == "Это может сделать Полякова В.А."
    assert await rows_of(town, select(unclear_tables.c.roles, unclear_tables.c.state)) == [({}, "open")]


# --- with the real reader --------------------------------------------------------------------------------------------


async def test_a_real_table_whose_columns_nothing_tells_is_picked_accepted_and_remembered(town: Town) -> None:
    await town.polyakova.sends([real()])
    assert town.polyakova.last.text.endswith("В каком столбце мероприятие?")
    preview = await all_picked(town)
    assert preview.text.startswith("📄 таблица\n")
    assert "2 мероприятия" in preview.text
    await town.polyakova.presses("Показать все строки")
    assert "1. Подготовить зал к празднику" in town.polyakova.last.text
    assert "«как получится»" in town.polyakova.last.text
    await town.polyakova.presses("К карте")
    await town.polyakova.presses("Принять")
    await town.later(minutes=5)
    await town.polyakova.sends([real(*UNCLEAR, ("3", "Полить цветы в холле", "как получится", "кто свободен"))])
    assert "Столбцы взяты как в прошлый раз." in town.polyakova.last.text
    assert "3 мероприятия" in town.polyakova.last.text


# --- a table that was read without a header --------------------------------------------------------------------------


async def asked_about_its_reading(town: Town) -> Seen:
    """The question about a table whose columns were told by their contents."""
    await town.polyakova.sends([real(*NO_HEADER)])
    await town.polyakova.presses("Ответить на вопросы (1)")
    assert "столбцы определены по содержанию" in town.polyakova.last.text
    return town.polyakova.last


async def test_the_columns_of_a_table_without_a_header_can_be_picked_from_its_question(town: Town) -> None:
    question = await asked_about_its_reading(town)
    assert question.buttons == ["Оставить как есть", "Выбрать столбцы", "Позже", "К плану"]
    await town.polyakova.presses("Выбрать столбцы")
    assert town.polyakova.last.id == question.id
    assert town.polyakova.last.text.endswith("В каком столбце мероприятие?")
    for label in ("4 · ", "3 · ", "2 · ", "Такого столбца нет"):
        await town.polyakova.presses(label)
    assert "Столбцы выбраны вручную." in town.polyakova.with_button("Принять").text
    assert await states(town) == ["cancelled", "draft"]
    kept = await rows_of(town, select(measures.c.title).where(measures.c.roadmap_id == 2))
    assert kept == [("Шарик Н.Н.",), ("Шабанова Н.С.",), ("Шабанова Н.С.",)]


async def test_who_does_not_pick_them_after_all_keeps_the_draft_as_it_was_read(town: Town) -> None:
    await asked_about_its_reading(town)
    await town.polyakova.presses("Выбрать столбцы")
    await town.polyakova.presses("4 · ")
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    assert "Столбцы выбраны вручную." not in town.polyakova.last.text
    await town.polyakova.presses("Выбрать столбцы дальше")
    await town.polyakova.presses("Отменить")
    assert await states(town) == ["draft"]
    assert "Столбцы" not in town.polyakova.last.text
    assert not any("столбцы" in label for label in town.polyakova.last.buttons)
    await town.polyakova.presses("Ответить на вопросы (1)")
    await town.polyakova.presses("Выбрать столбцы")
    assert town.polyakova.last.text.endswith("В каком столбце мероприятие?")


async def test_columns_of_an_accepted_plan_are_not_picked_from_its_question(town: Town) -> None:
    question = await asked_about_its_reading(town)
    press = question.data_of("Выбрать столбцы")
    await town.polyakova.presses("К плану")
    await town.polyakova.presses("Принять")
    await town.polyakova.presses("Вопросы (1)")
    assert "Выбрать столбцы" not in town.polyakova.last.buttons
    await town.polyakova.forges(press, on=question)
    assert town.polyakova.last.text.startswith("Эта дорожная карта уже принята")


async def test_the_district_does_not_pick_columns_for_a_school(town: Town) -> None:
    question = await asked_about_its_reading(town)
    await town.kuzmina.says("/help")
    await town.kuzmina.forges(question.data_of("Выбрать столбцы"))
    assert town.kuzmina.last.text == "Это может сделать Полякова В.А."
