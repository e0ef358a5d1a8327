"""Whatever a measure says and whoever works in the district: nobody twice, nobody from elsewhere, no party lost."""

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.executors import Directory, Named, answering
from domain.executors.institutions import kinds_of
from domain.executors.posts import posts_in
from domain.measures import Party
from domain.people import Member, Organisation, Role
from tests.domain.district import MEMBERS, ORGANISATIONS, SCHOOL

GROUPS = (
    *("Учреждения образования", "ОО", "Школы района", "СОШ", "Лицеи и гимназии", "ДОУ", "УДО", "Пилотные школы"),
    *("Школы № 1, 2", "Педагогический коллектив", "Педсовет", "СППС", "Родители", "Совет отцов", "ШМО учителей физики"),
)
ROLES = (
    *("Директора школ", "Заведующие ДОУ", "Администрация ОО", "Директор СОШ № 2", "Заместители директора по УР"),
    *("Классные руководители 5-9 классов", "Учителя математики, физики", "Педагоги", "Методисты ИМЦ", "Координаторы"),
    *(
        "Ответственные за питание",
        "Педагоги-психологи общеобразовательных организаций",
        "Инспектор ПДН",
        "Все сотрудники",
    ),
)
PLACES = ("СОШ № 2", "Школа", "Управление образования", "ИМЦ", "ЦДТ", "ИДН РОВД", "МБУ ДО «Радуга»")
POSITIONS = (
    *("директор", "зам. директора по УВР", "завуч", "учитель физики, кл. рук. 9а", "педагог – психолог", "методист"),
    *(
        "классный руководитель",
        "заведующая",
        "координатор",
        "учитель нач. классов",
        "отв. за питание",
        "-",
        "Ъ",
        "и.о.",
    ),
)
NAMES = ("СОШ №2", "Гимназия № 1", "Детский сад № 5", "ЦДТ", "Каменская", "ДЮСШ", "ИМЦ", "Колледж", "НШДС № 3")
crumbs = st.text(alphabet="АБШОУДаиноклрстущ .,-№«»()019", max_size=30)

parties = st.one_of(
    st.builds(Party, st.just("group"), st.sampled_from(GROUPS) | crumbs),
    st.builds(Party, st.just("role"), st.sampled_from(ROLES) | crumbs),
    st.builds(Party, st.just("organisation"), st.sampled_from(PLACES) | crumbs),
    st.builds(Party, st.just("person"), st.just("Шабанова Н.С.")),
)


@st.composite
def districts(draw: st.DrawFn) -> tuple[list[Organisation], list[Member]]:
    names = draw(st.lists(st.sampled_from(NAMES), max_size=6))
    places = [Organisation(1, None, "district", "Управление образования")]
    places += [Organisation(key, 1, "school", name) for key, name in enumerate(names, start=2)]
    people = [
        Member(
            number,
            draw(st.integers(1, len(places) + 1)),
            draw(st.sampled_from(Role)),
            "Семёнова",
            "Анна",
            "",
            draw(st.none() | st.sampled_from(POSITIONS) | crumbs),
            draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 12)))
    ]
    return places, people


@given(districts(), st.lists(parties, max_size=4))
@settings(max_examples=150, deadline=None)
def test_everybody_answers_once_and_only_who_works_there(
    district: tuple[list[Organisation], list[Member]], asked: list[Party]
) -> None:
    places, people = district
    found = answering([Named(party) for party in asked], Directory(1, places, people))
    ids = [one.member_id for one in found.executors]
    inside = {place.id for place in places}
    working = {one.id: one.organisation_id for one in people if one.active and one.organisation_id in inside}
    assert len(ids) == len(set(ids))
    assert set(ids) <= set(working)
    assert all(one.organisation_id in {None, working[one.member_id]} for one in found.executors)
    assert {gap.party for gap in found.gaps} <= set(asked)
    assert {key for gap in found.gaps for key in gap.organisations} <= inside


