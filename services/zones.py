"""Which time zone a person lives in: that of their organisation, or of the nearest one above, or the district's."""

from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.rules import Rules
from storage import people


async def zone_of(connection: AsyncConnection, member_id: int, rules: Rules) -> ZoneInfo:
    """The member's zone."""
    here: int | None = (await people.member(connection, member_id)).organisation_id
    while here is not None:
        place = await people.organisation(connection, here)
        if place.zone is not None:
            return ZoneInfo(place.zone)
        here = place.parent_id
    return rules.zone
