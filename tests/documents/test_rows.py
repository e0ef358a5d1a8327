"""Rows of a table: sections, months above days, merged and shifted cells, what is no measure."""

from datetime import date

import pytest

from documents.reading.formats import read_file
from documents.reading.plan.indicators import read_indicator
from domain.measures import DraftRoadmap
from tests.documents.layouts import (
    ABOVE,
    by_sheet,
    by_text,
    by_word,
    days,
    deadlines,
    outline,
    sheet_bytes,
    titles,
)

HEADING = "План воспитательной работы на 2023/2024 учебный год"
HEADER = ("№", "Мероприятие", "Срок", "Ответственный")


def sections(roadmap: DraftRoadmap) -> list[str | None]:
    return [one.section for one in roadmap.measures]


def test_modules_of_a_plan_are_sections_also_above_a_repeated_header() -> None:
    header = ("Дела, события, мероприятия", "Классы", "Ориентировочное время проведения", "Ответственные")
    rows = [
        ("Модуль «Основные школьные дела»", None, None, None),
        header,
        ("День знаний", "1–11", "01.09.2023", "Классные руководители"),
        ("Модуль «Классное руководство»", None, None, None),
        header,
        ("Разговоры о важном", "1–11", "еженедельно", "Классные руководители"),
    ]
    roadmap = by_word(HEADING, rows)
    assert sections(roadmap) == ["Модуль «Основные школьные дела»", "Модуль «Классное руководство»"]
    assert titles(roadmap) == ["День знаний", "Разговоры о важном"]


def test_a_section_may_have_its_number_in_a_cell_of_its_own() -> None:
    roadmap = by_text(
        HEADING,
        HEADER,
        ("1", "Работа с кадрами", "", ""),
        ("1.1", "Педсовет", "август 2023", "Директор"),
        ("2", "Работа с родителями", "", ""),
        ("2.1", "Родительское собрание", "сентябрь 2023", "Классные руководители"),
    )
    assert sections(roadmap) == ["1 Работа с кадрами", "2 Работа с родителями"]


def test_a_roman_number_in_its_cell_begins_a_section() -> None:
    rows = [
        HEADER,
        ("I", "Нормативное обеспечение", None, None),
        ("1", "Издание приказа", "до 15.09.2023", "Директор"),
        ("II", "Обучение", None, None),
        ("2", "Вебинар", "октябрь 2023", "Методист"),
    ]
    roadmap = by_word(HEADING, rows)
    assert sections(roadmap) == ["I Нормативное обеспечение", "II Обучение"]
    assert titles(roadmap) == ["Издание приказа", "Вебинар"]


def test_a_lone_text_among_numbered_rows_is_a_section() -> None:
    roadmap = by_sheet(
        (HEADING, None, None, None),
        HEADER,
        ("", "Безопасность", "", ""),
        ("1", "Учебная эвакуация", "сентябрь 2023", "Завхоз"),
        ("2", "Проверка огнетушителей", "октябрь 2023", "Завхоз"),
    )
    assert sections(roadmap) == ["Безопасность", "Безопасность"]


def test_a_heading_between_two_tables_is_the_section_of_the_second() -> None:
    first = [HEADER, ("1", "Педсовет", "август 2023", "Директор")]
    second = [HEADER, ("1", "Собрание", "сентябрь 2023", "Классные руководители")]
    roadmap = by_word(HEADING, "", "1. Работа с кадрами", first, "", "2. Работа с родителями", second)
    assert sections(roadmap) == ["1. Работа с кадрами", "2. Работа с родителями"]


def test_tasks_listed_above_the_table_are_no_section() -> None:
    table = [HEADER, ("1", "Педсовет", "август 2023", "Директор")]
    roadmap = by_word(HEADING, "Задачи:", "1. Повысить качество.", "2. Укрепить здоровье.", table)
    assert sections(roadmap) == [None]