@given(districts(), parties)
@settings(max_examples=150, deadline=None)
def test_every_party_is_somebody_or_a_gap(district: tuple[list[Organisation], list[Member]], party: Party) -> None:
    found = answering([Named(party)], Directory(1, *district))
    assert found.executors or found.gaps
    assert all(one.main for one in found.executors)
    assert not any(gap.kind == "vacant" and not gap.organisations for gap in found.gaps)


@given(districts(), st.lists(parties, min_size=1, max_size=4), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_members_and_organisations_changes_nothing(
    district: tuple[list[Organisation], list[Member]], asked: list[Party], chance: random.Random
) -> None:
    places, people = district
    shuffled = chance.sample(places, len(places)), chance.sample(people, len(people))
    named = [Named(party) for party in asked]
    assert answering(named, Directory(1, places, people)) == answering(named, Directory(1, *shuffled))


@given(districts(), st.lists(parties, min_size=1, max_size=4))
@settings(deadline=None)
def test_a_directory_answers_the_same_however_often_it_is_asked(
    district: tuple[list[Organisation], list[Member]], asked: list[Party]
) -> None:
    directory = Directory(1, *district)
    named = [Named(party) for party in asked]
    first = answering(named, directory)
    assert [answering([one], directory) for one in named] == [
        answering([one], Directory(1, *district)) for one in named
    ]
    assert answering(named, directory) == first


@given(st.lists(parties, min_size=1, max_size=3))
@settings(deadline=None)
def test_only_the_first_party_that_is_somebody_is_main(asked: list[Party]) -> None:
    directory = Directory(SCHOOL, ORGANISATIONS, MEMBERS)
    alone = [{one.member_id for one in answering([Named(party)], directory).executors} for party in asked]
    first: set[int] = next((ids for ids in alone if ids), set())
    found = answering([Named(party) for party in asked], directory).executors
    assert {one.member_id for one in found if one.main} == first
    assert {one.member_id for one in found} == set().union(*alone)


@given(crumbs | st.text(max_size=60))
@settings(deadline=None)
def test_any_position_and_any_name_is_read_without_an_error(text: str) -> None:
    posts_in(text)
    assert kinds_of(Organisation(1, None, "school", text))


SUBJECTS = ("математики", "физики", "информатики", "русск. яз. и лит-ры", "англ. языка", "химии", "нач. классов")


def test_a_large_district_and_a_long_plan_take_less_than_a_second() -> None:
    chance = random.Random(5)
    names = ("СОШ № {}", "Гимназия № {}", "Детский сад № {}", "МБОУ «Средняя школа № {}»")
    places = [Organisation(1, None, "district", "Управление образования")]
    places += [Organisation(key, 1, "school", chance.choice(names).format(key)) for key in range(2, 62)]
    people = []
    for number in range(2000):
        posts = (
            f"учитель {chance.choice(SUBJECTS)}, кл. рук. {chance.randint(1, 11)} «{chance.choice('АБВГ')}»",
            f"Учитель {chance.choice(SUBJECTS)}/{chance.choice(SUBJECTS)}",
            f"зам.дир. по {chance.choice(('УВР', 'ВР', 'АХЧ', 'УМР'))}, учитель {chance.choice(SUBJECTS)}",
            chance.choice(POSITIONS),
        )
        role = chance.choice(list(Role))
        people.append(Member(number, number % 60 + 2, role, "Семёнова", "Анна", "", chance.choice(posts), True))
    wordings = [Party("group", name) for name in GROUPS] + [Party("role", name) for name in ROLES]
    wordings += [Party("organisation", name) for name in PLACES]
    plan = [[Named(chance.choice(wordings)) for _ in range(chance.randint(1, 4))] for _ in range(120)]
    began = time.process_time()
    directory = Directory(1, places, people)
    found = [answering(measure, directory) for measure in plan]
    assert time.process_time() - began < 1
    assert any(len(one.executors) > 50 for one in found)
