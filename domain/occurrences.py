"""An amended deadline keeps its occurrences: which stage, and which period, of the old plan is which of the new.

An occurrence that is found again keeps its row and all that hangs on it: assignments, answers, evidence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from domain.amendments import meaning
from domain.measures import Stage
from domain.periods import Period, PeriodForm

_MONTHS_IN = {"monthly": 1, "quarterly": 3, "school-quarters": 3, "half-yearly": 6, "yearly": 12}


@dataclass(frozen=True, slots=True)
class Standing:
    """A period as it is kept; ``printed`` is the day on which it was due before more time was agreed.

    ``form``: None where it is not known; a period is not moved for it then.
    """

    id: int
    start: date | None
    due: date
    control: date
    printed: date
    form: PeriodForm | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of an occurrence of the new plan: it stays as it is, is moved to ``period``, or is new."""

    kind: Literal["stays", "moves", "new"]
    period: Period
    standing: Standing | None


def going_live(stage: Stage, periods: Sequence[Period], today: date) -> list[Period]:
    """Which periods of a stage are asked for when its plan goes live on the local day ``today``.

    What should have happened again and again before that is nobody's fault now; where all of it lies behind, its last
    time is asked for, so that the row can be answered. A date that is named once is asked for whenever it was.
    """
    if stage.kind == "once":
        return list(periods)
    return [period for period in periods if period.control >= today] or list(periods[-1:])


def pair_stages(before: Sequence[Stage], after: Sequence[Stage]) -> dict[int, int]:
    """The place of the old stage for the place of each new one that goes on from it.

    Equal ones first, then those with the same label and kind, then the same kind, then what is left; among several the
    nearest days, then their order.
    """
    keys: tuple[Callable[[Stage], object], ...] = (
        meaning,
        lambda stage: (meaning(stage).label, stage.kind),
        lambda stage: stage.kind,
        lambda _stage: None,
    )
    found: dict[int, int] = {}
    for key in keys:
        near = sorted(
            (_days_apart(one, stage), abs(at - place), place, at)
            for at, one in enumerate(before)
            for place, stage in enumerate(after)
            if key(one) == key(stage)
        )
        for _, _, place, at in near:
            if place not in found and at not in found.values():
                found[place] = at
    return found


def _days_apart(one: Stage, other: Stage) -> int:
    if one.due is None or other.due is None:
        return 0 if one.due == other.due else timedelta.max.days
    return abs((one.due - other.due).days)


def reconcile(standing: Sequence[Standing], coming: Sequence[Period], before: Stage, after: Stage) -> list[Fate]:
    """What becomes of each occurrence of the new reading; a standing period that is in none of them is gone.

    A period goes on as the occurrence on the day that was printed for it, else on the day when it is due now, else in
    the same part of the calendar (the only one, where the stage happens once). Where more time was agreed, the later
    day holds as long as the printed one does. An occurrence on a day that another period has is left out.
    """
    pairs = _pairs(standing, coming, _part(before, after))
    days = {one.due for one in standing}
    fates = []
    for place, period in enumerate(coming):
        one = pairs.get(place)
        if one is not None and period.due != one.due and _holds(one, period, before, after):
            fates.append(Fate("stays", period, one))
        elif one is not None and (period.due == one.due or period.due not in days):
            now = (one.start, one.due, one.control, one.form or period.form)
            same = now == (period.start, period.due, period.control, period.form)
            fates.append(Fate("stays" if same else "moves", period, one))
        elif one is None and period.due not in days:
            fates.append(Fate("new", period, None))
        days.add(period.due)
    return fates


def _holds(one: Standing, period: Period, before: Stage, after: Stage) -> bool:
    """Whether the day on which a period is due now holds: what is printed for it is as it was.

    Where the same words name another day because the school calendar has changed, only more time that was agreed
    holds, and only while it is more.
    """
    if period.due == one.printed:
        return True
    reprinted = before.kind == after.kind == "once" and (before.due, before.calendar) == (after.due, after.calendar)
    return reprinted and (after.due is not None or (one.due != one.printed and one.due > period.due))


def _pairs(
    standing: Sequence[Standing], coming: Sequence[Period], part: Callable[[date], object]
) -> dict[int, Standing]:
    found: dict[int, Standing] = {}
    left = list(standing)
    fits: tuple[Callable[[Standing, Period], bool], ...] = (
        lambda one, period: one.printed == period.due,
        lambda one, period: one.due == period.due,
        lambda one, period: part(one.printed) == part(period.due),
    )
    for fit in fits:
        for place, period in enumerate(coming):
            if place in found:
                continue
            near = sorted(left, key=lambda one, due=period.due: (abs(one.printed - due), one.due))  # type: ignore[misc]
            one = next((one for one in near if fit(one, period)), None)
            if one is not None:
                found[place] = one
                left.remove(one)
    return found


def _part(before: Stage, after: Stage) -> Callable[[date], object]:
    """The part of the calendar within which an occurrence stays the same one when its day is changed."""
    if before.kind == after.kind == "once":
        return lambda _day: True
    rule = after.recurrence
    if rule is not None and rule.freq in ("weekly", "daily"):
        return lambda day: day.isocalendar()[:2]
    if rule is not None and not rule.months:
        if rule.freq == "school-quarters":
            return _school_quarter
        if rule.freq == "school-holidays":
            return _season
    if after.kind == "ongoing":
        length = 3
    elif rule is None or (rule.freq == "yearly" and rule.months):
        length = 1
    else:
        length = _MONTHS_IN.get(rule.freq, 1)
    return lambda day: (day.year, (day.month - 1) // length)


def _school_quarter(day: date) -> object:
    """The quarter of the school year that ends about this day: in October or soon after, about New Year, in March or
    soon after, in May.
    """
    shifted = day - timedelta(days=15)
    return shifted.year, sum(shifted.month > last for last in (3, 7, 10))


def _season(day: date) -> object:
    """Which holidays end about this day: one kind ends in each season, the winter ones on either side of New Year."""
    return (day.year * 12 + day.month) // 3