def test_a_month_above_days_dates_them() -> None:
    header = ("Дата", "Мероприятие", "Ответственный")
    rows = [
        header,
        ("СЕНТЯБРЬ", None, None),
        ("1", "День знаний", "Директор"),
        ("25-29", "Неделя безопасности", "Завхоз"),
        ("ЯНВАРЬ", None, None),
        ("15", "Собрание", "Директор"),
    ]
    roadmap = by_word(HEADING, rows)
    assert sections(roadmap) == ["СЕНТЯБРЬ", "СЕНТЯБРЬ", "ЯНВАРЬ"]
    assert days(roadmap) == [("2023-09-01..2023-09-01",), ("2023-09-25..2023-09-29",), ("2024-01-15..2024-01-15",)]


def test_an_empty_deadline_under_a_month_is_that_month_and_nothing_is_asked() -> None:
    roadmap = by_text(
        HEADING, HEADER, "Октябрь 2023 г.", ("1", "Осенний бал", "", "Методист"), ("2", "Субботник", "-", "Директор")
    )
    assert days(roadmap) == [("2023-10-01..2023-10-31",)] * 2
    assert [one.questions for one in roadmap.measures] == [(), ()]


def test_a_month_in_the_first_cell_above_a_column_of_days_is_a_heading() -> None:
    roadmap = by_text(
        HEADING,
        ("Дата", "Мероприятие", "Ответственный"),
        ("Ноябрь", "", ""),
        ("10", "Слёт отличников", "Завуч"),
    )
    assert outline(roadmap) == [("Ноябрь", None, "Слёт отличников", None, "10", "Завуч")]
    assert days(roadmap) == [("2023-11-10..2023-11-10",)]


def test_sections_inside_a_month_keep_the_month_and_a_section_above_months_ends_it() -> None:
    within = by_text(HEADING, HEADER, "МАРТ", "1. Работа с детьми", ("1", "Турнир", "", "Тренер"))
    assert days(within) == [("2024-03-01..2024-03-31",)]
    above = by_text(
        HEADING,
        HEADER,
        "Раздел 1. Дети",
        "Март",
        ("1", "Турнир", "", "Тренер"),
        "Раздел 2. Родители",
        ("2", "Собрание", "", "Директор"),
    )
    assert days(above) == [("2024-03-01..2024-03-31",), ("..",)]


def test_a_month_merged_down_the_first_column_dates_the_rows_beside_it() -> None:
    rows = [
        ("Месяц", "Мероприятие", "Ответственный"),
        ("Сентябрь", "День знаний", "Директор"),
        (ABOVE, "Посвящение в пешеходы", "Методист"),
        ("Октябрь", "День учителя", "Директор"),
    ]
    roadmap = by_word(HEADING, rows)
    assert days(roadmap) == [("2023-09-01..2023-09-30",)] * 2 + [("2023-10-01..2023-10-31",)]
    assert [one.questions for one in roadmap.measures] == [(), (), ()]


def test_a_quarter_in_a_column_of_its_own_dates_the_rows_beside_it() -> None:
    rows = [
        ("Квартал", "Мероприятие", "Ответственный"),
        ("I", "Педсовет", "Директор"),
        (ABOVE, "Семинар", "Методист"),
        ("II", "Слёт", "Директор"),
    ]
    roadmap = by_word("План на 2024 год", rows)
    assert deadlines(roadmap) == ["I квартал", "I квартал", "II квартал"]
    assert days(roadmap) == [("2024-01-01..2024-03-31",)] * 2 + [("2024-04-01..2024-06-30",)]


def test_a_month_beside_a_column_of_days_dates_them() -> None:
    rows = [
        ("Месяц", "Число", "Мероприятие", "Ответственный"),
        ("Сентябрь", "1", "День знаний", "Директор"),
        (ABOVE, "22", "День здоровья", "Завхоз"),
    ]
    assert days(by_word(HEADING, rows)) == [("2023-09-01..2023-09-01",), ("2023-09-22..2023-09-22",)]


def test_a_year_above_months_dates_them() -> None:
    roadmap = by_text(
        "Программа развития на 2023-2025 годы",
        HEADER,
        "2024 год",
        ("1", "Закупка", "март", "Завхоз"),
        "2025 год",
        ("2", "Ремонт", "июнь", "Завхоз"),
    )
    assert days(roadmap) == [("2024-03-01..2024-03-31",), ("2025-06-01..2025-06-30",)]


