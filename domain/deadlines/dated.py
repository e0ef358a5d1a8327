"""Stages of days, months and years: what they mean when a part of the date is missing."""

from dataclasses import replace
from datetime import date, timedelta

from domain.deadlines.draft import Draft, not_before, school_year_of
from domain.deadlines.points import Extent, Point
from domain.deadlines.recurring import recurring
from domain.deadlines.segments import Segment
from domain.measures import Recurrence, SchoolUnit, Span, Stage


def add_extents(part: Segment, draft: Draft) -> None:
    years = [extent for extent in part.bounds if extent.first.unit in {"year", "school-year"} and not extent.limit]
    if years and part.loose:
        _within_years(years, part.loose, draft)
        return
    for extent in part.extents:
        if extent.dated and extent.first.unit == "season" and extent.first.index == _WINTER:
            _ask_which_winter(extent, draft)
        elif extent.dated:
            _add_dated(extent, draft)
        else:
            _add_yearless(extent, draft.period, draft)


def _within_years(years: list[Extent], loose: list[Extent], draft: Draft) -> None:
    """«2022-2026 Июнь»: every year; «октябрь 2023/2024 учебного года»: that one October."""
    start, due = years[0].start, years[-1].due
    if start is None or due is None or (due - start).days < 367:
        for extent in loose:
            _add_yearless(extent, Span(start, due), draft)
        return
    rules, asks = recurring(Recurrence("yearly"), loose, None)
    for ask in asks:
        draft.ask(ask)
    for rule in rules:
        draft.stages.append(Stage("recurring", start, due, recurrence=rule))


def _add_dated(extent: Extent, draft: Draft) -> None:
    start, due = extent.start, extent.due
    if due is None or (start is None and not (extent.limit or extent.lost_start)):
        draft.ask("Такой даты нет в календаре: какая дата верна?")
        draft.add(_not_understood(extent))
    elif start is not None and start > due:
        draft.ask("Начало срока позже конца: какие даты верны?", (due, start))
        draft.add(_not_understood(extent))
    elif extent.lost_end:
        draft.ask("Конец срока потерян: до какого числа?")
        draft.add(Stage("once", start))
    elif extent.open_end:
        draft.ask("Указано только начало: до какого числа?")
        draft.add(Stage("ongoing", start, not_before(start, draft.period.end)))
    elif extent.vague:
        _add_vague(extent, due, draft)
    else:
        if extent.lost_start:
            draft.ask("Начало срока потеряно: с какого числа?")
        ongoing = extent.first.unit == "year" and extent.first.year != extent.last.year
        draft.add(Stage("ongoing" if ongoing else "once", start, due))


def _not_understood(extent: Extent) -> Stage:
    return Stage("unscheduled", not_understood=(extent.printed,) if extent.printed else ())


_WINTER = 4


def _ask_which_winter(extent: Extent, draft: Draft) -> None:
    """«зима 2025»: the one that begins or the one that ends in that year."""
    year = extent.first.year or 0
    before = extent.in_year(year - 1)
    draft.ask("Какая зима имеется в виду?", (before.start, before.due), (extent.start, extent.due))
    draft.add(Stage("unscheduled"))


def _add_vague(extent: Extent, due: date, draft: Draft) -> None:
    """«до декабря 2023 г.»: before it begins or before it ends? «2023-2024»: a school year or two years?"""
    if not extent.limit:
        school = Extent(Point("school-year", extent.first.year), Point("school-year", extent.first.year))
        offers = ((extent.start, due), (school.start, school.due))
        draft.ask("Учебный год или два календарных года?", *offers)
        draft.add(Stage("ongoing", extent.start, due))
        return
    eve = replace(extent, eve=True).due
    draft.ask("До начала этого срока или до его конца включительно?", (None, eve), (None, due))
    draft.add(Stage("once", None, eve))


def _add_yearless(extent: Extent, period: Span, draft: Draft) -> None:
    """«до 20 октября»: the year is taken only when the plan, or the month above the row, leaves exactly one."""
    if extent.first == extent.last and extent.first.unit == "half":
        _add_half(extent, period, draft)
        return
    if (
        extent.limit
        and extent.first.unit == "year"
        and period.start
        and period.end
        and period.start.year < period.end.year
    ):
        _ask_which_end(extent, period, draft)
        return
    if (only := _only_one(extent, period, draft.month)) is not None:
        _add_dated(only, draft)
        return
    if _exists_in_no_year(extent):
        _add_dated(extent.in_year(_LEAP_YEAR), draft)
        return
    if (following := _following(extent, draft)) is not None:
        _add_dated(following, draft)
        return
    offers = [(one.start, one.due) for one in (_fitting(extent, period) or _around(extent, period))[:3]]
    draft.ask("Год не указан: какой год имеется в виду?", *offers)
    draft.add(Stage("unscheduled"))


