"""Rules for repetition: «ежегодно», «1 раз в квартал», «до 5 числа каждого месяца», «последняя среда месяца»."""

from dataclasses import replace

from domain.deadlines.atoms import Atom, Found, Remark, Repeat, Tokens
from domain.deadlines.places import MOST, after_not_later, kind_at, name_at, skip, value_at
from domain.deadlines.points import WEEKDAYS, Extent, Point
from domain.deadlines.points_rules import days_of_part, nth
from domain.deadlines.wording_rules import term
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


def every(ts: Tokens, i: int) -> Found:
    """«ежегодно», «каждый месяц», «2 раза в год», «в конце каждой четверти», «по вторникам», «по итогам четверти»."""
    if kind_at(ts, i) == "every":
        return [Repeat(Recurrence(_EVERY[ts[i].name]))], i + 1
    if kind_at(ts, i) == "by":
        return _by_units(ts, i + 1)
    each = after_not_later(ts, i)
    each += each == i and (name_at(ts, i) in {"в", "на", "за"} or kind_at(ts, i) == "until")
    end = skip(ts, each, "end")
    if kind_at(ts, end) == "each":
        return _each(ts, end + 1)
    if found := _sixth_school_day(ts, each):
        return found
    if kind_at(ts, each) == "weekday-days":
        day = WEEKDAYS[ts[each].value - 1]
        return [Repeat(Recurrence("weekly", weekday=day))], skip(ts, each + 1, "days")
    if name_at(ts, i) == "через" and kind_at(ts, i + 1) == "week" and kind_at(ts, i + 3) == "weekday":
        return [Repeat(Recurrence("weekly", interval=2))], i + 2
    if end > each and kind_at(ts, end) == "term":
        return [Repeat(Recurrence("school-quarters"))], end + 1
    return _weekdays_of_month(ts, each) or _part_of_month(ts, each) or _last_day(ts, each) or _other(ts, i)


def _sixth_school_day(ts: Tokens, i: int) -> Found:
    """«шестой школьный день»: Saturday, in the schools of Belarus."""
    i = skip(ts, i, "each")
    if value_at(ts, i) != 6 or not name_at(ts, i + 1).startswith("школьн") or kind_at(ts, i + 2) != "days":
        return None
    return [Repeat(Recurrence("weekly", weekday="SA"))], i + 3


def _other(ts: Tokens, i: int) -> Found:
    """«вторник, четверг еженедельно», «2 раза в год»."""
    days = _weekdays(ts, i) if not name_at(ts, i - 1).startswith(("кроме", "исключ")) else None
    # «пн., ср., пт.» can only be of each week; one day alone may be any.
    sure = days is not None and (len(days[0]) > 1 or _is_said(ts, "weekly", "week"))
    return days if sure else _times(ts, i)


def _unit(ts: Tokens, i: int) -> tuple[Frequency, int | None, int] | None:
    """«год», «учебный год», «2 месяца» → frequency, interval, place after."""
    interval = value_at(ts, i) if kind_at(ts, i) == "number" and 2 <= value_at(ts, i) <= 12 else None
    i = skip(ts, i + (interval is not None), "school", "calendar")
    kind = _UNITS.get(kind_at(ts, i))
    return (kind, interval, i + 1) if kind else None


def _each(ts: Tokens, i: int) -> Found:
    if found := _weekdays_of_month(ts, i) or _part_of_month(ts, i) or _weekdays(ts, i):
        return found
    unit = _unit(ts, i)
    return ([Repeat(Recurrence(unit[0], interval=unit[1]))], unit[2]) if unit else None


def _weekdays(ts: Tokens, i: int) -> Found:
    """«вторник», «вторникам и четвергам»: one repetition for each day of the week."""
    found: list[Atom] = []
    while kind_at(ts, i) == "weekday":
        found.append(Repeat(Recurrence("weekly", weekday=WEEKDAYS[ts[i].value - 1])))
        more = skip(ts, skip(ts, i + 1, ",", "and"), "by", "each")
        i = more if kind_at(ts, more) == "weekday" else i + 1
    return (found, i) if found else None


def _by_units(ts: Tokens, i: int) -> Found:
    """«по четвергам», «по полугодиям»; «по итогам четверти» names no day and is asked."""
    if found := _weekdays(ts, i):
        return found
    if name_at(ts, i) in {"итогам", "окончании", "завершении", "результатам"} or kind_at(ts, i) == "end":
        if named := term(ts, i + 1):
            return named
        if kind_at(ts, i + 1) == "school" and kind_at(ts, i + 2) == "year":
            # «по окончании учебного года»: on its last day, or some time after it?
            whole = Point("school-year")
            return [Extent(whole, whole, limit=True), Remark("К последнему дню учебного года или позже?")], i + 3
        unit = _unit(ts, skip(ts, i + 1, "each"))
        return ([Repeat(Recurrence(unit[0]))], unit[2]) if unit else None
    if name_at(ts, i).endswith(("ам", "ям")) and (kind := _UNITS.get(kind_at(ts, i))):
        return [Repeat(Recurrence(kind))], i + 1
    return None


