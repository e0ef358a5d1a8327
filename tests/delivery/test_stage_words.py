"""How a deadline that was understood is said in Russian."""

from datetime import date

import pytest

from delivery.texts.stages import period_words, span_words, stage_words
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
        (Stage("once"), "без даты"),
        (Stage("unscheduled"), "без даты"),
        (Stage("ongoing", date(2022, 9, 1), date(2023, 5, 31)), "в течение срока с 1 сентября 2022 по 31 мая 2023"),
        (Stage("ongoing", None, date(2023, 5, 31)), "в течение срока по 31 мая 2023"),
        (Stage("ongoing", date(2022, 9, 1)), "постоянно с 1 сентября 2022"),
        (Stage("ongoing"), "в течение всего плана"),
        (
            Stage("once", calendar=SchoolUnit("quarter", 3, "2023/2024")),
            "3-я четверть 2023/2024 — даты школьного календаря не заданы",
        ),
        (Stage("recurring", recurrence=Recurrence("quarterly")), "раз в квартал"),
        (Stage("recurring", recurrence=Recurrence("yearly", months=(6, 12))), "ежегодно, июнь, декабрь"),
        (Stage("recurring", recurrence=Recurrence("yearly", months=(8,), starts_month=6)), "ежегодно, июнь – август"),
        (
            Stage("recurring", OCTOBER_4, recurrence=Recurrence("monthly", day=5, offset_months=1)),
            "раз в месяц, до 5 числа, следующего месяца, с 4 октября 2022",
        ),
        (Stage("recurring", recurrence=Recurrence("monthly", weekday="-1 WE")), "раз в месяц, последний ср месяца"),
        (
            Stage("recurring", recurrence=Recurrence("weekly", weekday="MO", times=2)),
            "раз в неделю, 2 раза за это время, пн",
        ),
    ],
)
def test_each_kind_of_stage_has_its_words(stage: Stage, words: str) -> None:
    assert stage_words(stage) == words


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
