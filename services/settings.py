"""What a person sets for themselves (the hour of the daily message, their zone), and the zone of an organisation."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import time
from functools import cache
from zoneinfo import available_timezones

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.people import Action
from domain.rules import Rules
from domain.spoken_hours import read_hour
from services import watching
from services.access import Caller, require
from services.hours import hours_of_many
from services.outbox import reply
from services.work import Work
from storage import conversations, journal, people
from storage.conversations import Expectation

HOUR_QUESTION = "settings-hour"
ZONE_QUESTION = "settings-zone"
QUESTIONS = (HOUR_QUESTION, ZONE_QUESTION)
HOURS = (time(7), time(8), time(9), time(10), time(12), time(15), time(17))
"""The hours that are offered, as far as the district's rules leave them free; others can be typed."""
MYSELF = 0
"""In place of an organisation: the caller's own zone is meant."""


async def show(work: Work, caller: Caller, message: int | None = None) -> None:
    """/settings: as it stands; nothing is asked any more."""
    async with work.write() as connection:
        await _forget(connection, caller)
        await _show(connection, work, caller, message)


async def ask_hour(work: Work, caller: Caller, message: int | None) -> None:
    """When shall the daily message come? By a button or typed."""
    async with work.write() as connection:
        data = {"message": message}
        await conversations.expect(connection, caller.chat.id, HOUR_QUESTION, data, work.now)
        await reply(connection, work, caller.chat.id, "settings-hour", data={"member": caller.known.id}, edits=message)


async def ask_zone(work: Work, caller: Caller, organisation_id: int, message: int | None) -> None:
    """Which zone? The caller's own (MYSELF), or that of an organisation whose people they look after."""
    async with work.write() as connection:
        if organisation_id != MYSELF:
            await require(connection, caller, Action.INVITE, organisation_id)
        data = {"organisation": organisation_id, "message": message}
        await conversations.expect(connection, caller.chat.id, ZONE_QUESTION, data, work.now)
        await _show_zone(connection, work, caller, organisation_id, message)


async def set_hour(
    work: Work, caller: Caller, at: time | None, rules: Rules, message: int | None, question: int | None = None
) -> None:
    """The daily message comes at this hour from now on; None: when the district's does.

    ``question`` is the message that asked, where the answer was typed: its buttons go.
    """
    if at is not None and not rules.fits(at):
        raise _not_free(rules)
    async with work.write() as connection:
        member_id = caller.known.id
        own = await people.own_wall_time(connection, member_id)
        if own.digest_at != at:
            async with _planned_anew(connection, [member_id], work, rules):
                await people.set_wall_time(connection, member_id, replace(own, digest_at=at))
            before, after = _clock(own.digest_at), _clock(at)
            await journal.note(connection, "hour", now=work.now, member_id=member_id, before=before, after=after)
        await _settle(connection, work, caller, question)
        await _show(connection, work, caller, message, said=True)


async def type_hour(work: Work, caller: Caller, asked: Expectation, words: str, rules: Rules) -> None:
    """The hour was typed. Refusal "hour-not-free", with the hours that are."""
    at = read_hour(words)
    if at is None:
        raise _not_free(rules)
    await set_hour(work, caller, at, rules, None, asked.data["message"])


async def set_zone(
    work: Work,
    caller: Caller,
    organisation_id: int,
    zone: str | None,
    rules: Rules,
    message: int | None,
    question: int | None = None,
) -> None:
    """This IANA zone counts from now on; None: that of the organisation (above). Refusal "zone-unknown".

    Everybody whose clock changes by it is planned for anew.
    """
    if zone is not None and zone not in known_zones():
        raise Refusal("zone-unknown")
    async with work.write() as connection:
        if organisation_id == MYSELF:
            await _set_own_zone(connection, work, caller, zone, rules)
        else:
            await _set_zone_of(connection, work, caller, organisation_id, zone, rules)
        await _settle(connection, work, caller, question)
        if organisation_id == MYSELF:
            await _show(connection, work, caller, message, said=True)
        else:
            await _show_zone(connection, work, caller, organisation_id, message, said=True)


