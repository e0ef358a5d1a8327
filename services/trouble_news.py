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
from storage import reports
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


async def revise(connection: AsyncConnection, work: Work, rules: Rules, report: Report, view: AssignmentView) -> None:
    """The words came later: a message that has left is edited, one that waits reads them when it leaves."""
    for one in await reports.said_of(connection, await _beginning(connection, rules, report, view)):
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


async def _beginning(connection: AsyncConnection, rules: Rules, report: Report, view: AssignmentView) -> str:
    day = report.at.astimezone(await zone_of(connection, view.member_id, rules)).date()
    return f"trouble-news:{view.id}:{day}:"
