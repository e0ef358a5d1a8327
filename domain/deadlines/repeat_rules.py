"""Rules for repetition: «ежегодно», «1 раз в квартал», «до 5 числа каждого месяца», «последняя среда месяца»."""

from domain.deadlines.atoms import Found, Remark, Repeat, Tokens
from domain.deadlines.places import after_not_later, kind_at, name_at, skip, value_at
from domain.measures import Frequency, Recurrence

_EVERY: dict[str, Frequency] = {
    "yearly": "yearly",
    "quarterly": "quarterly",
    "monthly": "monthly",
    "weekly": "weekly",
    "daily": "daily",
    "school-quarters": "school-quarters",
}
_UNITS: dict[str, Frequency] = {
    "year": "yearly",
    "years": "yearly",
    "half": "half-yearly",
    "quarter": "quarterly",
    "term": "school-quarters",
    "month-word": "monthly",
    "week": "weekly",
    "days": "daily",
}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def every(ts: Tokens, i: int) -> Found:
    """«ежегодно», «каждый месяц», «2 раза в год», «в конце каждой четверти», «по вторникам», «по итогам четверти»."""
    if kind_at(ts, i) == "every":
        return [Repeat(Recurrence(_EVERY[ts[i].name]))], i + 1
    if kind_at(ts, i) == "by":
        return _by_units(ts, i + 1)
    each = i + (name_at(ts, i) == "в")
    each = skip(ts, each, "end")
    if kind_at(ts, each) == "each":
        return _each(ts, each + 1)
    return _nth_weekday(ts, i) or _last_day(ts, i) or _times(ts, i)


def _unit(ts: Tokens, i: int) -> tuple[Frequency, int | None, int] | None:
    """«год», «учебный год», «2 месяца» → frequency, interval, place after."""
    interval = value_at(ts, i) if kind_at(ts, i) == "number" and 2 <= value_at(ts, i) <= 12 else None
    i = skip(ts, i + (interval is not None), "school", "calendar")
    kind = _UNITS.get(kind_at(ts, i))
    return (kind, interval, i + 1) if kind else None


def _each(ts: Tokens, i: int) -> Found:
    if found := _nth_weekday(ts, i):
        return found
    if kind_at(ts, i) == "weekday":
        return [Repeat(Recurrence("weekly", weekday=_WEEKDAYS[ts[i].value - 1]))], i + 1
    unit = _unit(ts, i)
    return ([Repeat(Recurrence(unit[0], interval=unit[1]))], unit[2]) if unit else None


def _by_units(ts: Tokens, i: int) -> Found:
    """«по четвергам», «по полугодиям»; «по итогам четверти» names no day and is asked."""
    if kind_at(ts, i) == "weekday":
        return [Repeat(Recurrence("weekly", weekday=_WEEKDAYS[ts[i].value - 1]))], i + 1
    if name_at(ts, i) in {"итогам", "окончании", "завершении"} or kind_at(ts, i) == "end":
        unit = _unit(ts, skip(ts, i + 1, "each"))
        ask = Remark("По итогам каждого такого периода? К какому дню после его конца?")
        return ([Repeat(Recurrence(unit[0])), ask], unit[2]) if unit else None
    if name_at(ts, i).endswith(("ам", "ям")) and (kind := _UNITS.get(kind_at(ts, i))):
        return [Repeat(Recurrence(kind))], i + 1
    return None


def _nth_weekday(ts: Tokens, i: int) -> Found:
    """«последняя среда месяца», «первый понедельник каждого месяца»."""
    nth = -1 if kind_at(ts, i) == "last" else value_at(ts, i) if kind_at(ts, i) == "number" else 0
    if nth == 0 or nth > 5 or kind_at(ts, i + 1) != "weekday":
        return None
    end = skip(ts, i + 2, "each")
    if kind_at(ts, end) != "month-word":
        if not any(token.name == "monthly" for token in ts):
            return None
        end = i + 1
    return [Repeat(Recurrence("monthly", weekday=f"{nth} {_WEEKDAYS[ts[i + 1].value - 1]}"))], end + 1


def _last_day(ts: Tokens, i: int) -> Found:
    """«последний день месяца», «последний рабочий день каждого месяца»."""
    if kind_at(ts, i) != "last":
        return None
    days = skip(ts, i + 1, "working")
    end = skip(ts, days + 1, "each")
    if kind_at(ts, days) != "days" or kind_at(ts, end) != "month-word":
        return None
    return [Repeat(Recurrence("monthly", working_day=-1 if days > i + 1 else None))], end + 1


def _times(ts: Tokens, i: int) -> Found:
    some = kind_at(ts, i) == "number" and kind_at(ts, i + 1) == "-" and kind_at(ts, i + 3) == "times"
    times, i = _how_many(ts, i + 2) if some else _how_many(ts, i)
    if times == 0 or not (name_at(ts, i) in {"в", "за"} or kind_at(ts, i) == "/") or (unit := _unit(ts, i + 1)) is None:
        return None
    repeat = Repeat(Recurrence(unit[0], interval=unit[1], times=times if times > 1 else None))
    return [repeat, Remark("Сколько раз напоминать: названо два числа.")] if some else [repeat], unit[2]


def _how_many(ts: Tokens, i: int) -> tuple[int, int]:
    """«2 раза», «не менее 1 раза», «дважды», «раз» → how many times (0: no such words), place after."""
    if name_at(ts, i) == "не" and name_at(ts, i + 1) in {"менее", "реже"}:
        i += 2
    if kind_at(ts, i) == "twice":
        return ts[i].value, i + 1
    if kind_at(ts, i) == "number" and kind_at(ts, i + 1) == "times":
        return ts[i].value, i + 2
    return (1, i + 1) if kind_at(ts, i) == "times" else (0, i)


def day_of_month(ts: Tokens, i: int) -> Found:
    """«до 5 числа каждого месяца», «не позднее 5 рабочего дня месяца, следующего за отчётным кварталом»."""
    i = skip(ts, after_not_later(ts, skip(ts, i, "until", "by", "each")), "each")
    if kind_at(ts, i) != "number" or not 1 <= value_at(ts, i) <= 31:
        return None
    value, working = ts[i].value, kind_at(ts, i + 1) == "working"
    i += 1 + working
    if kind_at(ts, i) != ("days" if working else "day-number"):
        return None
    freq, offset, end = _of_which_month(ts, i + 1)
    if freq is None:
        # «ежемесячно до 5 числа»: only beside a word that says that it repeats.
        if not any(token.kind in {"every", "each", "times"} for token in ts):
            return None
        freq, end = "monthly", i + 1
    rule = Recurrence(
        freq, day=None if working else value, working_day=value if working else None, offset_months=offset
    )
    return [Repeat(rule)], end


def _of_which_month(ts: Tokens, i: int) -> tuple[Frequency | None, int | None, int]:
    """«каждого месяца», «отчётного месяца», «месяца, следующего за отчётным кварталом»."""
    i = skip(ts, i, "each")
    if kind_at(ts, i) == "reporting" and kind_at(ts, i + 1) == "month-word":
        return "monthly", None, i + 2
    named = kind_at(ts, i) == "month-word"
    after = skip(ts, i + named, ",")
    if kind_at(ts, after) == "following" and kind_at(ts, skip(ts, after + 1, "word")) == "reporting":
        end = skip(ts, after + 1, "word") + 1
        unit = _UNITS.get(kind_at(ts, end))
        return unit or "monthly", 1, end + (unit is not None)
    return ("monthly", None, i + 1) if named else (None, None, i)