def _weekdays_of_month(ts: Tokens, i: int) -> Found:
    """«последняя среда месяца», «первый понедельник каждого месяца», «1-я и 3-я пятница месяца»."""
    places, i = _places(ts, i)
    if not places or kind_at(ts, i) != "weekday":
        return None
    # «2-я и 4-я среда» can only be of each month.
    end = _monthly(ts, i + 1) if len(places) == 1 or kind_at(ts, i + 1) != "" else i + 1
    if end is None:
        return None
    day = WEEKDAYS[ts[i].value - 1]
    return [Repeat(Recurrence("monthly", weekday=f"{place} {day}")) for place in places], end


def _week_of_month(ts: Tokens, i: int) -> Found:
    """«1-я неделя месяца», «последняя неделя каждого месяца»: due on the last day of that week (7, 14, 21, 28)."""
    places, i = _places(ts, i)
    if not places or kind_at(ts, i) != "week" or max(places) > 4 or (end := _monthly(ts, i + 1)) is None:
        return None
    return [Repeat(Recurrence("monthly", day=7 * place if place > 0 else None)) for place in places], end


def _part_of_month(ts: Tokens, i: int) -> Found:
    """«1-я декада каждого месяца», «последняя неделя четверти»: due on the last day of the part."""
    part = days_of_part(ts, i)
    if part is None or kind_at(ts, i) in {"beginning", "middle", "end"}:
        return _week_of_month(ts, i)
    _, last, end = part
    if kind_at(ts, end) == "each" and kind_at(ts, end + 1) == "term" and last == -1:
        return [Repeat(Recurrence("school-quarters"))], end + 2
    after = _monthly(ts, end)
    return ([Repeat(Recurrence("monthly", day=last if last > 0 else None))], after) if after is not None else None


def _places(ts: Tokens, i: int) -> tuple[list[int], int]:
    """«последняя», «1-я и 3-я» → [-1], [1, 3] and the place after."""
    found: list[int] = []
    while len(found) < 5 and (place := nth(ts, i)) and place <= 5:
        found.append(place)
        i += 1
        if kind_at(ts, i) not in {",", "and"} or not nth(ts, i + 1):
            break
        i += 1
    return found, i


def _monthly(ts: Tokens, i: int) -> int | None:
    """The place after «месяца», «каждого месяца»; the same place where another word says that it is monthly."""
    end = skip(ts, i, "each")
    if kind_at(ts, end) == "month-word":
        return end + 1
    return i if _is_said(ts, "monthly", "month-word") else None


def _is_said(ts: Tokens, name: str, unit: str) -> bool:
    """«ежемесячно», «1 раз в месяц»."""
    return any(
        token.name == name or (token.kind == "times" and kind_at(ts, place + 2) == unit)
        for place, token in enumerate(ts)
    )


def _last_day(ts: Tokens, i: int) -> Found:
    """«последний день месяца», «последний рабочий день каждого месяца», «последний месяц квартала»."""
    first_or_last = nth(ts, i)
    if first_or_last in {1, -1} and kind_at(ts, i + 1) == "month-word":
        found = _month_of_period(ts, skip(ts, i + 2, "each"), first_or_last)
        return ([Repeat(found[0])], found[1]) if found else None
    if kind_at(ts, i) != "last":
        return None
    days = skip(ts, i + 1, "working")
    end = skip(ts, days + 1, "each")
    freq = _UNITS.get(kind_at(ts, end))
    if kind_at(ts, days) not in {"days", "day-number"} or freq not in {"monthly", "quarterly", "half-yearly"}:
        return None
    return [Repeat(Recurrence(freq, working_day=-1 if days > i + 1 else None))], end + 1


_MONTHS_OF: dict[str, tuple[Frequency, int]] = {"quarter": ("quarterly", 3), "half": ("half-yearly", 6)}


def _month_of_period(ts: Tokens, i: int, place: int) -> tuple[Recurrence, int] | None:
    """«последний месяц квартала», «третьего месяца квартала» → March, June, September, December."""
    if kind_at(ts, i) not in _MONTHS_OF:
        return None
    freq, length = _MONTHS_OF[kind_at(ts, i)]
    if place > length:
        return None
    months = tuple(range(length if place == -1 else place, 13, length))
    return Recurrence(freq, months=months), i + 1


def _times(ts: Tokens, i: int) -> Found:
    some = kind_at(ts, i) == "number" and kind_at(ts, i + 1) == "-" and kind_at(ts, i + 3) == "times"
    times, i = _how_many(ts, i + 2) if some else _how_many(ts, i)
    if times == 0 or not (name_at(ts, i) in {"в", "за", "на"} or kind_at(ts, i) == "/"):
        return None
    i += name_at(ts, i + 1).startswith(("теч", "протяж"))
    if (unit := _unit(ts, i + 1)) is None:
        return None
    repeat = Repeat(Recurrence(unit[0], interval=unit[1], times=times if times > 1 else None))
    return [repeat, Remark("Сколько раз напоминать: названо два числа.")] if some else [repeat], unit[2]