def resolved(extent: Extent, draft: Draft) -> Extent | None:
    """A stretch with its year, where the words, the month above the row or the plan leave exactly one."""
    return extent if extent.dated else _only_one(extent, draft.period, draft.month)


def _only_one(extent: Extent, period: Span, month: Span | None) -> Extent | None:
    fitting = (_fitting(extent, month) if month is not None else []) or _fitting(extent, period)
    return fitting[0] if len(fitting) == 1 else None


def _ask_which_end(extent: Extent, period: Span, draft: Draft) -> None:
    """«до конца года» in a plan for a school year: of the calendar year or of the school year?"""
    ends = [(None, one.due) for one in _fitting(extent, period)] + [(None, period.end)]
    draft.ask("До конца какого года: календарного или учебного?", *ends[:3])
    draft.add(_not_understood(extent))


_LEAP_YEAR = 2024


def _exists_in_no_year(extent: Extent) -> bool:
    """«31 сентября», «с 5 по 3 октября»: wrong whatever the year is."""
    one = extent.in_year(_LEAP_YEAR)
    start, due = one.start, one.due
    return due is None or (start is None and not (one.limit or one.lost_start)) or (start is not None and start > due)


def _following(extent: Extent, draft: Draft) -> Extent | None:
    """«до 10 января, до 10 июня» in a plan to 31 May: the day that follows the one before it a little later."""
    before = draft.stages[-1] if draft.stages else None
    if before is None or before.kind != "once" or before.due is None:
        return None
    near = [one for one in _around(extent, draft.period) if one.due and timedelta() < one.due - before.due <= _AROUND]
    return near[0] if len(near) == 1 else None


# Preparations and results of a plan lie this near to its period; only a question may offer them.
_AROUND = timedelta(days=183)


def _around(extent: Extent, period: Span) -> list[Extent]:
    """The stretch where it lies a little before or after the plan: «июнь» in a plan from September to May."""
    if period.start is None or period.end is None:
        return []
    return _fitting(extent, Span(_shifted(period.start, -_AROUND), _shifted(period.end, _AROUND)))


def _shifted(day: date, by: timedelta) -> date:
    return day + by if date.min + _AROUND < day < date.max - _AROUND else day


def _add_half(extent: Extent, period: Span, draft: Draft) -> None:
    """«I полугодие» without a year: of the plan's school or calendar year; else the coordinator says."""
    unit = SchoolUnit("half-year", extent.first.index, end=extent.limit and not extent.vague)
    if extent.vague:
        draft.ask("До начала этого полугодия или до его конца?")
    if period.start is not None and period.end is not None and period.start.year == period.end.year:
        _add_dated(extent.in_year(period.start.year), draft)
    elif (year := school_year_of(period, unit)) is None:
        offers = [(one.start, one.due) for one in _fitting(extent, period)]
        draft.ask("Полугодие календарного или учебного года, и какого?", *offers)
        draft.add(Stage("unscheduled"))
    else:
        draft.add(Stage("once", calendar=replace(unit, year=year)))


def _fitting(extent: Extent, period: Span) -> list[Extent]:
    """The stretch in each year in which it ends inside the plan; where there is none, in which it begins inside it.

    «январь – декабрь» in a plan from September to May ends inside it in one year and begins inside it in the other.
    """
    if period.start is None or period.end is None:
        return []
    years = range(period.start.year - 1, min(period.end.year, period.start.year + 30) + 1)
    dated = [extent.in_year(year) for year in years]
    inside = [one for one in dated if one.due is not None and period.start <= one.due <= period.end]
    if any(one.start is None or one.start >= period.start - _EVE for one in inside):
        # «декабрь – февраль» in a plan for a calendar year: its first or its last months?
        return [one for one in inside if not one.over_new_year or one.start is None or one.start >= period.start]
    begun = [one for one in dated if one.start is not None and period.start <= one.start <= period.end]
    return [*inside, *(one for one in begun if one not in inside)]


# «31.08-15.09» in a plan from September on.
_EVE = timedelta(days=31)
