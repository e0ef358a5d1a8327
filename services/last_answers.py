"""What is known about an assignment that is still open: the last thing that was answered about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.reminders import snoozed_until
from storage import extensions, journal, reports
from storage.assignments import AssignmentView
from storage.reports import Report


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What stands now: ``report``, the one that gave the status; ``words``, the last that belong to it.

    ``file``: there is a report without a status. ``returned``: a coordinator wants the last one mended. ``wanted``: the
    day to which it is asked to be moved, undecided yet; ``put_off``: until when («Позже»), where nothing was answered
    after that.
    """

    status: str
    report: Report | None
    words: str | None
    file: bool
    returned: bool
    wanted: date | None
    put_off: datetime | None

    @property
    def silent(self) -> bool:
        """Whether nothing is known at all."""
        return self.status == "open" and not (self.words or self.file or self.wanted or self.put_off)


async def last_answers(connection: AsyncConnection, views: Iterable[AssignmentView]) -> dict[int, LastAnswer]:
    """What is known about each of these, by assignment."""
    listed = list(views)
    ids = [view.id for view in listed]
    said = await reports.standing(connection, ids)
    wanted = {one.assignment_id: one.wanted for one in await extensions.waiting(connection)}
    snoozes = await journal.latest(connection, "snoozed", ids)
    found = {}
    for view in listed:
        # The newest first; what belongs to a status that is no more says nothing of today.
        all_said = said.get(view.id, [])
        current = _current(all_said, view.status)
        snooze = snoozes.get(view.id)
        fresh = snooze is not None and (not all_said or all_said[0].at <= snooze.at)
        found[view.id] = LastAnswer(
            status=view.status,
            report=next((one for one in current if one.status is not None), None),
            words=_words(current),
            returned=_is_returned(all_said),
            file=any(one.status is None for one in current),
            wanted=wanted.get(view.id),
            put_off=snoozed_until(snooze.after) if snooze is not None and fresh else None,
        )
    return found


def _words(newest_first: Sequence[Report]) -> str | None:
    """The words that came with the status; where it had none, the last that were added."""
    said = [one.text for one in newest_first if one.status is not None and one.text]
    return next(iter([*said, *(one.text for one in newest_first if one.text)]), None)


def _is_returned(newest_first: Sequence[Report]) -> bool:
    reviewed = next((one for one in newest_first if one.status is not None or one.review is not None), None)
    return reviewed is not None and reviewed.review == "returned"


def _current(newest_first: Sequence[Report], status: str) -> list[Report]:
    """The reports that came with the status or after it."""
    found = []
    for report in newest_first:
        if report.status not in (None, status):
            break
        found.append(report)
        if report.status is not None:
            break
    return found
