"""Who a responsible cell names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.measures import Party
from domain.parties import names_somebody, read_parties


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


def test_a_name_of_no_known_kind_is_asked() -> None:
    assert read_parties("Иванов").questions
    assert not read_parties("Управление образования").questions


def test_an_empty_cell_names_nobody() -> None:
    assert read_parties("  ").parties == ()


def test_a_result_does_not_look_like_a_responsible_cell() -> None:
    assert names_somebody("Шабанова Н.С., заместитель директора")
    assert not names_somebody("Размещение на сайте отчёта")


@given(st.text(alphabet="АБВабвд .,;\n«»()-ИО№1", max_size=120))
def test_any_cell_is_read_without_an_error(cell: str) -> None:
    assert all(party.name.strip() for party in read_parties(cell).parties)
