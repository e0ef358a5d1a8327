"""How the coordinator's answers change a reading, and how a draft is counted."""

from datetime import date

import pytest

from domain.calendars import Calendars, SchoolCalendar, SchoolTerm, WorkDays
from domain.drafts import answered, doubtful_stage, offered, settled, tally, typed_dates, years_between
from domain.measures import Proposal, Recurrence, SchoolUnit, Span, Stage

SCHOOL_YEAR = Span(date(2022, 9, 1), date(2023, 5, 31))
RUSSIA = Calendars(WorkDays("RU"))
UNTIL_21_OCTOBER = Stage("once", None, date(2022, 10, 21))


def typed(stage: Stage, words: str) -> tuple[date | None, date] | None:
    return typed_dates(stage, words, SCHOOL_YEAR)


@pytest.mark.parametrize(
    ("words", "start", "due"),
    [
        ("до 25.10.2022", None, date(2022, 10, 25)),
        ("25 октября 2022", date(2022, 10, 25), date(2022, 10, 25)),
        ("10.10.2022 – 25.10.2022", date(2022, 10, 10), date(2022, 10, 25)),
        ("март 2023 г.", date(2023, 3, 1), date(2023, 3, 31)),
    ],
)
def test_a_typed_date_is_read_as_in_the_table(words: str, start: date | None, due: date) -> None:
    assert typed(Stage("unscheduled"), words) == (start, due)


@pytest.mark.parametrize(
    "words", ["", "завтра", "ежеквартально", "32.13.2022", "не знаю", "в течение года", "25.10.2022 и 3.11.2022"]
)
def test_what_is_not_one_clear_date_is_no_answer(words: str) -> None:
    assert typed(Stage("unscheduled"), words) is None


def test_a_beginning_keeps_the_end_that_is_known() -> None:
    assert typed(UNTIL_21_OCTOBER, "с 10.10.2022") == (date(2022, 10, 10), date(2022, 10, 21))


def test_a_beginning_keeps_the_end_of_the_plan_for_what_goes_on_with_it() -> None:
    assert typed(Stage("ongoing"), "с 16.01.2023") == (date(2023, 1, 16), SCHOOL_YEAR.end)


def test_words_beside_a_beginning_are_no_answer() -> None:
    assert typed(UNTIL_21_OCTOBER, "точно не с 10.10.2022") is None


def test_a_day_before_a_known_end_is_the_beginning_that_was_lost() -> None:
    assert typed(UNTIL_21_OCTOBER, "10.10.2022") == (date(2022, 10, 10), date(2022, 10, 21))


def test_a_day_before_an_end_that_is_in_doubt_is_the_deadline() -> None:
    another_end = [Proposal(0, None, date(2022, 10, 25))]
    day = date(2022, 10, 10)
    assert typed_dates(UNTIL_21_OCTOBER, "10.10.2022", SCHOOL_YEAR, another_end) == (day, day)


def test_a_beginning_after_the_known_end_is_no_answer() -> None:
    assert typed(UNTIL_21_OCTOBER, "с 10.11.2022") is None


def test_a_beginning_alone_is_no_answer_where_no_end_is_known() -> None:
    assert typed(Stage("unscheduled"), "с 10.10.2022") is None


def test_a_new_end_keeps_the_beginning_that_is_known() -> None:
    stage = Stage("once", date(2022, 10, 1), date(2022, 10, 21))
    assert typed(stage, "до 25.10.2022") == (date(2022, 10, 1), date(2022, 10, 25))


def test_a_new_end_before_the_known_beginning_drops_it() -> None:
    stage = Stage("once", date(2022, 10, 1), date(2022, 10, 21))
    assert typed(stage, "до 25.09.2022") == (None, date(2022, 9, 25))


def test_an_answer_gives_a_stage_without_a_date_one_date() -> None:
    stage = Stage("unscheduled", label="СШ № 7", not_understood=("по графику",))
    assert answered(stage, None, date(2022, 10, 25)) == Stage("once", None, date(2022, 10, 25), label="СШ № 7")


def test_an_answer_takes_the_place_of_the_school_calendar() -> None:
    stage = Stage("once", calendar=SchoolUnit("quarter", 3, "2022/2023"))
    read = answered(stage, date(2023, 1, 9), date(2023, 3, 24))
    assert (read.start, read.due, read.calendar) == (date(2023, 1, 9), date(2023, 3, 24), None)


def test_an_answer_moves_the_bounds_of_a_series_and_keeps_it_a_series() -> None:
    stage = Stage("recurring", recurrence=Recurrence("quarterly"))
    assert answered(stage, date(2022, 9, 1), date(2023, 5, 31)) == Stage(
        "recurring", date(2022, 9, 1), date(2023, 5, 31), recurrence=Recurrence("quarterly")
    )


def test_a_question_without_proposals_is_about_the_stage_that_has_no_end() -> None:
    assert doubtful_stage([UNTIL_21_OCTOBER]) == 0
    assert doubtful_stage([UNTIL_21_OCTOBER, Stage("ongoing", date(2022, 10, 22))]) == 1
    assert doubtful_stage([UNTIL_21_OCTOBER, UNTIL_21_OCTOBER]) is None


