"""The same picture under another measure or in another year: it is taken, and everybody who looks is told."""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.pictures import distance
from storage import pictures
from storage.pictures import Used


async def flag(connection: AsyncConnection, report_id: int) -> bool:
    """Flag each picture of a placed report that the log has already; whether there was one not flagged yet.

    Asked again after each part of an album, and when a picture was looked at.
    """
    found = False
    for picture in await pictures.used_in(connection, report_id):
        for earlier in await pictures.used_before(connection, picture):
            apart = _apart(picture, earlier)
            if apart is not None and _is_elsewhere(picture, earlier):
                attachment_id, earlier_id = picture.attachment_id, earlier.attachment_id
                found = await pictures.note_repeat(connection, attachment_id, earlier_id, apart) or found
                break
    return found


def _apart(one: Used, other: Used) -> int | None:
    if one.sha256 == other.sha256:
        return 0
    return None if one.picture is None or other.picture is None else distance(one.picture, other.picture)


def _is_elsewhere(one: Used, other: Used) -> bool:
    """Colleagues who show the same meeting for the same measure are no reason to ask."""
    return one.measure_id != other.measure_id or one.year != other.year
