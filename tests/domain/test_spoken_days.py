"""Days as people write them: a weekday and a date beside each other are one day."""

from datetime import date

import pytest

from domain.spoken_days import read_day

TODAY = date(2022, 10, 17)
"""A Monday."""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("на субботу 5 ноября", date(2022, 11, 5)),
        ("на субботу, 5 ноября", date(2022, 11, 5)),
        ("перенесите на пятницу 28 октября", date(2022, 10, 28)),
        ("перенесите до понедельника 7 ноября 2022", date(2022, 11, 7)),
        ("в пятницу, 11 ноября", date(2022, 11, 11)),
        ("на среду, 9 ноября", date(2022, 11, 9)),
        ("в четверг 3 ноября", date(2022, 11, 3)),
        ("до 28.10 (пятница)", date(2022, 10, 28)),
        ("на 28.10, в пятницу", date(2022, 10, 28)),
        ("завтра, во вторник", date(2022, 10, 18)),
        ("с четверга 20 октября на вторник 25 октября", date(2022, 10, 25)),
        ("с четверга на вторник 25 октября", date(2022, 10, 25)),
    ],
)
def test_a_weekday_beside_a_date_is_that_date(words: str, day: date) -> None:
    assert read_day(words, TODAY) == day


@pytest.mark.parametrize(
    "words",
    [
        "на пятницу 5 ноября",  # a Saturday
        "в понедельник, 25 октября",  # a Tuesday
        "на пятницу 14 октября",  # has passed
        "на среду 31 ноября",  # is no day
    ],
)
def test_a_weekday_that_is_not_that_date_is_not_clear(words: str) -> None:
    assert read_day(words, TODAY) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("в пятницу", date(2022, 10, 21)),
        ("до понедельника", date(2022, 10, 24)),
        ("с 20.10 на 25.10", date(2022, 10, 25)),
        ("сдадим 25.10, в пятницу не успеем", None),
    ],
)
def test_a_weekday_that_stands_alone_is_the_next_one(words: str, day: date | None) -> None:
    assert read_day(words, TODAY) == day
