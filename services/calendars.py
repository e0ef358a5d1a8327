"""Which calendars an organisation lives by: its country's, with the days that it has set itself."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendars import Calendars, SchoolCalendar, SchoolTerm, WorkDays
from domain.rules import Rules
from storage import own_calendar


async def calendars_of(connection: AsyncConnection, organisation_id: int, rules: Rules) -> Calendars:
    """The calendars of the organisation, what is set for it over what is set above it over the settings.

    The settings stand over what comes with the project. A part of the school year that an organisation has set is sure.
    """
    working: dict[bool, set[date]] = {True: set(rules.working_days), False: set(rules.free_days)}
    # Those set nearest to the organisation come last and win.
    for own in reversed(await own_calendar.days_of(connection, organisation_id)):
        working[own.working].add(own.day)
        working[not own.working].discard(own.day)
    work = WorkDays(rules.country, rules.due_day_off, frozenset(working[False]), frozenset(working[True]))
    own_terms: dict[tuple[str, str, int], SchoolTerm] = {}
    for one in await own_calendar.terms_of(connection, organisation_id):
        own_terms.setdefault((one.term.year, one.term.unit, one.term.number), one.term)
    return Calendars(work, SchoolCalendar(tuple(own_terms.values())).over(rules.school))
