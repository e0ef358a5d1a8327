"""Targets of a plan: what kind of number each is, what adds up, how far a value is, which are the same in two plans."""

import pytest

from documents.reading.plan.indicators import read_indicator
from domain.indicators import amount_words, is_same, kind_of, number_words, pair, progress, total
from domain.measures import Indicator

SCHOOL, OTHER, DISTRICT = 2, 3, 1

# As they stand in plans of districts: the name, the target, the kind.
KINDS = [
    (
        "Доля обучающихся, осваивающих программы технической направленности",
        "не менее 50% от общего количества",
        "percent",
    ),
    ("Доля участников ЕГЭ, не преодолевших минимальный порог по математике", "не более 3 %", "percent"),
    ("Доля площади здания, приведённой в нормативное состояние", "100 %", "percent"),
    ("Доля охваченных, %", "85", "percent"),
    ("Количество проектов для участия в районном этапе НПК", "не менее 15 проектов к 2026 году", "counted"),
    ("Количество общественных наблюдателей в ППЭ", "не менее 24 человек", "counted"),
    ("Количество проведённых рейдов", "20", "counted"),
    ("Количество обучающихся на один компьютер", "не более 3 человек", "rate"),
    ("Средний балл диагностической работы", "не ниже 4,2 балла", "rate"),
    ("Доля охваченных", "0,8", "rate"),
    ("Доля обучающихся, участников олимпиад", "Школьный уровень – 80% муниципальный – 15%", "rate"),
    ("Объём внебюджетных средств", "не менее 120,5 тыс. рублей", "amount"),
    ("Количество частных школ", "не менее 2 частных", "counted"),
    ("Количество завоёванных кубков", "не менее 5 кубков", "counted"),
    ("Число часов занятий", "не менее 36 часов", "amount"),
]


@pytest.mark.parametrize(("name", "target", "kind"), KINDS)
def test_the_unit_and_the_name_say_what_kind_of_number_it_is(name: str, target: str, kind: str) -> None:
    assert kind_of(read_indicator(name, target)) == kind


PROGRESS = [
    # target, value, reached, percent of the target
    ("не менее 15 проектов", 12, False, 80),
    ("не менее 15 проектов", 15, True, 100),
    ("не менее 15 проектов", 16, True, 106),
    ("не менее 15 проектов", 0, False, 0),
    ("не менее 3 человек", 2, False, 66),
    ("не менее 1000 человек", 999.9, False, 99),
    ("не ниже 4,2 балла", 4.2, True, 100),
    ("100 %", 61.5, False, 61),
    ("100 %", 100, True, 100),
    ("20", 21, True, 105),
    ("более 10 школ", 10, False, 99),
    ("более 10 школ", 11, True, 110),
    ("не менее 0 человек", 0, True, None),
    ("не более 3 %", 3, True, None),
    ("не более 3 %", 3.1, False, None),
    ("менее 3 %", 3, False, None),
    ("менее 3 %", 2.9, True, None),
]


@pytest.mark.parametrize(("target", "value", "reached", "share"), PROGRESS)
def test_how_far_a_value_is(target: str, value: float, reached: bool, share: int | None) -> None:
    far = progress(read_indicator("Показатель", target), value)
    assert far is not None
    assert (far.reached, far.share) == (reached, share)


@pytest.mark.parametrize("target", ["Школьный уровень – 80% муниципальный уровень – 15%", "до 70% выпускников", "рост"])
def test_a_target_without_one_number_and_a_direction_is_never_reached(target: str) -> None:
    assert progress(read_indicator("Доля участников", target), 80) is None


TOTALS = [
    ("не менее 15 проектов", {SCHOOL: 4.0, OTHER: 8.0}, 12.0),
    ("не менее 120,5 рублей", {SCHOOL: 0.1, OTHER: 0.2}, 0.3),
    ("не менее 15 проектов", {}, None),
    ("не менее 50 %", {SCHOOL: 40.0, OTHER: 60.0}, None),
    ("не менее 50 %", {SCHOOL: 40.0, DISTRICT: 45.0}, 45.0),
    ("не ниже 4,2 балла", {SCHOOL: 4.0, DISTRICT: 3.9}, 3.9),
]


@pytest.mark.parametrize(("target", "newest", "whole"), TOTALS)
def test_numbers_of_schools_add_up_where_they_are_counted_and_nowhere_else(
    target: str, newest: dict[int, float], whole: float | None
) -> None:
    assert total(read_indicator("Показатель", target), newest, DISTRICT) == whole


AMOUNTS = [
    (12, "проектов", "12 проектов"),
    (1, "проектов", "1 проект"),
    (2, "проектов", "2 проекта"),
    (11, "проектов", "11 проектов"),
    (21, "проектов", "21 проект"),
    (22, "человек", "22 человека"),
    (24.5, "человек", "24,5 человека"),
    (4.2, "балла", "4,2 балла"),
    (5, "балла", "5 баллов"),
    (61.5, "%", "61,5 %"),
    (2, "кружков", "2 кружков"),
    (2, "отцов", "2 отцов"),
    (1250, "уроков", "1\u00a0250 уроков"),
    (7, None, "7"),
]


@pytest.mark.parametrize(("value", "unit", "words"), AMOUNTS)
def test_the_unit_bends_where_its_forms_are_sure_and_stays_as_printed_otherwise(
    value: float, unit: str | None, words: str
) -> None:
    assert amount_words(value, unit) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (0.1 + 0.2, "0,3"), (1_250_000, "1\u00a0250\u00a0000"), (4.35, "4,35"), (100, "100")],
)
def test_numbers_are_written_as_in_russian(value: float, words: str) -> None:
    assert number_words(value) == words


def named(*pairs: tuple[str, str]) -> list[Indicator]:
    return [Indicator(name, target) for name, target in pairs]


def test_an_indicator_is_found_again_by_its_name_whatever_its_target_and_place() -> None:
    before = named(("Количество проектов", "15"), ("Доля участников", "60%"))
    after = named(("1. Доля  участников.", "65%"), ("Число кружков", "3"), ("Количество проектов", "15"))
    assert pair(before, after) == {0: 1, 2: 0}


def test_of_two_with_one_name_the_one_with_the_same_target_goes_on() -> None:
    before = named(("в том числе", "5"), ("в том числе", "7"))
    after = named(("в том числе", "7"), ("в том числе", "9"), ("в том числе", "11"))
    assert pair(before, after) == {0: 1, 1: 0}


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (("Доля «лучших»", "60 %"), ('Доля "лучших"', "60%"), True),
        (("Доля", "60 %"), ("Доля", "65 %"), False),
        (("Доля лучших", "60 %"), ("Доля учёных", "60 %"), False),
    ],
)
def test_quotes_and_white_space_are_no_change(before: tuple[str, str], after: tuple[str, str], same: bool) -> None:
    assert is_same(Indicator(*before), Indicator(*after)) is same
