"""«Трудности», «Нужна помощь»: who follows what the person does hears of it, once for an assignment and a day."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outbox import Priority
from domain.rules import Rules
from services import news
from services.hours import zone_of
from services.news import Told
from services.outbox import say
from services.surroundings import Surroundings
from services.work import Work
from storage import people, reports
from storage.assignments import AssignmentView
from storage.reports import Report

# The author is being asked what is in the way, and may think better of it.
PATIENCE = timedelta(minutes=5)


async def tell(connection: AsyncConnection, work: Work, rules: Rules, report: Report, view: AssignmentView) -> None:
    """The report says that the assignment is in trouble: the coordinators hear it, after their quiet hours.

    Nobody hears it twice on a day, unless the first was dropped because the answer had been taken back. It is written
    in the transaction of the answer, so a crash leaves both or neither.
    """
    around = Surroundings(connection, rules, work.now + PATIENCE)
    beginning = await _beginning(connection, rules, report, view)
    told = {
        superior: Told(f"{beginning}{superior}:{report.id}", {"assignments": [view.id], "report": report.id})
        for superior in set(await around.coordinators(view.member_id)) - {report.author_id}
        if all(one.state == "dropped" for one in await reports.said_of(connection, f"{beginning}{superior}:"))
    }
    await news.tell(around, "trouble-news", told)


async def revise(connection: AsyncConnection, work: Work, view: AssignmentView) -> None:
    """The words came later, it was done, the answer was taken back: what the coordinators have read last says it.

    A message that waits reads it when it leaves.
    """
    last = {one.chat_id: one for one in await reports.said_of(connection, f"trouble-news:{view.id}:")}
    for one in last.values():
        if one.state == "sent" and one.message is not None:
            await say(
                connection,
                chat_id=one.chat_id,
                kind="trouble-news",
                key=work.key(f"trouble-news:{one.chat_id}"),
                now=work.now,
                data=one.data,
                priority=Priority.REMINDER,
                edits=one.message,
            )


async def is_unheard(around: Surroundings, view: AssignmentView, author_id: int) -> bool:
    """Whether nobody of those who follow what the person does has a chat with the bot."""
    superiors = set(await around.coordinators(view.member_id)) - {author_id}
    return bool(superiors) and not await people.private_chats(around.connection, superiors)


async def _beginning(connection: AsyncConnection, rules: Rules, report: Report, view: AssignmentView) -> str:
    day = report.at.astimezone(await zone_of(connection, view.member_id, rules)).date()
    return f"trouble-news:{view.id}:{day}:"
