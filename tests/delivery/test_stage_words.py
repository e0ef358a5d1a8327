"""How a deadline that was understood is said in Russian."""

from dataclasses import replace
from datetime import date

import pytest

from delivery.texts.stages import period_words, span_words, stage_words
from domain.calendars import Resolved, SchoolTerm
from domain.measures import Recurrence, SchoolUnit, Span, Stage

OCTOBER_4 = date(2022, 10, 4)


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage("once", None, OCTOBER_4), "до вт 4 октября 2022 включительно"),
        (Stage("once", OCTOBER_4, OCTOBER_4), "вт 4 октября 2022"),
        (Stage("once", date(2022, 9, 30), OCTOBER_4), "с 30 сентября по вт 4 октября 2022 включительно"),
        (Stage("once", date(2021, 12, 30), OCTOBER_4), "с 30 декабря 2021 по вт 4 октября 2022 включительно"),
        (Stage("once", None, OCTOBER_4, label="утверждение"), "утверждение: до вт 4 октября 2022 включительно"),
        (Stage("once", date(2022, 10, 2), date(2022, 11, 5)), "со 2 октября по сб 5 ноября 2022 включительно"),
        (Stage("once"), "без даты"),
        (Stage("unscheduled"), "без даты"),
        (Stage("unscheduled", date(2022, 10, 5)), "дальше без даты"),
        (Stage("ongoing", date(2022, 9, 1), date(2023, 5, 31)), "в течение срока с 1 сентября 2022 по 31 мая 2023"),
        (Stage("ongoing", OCTOBER_4, OCTOBER_4), "вт 4 октября 2022"),
        (Stage("ongoing", None, date(2023, 5, 31)), "в течение срока по 31 мая 2023"),
        (Stage("ongoing", date(2022, 9, 1)), "постоянно с 1 сентября 2022"),
        (Stage("ongoing"), "в течение всего плана"),
        (
            Stage("recurring", date(2022, 9, 1), date(2023, 5, 31), recurrence=Recurrence("monthly")),
            "раз в месяц, с 1 сентября 2022 по 31 мая 2023",
        ),
        (Stage("recurring", None, date(2025, 12, 31), recurrence=Recurrence("yearly")), "ежегодно, по 31 декабря 2025"),
        (Stage("recurring"), "повторяется"),
    ],
)
def test_each_kind_of_stage_has_its_words(stage: Stage, words: str) -> None:
    assert stage_words(stage) == words


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (SchoolUnit("quarter", 3, "2023/2024"), "III четверть 2023/2024"),
        (SchoolUnit("quarter", 2, "2023/2024", end=True), "до конца II четверти 2023/2024"),
        (SchoolUnit("quarter", 2), "II четверть"),
        (SchoolUnit("half-year", 2, "2023/2024"), "II полугодие 2023/2024"),
        (SchoolUnit("half-year", 1, "2023/2024", end=True), "до конца I полугодия 2023/2024"),
        (SchoolUnit("half-year"), "полугодие"),
        (SchoolUnit("holidays", 1, "2022/2023"), "осенние каникулы 2022/2023"),
        (SchoolUnit("holidays", 2), "зимние каникулы"),
        (SchoolUnit("holidays", 3), "весенние каникулы"),
        (SchoolUnit("holidays", 4), "летние каникулы"),
        (SchoolUnit("holidays", 1, "2022/2023", end=True), "до конца осенних каникул 2022/2023"),
        (SchoolUnit("holidays", None, "2022/2023"), "каникулы 2022/2023"),
    ],
)
def test_a_part_of_the_school_year_has_its_name(unit: SchoolUnit, words: str) -> None:
    assert stage_words(Stage("once", calendar=unit)) == words


THIRD = SchoolUnit("quarter", 3, "2023/2024")


def third(*, sure: bool, last: date = date(2024, 3, 22)) -> Resolved:
    return Resolved((SchoolTerm("2023/2024", "quarter", 3, date(2024, 1, 9), last, "приказ", sure),))


@pytest.mark.parametrize(
    ("unit", "parts", "words"),
    [
        (THIRD, third(sure=True), "III четверть 2023/2024: 9 января – 22 марта 2024"),
        (THIRD, third(sure=False), "III четверть 2023/2024, предположительно: 9 января – 22 марта 2024"),
        (replace(THIRD, end=True), third(sure=True), "до конца III четверти 2023/2024: до 22 марта 2024"),
        (THIRD, Resolved((), (THIRD,)), "III четверть 2023/2024 — даты школьного календаря не заданы"),
    ],
)
def test_with_the_school_calendar_its_days_are_said_and_what_is_only_proposed(
    unit: SchoolUnit, parts: Resolved, words: str
) -> None:
    assert stage_words(Stage("once", calendar=unit), parts) == words