def _how_many(ts: Tokens, i: int) -> tuple[int, int]:
    """«2 раза», «не менее 1 раза», «дважды», «раз» → how many times (0: no such words), place after."""
    if name_at(ts, i) == "не" and name_at(ts, i + 1) in {"менее", "реже", "меньше"}:
        i += 2 + (name_at(ts, i + 2) == "чем")
    if kind_at(ts, i) == "twice":
        return ts[i].value, i + 1
    if kind_at(ts, i) == "number" and kind_at(ts, i + 1) == "times":
        return ts[i].value, i + 2
    return (1, i + 1) if kind_at(ts, i) == "times" else (0, i)


def _month_of_said_period(ts: Tokens, i: int, place: int) -> tuple[Recurrence, int] | None:
    """«1 раз в квартал, до 15 числа последнего месяца»."""
    said = next((k for k in range(i) if kind_at(ts, k) in _MONTHS_OF or name_at(ts, k) == "quarterly"), None)
    if said is None:
        return None
    freq, length = _MONTHS_OF.get(kind_at(ts, said), _MONTHS_OF["quarter"])
    return Recurrence(freq, months=tuple(range(length if place == -1 else 1, 13, length))), i


def day_of_month(ts: Tokens, i: int) -> Found:
    """«до 5 числа каждого месяца», «с 10 по 20 число», «1 и 15 числа», «не позднее 5 рабочего дня месяца»."""
    start, i = i, skip(ts, after_not_later(ts, skip(ts, i, "until", "by", "each", "from")), "each", "until", "time")
    days, i = _listed_days(ts, i + (name_at(ts, i) in {"в", "на"}))
    working = kind_at(ts, i) == "working"
    if not days:
        return None
    if kind_at(ts, i + working) != ("days" if working else "day-number"):
        return _bare_day(ts, start, i, days)
    found = _of_which_month(ts, i + working + 1)
    if found is None:
        # «ежемесячно до 5 числа»: only beside a word that says that it repeats.
        if not any(token.kind in {"every", "each", "times"} for token in ts):
            return None
        found = Recurrence("monthly"), i + working + 1
    rule, end = found
    rules = [replace(rule, working_day=day) if working else replace(rule, day=day) for day in days]
    this = kind_at(ts, i + working + 1) == "this" and not any(token.kind == "every" for token in ts)
    asks = [Remark("Это каждый месяц или один раз, и в каком месяце?")] if this else []
    return [*(Repeat(one) for one in rules), *asks], end


def _bare_day(ts: Tokens, start: int, end: int, days: list[int]) -> Found:
    """«ежемесячно, до 1-го»: a number without a month, where it is said that it is each month."""
    alone = end == len(ts) or kind_at(ts, end) in {",", ";", ")", "every"}
    led = kind_at(ts, start) == "until" or after_not_later(ts, start) > start
    if not alone or not led or len(days) > 1 or kind_at(ts, end - 1) != "number":
        return None
    monthly = any(token.name == "monthly" or token.kind == "times" for token in ts)
    if not monthly or any(token.kind in {"quarter", "year", "half", "term"} for token in ts):
        return None
    return [Repeat(Recurrence("monthly", day=days[0]))], end


def _listed_days(ts: Tokens, i: int) -> tuple[list[int], int]:
    """«5», «1 и 15», «10 по 20», «1-5» → days of the month that are due (of a stretch the last) and the place after."""
    days: list[int] = []
    while len(days) <= MOST and kind_at(ts, i) == "number" and 1 <= value_at(ts, i) <= 31:
        days.append(ts[i].value)
        i += 1
        if kind_at(ts, i + 1) != "number":
            break
        if kind_at(ts, i) in {"-", "by", "until"}:
            days.pop()
        elif kind_at(ts, i) not in {",", "and"}:
            break
        i += 1
    return days, i


def _of_which_month(ts: Tokens, i: int) -> tuple[Recurrence, int] | None:
    """«каждого месяца», «месяца, следующего за отчётным кварталом», «последнего месяца квартала»."""
    i = skip(ts, i, "each")
    i = skip(ts, i, "this") if kind_at(ts, i + 1) == "month-word" else i
    if nth(ts, i) in {-1, 1, 2, 3} and kind_at(ts, i + 1) == "month-word":
        return _month_of_period(ts, skip(ts, i + 2, "each"), nth(ts, i)) or _month_of_said_period(ts, i + 2, nth(ts, i))
    if kind_at(ts, i) == "reporting" and kind_at(ts, i + 1) == "month-word":
        return Recurrence("monthly"), i + 2
    if kind_at(ts, i) == "following" and kind_at(ts, i + 1) == "month-word":
        repeats = any(token.kind == "every" for token in ts)
        return (Recurrence("monthly", offset_months=1), i + 2) if repeats else None
    named = kind_at(ts, i) == "month-word"
    after = skip(ts, i + named, ",")
    if kind_at(ts, after) == "following" and kind_at(ts, skip(ts, after + 1, "word")) == "reporting":
        end = skip(ts, after + 1, "word") + 1
        unit = _UNITS.get(kind_at(ts, end))
        return Recurrence(unit or "monthly", offset_months=1), end + (unit is not None)
    return (Recurrence("monthly"), i + 1) if named else None
