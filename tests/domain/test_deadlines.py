"""What a deadline phrase means. Every expected date was worked out by hand from the phrase."""

from datetime import date

import pytest

from domain.deadlines import read_deadline
from domain.measures import Recurrence, SchoolUnit, Span, Stage

NOWHERE = Span()
SCHOOL_YEAR = Span(date(2022, 9, 1), date(2023, 5, 31))
CALENDAR_YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))
UNTIL_2025 = Span(None, date(2025, 12, 31))


def d(day: str) -> date:
    return date.fromisoformat(day)


def once(start: str | None, due: str, label: str | None = None) -> Stage:
    return Stage("once", d(start) if start else None, d(due), label)


def unit(kind: str, index: int, year: str, *, end: bool = False) -> Stage:
    return Stage("once", calendar=SchoolUnit(kind, index, year, end))  # type: ignore[arg-type]


def series(rule: Recurrence, period: Span) -> Stage:
    return Stage("recurring", period.start, period.end, recurrence=rule)


def stages(phrase: str, period: Span = NOWHERE) -> list[Stage]:
    return list(read_deadline(phrase, period).stages)


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("до 04.10.2022 г.", "2022-10-04"),
        ("до 20.10.2022г.", "2022-10-20"),
        ("до 31.05.2024 (включительно)", "2024-05-31"),
        ("не позднее 1 марта 2024 г.", "2024-03-01"),
        ("к 1 сентября 2023 года", "2023-09-01"),
        ("до 20-го мая 2025 г", "2025-05-20"),
        ("в срок до 15.03.25", "2025-03-15"),
        ("до конца мая 2024 года", "2024-05-31"),
        ("до конца февраля 2024 года", "2024-02-29"),
        ("до конца 2024 года", "2024-12-31"),
        ("до начала 2023/2024 учебного года", "2023-08-31"),
    ],
)
def test_until_a_day_is_due_on_that_day_and_has_no_beginning(phrase: str, due: str) -> None:
    assert stages(phrase) == [once(None, due)]


@pytest.mark.parametrize(
    ("phrase", "start", "due"),
    [
        ("5.01.2023 г. - 20.01.2023 г.", "2023-01-05", "2023-01-20"),
        ("с 01.10.2023 по 15.10.2023", "2023-10-01", "2023-10-15"),
        ("с 1 по 15 октября 2023 г.", "2023-10-01", "2023-10-15"),
        ("1-15 октября 2023 г.", "2023-10-01", "2023-10-15"),
        ("15.05.25", "2025-05-15", "2025-05-15"),
        ("2025-05-15", "2025-05-15", "2025-05-15"),
        ("15/05/2025", "2025-05-15", "2025-05-15"),
        ("февраль 2023 г.", "2023-02-01", "2023-02-28"),
        ("октябрь – декабрь 2022г.", "2022-10-01", "2022-12-31"),
        ("Август - сентябрь 2023 г.", "2023-08-01", "2023-09-30"),
        ("ноябрь – февраль 2023 г.", "2022-11-01", "2023-02-28"),
        ("сентябрь 2022 – май 2023", "2022-09-01", "2023-05-31"),
        ("I квартал 2023 года", "2023-01-01", "2023-03-31"),
        ("4 кв. 2023", "2023-10-01", "2023-12-31"),
        ("I-II квартал 2024 г.", "2024-01-01", "2024-06-30"),
        ("первое полугодие 2024 года", "2024-01-01", "2024-06-30"),
        ("Лето 2024 г.", "2024-06-01", "2024-08-31"),
        ("летний период 2025 г.", "2025-06-01", "2025-08-31"),
        ("2023/2024 учебный год", "2023-09-01", "2024-05-31"),
        ("2022 - 2023 учебный год", "2022-09-01", "2023-05-31"),
        ("в течение I квартала 2025 г.", "2025-01-01", "2025-03-31"),
        ("в первой половине декабря 2025 г.", "2025-12-01", "2025-12-15"),
        ("третья декада мая 2025 г.", "2025-05-21", "2025-05-31"),
    ],
)
def test_a_stretch_runs_from_its_first_to_its_last_day(phrase: str, start: str, due: str) -> None:
    assert stages(phrase) == [once(start, due)]


