"""A deadline as it was understood, in Russian words; a period of a plan."""

from datetime import date

from delivery.texts import label
from delivery.texts.dates import numeric, spoken, with_weekday
from domain.measures import Recurrence, Span, Stage

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
_WEEKDAYS = {"MO": "пн", "TU": "вт", "WE": "ср", "TH": "чт", "FR": "пт", "SA": "сб", "SU": "вс"}
_MONTHS_SHOWN = 12


def stage_words(stage: Stage) -> str:
    """«до вт 4 октября 2022 включительно», «ежеквартально», «без даты»: plain characters."""
    words = _words(stage)
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
        return label("stage-undated")
    if stage.kind == "recurring":
        return _recurring(stage)
    if stage.kind == "ongoing":
        return _ongoing(stage)
    if stage.due is None:
        if stage.calendar is not None:
            return label(
                "stage-school",
                unit=stage.calendar.unit,
                number=str(stage.calendar.index or ""),
                year=stage.calendar.year or "",
            )
        return label("stage-undated")
    return _once(stage.start, stage.due)


def _once(start: date | None, due: date) -> str:
    if start is None:
        return label("stage-until", day=_full(due))
    return _full(due) if start == due else label("stage-range", start=_beside(start, due), end=_full(due))


def _ongoing(stage: Stage) -> str:
    if stage.due is not None:
        start = stage.due if stage.start is None else stage.start
        return label("stage-ongoing", start=_beside(start, stage.due), end=_day(stage.due), known=_known(stage))
    if stage.start is not None:
        return label("stage-always-from", start=_day(stage.start))
    return label("stage-always")


def _known(stage: Stage) -> str:
    return "end" if stage.start is None else "both"


def _recurring(stage: Stage) -> str:
    parts = [label("stage-often", often="unknown")] if stage.recurrence is None else _how_often(stage.recurrence)
    if stage.start is not None:
        parts.append(label("stage-often-from", start=_day(stage.start)))
    if stage.due is not None:
        parts.append(label("stage-often-until", end=_day(stage.due)))
    return ", ".join(parts)


def _how_often(rule: Recurrence) -> list[str]:
    parts = [label("stage-often", often=rule.freq)]
    if rule.interval is not None and rule.interval > 1:
        parts.append(label("stage-interval", count=rule.interval))
    if rule.times is not None and rule.times > 1:
        parts.append(label("stage-times", count=rule.times))
    if rule.months:
        parts.append(_months(rule))
    if rule.weekday is not None:
        parts.append(_weekday(rule.weekday))
    if rule.working_day is not None:
        parts.append(label("stage-working-day", number=str(rule.working_day)))
    if rule.day is not None:
        parts.append(label("stage-month-day", day=str(rule.day)))
    if rule.offset_months:
        parts.append(label("stage-month-after"))
    return parts


def _months(rule: Recurrence) -> str:
    months = rule.months or ()
    if rule.starts_month is not None and len(months) == 1 and rule.starts_month != months[0]:
        return f"{_MONTHS[rule.starts_month - 1]} – {_MONTHS[months[0] - 1]}"
    return ", ".join(_MONTHS[month - 1] for month in months[:_MONTHS_SHOWN])


def _weekday(rule: str) -> str:
    """«-1 WE» is the last Wednesday, «2 MO» the second Monday, «WE» every Wednesday."""
    place, _, name = rule.rpartition(" ")
    day = _WEEKDAYS.get(name, name)
    if not place:
        return day
    return label("stage-weekday-last", day=day) if place == "-1" else label("stage-weekday", number=place, day=day)


def _full(day: date) -> str:
    """«вт 4 октября 2022»"""
    return f"{with_weekday(day, day)} {day.year}"


def _day(day: date) -> str:
    """«4 октября 2022»"""
    return f"{spoken(day, day)} {day.year}"


def _beside(start: date, end: date) -> str:
    """The beginning of a stretch, with its year where it is not the year of the end."""
    return spoken(start, end)
