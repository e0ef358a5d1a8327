"""Values of indicators as people type them. It is Friday, 14 October 2022; the plan has begun on 1 September."""

import random
from datetime import date

import pytest

from documents.reading.plan.indicators import read_indicator
from domain.measures import Indicator
from domain.typed_values import TypedValue, is_far, names_number, read_value

TODAY, BEGINS = date(2022, 10, 14), date(2022, 9, 1)
PROJECTS = read_indicator("Количество проектов", "не менее 15 проектов к 2026 году")
SHARE = read_indicator("Доля обучающихся", "не менее 80 %")
PEOPLE = read_indicator("Количество общественных наблюдателей", "не менее 24 человек")
RAIDS = read_indicator("Количество проведённых рейдов", "20")
POINTS = read_indicator("Средний балл", "не ниже 4,2 балла")
CLASSES = read_indicator("Количество профильных классов", "не менее 6 классов")
LESSONS = read_indicator("Количество разработанных цифровых уроков", "не менее 30 уроков")
CIRCLES = read_indicator("Количество кружков", "не менее 3 кружков")
LEVELS = read_indicator("Доля участников", "Школьный уровень – 80% муниципальный – 15%")


def read(indicator: Indicator, words: str) -> object:
    return read_value(words, indicator, today=TODAY, begins=BEGINS)


NUMBERS = [
    (PROJECTS, "12", 12),
    (PROJECTS, " 12. ", 12),
    (PROJECTS, "12 проектов", 12),
    (PROJECTS, "2 проекта", 2),
    (PROJECTS, "12проектов", 12),
    (PROJECTS, "0", 0),
    (PROJECTS, "1 250", 1250),
    (PROJECTS, "1\u00a0250 проектов", 1250),
    (PROJECTS, "12,0", 12),
    (PROJECTS, "12 шт.", 12),
    (PROJECTS, "12 из 15", 12),
    (PROJECTS, "12/15", 12),
    (PROJECTS, "12 из 15 проектов", 12),
    (PROJECTS, "Итого: 12", 12),
    (PROJECTS, "12 и ещё раз 12", 12),
    (PROJECTS, "12 проектов, из них 3 новых", 12),
    (PROJECTS, "в 2022 году 12 проектов", 12),
    (PROJECTS, "12 (СОШ №2)", 12),
    (PROJECTS, "12 в 9-11 классах", 12),
    (SHARE, "61,5 %", 61.5),
    (SHARE, "61.5", 61.5),
    (SHARE, "61,5%", 61.5),
    (SHARE, "60 процентов", 60),
    (SHARE, "123 из 200, это 61,5 %", 61.5),
    (SHARE, "0", 0),
    (SHARE, "100", 100),
    (PEOPLE, "24 чел.", 24),
    (PEOPLE, "24 педагога", 24),
    (RAIDS, "12 рейдов", 12),
    (POINTS, "4,35 балла", 4.35),
    (POINTS, "4.35", 4.35),
    (CLASSES, "5 классов", 5),
    (LESSONS, "2 урока", 2),
    (LESSONS, "1 урок", 1),
    (CIRCLES, "1 кружок", 1),
    (LEVELS, "80 %", 80),
    (LEVELS, "80", 80),
]


@pytest.mark.parametrize(("indicator", "words", "value"), NUMBERS)
def test_a_number_is_read_as_it_is_written_in_russian(indicator: Indicator, words: str, value: float) -> None:
    found = read(indicator, words)
    assert isinstance(found, TypedValue), found
    assert (found.value, found.day) == (value, TODAY)


DAYS = [
    ("12 на 10 октября", date(2022, 10, 10)),
    ("12 проектов на 10 октября 2022 года", date(2022, 10, 10)),
    ("на 10.10.2022 12", date(2022, 10, 10)),
    ("12 10.10.22 г.", date(2022, 10, 10)),
    ("12 на 10.10", date(2022, 10, 10)),
    ("12 на 10-е", date(2022, 10, 10)),
    ("12 на 30-е", date(2022, 9, 30)),
    ("12 на 2022-10-10", date(2022, 10, 10)),
    ("по состоянию на 1 сентября — 12", date(2022, 9, 1)),
    ("вчера стало 12", date(2022, 10, 13)),
    ("12 сегодня", date(2022, 10, 14)),
    ("12 за сентябрь", date(2022, 9, 30)),
    ("12 за октябрь", date(2022, 10, 14)),
    ("12 за сентябрь 2022 г.", date(2022, 9, 30)),
    ("12: на 10 октября", date(2022, 10, 10)),
    ("12: до 20 октября будет ещё", TODAY),
]


@pytest.mark.parametrize(("words", "day"), DAYS)
def test_a_day_beside_the_number_is_the_day_on_which_it_stood(words: str, day: date) -> None:
    found = read(PROJECTS, words)
    assert isinstance(found, TypedValue), found
    assert (found.value, found.day) == (12, day)


def test_a_day_without_a_year_is_looked_for_in_the_past() -> None:
    january = date(2023, 1, 16)
    found = read_value("12 на 25 декабря", PROJECTS, today=january, begins=BEGINS)
    assert isinstance(found, TypedValue)
    assert found.day == date(2022, 12, 25)


