"""Each occurrence of a stage is a record of its own."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendars import Calendars, DayOff, SchoolCalendar, SchoolTerm, WorkDays
from domain.measures import Frequency, Recurrence, SchoolUnit, Span, Stage
from domain.periods import Period, parts_of, unfold

SCHOOL_YEAR = Span(date(2022, 9, 1), date(2023, 5, 31))
YEAR_2023 = Span(date(2023, 1, 1), date(2023, 12, 31))


def d(day: str) -> date:
    return date.fromisoformat(day)


def year(name: str, *days: tuple[str, str]) -> list[SchoolTerm]:
    """A school year by (first, last) of: quarter, holidays, quarter, holidays, …, summer."""
    return [
        SchoolTerm(name, "holidays" if place % 2 else "quarter", place // 2 + 1, d(first), d(last), "приказ")
        for place, (first, last) in enumerate(days)
    ]


# Belarus.
SCHOOL = SchoolCalendar(
    (
        *year(
            "2022/2023",
            *(("2022-09-01", "2022-10-29"), ("2022-10-30", "2022-11-07")),
            *(("2022-11-08", "2022-12-24"), ("2022-12-25", "2023-01-08")),
            *(("2023-01-09", "2023-03-25"), ("2023-03-26", "2023-04-02")),
            *(("2023-04-03", "2023-05-31"), ("2023-06-01", "2023-08-31")),
        ),
        *year(
            "2023/2024",
            *(("2023-09-01", "2023-10-28"), ("2023-10-29", "2023-11-07")),
            *(("2023-11-08", "2023-12-23"), ("2023-12-24", "2024-01-07")),
        ),
    )
)
RUSSIA = Calendars(WorkDays("RU"))
BELARUS = Calendars(WorkDays("BY"), SCHOOL)


def dues(stage: Stage, plan: Span = SCHOOL_YEAR, calendars: Calendars = RUSSIA) -> list[date]:
    return [period.due for period in unfold(stage, plan, calendars)]


def stretches(stage: Stage, plan: Span = SCHOOL_YEAR, calendars: Calendars = BELARUS) -> list[tuple[str, str]]:
    return [(str(period.start), str(period.due)) for period in unfold(stage, plan, calendars)]


def recurring(frequency: Frequency, **facts: object) -> Stage:
    return Stage("recurring", recurrence=Recurrence(frequency, **facts))  # type: ignore[arg-type]


# --- once ------------------------------------------------------------------------------------------------------------


def test_a_single_deadline_is_one_period_controlled_on_a_working_day() -> None:
    sunday = Stage(kind="once", due=date(2023, 1, 15))
    assert unfold(sunday, SCHOOL_YEAR, RUSSIA) == [Period(None, date(2023, 1, 15), date(2023, 1, 13), "deadline")]


def test_a_window_keeps_its_beginning() -> None:
    window = Stage(kind="once", start=date(2022, 10, 1), due=date(2022, 12, 31))
    assert unfold(window, SCHOOL_YEAR, RUSSIA) == [
        Period(date(2022, 10, 1), date(2022, 12, 31), date(2022, 12, 30), "window")
    ]


def test_a_single_day_is_a_deadline_and_no_window() -> None:
    day = Stage(kind="once", start=date(2022, 10, 20), due=date(2022, 10, 20))
    assert [period.form for period in unfold(day, SCHOOL_YEAR, RUSSIA)] == ["deadline"]


# --- ongoing ---------------------------------------------------------------------------------------------------------


def test_an_ongoing_stage_is_asked_at_the_end_of_each_quarter_and_of_the_plan_but_not_in_its_first_weeks() -> None:
    """Work that has begun on 1 September is not asked about on the 30th."""
    assert dues(Stage(kind="ongoing")) == [date(2022, 12, 31), date(2023, 3, 31), date(2023, 5, 31)]


def test_the_periods_of_an_ongoing_stage_follow_each_other_without_gaps() -> None:
    assert stretches(Stage(kind="ongoing"), calendars=RUSSIA) == [
        ("2022-09-01", "2022-12-31"),
        ("2023-01-01", "2023-03-31"),
        ("2023-04-01", "2023-05-31"),
    ]


@pytest.mark.parametrize(
    ("start", "first"),
    # To 30 September these are 46, 45 and 44 days.
    [
        (date(2022, 8, 16), date(2022, 9, 30)),
        (date(2022, 8, 17), date(2022, 9, 30)),
        (date(2022, 8, 18), date(2022, 12, 31)),
    ],
)
def test_a_beginning_of_less_than_45_days_goes_with_the_next_quarter(start: date, first: date) -> None:
    assert dues(Stage("ongoing", start, date(2023, 5, 31)))[0] == first


def test_a_beginning_of_less_than_45_days_goes_with_an_end_that_is_nearer_than_the_quarter() -> None:
    assert stretches(Stage("ongoing", date(2022, 9, 1), date(2022, 10, 31))) == [("2022-09-01", "2022-10-31")]


def test_work_that_is_shorter_than_45_days_is_asked_about_at_its_end() -> None:
    assert stretches(Stage("ongoing", date(2022, 10, 1), date(2022, 10, 20))) == [("2022-10-01", "2022-10-20")]


def test_the_questions_are_check_ins_and_the_last_one_is_final() -> None:
    forms = [period.form for period in unfold(Stage("ongoing"), SCHOOL_YEAR, RUSSIA)]
    assert forms == ["check-in", "check-in", "final"]


def test_what_goes_on_all_year_is_reported_for_it_by_20_january() -> None:
    """Its end is the plan's, as far as it is known; 31 March and 20 January 2024 are working days or move back."""
    found = unfold(Stage("ongoing"), Span(date(2022, 9, 1), date(2023, 12, 31)), RUSSIA)
    assert [(period.due, period.control, period.form) for period in found] == [
        (date(2022, 12, 31), date(2023, 1, 20), "check-in"),
        (date(2023, 3, 31), date(2023, 3, 31), "check-in"),
        (date(2023, 6, 30), date(2023, 6, 30), "check-in"),
        (date(2023, 9, 30), date(2023, 9, 29), "check-in"),
        # 20 January 2024 is a Saturday.
        (date(2023, 12, 31), date(2024, 1, 19), "final"),
    ]


