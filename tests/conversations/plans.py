"""What conversations about answers begin with: an active roadmap, and a look at what came of it."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from PIL import Image
from sqlalchemy import Row, Table, func, select

from services import plans
from services.outbox import say
from storage import assignments, people
from storage.assignments import AssignmentView
from storage.database import insert_one
from storage.files import remember
from storage.tables import assignments as assignments_table
from storage.tables import measures, parties, roadmaps, stages
from tests.town import Person, Seen, Town

LETTERS = "Методические письма для организации деятельности администрации ОО"
SITE = "Информационное сопровождение специализированных классов"
DUE = date(2022, 10, 20)
"""Thursday."""
_SOURCE = "0" * 64


@dataclass
class Plan:
    """An active roadmap of «СОШ №2»; ``first`` is the title of its first measure."""

    town: Town
    roadmap: int
    first: str
    cards: int = 0

    async def view(self, person: Person, title: str | None = None) -> AssignmentView:
        """The person's assignment for the measure with this title, the first one unless it is given."""
        async with self.town.app.database.read() as connection:
            member = await people.member_of_number(connection, "telegram", person.number)
            assert member is not None
            query = (
                select(assignments_table.c.id)
                .join(measures, measures.c.id == assignments_table.c.measure_id)
                .where(
                    measures.c.roadmap_id == self.roadmap,
                    measures.c.title == (title or self.first),
                    assignments_table.c.member_id == member.id,
                )
            )
            found = await assignments.view(connection, (await connection.execute(query)).scalar_one())
            assert found is not None
            return found

    async def card(self, person: Person, title: str | None = None) -> Seen:
        """A fresh card of the assignment in the person's chat."""
        assignment = await self.view(person, title)
        self.cards += 1
        async with self.town.app.database.write() as connection:
            chats = await people.private_chats(connection, {assignment.member_id})
            await say(
                connection,
                chat_id=chats[assignment.member_id],
                kind="assignment-card",
                key=f"test-card:{self.roadmap}:{self.cards}",
                now=self.town.now,
                data={"assignment": assignment.id},
            )
        await self.town.settle()
        return person.last


async def plan(town: Town, listed: list[tuple[str, date, list[Person]]]) -> Plan:
    """An active roadmap of measures (title, due day, executors), unfolded as after «Принять»."""
    async with town.app.database.write() as connection:
        coordinator = await people.member_of_number(connection, "telegram", town.polyakova.number)
        assert coordinator is not None
        await remember(connection, _SOURCE, 1, town.now)
        roadmap = await insert_one(
            connection,
            roadmaps,
            organisation_id=coordinator.organisation_id,
            title="Дорожная карта",
            source_name="план.docx",
            source_sha256=_SOURCE,
            state="active",
            profile=town.app.rules.profile,
            created_by=coordinator.id,
            created_at=town.now,
        )
        for position, (title, due, executors) in enumerate(listed):
            measure = await insert_one(
                connection,
                measures,
                roadmap_id=roadmap,
                position=position,
                number=f"{position + 1}.",
                title=title,
                deadline_text=f"до {due:%d.%m.%Y}",
                source={},
            )
            await insert_one(
                connection, stages, measure_id=measure, position=0, kind="once", due=due, not_understood=[]
            )
            for place, person in enumerate(executors):
                member = await people.member_of_number(connection, "telegram", person.number)
                assert member is not None
                await insert_one(
                    connection,
                    parties,
                    measure_id=measure,
                    position=place,
                    kind="person",
                    name=member.short_name,
                    member_id=member.id,
                )
        await plans.unfold(connection, roadmap, now=town.now, rules=town.app.rules)
    await town.settle()
    return Plan(town, roadmap, listed[0][0])


def photo(number: int = 0, *, exif: Image.Exif | None = None) -> tuple[str, bytes]:
    """A small picture of its own colour."""
    content = io.BytesIO()
    picture = Image.new("RGB", (64, 48), (number * 40 % 256, 90, 160))
    picture.save(content, "JPEG", exif=exif or Image.Exif())
    return f"photo{number}.jpg", content.getvalue()


def posts(town: Town) -> list[Seen]:
    """What the bot wrote in the shared log, oldest first."""
    return [message for message in town.log if message.from_bot]


async def rows(town: Town, table: Table) -> list[Row[Any]]:
    """All rows of a table, oldest first."""
    async with town.app.database.read() as connection:
        return list(await connection.execute(select(table).order_by(*table.primary_key.columns)))


async def count(town: Town, table: Table) -> int:
    """How many rows a table has."""
    async with town.app.database.read() as connection:
        number: int = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
        return number