def test_sheets_named_by_months_date_their_rows() -> None:
    book = {
        "Сентябрь": [(HEADING, None, None, None), HEADER, ("1", "День знаний", "1", "Директор")],
        "Октябрь": [HEADER, ("1", "День учителя", "5", "Вожатая")],
    }
    assert days(read_file(sheet_bytes(book))) == [("2023-09-01..2023-09-01",), ("2023-10-05..2023-10-05",)]


def test_what_stands_above_the_header_of_a_further_sheet_is_no_measure() -> None:
    first = [(HEADING, None, None, None), HEADER, ("1", "Педсовет", "август 2023", "Директор")]
    second = [
        ("", "", "", "УТВЕРЖДАЮ"),
        ("", "", "", "Директор школы Лиманова О.П."),
        ("Работа с родителями", None, None, None),
        HEADER,
        ("1", "Собрание", "сентябрь 2023", "Завуч"),
    ]
    roadmap = read_file(sheet_bytes({"Кадры": first, "Семья": second}))
    assert [(one.section, one.title) for one in roadmap.measures] == [
        (None, "Педсовет"),
        ("Работа с родителями", "Собрание"),
    ]


def test_a_deadline_and_people_merged_over_rows_belong_to_each_of_them() -> None:
    rows = [
        HEADER,
        ("1", "Набор отрядов", "до 25.05.2024", "Начальник лагеря"),
        ("2", "Медосмотр", ABOVE, ABOVE),
        ("3", "Открытие смены", "01.06.2024", ABOVE),
    ]
    for roadmap in (by_word("План летнего лагеря на 2024 год", rows), by_sheet(*rows)):
        assert [(one.deadline_text, one.responsible_text) for one in roadmap.measures] == [
            ("до 25.05.2024", "Начальник лагеря"),
            ("до 25.05.2024", "Начальник лагеря"),
            ("01.06.2024", "Начальник лагеря"),
        ]
        assert all(one.questions == () for one in roadmap.measures)


def test_a_blank_deadline_in_a_table_without_merged_cells_is_asked_with_the_value_above() -> None:
    roadmap = by_text(
        HEADING, HEADER, ("1", "Набор отрядов", "до 25.05.2024", "Завуч"), ("2", "Медосмотр", "", "Завуч")
    )
    (question,) = roadmap.measures[1].questions
    assert [(one.start, one.due) for one in question.proposals] == [(None, date(2024, 5, 25))]
    assert roadmap.measures[1].stages[0].due is None


def test_cells_shifted_to_the_right_find_their_columns() -> None:
    roadmap = by_text(
        HEADING,
        HEADER,
        ("1", "Первое дело", "до 10.10.2023", "Завхоз"),
        ("", "2", "Второе дело", "до 20.10.2023", "Завхоз"),
        ("", "3", "Третье дело", "до 25.10.2023", "Завхоз"),
    )
    assert [row[1:] for row in outline(roadmap)] == [
        ("1", "Первое дело", None, "до 10.10.2023", "Завхоз"),
        ("2", "Второе дело", None, "до 20.10.2023", "Завхоз"),
        ("3", "Третье дело", None, "до 25.10.2023", "Завхоз"),
    ]


def test_cells_shifted_in_a_table_with_further_columns_find_their_columns() -> None:
    roadmap = by_text(
        HEADING,
        ("№", "Мероприятие", "Класс", "Срок", "Ответственный"),
        ("1", "Первое дело", "5–9", "до 10.10.2023", "Завхоз"),
        ("Второе дело", "5–9", "до 20.10.2023", "Завхоз", ""),
    )
    assert [row[2:] for row in outline(roadmap)] == [
        ("Первое дело", None, "до 10.10.2023", "Завхоз"),
        ("Второе дело", None, "до 20.10.2023", "Завхоз"),
    ]


def test_an_empty_cell_too_many_in_the_middle_of_a_row_is_closed() -> None:
    roadmap = by_text(
        HEADING,
        ("Мероприятие", "Время проведения", "Класс", "Ответственный"),
        ("Линейка первого звонка", "", "1 сентября", "1–11", "Директор"),
        ("Митинг памяти погибших", "3 сентября", "5–11", "Директор"),
    )
    assert [row[2:] for row in outline(roadmap)] == [
        ("Линейка первого звонка", None, "1 сентября", "Директор"),
        ("Митинг памяти погибших", None, "3 сентября", "Директор"),
    ]


