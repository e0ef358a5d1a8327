"""The message that says what the bot is busy with: whether it was written, and which message it became."""

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import deliveries


async def message_of(connection: AsyncConnection, key: str) -> int | None:
    """The messenger's id of the message that the delivery with this key became; None while it has not arrived.

    One that takes the place of an older message is that message from the beginning.
    """
    arrived = case((deliveries.c.state == "sent", deliveries.c.message))
    query = select(func.coalesce(arrived, deliveries.c.edits)).where(deliveries.c.key == key)
    message: int | None = (await connection.execute(query)).scalar_one_or_none()
    return message


async def is_said(connection: AsyncConnection, key: str) -> bool:
    """Whether a delivery with this key was written."""
    query = select(func.count()).where(deliveries.c.key == key)
    return bool((await connection.execute(query)).scalar_one())
