"""«Передать»: one's own assignment is handed on to a colleague, given back, taken back, opened again."""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.delegation import DEEPEST, likeliest
from domain.errors import Refusal
from domain.people import Action, Member, may
from domain.reminders import Course
from domain.rules import Rules
from services import chains, watching
from services.access import Caller, require
from services.chains import handed_key
from services.outbox import reply
from services.reminders import own
from services.work import Work
from storage import conversations, courses, delegation, journal, people
from storage.assignments import AssignmentView

REASON_QUESTION = "handed-back-reason"


# --- to whom ---------------------------------------------------------------------------------------------------------


async def candidates(connection: AsyncConnection, giver: Member, view: AssignmentView) -> list[Member]:
    """Who can be given the assignment, the likeliest first: colleagues, for who leads also people below, without it."""
    places = {giver.organisation_id}
    if may(giver.role, Action.HAND_DOWN):
        places = await people.scope(connection, giver.organisation_id)
    taken = (await delegation.family(connection, view.period_id)).holders
    everybody = await people.members_in(connection, places)
    return likeliest(giver.position, [one for one in everybody if one.id not in taken and one.id != giver.id])


async def offer(work: Work, caller: Caller, assignment_id: int, page: int, message: int | None) -> None:
    """Answer with the list of those to whom the caller can hand their assignment on, or with whoever has it already."""
    async with work.write() as connection:
        view = await _mine(connection, caller, assignment_id)
        kind = "handed-on" if view.handed_on else "hand-list"
        data = {"assignment": view.id, "member": caller.known.id, "page": max(0, page)}
        await reply(connection, work, caller.chat.id, kind, data=data, edits=message)


async def ask(work: Work, caller: Caller, assignment_id: int, member_id: int, message: int | None) -> None:
    """Answer with the question whether this member shall have the caller's assignment."""
    async with work.write() as connection:
        view = await _mine(connection, caller, assignment_id)
        data = {"assignment": view.id}
        if view.handed_on:
            await reply(connection, work, caller.chat.id, "handed-on", data=data, edits=message)
            return
        await _candidate(connection, caller, view, member_id)
        data["member"] = member_id
        await reply(connection, work, caller.chat.id, "hand-ask", data=data, edits=message)


async def _mine(connection: AsyncConnection, caller: Caller, assignment_id: int) -> AssignmentView:
    """The caller's own open assignment that can be handed on; a Refusal says why not."""
    await require(connection, caller, Action.HAND_ON)
    view = await own(connection, caller, assignment_id)
    check_open(view)
    if len((await delegation.family(connection, view.period_id)).above(view.id)) >= DEEPEST:
        raise Refusal("handed-too-often", limit=DEEPEST)
    return view


def check_open(view: AssignmentView) -> None:
    """Refuse what nobody has to answer any more.

    Refusal "share-ended", "assignment-called-off", "assignment-closed" or "done-already".
    """
    if view.handed_back:
        raise Refusal("share-ended")
    if view.called_off:
        raise Refusal("assignment-called-off")
    if view.roadmap_state != "active":
        raise Refusal("assignment-closed")
    if view.status == "done":
        raise Refusal("done-already")


async def _candidate(connection: AsyncConnection, caller: Caller, view: AssignmentView, member_id: int) -> Member:
    member = await people.find_member(connection, member_id)
    if member is None or not member.active:
        raise Refusal("stale-button")
    giver = await people.member(connection, caller.known.id)
    if member.id not in {one.id for one in await candidates(connection, giver, view)}:
        if member.id in (await delegation.family(connection, view.period_id)).holders:
            raise Refusal("handed-has-it", who=member.short_name)
        raise Refusal("not-yours")
    return member


# --- there and back --------------------------------------------------------------------------------------------------


async def hand_on(
    work: Work, caller: Caller, assignment_id: int, member_id: int, message: int | None, rules: Rules
) -> None:
    """«Передать»: the member has it from now on and is told, the caller hears of it again when the day has passed.

    A second tap, and a tap on an older question, show who has it.
    """
    async with work.write() as connection:
        view = await _mine(connection, caller, assignment_id)
        if not view.handed_on:
            member = await _candidate(connection, caller, view, member_id)
            await _hand(connection, work, rules, view, member)
        data = {"assignment": view.id}
        await reply(connection, work, caller.chat.id, "handed-on", data=data, edits=message)


async def _hand(connection: AsyncConnection, work: Work, rules: Rules, view: AssignmentView, member: Member) -> None:
    share_id = await delegation.hand_on(connection, view, member.id, work.now)
    await journal.note(
        connection,
        delegation.HANDED_ON,
        now=work.now,
        member_id=view.member_id,
        roadmap_id=view.roadmap_id,
        assignment_id=share_id,
        before=str(view.member_id),
        after=str(member.id),
    )
    await _watch(connection, work, rules, view.id, share_id)
    time = await delegation.handings(connection, share_id)
    data: dict[str, object] = {"assignment": share_id, "time": time}
    await chains.tell(connection, work, rules, member.id, "handed-to", handed_key(share_id, time), data)


