"""Months and windows of a repetition: «ежегодно, июнь-август», «ежегодно - июнь, декабрь», «ежемесячно с сентября»."""

from dataclasses import replace
from typing import TypedDict

from domain.deadlines.atoms import Standing
from domain.deadlines.points import SCHOOL_YEAR_ENDS, SCHOOL_YEAR_STARTS, WEEKDAYS, Extent, Point
from domain.deadlines.segments import FREQUENT
from domain.measures import Recurrence


class _OnDay(TypedDict, total=False):
    weekday: str
    day: int | None


def recurring(rule: Recurrence, loose: list[Extent], standing: Standing | None) -> tuple[list[Recurrence], list[str]]:
    """The repetition with its months, one rule for each window, and what has to be asked."""
    if not loose and standing is not None and standing.scope == "school-year":
        return [_over_school_year(rule)], []
    if not loose:
        return [rule], []
    if rule.freq in FREQUENT:
        return [replace(rule, months=_all_months(loose))], []
    return _windows(rule, loose)


def _over_school_year(rule: Recurrence) -> Recurrence:
    first, last = SCHOOL_YEAR_STARTS[0], SCHOOL_YEAR_ENDS[0]
    if rule.freq in FREQUENT:
        return replace(rule, months=tuple(range(first, 13)) + tuple(range(1, last + 1)))
    return replace(rule, months=(last,), starts_month=first) if rule.freq == "yearly" else rule


def _all_months(loose: list[Extent]) -> tuple[int, ...]:
    months: list[int] = []
    for extent in loose:
        month, last = extent.first.months[0], extent.last.months[1]
        months.append(month)
        while month != last:
            month = month % 12 + 1
            months.append(month)
    return tuple(dict.fromkeys(months))


def _windows(rule: Recurrence, loose: list[Extent]) -> tuple[list[Recurrence], list[str]]:
    """Single months are one list of dues; each range, and each day of its own, is a rule of its own."""
    singles = [one for one in loose if one.first == one.last and one.first.unit == "month"]
    rules, asks = [], []
    if singles:
        rules.append(replace(rule, months=tuple(sorted({one.first.index for one in singles}))))
    for one in loose:
        if one in singles:
            if one.vague:
                asks.append("До начала месяца или до его конца включительно?")
            continue
        starts, ends = one.first.months[0], one.last.months[1]
        window = replace(rule, months=(ends,), starts_month=starts if starts != ends else None)
        rules.append(replace(window, **_on_day(one.last)))
    merged = _merged(rules)
    # «2 раза в год (весна, осень)»: once in each of them.
    once_each = len(merged) == rule.times and rule.times > 1
    return [replace(one, times=None) if once_each else one for one in merged], asks


def _on_day(last: Point) -> _OnDay:
    """The day in its month on which a window ends; none for the last one."""
    if last.unit == "weekday":
        return {"weekday": f"{last.day} {WEEKDAYS[last.weekday - 1]}"}
    return {"day": last.day if last.day > 0 else None}


def _merged(rules: list[Recurrence]) -> list[Recurrence]:
    """«до 1 июня и до 1 декабря»: the same day of several months is one rule."""
    done: list[Recurrence] = []
    for rule in rules:
        last = done[-1] if done else None
        if last and rule.starts_month is None and replace(last, months=rule.months) == rule:
            done[-1] = replace(last, months=tuple(sorted({*(last.months or ()), *(rule.months or ())})))
        else:
            done.append(rule)
    return done
