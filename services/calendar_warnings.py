"""Administrators are told once what is not known of the calendars that plans live by, while it can still be mended."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendars import Resolved, decree_known
from domain.outbox import Priority
from domain.people import Role
from domain.periods import parts_of
from domain.rules import Rules
from services.calendars import calendars_of
from services.hours import hours_of
from services.outbox import say
from storage import calendar_needs, people, plans
from storage.database import Database

# From this month on transferred days of the next year should be known, and the dates of the coming school year, which
# Belarus publishes in spring and Russia in summer.
_DECREES_FROM = 11
_SCHOOL_FROM = {"RU": 8, "BY": 7}


@dataclass(frozen=True, slots=True)
class _Warning:
    name: str
    kind: str
    data: dict[str, Any]


async def look(database: Database, *, now: datetime, rules: Rules) -> int:
    """Say what is missing to each administrator who has not been told; how many messages.

    Called once a day. A crash on the way says the rest at the next call, and nothing twice.
    """
    today = rules.hours.day(now)
    async with database.read() as connection:
        found = [*await _decrees(connection, today, rules), *await _school_year(connection, today, rules)]
    if not found:
        return 0
    async with database.write() as connection:
        return await _tell(connection, found, now, rules)


async def _decrees(connection: AsyncConnection, today: date, rules: Rules) -> list[_Warning]:
    """The next year in autumn; at any time the first year for which deadlines were reckoned without a decree."""
    counts = await calendar_needs.deadlines_by_year(connection, today)
    found = []
    following = today.year + 1
    if today.month >= _DECREES_FROM and not decree_known(rules.country, following):
        found.append(_decree(f"decree:{following}", following, counts[following]))
    reckoned = [year for year in sorted(counts) if not decree_known(rules.country, year)]
    if reckoned and not (found and reckoned[0] == following):
        found.append(_decree(f"decree-plans:{reckoned[0]}", reckoned[0], counts[reckoned[0]]))
    return found


def _decree(name: str, year: int, count: int) -> _Warning:
    return _Warning(name, "calendar-warning-decree", {"year": year, "count": count})


async def _school_year(connection: AsyncConnection, today: date, rules: Rules) -> list[_Warning]:
    """Plans whose deadlines wait for dates of the school year that has come or will come soon."""
    begins = today.year - (today.month < _SCHOOL_FROM[rules.country])
    year = f"{begins}/{begins + 1}"
    unknown, proposed = [], []
    for roadmap_id in await calendar_needs.plans_at_school(connection):
        needed = await _needed(connection, roadmap_id, rules)
        if any(one.year == year for part in needed for one in part.missing):
            unknown.append(roadmap_id)
        elif any(one.year == year and not one.sure for part in needed for one in part.terms):
            proposed.append(roadmap_id)
    states = {"unknown": unknown, "proposed": proposed}
    return [
        _Warning(f"{state}:{year}", "calendar-warning-terms", {"year": year, "state": state, "roadmaps": found})
        for state, found in states.items()
        if found
    ]


async def _needed(connection: AsyncConnection, roadmap_id: int, rules: Rules) -> list[Resolved]:
    head = await plans.head(connection, roadmap_id)
    school = (await calendars_of(connection, head.organisation_id, rules)).school
    found = [parts_of(one.stage, head.period, school) for one in await plans.stages_of(connection, roadmap_id)]
    return [one for one in found if one is not None]


async def _tell(connection: AsyncConnection, found: list[_Warning], now: datetime, rules: Rules) -> int:
    places = {place.id for place in await people.all_organisations(connection)}
    admins = await people.members_in(connection, places, Role.ADMIN)
    told = 0
    for member_id, chat_id in (await people.private_chats(connection, {admin.id for admin in admins})).items():
        when = (await hours_of(connection, member_id, rules)).after_quiet(now)
        for warning in found:
            said = await say(
                connection,
                chat_id=chat_id,
                kind=warning.kind,
                key=f"calendar-warning:{warning.name}:{member_id}",
                now=now,
                data=warning.data,
                priority=Priority.REMINDER,
                member_id=member_id,
                due_at=when,
            )
            told += said is not None
    return told