def test_what_has_bounds_of_its_own_is_reported_for_the_year_by_20_january_too() -> None:
    year = unfold(Stage("ongoing", date(2022, 9, 1), date(2022, 12, 31)), SCHOOL_YEAR, RUSSIA)
    assert [(period.due, period.control) for period in year] == [(date(2022, 12, 31), date(2023, 1, 20))]


# --- recurring -------------------------------------------------------------------------------------------------------


def test_a_quarterly_stage_without_a_day_is_controlled_by_the_tenth_of_the_month_after() -> None:
    found = unfold(recurring("quarterly"), YEAR_2023, RUSSIA)
    assert [(period.due, period.control, period.form) for period in found] == [
        (date(2023, 3, 31), date(2023, 4, 10), "deadline"),
        (date(2023, 6, 30), date(2023, 7, 10), "deadline"),
        (date(2023, 9, 30), date(2023, 10, 10), "deadline"),
        (date(2023, 12, 31), date(2024, 1, 10), "deadline"),
    ]


def test_a_monthly_stage_with_a_day_falls_due_on_that_day() -> None:
    monthly = Stage(
        kind="recurring", start=date(2022, 9, 1), due=date(2022, 11, 30), recurrence=Recurrence("monthly", day=25)
    )
    assert dues(monthly) == [date(2022, 9, 25), date(2022, 10, 25), date(2022, 11, 25)]


def test_a_day_of_the_month_before_or_after_the_plan_gives_no_period() -> None:
    monthly = Stage("recurring", date(2022, 9, 28), date(2022, 11, 20), recurrence=Recurrence("monthly", day=25))
    assert dues(monthly) == [date(2022, 10, 25)]


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


