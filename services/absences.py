"""Absences: a person says on which days they are away and who stands in, or somebody above says it for them.

An absence counts from the moment the days are named; who stands in is asked right after it and can be changed later.
"""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.absence_days import Days, read_days, until_sunday
from domain.absences import Absence
from domain.errors import Refusal
from domain.people import Action, Member, Role
from domain.rules import Rules
from services import absence_news, watching
from services.access import Caller, require
from services.hours import hours_of
from services.outbox import reply
from services.surroundings import Surroundings
from services.work import Work
from storage import absences, conversations, journal, people
from storage.absences import Recorded

DAYS_QUESTION = "absence-days"
# Days are offered on buttons: what is typed answers it only where it is days and nothing else.
DAYS_OFFERED = "absence-days-offered"
FORTNIGHT = timedelta(days=13)


async def begin(work: Work, caller: Caller, words: str, rules: Rules) -> None:
    """/absence: what is recorded and the question for the days; with words after it the days are read at once."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.ANSWER)
        if words:
            days = await _days_in(connection, member, words, work, rules)
            await _show(connection, work, caller, await _record(connection, work, member, member, days, rules))
        else:
            await _ask(connection, work, caller, member.id)


async def ask_days(work: Work, caller: Caller, member_id: int, message: int | None) -> None:
    """«На какие дни?» about the caller or about one of their people."""
    async with work.write() as connection:
        await _subject(connection, caller, member_id)
        await _ask(connection, work, caller, member_id, message)


async def show_people(work: Work, caller: Caller, organisation_id: int, page: int, message: int | None) -> None:
    """«Для другого человека…»: the people of an organisation and the organisations below it."""
    async with work.write() as connection:
        await require(connection, caller, Action.RECORD_ABSENCE, organisation_id)
        data = {"organisation": organisation_id, "page": page}
        await reply(connection, work, caller.chat.id, "absence-people", data=data, edits=message)


async def ask_typed(work: Work, caller: Caller, member_id: int, message: int | None) -> None:
    """«Другие дни…»: the next message names them."""
    async with work.write() as connection:
        await _subject(connection, caller, member_id)
        await conversations.expect(connection, caller.chat.id, DAYS_QUESTION, {"member": member_id}, work.now)
        data = {"member": member_id}
        await reply(connection, work, caller.chat.id, "absence-typed", data=data, edits=message)


async def write_days(work: Work, caller: Caller, member_id: int, words: str, rules: Rules) -> None:
    """The days as they were typed; Refusal "absence-days-unclear" keeps the question open."""
    async with work.write() as connection:
        by, member = await _subject(connection, caller, member_id)
        days = await _days_in(connection, member, words, work, rules)
        await conversations.forget(connection, caller.chat.id)
        await _show(connection, work, caller, await _record(connection, work, by, member, days, rules))


async def choose_days(
    work: Work, caller: Caller, member_id: int, choice: str, message: int | None, rules: Rules
) -> None:
    """«Сегодня», «До конца недели», «2 недели» (``choice`` today, week or fortnight), counted from the press on."""
    async with work.write() as connection:
        by, member = await _subject(connection, caller, member_id)
        today = (await hours_of(connection, member.id, rules)).day(work.now)
        last = {"today": today, "week": until_sunday(today), "fortnight": today + FORTNIGHT}[choice]
        await conversations.forget(connection, caller.chat.id)
        absence_id = await _record(connection, work, by, member, (today, last), rules)
        await _show(connection, work, caller, absence_id, message)


async def show_deputies(work: Work, caller: Caller, absence_id: int, page: int, message: int | None) -> None:
    """«Кто заменит?»: another page of colleagues, or the question again."""
    async with work.write() as connection:
        _, recorded = await _arranged(connection, caller, absence_id)
        await _show(connection, work, caller, recorded.absence.id, message, max(0, page))


async def name_deputy(
    work: Work, caller: Caller, absence_id: int, deputy_id: int | None, message: int | None, rules: Rules
) -> None:
    """Who stands in from now on (None: nobody): a colleague of the same organisation."""
    async with work.write() as connection:
        by, recorded = await _arranged(connection, caller, absence_id)
        await _check_running(connection, recorded.absence, work.now, rules)
        if deputy_id is not None:
            await _check_colleague(connection, recorded.absence.member_id, deputy_id)
        await _change_deputy(connection, work, by, recorded.absence, deputy_id, rules)
        await _show(connection, work, caller, absence_id, message, page=None)


async def end(work: Work, caller: Caller, absence_id: int, message: int | None, rules: Rules) -> None:
    """«Я на месте», «Отменить»: the absence is over, or never was; a second press says so again."""
    async with work.write() as connection:
        by, recorded = await _arranged(connection, caller, absence_id)
        absence = recorded.absence
        if not absence.ended:
            await _check_running(connection, absence, work.now, rules)
            await _end(connection, work, by, absence, rules)
        kind = "absence-over" if by.id == absence.member_id else "absence-closed"
        await reply(connection, work, caller.chat.id, kind, data={"absence": absence.id}, edits=message)


# --- what is asked of whom -------------------------------------------------------------------------------------------


async def _ask(
    connection: AsyncConnection, work: Work, caller: Caller, member_id: int, message: int | None = None
) -> None:
    await conversations.expect(connection, caller.chat.id, DAYS_OFFERED, {"member": member_id}, work.now)
    data = {"member": member_id, "viewer": caller.known.id}
    await reply(connection, work, caller.chat.id, "absence", data=data, edits=message)


async def _show(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    absence_id: int,
    message: int | None = None,
    page: int | None = 0,
) -> None:
    """What is recorded, with the question who stands in, or (``page`` None) with its answer."""
    data = {"absence": absence_id, "page": page}
    await reply(connection, work, caller.chat.id, "absence-recorded", data=data, edits=message)


async def _subject(connection: AsyncConnection, caller: Caller, member_id: int) -> tuple[Member, Member]:
    """Who records and whose absence it is: one's own, or that of somebody in the organisations below.

    Refusal "stale-button", "not-allowed" or "not-yours".
    """
    member = await people.find_member(connection, member_id)
    if member is None or not member.active:
        raise Refusal("stale-button")
    if member.id == caller.known.id:
        return await require(connection, caller, Action.ANSWER), member
    by = await require(connection, caller, Action.RECORD_ABSENCE, member.organisation_id)
    if member.role is Role.ADMIN and by.role is not Role.ADMIN:
        raise Refusal("not-yours")
    return by, member


async def _arranged(connection: AsyncConnection, caller: Caller, absence_id: int) -> tuple[Member, Recorded]:
    recorded = await absences.get(connection, absence_id)
    if recorded is None:
        raise Refusal("stale-button")
    by, _ = await _subject(connection, caller, recorded.absence.member_id)
    return by, recorded


async def _days_in(connection: AsyncConnection, member: Member, words: str, work: Work, rules: Rules) -> Days:
    days = read_days(words, (await hours_of(connection, member.id, rules)).day(work.now))
    if days is None:
        raise Refusal("absence-days-unclear")
    return days


async def _check_running(connection: AsyncConnection, absence: Absence, now: datetime, rules: Rules) -> None:
    today = (await hours_of(connection, absence.member_id, rules)).day(now)
    if absence.ended or (absence.last is not None and absence.last < today):
        raise Refusal("absence-is-over")


async def _check_colleague(connection: AsyncConnection, member_id: int, deputy_id: int) -> None:
    deputy = await people.find_member(connection, deputy_id)
    member = await people.member(connection, member_id)
    if deputy is None or not deputy.active or deputy.id == member.id:
        raise Refusal("stale-button")
    if deputy.organisation_id != member.organisation_id:
        raise Refusal("absence-not-colleague")


# --- what is done ----------------------------------------------------------------------------------------------------


async def _record(connection: AsyncConnection, work: Work, by: Member, member: Member, days: Days, rules: Rules) -> int:
    """One more absence; it takes the place of those that share a day with it, and keeps their beginning and deputy.

    Its id, or that of the absence which stands there already after a second tap.
    """
    first, last = days
    today = (await hours_of(connection, member.id, rules)).day(work.now)
    before = [one for one in await absences.standing(connection, date.min, member.id) if one.meets(first, last)]
    first = min([first, *(one.first for one in before if one.first <= today)])
    if same := [one for one in before if (one.first, one.last) == (first, last)]:
        return same[-1].id
    for one in before:
        await absences.end(connection, one.id, work.now)
    deputy_id = before[-1].deputy_id if before else None
    absence_id = await absences.add(
        connection,
        member_id=member.id,
        first=first,
        last=last,
        deputy_id=deputy_id,
        created_by=by.id,
        now=work.now,
    )
    absence = Absence(absence_id, member.id, first, last, deputy_id)
    await _note(connection, work, by, "absence", absence)
    if before:
        # What waits for the return waits for another day now.
        await _say_after_all(connection, work, absence, rules)
    await _tell_recorded(Surroundings(connection, rules, work.now), absence, by)
    return absence_id


async def _tell_recorded(around: Surroundings, absence: Absence, by: Member) -> None:
    await absence_news.plan_return(around, absence)
    await absence_news.keep_for_return(around, absence.member_id)
    if by.id != absence.member_id:
        await absence_news.tell_person(around, absence)
    if absence.deputy_id is None:
        await absence_news.say_unattended(around, absence, by.id, after=absence_news.PATIENCE)
    await absence_news.tell_deputy(around, absence, by.id)


async def _change_deputy(
    connection: AsyncConnection, work: Work, by: Member, absence: Absence, deputy_id: int | None, rules: Rules
) -> None:
    around = Surroundings(connection, rules, work.now)
    if deputy_id != absence.deputy_id:
        await absences.set_deputy(connection, absence.id, deputy_id)
        await absence_news.release_deputy(around, absence)
        changed = Absence(absence.id, absence.member_id, absence.first, absence.last, deputy_id)
        await _note(connection, work, by, "absence-deputy", changed)
        around = Surroundings(connection, rules, work.now)
        await absence_news.tell_deputy(around, changed, by.id)
        await absence_news.correct_person(around, changed)
        if await around.stand_in(absence.member_id) is not None:
            await _say_after_all(connection, work, absence, rules)
    if deputy_id is None:
        await absence_news.say_unattended(around, absence, by.id)


async def _end(connection: AsyncConnection, work: Work, by: Member, absence: Absence, rules: Rules) -> None:
    await absences.end(connection, absence.id, work.now)
    await _note(connection, work, by, "absence-over", absence)
    around = Surroundings(connection, rules, work.now)
    await absence_news.keep_for_return(around, absence.member_id)
    await absence_news.release_deputy(around, absence)
    if by.id != absence.member_id:
        await absence_news.tell_ended(around, absence)
    if await around.stand_in(absence.member_id) is not None:
        await _say_after_all(connection, work, absence, rules)


async def _say_after_all(connection: AsyncConnection, work: Work, absence: Absence, rules: Rules) -> None:
    since = datetime.combine(absence.first, time(), UTC) - timedelta(days=1)
    await watching.say_after_all(connection, absence.member_id, since, now=work.now, rules=rules)


async def _note(connection: AsyncConnection, work: Work, by: Member, what: str, absence: Absence) -> None:
    days = f"{absence.first.isoformat()}..{'' if absence.last is None else absence.last.isoformat()}"
    after = f"{absence.member_id}: {days}, {absence.deputy_id or '-'}"
    await journal.note(connection, what, now=work.now, member_id=by.id, after=after)
