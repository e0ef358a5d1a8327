"""The school calendars that come with the project, and a district's own file laid over them."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import Calendars, Country, SchoolTerm, TermUnit, WorkDays, decree_known
from domain.deadlines import read_deadline
from domain.measures import Span
from domain.periods import unfold
from storage.school_calendars import WrongCalendarFile, read_calendar_file, shipped_calendar

YEARS = ["2022/2023", "2023/2024", "2024/2025", "2025/2026", "2026/2027"]
COUNTRIES: list[Country] = ["RU", "BY"]


def part(country: Country, unit: TermUnit, number: int, year: str) -> SchoolTerm:
    found = shipped_calendar(country).find(unit, number, year)
    assert found is not None
    return found


def days(term: SchoolTerm) -> tuple[str, str, bool]:
    return f"{term.first:%d.%m.%Y}", f"{term.last:%d.%m.%Y}", term.sure


# --- what comes with the project -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "unit", "number", "year", "expected"),
    [
        ("BY", "quarter", 1, "2022/2023", ("01.09.2022", "29.10.2022", True)),
        ("BY", "quarter", 4, "2023/2024", ("01.04.2024", "31.05.2024", True)),
        ("BY", "holidays", 1, "2024/2025", ("27.10.2024", "03.11.2024", True)),
        ("BY", "holidays", 2, "2023/2024", ("24.12.2023", "07.01.2024", False)),  # its end is arithmetic
        ("BY", "quarter", 2, "2025/2026", ("10.11.2025", "24.12.2025", False)),  # published as preliminary
        ("BY", "holidays", 5, "2026/2027", ("15.02.2027", "21.02.2027", True)),
        ("BY", "year", 0, "2024/2025", ("02.09.2024", "31.08.2025", True)),
        ("RU", "quarter", 3, "2023/2024", ("09.01.2024", "22.03.2024", False)),
        ("RU", "quarter", 2, "2025/2026", ("05.11.2025", "30.12.2025", False)),
        ("RU", "holidays", 2, "2025/2026", ("31.12.2025", "11.01.2026", False)),
        ("RU", "holidays", 4, "2026/2027", ("27.05.2027", "31.08.2027", False)),
        ("RU", "year", 0, "2024/2025", ("02.09.2024", "26.05.2025", False)),
        # Two quarters each.
        ("RU", "half-year", 1, "2023/2024", ("01.09.2023", "29.12.2023", False)),
        ("BY", "half-year", 2, "2023/2024", ("08.01.2024", "31.05.2024", False)),
    ],
)
def test_the_published_dates_are_there(
    country: Country, unit: TermUnit, number: int, year: str, expected: tuple[str, str, bool]
) -> None:
    assert days(part(country, unit, number, year)) == expected


def test_everything_in_russia_is_a_proposal() -> None:
    assert {term.sure for term in shipped_calendar("RU").terms} == {False}


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_date_says_where_it_comes_from(country: Country) -> None:
    assert [term for term in shipped_calendar(country).terms if not re.search(r"\w\.\w|письмо", term.source)] == []


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("year", YEARS)
def test_quarters_and_holidays_take_turns_and_nothing_lies_twice(country: Country, year: str) -> None:
    terms = [term for term in shipped_calendar(country).terms if term.year == year]
    parts = [term for term in terms if term.unit in ("quarter", "holidays") and term.number != 5]
    parts.sort(key=lambda term: term.first)
    assert [(term.unit, term.number) for term in parts[:7]] == [
        *(("quarter", 1), ("holidays", 1), ("quarter", 2), ("holidays", 2), ("quarter", 3), ("holidays", 3)),
        *([("quarter", 4)] if len(parts) > 6 else []),
    ]
    work = WorkDays(country)
    for one, other in pairwise(parts):
        between = [one.last + timedelta(n) for n in range(1, (other.first - one.last).days)]
        assert one.last < other.first
        assert not any(work.is_working(day) for day in between), (one, other)


@pytest.mark.parametrize("year", YEARS)
def test_belarus_publishes_no_day_between_its_quarters_and_holidays(year: str) -> None:
    parts = [term for term in shipped_calendar("BY").terms if term.year == year and term.unit != "year"]
    parts = sorted((term for term in parts if term.number != 5), key=lambda term: term.first)
    assert all(other.first - one.last == timedelta(1) for one, other in pairwise(parts))
    assert len(parts) == 8


@pytest.mark.parametrize(
    ("year", "lengths"),
    # Days of autumn, winter, spring and summer holidays, as they were published.
    [
        ("2022/2023", (9, 15, 8, 92)),
        ("2023/2024", (10, 15, 8, 92)),
        ("2024/2025", (8, 14, 8, 92)),
        ("2025/2026", (8, 14, 8, 92)),
        ("2026/2027", (8, 17, 8, 92)),
    ],
)
def test_the_holidays_of_belarus_are_as_long_as_published(year: str, lengths: tuple[int, ...]) -> None:
    found = [part("BY", "holidays", number, year) for number in (1, 2, 3, 4)]
    assert tuple((term.last - term.first).days + 1 for term in found) == lengths


@pytest.mark.parametrize(
    ("country", "unit", "number", "year"),
    [
        ("BY", "holidays", 5, "2024/2025"),  # no publication found
        ("RU", "holidays", 5, "2024/2025"),  # three publications, three answers
        ("RU", "quarter", 4, "2022/2023"),  # its end was not published
        ("RU", "half-year", 2, "2022/2023"),
        ("RU", "quarter", 1, "2027/2028"),
        ("BY", "quarter", 1, "2021/2022"),
    ],
)
def test_what_was_not_published_is_not_known(country: Country, unit: TermUnit, number: int, year: str) -> None:
    assert shipped_calendar(country).find(unit, number, year) is None


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_shipped_school_year_lies_in_years_whose_working_days_are_known_up_to_its_winter(country: Country) -> None:
    assert all(decree_known(country, int(year[:4])) for year in YEARS)


@pytest.mark.parametrize(
    ("words", "country", "expected"),
    [
        ("3 четверть 2023/2024 учебного года", "RU", ("2024-01-09", "2024-03-22", "2024-03-22")),
        ("1 полугодие 2023/2024 учебного года", "RU", ("2023-09-01", "2023-12-29", "2023-12-29")),
        ("3 четверть 2023/2024 учебного года", "BY", ("2024-01-08", "2024-03-23", "2024-03-22")),
    ],
)
def test_a_quarter_and_a_half_year_of_a_document_get_their_dates(
    words: str, country: Country, expected: tuple[str, str, str]
) -> None:
    """23 March 2024 is a Saturday."""
    stage = read_deadline(words, Span()).stages[0]
    found = unfold(stage, Span(), Calendars(WorkDays(country), shipped_calendar(country)))
    assert [(str(one.start), str(one.due), str(one.control)) for one in found] == [expected]


def test_in_the_holidays_of_2025_are_four_windows_in_russia() -> None:
    """The winter holidays that begin on 31 December 2025 are those of 2026."""
    stage = read_deadline("в период каникул 2025 г.", Span()).stages[0]
    found = unfold(stage, Span(), Calendars(WorkDays("RU"), shipped_calendar("RU")))
    assert [(str(one.start), str(one.due)) for one in found] == [
        ("2025-01-01", "2025-01-12"),
        ("2025-03-22", "2025-03-31"),
        ("2025-05-27", "2025-08-31"),
        ("2025-10-25", "2025-11-02"),
    ]


# --- a district's own file -------------------------------------------------------------------------------------------

OWN = """
[sources]
order = "приказ УО от 20.08.2026 № 12"
site = "сайт управления"