async def _watch(connection: AsyncConnection, work: Work, rules: Rules, given_id: int, share_id: int) -> None:
    """The one who has it now hears what is still to come, also of what is late; what the giver put off is forgotten."""
    (given,) = await courses.standing(connection, [given_id])
    # What was late before it came to us is nobody's fault, whoever is given it.
    fresh = Course() if given.course.told_to is None else Course(told_to=work.now)
    course = Course(told_to=given.course.told_to, next_at=given.course.next_at)
    await courses.set_courses(connection, [(share_id, fresh), (given_id, course)])
    both = await courses.standing(connection, [share_id, given_id])
    await watching.replan(connection, both, now=work.now, rules=rules)


async def ask_why(work: Work, caller: Caller, assignment_id: int) -> None:
    """«Вернуть…»: ask what for; the next words of the caller are the reason."""
    async with work.write() as connection:
        view = await _given_to_me(connection, caller, assignment_id)
        check_open(view)
        data = {"assignment": view.id}
        await conversations.expect(connection, caller.chat.id, REASON_QUESTION, data, work.now)
        await reply(connection, work, caller.chat.id, "hand-back-ask", data=data)


async def give_back(
    work: Work, caller: Caller, assignment_id: int, message: int | None, rules: Rules, words: str | None = None
) -> None:
    """The assignment is the giver's again, who is told why; a second tap only says so once more."""
    async with work.write() as connection:
        view = await _given_to_me(connection, caller, assignment_id)
        await _forget_question(connection, caller, view.id)
        if not view.handed_back:
            check_open(view)
            await _return(connection, work, rules, view, words)
        data = {"assignment": view.id}
        await reply(connection, work, caller.chat.id, "handed-back", data=data, edits=message)


async def keep(work: Work, caller: Caller, assignment_id: int, message: int | None) -> None:
    """«Не возвращать»: nothing has changed."""
    async with work.write() as connection:
        view = await own(connection, caller, assignment_id)
        await _forget_question(connection, caller, view.id)
        data = {"assignment": view.id}
        await reply(connection, work, caller.chat.id, "assignment-card", data=data, edits=message)


async def _given_to_me(connection: AsyncConnection, caller: Caller, assignment_id: int) -> AssignmentView:
    view = await own(connection, caller, assignment_id)
    if view.parent_id is None:
        raise Refusal("stale-button")
    return view


async def _forget_question(connection: AsyncConnection, caller: Caller, assignment_id: int) -> None:
    asked = await conversations.expected(connection, caller.chat.id)
    if asked is not None and asked.expects == REASON_QUESTION and asked.data["assignment"] == assignment_id:
        await conversations.forget(connection, caller.chat.id)


async def _return(
    connection: AsyncConnection, work: Work, rules: Rules, view: AssignmentView, words: str | None
) -> None:
    family = await delegation.family(connection, view.period_id)
    giver = family.above(view.id)[0]
    await _note(connection, work, delegation.HANDED_BACK, view, view.id, view.member_id, words)
    await _end(connection, work, rules, giver.id, why="returned", by=view.member_id)
    time = await delegation.handings(connection, view.id)
    data: dict[str, object] = {"assignment": giver.id, "share": view.id, "time": time}
    key = f"handed-returned:{view.id}:{time}"
    await chains.tell(connection, work, rules, giver.member_id, "handed-returned", key, data)


async def take_back(work: Work, caller: Caller, assignment_id: int, message: int | None, rules: Rules) -> None:
    """«Забрать»: the assignment is the caller's again, who has it is told; one that is theirs already is shown."""
    async with work.write() as connection:
        view = await own(connection, caller, assignment_id)
        if view.handed_on and not view.closed:
            taken = (await delegation.family(connection, view.period_id)).line(view.id)[0]
            await _note(connection, work, delegation.TAKEN_BACK, view, taken.id, view.member_id, None)
            await _end(connection, work, rules, view.id, why="taken", by=view.member_id)
        data = {"assignment": view.id}
        await reply(connection, work, caller.chat.id, "assignment-card", data=data, edits=message)


async def _end(
    connection: AsyncConnection, work: Work, rules: Rules, giver_id: int, *, why: chains.EndedWhy, by: int
) -> None:
    """Nobody below the giver has it any more, and the giver is reminded again."""
    await chains.end_below(connection, work, rules, giver_id, why=why, by=by)
    again = await courses.standing(connection, [giver_id])
    await watching.replan(connection, again, now=work.now, rules=rules)


async def open_again(work: Work, caller: Caller, assignment_id: int, message: int | None, rules: Rules) -> None:
    """«Открыть снова»: the caller does not take it for done; the answer of the other stays what it is."""
    async with work.write() as connection:
        view = await own(connection, caller, assignment_id)
        if view.called_off or view.roadmap_state != "active":
            check_open(view)
        if view.status == "done":
            if not await chains.is_done_by_others(connection, view.id):
                raise Refusal("stale-button")
            await chains.open_again(connection, work, rules, view, caller.known.id)
        data = {"assignment": view.id}
        await reply(connection, work, caller.chat.id, "assignment-card", data=data, edits=message)


async def _note(
    connection: AsyncConnection,
    work: Work,
    what: str,
    view: AssignmentView,
    share_id: int,
    by: int,
    words: str | None,
) -> None:
    await journal.note(
        connection,
        what,
        now=work.now,
        member_id=by,
        roadmap_id=view.roadmap_id,
        assignment_id=share_id,
        after=words,
    )
