"""«На фото есть дети?»: asked once a report, before its pictures enter the shared log."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.replies import says_no_children
from domain.rules import Rules
from storage import reports
from storage.reports import Attachment, Children, Report

# So long the post in the log waits for the word of the author; then it leaves without the pictures.
PATIENCE = timedelta(minutes=10)


def withheld(report: Report) -> bool:
    """Whether nobody but the author may see the pictures: they have not answered, or nobody has agreed."""
    return report.children in ("asked", "no-consent")


async def ask_about(connection: AsyncConnection, report: Report, files: Iterable[Attachment], rules: Rules) -> Report:
    """The pictures of this report wait for the word of its author, where the district asks for it; how it is then.

    ``files``: all that are attached to it.
    """
    if report.children is not None or not rules.ask_children or not any(file.pictured for file in files):
        return report
    word: Children = "none" if says_no_children(report.text or "") else "asked"
    await reports.set_children(connection, report.id, before=None, after=word)
    return replace(report, children=word)
