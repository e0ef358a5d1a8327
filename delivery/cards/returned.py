"""What a coordinator has returned, in the words of whoever has to mend it."""

from delivery.cards.scene import Scene
from delivery.texts import Html, clipped, text
from storage import people, reports
from storage.assignments import AssignmentView
from storage.reports import Report

TITLE = 200
WORDS = 300


async def returned_lines(scene: Scene, view: AssignmentView) -> list[Html]:
    """That the last answer was returned, by whom and why; nothing where it was not."""
    last = await reports.returned(scene.connection, view.id)
    if last is None or last.reviewed_by is None:
        return []
    by = await people.member(scene.connection, last.reviewed_by)
    return [text("report-returned", title=clipped(view.name, TITLE), who=by.short_name), *_words(last)]


async def why_returned(scene: Scene, view: AssignmentView) -> list[Html]:
    """The same below the title of a card."""
    last = None if view.closed else await reports.returned(scene.connection, view.id)
    if last is None or last.reviewed_by is None:
        return []
    by = await people.member(scene.connection, last.reviewed_by)
    return [text("card-returned", who=by.short_name), *_words(last)]


def _words(report: Report) -> list[Html]:
    return [text("quoted", quote=clipped(report.review_words, WORDS))] if report.review_words else []