def test_totals_notes_empty_numbers_and_signatures_are_no_measures() -> None:
    roadmap = by_sheet(
        (HEADING, None, None, None),
        HEADER,
        ("1", "Первое дело", "до 10.10.2023", "Завхоз"),
        ("2", "", "", ""),
        ("", "в том числе:", "", ""),
        ("3", "Второе дело", "до 20.10.2023", "Завхоз"),
        ("", "Итого", "2 мероприятия", ""),
        ("Примечание: сроки могут быть изменены.", None, None, None),
        ("Директор школы", "", "__________", "Лиманова О.П."),
    )
    assert titles(roadmap) == ["Первое дело", "Второе дело"]


def test_several_measures_in_one_cell_stay_one_measure() -> None:
    rows = [HEADER, ("1", "- акция «Чистый двор»;\n- конкурс плакатов;\n- линейка", "апрель 2024", "Вожатая")]
    assert titles(by_word(HEADING, rows)) == ["- акция «Чистый двор»; - конкурс плакатов; - линейка"]


def test_a_title_merged_over_several_results_belongs_to_each() -> None:
    rows = [
        ("№", "Мероприятие", "Результат", "Срок", "Ответственный"),
        ("1", "Мониторинг", "Приказ", "15.01.2024", "Завуч"),
        (ABOVE, ABOVE, "Справка", "20.01.2024", "Завуч"),
    ]
    assert [(row[1], row[2], row[3]) for row in outline(by_word(HEADING, rows))] == [
        ("1", "Мониторинг", "Приказ"),
        ("1", "Мониторинг", "Справка"),
    ]


def test_a_second_part_with_other_columns_is_read_with_its_own() -> None:
    first = [HEADER, ("1", "Педсовет", "август 2023", "Директор")]
    second = [("Исполнитель", "Содержание работы", "Дата"), ("Завуч", "Проверка журналов", "12.10.2023")]
    roadmap = by_word(HEADING, first, "Внутришкольный контроль", second)
    assert outline(roadmap) == [
        (None, "1", "Педсовет", None, "август 2023", "Директор"),
        ("Внутришкольный контроль", None, "Проверка журналов", None, "12.10.2023", "Завуч"),
    ]


def test_tables_that_are_no_plan_are_left_out_and_named() -> None:
    passport = [("Наименование программы", "Здоровое питание"), ("Заказчик", "Отдел образования")]
    plan = [HEADER, ("1", "Педсовет", "август 2023", "Директор")]
    people = [("ФИО", "Класс", "Дата рождения", "Школа"), ("Котов А.П.", "7", "12.03.2010", "СШ № 5")]
    roadmap = by_word(HEADING, passport, plan, "Участники", people)
    assert titles(roadmap) == ["Педсовет"]
    assert [one.where for one in roadmap.problems] == ["таблица 1", "таблица 3"]


def test_a_table_of_indicators_comes_out_as_indicators() -> None:
    plan = [HEADER, ("1", "Педсовет", "август 2023", "Директор")]
    targets = [
        ("№", "Показатель", "Ед. изм.", "2023", "2024"),
        ("1", "Доля педагогов с категорией", "%", "60", "75"),
        ("2", "Число кружков", "ед.", "10", "12"),
    ]
    roadmap = by_word(HEADING, plan, "Целевые показатели", targets)
    assert titles(roadmap) == ["Педсовет"]
    assert [(one.name, one.target) for one in roadmap.indicators] == [
        ("Доля педагогов с категорией", "2023 год: 60 %, 2024 год: 75 %"),
        ("Число кружков", "2023 год: 10 ед., 2024 год: 12 ед."),
    ]
    assert [(one.op, one.value, one.unit) for one in roadmap.indicators] == [("=", 75.0, "%"), ("=", 12.0, "ед.")]


def test_indicators_below_the_measures_of_the_same_table_may_have_names_over_their_columns() -> None:
    plan = [HEADER, ("1", "Педсовет", "август 2023", "Директор"), ("Целевые показатели",)]
    plan += [("№", "Показатель", "Значение"), ("1", "Число кружков", "не менее 12 ед.")]
    roadmap = by_word(HEADING, plan)
    assert titles(roadmap) == ["Педсовет"]
    assert [(one.name, one.target) for one in roadmap.indicators] == [("Число кружков", "не менее 12 ед.")]