def test_the_nth_working_day_is_that_of_the_district() -> None:
    free = Calendars(WorkDays("RU", free=frozenset({date(2022, 10, 3), date(2022, 10, 4)})))
    third = recurring("monthly", months=(10,), working_day=1)
    assert (dues(third), dues(third, calendars=free)) == ([date(2022, 10, 3)], [date(2022, 10, 5)])


def test_a_month_without_a_working_day_ends_its_series_nowhere_else() -> None:
    october = Calendars(WorkDays("RU", free=frozenset(date(2022, 10, day) for day in range(1, 32))))
    assert dues(recurring("monthly", months=(10,), working_day=2), calendars=october) == [date(2022, 10, 31)]


def test_the_fifteenth_of_the_month_after_lies_in_the_month_after() -> None:
    late = Recurrence("monthly", day=15, offset_months=1)
    autumn = Span(date(2022, 9, 1), date(2022, 10, 31))
    assert dues(Stage(kind="recurring", recurrence=late), autumn) == [date(2022, 10, 15), date(2022, 11, 15)]


def test_a_yearly_window_over_summer_begins_in_its_first_month() -> None:
    summer = recurring("yearly", months=(8,), starts_month=6)
    found = unfold(summer, Span(date(2023, 1, 1), date(2024, 12, 31)), RUSSIA)
    assert [(period.start, period.due, period.form) for period in found] == [
        (date(2023, 6, 1), date(2023, 8, 31), "window"),
        (date(2024, 6, 1), date(2024, 8, 31), "window"),
    ]


def test_a_yearly_window_does_not_begin_before_the_plan() -> None:
    summer = recurring("yearly", months=(8,), starts_month=6)
    assert stretches(summer, Span(date(2023, 7, 1), date(2023, 12, 31)), RUSSIA) == [("2023-07-01", "2023-08-31")]


# --- by the school calendar ------------------------------------------------------------------------------------------


def test_a_quarter_is_a_window_from_its_first_to_its_last_day_controlled_on_a_working_day() -> None:
    """24 December 2022 is a Saturday."""
    second = Stage("once", calendar=SchoolUnit("quarter", 2, "2022/2023"))
    assert unfold(second, SCHOOL_YEAR, BELARUS) == [
        Period(date(2022, 11, 8), date(2022, 12, 24), date(2022, 12, 23), "window")
    ]


def test_by_the_end_of_a_quarter_is_a_deadline_on_its_last_day() -> None:
    second = Stage("once", calendar=SchoolUnit("quarter", 2, "2022/2023", end=True))
    assert unfold(second, SCHOOL_YEAR, BELARUS) == [Period(None, date(2022, 12, 24), date(2022, 12, 23), "deadline")]


def test_the_parts_of_the_school_year_that_a_stage_needs_are_those_that_give_it_its_dates() -> None:
    third = Stage("once", calendar=SchoolUnit("quarter", 3, "2022/2023"))
    found = parts_of(third, SCHOOL_YEAR, SCHOOL)
    assert found is not None
    assert [(term.unit, term.number) for term in found.terms] == [("quarter", 3)]
    each = parts_of(recurring("school-quarters"), SCHOOL_YEAR, SCHOOL)
    assert each is not None
    assert [term.number for term in each.terms] == [1, 2, 3, 4]
    unknown = parts_of(Stage("once", calendar=SchoolUnit("quarter", 3, "2031/2032")), SCHOOL_YEAR, SCHOOL)
    assert unknown is not None
    assert unknown.missing == (SchoolUnit("quarter", 3, "2031/2032"),)


