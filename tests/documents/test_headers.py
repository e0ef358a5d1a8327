"""The header of a table: any words, any order, one to three rows."""

import pytest

from documents.reading.columns import meaning_of
from tests.documents.layouts import ABOVE, by_sheet, by_text, by_word, days, deadlines, outline, titles

HEADING = "План работы школы на 2023/2024 учебный год"


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("№", "number"),
        ("№\nп/п", "number"),
        ("N п/п", "number"),
        ("Номер пункта", "number"),
        ("Сроки реализации", "deadline"),
        ("Cрок", "deadline"),
        ("Срок\nиспол-\nнения", "deadline"),
        ("С Р О К И", "deadline"),
        ("Ориентировочное время проведения", "deadline"),
        ("Дата и место проведения", "deadline"),
        ("Периодичность", "deadline"),
        ("Месяц", "deadline"),
        ("Ответст-\nвенный", "responsible"),
        ("Ответст венные", "responsible"),
        ("Кто отвечает", "responsible"),
        ("Ф.И.О. ответственного", "responsible"),
        ("Ответственный (Ф.И.О., должность)", "responsible"),
        ("Дела, события, мероприятия", "title"),
        ("Содержание работы", "title"),
        ("Наименование мероприятия", "title"),
        ("Мероприятия (формы и темы)", "title"),
        ("Вопросы, подлежащие контролю", "title"),
        ("Наименование показателя", "result"),
        ("Форма проведения мероприятия", "result"),
        ("Информация об исполнении (качественные и количественные показатели)", "result"),
        ("Где подводятся итоги", "result"),
        ("Отметка о выполнении", "result"),
        ("Место проведения мероприятия", None),
        ("Классы", None),
        ("Цель контроля", None),
        ("Объём финансирования, руб.", None),
        ("Дата рождения", None),
        ("А", None),
    ],
)
def test_the_words_of_a_header_cell_name_its_role(words: str, role: str | None) -> None:
    found = meaning_of(words)
    assert (found.role if found else None) == role


def test_the_columns_may_stand_in_any_order() -> None:
    roadmap = by_text(
        HEADING,
        ("Ответственные", "Дата проведения", "Итоговый документ", "Содержание деятельности", "№"),
        ("Отдел", "май 2024 г.", "Справка", "Проверка журналов", "1"),
    )
    assert outline(roadmap) == [(None, "1", "Проверка журналов", "Справка", "май 2024 г.", "Отдел")]


def test_a_header_below_other_rows_of_the_sheet_is_found() -> None:
    roadmap = by_sheet(
        ("", "", "", "УТВЕРЖДАЮ"),
        ("", "", "", "Директор школы № 5 Лиманова О.П."),
        ("План цифровой трансформации школы на 2024 год", None, None, None),
        (),
        ("№ п/п", "Мероприятие", "Срок", "Исполнитель"),
        ("1", "Подключение к электронному журналу", "до 01.02.2024", "Администрация"),
    )
    assert roadmap.title == "План цифровой трансформации школы на 2024 год"
    assert outline(roadmap) == [
        (None, "1", "Подключение к электронному журналу", None, "до 01.02.2024", "Администрация")
    ]


def test_a_beginning_and_an_end_under_one_heading_are_a_range() -> None:
    rows = [
        ("№", "Мероприятие", "Сроки", None, "Ответственный"),
        (ABOVE, ABOVE, "начало", "окончание", ABOVE),
        ("1", "Ремонт спортивного зала", "01.06.2024", "20.08.2024", "Завхоз"),
        ("2", "Приёмка школы", "", "25.08.2024", "Директор"),
    ]
    for roadmap in (by_word("План ремонта на 2024 год", rows), by_sheet(("План ремонта на 2024 год", None), *rows)):
        assert titles(roadmap) == ["Ремонт спортивного зала", "Приёмка школы"]
        assert deadlines(roadmap) == ["01.06.2024 – 20.08.2024", "до 25.08.2024"]
        assert days(roadmap) == [("2024-06-01..2024-08-20",), ("..2024-08-25",)]


def test_a_header_of_two_rows_without_merged_cells_is_read_too() -> None:
    roadmap = by_text(
        HEADING,
        ("№", "Мероприятие", "Сроки", "", "Ответственный"),
        ("", "", "начало", "окончание", ""),
        ("1", "Ремонт кабинета химии", "01.06.2024", "20.06.2024", "Завхоз"),
    )
    assert outline(roadmap) == [(None, "1", "Ремонт кабинета химии", None, "01.06.2024 – 20.06.2024", "Завхоз")]


def test_a_name_and_a_post_in_two_columns_are_one_responsible_person() -> None:
    rows = [
        ("№", "Мероприятие", "Срок", "Ответственные", None),
        (ABOVE, ABOVE, ABOVE, "ФИО", "должность"),
        ("1", "Обучение наставников", "октябрь", "Ершова Л.П.", "заместитель директора по УВР"),
    ]
    roadmap = by_word(HEADING, rows)
    assert outline(roadmap)[0][5] == "Ершова Л.П., заместитель директора по УВР"
    assert [(one.name, one.position) for one in roadmap.measures[0].parties] == [
        ("Ершова Л.П.", "заместитель директора по УВР")
    ]


