"""Rows without a date: nobody is reminded of them, so their coordinator is asked once a month until there is one.

When to ask stands in the database. Asking and moving on to the next month is one transaction: a crash before its end
asks again, after it the month is done.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendars import Calendars, WorkDays
from domain.drafts import answered, doubtful_stage, typed_dates
from domain.errors import Refusal
from domain.hours import Hours
from domain.measures import Proposal, Span, Stage
from domain.outbox import Priority
from domain.people import Action, Member, may
from domain.periods import unfold
from domain.rules import Rules
from services.access import Caller
from services.amending import revise
from services.calendars import calendars_of
from services.outbox import reply, say
from services.overview import mine
from services.questions import is_report
from services.surroundings import Surroundings
from services.work import Work
from storage import conversations, journal, people, questions, roadmaps, undated
from storage.conversations import Expectation
from storage.database import Database
from storage.roadmaps import KeptMeasure, Roadmap

QUESTION = "undated-date"
"""What a chat is asked when the next plain message is the date of a row."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a live plan with who speaks about it; ``place``: its stage that a date is for."""

    member: Member
    roadmap: Roadmap
    measure: KeptMeasure
    place: int

    @property
    def stage(self) -> Stage:
        """The stage without a date."""
        return self.measure.stages[self.place].stage


async def rows_of(connection: AsyncConnection, roadmap_id: int, rules: Rules) -> list[KeptMeasure]:
    """The rows of the roadmap that have no date at all and need one, in the order of the document."""
    roadmap = await roadmaps.get(connection, roadmap_id)
    if roadmap is None or roadmap.state != "active":
        return []
    calendars = await calendars_of(connection, roadmap.organisation_id, rules)
    waived = await undated.waived(connection, roadmap_id)
    listed = await roadmaps.measures_of(connection, roadmap_id)
    return [
        measure
        for measure in listed
        if _has_no_date(measure, roadmap.period, calendars) and any(kept.id not in waived for kept in measure.stages)
    ]


def _has_no_date(measure: KeptMeasure, plan: Span, calendars: Calendars) -> bool:
    return not any(unfold(kept.stage, plan, calendars) for kept in measure.stages)


# --- when it is asked ------------------------------------------------------------------------------------------------


async def begin(connection: AsyncConnection, roadmap_id: int, *, now: datetime, rules: Rules) -> None:
    """The plan has just been accepted or amended: where a row has no date, it is asked about next month."""
    if await undated.ask_at(connection, roadmap_id) is None and await rows_of(connection, roadmap_id, rules):
        roadmap = await roadmaps.get(connection, roadmap_id)
        assert roadmap is not None
        around = Surroundings(connection, rules, now)
        when = next_month(now, await around.work(roadmap.organisation_id), await around.hours(roadmap.created_by))
        await undated.set_ask_at(connection, roadmap_id, when)


def next_month(now: datetime, work: WorkDays, hours: Hours) -> datetime:
    """The hour of the daily message on the first working day of the month after this one."""
    first = (hours.day(now).replace(day=1) + timedelta(days=32)).replace(day=1)
    return hours.at(first if work.is_working(first) else work.shift(first, 1))


async def queue_due(database: Database, *, now: datetime, rules: Rules) -> int:
    """Ask about the roadmaps whose month has come; how many cards were queued."""
    async with database.read() as connection:
        due = await undated.due(connection, now)
    asked = 0
    for roadmap_id in due:
        async with database.write() as connection:
            asked += await _ask(Surroundings(connection, rules, now), roadmap_id, now)
    return asked


async def _ask(around: Surroundings, roadmap_id: int, now: datetime) -> bool:
    connection = around.connection
    rows = await rows_of(connection, roadmap_id, around.rules)
    roadmap = await roadmaps.get(connection, roadmap_id)
    if not rows or roadmap is None:
        await undated.set_ask_at(connection, roadmap_id, None)
        return False
    member_id, chat_id = await _whom(around, roadmap)
    hours = around.rules.hours if member_id is None else await around.hours(member_id)
    if chat_id is None or hours.is_quiet(now):
        await undated.set_ask_at(connection, roadmap_id, hours.next_digest(now))
        return False
    await undated.set_ask_at(connection, roadmap_id, next_month(now, await around.work(roadmap.organisation_id), hours))
    queued = await say(
        connection,
        chat_id=chat_id,
        kind="undated",
        key=f"undated:{roadmap_id}:{hours.day(now):%Y-%m}",
        now=now,
        data={"roadmap": roadmap_id, "page": 0, "unasked": True},
        priority=Priority.REMINDER,
        member_id=member_id,
    )
    return queued is not None


