"""Announcements: their drafts and their audiences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Member, Role
from storage.database import insert_one
from storage.people import member_from
from storage.tables import announcements, chats, members

AnnouncementState = Literal["draft", "sending", "paused", "done", "cancelled"]


@dataclass(frozen=True, slots=True)
class Audience:
    """To whom: these roles in these organisations and below; no role is an audience that was not chosen yet."""

    roles: tuple[Role, ...] = ()
    organisations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """A message to many; ``sent_at`` is None until it was let go. ``urgent``: it leaves in quiet hours too."""

    id: int
    organisation_id: int
    author_id: int
    text: str
    audience: Audience
    state: AnnouncementState
    sent_at: datetime | None
    urgent: bool


@dataclass(frozen=True, slots=True)
class Recipient:
    """A member of the audience and their private chats (our ids) that take messages; none: not connected."""

    member: Member
    chats: tuple[int, ...]


def _announcement(row: Row[Any]) -> Announcement:
    roles = tuple(Role(role) for role in row.audience["roles"])
    audience = Audience(roles, tuple(row.audience["organisations"]))
    return Announcement(
        row.id, row.organisation_id, row.author_id, row.text, audience, row.state, row.sent_at, row.urgent
    )


def _kept(audience: Audience) -> dict[str, Any]:
    return {"roles": [role.value for role in audience.roles], "organisations": list(audience.organisations)}


async def add(
    connection: AsyncConnection, *, organisation_id: int, author_id: int, audience: Audience, now: datetime
) -> int:
    """A new draft without text; its id."""
    return await insert_one(
        connection,
        announcements,
        organisation_id=organisation_id,
        author_id=author_id,
        audience=_kept(audience),
        created_at=now,
    )


async def get(connection: AsyncConnection, announcement_id: int) -> Announcement | None:
    """One announcement, or None where there is none with this id."""
    query = select(announcements).where(announcements.c.id == announcement_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _announcement(row)


async def draft_of(connection: AsyncConnection, author_id: int, organisation_id: int) -> Announcement | None:
    """The latest draft of this author for this organisation."""
    query = select(announcements).where(
        announcements.c.author_id == author_id,
        announcements.c.organisation_id == organisation_id,
        announcements.c.state == "draft",
    )
    row = (await connection.execute(query.order_by(announcements.c.id.desc()).limit(1))).one_or_none()
    return None if row is None else _announcement(row)


async def running(connection: AsyncConnection) -> list[Announcement]:
    """The announcements that are under way, paused ones too."""
    query = select(announcements).where(announcements.c.state.in_(("sending", "paused")))
    return [_announcement(row) for row in await connection.execute(query.order_by(announcements.c.id))]


async def set_text(connection: AsyncConnection, announcement_id: int, words: str) -> bool:
    """Give the draft its text; False when it is no draft any more."""
    return await _change_draft(connection, announcement_id, text=words)


async def set_audience(connection: AsyncConnection, announcement_id: int, audience: Audience) -> bool:
    """Give the draft its audience; False when it is no draft any more."""
    return await _change_draft(connection, announcement_id, audience=_kept(audience))


async def set_urgent(connection: AsyncConnection, announcement_id: int, urgent: bool) -> bool:
    """Whether the draft will leave in quiet hours too; False when it is no draft any more."""
    return await _change_draft(connection, announcement_id, urgent=urgent)


async def _change_draft(connection: AsyncConnection, announcement_id: int, **values: Any) -> bool:
    draft = update(announcements).where(announcements.c.id == announcement_id, announcements.c.state == "draft")
    return (await connection.execute(draft.values(**values))).rowcount == 1


async def set_state(
    connection: AsyncConnection,
    announcement_id: int,
    *,
    before: Sequence[AnnouncementState],
    after: AnnouncementState,
    **values: Any,
) -> bool:
    """Change the state if it is one of ``before``; False when somebody changed it first."""
    change = update(announcements).where(announcements.c.id == announcement_id, announcements.c.state.in_(before))
    return (await connection.execute(change.values(state=after, **values))).rowcount == 1


async def recipients(
    connection: AsyncConnection, audience: Audience, organisation_ids: Iterable[int], *, without: int
) -> list[Recipient]:
    """The active members with the audience's roles in these organisations, by surname, ``without`` the author."""
    query = (
        select(members, chats.c.id.label("chat_id"))
        .outerjoin(chats, and_(chats.c.member_id == members.c.id, chats.c.kind == "private", chats.c.state == "active"))
        .where(
            members.c.active,
            members.c.role.in_([role.value for role in audience.roles]),
            members.c.organisation_id.in_(list(organisation_ids)),
            members.c.id != without,
        )
        .order_by(members.c.family, members.c.given, members.c.id, chats.c.id)
    )
    found: dict[int, Recipient] = {}
    for row in await connection.execute(query):
        met = found.get(row.id) or Recipient(member_from(row), ())
        found[row.id] = Recipient(met.member, (*met.chats, row.chat_id)) if row.chat_id is not None else met
    return list(found.values())