def test_of_the_planned_and_the_actual_day_the_planned_one_is_the_deadline() -> None:
    rows = [
        ("№", "Мероприятие", "Срок", None, "Ответственный"),
        (ABOVE, ABOVE, "план", "факт", ABOVE),
        ("1", "Инструктаж по пожарной безопасности", "до 10.09.2023", "", "Завхоз"),
    ]
    assert deadlines(by_word(HEADING, rows)) == ["до 10.09.2023"]


def test_marks_under_the_months_are_the_deadline() -> None:
    rows = [
        ("№", "Мероприятие", "Месяцы", None, None, "Ответственный"),
        (ABOVE, ABOVE, "сентябрь", "октябрь", "ноябрь", ABOVE),
        ("1", "Посещение уроков молодых учителей", "+", "", "+", "Наставники"),
        ("2", "Заполнение дневника наставника", "х", "х", "х", "Наставники"),
        ("3", "Круглый стол", "", "12", "", "Методист"),
    ]
    roadmap = by_word("План наставничества на 2023/2024 учебный год", rows)
    assert deadlines(roadmap) == ["сентябрь, ноябрь", "сентябрь, октябрь, ноябрь", "12 октября"]
    assert days(roadmap) == [
        ("2023-09-01..2023-09-30", "2023-11-01..2023-11-30"),
        ("2023-09-01..2023-09-30", "2023-10-01..2023-10-31", "2023-11-01..2023-11-30"),
        ("2023-10-12..2023-10-12",),
    ]


def test_marks_under_the_quarters_of_a_year_are_the_deadline() -> None:
    rows = [
        ("№", "Пошаговые мероприятия", "Контрольные показатели", "2024 год", None, None, None),
        (ABOVE, ABOVE, ABOVE, "I кв.", "II кв.", "III кв.", "IV кв."),
        ("1", "2", "3", "4", "5", "6", "7"),
        ("1", "Закупка ноутбуков", "30 ноутбуков", "", "+", "", ""),
    ]
    roadmap = by_word("Сетевой план-график проекта", rows)
    assert outline(roadmap) == [(None, "1", "Закупка ноутбуков", "30 ноутбуков", "II кв. 2024 года", None)]
    assert days(roadmap) == [("2024-04-01..2024-06-30",)]


def test_money_under_the_years_is_no_deadline() -> None:
    roadmap = by_text(
        "Программа на 2023-2024 годы",
        ("№", "Мероприятие", "Срок", "2023 год", "2024 год", "Исполнитель"),
        ("1", "Замена окон", "до 01.08.2023", "150,5", "0,0", "Отдел образования"),
    )
    assert deadlines(roadmap) == ["до 01.08.2023"]


def test_columns_that_no_measure_needs_are_passed_over() -> None:
    roadmap = by_text(
        HEADING,
        ("Дата", "Время", "Место проведения", "Мероприятие", "Класс", "Ответственный", "Примечание"),
        ("12.10.2023", "14.00", "актовый зал", "Посвящение в читатели", "1", "Библиотекарь", ""),
    )
    assert outline(roadmap) == [(None, None, "Посвящение в читатели", None, "12.10.2023", "Библиотекарь")]


def test_a_remark_is_the_result_only_where_there_is_no_better_column() -> None:
    header = ("№", "Мероприятие", "Срок", "Ответственный", "Отметка о выполнении")
    roadmap = by_text(HEADING, header, ("1", "Субботник", "апрель 2024", "Завхоз", "выполнено"))
    assert roadmap.measures[0].result == "выполнено"
    roadmap = by_text(
        HEADING,
        (*header, "Ожидаемый результат"),
        ("1", "Субботник", "апрель 2024", "Завхоз", "выполнено", "Чистый двор"),
    )
    assert roadmap.measures[0].result == "Чистый двор"


def test_several_columns_of_people_are_joined_and_those_who_answer_come_first() -> None:
    roadmap = by_text(
        HEADING,
        ("№", "Мероприятие", "Контроль", "Соисполнители", "Срок", "Исполнители"),
        ("1", "Проверка классных журналов", "Директор", "Методист", "октябрь", "Заместитель директора по УВР"),
    )
    assert roadmap.measures[0].responsible_text == "Заместитель директора по УВР; Директор; Методист"


def test_a_table_of_control_has_its_measures_in_the_object_of_control() -> None:
    roadmap = by_text(
        "План внутришкольного контроля на 2023/2024 учебный год",
        ("Объект контроля", "Цель контроля", "Вид контроля", "Форма контроля", "Сроки", "Ответственный", "Итоги"),
        ("Рабочие программы", "Соответствие ФГОС", "Тематический", "Изучение", "сентябрь", "Завуч", "Справка"),
    )
    assert outline(roadmap) == [(None, None, "Рабочие программы", "Справка", "сентябрь", "Завуч")]


