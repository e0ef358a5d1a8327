"""A small district for the sandbox, so that a newcomer can send a roadmap within a minute.

The people are those of the example roadmap ``examples/003.docx``; nothing of this runs against Telegram.
"""

from dataclasses import dataclass
from datetime import datetime

import aiohttp

from domain.people import Role
from services.outbox import say
from storage import chats, people
from storage.database import Database

_TIMEOUT = aiohttp.ClientTimeout(total=10)
LOG_GROUP = -1001000000001
SCHOOL = "МБОУ «СОШ №2»"


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody of the small district; ``number`` is the sandbox's id, ``joined`` whether the bot knows their chat."""

    number: int
    role: Role
    family: str
    given: str
    patronymic: str
    position: str
    note: str
    joined: bool = True


RESIDENTS = (
    Resident(1001, Role.ADMIN, "Кузьмина", "Ирина", "Павловна", "начальник отдела", "администратор района"),
    Resident(
        1002, Role.COORDINATOR, "Полякова", "Вера", "Андреевна", "заместитель директора по УВР", "координатор школы"
    ),
    Resident(1003, Role.EXECUTOR, "Шабанова", "Наталья", "Сергеевна", "заместитель директора по УВР", "исполнитель"),
    Resident(1004, Role.EXECUTOR, "Шарик", "Нина", "Николаевна", "заместитель директора по УВР", "исполнитель"),
    Resident(1005, Role.EXECUTOR, "Бондаренко", "Анна", "Евгеньевна", "заместитель директора по ВР", "исполнитель"),
    Resident(1006, Role.HEAD, "Акимова", "Надежда", "Алексеевна", "директор школы", "директор школы", joined=False),
)


_LOG_CHAT: dict[str, object] = {
    "id": LOG_GROUP,
    "type": "supergroup",
    "title": "Журнал отчётов СОШ №2",
    "members": [resident.number for resident in RESIDENTS],
    "bot": True,
}


async def people_the_sandbox(address: str) -> None:
    """Put the residents and the log group into the sandbox at ``address``; who is there already is left alone."""
    async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
        async with session.get(f"{address}/sandbox/state") as answer:
            answer.raise_for_status()
            there = await answer.json()
        known = {person["id"] for person in there["people"]}
        for resident in RESIDENTS:
            if resident.number not in known:
                await _post(session, f"{address}/sandbox/people", _person(resident))
        if LOG_GROUP not in {chat["id"] for chat in there["chats"]}:
            await _post(session, f"{address}/sandbox/chats", _LOG_CHAT)


def _person(resident: Resident) -> dict[str, object]:
    return {
        "id": resident.number,
        "first_name": f"{resident.given} {resident.patronymic}",
        "last_name": resident.family,
        "note": resident.note,
        "started": resident.joined,
    }


async def _post(session: aiohttp.ClientSession, address: str, body: dict[str, object]) -> None:
    async with session.post(address, json=body) as answer:
        answer.raise_for_status()


async def settle(database: Database, district: str, now: datetime) -> None:
    """Put the same district into an empty database and greet its people; a database with people is left alone."""
    async with database.write() as connection:
        if await people.all_organisations(connection):
            return
        above = await people.add_organisation(connection, kind="district", name=district)
        school = await people.add_organisation(connection, kind="school", name=SCHOOL, parent_id=above)
        for resident in RESIDENTS:
            member_id = await people.add_member(
                connection,
                organisation_id=above if resident.role is Role.ADMIN else school,
                role=resident.role,
                family=resident.family,
                given=resident.given,
                patronymic=resident.patronymic,
                position=resident.position,
                now=now,
            )
            if not resident.joined:
                continue
            title = f"{resident.given} {resident.family}"
            chat = await chats.meet(connection, "telegram", resident.number, kind="private", title=title)
            await people.bind_chat(connection, chat.id, member_id)
            for kind in ("menu", "welcome"):
                key = f"demo:{kind}:{member_id}"
                await say(connection, chat_id=chat.id, kind=kind, key=key, now=now, data={"member": member_id})
        group = await chats.meet(connection, "telegram", LOG_GROUP, kind="supergroup", title="Журнал отчётов СОШ №2")
        await people.set_log_chat(connection, school, group.id, None)
