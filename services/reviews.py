"""A coordinator looks at what was reported done: accepts it, or returns it with a word why."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.people import Action
from domain.rules import Rules
from services import answers, awaiting_review, log_posts, news
from services.access import Caller, require
from services.amendments import standing_id
from services.news import Told
from services.outbox import reply
from services.overview import mine
from services.surroundings import Surroundings
from services.work import Work
from storage import assignments, conversations, deliveries, journal, people, reviews
from storage.assignments import AssignmentView
from storage.conversations import Expectation
from storage.database import Database

WHY_QUESTION = "review-why"
LONGEST_WHY = 1000


async def look(database: Database, *, now: datetime, rules: Rules) -> int:
    """Once a day: what still waits is said to those who review; how many hear it."""
    async with database.write() as connection:
        return await awaiting_review.tell_of_the_rest(connection, Work(database, now), rules)


async def ask_for_review(work: Work, caller: Caller, roadmap_id: int, asks: bool, message: int | None) -> None:
    """The plan asks for a review of what is reported done, or does so no more; what waits is still looked at."""
    async with work.write() as connection:
        member, _ = await mine(connection, caller, roadmap_id)
        standing = await standing_id(connection, roadmap_id)
        if await reviews.ask_for_review(connection, standing, asks=asks):
            after = "on" if asks else "off"
            await journal.note(
                connection, "review-asked", now=work.now, member_id=member.id, roadmap_id=standing, after=after
            )
        await reply(connection, work, caller.chat.id, "roadmap-preview", data={"roadmap": standing}, edits=message)


async def show(work: Work, caller: Caller, *, page: int = 0, message: int | None = None) -> None:
    """/review: what waits, the longest first."""
    async with work.write() as connection:
        await _show(connection, work, caller, page=page, message=message)


async def _show(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    *,
    page: int = 0,
    accepted: int = 0,
    message: int | None = None,
) -> None:
    member = await require(connection, caller, Action.REVIEW)
    listed = await reviews.waiting(connection, await people.scope(connection, member.organisation_id))
    data = {"assignments": listed, "page": max(0, page), "accepted": accepted}
    await reply(connection, work, caller.chat.id, "review-list", data=data, edits=message)


async def show_one(work: Work, caller: Caller, assignment_id: int, message: int | None, kind: str) -> None:
    """One answer with its words and evidence ("review-one"), or its pictures ("review-pictures")."""
    async with work.write() as connection:
        view = await _reviewable(connection, caller, assignment_id)
        edits = message if kind == "review-one" else None
        await reply(connection, work, caller.chat.id, kind, data={"assignment": view.id}, edits=edits)


async def _reviewable(connection: AsyncConnection, caller: Caller, assignment_id: int) -> AssignmentView:
    view = await assignments.view(connection, assignment_id)
    if view is None:
        raise Refusal("stale-button")
    await require(connection, caller, Action.REVIEW, view.organisation_id)
    return view


async def accept(work: Work, caller: Caller, assignment_id: int, rules: Rules, message: int | None) -> None:
    """It counts for good and enters the log; its author is told once. A second press changes nothing."""
    async with work.write() as connection:
        view = await _reviewable(connection, caller, assignment_id)
        await _accept(connection, work, caller, [view], rules)
        await reply(connection, work, caller.chat.id, "review-one", data={"assignment": view.id}, edits=message)


async def accept_all(work: Work, caller: Caller, delivery_id: int, rules: Rules, message: int | None) -> None:
    """Everything that stood in this list and still waits; what has come since is not accepted unseen."""
    async with work.write() as connection:
        delivery = await deliveries.get(connection, delivery_id)
        if delivery is None or delivery.kind != "review-list" or delivery.chat.id != caller.chat.id:
            raise Refusal("stale-button")
        views = [await _reviewable(connection, caller, one) for one in delivery.data["assignments"]]
        accepted = await _accept(connection, work, caller, views, rules)
        await _show(connection, work, caller, accepted=accepted, message=message)


async def _accept(
    connection: AsyncConnection, work: Work, caller: Caller, views: Iterable[AssignmentView], rules: Rules
) -> int:
    """How many were accepted now."""
    told: dict[int, list[int]] = {}
    for view in views:
        waiting = await reviews.reports_waiting(connection, view.id)
        await reviews.settle(connection, waiting, "accepted", by=caller.known.id, words=None, now=work.now)
        for report_id in waiting:
            report = await answers.current(connection, report_id)
            await _note(connection, work, caller, view, report_id, "report-accepted")
            await log_posts.reviewed(connection, report, work)
            listed = told.setdefault(report.author_id, [])
            listed += [] if view.id in listed else [view.id]
    data = {author: {"assignments": listed, "by": caller.known.id} for author, listed in told.items()}
    await _tell_authors(connection, work, rules, "report-accepted", data)
    return len({one for listed in told.values() for one in listed})


async def ask_why(work: Work, caller: Caller, assignment_id: int, message: int | None) -> None:
    """«Вернуть…»: what has to be mended is asked, in one message."""
    async with work.write() as connection:
        view = await _reviewable(connection, caller, assignment_id)
        data = {"assignment": view.id, "asks": True}
        if await reviews.reports_waiting(connection, view.id):
            await conversations.expect(connection, caller.chat.id, WHY_QUESTION, {"assignment": view.id}, work.now)
        await reply(connection, work, caller.chat.id, "review-one", data=data, edits=message)


async def give_why(work: Work, caller: Caller, expectation: Expectation, words: str, rules: Rules) -> None:
    """The words were typed."""
    async with work.write() as connection:
        view = await _reviewable(connection, caller, expectation.data["assignment"])
        await _return(connection, work, caller, view, words[:LONGEST_WHY], rules, None)


async def return_plainly(work: Work, caller: Caller, assignment_id: int, rules: Rules, message: int | None) -> None:
    """«Без объяснений»"""
    async with work.write() as connection:
        view = await _reviewable(connection, caller, assignment_id)
        await _return(connection, work, caller, view, None, rules, message)


async def _return(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    view: AssignmentView,
    words: str | None,
    rules: Rules,
    message: int | None,
) -> None:
    """The assignment is asked for again; what was answered stays in the journal, its author is told once why."""
    waiting = await reviews.reports_waiting(connection, view.id)
    await conversations.forget(connection, caller.chat.id)
    if waiting:
        await reviews.settle(connection, waiting, "returned", by=caller.known.id, words=words, now=work.now)
        for report_id in waiting:
            await _note(connection, work, caller, view, report_id, "report-returned", words)
        report = await answers.current(connection, waiting[-1])
        await answers.reopen(connection, work, rules, report, view, caller.known.id)
        data: dict[int, dict[str, Any]] = {report.author_id: {"assignment": view.id, "assignments": [view.id]}}
        await _tell_authors(connection, work, rules, "report-returned", data)
        for report_id in waiting:
            await log_posts.revise(connection, await answers.current(connection, report_id), work)
    await reply(connection, work, caller.chat.id, "review-one", data={"assignment": view.id}, edits=message)


async def _note(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    view: AssignmentView,
    report_id: int,
    what: str,
    words: str | None = None,
) -> None:
    await journal.note(
        connection,
        what,
        now=work.now,
        member_id=caller.known.id,
        roadmap_id=view.roadmap_id,
        assignment_id=view.id,
        report_id=report_id,
        before="waiting",
        after=words,
    )


async def _tell_authors(
    connection: AsyncConnection, work: Work, rules: Rules, kind: str, data: dict[int, dict[str, Any]]
) -> None:
    """A card of this kind to each author, when they may hear it."""
    around = Surroundings(connection, rules, work.now)
    told = {author: Told(work.key(f"{kind}:{author}"), facts) for author, facts in data.items()}
    await news.tell(around, kind, told)
