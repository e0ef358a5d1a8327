"""What stands above the table: the title, the period, the days of an order."""

from datetime import date

import pytest

from documents.reading.plan.heading import order_day, period_of, title_of
from domain.measures import Span
from tests.documents.layouts import by_sheet, by_word

TABLE = [("№", "Мероприятие", "Срок", "Ответственный"), ("1", "Педсовет", "май", "Директор")]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("УТВЕРЖДАЮ", "Директор школы", "П.Е.Котов", "", "ПЛАН", "работы на 2024 год"), "ПЛАН работы на 2024 год"),
        (("ПЛАН", "", "мероприятий по питанию", "", "Цель: здоровье"), "ПЛАН мероприятий по питанию"),
        (("Д О Р О Ж Н А Я К А Р Т А", "по ремонту"), "ДОРОЖНАЯ КАРТА по ремонту"),
        (("П Л А Н Р А Б О Т Ы", "на 2024 год"), "ПЛАН РАБОТЫ на 2024 год"),
        (
            ("Приложение № 1", "к приказу от 12.09.2023 № 45", "Комплексный план", "", "на 2023 год"),
            "Комплексный план на 2023 год",
        ),
        (
            ("Годовой календарный план воспитательной работы", "", "1. Цели"),
            "Годовой календарный план воспитательной работы",
        ),
        (
            ("Муниципальная дорожная карта", "«Наставник»", "г. Лесной, 2024"),
            "Муниципальная дорожная карта «Наставник»",
        ),
        (("Перечень мероприятий по подготовке к зиме", ""), "Перечень мероприятий по подготовке к зиме"),
        (("Приложение 2 к Плану работы отдела", "", "График проверок на 2024 год"), "График проверок на 2024 год"),
    ],
)
def test_the_title_is_found_among_the_lines_above_the_table(lines: tuple[str, ...], title: str) -> None:
    assert title_of(lines) == title


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("План на 2023/2024 учебный год", date(2023, 9, 1), date(2024, 5, 31)),
        ("План на 2024 год", date(2024, 1, 1), date(2024, 12, 31)),
        ("Дорожная карта на 2022–2025 годы", date(2022, 1, 1), date(2025, 12, 31)),
        ("План на I полугодие 2024 года", date(2024, 1, 1), date(2024, 6, 30)),
        ("План на сентябрь 2023 года", date(2023, 9, 1), date(2023, 9, 30)),
        ("План на II полугодие 2023/2024 учебного года", date(2024, 1, 1), date(2024, 5, 31)),
        ("План с 1 сентября 2023 г. по 31 мая 2024 г.", date(2023, 9, 1), date(2024, 5, 31)),
        ("План на период с 01.06.2024 по 31.08.2024", date(2024, 6, 1), date(2024, 8, 31)),
    ],
)
def test_the_period_is_read_from_the_title(words: str, start: date, end: date) -> None:
    assert period_of(words, (words,)) == Span(start, end)


def test_the_period_may_stand_in_a_line_below_the_title() -> None:
    lines = ("ПЛАН РАБОТЫ ШКОЛЬНОГО ОТРЯДА ЮИД", "", "Школа № 5", "", "на 2023/2024 учебный год")
    assert period_of(title_of(lines), lines) == Span(date(2023, 9, 1), date(2024, 5, 31))


def test_the_day_of_an_order_is_no_period() -> None:
    lines = ("Приложение к приказу от 12.09.2023 № 45", "План по питанию")
    assert period_of("План по питанию", lines) == Span()
    assert order_day(lines) == date(2023, 9, 12)


def test_approval_blocks_beside_each_other_are_not_the_title() -> None:
    approval = [("СОГЛАСОВАНО\nПредседатель совета\nКотов А.П.", "УТВЕРЖДАЮ\nДиректор\nЛиманова О.П.\n«01» 09 2023 г.")]
    roadmap = by_word(approval, "", "План по профилактике на 2024 год", TABLE)
    assert roadmap.title == "План по профилактике на 2024 год"
    assert roadmap.problems == ()


def test_the_title_may_stand_in_merged_rows_of_the_sheet() -> None:
    roadmap = by_sheet(
        ("Приложение к приказу от 30.08.2023 № 120", None, None, None),
        ("ПЛАН", None, None, None),
        ("работы с одарёнными детьми", None, None, None),
        ("на 2023/2024 учебный год", None, None, None),
        *TABLE,
    )
    assert roadmap.title == "ПЛАН работы с одарёнными детьми на 2023/2024 учебный год"
    assert roadmap.period == Span(date(2023, 9, 1), date(2024, 5, 31))
    assert roadmap.measures[0].section is None


def test_the_title_may_stand_in_the_first_cell_of_the_sheet() -> None:
    roadmap = by_sheet(("План работы на 2024 год",), *TABLE)
    assert roadmap.title == "План работы на 2024 год"
    assert roadmap.measures[0].section is None


def test_the_title_may_stand_in_a_row_of_the_table() -> None:
    title = ("План мероприятий по безопасности на 2024 год", None, None, None)
    roadmap = by_word([title, *TABLE])
    assert roadmap.title == "План мероприятий по безопасности на 2024 год"


def test_the_period_may_stand_over_the_deadlines() -> None:
    header = ("Мероприятие", "Срок исполнения (2024 год)", "Ответственный")
    roadmap = by_word("Дорожная карта", [header, ("Педсовет", "март", "Директор")])
    assert roadmap.period == Span(date(2024, 1, 1), date(2024, 12, 31))


def test_bare_numbers_in_the_plan_of_a_month_are_its_days() -> None:
    header = ("Дата", "Мероприятие", "Ответственный")
    roadmap = by_word("План работы на октябрь 2023 года", [header, ("5", "День учителя", "Директор")])
    assert roadmap.measures[0].stages[0].due == date(2023, 10, 5)
