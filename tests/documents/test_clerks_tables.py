"""Plans as clerks type, paste and split them: columns of weeks and of how often, cells torn over lines and rows."""

from datetime import date

import pytest

from documents.reading.plan.country import country_of
from domain.measures import DraftRoadmap
from tests.documents.layouts import ABOVE, by_sheet, by_text, by_word

HEADER = ("№ п/п", "Мероприятие", "Срок", "Ответственные")
HEADING = "План работы школы на 2024/2025 учебный год"


def asked(roadmap: DraftRoadmap) -> list[str]:
    return [question.text for measure in roadmap.measures for question in measure.questions]


def rows(roadmap: DraftRoadmap) -> list[tuple[str, str, str | None]]:
    return [(one.title, one.deadline_text, one.responsible_text) for one in roadmap.measures]


def test_cells_of_several_lines_pasted_from_a_table_are_whole_again() -> None:
    roadmap = by_text(
        "План мероприятий на 2025 год",
        HEADER,
        "1\tАнкетирование\nучащихся 9 и 11 классов\tянварь\tПедагог-психолог",
        "2\tЭкскурсии:\n- на комбинат;\n- в лесхоз\tфевраль-\nапрель\tКлассные руководители,\nродительский комитет",
        "3\tДень открытых дверей\t15.03.2025\tЗам. директора по ВР\nСмирнова Е.Ю.",
        "Работа с родителями",
        "4\tСобрание\tапрель\tЗаместители директора,\nпредставители центра занятости",
    )
    assert rows(roadmap) == [
        ("Анкетирование учащихся 9 и 11 классов", "январь", "Педагог-психолог"),
        ("Экскурсии: - на комбинат; - в лесхоз", "февраль- апрель", "Классные руководители, родительский комитет"),
        ("День открытых дверей", "15.03.2025", "Зам. директора по ВР Смирнова Е.Ю."),
        ("Собрание", "апрель", "Заместители директора, представители центра занятости"),
    ]
    assert [one.section for one in roadmap.measures] == [None, None, None, "Работа с родителями"]
    assert asked(roadmap) == []


def test_a_number_in_the_column_of_weeks_is_no_day() -> None:
    roadmap = by_word(
        HEADING,
        [
            ("Месяц", "Неделя", "Мероприятия", "Ответственный"),
            ("Январь", "2", "Заседание методического объединения", "Руководитель МО"),
            (ABOVE, "4", "Педсовет «Итоги полугодия»", "Директор"),
            ("Февраль", "2-3", "Месячник спортивной работы", "Учителя физкультуры"),
        ],
    )
    assert [(one.stages[0].start, one.stages[0].due) for one in roadmap.measures] == [
        (date(2025, 1, 8), date(2025, 1, 14)),
        (date(2025, 1, 22), date(2025, 1, 28)),
        (date(2025, 2, 8), date(2025, 2, 21)),
    ]


def test_how_often_and_by_when_in_two_columns_are_one_deadline() -> None:
    roadmap = by_word(
        "График представления отчётности в 2025 году",
        [
            ("№ п/п", "Наименование отчёта", "Периодичность", "Срок представления", "Кто представляет"),
            ("1.", "Отчёт о посещаемости", "ежемесячно", "до 5 числа", "Учреждения образования"),
            ("2.", "Мониторинг питания", "еженедельно", "по пятницам", "Ответственные за питание"),
            ("3.", "Самоанализ", "1 раз в год", "", "Школы"),
        ],
    )
    rules = [one.stages[0].recurrence for one in roadmap.measures]
    assert [(rule.freq, rule.day, rule.weekday) for rule in rules if rule] == [
        ("monthly", 5, None),
        ("weekly", None, "FR"),
        ("yearly", None, None),
    ]
    assert asked(roadmap) == []


def test_the_second_header_row_under_merged_cells_is_no_measure() -> None:
    long = "реализованные меры по устранению выявленных недостатков"
    roadmap = by_word(
        "План по устранению недостатков на 2025 год",
        [
            ("Недостатки", "Наименование мероприятия", "Плановый срок", "Ответственный исполнитель", "Ход", None),
            (ABOVE, ABOVE, ABOVE, ABOVE, long, "фактический срок реализации"),
            ("Нет раздела на сайте", "Создание раздела", "01.03.2025", "Рогова Анна Сергеевна, заведующий", "", ""),
        ],
    )
    assert [one.title for one in roadmap.measures] == ["Создание раздела"]
    assert roadmap.problems == ()


@pytest.mark.parametrize("page_break", ["\f", "\n", ""])
def test_a_row_cut_in_several_cells_is_whole_however_the_break_is_marked(page_break: str) -> None:
    roadmap = by_text(
        HEADING,
        HEADER,
        ("1.", "Учёба лидеров «Школа", "октябрь 2024 г. -", "Районный центр детского"),
        f"{page_break}\tактива»\tмарт 2025 г.\tтворчества, учреждения образования",
        ("2.", "Обновление уголков", "сентябрь, январь", "Заместители директора по воспитательной"),
        f"{page_break}\t\t\tработе",
        ("3.", "Слёт лидеров", "ноябрь 2024 г.", "Шило О.С., заместитель"),
        f"{page_break}\t\t\tначальника управления по образованию",
    )
    assert rows(roadmap) == [
        (
            "Учёба лидеров «Школа актива»",
            "октябрь 2024 г. - март 2025 г.",
            "Районный центр детского творчества, учреждения образования",
        ),
        ("Обновление уголков", "сентябрь, январь", "Заместители директора по воспитательной работе"),
        ("Слёт лидеров", "ноябрь 2024 г.", "Шило О.С., заместитель начальника управления по образованию"),
    ]