async def _whom(around: Surroundings, roadmap: Roadmap) -> tuple[int | None, int | None]:
    """Who is asked, with their chat: who has brought the plan, else a coordinator of the organisation or above it."""
    owner = await around.member(roadmap.created_by)
    asked = [owner.id] if owner.active and may(owner.role, Action.IMPORT) else []
    asked += await around.coordinators(owner.id)
    chats = await people.private_chats(around.connection, asked)
    return next(((one, chats[one]) for one in asked if one in chats), (None, None))


# --- what is answered ------------------------------------------------------------------------------------------------


async def show(work: Work, caller: Caller, roadmap_id: int, *, page: int, message: int | None) -> None:
    """The rows without a date, a page of them."""
    async with work.write() as connection:
        await mine(connection, caller, roadmap_id)
        await _stop_waiting(connection, caller)
        await _show(connection, work, caller, roadmap_id, message, page=page)


async def later(work: Work, caller: Caller, roadmap_id: int, *, rules: Rules, message: int | None) -> None:
    """«Спросить через месяц»"""
    async with work.write() as connection:
        member, roadmap = await mine(connection, caller, roadmap_id)
        if roadmap.state != "active":
            raise Refusal("stale-button")
        around = Surroundings(connection, rules, work.now)
        when = next_month(work.now, await around.work(roadmap.organisation_id), await around.hours(member.id))
        await undated.set_ask_at(connection, roadmap_id, when)
        data = {"roadmap": roadmap_id, "member": member.id}
        await reply(connection, work, caller.chat.id, "undated-later", data=data, edits=message)


async def waive(work: Work, caller: Caller, measure_id: int, *, rules: Rules, message: int | None) -> None:
    """«Не нужно»: the row is not asked about any more; a second tap changes nothing."""
    async with work.write() as connection:
        row = await _row(connection, caller, measure_id, rules)
        stages = [kept.id for kept in row.measure.stages]
        if await undated.waive(connection, stages, work.now):
            await _note(connection, work, row, "row-waived", None)
        await _show(connection, work, caller, row.roadmap.id, message, waived=measure_id)


async def restore(work: Work, caller: Caller, measure_id: int, *, rules: Rules, message: int | None) -> None:
    """«Вернуть»: the row needs a date after all, and is asked about next month again."""
    async with work.write() as connection:
        row = await _row(connection, caller, measure_id, rules)
        if await undated.waive(connection, [kept.id for kept in row.measure.stages], None):
            await _note(connection, work, row, "row-waived", "no")
            await begin(connection, row.roadmap.id, now=work.now, rules=rules)
        await _show(connection, work, caller, row.roadmap.id, message)


async def ask_date(work: Work, caller: Caller, measure_id: int, *, rules: Rules, message: int | None) -> None:
    """«Назначить дату»: the next plain message of the chat is the date."""
    async with work.write() as connection:
        row = await _row(connection, caller, measure_id, rules)
        data = {"measure": measure_id, "message": message}
        await conversations.expect(connection, caller.chat.id, QUESTION, data, work.now)
        await reply(
            connection, work, caller.chat.id, "undated-date", data={"measure": measure_id, "roadmap": row.roadmap.id},
            edits=message,
        )  # fmt: skip


async def is_for_date(work: Work, caller: Caller, words: str) -> bool:
    """Whether typed words can be a date at all: a status is a report of somebody who has something to report about."""
    async with work.read() as connection:
        return not await is_report(connection, caller, words, work.now)


