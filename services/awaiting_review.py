"""«Выполнено» in a roadmap that asks for a review waits for a coordinator; what belongs to it waits with it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Action, Role, may
from domain.rules import Rules
from services import news
from services.news import Told
from services.surroundings import Surroundings
from services.trouble_news import PATIENCE
from services.work import Work
from storage import people, reviews
from storage.assignments import AssignmentView
from storage.reports import Report


async def begin(connection: AsyncConnection, work: Work, rules: Rules, report: Report, view: AssignmentView) -> None:
    """The report was taken: where it says «выполнено», or belongs to an answer that waits, it waits for a review.

    What somebody answers who may review it counts at once.
    """
    if view.status != "done" or not await reviews.asks_for_review(connection, view.roadmap_id):
        return
    if report.status != "done" and not await reviews.reports_waiting(connection, view.id):
        return
    author = await people.member(connection, report.author_id)
    scope = await people.scope(connection, author.organisation_id)
    if may(author.role, Action.REVIEW) and view.organisation_id in scope:
        return
    await reviews.begin(connection, report.id)
    await tell(connection, work, rules, view.organisation_id)


async def tell(connection: AsyncConnection, work: Work, rules: Rules, organisation_id: int) -> int:
    """Those who review in this organisation hear, once a day, that something waits; how many have a chat."""
    around = Surroundings(connection, rules, work.now + PATIENCE)
    told: dict[int, Told] = {}
    working = await around.work(organisation_id)
    for member_id in await _reviewers(around, organisation_id):
        day = (await around.hours(member_id)).day(work.now)
        # On a day off nobody is told: what still waits is said on the next working day.
        if not working.is_working(day):
            continue
        told[member_id] = Told(f"review-news:{organisation_id}:{member_id}:{day}", {"organisation": organisation_id})
    return len(await news.tell(around, "review-news", told))


async def tell_of_the_rest(connection: AsyncConnection, work: Work, rules: Rules) -> int:
    """What still waits is said anew on each day; how many hear it."""
    told = [await tell(connection, work, rules, place) for place in await reviews.waiting_at(connection)]
    return sum(told)


async def _reviewers(around: Surroundings, organisation_id: int) -> set[int]:
    """The coordinators of the organisation, or its administrators; who stands in for one who is absent."""
    for role in (Role.COORDINATOR, Role.ADMIN):
        named = await people.members_in(around.connection, {organisation_id}, role)
        there = {await around.stand_in(one.id) for one in named}
        if found := {one for one in there if one is not None}:
            return found
    return set()
