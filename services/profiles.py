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
from storage.roadmaps import KeptMeasure, Roadmap

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


async def show(work: Work, caller: Caller, roadmap_id: int, message: int | None) -> None:
    """The profiles to choose from for the whole plan."""
    async with work.write() as connection:
        roadmap = await _changeable(connection, caller, roadmap_id)
        await _say(connection, work, caller, "profiles", message, roadmap=roadmap.id, measure=WHOLE_PLAN)


async def show_rows(work: Work, caller: Caller, roadmap_id: int, page: int, message: int | None) -> None:
    """The rows, each with the profile it goes by."""
    async with work.write() as connection:
        roadmap = await _changeable(connection, caller, roadmap_id)
        await _say(connection, work, caller, "profile-rows", message, roadmap=roadmap.id, page=page)


async def show_row(work: Work, caller: Caller, measure_id: int, message: int | None) -> None:
    """The profiles to choose from for one row."""
    async with work.write() as connection:
        roadmap, measure = await _row(connection, caller, measure_id)
        await _say(connection, work, caller, "profiles", message, roadmap=roadmap.id, measure=measure.id)


async def choose(work: Work, caller: Caller, roadmap_id: int, profile: int, rules: Rules, message: int | None) -> None:
    """The plan is reminded of by this profile, but for rows that have their own.

    What is open is planned anew in the same transaction; nobody is told.
    """
    async with work.write() as connection:
        roadmap, after = await _changeable(connection, caller, roadmap_id), _named(profile, rules)
        if after != roadmap.profile:
            await roadmaps.set_profile(connection, roadmap.id, after)
            await _planned_anew(connection, work, caller, roadmap, None, roadmap.profile, after, rules)
        data = {"roadmap": roadmap.id, "measure": WHOLE_PLAN, "said": True}
        await _say(connection, work, caller, "profiles", message, **data)


async def choose_for_row(
    work: Work, caller: Caller, measure_id: int, profile: int, rules: Rules, message: int | None
) -> None:
    """The row is reminded of by this profile; AS_IN_PLAN takes its own one back."""
    async with work.write() as connection:
        roadmap, measure = await _row(connection, caller, measure_id)
        after = None if profile == AS_IN_PLAN else _named(profile, rules)
        if after != measure.profile:
            await roadmaps.set_measure_profile(connection, measure.id, after)
            await _planned_anew(connection, work, caller, roadmap, measure.id, measure.profile, after, rules)
        data = {"roadmap": roadmap.id, "measure": measure.id, "said": True}
        await _say(connection, work, caller, "profiles", message, **data)


async def _planned_anew(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    roadmap: Roadmap,
    measure_id: int | None,
    before: str | None,
    after: str | None,
    rules: Rules,
) -> None:
    standings = await courses.of_roadmaps(connection, [roadmap.id], measure_id)
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


def _named(profile: int, rules: Rules) -> str:
    found = next((name for name in rules.profiles if number_of(name) == profile), None)
    if found is None:
        raise Refusal("stale-button")
    return found


def _noted(measure_id: int | None, profile: str | None) -> str:
    """«обычный», of a row with the number of its measure before it: «17 активный»."""
    return f"{measure_id or ''} {profile or ''}".strip()


async def _changeable(connection: AsyncConnection, caller: Caller, roadmap_id: int) -> Roadmap:
    """The roadmap that carries the rows now, if the caller may import there and it is a draft or active."""
    await mine(connection, caller, roadmap_id)
    _, roadmap = await mine(connection, caller, await standing_id(connection, roadmap_id))
    if roadmap.state not in roadmaps.STANDING:
        raise Refusal("stale-button")
    return roadmap


async def _row(connection: AsyncConnection, caller: Caller, measure_id: int) -> tuple[Roadmap, KeptMeasure]:
    """The row with its roadmap; Refusal "stale-button" for one that is not there any more."""
    roadmap_id = await roadmaps.roadmap_of(connection, measure_id)
    if roadmap_id is None:
        raise Refusal("stale-button")
    roadmap = await _changeable(connection, caller, roadmap_id)
    for measure in await roadmaps.measures_of(connection, roadmap.id):
        if measure.id == measure_id:
            return roadmap, measure
    raise Refusal("stale-button")


async def _say(
    connection: AsyncConnection, work: Work, caller: Caller, kind: str, message: int | None, **data: object
) -> None:
    await reply(connection, work, caller.chat.id, kind, data=data, edits=message)
