"""What conversations about indicators begin with: a plan with targets, and people of several schools."""

from dataclasses import dataclass

from sqlalchemy import select, update

from documents.reading.plan.indicators import read_indicator
from storage import indicators
from storage.tables import indicators as indicators_table
from storage.tables import organisations, roadmaps
from tests.conversations.plans import DUE, LETTERS, plan, rows
from tests.town import Person, Seen, Town

PROJECTS = ("Количество проектов для участия в районном этапе НПК", "не менее 15 проектов к 2026 году")
SHARE = ("Доля обучающихся, осваивающих общеобразовательные программы", "не менее 50% от общего количества")
CEILING = ("Доля участников ЕГЭ, не преодолевших минимальный порог", "не более 3 %")
LEVELS = ("Доля участников олимпиад", "Школьный уровень – 80% муниципальный уровень – 15%")
ALL = (PROJECTS, SHARE, CEILING, LEVELS)


@dataclass
class Targets:
    """An active plan with the indicators of ALL; Шабанова has its only measure."""

    town: Town
    roadmap: int

    async def id_of(self, target: tuple[str, str]) -> int:
        """The id of an indicator."""
        found = [row for row in await rows(self.town, indicators_table) if row.name == target[0]]
        return int(found[0].id)


async def targets(town: Town, *, of_district: bool = False) -> Targets:
    """The plan of «СОШ №2», or of the district above it."""
    made = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    async with town.app.database.write() as connection:
        await indicators.add_all(connection, made.roadmap, [read_indicator(*one) for one in ALL])
        if of_district:
            query = select(organisations.c.id).where(organisations.c.kind == "district")
            district = (await connection.execute(query)).scalars().one()
            change = update(roadmaps).where(roadmaps.c.id == made.roadmap)
            await connection.execute(change.values(organisation_id=district))
    return Targets(town, made.roadmap)


async def opens(person: Person, number: int) -> Seen:
    """The card of the indicator with this number in the list."""
    await person.says("/indicators")
    await person.presses(str(number), on=person.last)
    return person.last


async def enters(person: Person, number: int, words: str) -> str:
    """What the person reads after they have typed this as the value of the indicator with this number."""
    await opens(person, number)
    await person.presses("Ввести значение", on=person.last)
    await person.says(words)
    return person.last.text
