"""Each occurrence of a stage is a record of its own."""

from datetime import date

import pytest

from domain.measures import Recurrence, Span, Stage
from domain.periods import Period, unfold
from tests.domain.rules import CALENDARS

SCHOOL_YEAR = Span(date(2022, 9, 1), date(2023, 5, 31))


def dues(stage: Stage, plan: Span = SCHOOL_YEAR) -> list[date]:
    return [period.due for period in unfold(stage, plan, CALENDARS)]


def test_a_single_deadline_is_one_period_controlled_on_a_working_day() -> None:
    sunday = Stage(kind="once", due=date(2023, 1, 15))
    assert unfold(sunday, SCHOOL_YEAR, CALENDARS) == [Period(None, date(2023, 1, 15), date(2023, 1, 13))]


def test_a_window_keeps_its_beginning() -> None:
    window = Stage(kind="once", start=date(2022, 10, 1), due=date(2022, 12, 31))
    assert unfold(window, SCHOOL_YEAR, CALENDARS) == [Period(date(2022, 10, 1), date(2022, 12, 31), date(2022, 12, 30))]


def test_an_ongoing_stage_is_asked_at_the_end_of_each_quarter_and_of_the_plan() -> None:
    assert dues(Stage(kind="ongoing")) == [date(2022, 9, 30), date(2022, 12, 31), date(2023, 3, 31), date(2023, 5, 31)]


def test_the_periods_of_an_ongoing_stage_follow_each_other_without_gaps() -> None:
    found = unfold(Stage(kind="ongoing"), SCHOOL_YEAR, CALENDARS)
    assert [period.start for period in found] == [
        date(2022, 9, 1),
        date(2022, 10, 1),
        date(2023, 1, 1),
        date(2023, 4, 1),
    ]


def test_a_quarterly_stage_without_a_day_is_controlled_by_the_tenth_of_the_month_after() -> None:
    quarterly = Stage(kind="recurring", recurrence=Recurrence("quarterly"))
    year = Span(date(2023, 1, 1), date(2023, 12, 31))
    assert [(period.due, period.control) for period in unfold(quarterly, year, CALENDARS)] == [
        (date(2023, 3, 31), date(2023, 4, 10)),
        (date(2023, 6, 30), date(2023, 7, 10)),
        (date(2023, 9, 30), date(2023, 10, 10)),
        (date(2023, 12, 31), date(2024, 1, 10)),
    ]


def test_a_monthly_stage_with_a_day_falls_due_on_that_day() -> None:
    monthly = Stage(
        kind="recurring", start=date(2022, 9, 1), due=date(2022, 11, 30), recurrence=Recurrence("monthly", day=25)
    )
    assert dues(monthly) == [date(2022, 9, 25), date(2022, 10, 25), date(2022, 11, 25)]


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        (Recurrence("yearly", months=(6, 12)), [date(2022, 12, 31)]),
        (Recurrence("yearly", months=(9,), day=25), [date(2022, 9, 25)]),
        (Recurrence("quarterly", months=(1, 5)), [date(2023, 1, 31), date(2023, 5, 31)]),
        (Recurrence("half-yearly"), [date(2022, 12, 31), date(2023, 5, 31)]),
        (Recurrence("monthly", months=(10, 11), weekday="-1 WE"), [date(2022, 10, 26), date(2022, 11, 30)]),
        (Recurrence("monthly", months=(10,), working_day=5), [date(2022, 10, 7)]),
        (Recurrence("monthly", months=(10,), working_day=-1), [date(2022, 10, 31)]),
    ],
)
def test_named_months_weekdays_and_working_days(recurrence: Recurrence, expected: list[date]) -> None:
    assert dues(Stage(kind="recurring", recurrence=recurrence)) == expected


def test_the_fifteenth_of_the_month_after_lies_in_the_month_after() -> None:
    late = Recurrence("monthly", day=15, offset_months=1)
    autumn = Span(date(2022, 9, 1), date(2022, 10, 31))
    assert dues(Stage(kind="recurring", recurrence=late), autumn) == [date(2022, 10, 15), date(2022, 11, 15)]


def test_a_yearly_window_over_summer_begins_in_its_first_month() -> None:
    summer = Recurrence("yearly", months=(8,), starts_month=6)
    three_years = Span(date(2023, 1, 1), date(2024, 12, 31))
    found = unfold(Stage(kind="recurring", recurrence=summer), three_years, CALENDARS)
    assert [(period.start, period.due) for period in found] == [
        (date(2023, 6, 1), date(2023, 8, 31)),
        (date(2024, 6, 1), date(2024, 8, 31)),
    ]


@pytest.mark.parametrize("kind", ["unscheduled", "once", "ongoing", "recurring"])
def test_without_dates_there_is_no_period_and_no_guess(kind: str) -> None:
    assert unfold(Stage(kind=kind), Span(), CALENDARS) == []  # type: ignore[arg-type]
