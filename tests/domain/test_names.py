"""Which known person a printed name means."""

import pytest

from domain.names import Known, find_names, match_person

PEOPLE = (
    Known(1, "Шабанова", "Наталья", "Сергеевна"),
    Known(2, "Шарик", "Нина", "Николаевна"),
    Known(3, "Бондаренко", "Алла", "Евгеньевна"),
    Known(4, "Ёлкин", "Пётр", "Петрович"),
    Known(5, "Красько", "Павел", "Ефимович"),
    Known(6, "Иванова", "Анна", "Олеговна"),
    Known(7, "Иванова", "Алина", "Олеговна"),
    Known(8, "Бредня", "Марина", "Викторовна"),
)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Шабанова Н.С.", 1),
        ("Н.С. Шабанова", 1),
        ("Н. С. Шабанова", 1),
        ("Шабанова Наталья Сергеевна", 1),
        ("Шабановой Н.С.", 1),
        ("Шабанова Н.", 1),
        ("П.Е.Красько", 5),
        ("Елкин П.П.", 4),
        ("Ёлкину П.П.", 4),
        ("Бредне М.В.", 8),
        ("Шабонова Н.С.", 1),
        ("Бондоренко А.Е.", 3),
        ("Шариг Н.Н.", 2),
        ("Шарик", 2),
    ],
)
def test_surname_and_initials_find_the_person(printed: str, key: int) -> None:
    assert match_person(printed, PEOPLE) == [key]


def test_two_people_with_the_same_initials_are_both_returned() -> None:
    assert match_person("Иванова А.О.", PEOPLE) == [6, 7]


def test_a_whole_first_name_tells_them_apart() -> None:
    assert match_person("Иванова Анна Олеговна", PEOPLE) == [6]


@pytest.mark.parametrize("printed", ["Шабанова А.А.", "Петров П.П.", "", "заместитель директора", "Шар Н.Н."])
def test_other_initials_or_another_surname_find_nobody(printed: str) -> None:
    assert match_person(printed, PEOPLE) == []


def test_a_surname_of_three_letters_is_not_corrected() -> None:
    assert match_person("Цап И.И.", [Known(1, "Цой", "Иван", "Иванович")]) == []


def test_a_man_and_a_woman_whose_case_forms_meet_are_both_returned() -> None:
    people = [Known(1, "Шабанов", "Николай", "Семёнович"), Known(2, "Шабанова", "Наталья", "Сергеевна")]
    assert sorted(match_person("Шабанову Н.С.", people)) == [1, 2]


def test_an_exact_surname_hides_a_similar_one() -> None:
    people = [Known(1, "Петрова", "Анна"), Known(2, "Петрова", "Инна"), Known(3, "Петровна", "Анна")]
    assert match_person("Петрова А.", people) == [1]


def test_names_are_found_in_running_text() -> None:
    found = find_names("Отв.: Акимова Н.А., директор, и П.Е. Красько")
    assert [(name.family, name.first, name.second) for name in found] == [("акимова", "н", "а"), ("красько", "п", "е")]
