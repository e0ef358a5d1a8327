"""Working days as the decrees of both countries and the district itself have them."""

from datetime import date, timedelta

import pytest

from domain.calendars import Country, WorkDays, decree_known, quarter_ends

RUSSIA, BELARUS = WorkDays("RU"), WorkDays("BY")
# What the decrees of the governments say: (the day off that is moved, the working day that becomes one for it).
RUSSIAN_DECREES = {
    "2022 № 1564": [("2022-01-01", "2022-05-03"), ("2022-01-02", "2022-05-10"), ("2022-03-05", "2022-03-07")],
    "2023 № 1505": [("2023-01-01", "2023-02-24"), ("2023-01-08", "2023-05-08")],
    "2024 № 1314": [
        ("2024-01-06", "2024-05-10"),
        ("2024-01-07", "2024-12-31"),
        ("2024-04-27", "2024-04-29"),
        ("2024-11-02", "2024-04-30"),
        ("2024-12-28", "2024-12-30"),
    ],
    "2025 № 1335": [
        ("2025-01-04", "2025-05-02"),
        ("2025-01-05", "2025-12-31"),
        ("2025-02-23", "2025-05-08"),
        ("2025-03-08", "2025-06-13"),
        ("2025-11-01", "2025-11-03"),
    ],
    "2026 № 1466": [("2026-01-03", "2026-01-09"), ("2026-01-04", "2026-12-31")],
    "2027 № 1187": [("2027-01-02", "2027-11-05"), ("2027-01-03", "2027-12-31"), ("2027-02-20", "2027-02-22")],
}
RUSSIAN_SATURDAYS = ["2022-03-05", "2024-04-27", "2024-11-02", "2024-12-28", "2025-11-01", "2027-02-20"]
BELARUSIAN_DECREES = {
    "2022 № 572": [("2022-03-12", "2022-03-07"), ("2022-05-14", "2022-05-02")],
    "2023 № 739": [("2023-04-29", "2023-04-24"), ("2023-05-13", "2023-05-08"), ("2023-11-11", "2023-11-06")],
    "2024 № 814": [("2024-05-18", "2024-05-13"), ("2024-11-16", "2024-11-08")],
    "2025 № 839": [
        ("2025-01-11", "2025-01-06"),
        ("2025-04-26", "2025-04-28"),
        ("2025-07-12", "2025-07-04"),
        ("2025-12-20", "2025-12-26"),
    ],
    "2026 № 397": [("2026-04-25", "2026-04-20")],
}
# Labour Code of Russia, article 112: a holiday on a day off goes to the next working day, without any decree.
MOVED_BY_LAW = [
    *("2022-05-02", "2022-06-13", "2023-11-06", "2026-03-09", "2026-05-11", "2027-05-03", "2027-05-10", "2027-06-14"),
]


def d(day: str) -> date:
    return date.fromisoformat(day)


def working_weekends(calendar: WorkDays, first_year: int, last_year: int) -> list[str]:
    opening = date(first_year, 1, 1)
    days = (opening + timedelta(days=n) for n in range((date(last_year, 12, 31) - opening).days + 1))
    return [day.isoformat() for day in days if day.weekday() >= 5 and calendar.is_working(day)]


# --- decrees ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("decree", RUSSIAN_DECREES)
def test_nobody_in_russia_works_on_the_days_to_which_a_decree_moves_days_off(decree: str) -> None:
    assert [to for _, to in RUSSIAN_DECREES[decree] if RUSSIA.is_working(d(to))] == []


def test_russia_works_on_the_saturdays_of_its_decrees_and_on_no_other_weekend() -> None:
    assert working_weekends(RUSSIA, 2022, 2027) == RUSSIAN_SATURDAYS


@pytest.mark.parametrize("decree", BELARUSIAN_DECREES)
def test_belarus_works_on_the_saturdays_of_its_decrees_and_rests_on_the_days_given_for_them(decree: str) -> None:
    moved = BELARUSIAN_DECREES[decree]
    assert [(BELARUS.is_working(d(saturday)), BELARUS.is_working(d(rest))) for saturday, rest in moved] == [
        (True, False)
    ] * len(moved)


def test_belarus_works_on_no_weekend_that_no_decree_names() -> None:
    named = sorted(saturday for moved in BELARUSIAN_DECREES.values() for saturday, _ in moved)
    assert working_weekends(BELARUS, 2022, 2026) == named


def test_a_holiday_on_a_day_off_goes_to_the_next_working_day_without_a_decree() -> None:
    assert [day for day in MOVED_BY_LAW if RUSSIA.is_working(d(day))] == []


def test_a_working_saturday_that_was_only_forecast_is_none() -> None:
    assert not RUSSIA.is_working(date(2027, 11, 13))