def test_a_series_over_proposed_quarters_says_so() -> None:
    each = Stage("recurring", recurrence=Recurrence("school-quarters"), calendar=SchoolUnit("quarter"))
    assert stage_words(each, third(sure=True)) == "раз в четверть"
    assert stage_words(each, third(sure=False)) == "раз в четверть, даты предположительные"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Recurrence("quarterly"), "раз в квартал"),
        (Recurrence("daily"), "каждый день"),
        (Recurrence("school-holidays"), "в каникулы"),
        (Recurrence("monthly", interval=2), "раз в 2 месяца"),
        (Recurrence("yearly", interval=5), "раз в 5 лет"),
        (Recurrence("daily", interval=10), "раз в 10 дней"),
        (Recurrence("yearly", times=2), "2 раза в год"),
        (Recurrence("weekly", times=5), "5 раз в неделю"),
        (Recurrence("school-quarters", times=2), "2 раза в четверть"),
        (Recurrence("yearly", times=2, interval=3), "2 раза в 3 года"),
        (Recurrence("weekly", weekday="TU"), "каждый вторник"),
        (Recurrence("weekly", weekday="WE"), "каждую среду"),
        (Recurrence("weekly", weekday="SU"), "каждое воскресенье"),
        (Recurrence("weekly", weekday="WE", interval=2), "раз в 2 недели, по средам"),
        (Recurrence("weekly", weekday="MO", times=2), "2 раза в неделю, по понедельникам"),
        (Recurrence("monthly", weekday="-1 WE"), "последняя среда каждого месяца"),
        (Recurrence("monthly", weekday="2 MO"), "2-й понедельник каждого месяца"),
        (Recurrence("yearly", months=(8,), weekday="-1 FR"), "ежегодно, последняя пятница августа"),
        (Recurrence("monthly", day=25), "до 25 числа каждого месяца"),
        (Recurrence("monthly", day=15, interval=2), "раз в 2 месяца, до 15 числа месяца"),
        (Recurrence("quarterly", day=20), "раз в квартал, до 20 числа последнего месяца"),
        (Recurrence("monthly", working_day=-1), "до последнего рабочего дня каждого месяца"),
        (Recurrence("monthly", day=5, offset_months=1), "раз в месяц, до 5 числа следующего месяца"),
        (
            Recurrence("monthly", working_day=5, offset_months=1),
            "раз в месяц, до 5-го рабочего дня следующего месяца",
        ),
        (
            Recurrence("quarterly", day=10, offset_months=1),
            "раз в квартал, до 10 числа месяца, следующего за кварталом",
        ),
        (Recurrence("yearly", day=1, offset_months=2), "ежегодно, до 1 числа 2-го месяца следующего года"),
        (Recurrence("yearly", months=(6, 12)), "ежегодно, в июне и декабре"),
        (Recurrence("yearly", months=(5,)), "ежегодно, в мае"),
        (Recurrence("quarterly", months=(1, 5, 8, 12)), "раз в квартал, в январе, мае, августе и декабре"),
        (Recurrence("yearly", months=(9,), day=25), "ежегодно, до 25 сентября"),
        (Recurrence("half-yearly", months=(6, 12), day=20), "раз в полугодие, до 20 числа июня и декабря"),
        (Recurrence("yearly", months=(8,), starts_month=6), "ежегодно, июнь–август"),
        (Recurrence("yearly", months=(2,), starts_month=1, day=15), "ежегодно, январь–февраль, до 15 февраля"),
        (Recurrence("monthly", months=(9, 10, 11, 12, 1, 2, 3, 4, 5)), "раз в месяц, сентябрь–май"),
        (Recurrence("monthly", months=(10, 11, 12, 1), day=25), "до 25 числа каждого месяца, октябрь–январь"),
        (Recurrence("monthly", months=(9, 12, 3, 5)), "раз в месяц, в сентябре, декабре, марте и мае"),
    ],
)
def test_a_repetition_is_told_as_people_tell_it(rule: Recurrence, words: str) -> None:
    assert stage_words(Stage("recurring", recurrence=rule)) == words


@pytest.mark.parametrize(
    ("start", "due", "words"),
    [
        (None, OCTOBER_4, "до 04.10.2022"),
        (OCTOBER_4, OCTOBER_4, "04.10.2022"),
        (date(2022, 9, 30), OCTOBER_4, "30.09.2022–04.10.2022"),
        (OCTOBER_4, None, "с 04.10.2022"),
        (None, None, "без даты"),
    ],
)
def test_dates_on_a_button_are_numbers(start: date | None, due: date | None, words: str) -> None:
    assert span_words(start, due) == words


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Span(date(2022, 9, 1), date(2023, 5, 31)), "2022–2023 учебный год"),
        (Span(date(2022, 9, 1), date(2023, 8, 31)), "2022–2023 учебный год"),
        (Span(date(2022, 9, 1), date(2025, 12, 31)), "01.09.2022–31.12.2025"),
        (Span(date(2025, 1, 1), date(2025, 12, 31)), "2025 год"),
        (Span(date(2022, 1, 1), date(2026, 12, 31)), "2022–2026 годы"),
        (Span(date(2023, 8, 1)), "с 01.08.2023"),
        (Span(None, date(2023, 8, 1)), "по 01.08.2023"),
        (Span(), "период в документе не указан"),
    ],
)
def test_the_period_of_a_plan_is_named_as_schools_name_it(period: Span, words: str) -> None:
    assert period_words(period) == words
