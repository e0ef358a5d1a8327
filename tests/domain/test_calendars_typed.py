"""Days and stretches as people type them for a calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import SchoolCalendar, SchoolTerm, TermUnit, read_own_day, read_stretch

YEAR = "2026/2027"
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "words",
    [
        "с 26.10 по 3.11.2026",
        "26.10–03.11.2026",
        "26.10.26 - 3.11.26",
        "с 26 октября по 3 ноября 2026 г.",
        "С 26 ОКТЯБРЯ ПО 3 НОЯБРЯ",
        "с 26 октября 2026 года по 3 ноября 2026 года включительно",
        "2026-10-26 — 2026-11-03",
        "26/10 по 3/11",
    ],
)
def test_a_stretch_is_read_however_it_is_typed(words: str) -> None:
    assert read_stretch(words, YEAR) == (date(2026, 10, 26), date(2026, 11, 3))


def test_a_day_without_its_year_is_one_of_the_school_year() -> None:
    assert read_stretch("с 30 декабря по 8 января", YEAR) == (date(2026, 12, 30), date(2027, 1, 8))
    assert read_stretch("с 5 по 15 января", YEAR) == (date(2027, 1, 5), date(2027, 1, 15))
    assert read_stretch("с 1.06 по 31.08", YEAR) == (date(2027, 6, 1), date(2027, 8, 31))


@pytest.mark.parametrize(
    "words", ["", "осенью", "26.10", "с 31.02 по 3.03", "с 1.13 по 2.14", "1.09, 2.09, 3.09", "с 5 по 15", "5 15 25"]
)
def test_what_is_not_two_days_is_no_stretch(words: str) -> None:
    assert read_stretch(words, YEAR) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("4 мая 2027 нерабочий", (date(2027, 5, 4), False)),
        ("30 апреля рабочий", (date(2027, 4, 30), True)),
        ("22 ноября рабочий", (date(2026, 11, 22), True)),
        ("21.11 выходной", (date(2027, 11, 21), False)),
        ("не работаем 24.12.2026", (date(2026, 12, 24), False)),
        ("28.12.2026 не рабочий день", (date(2026, 12, 28), False)),
        ("в субботу 20.02.2027 работаем", (date(2027, 2, 20), True)),
    ],
)
def test_an_own_day_is_read_with_what_it_is(words: str, expected: tuple[date, bool]) -> None:
    assert read_own_day(words, TODAY) == expected


@pytest.mark.parametrize(
    "words", ["4 мая", "нерабочий", "31.02 нерабочий", "4 и 5 мая нерабочие", "завтра рабочий", ""]
)
def test_a_day_or_what_it_is_has_to_be_said(words: str) -> None:
    assert read_own_day(words, TODAY) is None


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_is_nothing(words: str) -> None:
    read_own_day(words, TODAY)
    stretch = read_stretch(words, YEAR)
    assert stretch is None or all(isinstance(day, date) for day in stretch)


# --- what lies in the way --------------------------------------------------------------------------------------------


def term(unit: TermUnit, number: int, first: str, last: str, *, sure: bool = True) -> SchoolTerm:
    return SchoolTerm(YEAR, unit, number, date.fromisoformat(first), date.fromisoformat(last), "приказ", sure)


AUTUMN = term("holidays", 1, "2026-10-26", "2026-11-03")


@pytest.mark.parametrize(
    ("one", "clashes"),
    [
        (term("quarter", 1, "2026-09-01", "2026-10-25"), False),
        (term("quarter", 1, "2026-09-01", "2026-10-26"), True),
        (term("quarter", 2, "2026-11-04", "2026-12-30"), False),
        (term("quarter", 2, "2026-11-03", "2026-12-30"), True),
        (term("quarter", 2, "2026-09-01", "2026-10-01"), True),  # before the holidays that it follows
        (term("holidays", 1, "2026-10-24", "2026-11-01"), False),  # it takes its own place
        (term("holidays", 5, "2026-10-30", "2026-11-01"), False),  # the extra week lies anywhere
        (term("half-year", 1, "2026-09-01", "2026-12-30"), False),
        (term("year", 0, "2026-09-01", "2027-05-26"), False),
    ],
)
def test_quarters_and_holidays_follow_one_another(one: SchoolTerm, clashes: bool) -> None:
    assert (SchoolCalendar((AUTUMN,)).in_the_way_of(one) is not None) == clashes


def test_a_proposal_or_another_year_is_not_in_the_way() -> None:
    proposed = term("holidays", 1, "2026-10-26", "2026-11-03", sure=False)
    quarter = term("quarter", 1, "2026-09-01", "2026-10-30")
    assert SchoolCalendar((proposed,)).in_the_way_of(quarter) is None
    other_year = SchoolTerm("2027/2028", "holidays", 1, date(2026, 10, 26), date(2026, 11, 3), "приказ")
    assert SchoolCalendar((other_year,)).in_the_way_of(quarter) is None