@pytest.mark.parametrize(
    "stage",
    [
        Stage("once", due=date(2022, 10, 20)),
        Stage("once", due=date(2022, 12, 24), calendar=SchoolUnit("quarter", 2, "2022/2023")),  # already answered
        Stage("ongoing"),
        Stage("unscheduled"),
        Stage("recurring", recurrence=Recurrence("school-quarters", months=(10, 12))),
    ],
)
def test_a_stage_with_dates_of_its_own_needs_no_part_of_the_school_year(stage: Stage) -> None:
    assert parts_of(stage, SCHOOL_YEAR, SCHOOL) is None


def test_where_it_could_be_any_of_several_no_part_is_needed_yet() -> None:
    first = Stage("once", calendar=SchoolUnit("quarter", 1))
    assert parts_of(first, Span(date(2022, 9, 1), date(2024, 5, 31)), SCHOOL) is None


def test_a_quarter_with_its_year_needs_no_period_of_the_plan() -> None:
    third = Stage("once", calendar=SchoolUnit("quarter", 3, "2022/2023"))
    assert stretches(third, Span()) == [("2023-01-09", "2023-03-25")]


def test_a_half_year_is_its_two_quarters() -> None:
    half = Stage("once", calendar=SchoolUnit("half-year", 1, "2022/2023"))
    assert stretches(half) == [("2022-09-01", "2022-12-24")]


def test_a_quarter_without_a_year_is_that_of_the_plan() -> None:
    assert stretches(Stage("once", calendar=SchoolUnit("quarter", 3))) == [("2023-01-09", "2023-03-25")]


@pytest.mark.parametrize(
    ("unit", "plan"),
    [
        (SchoolUnit("quarter", 3, "2023/2024"), SCHOOL_YEAR),  # this quarter is not known
        (SchoolUnit("quarter", 3, "2031/2032"), SCHOOL_YEAR),  # nor is this year
        (SchoolUnit("quarter", 1), Span(date(2022, 9, 1), date(2024, 5, 31))),  # one of two
        (SchoolUnit("holidays", 2), YEAR_2023),  # those that begin in the year, or those that end in it
        (SchoolUnit("quarter", 3), Span(date(2022, 9, 1), date(2024, 5, 31))),  # one of two, the other is not known
        (SchoolUnit("quarter", 2), Span(date(2022, 9, 1))),  # the plan has no end
    ],
)
def test_a_part_that_is_not_known_or_not_the_only_one_gives_no_period_and_no_guess(
    unit: SchoolUnit, plan: Span
) -> None:
    assert unfold(Stage("once", calendar=unit), plan, BELARUS) == []


def test_once_a_quarter_is_a_deadline_on_the_last_day_of_each_quarter() -> None:
    stage = Stage("recurring", recurrence=Recurrence("school-quarters"), calendar=SchoolUnit("quarter"))
    found = unfold(stage, SCHOOL_YEAR, BELARUS)
    assert [(str(one.start), str(one.due), str(one.control), one.form) for one in found] == [
        # 29 October, 24 December and 25 March are Saturdays.
        ("2022-09-01", "2022-10-29", "2022-10-28", "deadline"),
        ("2022-11-08", "2022-12-24", "2022-12-23", "deadline"),
        ("2023-01-09", "2023-03-25", "2023-03-24", "deadline"),
        ("2023-04-03", "2023-05-31", "2023-05-31", "deadline"),
    ]


def test_once_a_quarter_with_months_named_falls_due_in_these_months() -> None:
    stage = Stage("recurring", recurrence=Recurrence("school-quarters", months=(11, 1)), calendar=SchoolUnit("quarter"))
    assert dues(stage, calendars=BELARUS) == [date(2022, 11, 30), date(2023, 1, 31)]


def test_once_a_quarter_by_a_day_of_the_month_after_falls_due_after_the_quarter() -> None:
    stage = recurring("school-quarters", day=10, offset_months=1)
    assert dues(stage, calendars=BELARUS) == [d("2022-11-10"), d("2023-01-10"), d("2023-04-10"), d("2023-06-10")]


