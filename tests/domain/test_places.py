"""Which organisation a printed name means."""

import pytest

from domain.places import match_place

KNOWN = [
    (1, "Управление образования ДГО"),
    (2, "МБОУ «СОШ №2»"),
    (3, "Гимназия № 1 г. Волковыска"),
    (4, "СОШ №12"),
    (5, "ГУО «Средняя школа № 7 г. Слонима»"),
]


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("СОШ №2", 2),
        ("МБОУ СОШ № 2", 2),
        ("Гимназия №1 г.Волковыска", 3),
        ("ГУО «Гимназия № 1 Волковыска»", 3),
        ("СШ № 7 г. Слонима", 5),
        ("Гимназией № 1 г. Волковыска", 3),
    ],
)
def test_the_same_school_is_known_whatever_its_legal_form_and_spaces(printed: str, key: int) -> None:
    assert match_place(printed, KNOWN) == [key]


@pytest.mark.parametrize("printed", ["", "СОШ", "СОШ №1", "СОШ №2, СОШ №12", "учреждения образования", "МБОУ"])
def test_what_is_only_like_a_school_is_nobody(printed: str) -> None:
    assert match_place(printed, KNOWN) == []


@pytest.mark.parametrize(("printed", "key"), [("Управление образования", 1), ("Гимназия № 1", 3), ("СШ № 7", 5)])
def test_a_name_that_only_goes_on_in_the_list_is_found(printed: str, key: int) -> None:
    assert match_place(printed, KNOWN) == [key]


def test_two_schools_that_go_on_are_both_returned() -> None:
    known = [(1, "СШ № 2 г. Слонима"), (2, "СШ № 2 г. Дятлово")]
    assert match_place("СШ № 2", known) == [1, 2]
    assert match_place("СШ № 2 г. Слонима", known) == [1]
