"""What conversations about absence share: saying it, looking at the record, what was said on a day."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Row, select, update

from storage import absences, people
from storage.database import Database
from storage.tables import members, reminders
from tests.town import Person, Seen, Town

AT_NINE = 6  # 9:00 in Moscow is 6:00 UTC


def october(day: int, hour: int = AT_NINE, minute: int = 0) -> datetime:
    return datetime(2022, 10, day, hour, minute, tzinfo=UTC)


def of_today(person: Person, town: Town) -> list[Seen]:
    """What the bot wrote to this person on the sandbox's day."""
    return [
        message
        for message in person.received
        if datetime.fromtimestamp(message.raw["date"], UTC).date() == town.now.date()
    ]


async def says_absent(person: Person, days: str, deputy: str) -> None:
    """/absence with these days, then the colleague of this surname, or «Никто»."""
    await person.says(f"/absence {days}")
    await person.presses(deputy)


async def id_of(town: Town, person: Person, database: Database | None = None) -> int:
    async with (database or town.app.database).read() as connection:
        member = await people.member_of_number(connection, "telegram", person.number)
        assert member is not None
        return member.id


async def record(
    town: Town,
    person: Person,
    first: date,
    last: date | None,
    deputy: Person | None,
    database: Database | None = None,
) -> int:
    """The row of an absence, written past the conversation, into ``database`` where the bot is down; its id."""
    member_id = await id_of(town, person, database)
    deputy_id = None if deputy is None else await id_of(town, deputy, database)
    async with (database or town.app.database).write() as connection:
        return await absences.add(
            connection,
            member_id=member_id,
            first=first,
            last=last,
            deputy_id=deputy_id,
            created_by=member_id,
            now=town.now,
        )


async def leaves(town: Town, person: Person) -> None:
    """The person works here no more."""
    member_id = await id_of(town, person)
    async with town.app.database.write() as connection:
        await connection.execute(update(members).where(members.c.id == member_id).values(active=False))


async def noted(town: Town, person: Person) -> list[Row[Any]]:
    """The record of everything that came up for this person."""
    member_id = await id_of(town, person)
    async with town.app.database.read() as connection:
        query = select(reminders).where(reminders.c.member_id == member_id).order_by(reminders.c.id)
        return list(await connection.execute(query))
