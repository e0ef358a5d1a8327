"""Who may be meant where a responsible cell breaks off or names nobody."""

import pytest

from domain.candidates import fitting
from domain.names import Known

PEOPLE = [
    Known(1, "Шабанова", "Наталья", "Сергеевна"),
    Known(2, "Шабалина", "Ольга", "Петровна"),
    Known(3, "Бондаренко", "Анна", "Евгеньевна"),
]


@pytest.mark.parametrize("cell", ["Методический совет, Шабан", "Методический совет, Шабан-", "Директор, Шабан."])
def test_a_cut_off_surname_fits_who_begins_like_it(cell: str) -> None:
    assert fitting("Ячейка обрывается: кто ещё отвечает?", cell, PEOPLE) == [1]


def test_a_beginning_can_fit_several() -> None:
    assert fitting("Кто ещё отвечает?", "Совет, Шаба", PEOPLE) == [1, 2]


def test_a_name_that_is_quoted_fits_its_bearer() -> None:
    assert fitting("Кто это: «Бондаренко А.Е» — организация, должность или человек?", None, PEOPLE) == [3]


@pytest.mark.parametrize("cell", [None, "", "совет", "Совет, Ша", "классные руководители"])
def test_words_that_begin_no_surname_fit_nobody(cell: str | None) -> None:
    assert fitting("Ответственный не указан: кто отвечает?", cell, PEOPLE) == []
