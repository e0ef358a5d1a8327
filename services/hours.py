"""When a person may be spoken to: their own zone and hour, or those of their organisation, or the district's."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.hours import Hours
from domain.rules import Rules
from storage import people


async def hours_of(connection: AsyncConnection, member_id: int, rules: Rules) -> Hours:
    """The member's hours: the zone is their own, else that of the nearest organisation that has one."""
    own, usual = await people.wall_time(connection, member_id), rules.hours
    zone = usual.zone if own.zone is None else ZoneInfo(own.zone)
    return replace(usual, zone=zone, digest_at=own.digest_at or usual.digest_at)


async def zone_of(connection: AsyncConnection, member_id: int, rules: Rules) -> ZoneInfo:
    """The member's zone."""
    return (await hours_of(connection, member_id, rules)).zone
