"""Who is absent, who stands in, and the days as they are typed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.absence_days import names_absence, names_only_days, read_days, says_away, until_sunday
from domain.absences import Absence, absence_of, back_on, stand_in
from domain.calendars import WorkDays

WEDNESDAY = date(2022, 10, 26)
RUSSIA = WorkDays("RU")
ANNA, BELLA, CLARA = 1, 2, 3


def november(day: int) -> date:
    return date(2022, 11, day)


def away(
    who: int, first: date, last: date | None, deputy: int | None = None, *, number: int = 1, ended: bool = False
) -> Absence:
    return Absence(number, who, first, last, deputy, ended)


def test_who_is_there_answers_for_themselves() -> None:
    assert stand_in(ANNA, november(1), []) == ANNA
    assert stand_in(ANNA, november(1), [away(BELLA, november(1), None, CLARA)]) == ANNA


@pytest.mark.parametrize(
    ("day", "who"),
    [(date(2022, 10, 31), ANNA), (november(1), BELLA), (november(14), BELLA), (november(15), ANNA)],
)
def test_the_deputy_stands_in_from_the_first_to_the_last_day(day: date, who: int) -> None:
    assert stand_in(ANNA, day, [away(ANNA, november(1), november(14), BELLA)]) == who


def test_an_absence_without_an_end_lasts_until_it_is_ended() -> None:
    sick = away(ANNA, november(1), None, BELLA)
    assert stand_in(ANNA, date(2023, 6, 1), [sick]) == BELLA
    assert stand_in(ANNA, november(2), [away(ANNA, november(1), None, BELLA, ended=True)]) == ANNA


def test_nobody_stands_in_where_nobody_was_named() -> None:
    assert stand_in(ANNA, november(2), [away(ANNA, november(1), None)]) is None


def test_the_deputy_of_an_absent_deputy_stands_in() -> None:
    both = [away(ANNA, november(1), None, BELLA), away(BELLA, november(2), november(3), CLARA, number=2)]
    assert [stand_in(ANNA, november(day), both) for day in (1, 2, 3, 4)] == [BELLA, CLARA, CLARA, BELLA]


def test_deputies_who_name_each_other_stand_in_for_nobody() -> None:
    circle = [away(ANNA, november(1), None, BELLA), away(BELLA, november(1), None, ANNA, number=2)]
    assert stand_in(ANNA, november(1), circle) is None
    assert stand_in(BELLA, november(1), circle) is None
    assert stand_in(ANNA, november(1), [away(ANNA, november(1), None, ANNA)]) is None


def test_of_two_absences_on_one_day_the_newer_counts() -> None:
    two = [away(ANNA, november(1), None, BELLA), away(ANNA, november(1), november(5), CLARA, number=2)]
    found = absence_of(ANNA, november(2), two)
    assert found is not None
    assert found.id == 2
    assert stand_in(ANNA, november(6), two) == BELLA


def test_the_return_is_the_first_working_day_after_the_last_one() -> None:
    until_friday = [away(ANNA, november(7), november(11))]
    assert back_on(ANNA, november(8), until_friday, RUSSIA) == november(14), "Monday"
    assert back_on(ANNA, november(3), [away(ANNA, november(1), november(3))], RUSSIA) == november(7), (
        "Friday the 4th is a holiday"
    )


def test_absences_without_a_working_day_between_them_are_one() -> None:
    weeks = [away(ANNA, november(7), november(11)), away(ANNA, november(14), november(18), number=2)]
    assert back_on(ANNA, november(8), weeks, RUSSIA) == november(21)


def test_nobody_can_say_when_an_absence_without_an_end_is_over() -> None:
    weeks = [away(ANNA, november(7), november(11)), away(ANNA, november(14), None, number=2)]
    assert back_on(ANNA, november(8), weeks, RUSSIA) is None


DAYS = st.integers(0, 40).map(lambda number: november(1) + timedelta(days=number))
PEOPLE = st.integers(1, 5)


@st.composite
def absences(draw: st.DrawFn) -> Absence:
    first = draw(DAYS)
    last = draw(st.none() | st.integers(0, 20).map(lambda days: first + timedelta(days=days)))
    deputy = draw(st.none() | PEOPLE)
    return Absence(draw(st.integers(1, 10**6)), draw(PEOPLE), first, last, deputy, draw(st.booleans()))


@given(who=PEOPLE, day=DAYS, listed=st.lists(absences(), max_size=12))
def test_who_stands_in_is_never_absent_and_whoever_hears_nothing_hears_it_on_their_return(
    who: int, day: date, listed: list[Absence]
) -> None:
    hearer = stand_in(who, day, listed)
    if hearer is not None:
        assert absence_of(hearer, day, listed) is None
        assert (hearer == who) == (absence_of(who, day, listed) is None)
        return
    back = back_on(who, day, listed, RUSSIA)
    endless = any(one.member_id == who and one.last is None and not one.ended for one in listed)
    if back is None:
        assert endless, "lost: nobody hears it, and it never comes again"
    else:
        assert back > day
        assert stand_in(who, back, listed) == who


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("сегодня", WEDNESDAY, WEDNESDAY),
        ("завтра", date(2022, 10, 27), date(2022, 10, 27)),
        ("сегодня и завтра", WEDNESDAY, date(2022, 10, 27)),
        ("12.11", november(12), november(12)),
        ("до 12.11", WEDNESDAY, november(12)),
        ("с 1 по 14 ноября", november(1), november(14)),
        ("С 1-го по 14-е ноября", november(1), november(14)),
        ("1-14 ноября", november(1), november(14)),
        ("отпуск 01.11–14.11", november(1), november(14)),
        ("отпуск с 01.11.2022 по 14.11.2022", november(1), november(14)),
        ("я в отпуске с 1 ноября по 14 ноября включительно", november(1), november(14)),
        ("с 28.12 по 8.01", date(2022, 12, 28), date(2023, 1, 8)),
        ("с 25.10 по 28.10", date(2022, 10, 25), date(2022, 10, 28)),
        ("с 1 по 14", november(1), november(14)),
        ("с понедельника по пятницу", date(2022, 10, 31), november(4)),
        ("на больничном до пятницы", WEDNESDAY, date(2022, 10, 28)),
        ("болею до 28", WEDNESDAY, date(2022, 10, 28)),
        ("с сегодняшнего дня до пятницы", WEDNESDAY, date(2022, 10, 28)),
        ("до конца недели", WEDNESDAY, date(2022, 10, 30)),
        ("на неделю", WEDNESDAY, november(1)),
        ("две недели", WEDNESDAY, november(8)),
        ("3 дня", WEDNESDAY, date(2022, 10, 28)),
        ("с 1 ноября на две недели", november(1), november(14)),
        ("декрет до 01.09.2024", WEDNESDAY, date(2024, 9, 1)),
    ],
)
def test_days_are_read_as_they_are_typed(words: str, first: date, last: date) -> None:
    assert read_days(words, WEDNESDAY) == (first, last)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("болею", WEDNESDAY),
        ("я на больничном", WEDNESDAY),
        ("заболела, не знаю до какого числа", WEDNESDAY),
        ("на больничном до выздоровления", WEDNESDAY),
        ("болею с 24 октября", date(2022, 10, 24)),
        ("с понедельника", date(2022, 10, 31)),
        ("с завтрашнего дня", date(2022, 10, 27)),
    ],
)
def test_where_no_end_is_named_nobody_knows_it(words: str, first: date) -> None:
    assert read_days(words, WEDNESDAY) == (first, None)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "?",
        "не знаю",
        "отпуск",
        "до 12.10",
        "с 14 по 1 ноября",
        "до 31.12.9999",
        "2 класс до пятницы",
        "заболела дочь",
        "ушла к врачу до пятницы",
        "сделали вчера",
        "с 1 по 14 и с 20 по 25 ноября",
    ],
)
def test_what_is_not_clear_is_asked(words: str) -> None:
    assert read_days(words, WEDNESDAY) is None


@given(words=st.text(alphabet="0123456789.-– спдоянвбреяцуиктлмга", max_size=40), day=DAYS)
def test_any_words_give_days_in_order_or_nothing(words: str, day: date) -> None:
    found = read_days(words, day)
    if found is not None and found[1] is not None:
        assert max(found[0], day) <= found[1]


def test_the_week_ends_on_sunday() -> None:
    assert until_sunday(WEDNESDAY) == date(2022, 10, 30)
    assert until_sunday(date(2022, 10, 30)) == date(2022, 10, 30)


@pytest.mark.parametrize(
    "words",
    [
        "с 1 по 14 ноября",
        "до пятницы",
        "болею",
        "отпуск 01.11–14.11",
        "на больничном до 25-го",
        "завтра",
        "две недели",
        "в командировке с понедельника по среду",
        "до конца недели",
        "болею, не знаю до какого",
    ],
)
def test_days_and_why_are_nothing_but_days(words: str) -> None:
    assert names_only_days(words, date(2022, 10, 17))


@pytest.mark.parametrize(
    "words",
    [
        "не успеваем, перенесите на 25.10",
        "перенесите на 25.10",
        "сделаем в пятницу",
        "отчёт сдам завтра",
        "отправил 20.10",
        "отчёт за I четверть с 1.09 по 28.10",
        "протокол на сайте",
        "",
    ],
)
def test_words_about_something_else_are_not_although_they_name_days(words: str) -> None:
    assert not names_only_days(words, date(2022, 10, 17))


@pytest.mark.parametrize("words", ["болею", "Заболела", "я в отпуске", "На больничном.", "в командировке"])
def test_words_that_say_that_somebody_is_away_and_nothing_else(words: str) -> None:
    assert says_away(words)
    assert not names_absence(words, WEDNESDAY)


@pytest.mark.parametrize("words", ["болею до пятницы", "в отпуске с 1 по 14 ноября", "на больничном до 5 ноября"])
def test_words_that_say_on_which_days(words: str) -> None:
    assert names_absence(words, WEDNESDAY)
    assert not says_away(words)


@pytest.mark.parametrize(
    "words", ["болею, не успеваем", "директор на больничном", "25.10", "курсы", "до пятницы", "не болею", "", "сделали"]
)
def test_words_about_a_measure_or_about_somebody_else_are_no_absence(words: str) -> None:
    assert not says_away(words)
    assert not names_absence(words, WEDNESDAY)
