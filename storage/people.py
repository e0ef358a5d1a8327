"""Organisations, members and their private chats."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Member, Organisation, Role
from storage.database import insert_one
from storage.tables import chats, log_chats, members, organisations


@dataclass(frozen=True, slots=True)
class WallTime:
    """What is set for one person: an IANA zone, their own or of the nearest organisation, and their own hour."""

    organisation_id: int
    zone: str | None
    digest_at: time | None


def member_from(row: Row[Any]) -> Member:
    """A member from a row that has the columns of ``members``."""
    return Member(
        id=row.id,
        organisation_id=row.organisation_id,
        role=Role(row.role),
        family=row.family,
        given=row.given,
        patronymic=row.patronymic,
        position=row.position,
        active=row.active,
        consent_at=row.consent_at,
    )


def _organisation_from(row: Row[Any]) -> Organisation:
    return Organisation(row.id, row.parent_id, row.kind, row.name, row.zone, row.country)


async def add_organisation(
    connection: AsyncConnection, *, kind: str, name: str, parent_id: int | None = None, zone: str | None = None
) -> int:
    """A new organisation below ``parent_id``; its id."""
    return await insert_one(connection, organisations, kind=kind, name=name, parent_id=parent_id, zone=zone)


# Built once, here and below, because every update of every person asks it: building takes as long as running.
_PLACE = select(organisations).where(organisations.c.id == bindparam("which"))


async def organisation(connection: AsyncConnection, organisation_id: int) -> Organisation:
    """One organisation; NoResultFound where there is none."""
    return _organisation_from((await connection.execute(_PLACE, {"which": organisation_id})).one())


async def all_organisations(connection: AsyncConnection) -> list[Organisation]:
    """Every organisation, in the order in which they were added."""
    rows = await connection.execute(select(organisations).order_by(organisations.c.id))
    return [_organisation_from(row) for row in rows]


async def children(connection: AsyncConnection, organisation_id: int) -> list[Organisation]:
    """The organisations right below this one, by name."""
    query = select(organisations).where(organisations.c.parent_id == organisation_id).order_by(organisations.c.name)
    return [_organisation_from(row) for row in await connection.execute(query)]


def _below() -> Select[Any]:
    """The organisation :top and all that stands below it."""
    top = organisations.c.id == bindparam("top")
    tree = select(organisations.c.id).where(top).cte("tree", recursive=True)
    tree = tree.union_all(select(organisations.c.id).where(organisations.c.parent_id == tree.c.id))
    return select(tree.c.id)


_BELOW = _below()


async def scope(connection: AsyncConnection, organisation_id: int) -> set[int]:
    """The organisation and all that stands below it."""
    return set((await connection.execute(_BELOW, {"top": organisation_id})).scalars())


async def add_member(
    connection: AsyncConnection,
    *,
    organisation_id: int,
    role: Role,
    family: str,
    given: str,
    patronymic: str = "",
    position: str | None = None,
    now: datetime,
) -> int:
    """A new member; the id."""
    return await insert_one(
        connection,
        members,
        organisation_id=organisation_id,
        role=role.value,
        family=family,
        given=given,
        patronymic=patronymic,
        position=position,
        created_at=now,
    )


async def set_post(connection: AsyncConnection, member_id: int, role: Role, position: str | None) -> None:
    """The member has this role and this post from now on."""
    change = update(members).where(members.c.id == member_id)
    await connection.execute(change.values(role=role.value, position=position))


_ONE = select(members).where(members.c.id == bindparam("which"))


async def find_member(connection: AsyncConnection, member_id: int) -> Member | None:
    """One member, also one who has left; None where there is none with this id."""
    row = (await connection.execute(_ONE, {"which": member_id})).one_or_none()
    return None if row is None else member_from(row)


async def member(connection: AsyncConnection, member_id: int) -> Member:
    """One member; NoResultFound where there is none."""
    return member_from((await connection.execute(_ONE, {"which": member_id})).one())


_OF_NUMBER = (
    select(members)
    .join(chats, chats.c.member_id == members.c.id)
    .where(chats.c.messenger == bindparam("messenger"), chats.c.number == bindparam("number"), members.c.active)
)


async def member_of_number(connection: AsyncConnection, messenger: str, number: int) -> Member | None:
    """The active member whose private chat has this number."""
    row = (await connection.execute(_OF_NUMBER, {"messenger": messenger, "number": number})).one_or_none()
    return None if row is None else member_from(row)


async def left_place(connection: AsyncConnection, messenger: str, number: int) -> str | None:
    """The organisation that the person whose private chat has this number worked in and has left; None otherwise."""
    query = (
        select(organisations.c.name)
        .join(members, members.c.organisation_id == organisations.c.id)
        .join(chats, chats.c.member_id == members.c.id)
        .where(chats.c.messenger == messenger, chats.c.number == number, members.c.active.is_(False))
    )
    name: str | None = (await connection.execute(query)).scalar_one_or_none()
    return name


async def members_in(
    connection: AsyncConnection, organisation_ids: Sequence[int] | set[int], role: Role | None = None
) -> list[Member]:
    """Active members of these organisations by surname, only those of ``role`` where one is given."""
    query = select(members).where(members.c.organisation_id.in_(organisation_ids), members.c.active)
    if role is not None:
        query = query.where(members.c.role == role.value)
    rows = await connection.execute(query.order_by(members.c.family, members.c.given, members.c.id))
    return [member_from(row) for row in rows]


def _wall_times() -> Select[Any]:
    """The members :these, each in a row of their own and, as long as no zone is found, of the organisations above."""
    home = members.c.organisation_id
    here = (
        select(members.c.id, home, members.c.digest_at, members.c.zone, home.label("above"))
        .where(members.c.id.in_(bindparam("these", expanding=True)))
        .cte("here", recursive=True)
    )
    up = select(
        here.c.id, here.c.organisation_id, here.c.digest_at, organisations.c.zone, organisations.c.parent_id
    ).join(organisations, organisations.c.id == here.c.above)
    here = here.union_all(up.where(here.c.zone.is_(None)))
    return select(here.c.id, here.c.organisation_id, here.c.zone, here.c.digest_at)


_WALL_TIMES = _wall_times()


async def wall_times(connection: AsyncConnection, member_ids: Collection[int]) -> dict[int, WallTime]:
    """The zone and the hour that are set for each of these members."""
    found: dict[int, WallTime] = {}
    for row in await connection.execute(_WALL_TIMES, {"these": list(member_ids)}):
        # Of the rows of a member only the last one may have a zone.
        if row.id not in found or row.zone is not None:
            found[row.id] = WallTime(row.organisation_id, row.zone, row.digest_at)
    return found


async def zone_in(connection: AsyncConnection, organisation_id: int) -> str | None:
    """The zone of the organisation, or of the nearest one above it that has one."""
    here: int | None = organisation_id
    while here is not None:
        place = await organisation(connection, here)
        if place.zone is not None:
            return place.zone
        here = place.parent_id
    return None


async def own_wall_time(connection: AsyncConnection, member_id: int) -> WallTime:
    """What the member has set themselves; NoResultFound where there is no such member."""
    own = select(members.c.organisation_id, members.c.zone, members.c.digest_at).where(members.c.id == member_id)
    return WallTime(*(await connection.execute(own)).one())


async def set_wall_time(connection: AsyncConnection, member_id: int, own: WallTime) -> None:
    """The member's own zone and hour from now on."""
    change = update(members).where(members.c.id == member_id)
    await connection.execute(change.values(zone=own.zone, digest_at=own.digest_at))


