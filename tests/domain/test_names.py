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
    Known(9, "Салтыкова-Щедрина", "Анна", "Павловна"),
    Known(10, "Гасанов", "Рашид", "Али оглы"),
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
        ("Шабановой", 1),
        ("Шабановой Наталье Сергеевне", 1),
        ("Наталья Сергеевна Шабанова", 1),
        ("Наталья Шабанова", 1),
        ("Шабанова Наталья", 1),
        ("Наталья Сергеевна", 1),
        ("ШАБАНОВА Н.С.", 1),
        ("Шабанова НС", 1),
        ("Красько П.", 5),
        ("Салтыковой-Щедриной А.П.", 9),
        ("Салтыкова - Щедрина А.П.", 9),
        ("Гасанов Р.А. оглы", 10),
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


@pytest.mark.parametrize("printed", ["Иванова А.О.", "Иванова А.", "Иванова", "Ивановой А.О."])
def test_two_people_who_fit_are_both_returned_however_short_the_name_is(printed: str) -> None:
    assert match_person(printed, PEOPLE) == [6, 7]


@pytest.mark.parametrize(
    "text",
    [
        "МБОУ «СОШ им. А.С. Пушкина»",
        "гимназия имени В.Ф. Купревича",
        "СШ № 7 г. Волковыска",
        "И.О. директора",
        "г. Щучин",
    ],
)
def test_whom_a_school_is_named_after_and_a_town_are_no_people(text: str) -> None:
    assert find_names(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Директор Н.С. Шабанова", ["Шабанова Н.С."]),
        ("Учитель А.А.", ["Учитель А.А."]),
        ("СОШ им. А.С. Пушкина Шабанова Н.С.", ["Шабанова Н.С."]),
        ("Магомедов М.-Г.А.", ["Магомедов М.-Г.А."]),
        ("Пётр Ильич Красько, Дубовик Ганна Янаўна", ["Красько Пётр Ильич", "Дубовик Ганна Янаўна"]),
        ("фон Берг А.Э.", ["фон Берг А.Э."]),
    ],
)
def test_a_name_is_shown_surname_first(text: str, shown: list[str]) -> None:
    assert [name.shown for name in find_names(text)] == shown