async def type_zone(work: Work, caller: Caller, asked: Expectation, words: str, rules: Rules) -> None:
    """The name of a zone was typed, in letters of any size."""
    named = {name.lower(): name for name in known_zones()}.get(words.strip().lower())
    if named is None:
        raise Refusal("zone-unknown")
    await set_zone(work, caller, asked.data["organisation"], named, rules, None, asked.data["message"])


@cache
def known_zones() -> frozenset[str]:
    """Every zone of the IANA database that is a place, and UTC."""
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


async def _set_own_zone(
    connection: AsyncConnection, work: Work, caller: Caller, zone: str | None, rules: Rules
) -> None:
    member_id = caller.known.id
    own = await people.own_wall_time(connection, member_id)
    if own.zone == zone:
        return
    async with _planned_anew(connection, [member_id], work, rules):
        await people.set_wall_time(connection, member_id, replace(own, zone=zone))
    await journal.note(connection, "zone", now=work.now, member_id=member_id, before=own.zone, after=zone)


async def _set_zone_of(
    connection: AsyncConnection, work: Work, caller: Caller, organisation_id: int, zone: str | None, rules: Rules
) -> None:
    member = await require(connection, caller, Action.INVITE, organisation_id)
    place = await people.organisation(connection, organisation_id)
    if place.zone == zone:
        return
    everybody = await people.members_in(connection, await people.scope(connection, organisation_id))
    async with _planned_anew(connection, [one.id for one in everybody], work, rules):
        await people.set_zone(connection, organisation_id, zone)
    before, after = f"{organisation_id} {place.zone or ''}".strip(), f"{organisation_id} {zone or ''}".strip()
    await journal.note(connection, "organisation-zone", now=work.now, member_id=member.id, before=before, after=after)


@asynccontextmanager
async def _planned_anew(
    connection: AsyncConnection, member_ids: Collection[int], work: Work, rules: Rules
) -> AsyncIterator[None]:
    """What happens inside may change the hours of these people: whose hours it has changed is planned for anew."""
    was = await hours_of_many(connection, member_ids, rules)
    yield
    hours = await hours_of_many(connection, member_ids, rules)
    changed = {member_id: after for member_id, after in hours.items() if after != was[member_id]}
    await watching.rehour(connection, was, changed, now=work.now, rules=rules)


def _not_free(rules: Rules) -> Refusal:
    lessons = rules.lessons_from is not None
    return Refusal(
        "hour-not-free",
        start=_clock(rules.working_from),
        end=_clock(rules.working_to),
        quiet_from=_clock(rules.quiet_from),
        quiet_to=_clock(rules.quiet_to),
        lessons="yes" if lessons else "no",
        lessons_from=_clock(rules.lessons_from) or "",
        lessons_to=_clock(rules.lessons_to) or "",
    )


def _clock(at: time | None) -> str | None:
    return None if at is None else f"{at.hour}:{at:%M}"


async def _forget(connection: AsyncConnection, caller: Caller) -> None:
    asked = await conversations.expected(connection, caller.chat.id)
    if asked is not None and asked.expects in QUESTIONS:
        await conversations.forget(connection, caller.chat.id)


async def _settle(connection: AsyncConnection, work: Work, caller: Caller, question: int | None) -> None:
    await _forget(connection, caller)
    if question is not None:
        await reply(connection, work, caller.chat.id, "strip", edits=question)


async def _show(
    connection: AsyncConnection, work: Work, caller: Caller, message: int | None, *, said: bool = False
) -> None:
    data = {"member": caller.known.id, "said": said}
    await reply(connection, work, caller.chat.id, "settings", data=data, edits=message)


async def _show_zone(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    organisation_id: int,
    message: int | None,
    *,
    said: bool = False,
) -> None:
    data = {"member": caller.known.id, "organisation": organisation_id, "said": said}
    await reply(connection, work, caller.chat.id, "settings-zone", data=data, edits=message)
