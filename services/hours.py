"""When a person may be spoken to: their own zone and hour, or those of their organisation, or the district's."""

from collections.abc import Collection
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.hours import Hours, Lessons
from domain.rules import Rules
from services.calendars import calendars_of
from storage import people
from storage.people import WallTime


async def hours_of(connection: AsyncConnection, member_id: int, rules: Rules) -> Hours:
    """The member's hours: the zone is their own, else that of the nearest organisation that has one.

    Their own hour of the daily message counts as long as the district's rules leave it free.
    """
    return (await hours_of_many(connection, [member_id], rules))[member_id]


async def hours_of_many(connection: AsyncConnection, member_ids: Collection[int], rules: Rules) -> dict[int, Hours]:
    """The hours of each of these members."""
    lessons: dict[int, Lessons | None] = {}
    found = {}
    for member_id, own in (await people.wall_times(connection, member_ids)).items():
        place = own.organisation_id
        if place not in lessons:
            lessons[place] = await lessons_in(connection, place, rules)
        zone = _zone(own, rules)
        at = own.digest_at if own.digest_at is not None and rules.fits(own.digest_at) else rules.digest_at
        found[member_id] = replace(rules.hours, zone=zone, digest_at=at, lessons=lessons[place])
    return found


async def lessons_in(connection: AsyncConnection, organisation_id: int, rules: Rules) -> Lessons | None:
    """When lessons are given in the organisation; None where the district does not keep them free."""
    if rules.lessons_from is None:
        return None
    return rules.lessons_of(await calendars_of(connection, organisation_id, rules))


async def zone_of(connection: AsyncConnection, member_id: int, rules: Rules) -> ZoneInfo:
    """The member's zone."""
    return _zone((await people.wall_times(connection, [member_id]))[member_id], rules)


def _zone(own: WallTime, rules: Rules) -> ZoneInfo:
    return rules.zone if own.zone is None else ZoneInfo(own.zone)