WORDS = [
    ("12", None),
    ("12 проектов", None),
    ("12 из 15", None),
    ("12 на 10 октября", None),
    ("на сегодня у нас 12", None),
    ("12: провели ещё два", "провели ещё два"),
    ("12: Провели ещё 2", "Провели ещё 2"),
    ("12 проектов на 10 октября: ещё 3 в работе, к 1 ноября", "ещё 3 в работе, к 1 ноября"),
    ("12: на 10 октября, провели ещё два", "провели ещё два"),
    ("Провели 12 проектов в СОШ №2", "Провели 12 проектов в СОШ №2"),
    ("12: " + "я" * 600, "я" * 500),
]


@pytest.mark.parametrize(("words", "kept"), WORDS)
def test_words_that_say_more_than_the_number_are_kept(words: str, kept: str | None) -> None:
    found = read(PROJECTS, words)
    assert isinstance(found, TypedValue), found
    assert found.words == kept


FAULTS = [
    (PROJECTS, "12 и 13", "several"),
    (PROJECTS, "10-12", "several"),
    (PROJECTS, "12 проектов и 13 проектов", "several"),
    (PROJECTS, "12 из 20", "several"),
    (PROJECTS, "1 2500", "several"),
    (SHARE, "123 из 200", "several"),
    (LEVELS, "80 % и 15 %", "several"),
    (PROJECTS, "12 %", "unit"),
    (PROJECTS, "12 человек", "unit"),
    (PROJECTS, "2 урока", "unit"),
    (PROJECTS, "12 мероприятий", "unit"),
    (SHARE, "60 человек", "unit"),
    (PEOPLE, "24 проекта", "unit"),
    (RAIDS, "12 %", "unit"),
    (SHARE, "-5", "negative"),
    (PROJECTS, "минус 5", "negative"),
    (SHARE, "100,1", "percent"),
    (SHARE, "615 %", "percent"),
    (PROJECTS, "12,5", "whole"),
    (PROJECTS, "1,250", "whole"),
    (PROJECTS, "9" * 30, "large"),
    (PROJECTS, "9" * 400, "large"),
    (PROJECTS, "12.5.3", "none"),
    (PROJECTS, "двенадцать", "none"),
    (PROJECTS, "10 октября", "none"),
    (PROJECTS, "", "none"),
    (PROJECTS, "12 на 31 июня", "no-day"),
    (PROJECTS, "12 на 10 октября и на 11 октября", "several-days"),
    (PROJECTS, "12 на 15 октября", "future"),
    (PROJECTS, "12 завтра", "future"),
    (PROJECTS, "12 за ноябрь", "future"),
    (PROJECTS, "12 на 31 августа", "before"),
    (PROJECTS, "12 на 10.10.2021", "before"),
]


@pytest.mark.parametrize(("indicator", "words", "fault"), FAULTS)
def test_what_is_not_plain_is_refused_with_its_reason(indicator: Indicator, words: str, fault: str) -> None:
    assert read(indicator, words) == fault


def test_a_plan_whose_beginning_nobody_knows_takes_any_day_of_the_past() -> None:
    found = read_value("12 на 10.10.2021", PROJECTS, today=TODAY, begins=None)
    assert isinstance(found, TypedValue)
    assert found.day == date(2021, 10, 10)


def test_before_the_plan_begins_there_is_nothing_to_tell() -> None:
    assert read_value("12", PROJECTS, today=date(2022, 8, 31), begins=BEGINS) == "before"


@pytest.mark.parametrize(
    ("words", "holds"),
    [("12", True), ("готово", False), ("сделано 10 октября", False), ("сделано, всего 12", True), ("СОШ №2", False)],
)
def test_only_numbers_that_are_no_dates_are_meant_as_values(words: str, holds: bool) -> None:
    assert names_number(words) is holds


@pytest.mark.parametrize(
    ("value", "last", "far"),
    [(120, 12, True), (119, 12, False), (12, 120, True), (13, 120, False), (5, 0, False), (0, 5, True), (0, 0, False)],
)
def test_ten_times_the_last_one_is_far(value: float, last: float, far: bool) -> None:
    assert is_far(value, last) is far


def test_whatever_is_typed_is_read_or_refused() -> None:
    chance = random.Random(7)
    pieces = [
        "12",
        "1 250",
        ",",
        ".",
        ":",
        "-",
        "−",
        " ",
        "%",
        "на",
        "10 октября",
        "10.10",
        "31.02.2022",
        "вчера",
        "№",
        "из",
    ]
    pieces += ["проектов", "класс", "\n", "\x00", "٣", "½", "İ", "ё", "за февраль", "2022", "/", "9" * 50, "года"]
    for _ in range(3000):
        words = " ".join(chance.choice(pieces) for _ in range(chance.randrange(12)))
        for indicator in (PROJECTS, SHARE, LEVELS):
            found = read(indicator, words)
            if isinstance(found, TypedValue):
                assert found.value >= 0
                assert BEGINS <= found.day <= TODAY
