"""Tables whose header tells nothing: told by their contents, shown to a person, read as a person said."""

from datetime import date

import pytest

from documents.reading.formats import read_file
from domain.errors import ColumnsUnclear, Unreadable
from tests.documents.layouts import by_sheet, by_text, by_word, outline, sheet_bytes, titles

STRANGE = (
    ("А", "Б", "В", "Г"),
    ("1", "Подготовить зал к празднику", "как получится", "кто свободен"),
    ("2", "Украсить коридоры школы", "как получится", "кто свободен"),
)


def test_a_table_without_a_header_is_read_by_its_contents_and_asked_once() -> None:
    roadmap = by_text(
        "План на 2024 год",
        ("1.", "Проверка готовности кабинетов", "до 20.08.2024", "Петрова А.И., завуч"),
        ("2.", "Закупка учебников и пособий", "до 25.08.2024", "Ершова Л.П., библиотекарь"),
        ("3.", "Линейка первого сентября", "01.09.2024", "Котов А.П., учитель"),
    )
    assert [row[1:3] + row[4:] for row in outline(roadmap)] == [
        ("1.", "Проверка готовности кабинетов", "до 20.08.2024", "Петрова А.И., завуч"),
        ("2.", "Закупка учебников и пособий", "до 25.08.2024", "Ершова Л.П., библиотекарь"),
        ("3.", "Линейка первого сентября", "01.09.2024", "Котов А.П., учитель"),
    ]
    assert ["row" in {one.column for one in measure.questions} for measure in roadmap.measures] == [True, False, False]


def test_a_header_of_letters_above_telling_cells_is_no_measure() -> None:
    roadmap = by_text(
        ("А", "Б", "В"),
        ("Проверка готовности кабинетов", "до 20.08.2024", "Петрова А.И."),
        ("Закупка учебников и пособий", "до 25.08.2024", "Ершова Л.П."),
    )
    assert titles(roadmap) == ["Проверка готовности кабинетов", "Закупка учебников и пособий"]


def test_a_table_whose_columns_cannot_be_told_is_shown() -> None:
    with pytest.raises(ColumnsUnclear) as refused:
        by_sheet(("Важное дело", None, None, None), *STRANGE)
    assert refused.value.rows == STRANGE
    assert len(refused.value.shape) == 32


def test_of_several_tables_the_largest_is_shown_with_its_first_rows_clipped() -> None:
    small = [("Имя", "Что"), ("Котов", "пришёл")]
    large = [("А", "Б"), *((f"{place}", "слово " * 30) for place in range(20))]
    with pytest.raises(ColumnsUnclear) as refused:
        by_word(small, "", large)
    assert len(refused.value.rows) == 8
    assert max(len(cell) for row in refused.value.rows for cell in row) == 60


def test_files_of_the_same_layout_share_a_shape_and_others_do_not() -> None:
    def shape(*rows: tuple[str, ...]) -> str:
        with pytest.raises(ColumnsUnclear) as refused:
            by_sheet(*rows)
        return refused.value.shape

    other_words = (("1", "Вымыть окна", "когда тепло", "дежурные"), ("2", "Полить цветы", "когда сухо", "дежурные"))
    assert shape(*STRANGE) == shape(("а ", "Б.", "В", "Г"), *other_words)
    assert shape(*STRANGE) != shape(("А", "Б", "В", "Д"), *other_words)


def test_a_table_is_read_with_the_columns_that_a_person_picked() -> None:
    data = sheet_bytes({"Лист1": [("Дела на 2024 год", None, None, None), *STRANGE]})
    roadmap = read_file(data, {0: "number", 1: "title", 2: "deadline", 3: "responsible"})
    assert [row[1:3] + row[4:] for row in outline(roadmap)] == [tuple(row) for row in STRANGE[1:]]


def test_picked_columns_are_used_even_where_the_header_says_otherwise() -> None:
    roadmap = by_text(
        ("Срок", "Мероприятие", "Ответственный"),
        ("Сдать отчёт", "до 01.02.2024", "Директор"),
        ("Сдать план", "до 05.02.2024", "Директор"),
        columns={0: "title", 1: "deadline"},
    )
    assert titles(roadmap) == ["Сдать отчёт", "Сдать план"]
    assert [one.stages[0].due for one in roadmap.measures] == [date(2024, 2, 1), date(2024, 2, 5)]


def test_a_file_of_words_alone_has_no_table() -> None:
    with pytest.raises(Unreadable, match="unreadable-no-table"):
        by_word("Просто письмо", "без таблицы")
