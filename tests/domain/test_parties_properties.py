"""Whatever stands in a responsible cell: what is printed in known ways is read back, anything else does no harm."""

import re
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.measures import Party
from domain.parties import read_parties
from domain.parties.clean import cleaned

FAMILIES = (
    "Шабанова",
    "Красько",
    "Мороз",
    "Гаджимагомедова",
    "Ондар",
    "Саркисян",
    "Бредня",
    "Хома",
    "Салтыкова-Щедрина",
)
GIVEN = (("Наталья", "Сергеевна"), ("Пётр", "Ильич"), ("Айгуль", "Рашидовна"), ("Лариса", "Кузьминична"))
POSTS = (
    *("директор", "заместитель директора по УВР", "зам. директора по воспитательной работе", "педагог-психолог"),
    *("учитель русского языка и литературы", "классный руководитель 5 класса", "старшая вожатая", "соц. педагог"),
    *("и.о. директора", "методист ИМЦ", "начальник отдела образования", "директор МБОУ «СОШ № 5»", "завуч"),
)
OTHERS = (
    *(("organisation", "Управление образования"), ("organisation", "МКУ «Управление образования» ДГО")),
    *(
        ("organisation", "СШ № 7 г. Волковыска"),
        ("organisation", "Районный отдел образования"),
        ("organisation", "ИМЦ"),
    ),
    *(("organisation", "КДН и ЗП"), ("organisation", "Центр творчества детей и молодёжи"), ("group", "УОСО")),
    *(("group", "Учреждения образования"), ("group", "ШМО учителей математики"), ("group", "Рабочая группа")),
    *(("role", "Классные руководители 5-9 классов"), ("role", "Учителя математики, физики"), ("role", "Директор")),
    *(("role", "Заместители директора по учебной работе"), ("role", "Администрация школы"), ("role", "Библиотекарь")),
)

Person = tuple[str, str, str]
PRINTED: tuple[Callable[[Person], str], ...] = (
    lambda who: f"{who[0]} {who[1][0]}.{who[2][0]}.",
    lambda who: f"{who[1][0]}.{who[2][0]}. {who[0]}",
    lambda who: f"{who[1][0]}.{who[2][0]}.{who[0]}",
    lambda who: f"{who[0]} {who[1][0]}. {who[2][0]}.",
    lambda who: f"{who[0]}\n{who[1][0]}.{who[2][0]}.",
    lambda who: f"{who[0]}{who[1][0]}.{who[2][0]}.",
)
WITH_POST: tuple[Callable[[str, str], str], ...] = (
    lambda name, post: f"{name}, {post}",
    lambda name, post: f"{name} – {post}",
    lambda name, post: f"{name} ({post})",
    lambda name, post: f"{name}\n{post}",
    lambda name, post: f"{post} {name}",
    lambda name, post: f"{post} - {name}",
    lambda name, post: f"{post}\n{name}",
)
SEPARATORS = (", ", "; ", "\n", ",\n", " ")
people = st.builds(lambda family, given_name: (family, *given_name), st.sampled_from(FAMILIES), st.sampled_from(GIVEN))


def read(cell: str) -> list[Party]:
    return list(read_parties(cell).parties)


@given(
    st.lists(st.tuples(people, st.sampled_from(POSTS)), min_size=1, max_size=5, unique_by=lambda pair: pair[0]),
    st.sampled_from(PRINTED),
    st.sampled_from(WITH_POST),
    st.sampled_from(SEPARATORS),
)
def test_people_with_posts_are_read_back_in_any_order_and_without_separators(
    team: list[tuple[Person, str]],
    printed: Callable[[Person], str],
    with_post: Callable[[str, str], str],
    separator: str,
) -> None:
    cell = separator.join(with_post(printed(who), post) for who, post in team)
    assert read(cell) == [Party("person", f"{who[0]} {who[1][0]}.{who[2][0]}.", post) for who, post in team]


@given(
    st.lists(people, min_size=1, max_size=6, unique=True),
    st.booleans(),
    st.sampled_from(("\n", ", ", " и ", "; ", " ")),
)
def test_whole_names_are_read_back_surname_first(team: list[Person], surname_first: bool, separator: str) -> None:
    whole = [f"{who[0]} {who[1]} {who[2]}" for who in team]
    cell = separator.join(whole if surname_first else [f"{who[1]} {who[2]} {who[0]}" for who in team])
    assert [(party.kind, party.name, party.position) for party in read(cell)] == [
        ("person", name, None) for name in whole
    ]


@given(
    st.lists(st.sampled_from(OTHERS), min_size=1, max_size=6, unique=True),
    st.sampled_from((", ", "; ", "\n", ",\n", " , ", " / ")),
    st.booleans(),
)
def test_institutions_groups_and_roles_are_read_back(
    others: list[tuple[str, str]], separator: str, small: bool
) -> None:
    # «директор⏎ИМЦ», «рабочая группа⏎учреждения» can be one party: the line may end inside it.
    assume(separator != "\n" or not small)
    assume(separator != "\n" or not any(one[0] == "role" and next_[1][1].isupper() for one, next_ in pairwise(others)))
    names = [name[0].lower() + name[1:] if small and not name[1].isupper() else name for _, name in others]
    assert [(party.kind, party.name) for party in read(separator.join(names))] == others


@given(st.text(alphabet='АБВИОабвио .,;:\n«»"()-–/№015+ІЎ', max_size=120) | st.text(max_size=80))
def test_any_text_is_read_without_an_error(cell: str) -> None:
    for party in read(cell):
        assert party.name.strip()
        assert party.kind != "person" or not re.search(r"\d", party.name)


CRUMBS = (
    *POSTS,
    *FAMILIES,
    *(name for _, name in OTHERS),
    *(
        ", ",
        "; ",
        "\n",
        " ",
        " и ",
        "(",
        ")",
        "«",
        "»",
        " - ",
        ".",
        "А.",
        "Н.С.",
        " по ",
        "им. ",
        "по согласованию с ",
        "1. ",
    ),
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(CRUMBS), max_size=12))
def test_nobody_is_named_who_does_not_stand_in_the_cell(crumbs: list[str]) -> None:
    cell = " ".join(crumbs)
    printed = cleaned(cell).lower()
    for party in read(cell):
        assert all(word in printed for word in re.findall(r"[а-яё]+", f"{party.name} {party.position or ''}".lower()))
        assert party.kind != "person" or not re.search(r"\d", party.name)


HOSTILE = (
    *(
        "а",
        "(",
        "«",
        '"',
        "\n",
        ",",
        "А.",
        "А,",
        "г.Х",
        "1-",
        "12-34 ",
        "а@",
        "+7 ",
        ")(",
        "(А) ",
        "8(029)",
        "м.р.",
        "№ 1, ",
    ),
    *(
        "районный и ",
        "директор, ",
        "учитель, Иванова А.А., ",
        "директор-",
        "Иванова - ",
        "по согласованию с ",
        "1. ",
        "а) ",
    ),
)


@pytest.mark.parametrize("crumb", HOSTILE)
def test_a_long_hostile_cell_takes_no_minutes(crumb: str) -> None:
    began = time.process_time()
    read_parties((crumb * 4000)[:4000])
    assert time.process_time() - began < 2
