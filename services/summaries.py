"""How a plan stands, on request: the summary, its lists, a reminder to those who are silent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.people import Action, Member
from domain.rules import Rules
from domain.summary import WEEK, Summary, mark_away, summarise
from services import digests
from services.access import Caller, require
from services.hours import zone_of
from services.outbox import reply
from services.surroundings import Surroundings
from services.work import Work
from storage import absences, assignments, deliveries, people, summary
from storage.summary import ActiveRoadmap

WhyNobody = Literal["answered", "away", "answered-or-away", "nothing-near", "closed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a summary card shows: the place asked about, its roadmaps, the one chosen (None: all), the counts."""

    place: str
    roadmaps: list[ActiveRoadmap]
    chosen: ActiveRoadmap | None
    summary: Summary


async def show(work: Work, caller: Caller, roadmap_id: int = 0) -> None:
    """Answer with the summary of the caller's organisation and all below, of one roadmap where it is not 0."""
    async with work.write() as connection:
        member = await _reader(connection, caller, roadmap_id)
        data = {"member": member.id, "roadmap": roadmap_id}
        await reply(connection, work, caller.chat.id, "summary", data=data)


async def show_list(
    work: Work, caller: Caller, listed: str, *, roadmap_id: int, page: int = 0, message: int | None = None
) -> None:
    """Answer with a list behind the summary; ``message`` is the list that is turned to another page."""
    async with work.write() as connection:
        member = await _reader(connection, caller, roadmap_id)
        await reply(
            connection,
            work,
            caller.chat.id,
            "summary-list",
            data={"member": member.id, "roadmap": roadmap_id, "list": listed, "page": page},
            edits=message,
        )


async def nudge_silent(work: Work, caller: Caller, rules: Rules, roadmap_id: int) -> None:
    """Remind everybody who is silent now, each once a day at most, and tell the caller whom."""
    async with work.write() as connection:
        member = await _reader(connection, caller, roadmap_id)
        now = (await standing(connection, member.id, roadmap_id, now=work.now, rules=rules)).summary
        await _nudge(connection, work, caller, [person.id for person in now.silent], rules, otherwise=_why_nobody(now))


async def nudge_overdue(work: Work, caller: Caller, delivery_id: int, rules: Rules) -> None:
    """Remind everybody whose overdue work the caller's own daily message lists and who is still asked for it."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.SEE_SUMMARY)
        delivery = await deliveries.get(connection, delivery_id)
        if delivery is None or delivery.kind != "digest":
            raise Refusal("stale-button")
        if delivery.member_id != member.id:
            raise Refusal("not-yours")
        listed = [one for group in digests.ABOUT_OTHERS for one in delivery.data.get(group, ())]
        views = await assignments.views(connection, listed)
        waiting = [view.member_id for view in views if not view.closed and not view.handed_on]
        await _nudge(connection, work, caller, list(dict.fromkeys(waiting)), rules, otherwise="closed")


def _why_nobody(now: Summary) -> WhyNobody:
    answered = any(person.answered for person in now.expected)
    away = any(person.absent and not person.answered for person in now.expected)
    if answered and away:
        return "answered-or-away"
    return "answered" if answered else "away" if away else "nothing-near"


async def _nudge(
    connection: AsyncConnection, work: Work, caller: Caller, ids: list[int], rules: Rules, *, otherwise: WhyNobody
) -> None:
    """Remind them and answer the caller; ``otherwise``: why there is nobody to be reminded, where there is nobody."""
    told, before = await digests.nudge(connection, ids, now=work.now, rules=rules)
    around = Surroundings(connection, rules, work.now)
    hearers = {one: hearer for one in ids if (hearer := await around.stand_in(one)) is not None}
    connected = await people.private_chats(connection, set(hearers.values()))
    data = {
        "nudged": [one for one in ids if one in told],
        "before": [one for one in ids if one in before],
        "missing": [one for one in ids if one in hearers and hearers[one] not in connected],
        "absent": [one for one in ids if one not in hearers],
        "otherwise": otherwise,
    }
    await reply(connection, work, caller.chat.id, "summary-nudged", data=data)


async def _reader(connection: AsyncConnection, caller: Caller, roadmap_id: int) -> Member:
    member = await require(connection, caller, Action.SEE_SUMMARY)
    scope = await people.scope(connection, member.organisation_id)
    roadmaps = await summary.active_roadmaps(connection, scope)
    if not roadmaps:
        raise Refusal("summary-no-roadmap", role=member.role.value)
    if roadmap_id and roadmap_id not in {roadmap.id for roadmap in roadmaps}:
        raise Refusal("stale-button")
    return member


async def standing(
    connection: AsyncConnection, member_id: int, roadmap_id: int, *, now: datetime, rules: Rules
) -> Standing:
    """The facts as this member may see them at this moment, counted on their local day."""
    member = await people.member(connection, member_id)
    place = await people.organisation(connection, member.organisation_id)
    scope = await people.scope(connection, place.id)
    roadmaps = await summary.active_roadmaps(connection, scope)
    chosen = next((roadmap for roadmap in roadmaps if roadmap.id == roadmap_id), None)
    zone = await zone_of(connection, member_id, rules)
    measures = await summary.facts(
        connection, scope, zone=zone, week_ago=now - WEEK, roadmap_id=None if chosen is None else chosen.id
    )
    today = now.astimezone(zone).date()
    away = {one.member_id: one.last for one in await absences.standing(connection, today) if one.covers(today)}
    measures = mark_away(measures, away)
    return Standing(
        place.name,
        roadmaps,
        chosen,
        summarise(measures, today, today + digests.NUDGE_AHEAD, rules.overdue_before(today)),
    )
