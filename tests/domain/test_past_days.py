"""Days that lie behind, as people name them; seen from Monday, 17 October 2022."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.past_days import Stretch, last_month, last_week, school_year, take_stretch

TODAY = date(2022, 10, 17)


def day(words: str) -> date:
    """«17.10.22»"""
    number, month, year = (int(part) for part in words.split("."))
    return date(2000 + year, month, number)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("октябрь", "01.10.22", "31.10.22"),
        ("за октябрь", "01.10.22", "31.10.22"),
        ("В октябре", "01.10.22", "31.10.22"),
        ("в мае", "01.05.22", "31.05.22"),
        ("ноябрь", "01.11.21", "30.11.21"),
        ("октябрь 2021 года", "01.10.21", "31.10.21"),
        ("с 1 по 15 октября", "01.10.22", "15.10.22"),
        ("1-15 октября", "01.10.22", "15.10.22"),
        ("с 1 по 15 октября 2021", "01.10.21", "15.10.21"),
        ("с 20.09 по 15.10", "20.09.22", "15.10.22"),
        ("с 25.12 по 10.01", "25.12.21", "10.01.22"),
        ("с 15 октября 2021 по 3 ноября", "15.10.21", "03.11.21"),
        ("с 25 декабря по 10 января 2022", "25.12.21", "10.01.22"),
        ("сентябрь – октябрь", "01.09.22", "31.10.22"),
        ("с декабря по январь", "01.12.21", "31.01.22"),
        ("сегодня", "17.10.22", "17.10.22"),
        ("вчера", "16.10.22", "16.10.22"),
        ("позавчера", "15.10.22", "15.10.22"),
        ("за неделю", "11.10.22", "17.10.22"),
        ("за последнюю неделю", "11.10.22", "17.10.22"),
        ("за 3 дня", "15.10.22", "17.10.22"),
        ("за две недели", "04.10.22", "17.10.22"),
        ("за месяц", "18.09.22", "17.10.22"),
        ("на этой неделе", "17.10.22", "23.10.22"),
        ("за прошлую неделю", "10.10.22", "16.10.22"),
        ("в прошлом месяце", "01.09.22", "30.09.22"),
        ("17.10", "17.10.22", "17.10.22"),
        ("17.10.21", "17.10.21", "17.10.21"),
        ("18.10", "18.10.21", "18.10.21"),
        ("5 октября", "05.10.22", "05.10.22"),
        ("29 февраля", "29.02.20", "29.02.20"),
        ("учебный год", "01.09.22", "31.08.23"),
        ("за прошлый учебный год", "01.09.21", "31.08.22"),
        ("2020/2021 учебный год", "01.09.20", "31.08.21"),
        ("2021 год", "01.01.21", "31.12.21"),
    ],
)
def test_words_name_days_behind(words: str, first: str, last: str) -> None:
    found, left = take_stretch(words, TODAY)
    assert found == Stretch(day(first), day(last))
    assert left.strip() == ""


def test_one_end_may_be_open() -> None:
    assert take_stretch("с 1 октября", TODAY)[0] == Stretch(date(2022, 10, 1), None)
    assert take_stretch("до 15 октября", TODAY)[0] == Stretch(None, date(2022, 10, 15))


def test_other_words_are_left_as_they_were_typed() -> None:
    found, left = take_stretch("Шабанова за октябрь СОШ №2", TODAY)
    assert found == Stretch(date(2022, 10, 1), date(2022, 10, 31))
    assert left.split() == ["Шабанова", "СОШ", "№2"]


@pytest.mark.parametrize(
    "words",
    [
        "31.02",
        "с 10 по 5 октября",
        "32 октября",
        "Мартынова",
        "Майская Мария",
        "Августович",
        "СОШ №2",
        "музей",
        "за всё",
    ],
)
def test_what_names_no_days_is_left_alone(words: str) -> None:
    assert take_stretch(words, TODAY) == (None, words)


def test_the_periods_of_the_buttons() -> None:
    assert last_week(TODAY) == Stretch(date(2022, 10, 11), TODAY)
    assert last_month(date(2022, 3, 31)) == Stretch(date(2022, 3, 1), date(2022, 3, 31))
    assert school_year(date(2022, 8, 31)) == Stretch(date(2021, 9, 1), date(2022, 8, 31))
    assert school_year(date(2022, 9, 1)) == Stretch(date(2022, 9, 1), date(2023, 8, 31))


_SAID = (
    "с по до за в - – . 1 15 31 32 99 2022 октября октябрь февраля 17.10 31.02.2023 вчера неделю прошлый учебный год"
)
_PIECES = st.sampled_from(_SAID.split())


@given(st.lists(_PIECES, max_size=9), st.dates(date(2000, 3, 1), date(2100, 1, 1)))
def test_any_words_give_days_in_order_or_none(pieces: list[str], today: date) -> None:
    found, _ = take_stretch(" ".join(pieces), today)
    if found is not None and found.first is not None and found.last is not None:
        assert found.first <= found.last


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(words: str) -> None:
    take_stretch(words, TODAY)
