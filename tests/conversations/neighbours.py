"""Three schools of one district: «СОШ №2» of the demo, «СШ № 5» and «СШ № 7» with the people that a test puts there."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Role
from services.distribution import Distributed, distribute
from storage import chats, people
from storage.tables import assignments, measures, members, organisations
from tests.conversations.sending import rows_of, table
from tests.town import Person, Seen, Town

FIFTH, SEVENTH = "СШ № 5", "СШ № 7"
COORDINATOR, HEAD, EXECUTOR = Role.COORDINATOR, Role.HEAD, Role.EXECUTOR


async def opens(town: Town, *schools: str) -> None:
    """New schools of the district, without anybody."""
    async with town.app.database.write() as connection:
        for school in schools:
            await people.add_organisation(connection, kind="school", name=school, parent_id=await _district(town))


async def _district(town: Town) -> int:
    rows = await rows_of(town, select(organisations.c.id).where(organisations.c.kind == "district"))
    return int(str(rows[0][0]))


async def lives(
    town: Town, number: int, school: str, family: str, role: Role = EXECUTOR, position: str | None = None
) -> Person:
    """Somebody of a school who has been there all the time; connected."""
    async with town.app.database.write() as connection:
        await _add(town, connection, number, school, family, role, position)
    await town.control("people", {"id": number, "first_name": "Анна", "last_name": family, "started": True})
    return Person(town, number, number)


async def comes(
    town: Town, number: int, school: str, family: str, role: Role = EXECUTOR, position: str | None = None
) -> tuple[Person, Distributed]:
    """Somebody is added to a school, connected already, and the plans find them; also what they have got."""
    await town.control("people", {"id": number, "first_name": "Анна", "last_name": family, "started": True})
    async with town.app.database.write() as connection:
        place = await _add(town, connection, number, school, family, role, position)
        found = await distribute(connection, place, town.now, town.app.rules)
        again = await distribute(connection, place, town.now, town.app.rules)
        assert again == Distributed()
    await town.settle()
    return Person(town, number, number), found


async def _add(
    town: Town, connection: AsyncConnection, number: int, school: str, family: str, role: Role, position: str | None
) -> int:
    known = {place.name: place.id for place in await people.all_organisations(connection)}
    member_id = await people.add_member(
        connection,
        organisation_id=known[school],
        role=role,
        family=family,
        given="Анна",
        patronymic="Олеговна",
        position=position,
        now=town.now,
    )
    chat = await chats.meet(connection, "telegram", number, kind="private", title=family)
    await people.bind_chat(connection, chat.id, member_id)
    return known[school]


def plan(*who: str) -> tuple[str, bytes]:
    """A plan of the district: a seminar for those named first, an exhibition for those named second, ..."""
    titles = ("Провести семинар", "Открыть выставку", "Издать сборник")
    rows = [(str(at), titles[at - 1], f"до {19 + at}.10.2022", names) for at, names in enumerate(who, start=1)]
    return table(*rows)


async def brings(town: Town, *who: str) -> Seen:
    """The preview of such a plan, brought by the district's administrator."""
    await town.kuzmina.sends([plan(*who)])
    return town.kuzmina.last


async def accepts(town: Town, *who: str) -> Seen:
    """The card of such a plan once it was accepted."""
    await brings(town, *who)
    await town.kuzmina.presses("Принять")
    return town.kuzmina.last


async def answer(town: Town, title: str = "Провести семинар") -> set[str]:
    """«Ершова, СШ № 5: open» for everybody who answers for the row; without a place: in their own name."""
    query = (
        select(members.c.family, organisations.c.name, assignments.c.status)
        .join(assignments, assignments.c.member_id == members.c.id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .outerjoin(organisations, organisations.c.id == assignments.c.organisation_id)
        .where(measures.c.title == title, assignments.c.status != "cancelled")
    )
    found = await rows_of(town, query)
    assert len(found) == len(set(found))
    return {f"{family}{f', {place}' if place else ''}: {status}" for family, place, status in found}


def told(person: Person, words: str) -> int:
    """How many messages with these words the person has got."""
    return sum(words in message.text for message in person.received)
