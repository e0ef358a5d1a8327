"""«Позже»: a person puts a reminder off to a moment before the deadline; the journal keeps the reason."""

from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.later import choices, latest_day
from domain.rules import Rules
from services import watching
from services.access import Caller
from services.hours import hours_of
from services.outbox import reply
from services.reminders import note_snooze, own
from services.work import Work
from storage import conversations, courses
from storage.assignments import AssignmentView
from storage.conversations import Expectation

DAY_QUESTION = "later-day"
REASON_QUESTION = "later-reason"
QUESTIONS = (DAY_QUESTION, REASON_QUESTION)
IN_AN_HOUR = 0
TOMORROW = -1
"""These two stand in place of the number of a day."""
LONGEST_REASON = 500
# The same wish once more within this time is a second tap.
_SAME = timedelta(minutes=10)

Reason = Literal["data", "time", "decision"]
REASONS: tuple[Reason, ...] = ("data", "time", "decision")


async def offer(work: Work, caller: Caller, assignment_id: int, rules: Rules, message: int | None) -> None:
    """«Позже»: to which moment? Refusal "snooze-past-deadline" where there is none before the deadline."""
    async with work.write() as connection:
        view = await _open(connection, caller, assignment_id)
        hours = await hours_of(connection, caller.known.id, rules)
        if not choices(view.control, hours, work.now).any:
            raise Refusal("snooze-past-deadline")
        await _say(connection, work, caller, "later", message, assignment=view.id)


async def back(work: Work, caller: Caller, assignment_id: int, message: int | None) -> None:
    """«Назад»: the card again, nothing is asked any more."""
    async with work.write() as connection:
        await own(connection, caller, assignment_id)
        await _forget(connection, caller)
        await _say(connection, work, caller, "assignment-card", message, assignment=assignment_id)


async def choose(work: Work, caller: Caller, assignment_id: int, day: int, rules: Rules, message: int | None) -> None:
    """A moment was chosen: why? ``day`` is the number of a local day, IN_AN_HOUR or TOMORROW; Refusal for one too late.

    What is shown next carries the day itself: «завтра» of an old message is not the day after it.
    """
    async with work.write() as connection:
        view = await _open(connection, caller, assignment_id)
        if day == TOMORROW:
            hours = await hours_of(connection, caller.known.id, rules)
            day = hours.day(work.now).toordinal() + 1
        await _until(connection, work, caller, view, day, rules)
        await _say(connection, work, caller, "later-why", message, assignment=view.id, day=day)


async def ask_day(work: Work, caller: Caller, assignment_id: int, message: int | None) -> None:
    """«Другой день…»: the next words that name a day choose it."""
    async with work.write() as connection:
        view = await _open(connection, caller, assignment_id)
        data = {"assignment": view.id, "message": message}
        await conversations.expect(connection, caller.chat.id, DAY_QUESTION, data, work.now)
        await _say(connection, work, caller, "later-day", message, assignment=view.id)


async def name_day(work: Work, caller: Caller, asked: Expectation, day: date, rules: Rules) -> None:
    """The day was typed: why? A day past the deadline is refused, and another one can be typed."""
    async with work.write() as connection:
        try:
            view = await _open(connection, caller, asked.data["assignment"])
            await _until(connection, work, caller, view, day.toordinal(), rules)
        except Refusal as refusal:
            if refusal.code != "snooze-past-deadline":
                await conversations.forget(connection, caller.chat.id)
            await _refuse(connection, work, caller, refusal)
            return
        await _strip(connection, work, caller, asked)
        await conversations.forget(connection, caller.chat.id)
        await _say(connection, work, caller, "later-why", None, assignment=view.id, day=day.toordinal())


