"""«/calendar»: a coordinator or an administrator sees the calendar of their organisation and sets it right."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendars import read_own_day, school_year_of
from domain.errors import Refusal
from domain.people import Action, Member
from domain.rules import Rules
from services import calendar_changes
from services.access import Caller, require
from services.calendar_changes import Change, Followed
from services.calendars import calendars_of
from services.outbox import reply
from services.school_parts import key_of, part_named, proposals, typed_term
from services.work import Work
from storage import conversations, own_calendar
from storage.conversations import Expectation

TERM_QUESTION = "calendar-term"
DAY_QUESTION = "calendar-day"
# The shipped calendars begin in 2022, plans look a few years ahead.
FIRST_YEAR, YEARS_AHEAD = 2020, 5


async def show(
    work: Work,
    caller: Caller,
    rules: Rules,
    organisation_id: int | None = None,
    begins: int | None = None,
    *,
    page: str = "year",
    message: int | None = None,
) -> None:
    """Answer with the calendar: ``page`` is "year" (that begins in ``begins``), "parts" to choose from, or "days"."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.CALENDAR, organisation_id)
        place = member.organisation_id if organisation_id is None else organisation_id
        year = _year(work, rules, begins)
        await _show(connection, work, caller, place, year, page=page, message=message)


def _year(work: Work, rules: Rules, begins: int | None) -> str:
    """The school year that begins in that year, else the one that goes on or (in summer) comes."""
    today = rules.hours.day(work.now)
    coming = today.year if today.month >= 7 else today.year - 1
    first = coming if begins is None else begins
    if not FIRST_YEAR <= first <= today.year + YEARS_AHEAD:
        raise Refusal("stale-button")
    return f"{first}/{first + 1}"


async def _show(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    place: int,
    year: str,
    *,
    page: str = "year",
    message: int | None = None,
    done: Followed | None = None,
    part: str | None = None,
) -> None:
    """``part``: the key of the part that has just been set, whose neighbours may be in doubt by that."""
    data = {"organisation": place, "year": year, "page": page}
    if done is not None:
        data["done"] = {"deadlines": done.deadlines, "told": done.told, "part": part}
    await reply(connection, work, caller.chat.id, "calendar", data=data, edits=message)


async def confirm(
    work: Work, caller: Caller, rules: Rules, organisation_id: int, begins: int, *, message: int | None
) -> None:
    """«Верно»: everything that is only proposed for the school year is set for the organisation as it is proposed."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.CALENDAR, organisation_id)
        year = _year(work, rules, begins)
        school = (await calendars_of(connection, organisation_id, rules)).school
        proposed = proposals(school, year)
        change = _change(work, member, organisation_id, rules)
        done = await calendar_changes.set_terms(connection, change, proposed) if proposed else None
        await _show(connection, work, caller, organisation_id, year, message=message, done=done)


def _change(work: Work, member: Member, organisation_id: int, rules: Rules) -> Change:
    return Change(organisation_id, member.id, work.key("calendar"), work.now, rules)


async def ask_term(
    work: Work, caller: Caller, rules: Rules, organisation_id: int, begins: int, part: str, *, message: int | None
) -> None:
    """A part ("quarter 3") was chosen: the next plain message of the chat says from when to when."""
    async with work.write() as connection:
        await require(connection, caller, Action.CALENDAR, organisation_id)
        key = f"{part} {_year(work, rules, begins)}"
        part_named(key)
        data = {"organisation": organisation_id, "part": key}
        await conversations.expect(connection, caller.chat.id, TERM_QUESTION, data, work.now)
        await reply(connection, work, caller.chat.id, "calendar-ask-term", data=data, edits=message)


async def answer_term(work: Work, caller: Caller, expectation: Expectation, words: str, rules: Rules) -> None:
    """The days of a part were typed; what is not two days, or cannot be, is refused and asked for still."""
    async with work.write() as connection:
        place, part = expectation.data["organisation"], part_named(expectation.data["part"])
        member = await require(connection, caller, Action.CALENDAR, place)
        term = typed_term(words, part, (await calendars_of(connection, place, rules)).school)
        await conversations.forget(connection, caller.chat.id)
        done = await calendar_changes.set_terms(connection, _change(work, member, place, rules), [term])
        await _show(connection, work, caller, place, term.year, done=done, part=key_of(term))


async def ask_day(work: Work, caller: Caller, organisation_id: int, *, message: int | None) -> None:
    """«Рабочий или нерабочий день…»: the next plain message of the chat says which."""
    async with work.write() as connection:
        await require(connection, caller, Action.CALENDAR, organisation_id)
        data = {"organisation": organisation_id}
        await conversations.expect(connection, caller.chat.id, DAY_QUESTION, data, work.now)
        await reply(connection, work, caller.chat.id, "calendar-ask-day", data=data, edits=message)


async def answer_day(work: Work, caller: Caller, expectation: Expectation, words: str, rules: Rules) -> None:
    """A day was typed: Refusal "calendar-day-unclear", "calendar-day-past" or "calendar-day-same"."""
    async with work.write() as connection:
        place = expectation.data["organisation"]
        member = await require(connection, caller, Action.CALENDAR, place)
        today = rules.hours.day(work.now)
        read = read_own_day(words, today)
        if read is None:
            raise Refusal("calendar-day-unclear")
        day, working = read
        if not today <= day < date(today.year + YEARS_AHEAD, 1, 1):
            raise Refusal("calendar-day-past")
        if (await calendars_of(connection, place, rules)).work.is_working(day) == working:
            raise Refusal("calendar-day-same", day=f"{day:%d.%m.%Y}", working="yes" if working else "no")
        await conversations.forget(connection, caller.chat.id)
        change = _change(work, member, place, rules)
        done = await calendar_changes.set_day(connection, change, day, working=working)
        await _show(connection, work, caller, place, school_year_of(day), page="days", done=done)


async def forget_day(
    work: Work, caller: Caller, rules: Rules, organisation_id: int, day: str, *, message: int | None
) -> None:
    """Take an own day ("2026-05-04") back; one that is gone already is passed over."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.CALENDAR, organisation_id)
        standing = await own_calendar.days_of(connection, organisation_id)
        own = next((one for one in standing if one.organisation_id == organisation_id and str(one.day) == day), None)
        done = None
        if own is not None:
            done = await calendar_changes.forget_day(connection, _change(work, member, organisation_id, rules), own)
        year = _year(work, rules, None)
        await _show(connection, work, caller, organisation_id, year, page="days", message=message, done=done)
