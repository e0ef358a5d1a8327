"""What the school calendar knows, and which parts of it the words of a deadline mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import NUMBERS, SchoolCalendar, SchoolTerm, TermUnit, resolve, school_year_of
from domain.measures import SchoolUnit, Span


def term(unit: TermUnit, number: int, first: str, last: str, sure: bool = True, source: str = "приказ") -> SchoolTerm:
    opening = date.fromisoformat(first)
    return SchoolTerm(school_year_of(opening), unit, number, opening, date.fromisoformat(last), source, sure)


# Belarus, 2022/2023 and the holidays of 2023/2024 that touch the year 2023.
FIRST, SECOND = term("quarter", 1, "2022-09-01", "2022-10-29"), term("quarter", 2, "2022-11-08", "2022-12-24")
THIRD, FOURTH = term("quarter", 3, "2023-01-09", "2023-03-25"), term("quarter", 4, "2023-04-03", "2023-05-31")
AUTUMN, WINTER = term("holidays", 1, "2022-10-30", "2022-11-07"), term("holidays", 2, "2022-12-25", "2023-01-08")
EXTRA, SPRING = term("holidays", 5, "2023-02-20", "2023-02-26"), term("holidays", 3, "2023-03-26", "2023-04-02")
SUMMER = term("holidays", 4, "2023-06-01", "2023-08-31")
AUTUMN_AFTER = term("holidays", 1, "2023-10-29", "2023-11-07")
WINTER_AFTER = term("holidays", 2, "2023-12-24", "2024-01-07", sure=False)
CALENDAR = SchoolCalendar(
    (FIRST, SECOND, THIRD, FOURTH, AUTUMN, WINTER, EXTRA, SPRING, SUMMER, AUTUMN_AFTER, WINTER_AFTER)
)
SCHOOL_YEAR = Span(date(2022, 9, 1), date(2023, 5, 31))
YEAR_2023 = Span(date(2023, 1, 1), date(2023, 12, 31))


# --- one calendar ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2023-08-31", "2022/2023"),
        ("2023-09-01", "2023/2024"),
        ("2024-01-01", "2023/2024"),
        ("2024-06-30", "2023/2024"),
    ],
)
def test_a_school_year_begins_in_september(day: str, year: str) -> None:
    assert school_year_of(date.fromisoformat(day)) == year


def test_a_part_is_found_by_its_number_and_year_and_never_taken_from_another_year() -> None:
    assert CALENDAR.find("quarter", 2, "2022/2023") == SECOND
    assert CALENDAR.find("quarter", 2, "2023/2024") is None
    assert CALENDAR.find("quarter", 5, "2022/2023") is None


def test_a_half_year_is_two_quarters_and_a_proposal_even_where_the_quarters_are_sure() -> None:
    half = CALENDAR.find("half-year", 2, "2022/2023")
    assert half == SchoolTerm(
        "2022/2023", "half-year", 2, date(2023, 1, 9), date(2023, 5, 31), source="приказ", sure=False
    )


def test_a_half_year_of_which_a_quarter_is_unknown_is_unknown() -> None:
    assert SchoolCalendar((FIRST,)).find("half-year", 1, "2022/2023") is None


def test_a_half_year_that_the_school_has_set_is_as_it_was_set() -> None:
    own = term("half-year", 1, "2022-09-01", "2022-12-29")
    assert SchoolCalendar((FIRST, SECOND, own)).find("half-year", 1, "2022/2023") == own


@pytest.mark.parametrize(
    ("day", "unit", "expected"),
    [
        ("2022-11-08", "quarter", SECOND),
        ("2022-12-24", "quarter", SECOND),
        ("2022-12-25", "quarter", None),
        ("2022-12-25", "holidays", WINTER),
        ("2023-01-08", "holidays", WINTER),
        ("2023-02-22", "holidays", EXTRA),
        ("2023-02-22", "quarter", THIRD),
        ("2023-07-15", "holidays", SUMMER),
        ("2024-09-15", "quarter", None),
    ],
)
def test_a_day_lies_in_a_quarter_or_in_holidays(day: str, unit: TermUnit, expected: SchoolTerm | None) -> None:
    assert CALENDAR.at(date.fromisoformat(day), unit) == expected


def test_a_day_lies_in_a_half_year_also_when_it_lies_in_the_holidays_between_its_quarters() -> None:
    found = CALENDAR.at(date(2022, 11, 3), "half-year")
    assert found is not None
    assert found.number == 1


# --- the district's calendar over the shipped one --------------------------------------------------------------------

OWN_SECOND = term("quarter", 2, "2022-11-14", "2022-12-30", source="приказ УО № 12")


def test_what_the_district_has_set_is_stronger_and_the_rest_stays() -> None:
    laid = SchoolCalendar((OWN_SECOND,)).over(CALENDAR)
    assert laid.find("quarter", 2, "2022/2023") == OWN_SECOND
    assert laid.find("quarter", 3, "2022/2023") == THIRD
    assert len(laid.terms) == len(CALENDAR.terms)


def test_the_half_year_follows_the_quarter_that_the_district_has_moved() -> None:
    half = SchoolCalendar((OWN_SECOND,)).over(CALENDAR).find("half-year", 1, "2022/2023")
    assert half is not None
    assert (half.last, half.source) == (date(2022, 12, 30), "приказ; приказ УО № 12")


def test_quarters_that_overlap_are_told_and_the_extra_week_within_a_quarter_is_not() -> None:
    assert CALENDAR.clashes() == []
    early = term("quarter", 2, "2022-10-29", "2022-12-24")
    assert SchoolCalendar((early,)).over(CALENDAR).clashes() == [(FIRST, early)]


# --- what words mean -------------------------------------------------------------------------------------------------


def test_a_quarter_with_its_year_is_that_quarter_whatever_the_plan_spans() -> None:
    found = resolve(CALENDAR, SchoolUnit("quarter", 2, "2022/2023"), Span(date(2025, 1, 1), date(2025, 12, 31)))
    assert (found.terms, found.missing, found.sure) == ((SECOND,), (), True)


def test_a_quarter_without_a_year_is_that_of_the_school_year_of_the_plan() -> None:
    assert resolve(CALENDAR, SchoolUnit("quarter", 2), SCHOOL_YEAR).terms == (SECOND,)


def test_a_quarter_without_a_year_in_a_plan_for_a_calendar_year_is_the_one_that_lies_in_it() -> None:
    assert resolve(CALENDAR, SchoolUnit("quarter", 3), YEAR_2023).terms == (THIRD,)
    # The first quarter of 2022/2023 was over, that of 2023/2024 is not known here.
    found = resolve(CALENDAR, SchoolUnit("quarter", 1), YEAR_2023)
    assert (found.terms, found.missing) == ((), (SchoolUnit("quarter", 1, "2023/2024"),))


def test_winter_holidays_on_both_edges_of_a_calendar_year_are_two() -> None:
    found = resolve(CALENDAR, SchoolUnit("holidays", 2), YEAR_2023)
    assert (found.terms, found.sure) == ((WINTER, WINTER_AFTER), False)


def test_holidays_of_a_school_year_are_autumn_winter_and_spring() -> None:
    found = resolve(CALENDAR, SchoolUnit("holidays"), SCHOOL_YEAR)
    assert (found.terms, found.missing) == ((AUTUMN, WINTER, SPRING), ())


def test_summer_counts_where_most_of_it_lies_in_the_plan() -> None:
    to_june, to_august = Span(SCHOOL_YEAR.start, date(2023, 6, 30)), Span(SCHOOL_YEAR.start, date(2023, 8, 31))
    assert SUMMER not in resolve(CALENDAR, SchoolUnit("holidays"), to_june).terms
    assert SUMMER in resolve(CALENDAR, SchoolUnit("holidays"), to_august).terms


def test_holidays_of_a_calendar_year_are_those_of_both_school_years() -> None:
    """«в период каникул 2023 г.»: the winter ones that began in 2022 have eight of their fifteen days in 2023."""
    found = resolve(CALENDAR, SchoolUnit("holidays"), YEAR_2023)
    assert (found.terms, found.missing) == ((WINTER, SPRING, SUMMER, AUTUMN_AFTER, WINTER_AFTER), ())


def test_all_holidays_of_a_named_school_year_need_no_plan() -> None:
    found = resolve(CALENDAR, SchoolUnit("holidays", None, "2022/2023"), Span())
    assert found.terms == (AUTUMN, WINTER, SPRING, SUMMER)


def test_the_quarters_of_two_school_years_are_eight_and_those_not_known_are_missing() -> None:
    found = resolve(CALENDAR, SchoolUnit("quarter"), Span(date(2022, 9, 1), date(2024, 5, 31)))
    assert found.terms == (FIRST, SECOND, THIRD, FOURTH)
    assert found.missing == tuple(SchoolUnit("quarter", number, "2023/2024") for number in (1, 2, 3, 4))


def test_the_extra_week_of_the_youngest_is_found_by_name_only() -> None:
    assert resolve(CALENDAR, SchoolUnit("holidays", 5, "2022/2023"), SCHOOL_YEAR).terms == (EXTRA,)


def test_a_year_that_is_not_known_is_missing_and_nothing_is_made_of_its_neighbours() -> None:
    found = resolve(CALENDAR, SchoolUnit("quarter", 2, "2031/2032"), SCHOOL_YEAR)
    assert (found.terms, found.missing) == ((), (SchoolUnit("quarter", 2, "2031/2032"),))


@pytest.mark.parametrize("span", [Span(), Span(date(2022, 9, 1)), Span(None, date(2023, 5, 31))])
def test_without_a_year_and_without_the_plans_period_not_even_the_year_is_known(span: Span) -> None:
    found = resolve(CALENDAR, SchoolUnit("quarter", 2), span)
    assert (found.terms, found.missing) == ((), (SchoolUnit("quarter", 2),))


@given(
    st.dates(date(2021, 1, 1), date(2026, 1, 1)),
    st.integers(0, 900),
    st.sampled_from(["quarter", "half-year", "holidays"]),
    st.sampled_from([None, 1, 2]),
)
def test_whatever_the_plan_spans_each_part_is_found_or_missing_and_never_both(
    start: date, days: int, unit: TermUnit, index: int | None
) -> None:
    asked = SchoolUnit(unit, index)  # type: ignore[arg-type]
    found = resolve(CALENDAR, asked, Span(start, start + timedelta(days)))
    places = [(one.year, one.number) for one in found.terms] + [(one.year, one.index) for one in found.missing]
    assert len(places) == len(set(places))
    assert [one.first for one in found.terms] == sorted(one.first for one in found.terms)
    assert all(one.number in NUMBERS[unit] and index in (None, one.number) for one in found.terms)
    assert all(CALENDAR.find(unit, one.index or 0, one.year or "") is None for one in found.missing)
