"""«На фото есть дети?»: asked once a report, before its pictures enter the shared log."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.replies import says_no_children
from domain.rules import Rules
from storage import reports
from storage.reports import Report

# So long the post in the log waits for the word of the author; then it leaves without the pictures.
PATIENCE = timedelta(minutes=10)


def withheld(report: Report) -> bool:
    """Whether nobody but the author may see the pictures: they have not answered, or nobody has agreed."""
    return report.children in ("asked", "no-consent")


async def ask_about(connection: AsyncConnection, report_id: int, rules: Rules) -> None:
    """The pictures of this report wait for the word of its author, where the district asks for it."""
    report = await reports.get(connection, report_id)
    if report is None or report.children is not None or not rules.ask_children:
        return
    if any(file.pictured for file in await reports.attached(connection, report_id)):
        known = says_no_children(report.text or "")
        await reports.set_children(connection, report_id, before=None, after="none" if known else "asked")