async def ask_reason(
    work: Work, caller: Caller, assignment_id: int, day: int, rules: Rules, message: int | None
) -> None:
    """«Другое…»: the next words are the reason."""
    async with work.write() as connection:
        view = await _open(connection, caller, assignment_id)
        await _until(connection, work, caller, view, day, rules)
        data = {"assignment": view.id, "day": day, "message": message}
        await conversations.expect(connection, caller.chat.id, REASON_QUESTION, data, work.now)
        await _say(connection, work, caller, "later-reason", message, assignment=view.id)


async def give_reason(work: Work, caller: Caller, asked: Expectation, words: str, rules: Rules) -> None:
    """The reason was typed: put off."""
    said = f"«{words.strip()[:LONGEST_REASON]}»"
    async with work.write() as connection:
        await conversations.forget(connection, caller.chat.id)
        await _strip(connection, work, caller, asked)
        try:
            await _put_off(connection, work, caller, asked.data["assignment"], asked.data["day"], said, rules, None)
        except Refusal as refusal:
            await _refuse(connection, work, caller, refusal)


async def put_off(
    work: Work, caller: Caller, assignment_id: int, day: int, reason: Reason, rules: Rules, message: int | None
) -> None:
    """A reason was pressed: put off, with a line in the journal; a second tap changes nothing."""
    async with work.write() as connection:
        await _forget(connection, caller)
        await _put_off(connection, work, caller, assignment_id, day, reason, rules, message)


async def _put_off(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    assignment_id: int,
    day: int,
    reason: str,
    rules: Rules,
    message: int | None,
) -> None:
    view = await _open(connection, caller, assignment_id)
    until = await _until(connection, work, caller, view, day, rules)
    waits = (await courses.standing(connection, [view.id]))[0].course.again_at
    if waits is not None and timedelta(0) <= until - waits < _SAME:
        until = waits
    else:
        await watching.put_off(connection, [view.id], until, now=work.now, rules=rules)
        await note_snooze(connection, work, view, until, reason)
    await _say(connection, work, caller, "later-done", message, assignment=view.id, until=until.isoformat())


async def _until(
    connection: AsyncConnection, work: Work, caller: Caller, view: AssignmentView, day: int, rules: Rules
) -> datetime:
    """The moment that was chosen; Refusal for one that is past, or lies after the deadline."""
    hours = await hours_of(connection, caller.known.id, rules)
    if day == IN_AN_HOUR:
        hour = choices(view.control, hours, work.now).hour
        if hour is None:
            raise Refusal("snooze-past-deadline")
        return hour
    if not date.min.toordinal() < day < date.max.toordinal():
        raise Refusal("stale-button")
    chosen = date.fromordinal(day)
    if chosen > latest_day(view.control, hours.day(work.now)):
        raise Refusal("snooze-past-deadline")
    if hours.at(chosen) <= work.now:
        raise Refusal("later-past")
    return hours.at(chosen)


async def _open(connection: AsyncConnection, caller: Caller, assignment_id: int) -> AssignmentView:
    view = await own(connection, caller, assignment_id)
    if view.closed:
        raise Refusal("assignment-called-off" if view.called_off else "assignment-closed")
    return view


async def _forget(connection: AsyncConnection, caller: Caller) -> None:
    asked = await conversations.expected(connection, caller.chat.id)
    if asked is not None and asked.expects in QUESTIONS:
        await conversations.forget(connection, caller.chat.id)


async def _refuse(connection: AsyncConnection, work: Work, caller: Caller, refusal: Refusal) -> None:
    """Said here and not raised: the question has to be forgotten, or every later message would be refused too."""
    data = {"code": refusal.code, "facts": refusal.facts}
    await reply(connection, work, caller.chat.id, "refusal", data=data)


async def _strip(connection: AsyncConnection, work: Work, caller: Caller, asked: Expectation) -> None:
    if asked.data["message"] is not None:
        await reply(connection, work, caller.chat.id, "strip", edits=asked.data["message"])


async def _say(
    connection: AsyncConnection, work: Work, caller: Caller, kind: str, message: int | None, **data: object
) -> None:
    await reply(connection, work, caller.chat.id, kind, data=data, edits=message)