async def set_zone(connection: AsyncConnection, organisation_id: int, zone: str | None) -> None:
    """The organisation's zone from now on; None: that of the one above."""
    await connection.execute(update(organisations).where(organisations.c.id == organisation_id).values(zone=zone))


async def private_chats(connection: AsyncConnection, member_ids: Sequence[int] | set[int]) -> dict[int, int]:
    """The private chat (our id) of each of these members who has one that is not blocked; not of who has left."""
    query = (
        select(chats.c.member_id, chats.c.id)
        .join(members, members.c.id == chats.c.member_id)
        .where(chats.c.member_id.in_(member_ids), chats.c.kind == "private", chats.c.state == "active")
        .where(members.c.active)
    )
    return {row.member_id: row.id for row in await connection.execute(query)}


async def numbers(connection: AsyncConnection, member_ids: Collection[int]) -> dict[int, int]:
    """The messenger's own number of each of these members who has ever been connected, also who blocked the bot."""
    query = select(chats.c.member_id, chats.c.number).where(chats.c.member_id.in_(list(member_ids)))
    rows = await connection.execute(query.where(chats.c.kind == "private"))
    return {row.member_id: row.number for row in rows}


async def bind_chat(connection: AsyncConnection, chat_id: int, member_id: int | None) -> None:
    """From now on the private chat belongs to this member (to nobody where None)."""
    await connection.execute(update(chats).where(chats.c.id == chat_id).values(member_id=member_id, state="active"))


async def note_consent(connection: AsyncConnection, member_id: int, version: str, now: datetime) -> None:
    """The member agreed to this version of the privacy text."""
    change = update(members).where(members.c.id == member_id).values(consent_version=version, consent_at=now)
    await connection.execute(change)


class LogChat(NamedTuple):
    """Where reports appear: whose log it is, our chat id, the topic, whether each roadmap has a topic of its own."""

    organisation_id: int
    chat_id: int
    topic: int | None
    by_plan: bool


async def set_log_chat(connection: AsyncConnection, organisation_id: int, chat_id: int, topic: int | None) -> None:
    """Reports of this organisation appear in this chat (and topic) from now on, all together."""
    change = update(log_chats).where(log_chats.c.organisation_id == organisation_id)
    result = await connection.execute(change.values(chat_id=chat_id, topic=topic, by_plan=False))
    if result.rowcount == 0:
        await insert_one(connection, log_chats, organisation_id=organisation_id, chat_id=chat_id, topic=topic)


async def set_by_plan(connection: AsyncConnection, organisation_id: int, by_plan: bool) -> None:
    """Whether each roadmap has a topic of its own in the log of this organisation."""
    own = update(log_chats).where(log_chats.c.organisation_id == organisation_id)
    await connection.execute(own.values(by_plan=by_plan))


_LOG_CHAT = select(log_chats).where(log_chats.c.organisation_id == bindparam("which"))


async def log_chat(connection: AsyncConnection, organisation_id: int) -> LogChat | None:
    """The log chat of the organisation, or of the nearest one above it that has one."""
    here: int | None = organisation_id
    while here is not None:
        row = (await connection.execute(_LOG_CHAT, {"which": here})).one_or_none()
        if row is not None:
            return LogChat(row.organisation_id, row.chat_id, row.topic, row.by_plan)
        here = (await organisation(connection, here)).parent_id
    return None