async def answer_date(work: Work, caller: Caller, expectation: Expectation, words: str, *, rules: Rules) -> None:
    """The date that was typed takes effect at once; what is not one clear day ahead is asked for once more."""
    async with work.write() as connection:
        row = await _row(connection, caller, expectation.data["measure"], rules)
        dates = typed_dates(row.stage, words, row.roadmap.period)
        hours = await Surroundings(connection, rules, work.now).hours(row.member.id)
        if dates is None or dates[1] < hours.day(work.now):
            why = "unclear" if dates is None else "past"
            data = {"measure": row.measure.id, "roadmap": row.roadmap.id, "why": why}
            await reply(connection, work, caller.chat.id, "undated-date-again", data=data)
            return
        await _set_date(connection, work, row, *dates, rules=rules)
        await conversations.forget(connection, caller.chat.id)
        await _close_prompt(connection, work, caller, expectation.data["message"])
        await _show(connection, work, caller, row.roadmap.id, None, dated=row.measure.id)


async def _set_date(
    connection: AsyncConnection, work: Work, row: _Row, start: date | None, due: date, *, rules: Rules
) -> None:
    """The row happens once, on these days; its people get assignments and are told, its open question is answered."""
    stage = replace(answered(row.stage, start, due), kind="once", recurrence=None)
    kept = [replace(one, stage=stage) if at == row.place else one for at, one in enumerate(row.measure.stages)]
    changed = [(row.measure, replace(row.measure, stages=tuple(kept)))]
    await undated.waive(connection, [one.id for one in row.measure.stages], None)
    await revise(
        connection, row.roadmap.id, changed, (), key=work.key("dated"), now=work.now, rules=rules, by=row.member.id
    )
    for question in await questions.all_in(connection, row.roadmap.id):
        if question.measure_id == row.measure.id and question.subject == "deadline":
            answer = Proposal(row.place, start, due)
            await questions.settle(connection, question.id, answer, member_id=row.member.id, now=work.now)
    await _note(connection, work, row, undated.DATED, f"{start or ''}..{due}")


async def _close_prompt(connection: AsyncConnection, work: Work, caller: Caller, prompt: int | None) -> None:
    if prompt is not None:
        key, chat_id = work.key("undated-strip"), caller.chat.id
        await say(connection, chat_id=chat_id, kind="strip", key=key, now=work.now, edits=prompt)


async def _row(connection: AsyncConnection, caller: Caller, measure_id: int, rules: Rules) -> _Row:
    """The row, if the caller may speak for its plan and it has no date but one that was given here; or Refusal."""
    roadmap_id = await undated.roadmap_of(connection, measure_id)
    if roadmap_id is None:
        raise Refusal("stale-button")
    member, roadmap = await mine(connection, caller, roadmap_id)
    if roadmap.state != "active":
        raise Refusal("stale-button")
    measure = next(one for one in await roadmaps.measures_of(connection, roadmap_id) if one.id == measure_id)
    calendars = await calendars_of(connection, roadmap.organisation_id, rules)
    dated = not _has_no_date(measure, roadmap.period, calendars)
    if dated and not await undated.was_dated(connection, roadmap_id, measure_id):
        raise Refusal("undated-has-date")
    return _Row(member, roadmap, measure, _place([kept.stage for kept in measure.stages]))


def _place(stages: Sequence[Stage]) -> int:
    """The stage that a date is for: the one in doubt, else the first."""
    return doubtful_stage(stages) or 0


async def _stop_waiting(connection: AsyncConnection, caller: Caller) -> None:
    waiting = await conversations.expected(connection, caller.chat.id)
    if waiting is not None and waiting.expects == QUESTION:
        await conversations.forget(connection, caller.chat.id)


async def _show(
    connection: AsyncConnection, work: Work, caller: Caller, roadmap_id: int, message: int | None, **facts: int
) -> None:
    data = {"roadmap": roadmap_id, "page": 0, **facts}
    await reply(connection, work, caller.chat.id, "undated", data=data, edits=message)


async def _note(connection: AsyncConnection, work: Work, row: _Row, what: str, after: str | None) -> None:
    await journal.note(
        connection,
        what,
        now=work.now,
        member_id=row.member.id,
        roadmap_id=row.roadmap.id,
        before=str(row.measure.id),
        after=after,
    )