def test_a_column_of_directions_names_the_section() -> None:
    rows = [
        ("Направление", "Мероприятие", "Срок", "Ответственный"),
        ("Профилактика", "Неделя безопасности", "сентябрь 2023", "Соц. педагог"),
        (ABOVE, "Беседа с инспектором", "октябрь 2023", "Соц. педагог"),
        ("Досуг", "Осенний бал", "октябрь 2023", "Педагог-организатор"),
    ]
    assert [one.section for one in by_word(HEADING, rows).measures] == ["Профилактика", "Профилактика", "Досуг"]


def test_the_only_column_of_directions_is_the_title() -> None:
    roadmap = by_text(HEADING, ("Направление", "Срок"), ("Работа с родителями", "в течение года"))
    assert titles(roadmap) == ["Работа с родителями"]


def test_a_number_column_without_a_heading_is_known_by_its_numbers() -> None:
    roadmap = by_text(
        HEADING,
        ("", "Мероприятие", "Срок", "Ответственный"),
        ("1.", "Первое дело", "май 2024", "Завхоз"),
        ("2.", "Второе дело", "май 2024", "Завхоз"),
    )
    assert [one.number for one in roadmap.measures] == ["1.", "2."]


def test_a_heading_over_the_numbers_and_the_words_has_both_below_it() -> None:
    rows = [
        ("Мероприятия", None, "Срок", "Ответственный"),
        ("1.", "Первое дело", "май 2024", "Завхоз"),
        ("2.", "Второе дело", "май 2024", "Завхоз"),
    ]
    assert outline(by_word(HEADING, rows)) == [
        (None, "1.", "Первое дело", None, "май 2024", "Завхоз"),
        (None, "2.", "Второе дело", None, "май 2024", "Завхоз"),
    ]


def test_cells_that_end_at_other_grid_lines_than_the_header_stay_in_their_columns() -> None:
    rows = [
        ("№", "Мероприятие", None, "Срок", "Ответственный"),
        ("1", "Первое дело", "май 2024", None, "Завхоз"),
        ("2", "Второе дело", None, "июнь 2024", "Директор"),
    ]
    assert outline(by_word(HEADING, rows)) == [
        (None, "1", "Первое дело", None, "май 2024", "Завхоз"),
        (None, "2", "Второе дело", None, "июнь 2024", "Директор"),
    ]


def test_a_deadline_column_with_an_unknown_heading_is_known_by_its_cells() -> None:
    roadmap = by_text(
        HEADING,
        ("№", "Мероприятие", "Контрольная точка", "Ответственный"),
        ("1", "Первое дело", "до 10.10.2023", "Завхоз"),
        ("2", "Второе дело", "до 20.10.2023", "Завхоз"),
    )
    assert deadlines(roadmap) == ["до 10.10.2023", "до 20.10.2023"]


def test_a_deadline_and_people_in_one_column_are_told_apart() -> None:
    roadmap = by_text(
        HEADING,
        ("№", "Мероприятие", "Срок, ответственный"),
        ("1", "Обучение", "до 01.03.2024, Петров И.И."),
        ("2", "Медосмотр", "сентябрь, октябрь, медицинская сестра"),
        ("3", "Субботник", "в течение года"),
    )
    assert [(one.deadline_text, one.responsible_text) for one in roadmap.measures] == [
        ("до 01.03.2024", "Петров И.И."),
        ("сентябрь, октябрь", "медицинская сестра"),
        ("в течение года", None),
    ]


def test_a_calendar_of_months_has_a_measure_in_each_cell() -> None:
    rows = [
        ("Направление", "Сентябрь", "Октябрь", "Ноябрь"),
        ("Профилактика", "Беседа о правилах движения", "", "Неделя толерантности"),
        ("Досуг", "Линейка «День знаний»", "Концерт ко Дню учителя", "Осенний бал"),
    ]
    roadmap = by_word(HEADING, rows)
    assert [(one.section, one.title, one.deadline_text) for one in roadmap.measures] == [
        ("Профилактика", "Беседа о правилах движения", "сентябрь"),
        ("Профилактика", "Неделя толерантности", "ноябрь"),
        ("Досуг", "Линейка «День знаний»", "сентябрь"),
        ("Досуг", "Концерт ко Дню учителя", "октябрь"),
        ("Досуг", "Осенний бал", "ноябрь"),
    ]


def test_the_initials_of_a_heading_are_no_name() -> None:
    roadmap = by_text(HEADING, ("Дата", "Тема", "Ф.И.О. ответственного"), ("15.02.2024", "Новые ФГОС", "Котова И.П."))
    assert titles(roadmap) == ["Новые ФГОС"]


def test_a_plan_with_months_above_needs_no_column_of_deadlines() -> None:
    roadmap = by_word(
        HEADING,
        [("№", "Мероприятие", "Примечание"), ("СЕНТЯБРЬ", None, None), ("1", "День знаний", "")],
    )
    assert days(roadmap) == [("2023-09-01..2023-09-30",)]
    assert roadmap.measures[0].questions == ()