def test_a_row_of_its_own_below_a_numbered_one_is_no_rest() -> None:
    roadmap = by_sheet(
        (HEADING, None, None, None),
        HEADER,
        ("1", "Месячник безопасности", "октябрь 2024", "Директор"),
        ("", "учебная эвакуация", "15 октября 2024", "Завхоз"),
    )
    assert [one.title for one in roadmap.measures] == ["Месячник безопасности", "учебная эвакуация"]


def test_a_measure_in_the_words_of_a_header_is_read() -> None:
    roadmap = by_sheet(
        ("Мероприятие", "Сроки", "Исполнитель", "Результат"),
        ("Муниципальный этап олимпиады", "ноябрь 2025", "Отдел образования", "Протоколы"),
        ("Разбор заданий с учителями", "через неделю после олимпиады", "Руководители РМО", "Методические материалы"),
        ("Награждение победителей", "30.01.2026", "Начальник отдела образования", "Дипломы"),
    )
    assert [(one.title, one.result) for one in roadmap.measures] == [
        ("Муниципальный этап олимпиады", "Протоколы"),
        ("Разбор заданий с учителями", "Методические материалы"),
        ("Награждение победителей", "Дипломы"),
    ]


def test_the_object_of_a_control_is_the_measure_and_not_its_kind() -> None:
    roadmap = by_sheet(
        ("График контроля на 2024/25 учебный год", None, None, None, None),
        ("№", "Объект контроля", "Вид", "Сроки", "Ответственный"),
        (1, "Личные дела 1-х классов", "Персональный", "до 20 сентября", "Секретарь"),
        (2, "Электронные журналы", "Текущий", "ноябрь", "Завуч"),
    )
    assert [one.title for one in roadmap.measures] == ["Личные дела 1-х классов", "Электронные журналы"]


def test_ditto_marks_say_what_the_row_above_says() -> None:
    roadmap = by_word(
        HEADING,
        [
            HEADER,
            ("1", "Августовское совещание", "до 24.08.2024", "Хасанова Г.М."),
            ("2", "Педагогические чтения", '-"-', "-//-"),
        ],
    )
    (first, second) = roadmap.measures
    assert (second.stages, second.parties) == (first.stages, first.parties)


def test_two_institutions_and_two_months_are_not_paired() -> None:
    roadmap = by_word(HEADING, [HEADER, ("1", "Мониторинг", "сентябрь, январь", "Управление образования, МКУ «ИМЦ»")])
    assert [stage.label for stage in roadmap.measures[0].stages] == [None, None]
    assert asked(roadmap) == []


def test_dates_and_people_line_against_line_are_asked() -> None:
    roadmap = by_word(HEADING, [HEADER, ("1", "Занятия клуба", "12.02.2025\n12.03.2025", "Ильина Н.Н.\nКочетова Ж.А.")])
    (question,) = asked(roadmap)
    assert "Кочетова Ж.А." in question
    assert "12.03.2025" in question


def test_a_heading_may_state_the_deadline_of_its_rows() -> None:
    roadmap = by_word(
        HEADING,
        [
            HEADER,
            ("I. Общественный контроль (срок: постоянно)", None, None, None),
            ("1", "Проверка бытовых условий", "", "Комиссия"),
            ("II. Отдых", None, None, None),
            ("2", "Слёт", "", "Комиссия"),
        ],
    )
    assert [one.stages[0].kind for one in roadmap.measures] == ["ongoing", "unscheduled"]
    assert len(asked(roadmap)) == 1


def test_the_passport_above_the_plan_gives_its_period() -> None:
    roadmap = by_word(
        "План реализации проекта «Технопарк»",
        [("Наименование проекта", "«Технопарк»"), ("Сроки реализации проекта", "сентябрь 2024 – май 2026")],
        [HEADER, ("1", "Кружки", "в течение всего периода", "Педагоги")],
    )
    assert (roadmap.period.start, roadmap.period.end) == (date(2024, 9, 1), date(2026, 5, 31))


@pytest.mark.parametrize(
    "line",
    [
        "План разработан на основании Федерального закона «Об образовании».",
        "Методическая тема школы: «Качество урока – качество образования».",
    ],
)
def test_words_about_the_plan_are_not_part_of_its_title(line: str) -> None:
    roadmap = by_word(HEADING, line, [HEADER, ("1", "Педсовет", "март", "Директор")])
    assert roadmap.title == HEADING


def test_a_stamp_above_the_heading_is_not_part_of_it() -> None:
    roadmap = by_word("ПРОЕКТ", HEADING, [HEADER, ("1", "Педсовет", "март", "Директор")])
    assert roadmap.title == HEADING


def test_columns_parted_by_semicolons_with_blanks_are_a_table_when_a_header_stands_above() -> None:
    roadmap = by_text(
        "Мероприятие; Срок; Ответственный",
        "Ремонт спортзала; до 01.08.2025; Директор СОШ № 2",
        "Медосмотр работников; до 20.08.2025; Заведующие ДОУ",
    )
    assert [one.title for one in roadmap.measures] == ["Ремонт спортзала", "Медосмотр работников"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("МКОУ «Ольховская ООШ»", "RU"),
        ("Движение первых, отряд Юнармии, сдача ГТО", "RU"),
        ("областной конкурс Самарской области", "RU"),
        ("отделы образования Минской области, БРСМ", "BY"),
        ("инспектор ИДН, РОЧС, аг. Заболоть", "BY"),
        ("конкурс рисунков «Мой край»", None),
        ("учитель Дорохов Г.П., учитель Титова Е.В.", None),
        ("учреждения образования, отдел по образованию", "BY"),
        ("школы района", None),
    ],
)
def test_institutions_examinations_and_territories_tell_the_country(text: str, country: str | None) -> None:
    assert country_of(text) == country