def test_only_proposals_that_change_something_are_offered_each_once() -> None:
    same = Proposal(0, None, date(2022, 10, 21))
    other = Proposal(0, date(2022, 10, 14), date(2022, 10, 21))
    nowhere = Proposal(7, None, date(2022, 10, 1))
    assert offered([same, other, nowhere, other], [UNTIL_21_OCTOBER]) == [(1, other)]


def test_what_should_happen_once_and_has_no_date_goes_live_unscheduled() -> None:
    assert settled(Stage("once")).kind == "unscheduled"
    assert settled(Stage("once", calendar=SchoolUnit("quarter", 3, "2022/2023"))).kind == "once"
    assert settled(UNTIL_21_OCTOBER) == UNTIL_21_OCTOBER


def test_each_measure_is_counted_once_by_its_surest_date() -> None:
    whole_year = Stage("ongoing", SCHOOL_YEAR.start, SCHOOL_YEAR.end)
    measures = [
        [UNTIL_21_OCTOBER],
        [UNTIL_21_OCTOBER, whole_year],
        [Stage("recurring", recurrence=Recurrence("quarterly"))],
        [whole_year],
        [Stage("unscheduled")],
        [Stage("once", calendar=SchoolUnit("quarter", 3, "2022/2023"))],
    ]
    counted = tally(measures, SCHOOL_YEAR, RUSSIA, date(2022, 9, 1))
    assert (counted.dated, counted.recurring, counted.ongoing, counted.undated) == (2, 1, 1, 2)


def test_a_quarter_has_a_date_where_the_school_calendar_knows_it() -> None:
    third = SchoolTerm("2022/2023", "quarter", 3, date(2023, 1, 9), date(2023, 3, 25), "приказ")
    calendars = Calendars(WorkDays("BY"), SchoolCalendar((third,)))
    measures = [
        [Stage("once", calendar=SchoolUnit("quarter", 3, "2022/2023"))],
        [Stage("recurring", recurrence=Recurrence("school-quarters"))],
        [Stage("once", calendar=SchoolUnit("quarter", 4, "2022/2023"))],
    ]
    counted = tally(measures, SCHOOL_YEAR, calendars, date(2022, 9, 1))
    assert (counted.dated, counted.recurring, counted.undated) == (1, 1, 1)
    assert counted.first == date(2023, 3, 25)


def test_a_series_without_bounds_has_no_dates_yet() -> None:
    counted = tally([[Stage("ongoing")]], Span(date(2023, 8, 1)), RUSSIA, date(2023, 8, 1))
    assert (counted.ongoing, counted.undated) == (0, 1)


def test_what_was_controlled_before_today_is_past_and_the_next_due_day_comes_first() -> None:
    # 21 October 2022 is a Friday, 22 a Saturday: it is controlled on Friday.
    measures = [[UNTIL_21_OCTOBER], [Stage("once", None, date(2022, 10, 22))], [Stage("once", None, date(2022, 11, 1))]]
    friday = tally(measures, SCHOOL_YEAR, RUSSIA, date(2022, 10, 21))
    saturday = tally(measures, SCHOOL_YEAR, RUSSIA, date(2022, 10, 22))
    assert (friday.past, friday.first) == (0, date(2022, 10, 21))
    assert (saturday.past, saturday.first) == (2, date(2022, 11, 1))


# --- what is asked ---------------------------------------------------------------------------------------------------


def test_the_same_day_of_several_years_is_a_question_for_the_year() -> None:
    days = [Proposal(0, None, date(year, 10, 20)) for year in (2022, 2023, 2024)]
    assert years_between(days) == (2022, 2023, 2024)
    winters = [Proposal(0, date(year, 12, 1), date(year + 1, 2, 27)) for year in (2022, 2023)]
    assert years_between(winters) == (2023, 2024)


def test_other_choices_are_no_question_for_the_year() -> None:
    assert years_between([Proposal(0, None, date(2022, 10, 20))]) == ()
    assert years_between([Proposal(0, None, date(2022, 9, 30)), Proposal(0, None, date(2022, 10, 31))]) == ()
    assert years_between([Proposal(0, None, date(2022, 9, 30)), Proposal(1, None, date(2023, 9, 30))]) == ()
    assert years_between([Proposal(0, None, None), Proposal(0, None, None)]) == ()
    assert years_between([Proposal(0, date(2022, 9, 1), date(2023, 5, 31)), Proposal(0, None, date(2024, 5, 31))]) == ()


def test_what_repeats_is_not_counted_for_the_time_before_the_plan_went_live() -> None:
    monthly = Stage("recurring", recurrence=Recurrence("monthly", day=25))
    counted = tally([[monthly]], SCHOOL_YEAR, RUSSIA, date(2022, 11, 1))
    assert (counted.past, counted.first) == (0, date(2022, 11, 25))


def test_of_what_repeats_and_lies_behind_altogether_the_last_time_stands() -> None:
    monthly = Stage("recurring", recurrence=Recurrence("monthly", day=25))
    counted = tally([[monthly]], SCHOOL_YEAR, RUSSIA, date(2023, 7, 1))
    assert (counted.past, counted.first) == (1, None)
