"""Personal invitation links: only the hash of the secret is kept, each works once and for a while."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert_one
from storage.tables import invitation_guesses, invitations


async def add(
    connection: AsyncConnection,
    *,
    secret_sha256: str,
    member_id: int,
    created_by: int | None,
    now: datetime,
    expires_at: datetime,
) -> None:
    """A new link for the member; the links they had before stop working."""
    older = update(invitations).where(
        invitations.c.member_id == member_id, invitations.c.used_at.is_(None), invitations.c.expires_at > now
    )
    await connection.execute(older.values(expires_at=now))
    await insert_one(
        connection,
        invitations,
        secret_sha256=secret_sha256,
        member_id=member_id,
        created_by=created_by,
        created_at=now,
        expires_at=expires_at,
    )


async def use(connection: AsyncConnection, secret_sha256: str, chat_id: int, now: datetime) -> int | None:
    """Spend the link: the member it was made for, or None when it is unknown, spent or out of date."""
    fresh = (
        update(invitations)
        .where(
            invitations.c.secret_sha256 == secret_sha256,
            invitations.c.used_at.is_(None),
            invitations.c.expires_at > now,
        )
        .values(used_at=now, used_chat=chat_id)
        .returning(invitations.c.member_id)
    )
    member_id: int | None = (await connection.execute(fresh)).scalar_one_or_none()
    return member_id


async def guesses_since(connection: AsyncConnection, number: int, since: timedelta, now: datetime) -> int:
    """How many wrong secrets this person sent lately."""
    query = select(func.count()).where(invitation_guesses.c.number == number, invitation_guesses.c.at > now - since)
    count: int = (await connection.execute(query)).scalar_one()
    return count


async def note_guess(connection: AsyncConnection, number: int, now: datetime) -> None:
    """This person sent a wrong secret."""
    await insert_one(connection, invitation_guesses, number=number, at=now)


async def inviter(connection: AsyncConnection, secret_sha256: str) -> int | None:
    """The member who made the link."""
    query = select(invitations.c.created_by).where(invitations.c.secret_sha256 == secret_sha256)
    who: int | None = (await connection.execute(query)).scalar_one_or_none()
    return who
