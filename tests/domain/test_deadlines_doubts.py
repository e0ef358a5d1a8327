"""What the reader does not know it asks; it never takes a date that the words do not give."""

from datetime import date

import pytest

from domain.deadlines import Reading, read_deadline, read_period
from domain.measures import Span

NO_PERIOD = Span()
SCHOOL_YEAR = Span(date(2022, 9, 1), date(2023, 5, 31))
YEARS = Span(date(2022, 1, 1), date(2026, 12, 31))


def read(phrase: str, period: Span = NO_PERIOD) -> Reading:
    return read_deadline(phrase, period)


def offers(reading: Reading) -> set[tuple[date | None, date | None]]:
    return {(one.start, one.due) for question in reading.questions for one in question.proposals}


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "   ",
        "По отдельному графику",
        "по мере необходимости",
        "по согласованию",
        "согласно графику",
        "когда-нибудь",
    ],
)
def test_words_without_a_date_are_unscheduled_and_asked(phrase: str) -> None:
    reading = read(phrase, SCHOOL_YEAR)
    assert [stage.kind for stage in reading.stages] == ["unscheduled"]
    assert reading.questions


def test_a_lost_beginning_of_a_range_stays_empty_and_is_asked() -> None:
    reading = read("— 21.10.2022 г.")
    (stage,) = reading.stages
    assert (stage.start, stage.due) == (None, date(2022, 10, 21))
    assert reading.questions


def test_within_a_year_of_a_plan_without_a_period_is_asked() -> None:
    reading = read("В течение года")
    (stage,) = reading.stages
    assert (stage.kind, stage.start, stage.due) == ("ongoing", None, None)
    assert reading.questions


def test_a_month_without_a_year_is_offered_in_each_year_of_a_long_plan() -> None:
    reading = read("до 20 октября", YEARS)
    assert reading.stages[0].due is None
    assert (None, date(2022, 10, 20)) in offers(reading)
    assert (None, date(2023, 10, 20)) in offers(reading)


def test_a_month_without_a_year_is_not_guessed_when_the_plan_has_no_period() -> None:
    reading = read("сентябрь")
    assert (reading.stages[0].kind, reading.stages[0].due) == ("unscheduled", None)
    assert reading.questions


@pytest.mark.parametrize("phrase", ["за 10 дней до 1 сентября 2025 г.", "после 01.09.2025", "не ранее 01.09.2025"])
def test_a_date_that_other_words_move_is_offered_but_not_taken(phrase: str) -> None:
    reading = read(phrase)
    assert [stage.due for stage in reading.stages] == [None]
    assert reading.stages[0].not_understood
    assert date(2025, 9, 1) in {due for _, due in offers(reading)}


@pytest.mark.parametrize("phrase", ["31.02.2025", "32.12.2024", "до 31 июня 2024 года"])
def test_a_day_that_does_not_exist_is_asked(phrase: str) -> None:
    reading = read(phrase)
    assert [stage.due for stage in reading.stages] == [None]
    assert reading.questions


def test_a_range_that_ends_before_it_begins_is_asked() -> None:
    reading = read("30.05.2025 - 20.05.2025")
    assert reading.stages[0].due is None
    assert offers(reading) == {(date(2025, 5, 20), date(2025, 5, 30))}


def test_until_a_month_may_mean_before_it_or_at_its_end() -> None:
    reading = read("до декабря 2025 г.")
    assert offers(reading) == {(None, date(2025, 11, 30)), (None, date(2025, 12, 31))}


def test_the_year_of_a_winter_is_asked() -> None:
    reading = read("зима 2025")
    assert reading.stages[0].due is None
    assert offers(reading) == {(date(2024, 12, 1), date(2025, 2, 28)), (date(2025, 12, 1), date(2026, 2, 28))}


def test_two_years_in_a_row_may_be_a_school_year() -> None:
    assert (date(2024, 9, 1), date(2025, 5, 31)) in offers(read("2024-2025"))


def test_separate_plans_are_asked_for_but_the_period_is_kept() -> None:
    reading = read("В течение года (в соответствии с отдельными планами)", SCHOOL_YEAR)
    (stage,) = reading.stages
    assert (stage.start, stage.due) == (SCHOOL_YEAR.start, SCHOOL_YEAR.end)
    assert reading.questions


def test_words_that_may_move_a_date_are_kept_and_asked_with_the_date_on_offer() -> None:
    reading = read("20.12.2024 ориентировочно")
    (stage,) = reading.stages
    assert (stage.kind, stage.due, stage.not_understood) == ("unscheduled", None, ("ориентировочно",))
    assert offers(reading) == {(date(2024, 12, 20), date(2024, 12, 20))}


@pytest.mark.parametrize(
    "words",
    [
        "когда-нибудь осенью 2024",
        "где-то в октябре 2024",
        "может быть, 20.12.2024",
        "наверное, 20.12.2024",
        "скорее всего 20.12.2024",
        "20.12.2024, вероятно",
        "как-нибудь в декабре 2024",
    ],
)
def test_a_date_of_which_nobody_is_sure_is_asked_about(words: str) -> None:
    reading = read(words)
    assert reading.questions
    assert all(stage.due is None for stage in reading.stages)


@pytest.mark.parametrize("note", ["Приложение", "(педсовет)", "каб. № 12", "9-11 классы", "на совещании при директоре"])
def test_words_that_only_say_what_is_done_raise_no_question(note: str) -> None:
    reading = read(f"до 20.12.2024 {note}")
    (stage,) = reading.stages
    assert (stage.due, reading.questions) == (date(2024, 12, 20), ())


def test_a_deadline_inside_another_one_is_asked() -> None:
    assert read("декабрь 2024 года, до 20.12.2024").questions


@pytest.mark.parametrize(
    "phrase", ["до 04.10.2022 г.", "октябрь – декабрь 2022г.", "2023/2024 учебный год", "ежеквартально", "постоянно"]
)
def test_a_clear_phrase_raises_no_question(phrase: str) -> None:
    assert read(phrase, SCHOOL_YEAR).questions == ()


@pytest.mark.parametrize(
    ("heading", "start", "end"),
    [
        ("Дорожная карта на 2022-2023 учебный год", date(2022, 9, 1), date(2023, 5, 31)),
        ("План развития на 2025 год", date(2025, 1, 1), date(2025, 12, 31)),
        ("Дорожная карта на период до 2025 года", None, date(2025, 12, 31)),
        ("Программа на 2022–2026 годы", date(2022, 1, 1), date(2026, 12, 31)),
        ("План работы на 2023/2024 уч. год", date(2023, 9, 1), date(2024, 5, 31)),
        ("Дорожная карта развития сети классов", None, None),
    ],
)
def test_the_heading_says_the_period(heading: str, start: date | None, end: date | None) -> None:
    assert read_period(heading) == Span(start, end)
