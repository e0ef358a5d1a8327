"""From a stage to its periods: each concrete time when an answer falls due, as its own record.

Defaults for recurring stages without a month or day (the rule of Russian office practice, Sverdlovsk region's
instruction, point 16): the period ends with the calendar period and is controlled by the 10th of the month after.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from domain.calendars import Calendars, WorkDays, quarter_ends
from domain.measures import Recurrence, Span, Stage

CONTROL_DAY_AFTER_PERIOD = 10
_MONTHS_IN = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}


PeriodForm = Literal["deadline", "window", "check-in", "final"]


@dataclass(frozen=True, slots=True)
class Period:
    """One occurrence: its first day where known, the due day (inclusive), the working day on which it is controlled.

    ``form``: a day, a window whose beginning the document names too, a question how an ongoing measure goes, or the
    last such question.
    """

    start: date | None
    due: date
    control: date
    form: PeriodForm = "deadline"


def unfold(stage: Stage, plan: Span, calendars: Calendars) -> list[Period]:
    """The periods of a stage, in order of time; none where the stage has no dates yet.

    A recurring or ongoing stage without bounds of its own takes those of ``plan``.
    """
    work = calendars.work
    if stage.kind == "once" and stage.due is not None:
        return [_period(stage.start, stage.due, work)]
    bounds = Span(stage.start or plan.start, stage.due or plan.end)
    if bounds.start is None or bounds.end is None:
        return []
    if stage.kind == "ongoing":
        return _check_ins(bounds.start, bounds.end, work)
    if stage.kind == "recurring" and stage.recurrence is not None:
        return list(_occurrences(stage.recurrence, bounds.start, bounds.end, work))
    return []


def _period(start: date | None, due: date, work: WorkDays, control: date | None = None) -> Period:
    return Period(start, due, work.control_day(control or due))


def _check_ins(start: date, end: date, work: WorkDays) -> list[Period]:
    found = []
    for due in quarter_ends(start, end):
        found.append(_period(start, due, work))
        start = due + timedelta(days=1)
    return found


def _occurrences(recurrence: Recurrence, start: date, end: date, work: WorkDays) -> Iterator[Period]:
    if recurrence.freq in ("weekly", "daily"):
        yield from _weeks(recurrence, start, end, work)
    elif recurrence.months:
        yield from _named_months(recurrence, recurrence.months, start, end, work)
    elif recurrence.freq in _MONTHS_IN:
        yield from _calendar_periods(recurrence, start, end, work)


def _weeks(recurrence: Recurrence, start: date, end: date, work: WorkDays) -> Iterator[Period]:
    on = weekday(_WEEKDAYS[(recurrence.weekday or "FR")[-2:]])
    previous = start
    for moment in rrule(WEEKLY, interval=recurrence.interval or 1, byweekday=on, dtstart=_midnight(start)):
        if moment.date() > end:
            return
        yield _period(previous, moment.date(), work)
        previous = moment.date() + timedelta(days=1)


def _named_months(
    recurrence: Recurrence, months: tuple[int, ...], start: date, end: date, work: WorkDays
) -> Iterator[Period]:
    for first in _months(start, end):
        if first.month not in months:
            continue
        due = _due_in(recurrence, first, work)
        if start <= due <= end:
            yield _period(_window_start(recurrence, first), due, work)


def _window_start(recurrence: Recurrence, first: date) -> date:
    if recurrence.starts_month is None:
        return first
    back = (first.month - recurrence.starts_month) % 12
    return first - relativedelta(months=back)


def _calendar_periods(recurrence: Recurrence, start: date, end: date, work: WorkDays) -> Iterator[Period]:
    length = _MONTHS_IN[recurrence.freq] * (recurrence.interval or 1)
    first = _period_start(start, length)
    while first <= end:
        following = first + relativedelta(months=length)
        last = following - timedelta(days=1)
        if last >= start:
            yield _calendar_period(recurrence, max(first, start), min(last, end), following, work)
        first = following


def _calendar_period(recurrence: Recurrence, start: date, last: date, following: date, work: WorkDays) -> Period:
    if recurrence.day is None and recurrence.weekday is None and recurrence.working_day is None:
        after = date(last.year, last.month, 1) + relativedelta(months=1, day=CONTROL_DAY_AFTER_PERIOD)
        return _period(start, last, work, control=after)
    month = following if recurrence.offset_months else date(last.year, last.month, 1)
    if recurrence.offset_months:
        month = month + relativedelta(months=recurrence.offset_months - 1)
    return _period(start, max(start, _due_in(recurrence, month, work)), work)


def _due_in(recurrence: Recurrence, first: date, work: WorkDays) -> date:
    last = first + relativedelta(day=31)
    if recurrence.working_day is not None:
        working = [day for day in _days(first, last) if work.is_working(day)]
        nth = recurrence.working_day
        return working[nth] if nth < 0 else working[min(nth, len(working)) - 1]
    if recurrence.weekday is not None:
        which, name = recurrence.weekday.rsplit(" ", 1) if " " in recurrence.weekday else ("1", recurrence.weekday)
        same = [day for day in _days(first, last) if day.weekday() == _WEEKDAYS[name]]
        place = int(which)
        return same[place] if place < 0 else same[min(place, len(same)) - 1]
    return first + relativedelta(day=recurrence.day or 31)


def _period_start(day: date, length: int) -> date:
    return date(day.year, (day.month - 1) // length * length + 1, 1) if length <= 12 else date(day.year, 1, 1)


def _months(start: date, end: date) -> Iterator[date]:
    opening = _midnight(date(start.year, start.month, 1))
    return (moment.date() for moment in rrule(MONTHLY, dtstart=opening, until=_midnight(end)))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
