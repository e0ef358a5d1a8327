"""Responsible cells as districts of both countries print them."""

import pytest

from domain.parties import read_parties


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Отряды ЮИД", [("group", "Отряды ЮИД")]),
        (
            "Первичные организации ОО «БРСМ», БРПО",
            [("group", "Первичные организации ОО «БРСМ»"), ("organisation", "БРПО")],
        ),
        ("Наставники, наставляемые", [("role", "Наставники"), ("role", "Наставляемые")]),
        ("Приёмная комиссия", [("group", "Приёмная комиссия")]),
        ("Служба сопровождения", [("group", "Служба сопровождения")]),
        ("Отв. секретарь газеты", [("role", "Отв. секретарь газеты")]),
        ("Вожатая, завхоз", [("role", "Вожатая"), ("role", "Завхоз")]),
        ("Кл. руководители", [("role", "Кл. руководители")]),
        ("Классные рук-ли", [("role", "Классные рук-ли")]),
        ("Преподаватель-организатор ОБЖ", [("role", "Преподаватель-организатор ОБЖ")]),
        ("Минобр, Рособрнадзор", [("organisation", "Минобр"), ("organisation", "Рособрнадзор")]),
        ("Минпросвещения", [("organisation", "Минпросвещения")]),
        ("Подрядчик", [("role", "Подрядчик")]),
        (
            "Отдел по образованию, аппарат райисполкома",
            [("organisation", "Отдел по образованию"), ("organisation", "Аппарат райисполкома")],
        ),
    ],
)
def test_usual_words_of_districts_are_known(cell: str, expected: list[tuple[str, str]]) -> None:
    reading = read_parties(cell)
    assert [(party.kind, party.name) for party in reading.parties] == expected
    assert reading.questions == ()


def test_the_adjective_behind_a_post_belongs_to_it() -> None:
    parties = read_parties("Сидорчук Л.Н., педагог социальный инспектор ИДН (по согласованию)").parties
    assert [(party.name, party.position) for party in parties] == [
        ("Сидорчук Л.Н.", "педагог социальный"),
        ("Инспектор ИДН", None),
    ]


def test_a_post_with_a_condition_of_its_own_is_not_of_the_person_behind_the_comma() -> None:
    parties = read_parties("Юрист центра социальной помощи (по согласованию), Тихонов Б.А.").parties
    assert [(party.name, party.position) for party in parties] == [
        ("Юрист центра социальной помощи", None),
        ("Тихонов Б.А.", None),
    ]


def test_a_treasurer_is_a_post_and_no_surname() -> None:
    (party,) = read_parties("Казначей Дубик О.О.").parties
    assert (party.name, party.position) == ("Дубик О.О.", "Казначей")
