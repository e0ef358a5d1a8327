"""More time for a measure: offered from the executor's words, asked of the coordinator, decided by them."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.people import Action, Member, may
from domain.rules import Rules
from domain.spoken_days import read_day
from services import plans
from services.access import Caller, require
from services.calendars import calendars_of
from services.hours import hours_of, zone_of
from services.outbox import reply, say
from services.reminders import own
from services.surroundings import Surroundings
from services.work import Work
from storage import assignments, conversations, extensions, journal, people, reports
from storage.assignments import AssignmentView
from storage.database import Database
from storage.extensions import Extension, ExtensionState

DAY_QUESTION = "extension-day"


async def start(work: Work, caller: Caller, assignment_id: int) -> None:
    """«Перенести срок»: ask for the day."""
    async with work.write() as connection:
        view = await own(connection, caller, assignment_id)
        if view.closed:
            raise _closed(view)
        data = {"assignment": view.id}
        await conversations.expect(connection, caller.chat.id, DAY_QUESTION, data, work.now)
        await reply(connection, work, caller.chat.id, "extension-day", data=data)


async def day_in(connection: AsyncConnection, work: Work, caller: Caller, words: str, rules: Rules) -> date | None:
    """The day that the words name, seen from where the caller lives."""
    zone = await zone_of(connection, caller.known.id, rules)
    return read_day(words, work.now.astimezone(zone).date())


async def choose_day(
    connection: AsyncConnection, work: Work, caller: Caller, assignment_id: int, day: date, words: str
) -> None:
    """The day was named: offer to ask the coordinator. Refusal "extension-not-later" for a day that is no delay."""
    view = await own(connection, caller, assignment_id)
    if view.closed:
        raise _closed(view)
    if day <= view.due:
        raise Refusal("extension-not-later")
    await conversations.forget(connection, caller.chat.id)
    await offer(connection, work, caller.chat.id, view, day, report_id=None, words=words, key=work.key("extension"))


async def offer(
    connection: AsyncConnection,
    work: Work,
    chat_id: int,
    view: AssignmentView,
    wanted: date,
    *,
    report_id: int | None,
    words: str | None = None,
    key: str,
    edits: int | None = None,
    due_at: datetime | None = None,
) -> None:
    """Say how the wish was understood and offer to ask the coordinator."""
    extension = await extensions.add(
        connection,
        assignment_id=view.id,
        period_id=view.period_id,
        report_id=report_id,
        was=view.due,
        wanted=wanted,
        words=words,
        now=work.now,
    )
    await _show(connection, work, chat_id, "extension-offer", extension, key=key, edits=edits, due_at=due_at)


async def ask(work: Work, caller: Caller, extension_id: int, message: int | None, rules: Rules) -> None:
    """«Да, спросить»: every coordinator who can be reached gets the question, after quiet hours; once only."""
    async with work.write() as connection:
        extension, view = await _own(connection, caller, extension_id)
        if view.closed:
            raise _closed(view)
        around = Surroundings(connection, rules, work.now)
        fresh = await extensions.change(connection, extension.id, before="proposed", after="asked")
        if fresh and not await _ask(around, extension, view):
            # The state is undone with the transaction.
            raise Refusal("nobody-to-ask")
        await _show(connection, work, caller.chat.id, "extension-asked", extension, edits=message)


async def ask_others(database: Database, *, now: datetime, rules: Rules) -> int:
    """A question that waits goes to everybody who may decide it by now and has not got it; how many are asked.

    Called once a day: who was asked may have become absent or have left, and who decides may have come only now. A
    crash on the way asks the rest at the next call, and nobody twice.
    """
    asked = 0
    async with database.write() as connection:
        around = Surroundings(connection, rules, now)
        for extension in await extensions.waiting(connection):
            view = await assignments.view(connection, extension.assignment_id)
            if view is not None and not view.closed:
                asked += await _ask(around, extension, view)
    return asked


async def keep_as_comment(work: Work, caller: Caller, extension_id: int, message: int | None) -> None:
    """«Нет, это комментарий»: nobody is asked, the words stay in the journal."""
    async with work.write() as connection:
        extension, _view = await _own(connection, caller, extension_id)
        await extensions.change(connection, extension.id, before="proposed", after="dropped")
        await _show(connection, work, caller.chat.id, "extension-asked", extension, edits=message)


async def decide(
    work: Work, caller: Caller, extension_id: int, message: int | None, rules: Rules, *, agree: bool
) -> None:
    """A coordinator decides; the first decision counts, everybody who was asked and who has to know is told."""
    async with work.write() as connection:
        extension = await extensions.get(connection, extension_id)
        view = None if extension is None else await assignments.view(connection, extension.assignment_id)
        if extension is None or view is None or extension.state in ("proposed", "dropped"):
            raise Refusal("stale-button")
        judge = await require(connection, caller, Action.IMPORT, view.organisation_id)
        after: ExtensionState = "agreed" if agree else "declined"
        decided = await extensions.change(
            connection, extension.id, before="asked", after=after, decided_by=judge.id, now=work.now
        )
        if decided and agree:
            await _move(connection, work, rules, extension, view, judge)
        if decided:
            await _tell(connection, work, rules, extension, view)
        await _show(connection, work, caller.chat.id, "extension-request", extension, edits=message)


async def _move(
    connection: AsyncConnection, work: Work, rules: Rules, extension: Extension, view: AssignmentView, judge: Member
) -> None:
    if extension.wanted <= view.due:
        raise Refusal("extension-not-later")
    if await extensions.is_taken(connection, extension.period_id, extension.wanted):
        raise Refusal("extension-day-taken")
    control = (await calendars_of(connection, view.organisation_id, rules)).work.control_day(extension.wanted)
    await extensions.move_period(connection, extension.period_id, due=extension.wanted, control=control)
    await journal.note(
        connection,
        "due",
        now=work.now,
        member_id=judge.id,
        roadmap_id=view.roadmap_id,
        assignment_id=view.id,
        report_id=extension.report_id,
        before=view.due.isoformat(),
        after=extension.wanted.isoformat(),
    )
    await plans.replan(connection, extension.period_id, work.now, rules)


async def _tell(
    connection: AsyncConnection, work: Work, rules: Rules, extension: Extension, view: AssignmentView
) -> None:
    """The executor hears the decision, colleagues hear of a new day, the other coordinators see it was decided."""
    standing = await extensions.get(connection, extension.id)
    together = await assignments.of_period(connection, extension.period_id)
    together = [other for other in together if not other.called_off]
    concerned = {other.member_id for other in together} if standing and standing.state == "agreed" else {view.member_id}
    around = Surroundings(connection, rules, work.now)
    told = {hearer for one in concerned if (hearer := await around.stand_in(one)) is not None}
    if await around.stand_in(view.member_id) is None:
        # Absent, and nobody stands in: they have asked themselves.
        told.add(view.member_id)
    for member_id, chat_id in (await people.private_chats(connection, told)).items():
        when = (await hours_of(connection, member_id, rules)).after_quiet(work.now)
        await _show(connection, work, chat_id, "extension-decided", extension, due_at=when)
    for request in await reports.said_of(connection, _requests(extension)):
        if request.message is not None:
            await _show(connection, work, request.chat_id, "extension-request", extension, edits=request.message)


async def _ask(around: Surroundings, extension: Extension, view: AssignmentView) -> int:
    """The question to each who decides and has not got it, after quiet hours; how many."""
    deciders, asked = await _deciders(around, view.organisation_id), 0
    for member_id, chat_id in (await people.private_chats(around.connection, {one.id for one in deciders})).items():
        said = await say(
            around.connection,
            chat_id=chat_id,
            kind="extension-request",
            key=f"{_requests(extension)}{chat_id}",
            now=around.now,
            data=_data(extension),
            due_at=(await around.hours(member_id)).after_quiet(around.now),
        )
        asked += said is not None
    return asked


async def _show(
    connection: AsyncConnection,
    work: Work,
    chat_id: int,
    kind: str,
    extension: Extension,
    *,
    key: str | None = None,
    edits: int | None = None,
    due_at: datetime | None = None,
) -> None:
    key, data = key or work.key(f"{kind}:{extension.id}:{chat_id}"), _data(extension)
    await say(connection, chat_id=chat_id, kind=kind, key=key, now=work.now, data=data, edits=edits, due_at=due_at)


def _data(extension: Extension) -> dict[str, int | None]:
    return {"extension": extension.id, "assignment": extension.assignment_id, "report": extension.report_id}


def _closed(view: AssignmentView) -> Refusal:
    if view.handed_back:
        return Refusal("share-ended")
    return Refusal("assignment-called-off") if view.called_off else Refusal("assignment-closed")


def _requests(extension: Extension) -> str:
    """How the keys of the questions about it begin; the chat follows."""
    return f"extension-request:{extension.id}:"


async def _own(connection: AsyncConnection, caller: Caller, extension_id: int) -> tuple[Extension, AssignmentView]:
    extension = await extensions.get(connection, extension_id)
    if extension is None:
        raise Refusal("stale-button")
    return extension, await own(connection, caller, extension.assignment_id)


async def _deciders(around: Surroundings, organisation_id: int) -> list[Member]:
    """Who decides about the plans of an organisation: its own people, or of the nearest above that has a chat.

    For one who is absent another who may decide themselves: to stand in gives no rights.
    """
    here: int | None = organisation_id
    while here is not None:
        named = [one for one in await people.members_in(around.connection, {here}) if may(one.role, Action.IMPORT)]
        there = [await around.member(hearer) for one in named if (hearer := await around.stand_in(one.id)) is not None]
        found = [one for one in dict.fromkeys(there) if may(one.role, Action.IMPORT)]
        if await people.private_chats(around.connection, {member.id for member in found}):
            return found
        here = (await people.organisation(around.connection, here)).parent_id
    return []
