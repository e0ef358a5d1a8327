"""The district of ``benchmarks.year``: its schools, its people, and the five plans with their names in them."""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import time as wall_time
from itertools import count, cycle, islice
from pathlib import Path

from sqlalchemy import insert

from documents.reading.formats import read_file
from domain.measures import DraftRoadmap
from storage.database import Database
from storage.tables import chats, members, organisations

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PLANS = {"000": -1, "001": -2, "002": 0, "003": 0, "004": 0}
"""The plans, and by how many years each is moved so that its work lies in the year that is played."""
NUMBERS = 100_000
"""A person's number in the messenger is this and their id."""
FAR = "Asia/Yekaterinburg"
"""The zone of every tenth school."""
LATER = wall_time(11)
"""The hour at which one person in fifty wants to hear, instead of the district's."""


def _words(text: str) -> list[str]:
    return text.split()


FAMILIES = _words(
    "Абрамова Алексеева Андреева Антипова Афанасьева Баранова Белова Беляева Бондарева Борисова Бредихина Васильева "
    "Виноградова Власова Волкова Воробьёва Герасимова Голубева Горбунова Гришина Давыдова Данилова Денисова Дмитриева "
    "Егорова Ершова Жданова Жукова Зайцева Захарова Зимина Зуева Ивлева Игнатова Ильина Калашникова Калинина Карпова "
    "Киселёва Козлова Комарова Кондратьева Королёва Котова Крылова Кузьмина Лаврова Лебедева Лыткина Макарова Маркова "
    "Медведева Миронова Морозова Мухина Назарова Некрасова Никитина Орлова Осипова Павлова Панова Пахомова Платонова "
    "Полякова Пономарёва Прохорова Родионова Романова Рябова Савельева Семёнова Сидорова Соболева Соколова Сорокина "
    "Степанова Суханова Тарасова Тимофеева Трофимова Уварова Фадеева Федосеева Филатова Фомина Харитонова Цветкова "
    "Чернова Шабанова Широкова Шестакова Щербакова Юдина Яковлева"
)
GIVEN = _words(
    "Анна Вера Галина Дарья Екатерина Жанна Зоя Ирина Ксения Лариса Марина Наталья Ольга Полина Раиса Светлана Татьяна "
    "Ульяна Фаина Юлия Элеонора"
)
PATRONYMICS = _words(
    "Андреевна Борисовна Викторовна Геннадьевна Дмитриевна Евгеньевна Ивановна Леонидовна Михайловна Николаевна "
    "Олеговна Павловна Романовна Сергеевна Тимофеевна Фёдоровна Юрьевна Яковлевна"
)
TEACHERS = (
    "учитель математики",
    "учитель физики",
    "учитель химии",
    "учитель информатики",
    "учитель русского языка",
    "учитель начальных классов",
    "учитель технологии",
    "педагог-психолог",
    "педагог-организатор",
    "педагог дополнительного образования",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the district; ``joined``: the bot knows their chat."""

    id: int
    organisation: int
    role: str
    family: str
    given: str
    patronymic: str
    position: str
    zone: str
    hour: wall_time | None
    joined: bool

    @property
    def number(self) -> int:
        """Their number in the messenger."""
        return NUMBERS + self.id

    @property
    def short_name(self) -> str:
        """«Шабанова Н.С.»"""
        return f"{self.family} {self.given[0]}.{self.patronymic[0]}."


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation; the first one is the district."""

    id: int
    name: str
    zone: str
    people: tuple[Person, ...]

    @property
    def coordinator(self) -> Person:
        """Who brings its plans."""
        return next(person for person in self.people if person.role == "coordinator")


def district(schools: int, people: int, zone: str, seed: int) -> list[Place]:
    """A district office and so many schools with about so many people in all."""
    chance, ids = random.Random(seed), count(1)
    office = max(4, people // 100)
    sizes = [people // schools - (1 if number < office else 0) for number in range(schools)]
    spare = people - office - sum(sizes)
    sizes = [size + (spare // schools) + (1 if number < spare % schools else 0) for number, size in enumerate(sizes)]
    roles = [("admin", "начальник управления"), ("coordinator", "методист"), ("coordinator", "заместитель начальника")]
    places = [_place(1, "Управление образования", zone, _office(roles, office), ids, chance)]
    for number, size in enumerate(sizes, start=1):
        there = FAR if number % 10 == 2 else zone
        places.append(_place(number + 1, f"МБОУ «СОШ № {number}»", there, _staff(size), ids, chance))
    return places


def _office(roles: list[tuple[str, str]], size: int) -> Iterator[tuple[str, str]]:
    yield from roles
    yield from [("executor", "методист")] * (size - len(roles))


def _staff(size: int) -> Iterator[tuple[str, str]]:
    yield "head", "директор"
    yield "coordinator", "заместитель директора по УВР"
    deputies = max(1, size // 12)
    yield from [("executor", "заместитель директора по ВР")] * deputies
    yield from (("executor", post) for post in islice(cycle(TEACHERS), max(0, size - 2 - deputies)))


def _place(
    id_: int, name: str, zone: str, posts: Iterator[tuple[str, str]], ids: Iterator[int], chance: random.Random
) -> Place:
    """Its people, no two of one short name."""
    taken: set[str] = set()
    found: list[Person] = []
    for role, position in posts:
        while True:
            named = chance.choice(FAMILIES), chance.choice(GIVEN), chance.choice(PATRONYMICS)
            joined = role != "executor" or chance.random() >= 0.02
            hour = LATER if chance.random() < 0.02 else None
            person = Person(0, id_, role, *named, position, zone, hour, joined)
            if person.short_name not in taken:
                break
        taken.add(person.short_name)
        found.append(Person(next(ids), id_, role, *named, position, zone, hour, joined))
    return Place(id_, name, zone, tuple(found))


async def settle(database: Database, places: Sequence[Place], now: datetime) -> None:
    """Put the district into an empty database, everybody who has joined with their chat."""
    everybody = [person for place in places for person in place.people]
    for_places = [
        {
            "id": place.id,
            "kind": "school" if place.id > 1 else "district",
            "name": place.name,
            "parent_id": 1 if place.id > 1 else None,
            "zone": place.zone,
        }
        for place in places
    ]
    for_members = [
        {
            "id": one.id,
            "organisation_id": one.organisation,
            "role": one.role,
            "family": one.family,
            "given": one.given,
            "patronymic": one.patronymic,
            "position": one.position,
            "digest_at": one.hour,
            "created_at": now,
        }
        for one in everybody
    ]
    for_chats = [
        {"number": one.number, "kind": "private", "title": one.family, "member_id": one.id}
        for one in everybody
        if one.joined
    ]
    async with database.write() as connection:
        await connection.execute(insert(organisations), for_places)
        await connection.execute(insert(members), for_members)
        await connection.execute(insert(chats), for_chats)


# --- the plans -------------------------------------------------------------------------------------------------------


def readings(names: Iterable[str]) -> dict[str, DraftRoadmap]:
    """These of the five plans as they are read."""
    return {name: read_file((EXAMPLES / f"{name}.docx").read_bytes()) for name in names}


def plan_of(name: str, draft: DraftRoadmap, place: Place, turn: Iterator[Person]) -> bytes:
    """The plan as this place has typed it for itself: the same rows, deadlines of its year, its own people by name.

    A plan that names nobody (004) stays so: its rows are asked about. ``turn`` says who comes next.
    """
    years = PLANS[name]
    named = any(measure.responsible_text for measure in draft.measures)
    lines = [f"{_moved(draft.title, years)}. {place.name}", ""]
    lines.append("\t".join(["№ п/п", "Мероприятие", "Срок исполнения", *(["Ответственные"] if named else [])]))
    for number, measure in enumerate(draft.measures, start=1):
        cells = [f"{number}.", _moved(measure.title, years), _moved(measure.deadline_text, years)]
        if named:
            people = islice(turn, 1 + number % 3)
            cells.append(", ".join(f"{person.short_name}, {person.position}" for person in people))
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines).encode()


def _moved(words: str, years: int) -> str:
    return re.sub(r"\b20\d\d\b", lambda found: str(int(found[0]) + years), words)


def turns(place: Place, heads: Sequence[Person]) -> Iterator[Person]:
    """Who of the place gets the next measure: everybody in turn; in the office also the heads of the schools."""
    return cycle([*place.people, *heads])
