"""Who is absent on which days, and who hears and answers for them meanwhile.

Days are local days of the absent person. A stand-in takes the place of somebody for these days only: the assignments
stay where they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.calendars import WorkDays


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence, both days included; ``last`` None: until the person is back.

    ``deputy_id`` None: nobody was named, or the one who was has left. ``ended``: over before its last day, or undone.
    """

    id: int
    member_id: int
    first: date
    last: date | None
    deputy_id: int | None
    ended: bool = False

    def covers(self, day: date) -> bool:
        """Whether the person is absent on this day."""
        return not self.ended and self.first <= day and (self.last is None or day <= self.last)

    def meets(self, first: date, last: date | None) -> bool:
        """Whether it shares a day with the days from ``first`` to ``last`` (None: for ever)."""
        begins_in_time = last is None or self.first <= last
        return not self.ended and begins_in_time and (self.last is None or first <= self.last)


def absence_of(member_id: int, day: date, absences: Iterable[Absence]) -> Absence | None:
    """The absence of the member on this day, the newest where there are several; None: the member is there."""
    found = (one for one in absences if one.member_id == member_id and one.covers(day))
    return max(found, key=lambda one: one.id, default=None)


def stand_in(member_id: int, day: date, absences: Iterable[Absence]) -> int | None:
    """Who hears and answers for the member on this day: the member who is there, else the deputy, or the deputy's.

    None: the member is absent and nobody stands in, also where deputies name each other in a circle.
    """
    listed = list(absences)
    passed: set[int] = set()
    here: int | None = member_id
    while here is not None and here not in passed:
        away = absence_of(here, day, listed)
        if away is None:
            return here
        passed.add(here)
        here = away.deputy_id
    return None


def back_on(member_id: int, day: date, absences: Iterable[Absence], work: WorkDays) -> date | None:
    """The first working day from ``day`` on on which the member is there; None: nobody can say.

    Absences that follow each other without a working day between them are one.
    """
    listed = list(absences)
    here = day
    while True:
        here = here if work.is_working(here) else work.shift(here, 1)
        away = absence_of(member_id, here, listed)
        if away is None:
            return here
        if away.last is None:
            return None
        here = work.shift(away.last, 1)
