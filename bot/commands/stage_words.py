"""A stage of a measure in a few Russian words, for the terminal."""

from collections.abc import Iterator
from datetime import date

from domain.measures import Recurrence, SchoolUnit, Stage

_FREQUENCY = {
    "yearly": ("ежегодно", "года", "лет"),
    "half-yearly": ("каждое полугодие", "полугодия", "полугодий"),
    "quarterly": ("ежеквартально", "квартала", "кварталов"),
    "school-quarters": ("каждую четверть", "четверти", "четвертей"),
    "monthly": ("ежемесячно", "месяца", "месяцев"),
    "weekly": ("еженедельно", "недели", "недель"),
    "daily": ("ежедневно", "дня", "дней"),
    "school-holidays": ("в каникулы", "каникул", "каникул"),
}
_MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_WEEKDAYS = {"MO": "пн", "TU": "вт", "WE": "ср", "TH": "чт", "FR": "пт", "SA": "сб", "SU": "вс"}
_UNITS = {"quarter": "четверть", "half-year": "полугодие", "holidays": "каникулы"}


def stage_words(stage: Stage) -> str:
    """Give the stage as «до 20.10.2022», «ежегодно, до 25 числа (сен)», «в течение …»; its label comes first."""
    parts = [stage.label + ":"] if stage.label else []
    if stage.recurrence:
        parts.append(", ".join(_recurrence(stage.recurrence)))
    elif stage.kind == "ongoing":
        parts.append("в течение")
    if stage.kind == "unscheduled" and not stage.due:
        parts.append("дата не названа")
    if stage.calendar:
        parts.append(_school_unit(stage.calendar))
    parts.append(_days(stage.start, stage.due))
    if stage.not_understood:
        parts.append(f"[не понято: {'; '.join(stage.not_understood)}]")
    return " ".join(part for part in parts if part)


def _days(start: date | None, due: date | None) -> str:
    if start and due:
        return f"{start:%d.%m.%Y} – {due:%d.%m.%Y}"
    if due:
        return f"до {due:%d.%m.%Y}"
    return f"с {start:%d.%m.%Y}" if start else ""


def _school_unit(unit: SchoolUnit) -> str:
    return " ".join(str(part) for part in (unit.index, _UNITS[unit.unit], unit.year) if part is not None)


def _recurrence(rule: Recurrence) -> Iterator[str]:
    usual, few, many = _FREQUENCY[rule.freq]
    yield f"раз в {rule.interval} {few if rule.interval < 5 else many}" if rule.interval else usual
    if rule.times:
        yield f"{rule.times} раза" if rule.times in (2, 3, 4) else f"{rule.times} раз"
    if rule.weekday:
        place, _, day = rule.weekday.rpartition(" ")
        yield f"{'последн. ' if place == '-1' else f'{place}-й ' if place else ''}{_WEEKDAYS[day]}"
    if rule.working_day:
        yield f"{rule.working_day}-й рабочий день"
    if rule.day:
        yield f"до {rule.day} числа"
    if rule.offset_months:
        yield "в следующем месяце" if rule.offset_months == 1 else f"через {rule.offset_months} мес."
    if rule.months:
        names = [_MONTHS[month - 1] for month in rule.months]
        yield f"{_MONTHS[rule.starts_month - 1]}–{names[-1]}" if rule.starts_month else "/".join(names)