def test_each_date_of_a_list_is_a_stage() -> None:
    assert stages("Октябрь – ноябрь 2023 г. Декабрь 2023 г. Февраль 2024 г. Апрель 2024 г.") == [
        once("2023-10-01", "2023-11-30"),
        once("2023-12-01", "2023-12-31"),
        once("2024-02-01", "2024-02-29"),
        once("2024-04-01", "2024-04-30"),
    ]
    assert stages("10, 15 и 20 октября 2023") == [once(f"2023-10-{n}", f"2023-10-{n}") for n in (10, 15, 20)]
    assert stages("I, III квартал 2024 года") == [once("2024-01-01", "2024-03-31"), once("2024-07-01", "2024-09-30")]
    assert stages("2022-2023 учебный год 2023-2024 учебный год") == [
        once("2022-09-01", "2023-05-31"),
        once("2023-09-01", "2024-05-31"),
    ]


def test_a_year_printed_after_the_last_month_belongs_to_the_months_before_it() -> None:
    assert stages("январь, май 2024 г.") == [once("2024-01-01", "2024-01-31"), once("2024-05-01", "2024-05-31")]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("1 полугодие 2023/2024 учебного года", unit("half-year", 1, "2023/2024")),
        ("II полугодие 2023/2024 уч. г.", unit("half-year", 2, "2023/2024")),
        ("3 четверть 2023/2024 учебного года", unit("quarter", 3, "2023/2024")),
        ("в период осенних каникул 2025/2026 учебного года", unit("holidays", 1, "2025/2026")),
        ("летние каникулы 2025 г.", unit("holidays", 4, "2024/2025")),
    ],
)
def test_parts_of_the_school_year_leave_their_dates_to_the_school_calendar(phrase: str, expected: Stage) -> None:
    assert stages(phrase) == [expected]


def test_a_quarter_without_a_year_takes_the_school_year_of_the_plan() -> None:
    assert stages("II четверть", SCHOOL_YEAR) == [unit("quarter", 2, "2022/2023")]
    assert stages("II полугодие", SCHOOL_YEAR) == [unit("half-year", 2, "2022/2023")]
    # The third quarter lies in January to March: in the plan for 2025 it belongs to the school year 2024/2025.
    assert stages("3 четверть", CALENDAR_YEAR) == [unit("quarter", 3, "2024/2025")]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("до конца II четверти", unit("quarter", 2, "2022/2023", end=True)),
        ("к концу 1 полугодия", unit("half-year", 1, "2022/2023", end=True)),
        ("в конце I полугодия", unit("half-year", 1, "2022/2023", end=True)),
        ("по окончании III четверти", unit("quarter", 3, "2022/2023", end=True)),
        ("до окончания 1 полугодия 2023/2024 учебного года", unit("half-year", 1, "2023/2024", end=True)),
        ("до конца осенних каникул", unit("holidays", 1, "2022/2023", end=True)),
        ("в течение III четверти", unit("quarter", 3, "2022/2023")),
        ("на осенних каникулах", unit("holidays", 1, "2022/2023")),
    ],
)
def test_by_the_end_of_a_part_of_the_school_year_is_not_all_of_it(phrase: str, expected: Stage) -> None:
    assert stages(phrase, SCHOOL_YEAR) == [expected]


def test_the_ends_of_two_quarters_are_two_deadlines() -> None:
    ends = [unit("quarter", 1, "2022/2023", end=True), unit("quarter", 2, "2022/2023", end=True)]
    assert stages("до конца 1, 2 четверти", SCHOOL_YEAR) == ends


@pytest.mark.parametrize("phrase", ["до III четверти", "до 1 полугодия"])
def test_before_a_part_of_the_school_year_begins_or_before_it_ends_is_asked(phrase: str) -> None:
    (question,) = read_deadline(phrase, SCHOOL_YEAR).questions
    assert question.text.startswith("До начала")


