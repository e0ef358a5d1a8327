"""From a stage to its periods: each concrete time when an answer falls due, as its own record.

Defaults of Russian office practice (Sverdlovsk region's instruction, point 16): a recurring stage without a month or
day ends with the calendar period and is controlled by the 10th of the month after; what goes on all year
(«постоянно», «в течение года») is reported for the year by 20 January of the next one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from domain.calendars import Calendars, Resolved, SchoolCalendar, SchoolTerm, WorkDays, quarter_ends, resolve
from domain.measures import Recurrence, SchoolUnit, Span, Stage

CONTROL_DAY_AFTER_PERIOD = 10
_YEAR_REPORT = (1, 20)
# Nobody is asked how it goes before it has well begun: a shorter beginning is asked about with the next quarter.
_SHORTEST_BEGINNING = timedelta(days=45)
_MONTHS_IN = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_SCHOOL_UNITS = {"school-quarters": SchoolUnit("quarter"), "school-holidays": SchoolUnit("holidays")}
_DAY = timedelta(days=1)
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

    A recurring or ongoing stage without bounds of its own takes those of ``plan``. What the school calendar does not
    know, or what could be any of several parts of it, gives no period.
    """
    work = calendars.work
    if stage.kind == "once" and stage.due is not None:
        return [_stretch(stage.start, stage.due, work)]
    bounds = Span(stage.start or plan.start, stage.due or plan.end)
    unit = _school_unit(stage)
    if unit is not None:
        parts = [_school_part(term, stage, work) for term in _terms(unit, bounds, calendars)]
        return [part for part in parts if _falls_inside(stage.recurrence, part, bounds.end)]
    if bounds.start is None or bounds.end is None:
        return []
    if stage.kind == "ongoing":
        return _check_ins(bounds.start, bounds.end, work)
    if stage.kind == "recurring" and stage.recurrence is not None:
        return list(_occurrences(stage.recurrence, bounds.start, bounds.end, work))
    return []


def _period(
    start: date | None, due: date, work: WorkDays, control: date | None = None, form: PeriodForm = "deadline"
) -> Period:
    return Period(start, due, work.control_day(control or due), form)


def _stretch(start: date | None, due: date, work: WorkDays) -> Period:
    return _period(start, due, work, form="window" if start is not None and start < due else "deadline")


def _check_ins(start: date, end: date, work: WorkDays) -> list[Period]:
    ends = quarter_ends(start, end)
    if len(ends) > 1 and ends[0] - start < _SHORTEST_BEGINNING - _DAY:
        del ends[0]
    found = []
    for due in ends:
        year_report = date(due.year + 1, *_YEAR_REPORT) if (due.month, due.day) == (12, 31) else None
        found.append(_period(start, due, work, year_report, form="final" if due == end else "check-in"))
        start = due + _DAY
    return found


def parts_of(stage: Stage, plan: Span, school: SchoolCalendar) -> Resolved | None:
    """The parts of the school year that give the stage its dates; None where it has no need of them.

    None too where it could be any of several: there somebody has to say first which is meant.
    """
    unit = _school_unit(stage)
    if unit is None or (stage.kind == "once" and stage.due is not None):
        return None
    found = resolve(school, unit, Span(stage.start or plan.start, stage.due or plan.end))
    if any(one.year is None for one in found.missing):
        return None
    return None if unit.index is not None and len(found.terms) + len(found.missing) != 1 else found


def _school_unit(stage: Stage) -> SchoolUnit | None:
    """The part of the school calendar that gives the stage its dates; months named beside it are stronger."""
    rule = stage.recurrence
    if rule is None:
        return stage.calendar if stage.kind == "once" else None
    return None if rule.months or rule.freq not in _SCHOOL_UNITS else stage.calendar or _SCHOOL_UNITS[rule.freq]


def _terms(unit: SchoolUnit, bounds: Span, calendars: Calendars) -> list[SchoolTerm]:
    """The only part that is meant, as it is; of several those of which at least a half lies within the bounds."""
    found = resolve(calendars.school, unit, bounds)
    if unit.index is not None:
        return list(found.terms) if len(found.terms) == 1 and not found.missing else []
    return [
        replace(term, first=max(term.first, bounds.start or term.first), last=min(term.last, bounds.end or term.last))
        for term in found.terms
    ]


def _school_part(term: SchoolTerm, stage: Stage, work: WorkDays) -> Period:
    rule = stage.recurrence
    if rule is not None and rule.freq == "school-quarters":
        if _has_day(rule):
            following = term.last + relativedelta(months=1, day=1)
            return _calendar_period(rule, term.first, term.last, following, work)
        return _period(term.first, term.last, work)
    by_its_end = stage.calendar is not None and stage.calendar.end
    return _stretch(None if by_its_end else term.first, term.last, work)


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
        previous = moment.date() + _DAY


def _named_months(
    recurrence: Recurrence, months: tuple[int, ...], start: date, end: date, work: WorkDays
) -> Iterator[Period]:
    for first in _months(start, end):
        if first.month not in months:
            continue
        due = _due_in(recurrence, first, work)
        if start <= due <= end:
            opening = max(start, _window_start(recurrence, first))
            yield _period(opening, due, work, form="window" if opening < first else "deadline")


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
        last = following - _DAY
        if last >= start:
            period = _calendar_period(recurrence, max(first, start), min(last, end), following, work)
            if _falls_inside(recurrence, period, end):
                yield period
        first = following


def _falls_inside(recurrence: Recurrence | None, period: Period, end: date | None) -> bool:
    """Whether a day named by the rule lies in the bounds; one in the month after the period may lie behind them."""
    if recurrence is None or recurrence.offset_months:
        return True
    return (period.start is None or period.start <= period.due) and (end is None or period.due <= end)


def _calendar_period(recurrence: Recurrence, start: date, last: date, following: date, work: WorkDays) -> Period:
    if not _has_day(recurrence):
        after = date(last.year, last.month, 1) + relativedelta(months=1, day=CONTROL_DAY_AFTER_PERIOD)
        return _period(start, last, work, control=after)
    month = following if recurrence.offset_months else date(last.year, last.month, 1)
    if recurrence.offset_months:
        month = month + relativedelta(months=recurrence.offset_months - 1)
    return _period(start, _due_in(recurrence, month, work), work)


def _has_day(recurrence: Recurrence) -> bool:
    return any(one is not None for one in (recurrence.day, recurrence.weekday, recurrence.working_day))


def _due_in(recurrence: Recurrence, first: date, work: WorkDays) -> date:
    last = first + relativedelta(day=31)
    if recurrence.working_day is not None:
        working = [day for day in _days(first, last) if work.is_working(day)] or [last]
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
