"""The shared log: each report is one post in the log chat of its organisation, and the post follows the report."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outbox import Priority
from services import albums, plan_topics
from services.outbox import postpone, say
from services.work import Work
from storage import deliveries, people, reports
from storage.assignments import AssignmentView
from storage.reports import Attachment, Report, Said

# So long a report that its author is being asked about waits, so that the answer stands in the post from the start.
PATIENCE = timedelta(minutes=1)


def is_shown(attachment: Attachment) -> bool:
    """Whether the file stands in the post itself (a picture or video) and not in a reply to it."""
    return attachment.file.kind in ("photo", "video", "video-note", "animation")


async def post(
    connection: AsyncConnection, report: Report, view: AssignmentView, *, now: datetime, due_at: datetime
) -> None:
    """Put the report into the log; nothing where the organisation has no log chat."""
    await _say(connection, report, view, part=0, after=0, now=now, due_at=due_at)
    files = await reports.attached(connection, report.id)
    if files and not is_shown(files[0]):
        await _say(connection, report, view, part=1, after=0, now=now, due_at=due_at)
    await _keep_back(connection, report.id)


async def _keep_back(connection: AsyncConnection, report_id: int) -> None:
    """What waits for a review is not in the log before it is accepted, nor is what was returned."""
    report = await reports.get(connection, report_id)
    if report is not None and report.withdrawn_at is None and report.review in ("waiting", "returned"):
        await deliveries.hold(connection, _all_of(report_id))


async def reviewed(connection: AsyncConnection, report: Report, work: Work) -> None:
    """The report was accepted: its post, which waited for that, leaves; one that has left says it no more."""
    await deliveries.let_go(connection, _all_of(report.id), work.now)
    await revise(connection, report, work)


def _all_of(report_id: int) -> str:
    return albums.key("log", report_id, 0)[:-1]


async def add(
    connection: AsyncConnection, report: Report, view: AssignmentView, *, count: int, now: datetime, due_at: datetime
) -> None:
    """A file came to the report after ``count`` others: it joins the post, or follows it where that has left."""
    part = await albums.grow(connection, "log", report.id, due_at)
    if part is not None:
        await _say(connection, report, view, part=part, after=count, now=now, due_at=due_at)
    await _keep_back(connection, report.id)


def pictures_key(report_id: int, part: int) -> str:
    """The delivery key of pictures that follow a post which had to leave without them."""
    return f"log-pictures:report:{report_id}:{part}"


async def release(connection: AsyncConnection, report: Report, view: AssignmentView, work: Work) -> None:
    """The author has said whether children are in the pictures: a post that waited for it leaves now.

    One that has left without the pictures is followed by them, where they may be shown, and says it no more.
    """
    standing = await _left(connection, report.id, work)
    if standing is None:
        return
    if report.children in ("none", "consent"):
        for part in (0, 1):
            where = {name: standing.data.get(name) for name in ("topic", "topics")}
            data = {"report": report.id, "assignment": view.id, "part": part, **where}
            await say(
                connection,
                chat_id=standing.chat_id,
                kind="log-pictures",
                key=pictures_key(report.id, part),
                now=work.now,
                data=data,
                priority=Priority.REMINDER,
            )
    await revise(connection, report, work)


async def _left(connection: AsyncConnection, report_id: int, work: Work) -> Said | None:
    """The post, where it has left; one that still waits leaves now, unless something else has to come first.

    That is the word of the author about children in its pictures, or that of a coordinator.
    """
    key = albums.key("log", report_id, 0)
    standing, report = await reports.said(connection, key), await reports.get(connection, report_id)
    if standing is None or standing.state == "held" or report is None:
        return None
    if report.children == "asked" and report.withdrawn_at is None and standing.state == "pending":
        return None
    if await postpone(connection, key, work.now):
        await _keep_back(connection, report_id)
        return None
    return standing


async def _say(
    connection: AsyncConnection,
    report: Report,
    view: AssignmentView,
    *,
    part: int,
    after: int,
    now: datetime,
    due_at: datetime,
) -> None:
    place = await people.log_chat(connection, view.organisation_id)
    if place is None:
        return
    topics = await plan_topics.prepare(connection, place, view.roadmap_id, now)
    await say(
        connection,
        chat_id=place.chat_id,
        kind="log-more" if part else "log-post",
        key=albums.key("log", report.id, part),
        now=now,
        data={
            "report": report.id,
            "assignment": view.id,
            "part": part,
            "after": after,
            "topic": place.topic,
            "topics": topics,
        },
        priority=Priority.REMINDER,
        due_at=due_at,
    )


async def revise(connection: AsyncConnection, report: Report, work: Work) -> None:
    """The report has changed: a post that waits leaves at once as it is now, one that has left is edited in place.

    An edit stands behind the post in the queue of its chat, so it finds the post's message when its turn comes.
    """
    standing = await _left(connection, report.id, work)
    if standing is None:
        return
    await say(
        connection,
        chat_id=standing.chat_id,
        kind="log-edit",
        key=work.key(f"log-edit:{report.id}"),
        now=work.now,
        data={"report": report.id, "assignment": report.assignment_id},
        priority=Priority.REMINDER,
    )
