"""How insistent the reminders of a plan are, or of one of its rows: chosen by its coordinator, planned anew at once."""

import zlib

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.rules import Rules
from services import watching
from services.access import Caller
from services.amendments import standing_id
from services.outbox import reply
from services.overview import mine
from services.work import Work
from storage import courses, journal, roadmaps
from storage.roadmaps import Roadmap

WHOLE_PLAN = 0
"""In place of a measure."""
AS_IN_PLAN = 0
"""In place of a profile: the measure has none of its own."""


def number_of(name: str) -> int:
    """How a button names a profile: the same in every process, whatever else stands in the settings; never 0."""
    return zlib.crc32(name.encode()) or 1


def profile_of(roadmap: Roadmap, rules: Rules) -> str:
    """The profile that a roadmap goes by: its own, or the district's where that is not in the settings any more."""
    return roadmap.profile if roadmap.profile in rules.profiles else rules.profile


async def show(work: Work, caller: Caller, roadmap_id: int, measure_id: int, message: int | None) -> None:
    """The profiles to choose from, for the plan or for one row."""
    async with work.write() as connection:
        roadmap = await _changeable(connection, caller, roadmap_id)
        await _check_row(connection, roadmap, measure_id)
        await _say(connection, work, caller, "profiles", message, roadmap=roadmap.id, measure=measure_id)


async def show_rows(work: Work, caller: Caller, roadmap_id: int, page: int, message: int | None) -> None:
    """The rows, each with the profile it goes by."""
    async with work.write() as connection:
        roadmap = await _changeable(connection, caller, roadmap_id)
        await _say(connection, work, caller, "profile-rows", message, roadmap=roadmap.id, page=page)


async def choose(
    work: Work, caller: Caller, roadmap_id: int, measure_id: int, profile: int, rules: Rules, message: int | None
) -> None:
    """The plan (the row) is reminded of by this profile; AS_IN_PLAN takes the row's own one back.

    What is open is planned anew in the same transaction; nobody is told.
    """
    async with work.write() as connection:
        roadmap = await _changeable(connection, caller, roadmap_id)
        before = await _check_row(connection, roadmap, measure_id)
        after = _named(profile, rules, measure_id)
        if after != before:
            await _set(connection, roadmap.id, measure_id, after)
            row = measure_id or None
            standings = await courses.of_roadmaps(connection, [roadmap.id], row)
            await watching.replan(connection, standings, now=work.now, rules=rules)
            await journal.note(
                connection,
                "profile",
                now=work.now,
                member_id=caller.known.id,
                roadmap_id=roadmap.id,
                before=_noted(measure_id, before),
                after=_noted(measure_id, after),
            )
        await _say(connection, work, caller, "profiles", message, roadmap=roadmap.id, measure=measure_id, said=True)


def _named(profile: int, rules: Rules, measure_id: int) -> str | None:
    if measure_id != WHOLE_PLAN and profile == AS_IN_PLAN:
        return None
    found = next((name for name in rules.profiles if number_of(name) == profile), None)
    if found is None:
        raise Refusal("stale-button")
    return found


async def _set(connection: AsyncConnection, roadmap_id: int, measure_id: int, profile: str | None) -> None:
    if measure_id != WHOLE_PLAN:
        await roadmaps.set_measure_profile(connection, measure_id, profile)
    elif profile is not None:
        await roadmaps.set_profile(connection, roadmap_id, profile)


def _noted(measure_id: int, profile: str | None) -> str:
    """«обычный», of a row with the number of its measure before it: «17 активный»."""
    return f"{measure_id or ''} {profile or ''}".strip()


async def _changeable(connection: AsyncConnection, caller: Caller, roadmap_id: int) -> Roadmap:
    """The roadmap that carries the rows now, if the caller may import there and it is a draft or active."""
    await mine(connection, caller, roadmap_id)
    _, roadmap = await mine(connection, caller, await standing_id(connection, roadmap_id))
    if roadmap.state not in roadmaps.STANDING:
        raise Refusal("stale-button")
    return roadmap


async def _check_row(connection: AsyncConnection, roadmap: Roadmap, measure_id: int) -> str | None:
    """The own profile of the row (of the plan); Refusal "stale-button" for a row of another plan or a removed one."""
    if measure_id == WHOLE_PLAN:
        return roadmap.profile
    for measure in await roadmaps.measures_of(connection, roadmap.id):
        if measure.id == measure_id:
            return measure.profile
    raise Refusal("stale-button")


async def _say(
    connection: AsyncConnection, work: Work, caller: Caller, kind: str, message: int | None, **data: object
) -> None:
    await reply(connection, work, caller.chat.id, kind, data=data, edits=message)
