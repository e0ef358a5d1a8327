"""An organisation sets days or parts of the school year: all plans that live by them follow at once.

Everything happens in the transaction of the change: a crash on the way leaves the calendar and the plans as they were.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendars import SchoolTerm
from domain.rules import Rules
from services import news, watching
from services.amending import reschedule
from services.news import Told
from services.school_parts import key_of
from services.surroundings import Surroundings
from storage import amendments, courses, journal, own_calendar, people, questions, roadmaps
from storage.amendments import Share
from storage.own_calendar import OwnDay


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes the calendar of which organisation, when; ``key`` is unique for this change."""

    organisation_id: int
    by: int
    key: str
    now: datetime
    rules: Rules


@dataclass(slots=True)
class Followed:
    """What the plans have done: how many deadlines have other days now, how many people are told."""

    deadlines: int = 0
    told: int = 0


@dataclass(slots=True)
class _News:
    """For one member: what became of their own measures, and how many deadlines moved in the plans they brought."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    deadlines: int = 0


async def set_terms(connection: AsyncConnection, change: Change, terms: Sequence[SchoolTerm]) -> Followed:
    """These parts of the school year lie so in the organisation and below it; plans ask about them no more."""
    known = {
        key_of(one.term): one.term
        for one in reversed(await own_calendar.terms_of(connection, change.organisation_id))
        if one.organisation_id == change.organisation_id
    }
    await own_calendar.set_terms(connection, change.organisation_id, terms, member_id=change.by, now=change.now)
    places = await people.scope(connection, change.organisation_id)
    keys = [key_of(term) for term in terms]
    await questions.settle_about_calendar(connection, places, keys, member_id=change.by, now=change.now)
    for term in terms:
        was = known.get(key_of(term))
        before = None if was is None else f"{key_of(was)}: {was.first}..{was.last}"
        await _note(connection, change, "calendar-term", before, f"{key_of(term)}: {term.first}..{term.last}")
    said = [{"part": key_of(term), "first": str(term.first), "last": str(term.last)} for term in terms]
    return await _follow(connection, change, said, days=False)


async def set_day(connection: AsyncConnection, change: Change, day: date, *, working: bool) -> Followed:
    """The organisation works on that day, or does not, and so do those below it that have not said otherwise."""
    own = OwnDay(change.organisation_id, day, working)
    await own_calendar.set_day(connection, own, member_id=change.by, now=change.now)
    await _note(connection, change, "calendar-day", None, _day_words(day, working))
    return await _follow(connection, change, [{"day": str(day), "working": working}], days=True)


async def forget_day(connection: AsyncConnection, change: Change, own: OwnDay) -> Followed:
    """The organisation does on that day as those above it do."""
    if not await own_calendar.remove_day(connection, change.organisation_id, own.day):
        return Followed()
    await _note(connection, change, "calendar-day", _day_words(own.day, own.working), None)
    return await _follow(connection, change, [{"day": str(own.day), "working": not own.working}], days=True)


def _day_words(day: date, working: bool) -> str:
    return f"{day} {'working' if working else 'free'}"


async def _note(connection: AsyncConnection, change: Change, what: str, before: str | None, after: str | None) -> None:
    await journal.note(connection, what, now=change.now, member_id=change.by, before=before, after=after)


# --- the plans follow ------------------------------------------------------------------------------------------------


async def _follow(connection: AsyncConnection, change: Change, said: list[dict[str, Any]], *, days: bool) -> Followed:
    """``days``: the working days have changed, so every ladder of reminders has, whether its period moved or not."""
    found: dict[int, _News] = defaultdict(_News)
    result, replanned = Followed(), set[int]()
    plans = await roadmaps.active_in(connection, await people.scope(connection, change.organisation_id))
    for plan in plans:
        before = {one.assignment_id: one for one in await amendments.shares(connection, plan.id)}
        moved = await reschedule(connection, plan.id, now=change.now, rules=change.rules, by=change.by)
        after = {one.assignment_id: one for one in await amendments.shares(connection, plan.id)}
        changed = [one for one in after.values() if not _same(before.get(one.assignment_id), one)]
        replanned |= moved
        _collect(found, before, changed, [one for key, one in before.items() if key not in after], change)
        deadlines = len({(one.measure_id, one.due) for one in changed})
        result.deadlines += deadlines
        found[plan.created_by].deadlines += deadlines
    standing = await courses.of_roadmaps(connection, [plan.id for plan in plans])
    concerned = [one for one in standing if days or one.id in replanned]
    await watching.replan(connection, concerned, now=change.now, rules=change.rules)
    found.pop(change.by, None)
    result.told = await _tell(connection, change, said, found)
    return result


def _same(before: Share | None, after: Share) -> bool:
    return before is not None and (before.due, before.control) == (after.due, after.control)


def _collect(
    found: dict[int, _News],
    before: Mapping[int, Share],
    changed: Iterable[Share],
    gone: Iterable[Share],
    change: Change,
) -> None:
    """A line for each measure of a member: of its deadlines the nearest that changed and does not lie behind."""
    today = change.rules.hours.day(change.now)
    said: set[tuple[int, int]] = set()
    for share in changed:
        was = before.get(share.assignment_id)
        lies_behind = share.control < today and (was is None or was.control < today)
        if (share.member_id, share.measure_id) not in said and not lies_behind:
            said.add((share.member_id, share.measure_id))
            found[share.member_id].lines.append(_line(share, was))
    for share in gone:
        if (share.member_id, share.measure_id) not in said:
            said.add((share.member_id, share.measure_id))
            found[share.member_id].lines.append({"kind": "gone", "assignment": share.assignment_id, "was": None})


def _line(share: Share, was: Share | None) -> dict[str, Any]:
    if was is None:
        return {"kind": "new", "assignment": share.assignment_id, "was": None}
    kind = "moved" if was.due != share.due else "control"
    return {"kind": kind, "assignment": share.assignment_id, "was": str(was.due)}


async def _tell(
    connection: AsyncConnection, change: Change, said: list[dict[str, Any]], found: Mapping[int, _News]
) -> int:
    """One message to each of them who has a chat, when they may hear it; how many of them have to answer."""
    told = {
        member_id: Told(
            f"calendar-changed:{change.key}:{member_id}",
            {"member": member_id, "changes": said, "news": one.lines, "deadlines": one.deadlines},
        )
        for member_id, one in found.items()
        if one.lines or one.deadlines
    }
    hearers = await news.tell(Surroundings(connection, change.rules, change.now), "calendar-changed", told)
    return sum(bool(found[member_id].lines) for member_id in hearers)
