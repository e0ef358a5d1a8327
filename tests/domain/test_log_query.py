"""What is looked for in the log, from a line of words."""

from dataclasses import asdict
from datetime import date

import pytest

from domain.log_query import Names, Query, read_query
from domain.names import Known

TODAY = date(2022, 10, 17)
NAMES = Names(
    people=(
        Known(1, "Шабанова", "Наталья", "Сергеевна"),
        Known(2, "Шарик", "Нина", "Николаевна"),
        Known(3, "Иванова", "Анна", "Ивановна"),
        Known(4, "Иванова", "Ольга", "Петровна"),
    ),
    places=((10, "МБОУ «СОШ №2»"), (11, "СОШ №5"), (12, "Управление образования ДГО")),
    roadmaps=((20, "Дорожная карта технологического кластера"), (21, "План воспитательной работы")),
    measures=(
        (30, "Методические письма для организации деятельности администрации ОО"),
        (31, "Информационное сопровождение специализированных классов"),
        (32, "Открыть школьный музей"),
        (33, "Информационные письма родителям"),
    ),
)


def asked(words: str) -> dict[str, object]:
    """What was chosen, without what was not."""
    return {name: value for name, value in asdict(read(words).filter).items() if value is not None}


def read(words: str) -> Query:
    return read_query(words, TODAY, NAMES)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", {}),
        ("Шабанова", {"person": 1}),
        ("шабановой", {"person": 1}),
        ("Шабанова Н.С.", {"person": 1}),
        ("Наталья Сергеевна", {"person": 1}),
        ("покажи фото от Шарик", {"person": 2}),
        ("Иванова О.П.", {"person": 4}),
        ("СОШ №2", {"school": 10}),
        ("школа 5", {"school": 11}),
        ("Управление образования", {"school": 12}),
        ("методические письма", {"measure": 30}),
        ("музей", {"measure": 32}),
        ("кластер", {"roadmap": 20}),
        ("план воспитательной работы", {"roadmap": 21}),
    ],
)
def test_one_thing_is_found_by_its_words(words: str, expected: dict[str, object]) -> None:
    assert asked(words) == expected
    assert read(words).unread == read(words).several == ()


def test_all_of_it_at_once() -> None:
    found = asked("Шабанова Н.С. СОШ №2 методические письма с 1 по 15 октября")
    assert found == {
        "person": 1,
        "school": 10,
        "measure": 30,
        "first": date(2022, 10, 1),
        "last": date(2022, 10, 15),
    }


def test_what_is_not_understood_is_said_and_the_rest_counts() -> None:
    found = read("абракадабра вчера Шарик")
    assert found.unread == ("абракадабра",)
    assert asked("абракадабра вчера Шарик") == {"person": 2, "first": date(2022, 10, 16), "last": date(2022, 10, 16)}


def test_namesakes_are_not_chosen_between() -> None:
    assert read("Иванова за неделю").several == ("Иванова",)
    assert "person" not in asked("Иванова за неделю")


def test_measures_that_sound_alike_are_not_chosen_between() -> None:
    assert read("информационное").filter.measure is None
    assert read("информационное").several == ("информационное",)


def test_a_day_that_there_is_not_is_not_understood() -> None:
    assert read("31.02").unread == ("31.02",)


def test_a_very_long_line_is_read_as_far_as_a_person_would() -> None:
    assert asked("Шабанова " + "ы" * 100_000) == {"person": 1}