["2026/2027"]
quarter-2 = { first = 2026-11-09, last = 2026-12-29, source = ["order", "site"] }
winter = { first = 2026-12-30, last = 2027-01-10, sure = false, source = "решение совета" }
"""


def test_a_file_of_the_district_is_read() -> None:
    year = "2026/2027"
    assert read_calendar_file(OWN).terms == (
        SchoolTerm(
            *(year, "quarter", 2, date(2026, 11, 9), date(2026, 12, 29)),
            source="приказ УО от 20.08.2026 № 12; сайт управления",
            sure=True,
        ),
        SchoolTerm(year, "holidays", 2, date(2026, 12, 30), date(2027, 1, 10), "решение совета", sure=False),
    )


def test_the_file_of_the_district_lies_over_the_shipped_one() -> None:
    laid = read_calendar_file(OWN).over(shipped_calendar("RU"))
    second, third = (laid.find("quarter", number, "2026/2027") for number in (2, 3))
    assert second is not None
    assert (second.last, second.sure) == (date(2026, 12, 29), True)
    assert third == part("RU", "quarter", 3, "2026/2027")


def test_a_copy_of_the_shipped_file_may_be_changed_in_one_line() -> None:
    text = OWN.replace("2026-12-29", "2026-12-25")
    found = read_calendar_file(text).find("quarter", 2, "2026/2027")
    assert found is not None
    assert found.last == date(2026, 12, 25)


def wrong(*lines: str) -> tuple[str, ...]:
    text = "\n".join(('["2026/2027"]', *lines))
    with pytest.raises(WrongCalendarFile) as caught:
        read_calendar_file(text)
    return caught.value.sentences


QUARTER_1 = 'quarter-1 = { first = 2026-09-01, last = 2026-10-31, source = "приказ" }'


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            'quarter-5 = { first = 2026-09-01, last = 2026-10-31, source = "приказ" }',
            "Строка 2: «quarter-5» — такой части учебного года нет. Бывают: quarter-1, quarter-2, quarter-3, "
            "quarter-4, half-year-1, half-year-2, autumn, winter, spring, summer, extra, year.",
        ),
        (
            'quarter-1 = { first = 2026-10-31, last = 2026-09-01, source = "приказ" }',
            "Строка 2, I четверть 2026/2027: начало 31.10.2026 позже конца 01.09.2026.",
        ),
        (
            'quarter-1 = { first = 2025-09-01, last = 2026-10-31, source = "приказ" }',
            "Строка 2, I четверть 2026/2027: 01.09.2025 — не этот учебный год, он длится с 1 сентября по 31 августа.",
        ),
        (
            'quarter-1 = { first = "2026-09-01", last = 2026-10-31, source = "приказ" }',
            "Строка 2, I четверть 2026/2027: first и last — даты вида 2023-09-01, без кавычек и времени.",
        ),
        (
            'autumn = { first = 2026-11-01T00:00:00, last = 2026-11-08, source = "приказ" }',
            "Строка 2, осенние каникулы 2026/2027: first и last — даты вида 2023-09-01, без кавычек и времени.",
        ),
        (
            "quarter-1 = { first = 2026-09-01, last = 2026-10-31 }",
            "Строка 2, I четверть 2026/2027: нужны first, last и source, можно sure — и ничего больше.",
        ),
        (
            'quarter-1 = { first = 2026-09-01, last = 2026-10-31, source = "приказ", grade = 1 }',
            "Строка 2, I четверть 2026/2027: нужны first, last и source, можно sure — и ничего больше.",
        ),
        (
            "quarter-1 = 2026-09-01",
            "Строка 2, I четверть 2026/2027: нужны first, last и source, можно sure — и ничего больше.",
        ),
        (
            'quarter-1 = { first = 2026-09-01, last = 2026-10-31, source = "приказ", sure = "да" }',
            "Строка 2, I четверть 2026/2027: sure — true или false, без кавычек.",
        ),
        (
            'quarter-1 = { first = 2026-09-01, last = 2026-10-31, source = " " }',
            "Строка 2, I четверть 2026/2027: source — слова в кавычках или список имён из раздела [sources].",
        ),
        (
            'quarter-1 = { first = 2026-09-01, last = 2026-10-31, source = ["order"] }',
            "Строка 2, I четверть 2026/2027: источника «order» нет в разделе [sources].",
        ),
        (
            'quarter-1 = { first = 2026-09-31, last = 2026-10-31, source = "приказ" }',
            "Строка 2: такой даты нет. Дата пишется как 2023-09-01, без кавычек.",
        ),
        (
            'quarter-1 = { first = 01.09.2026, last = 2026-10-31, source = "приказ" }',
            "Строка 2: запись не читается. Проверьте кавычки, скобки, запятые и даты вида 2023-09-01.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(line: str, sentence: str) -> None:
    assert wrong(line) == (sentence,)


def test_quarters_that_overlap_are_told_with_the_line_of_the_later_one() -> None:
    second = 'quarter-2 = { first = 2026-10-31, last = 2026-12-24, source = "приказ" }'
    assert wrong(QUARTER_1, "", second) == (
        "Строка 4, II четверть 2026/2027: начинается 31.10.2026, а I четверть кончается 31.10.2026.",
    )


def test_a_part_that_is_written_twice_is_told_with_the_line_of_the_second_one() -> None:
    assert wrong(QUARTER_1, QUARTER_1) == ("Строка 3: эта запись уже есть выше, оставьте одну.",)


def test_a_school_year_that_is_written_twice_is_told() -> None:
    assert wrong(QUARTER_1, '["2026/2027"]') == ("Строка 3: эта запись уже есть выше, оставьте одну.",)


@pytest.mark.parametrize("name", ["2026", "2026/2028", "2026-2027", "четверти"])
def test_a_table_that_is_no_school_year_is_told(name: str) -> None:
    assert wrong(QUARTER_1, f'["{name}"]', QUARTER_1) == (
        f'Строка 3: «{name}» — не учебный год. Он пишется как ["2023/2024"].',
    )


def test_everything_that_is_wrong_is_told_at_once() -> None:
    told = wrong(
        'quarter-1 = { first = 2026-10-31, last = 2026-09-01, source = "приказ" }',
        'winter-2 = { first = 2026-10-31, last = 2026-11-01, source = "приказ" }',
    )
    assert [sentence.split(":")[0] for sentence in told] == ["Строка 2, I четверть 2026/2027", "Строка 3"]


@given(st.text() | st.lists(st.sampled_from([*OWN, *OWN.split(), "\n", "[", "{"]), max_size=40).map(" ".join))
def test_whatever_a_file_holds_it_is_read_or_told_what_is_wrong(text: str) -> None:
    told: tuple[str, ...] = ()
    try:
        assert read_calendar_file(text).clashes() == []
    except WrongCalendarFile as error:
        told = error.sentences or ("",)
    assert all(sentence.startswith(("Строка ", "Файл: ")) for sentence in told)


def test_a_file_of_nothing_but_brackets_is_refused() -> None:
    with pytest.raises(WrongCalendarFile):
        read_calendar_file("a = " + "[" * 100_000)