@pytest.mark.parametrize(
    ("target", "op", "value", "unit"),
    [
        ("не менее 1 250 человек", ">=", 1250.0, "человек"),
        ("не менее 15 проектов до 31.12.2026 г.", ">=", 15.0, "проектов"),
        ("к 1 сентября 2026 года не менее 90 %", ">=", 90.0, "%"),
        ("не более 2,5 %", "<=", 2.5, "%"),
        ("школьный уровень – 80%, муниципальный – 15%", None, None, None),
    ],
)
def test_the_day_by_which_a_target_is_due_is_no_amount(
    target: str, op: str | None, value: float | None, unit: str | None
) -> None:
    found = read_indicator("Показатель", target)
    assert (found.op, found.value, found.unit) == (op, value, unit)


def test_numbers_of_all_kinds_are_numbers() -> None:
    numbers = ("1.", "1)", "1.1.", "1.1.2", "I.1", "№ 5", "2а")
    rows = [(number, f"Дело {place}", "май 2024", "Завхоз") for place, number in enumerate(numbers)]
    assert tuple(one.number for one in by_text(HEADING, HEADER, *rows).measures) == numbers


def test_numbers_before_the_words_of_the_measures_are_their_numbers() -> None:
    rows = [("1. Издать приказ", "до 15.01.2024", "Директор"), ("2. Провести обучение", "до 20.01.2024", "Методист")]
    roadmap = by_text(HEADING, ("Мероприятие", "Срок", "Ответственный"), *rows)
    assert [(one.number, one.title) for one in roadmap.measures] == [
        ("1.", "Издать приказ"),
        ("2.", "Провести обучение"),
    ]


def test_august_above_september_is_the_one_before_the_school_year_and_july_the_one_after() -> None:
    rows = [("АВГУСТ",), ("1", "Педсовет", "", "Директор"), ("МАЙ",), ("2", "Звонок", "", "Директор"), ("ИЮЛЬ",)]
    roadmap = by_text(HEADING, HEADER, *rows, ("3", "Ремонт", "", "Директор"))
    assert days(roadmap) == [("2023-08-01..2023-08-31",), ("2024-05-01..2024-05-31",), ("2024-07-01..2024-07-31",)]


def test_a_measure_after_deeper_numbers_leaves_their_heading() -> None:
    roadmap = by_text(
        HEADING,
        HEADER,
        ("1.", "Организация питания:", "", ""),
        ("1.1.", "заключение договоров", "январь", "Директор"),
        ("1.2.", "закупка посуды", "март", "Директор"),
        ("2.", "Ремонт", "май", "Директор"),
    )
    assert sections(roadmap) == ["1. Организация питания:", "1. Организация питания:", None]


def test_quarters_of_the_school_year_above_the_rows_date_them() -> None:
    rows = ["I четверть", ("1", "Заседание", "Методист"), "II четверть", ("2", "Взаимопосещение", "Методист")]
    roadmap = by_text(HEADING, ("№", "Содержание работы", "Ответственный"), *rows)
    units = [
        (stage.calendar.unit, stage.calendar.index)
        for one in roadmap.measures
        for stage in one.stages
        if stage.calendar
    ]
    assert units == [("quarter", 1), ("quarter", 2)]
    assert [one.questions for one in roadmap.measures] == [(), ()]


def test_blank_lines_between_all_rows_are_no_page_breaks() -> None:
    rows = [("", (f"обход кабинета {place}", "май 2024", "Завхоз")) for place in range(8)]
    lines = [line for pair in rows for line in pair]
    roadmap = by_text(HEADING, ("Мероприятие", "Срок", "Ответственный"), *lines)
    assert titles(roadmap) == [f"обход кабинета {place}" for place in range(8)]


def test_deadlines_that_are_read_twice_are_the_same() -> None:
    roadmap = by_text(HEADING, HEADER, ("1", "Педсовет", "август 2023", "Директор"))
    assert deadlines(roadmap) == ["август 2023"]