def test_once_a_quarter_by_a_day_falls_due_in_the_last_month_of_the_quarter() -> None:
    stage = recurring("school-quarters", day=20)
    assert dues(stage, calendars=BELARUS) == [d("2022-10-20"), d("2022-12-20"), d("2023-03-20"), d("2023-05-20")]


def test_a_day_of_the_last_quarter_that_lies_behind_the_plan_gives_no_period() -> None:
    plan = Span(date(2023, 1, 1), date(2023, 5, 25))
    assert dues(recurring("school-quarters", day=28), plan, BELARUS) == [d("2023-03-28")]


def test_the_last_quarter_ends_with_the_plan() -> None:
    assert stretches(recurring("school-quarters"), Span(date(2023, 1, 1), date(2023, 5, 25))) == [
        ("2023-01-09", "2023-03-25"),
        ("2023-04-03", "2023-05-25"),
    ]


def test_a_quarter_that_has_only_begun_when_the_plan_ends_is_none_of_its_quarters() -> None:
    assert stretches(recurring("school-quarters"), Span(date(2023, 1, 1), date(2023, 4, 10))) == [
        ("2023-01-09", "2023-03-25")
    ]


def test_in_the_holidays_is_a_window_for_each_of_them() -> None:
    stage = Stage("recurring", recurrence=Recurrence("school-holidays"), calendar=SchoolUnit("holidays"))
    found = unfold(stage, SCHOOL_YEAR, BELARUS)
    assert {one.form for one in found} == {"window"}
    assert [(str(one.start), str(one.due)) for one in found] == [
        ("2022-10-30", "2022-11-07"),
        ("2022-12-25", "2023-01-08"),
        ("2023-03-26", "2023-04-02"),
    ]


def test_the_holidays_of_a_calendar_year_are_cut_at_its_edges() -> None:
    stage = Stage("recurring", YEAR_2023.start, YEAR_2023.end, recurrence=Recurrence("school-holidays"))
    assert stretches(stage, SCHOOL_YEAR) == [
        ("2023-01-01", "2023-01-08"),
        ("2023-03-26", "2023-04-02"),
        ("2023-06-01", "2023-08-31"),
        ("2023-10-29", "2023-11-07"),
        ("2023-12-24", "2023-12-31"),
    ]


def test_the_holidays_of_a_named_school_year_need_no_period_of_the_plan() -> None:
    named = Stage(
        "recurring", recurrence=Recurrence("school-holidays"), calendar=SchoolUnit("holidays", None, "2022/2023")
    )
    assert [due for _, due in stretches(named, Span())] == ["2022-11-07", "2023-01-08", "2023-04-02", "2023-08-31"]


def test_a_year_that_the_school_calendar_does_not_know_gives_no_period() -> None:
    later = Span(date(2030, 9, 1), date(2031, 5, 31))
    assert unfold(recurring("school-quarters"), later, BELARUS) == []
    assert unfold(recurring("school-holidays"), later, BELARUS) == []
    assert unfold(recurring("school-holidays"), SCHOOL_YEAR, RUSSIA) == []


# --- whatever the document says --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["unscheduled", "once", "ongoing", "recurring"])
def test_without_dates_there_is_no_period_and_no_guess(kind: str) -> None:
    assert unfold(Stage(kind=kind), Span(), BELARUS) == []  # type: ignore[arg-type]


DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))
MONTHS = st.integers(1, 12)
ON_A_DAY = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"day": st.integers(1, 31)}),
    st.fixed_dictionaries({"weekday": st.sampled_from(["MO", "2 TU", "-1 WE", "FR"])}),
    st.fixed_dictionaries({"working_day": st.sampled_from([-1, 1, 5, 20])}),
)
SERIES: st.SearchStrategy[Recurrence] = st.one_of(
    st.builds(
        lambda freq, every: Recurrence(freq, interval=every), st.sampled_from(["weekly", "daily"]), st.integers(1, 3)
    ),
    st.builds(
        lambda freq, day, every: Recurrence(freq, interval=every, **day),
        st.sampled_from(["monthly", "quarterly", "half-yearly", "yearly"]),
        ON_A_DAY,
        st.sampled_from([None, 2]),
    ),
    st.builds(
        lambda freq, months, day: Recurrence(freq, months=tuple(sorted(months)), **day),
        st.sampled_from(["yearly", "quarterly", "school-quarters"]),
        st.sets(MONTHS, min_size=1),
        ON_A_DAY,
    ),
    st.builds(lambda due, start: Recurrence("yearly", months=(due,), starts_month=start), MONTHS, MONTHS),
    st.builds(
        lambda freq, day: Recurrence(freq, **day), st.sampled_from(["school-quarters", "school-holidays"]), ON_A_DAY
    ),
)
UNITS = st.builds(
    SchoolUnit,
    st.sampled_from(["quarter", "half-year", "holidays"]),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([None, "2022/2023", "2023/2024"]),
)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    one, other = draw(DAYS), draw(DAYS)
    return Span(min(one, other), max(one, other))


@st.composite
def stages(draw: st.DrawFn) -> Stage:
    bounds = draw(st.just(Span()) | spans())
    return draw(
        st.one_of(
            st.just(Stage("once", bounds.start, bounds.end)),
            st.just(Stage("ongoing", bounds.start, bounds.end)),
            st.builds(lambda unit: Stage("once", calendar=unit), UNITS),
            st.builds(lambda rule: Stage("recurring", bounds.start, bounds.end, recurrence=rule), SERIES),
        )
    )


OFF = st.frozensets(DAYS, max_size=20)
CALENDARS = st.builds(
    lambda country, moves, free, working: Calendars(WorkDays(country, moves, free, working), SCHOOL),
    st.sampled_from(["RU", "BY"]),
    st.sampled_from(["previous", "next", "same"]),
    OFF,
    OFF,
)


@given(stages(), spans(), CALENDARS)
@settings(deadline=None, max_examples=300)
def test_periods_stand_in_order_apart_from_each_other_and_within_their_bounds(
    stage: Stage, plan: Span, calendars: Calendars
) -> None:
    found = unfold(stage, plan, calendars)
    assert all(one.start is None or one.start <= one.due for one in found)
    assert all(other.start is not None and one.due < other.start for one, other in pairwise(found))
    # A part that the document names with its number is that part, wherever the plan lies.
    if stage.calendar is None or stage.calendar.index is None:
        start, end = stage.start or plan.start, stage.due or plan.end
        assert start is not None
        assert end is not None
        assert all((one.start is None or start <= one.start) and one.due <= end for one in found)


@given(stages(), spans(), CALENDARS)
@settings(deadline=None, max_examples=300)
def test_a_period_is_controlled_on_a_working_day_next_to_its_due_day(
    stage: Stage, plan: Span, calendars: Calendars
) -> None:
    moves: DayOff = calendars.work.due_day_off
    for one in unfold(stage, plan, calendars):
        assert moves == "same" or calendars.work.is_working(one.control)
        # The day after: the 10th of the next month, or 20 January for the year's report.
        assert one.control <= one.due + timedelta(days=45)
        assert moves != "next" or one.control >= one.due


@given(spans(), st.booleans(), CALENDARS)
@settings(deadline=None)
def test_the_questions_about_ongoing_work_cover_all_of_it_and_only_the_last_is_final(
    span: Span, endless: bool, calendars: Calendars
) -> None:
    stage = Stage("ongoing") if endless else Stage("ongoing", span.start, span.end)
    found = unfold(stage, span, calendars)
    assert (found[0].start, found[-1].due) == (span.start, span.end)
    assert all(other.start == one.due + timedelta(days=1) for one, other in pairwise(found))
    assert [one.form for one in found] == ["check-in"] * (len(found) - 1) + ["final"]
    first = found[0]
    assert first.start is not None
    assert len(found) == 1 or (first.due - first.start).days + 1 >= 45