def test_holidays_of_a_whole_year_are_a_series() -> None:
    (stage,) = stages("в период каникул 2025 г.")
    assert stage.kind == "recurring"
    assert (stage.start, stage.due) == (d("2025-01-01"), d("2025-12-31"))
    assert stage.recurrence == Recurrence("school-holidays")
    assert stage.calendar == SchoolUnit("holidays")


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("ежеквартально", Recurrence("quarterly")),
        ("ежемесячно", Recurrence("monthly")),
        ("еженедельно", Recurrence("weekly")),
        ("ежегодно", Recurrence("yearly")),
        ("1 раз в полугодие", Recurrence("half-yearly")),
        ("не реже 1 раза в квартал", Recurrence("quarterly")),
        ("1 раз в квартал (январь, май, август, декабрь)", Recurrence("quarterly", months=(1, 5, 8, 12))),
        ("2 раза в год (май, декабрь)", Recurrence("yearly", months=(5, 12), times=2)),
        ("2 раза в месяц", Recurrence("monthly", times=2)),
        ("один раз в два месяца", Recurrence("monthly", interval=2)),
        ("Ежегодно, июнь-август", Recurrence("yearly", months=(8,), starts_month=6)),
        ("Ежегодно - июнь, декабрь", Recurrence("yearly", months=(6, 12))),
        ("апрель – май ежегодно", Recurrence("yearly", months=(5,), starts_month=4)),
        ("сентябрь ежегодно", Recurrence("yearly", months=(9,))),
        ("Ежегодно до 30 июня", Recurrence("yearly", months=(6,), day=30)),
        ("ежегодно, до 1 июня и до 1 декабря", Recurrence("yearly", months=(6, 12), day=1)),
        ("Ежегодно, в течение учебного года", Recurrence("yearly", months=(5,), starts_month=9)),
        ("ежемесячно с сентября по май", Recurrence("monthly", months=(9, 10, 11, 12, 1, 2, 3, 4, 5))),
        ("до 25 числа каждого месяца", Recurrence("monthly", day=25)),
        ("ежемесячно до 5 числа", Recurrence("monthly", day=5)),
        ("не позднее 5 рабочего дня каждого месяца", Recurrence("monthly", working_day=5)),
        (
            "до 10 числа месяца, следующего за отчётным кварталом",
            Recurrence("quarterly", day=10, offset_months=1),
        ),
        (
            "ежеквартально, до 10 числа месяца, следующего за отчетным",
            Recurrence("quarterly", day=10, offset_months=1),
        ),
        ("последняя среда месяца", Recurrence("monthly", weekday="-1 WE")),
        ("каждый второй вторник месяца", Recurrence("monthly", weekday="2 TU")),
        ("по четвергам", Recurrence("weekly", weekday="TH")),
    ],
)
def test_repetition_runs_over_the_period_of_the_plan(phrase: str, rule: Recurrence) -> None:
    assert stages(phrase, CALENDAR_YEAR) == [series(rule, CALENDAR_YEAR)]


def test_once_in_a_school_quarter_repeats_by_the_school_calendar() -> None:
    (stage,) = stages("1 раз в четверть", SCHOOL_YEAR)
    assert stage.recurrence == Recurrence("school-quarters")
    assert stage.calendar == SchoolUnit("quarter")


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("2022-2026 Июнь", Recurrence("yearly", months=(6,))),
        ("2022-2026 Март-Апрель", Recurrence("yearly", months=(4,), starts_month=3)),
        ("2022-2026 Ежегодно", Recurrence("yearly")),
    ],
)
def test_years_beside_a_month_bound_a_yearly_series(phrase: str, rule: Recurrence) -> None:
    assert stages(phrase) == [series(rule, Span(d("2022-01-01"), d("2026-12-31")))]


def test_what_follows_begins_the_day_after() -> None:
    assert stages("Август 2023 г. и далее") == [once("2023-08-01", "2023-08-31"), Stage("ongoing", d("2023-09-01"))]
    assert stages("Август – сентябрь 2023 г. и далее - постоянно") == [
        once("2023-08-01", "2023-09-30"),
        Stage("ongoing", d("2023-10-01")),
    ]
    assert stages("2023/2024 учебный год, далее - постоянно") == [
        once("2023-09-01", "2024-05-31"),
        Stage("ongoing", d("2024-06-01")),
    ]
    assert stages("I квартал 2023 года (далее - по мере необходимости)", UNTIL_2025) == [
        once("2023-01-01", "2023-03-31"),
        Stage("unscheduled", d("2023-04-01")),
    ]
    assert stages("Март 2023, далее ежегодно до 25 сентября", UNTIL_2025) == [
        once("2023-03-01", "2023-03-31"),
        series(Recurrence("yearly", months=(9,), day=25), Span(d("2023-04-01"), d("2025-12-31"))),
    ]


def test_words_in_brackets_label_the_stage_they_follow() -> None:
    first, second = stages("Март 2023 (утверждение) Ежегодно Сентябрь (корректировка)", UNTIL_2025)
    assert first == once("2023-03-01", "2023-03-31", "утверждение")
    assert second.label == "корректировка"
    assert second.recurrence == Recurrence("yearly", months=(9,))
    assert (second.start, second.due) == (d("2023-04-01"), d("2025-12-31"))


