"""Working days as the decrees of both countries have them."""

from datetime import date

import pytest

from domain.calendars import WorkDays, quarter_ends


@pytest.mark.parametrize(
    ("day", "country", "working", "why"),
    [
        (date(2022, 11, 4), "RU", False, "День народного единства"),
        (date(2022, 3, 5), "RU", True, "рабочая суббота вместо 7 марта"),
        (date(2022, 3, 7), "RU", False, "перенос с 5 марта"),
        (date(2025, 11, 1), "RU", True, "рабочая суббота вместо 3 ноября"),
        (date(2026, 1, 9), "RU", False, "перенос с 3 января"),
        (date(2023, 11, 6), "BY", False, "перенос на 11 ноября"),
        (date(2023, 11, 11), "BY", True, "рабочая суббота вместо 6 ноября"),
        (date(2023, 7, 3), "BY", False, "День Независимости"),
        (date(2023, 7, 3), "RU", True, "обычный понедельник"),
    ],
)
def test_transferred_days_and_holidays_are_known(day: date, country: str, working: bool, why: str) -> None:
    assert WorkDays(country).is_working(day) is working, why  # type: ignore[arg-type]


def test_a_due_day_off_is_controlled_on_the_working_day_before_it() -> None:
    assert WorkDays("RU", "previous").control_day(date(2023, 1, 15)) == date(2023, 1, 13)


def test_the_district_may_choose_the_day_after_or_no_move() -> None:
    assert WorkDays("RU", "next").control_day(date(2023, 1, 15)) == date(2023, 1, 16)
    assert WorkDays("RU", "same").control_day(date(2023, 1, 15)) == date(2023, 1, 15)


def test_a_working_due_day_stays() -> None:
    assert WorkDays("RU", "previous").control_day(date(2022, 10, 20)) == date(2022, 10, 20)


def test_lead_times_are_counted_in_working_days_over_weekends_and_holidays() -> None:
    assert WorkDays("RU").shift(date(2022, 10, 20), -3) == date(2022, 10, 17)
    assert WorkDays("RU").shift(date(2022, 10, 24), -1) == date(2022, 10, 21)
    assert WorkDays("RU").shift(date(2023, 1, 10), -1) == date(2023, 1, 9)
    assert WorkDays("RU").shift(date(2022, 11, 3), 1) == date(2022, 11, 7)


def test_a_year_ends_its_quarters_and_the_last_one_with_the_plan() -> None:
    assert quarter_ends(date(2022, 9, 1), date(2023, 5, 31)) == [
        date(2022, 9, 30),
        date(2022, 12, 31),
        date(2023, 3, 31),
        date(2023, 5, 31),
    ]
    assert quarter_ends(date(2022, 2, 10), date(2022, 3, 31)) == [date(2022, 3, 31)]
