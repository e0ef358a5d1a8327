"""Who a responsible cell names."""

import pytest

from domain.measures import Party
from domain.parties import institutions, names_somebody, read_parties


def parties(cell: str) -> list[tuple[str, str, str | None]]:
    return [(party.kind, party.name, party.position) for party in read_parties(cell).parties]


def test_people_without_a_separator_are_told_apart_by_their_initials() -> None:
    cell = (
        "Шабанова Н.С., заместитель директора по УВР Шарик Н.Н., заместитель директора по УВР "
        "Бондаренко А.Е., заместитель директора по ВР"
    )
    assert parties(cell) == [
        ("person", "Шабанова Н.С.", "заместитель директора по УВР"),
        ("person", "Шарик Н.Н.", "заместитель директора по УВР"),
        ("person", "Бондаренко А.Е.", "заместитель директора по ВР"),
    ]


@pytest.mark.parametrize(
    ("cell", "name", "position"),
    [
        ("Акимова Н.А., директор школы", "Акимова Н.А.", "директор школы"),
        ("Акимова Н.А. – директор школы", "Акимова Н.А.", "директор школы"),
        ("директор школы Акимова Н. А.", "Акимова Н.А.", "директор школы"),
        ("Н.А. Акимова", "Акимова Н.А.", None),
        ("П.Е.Красько", "Красько П.Е.", None),
        ("Хома Виталий Александрович, начальник управления", "Хома Виталий Александрович", "начальник управления"),
        (
            "Бредня М.В. ведущий специалист по учебной работе МКУ «Управление образования» ДГО",
            "Бредня М.В.",
            "ведущий специалист по учебной работе МКУ «Управление образования» ДГО",
        ),
    ],
)
def test_a_position_may_stand_before_or_after_the_name(cell: str, name: str, position: str | None) -> None:
    assert parties(cell) == [("person", name, position)]


def test_schools_without_a_separator_are_told_apart() -> None:
    cell = "Гимназия № 1 г.Волковыска Гимназия № 2 г.Волковыска СШ № 7 г. Волковыска СШ № 2 г.п.Россь"
    assert parties(cell) == [
        ("organisation", "Гимназия № 1 г. Волковыска", None),
        ("organisation", "Гимназия № 2 г. Волковыска", None),
        ("organisation", "СШ № 7 г. Волковыска", None),
        ("organisation", "СШ № 2 г.п. Россь", None),
    ]


def test_a_comma_inside_one_name_does_not_cut_it() -> None:
    cell = (
        "Управления (отделы) по образованию районных (городских) исполкомов, администраций районов г. Витебска, "
        "заместители директора по учебной работе УОСО"
    )
    assert parties(cell) == [
        (
            "group",
            "Управления (отделы) по образованию районных (городских) исполкомов, администраций районов г. Витебска",
            None,
        ),
        ("role", "Заместители директора по учебной работе УОСО", None),
    ]
    assert parties("Отдел по образованию, спорту и туризму, учреждения образования") == [
        ("organisation", "Отдел по образованию, спорту и туризму", None),
        ("group", "Учреждения образования", None),
    ]


def test_those_whose_consent_is_needed_do_not_answer() -> None:
    cell = "Гимназия № 1 г. Волковыска, учреждения общего среднего образования по согласованию с гимназией № 1"
    assert parties(cell) == [
        ("organisation", "Гимназия № 1 г. Волковыска", None),
        ("group", "Учреждения общего среднего образования", None),
    ]


def test_those_who_act_jointly_all_answer() -> None:
    assert parties("Общеобразовательные организации совместно с ДИРО и ПОО") == [
        ("group", "Общеобразовательные организации", None),
        ("organisation", "ДИРО", None),
        ("group", "ПОО", None),
    ]


def test_lines_separate_as_commas_do() -> None:
    assert parties("Управление образования\nОбщеобразовательные организации") == parties(
        "Управление образования Общеобразовательные организации"
    )


def test_people_stand_beside_institutions_and_roles() -> None:
    assert parties("Управление образования, Шабанова Н.С., заместитель директора") == [
        ("organisation", "Управление образования", None),
        ("person", "Шабанова Н.С.", "заместитель директора"),
    ]
    assert parties("Шабанова Н.С., заместитель директора по УВР, классные руководители 10-11 классов") == [
        ("person", "Шабанова Н.С.", "заместитель директора по УВР"),
        ("role", "Классные руководители 10-11 классов", None),
    ]


def test_a_cell_that_is_cut_off_is_asked() -> None:
    reading = read_parties("Шабанова Н.С., заместитель директора по УВР Бондаренко А.Е., заместитель д")
    assert reading.parties[1] == Party("person", "Бондаренко А.Е.", "заместитель д")
    assert [question.column for question in reading.questions] == ["responsible"]


def test_a_name_of_no_known_kind_is_asked_and_invents_nobody() -> None:
    reading = read_parties("Ромашка")
    assert (reading.parties, len(reading.questions)) == ((), 1)
    assert not read_parties("Управление образования").questions


def test_a_lone_surname_is_a_person_where_its_ending_is_typical() -> None:
    assert parties("Иванов") == [("person", "Иванов", None)]
    assert parties("Шабан") == []


def test_schools_of_one_kind_listed_by_number_are_one_school_each() -> None:
    assert [name for _, name, _ in parties("СШ № 1, 2 и 5 г. Слонима")] == [
        "СШ № 1 г. Слонима",
        "СШ № 2 г. Слонима",
        "СШ № 5 г. Слонима",
    ]
    assert parties("школы № 1, 2") == [("group", "Школы № 1, 2", None)]


def test_schools_of_a_title_are_told_apart() -> None:
    named = institutions("Гимназия № 1 г. Волковыска СШ № 7 г. Волковыска, педагоги")
    assert [party.name for party in named] == ["Гимназия № 1 г. Волковыска", "СШ № 7 г. Волковыска"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Шабанова Н.С. и др.", "и др."),
        ("до 20.10.2022", "Вместо исполнителя"),
        ("Заместитель директора по воспитательной", "обрывается"),
        ("Ромашка", "Кто это: «Ромашка»"),
        (", заместитель директора", "Начало"),
        ("https://school.example/plan", "никого не называет"),
        ("Ш" * 5000, "обрывается"),
    ],
)
def test_each_doubt_is_asked_in_its_own_words(cell: str, words: str) -> None:
    assert any(words in question.text for question in read_parties(cell).questions)


def test_a_surname_before_a_post_without_comma_keeps_the_nearer_one() -> None:
    assert parties("Шабанова Н.С., директор Акимова Н.А.") == [
        ("person", "Шабанова Н.С.", None),
        ("person", "Акимова Н.А.", "директор"),
    ]


def test_an_empty_cell_names_nobody() -> None:
    assert read_parties("  ").parties == ()


def test_a_result_does_not_look_like_a_responsible_cell() -> None:
    assert names_somebody("Шабанова Н.С., заместитель директора")
    assert not names_somebody("Размещение на сайте отчёта")
