"""A deadline as it was understood, in Russian words; a period of a plan."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from delivery.texts import label
from delivery.texts.dates import month_of, numeric, spoken, with_weekday
from delivery.texts.school import part_words, stretch_words
from domain.calendars import Resolved
from domain.measures import Recurrence, SchoolUnit, Span, Stage

_MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
# Of this many months in a row only the first and the last are named.
_MANY = 4


def stage_words(stage: Stage, parts: Resolved | None = None) -> str:
    """«до вт 4 октября 2022 включительно», «раз в квартал», «без даты»: plain characters.

    ``parts``: those of the school year that give it its dates; without them only their name is said.
    """
    words = _words(stage) if parts is None else _at_school(stage, parts)
    return words if stage.label is None else label("stage-labelled", name=stage.label, words=words)


def span_words(start: date | None, due: date | None) -> str:
    """The dates alone, as they stand on a button: «29.01.2023», «до 29.01.2023», «05.01.2023–20.01.2023»."""
    if due is None:
        return label("span-undated") if start is None else label("span-from", start=numeric(start))
    if start is None:
        return label("span-until", due=numeric(due))
    return numeric(due) if start == due else f"{numeric(start)}–{numeric(due)}"


def period_words(period: Span) -> str:
    """«2022–2023 учебный год», «2023 год», «01.02.2023–15.03.2023»; what the plan does not say is named so."""
    start, end = period.start, period.end
    if start is None:
        return label("period-unknown") if end is None else label("period-until", end=numeric(end))
    if end is None:
        return label("period-from", start=numeric(start))
    if (start.month, start.day) == (9, 1) and date(start.year + 1, 5, 1) <= end < date(start.year + 1, 9, 1):
        return label("period-school", first=str(start.year), last=str(end.year))
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        one = start.year == end.year
        return (
            label("period-year", year=str(start.year))
            if one
            else label("period-years", first=str(start.year), last=str(end.year))
        )
    return f"{numeric(start)}–{numeric(end)}"


def _words(stage: Stage) -> str:
    if stage.kind == "unscheduled":
        return label("stage-undated") if stage.start is None else label("stage-undated-then")
    if stage.kind == "recurring":
        return _recurring(stage)
    if stage.kind == "ongoing":
        return _ongoing(stage)
    if stage.due is not None:
        return _once(stage.start, stage.due)
    return label("stage-undated") if stage.calendar is None else _school_name(stage.calendar)


def _once(start: date | None, due: date) -> str:
    if start is None:
        return label("stage-until", day=_full(due))
    return _full(due) if start == due else label("stage-range", since=_since(start, due), end=_full(due))


def _school_name(unit: SchoolUnit) -> str:
    return part_words(unit.unit, unit.index, unit.year, end=unit.end)


def _at_school(stage: Stage, parts: Resolved) -> str:
    """«III четверть 2023/2024, предположительно: 9 января – 22 марта 2024»"""
    words = _words(stage)
    if stage.kind != "once" or stage.calendar is None:
        doubtful = bool(parts.missing) or not parts.sure
        if not doubtful:
            return words
        return label("stage-school-part-known" if parts.missing else "stage-school-guess", words=words)
    if not parts.terms or parts.missing:
        return label("stage-school-undated", name=words)
    first, last = parts.terms[0].first, parts.terms[-1].last
    dates = label("school-until", day=_day(last)) if stage.calendar.end else stretch_words(first, last)
    return label("stage-school-dated" if parts.sure else "stage-school-proposed", name=words, dates=dates)


def _ongoing(stage: Stage) -> str:
    if stage.due is not None:
        return _full(stage.due) if stage.start == stage.due else label("stage-ongoing", bounds=_bounds(stage))
    return label("stage-always") if stage.start is None else label("stage-always-since", since=_bounds(stage))


def _recurring(stage: Stage) -> str:
    often = [label("stage-often", often="unknown")] if stage.recurrence is None else _how_often(stage.recurrence)
    return ", ".join(words for words in (*often, _bounds(stage)) if words)


def _bounds(stage: Stage) -> str:
    """«с 1 сентября 2022 по 31 мая 2023», or the end of it that is known."""
    ends = []
    if stage.start is not None:
        ends.append(_since(stage.start, stage.due))
    if stage.due is not None:
        ends.append(label("stage-by", day=_day(stage.due)))
    return " ".join(ends)


def _since(start: date, end: date | None) -> str:
    """«с 30 сентября», with its year where it is not the year of the end."""
    day = _day(start) if end is None else spoken(start, end)
    return label("stage-since", number=start.day, day=day)


# --- how a stage repeats ---------------------------------------------------------------------------------------------


def _how_often(rule: Recurrence) -> list[str]:
    """How many times in which time, in which months, on which day: «каждый вторник», «ежегодно, в июне и декабре»."""
    if rule.freq == "weekly" and rule.weekday is not None:
        return _weekly(rule, rule.weekday)
    stretch = _stretch(rule)
    named = () if stretch and rule.starts_month is None else rule.months or ()
    if rule.day is None and rule.working_day is None and rule.weekday is None:
        return [_rate(rule), stretch or _in_months(named)]
    if rule.freq == "monthly" and _once_in_each(rule) and not named and not rule.offset_months:
        return [_day_of(rule, label("stage-each-month")), stretch]
    return [_rate(rule), stretch, _day_of(rule, _month(rule, named))]


def _weekly(rule: Recurrence, weekday: str) -> list[str]:
    if _once_in_each(rule):
        return [label("stage-every", day=weekday)]
    return [_rate(rule), label("stage-on", day=weekday)]


def _once_in_each(rule: Recurrence) -> bool:
    return (rule.times or 1) == (rule.interval or 1) == 1


def _rate(rule: Recurrence) -> str:
    if _once_in_each(rule):
        return label("stage-often", often=rule.freq)
    return label("stage-rate", times=rule.times or 1, often=rule.freq, count=rule.interval or 1)


def _stretch(rule: Recurrence) -> str:
    """«июнь–август» for one time in several months or a time in each of many months, else nothing."""
    months = rule.months or ()
    if rule.starts_month is not None and len(months) == 1 and rule.starts_month != months[0]:
        return f"{_MONTHS[rule.starts_month - 1]}–{_MONTHS[months[0] - 1]}"
    in_a_row = all(after == before % 12 + 1 for before, after in pairwise(months))
    if rule.freq == "monthly" and len(months) >= _MANY and in_a_row:
        return f"{_MONTHS[months[0] - 1]}–{_MONTHS[months[-1] - 1]}"
    return ""


def _in_months(months: Sequence[int]) -> str:
    """«в июне и декабре»: in this case the names of all months end in the same way."""
    names = [_MONTHS[month - 1].rstrip("ьй") + "е" for month in months]
    return label("stage-in-months", months=_listed(names)) if names else ""


def _day_of(rule: Recurrence, month: str) -> str:
    """The day on which each time falls due, in the month that is named so."""
    if rule.weekday is not None:
        place, _, weekday = rule.weekday.rpartition(" ")
        return label("stage-weekday", day=weekday, number=int(place or 1), month=month)
    if rule.working_day is not None:
        return label("stage-working-day", number=rule.working_day, month=month)
    one = "one" if len(rule.months or ()) == 1 else "many"
    return label("stage-month-day", months=one, day=str(rule.day), month=month)


def _month(rule: Recurrence, named: Sequence[int]) -> str:
    """Whose day it is: «сентября», «июня и декабря», «следующего месяца», «последнего месяца» of a longer time."""
    if named:
        return _listed([month_of(month) for month in named])
    if rule.offset_months:
        return label("stage-month-after", often=rule.freq, count=rule.offset_months)
    return label("stage-month", often=rule.freq)


def _listed(words: Sequence[str]) -> str:
    """«март, июнь и декабрь»"""
    return label("stage-and", words=", ".join(words[:-1]), last=words[-1]) if len(words) > 1 else words[0]


def _full(day: date) -> str:
    """«вт 4 октября 2022»"""
    return f"{with_weekday(day, day)} {day.year}"


def _day(day: date) -> str:
    """«4 октября 2022»"""
    return f"{spoken(day, day)} {day.year}"
