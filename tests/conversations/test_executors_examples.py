"""The five example plans in a district of six schools: who answers for each of their rows, counted by hand."""

from collections import Counter, defaultdict

import pytest
from sqlalchemy import select

from domain.people import Role
from storage.tables import assignments, measures, members, periods
from tests.conversations.neighbours import COORDINATOR, FIFTH, HEAD, SEVENTH, lives, opens
from tests.conversations.sending import EXAMPLES, rows_of
from tests.town import Town

OFFICE, GYMNASIUM, GARDEN, CENTRE = (
    "Управление образования ДГО",
    "Гимназия № 1",
    "Детский сад № 3 «Солнышко»",
    "Волковысский центр творчества детей и молодёжи",
)
# Who answers for the four schools, for all six institutions; who leads the schools.
SCHOOLS = "Полякова Ершов Седова Голубева"
EVERYBODY = f"{SCHOOLS} Лунина Фролова"
HEADS = "Акимова Ершов Седова Голубева"
# «по УР»: three of «СОШ №2», the «завуч» of № 5, the deputy of the gymnasium; № 7 has none.
DEPUTIES = "Полякова Шабанова Шарик Крылова Савина"

BY_HAND = {
    "000": {
        range(1, 25): SCHOOLS,
        (1, 16): f"Орлова {EVERYBODY}",
        # «Гимназия № 2» is not in the list; «СШ № 2 г.п. Россь» can only be «СОШ №2».
        (4,): "Голубева Седова Полякова",
        # The cabinet of methodists is not in the list.
        (6, 8, 11): f"Орлова {SCHOOLS}",
        (7,): "Кузьмина",
        (10,): f"{SCHOOLS} Фролова",
    },
    "001": {
        # The institute and the palace of the region are not in the list.
        range(1, 35): "Кузьмина",
        (1,): HEADS,
        # «Заместители администрация УОСО», «заместители директора по УОСО»: all deputies.
        (10, 31, 32): f"{DEPUTIES} Бондаренко",
        # Nobody is a teacher of an «ИТЦ».
        (14,): HEADS,
        (4, 5, 13): f"Орлова {HEADS}",
        (7, 11, 12, 22, 23, 24, 25, 26, 27, 33, 34): DEPUTIES,
        (8,): f"Орлова {DEPUTIES}",
    },
    "002": {
        range(1, 16): f"Орлова {SCHOOLS}",
        (3,): "Орлова",
        (5, 8, 9, 11, 12, 14): SCHOOLS,
    },
    "004": {range(1, 15): "Кузьмина"},
}


async def settle(town: Town) -> None:
    """The people of the other five institutions and of the office."""
    await opens(town, FIFTH, SEVENTH, GYMNASIUM, GARDEN, CENTRE)
    people: tuple[tuple[str, str, Role, str | None], ...] = (
        (OFFICE, "Орлова", COORDINATOR, "главный специалист"),
        (FIFTH, "Ершов", HEAD, "директор"),
        (FIFTH, "Крылова", Role.EXECUTOR, "завуч"),
        (SEVENTH, "Седова", COORDINATOR, None),
        (GYMNASIUM, "Голубева", HEAD, "директор гимназии"),
        (GYMNASIUM, "Савина", Role.EXECUTOR, "заместитель директора по учебной работе"),
        (GARDEN, "Лунина", COORDINATOR, "старший воспитатель"),
        (CENTRE, "Фролова", COORDINATOR, "методист"),
    )
    for number, (school, family, role, position) in enumerate(people, start=2001):
        await lives(town, number, school, family, role, position)


async def asked(town: Town) -> dict[int, set[frozenset[str]]]:
    """For each row that has dates, who is asked in its periods: the same people in all of them."""
    query = (
        select(measures.c.position, periods.c.id, members.c.family)
        .join(assignments, assignments.c.measure_id == measures.c.id)
        .join(periods, periods.c.id == assignments.c.period_id)
        .join(members, members.c.id == assignments.c.member_id)
    )
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for position, period, family in await rows_of(town, query):
        found[int(str(position)) + 1, int(str(period))].append(str(family))
    rows: dict[int, set[frozenset[str]]] = defaultdict(set)
    for (row, _), families in found.items():
        assert max(Counter(families).values()) == 1
        rows[row].add(frozenset(families))
    return rows


@pytest.mark.parametrize("document", sorted(BY_HAND))
async def test_each_row_of_a_district_plan_is_asked_of_those_it_names(town: Town, document: str) -> None:
    await settle(town)
    await town.kuzmina.sends([EXAMPLES / f"{document}.docx"])
    await town.kuzmina.presses("Принять")
    expected = {row: who for rows, who in BY_HAND[document].items() for row in rows}
    found = await asked(town)
    assert len(found) > len(expected) // 2
    wrong = {
        row: (sorted(map(sorted, who)), sorted(expected[row].split()))
        for row, who in found.items()
        if who != {frozenset(expected[row].split())}
    }
    assert wrong == {}


async def test_the_plan_of_a_school_is_asked_of_the_people_it_names(town: Town) -> None:
    await settle(town)
    await town.polyakova.sends([EXAMPLES / "003.docx"])
    await town.polyakova.presses("Принять")
    rows = await asked(town)
    expected = {
        "Шабанова": (1, 4, 11, 12, 13, 17, 18, 25, 26, 27),
        # «Бредня М.В.» is not in the list.
        "Полякова": (2, 20),
        "Шабанова Шарик Полякова": (3, 5, 19),
        "Шабанова Бондаренко": (6, 14, 21, 22, 23),
        "Шарик": (7, 8),
        "Бондаренко": (9,),
        "Шарик Шабанова": (10, 24),
        "Акимова": (15, 16),
    }
    by_row = {row: {frozenset(who.split())} for who, listed in expected.items() for row in listed}
    assert len(rows) > 20
    assert rows == {row: by_row[row] for row in rows}