def test_words_before_a_colon_or_a_dash_label_the_stage_they_begin() -> None:
    assert stages("1 этап: сентябрь 2025 г.; 2 этап: ноябрь 2025 г.") == [
        once("2025-09-01", "2025-09-30", "1 этап"),
        once("2025-11-01", "2025-11-30", "2 этап"),
    ]
    assert stages("СШ № 7 - март 2025 г., СШ № 2 - апрель 2025 г.") == [
        once("2025-03-01", "2025-03-31", "СШ № 7"),
        once("2025-04-01", "2025-04-30", "СШ № 2"),
    ]


@pytest.mark.parametrize("phrase", ["В течение года", "В течение учебного года", "постоянно", "весь период реализации"])
def test_standing_work_runs_over_the_period_of_the_plan(phrase: str) -> None:
    assert stages(phrase, SCHOOL_YEAR) == [Stage("ongoing", SCHOOL_YEAR.start, SCHOOL_YEAR.end)]


def test_years_alone_are_standing_work() -> None:
    assert stages("2022-2026") == [Stage("ongoing", d("2022-01-01"), d("2026-12-31"))]
    assert stages("в течение 2025 года") == [Stage("ongoing", d("2025-01-01"), d("2025-12-31"))]


def test_a_month_without_a_year_takes_the_only_year_that_the_plan_leaves() -> None:
    assert stages("до 20 октября", SCHOOL_YEAR) == [once(None, "2022-10-20")]
    assert stages("до 10.12.", SCHOOL_YEAR) == [once(None, "2022-12-10")]
    assert stages("январь, май", SCHOOL_YEAR) == [once("2023-01-01", "2023-01-31"), once("2023-05-01", "2023-05-31")]


JANUARY = Span(date(2024, 1, 1), date(2024, 1, 31))


@pytest.mark.parametrize(
    ("phrase", "start", "due"),
    [
        ("15", "2024-01-15", "2024-01-15"),
        ("до 15", None, "2024-01-15"),
        ("10-12", "2024-01-10", "2024-01-12"),
        ("с 10 по 20", "2024-01-10", "2024-01-20"),
        ("15, педсовет", "2024-01-15", "2024-01-15"),
        ("1-я неделя", "2024-01-01", "2024-01-07"),
        ("вторая декада месяца", "2024-01-11", "2024-01-20"),
        ("до конца месяца", None, "2024-01-31"),
        ("в течение месяца", "2024-01-01", "2024-01-31"),
        ("20.01", "2024-01-20", "2024-01-20"),
        ("", "2024-01-01", "2024-01-31"),
        ("—", "2024-01-01", "2024-01-31"),
    ],
)
def test_under_the_heading_of_a_month_numbers_are_its_days(phrase: str, start: str | None, due: str) -> None:
    plan = Span(date(2023, 9, 1), date(2024, 5, 31))
    reading = read_deadline(phrase, plan, month=JANUARY)
    assert (list(reading.stages), reading.questions) == ([once(start, due)], ())


@pytest.mark.parametrize(
    "phrase", ["в течение года", "октябрь", "ежемесячно", "3 четверть", "по согласованию", "педсовет"]
)
def test_words_with_a_time_of_their_own_or_none_do_not_take_the_month_above(phrase: str) -> None:
    plan = Span(date(2023, 9, 1), date(2024, 5, 31))
    assert read_deadline(phrase, plan, month=JANUARY) == read_deadline(phrase, plan)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("IX", [once("2022-09-01", "2022-09-30")]),
        ("X-XI", [once("2022-10-01", "2022-11-30")]),
        ("25–26.IX", [once("2022-09-25", "2022-09-26")]),
        ("с 25.XII по 15.I", [once("2022-12-25", "2023-01-15")]),
        ("до 20.XII", [once(None, "2022-12-20")]),
        (
            "IX, XII, III",
            [once("2022-09-01", "2022-09-30"), once("2022-12-01", "2022-12-31"), once("2023-03-01", "2023-03-31")],
        ),
        ("18 кастрычніка / 18 октября", [once("2022-10-18", "2022-10-18")]),
        ("да 10 лістапада", [once(None, "2022-11-10")]),
        ("студзень 2023 г.", [once("2023-01-01", "2023-01-31")]),
    ],
)
def test_roman_and_belarusian_months(phrase: str, expected: list[Stage]) -> None:
    assert stages(phrase, SCHOOL_YEAR) == expected


@pytest.mark.parametrize("phrase", ["V-VI классы", "I", "II, III", "X съезд", "VI смена"])
def test_roman_numbers_of_something_else_are_no_months(phrase: str) -> None:
    assert [stage.kind for stage in stages(phrase, SCHOOL_YEAR)] == ["unscheduled"]