@pytest.mark.parametrize(
    ("day", "country", "working", "why"),
    [
        ("2022-11-04", "RU", False, "День народного единства"),
        ("2023-07-03", "BY", False, "День Независимости"),
        ("2023-07-03", "RU", True, "обычный понедельник"),
        ("2024-05-14", "BY", False, "Радуница"),
        ("2024-05-14", "RU", True, "обычный вторник"),
        ("2026-12-25", "BY", False, "католическое Рождество"),
        ("2026-11-07", "BY", False, "День Октябрьской революции, суббота"),
    ],
)
def test_holidays_are_those_of_the_country(day: str, country: Country, working: bool, why: str) -> None:
    assert WorkDays(country).is_working(d(day)) is working, why


# --- is the calendar of a year known? --------------------------------------------------------------------------------


@pytest.mark.parametrize(("country", "last"), [("RU", 2027), ("BY", 2026)])
def test_the_years_whose_decree_has_been_published_are_known(country: Country, last: int) -> None:
    assert [year for year in range(2022, last + 1) if not decree_known(country, year)] == []


def test_a_year_far_ahead_is_not_known() -> None:
    assert not decree_known("RU", 2080)
    assert not decree_known("BY", 2080)


def test_a_year_of_belarus_is_known_exactly_when_it_has_working_saturdays() -> None:
    """No decree was published for 2027 when this was written; a later package that brings it keeps this true."""
    for year in range(2022, 2030):
        assert decree_known("BY", year) == bool(working_weekends(BELARUS, year, year)), year


# --- the district's own days -----------------------------------------------------------------------------------------

# A region made Radonitsa a day off; say that the district works on the Saturday after it.
OWN = WorkDays("RU", free=frozenset({date(2023, 4, 25)}), working=frozenset({date(2023, 4, 29)}))


def test_a_day_that_the_district_has_off_is_no_working_day() -> None:
    assert RUSSIA.is_working(date(2023, 4, 25))
    assert not OWN.is_working(date(2023, 4, 25))


def test_a_saturday_on_which_the_district_works_is_a_working_day() -> None:
    assert not RUSSIA.is_working(date(2023, 4, 29))
    assert OWN.is_working(date(2023, 4, 29))


def test_other_days_are_as_in_the_country() -> None:
    assert OWN.is_working(date(2023, 4, 26))
    assert not OWN.is_working(date(2023, 5, 1))


def test_a_due_day_that_the_district_has_off_is_controlled_the_day_before() -> None:
    assert OWN.control_day(date(2023, 4, 25)) == date(2023, 4, 24)


def test_lead_times_count_the_days_on_which_the_district_works() -> None:
    # Mo 24 - (Tu 25 off) - We 26 - Th 27 - Fr 28 - Sa 29 works
    assert OWN.shift(date(2023, 4, 26), -1) == date(2023, 4, 24)
    assert OWN.shift(date(2023, 4, 28), 1) == date(2023, 4, 29)


def test_a_holiday_on_which_the_district_works_is_a_working_day() -> None:
    assert WorkDays("RU", working=frozenset({date(2022, 11, 4)})).is_working(date(2022, 11, 4))


# --- moving and counting ---------------------------------------------------------------------------------------------


def test_a_due_day_off_is_controlled_on_the_working_day_before_it() -> None:
    assert RUSSIA.control_day(date(2023, 1, 15)) == date(2023, 1, 13)


def test_the_district_may_choose_the_day_after_or_no_move() -> None:
    assert WorkDays("RU", "next").control_day(date(2023, 1, 15)) == date(2023, 1, 16)
    assert WorkDays("RU", "same").control_day(date(2023, 1, 15)) == date(2023, 1, 15)


def test_a_due_day_in_the_new_year_holidays_is_controlled_in_december() -> None:
    # The first eight days of January are off, 31 December 2022 is a Saturday.
    assert RUSSIA.control_day(date(2023, 1, 5)) == date(2022, 12, 30)


def test_a_working_due_day_stays() -> None:
    assert RUSSIA.control_day(date(2022, 10, 20)) == date(2022, 10, 20)


def test_lead_times_are_counted_in_working_days_over_weekends_and_holidays() -> None:
    assert RUSSIA.shift(date(2022, 10, 20), -3) == date(2022, 10, 17)
    assert RUSSIA.shift(date(2022, 10, 24), -1) == date(2022, 10, 21)
    assert RUSSIA.shift(date(2023, 1, 10), -1) == date(2023, 1, 9)
    assert RUSSIA.shift(date(2022, 11, 3), 1) == date(2022, 11, 7)
    assert RUSSIA.shift(date(2022, 11, 3), 0) == date(2022, 11, 3)


def test_a_year_ends_its_quarters_and_the_last_one_with_the_plan() -> None:
    assert quarter_ends(date(2022, 9, 1), date(2023, 5, 31)) == [
        date(2022, 9, 30),
        date(2022, 12, 31),
        date(2023, 3, 31),
        date(2023, 5, 31),
    ]
    assert quarter_ends(date(2022, 2, 10), date(2022, 3, 31)) == [date(2022, 3, 31)]
