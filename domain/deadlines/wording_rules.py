"""Rules for words that are no dates: «в течение года», «по отдельному графику», «3 четверть», «далее»."""

from dataclasses import replace
from datetime import date

from domain.deadlines.atoms import Atom, Found, Heading, Remark, Standing, Term, Then, Tokens, Unknown, Whenever
from domain.deadlines.calendar_rules import from_to, one_stretch
from domain.deadlines.places import HOURS, kind_at, name_at, skip, skip_hour, skip_words
from domain.deadlines.points_rules import school_year, year_after
from domain.measures import SchoolUnit, Span

_DURING = ("теч", "втеч", "протяж", "период", "продолжени", "время")
# «в течение месяца со дня …», «после …»: the words after them say from when, and nobody knows that day.
_MOVES = ("со", "с", "после", "от", "до", "момент")
# Autumn holidays follow the first quarter, winter the second, spring the third, summer the fourth.
_HOLIDAYS = {3: 1, 4: 2, 1: 3, 2: 4}
_HOLIDAY_WORDS = ("время", "период", "дни", "школьны")
_SCHEDULE = ("график", "план", "расписани")


def term(ts: Tokens, i: int) -> Found:
    """«3 четверть 2023/2024 учебного года», «до конца II четверти», «1, 2 четверть», «в период каникул 2025 г.»."""
    place, limit, end = _before_term(ts, i)
    unit = _unit_of(ts, place)
    named: Found = ([Term(unit[0])], unit[1]) if unit else None
    found = named or _quarters(ts, place) or _holidays(ts, place if end else i)
    if end:
        return _last_days(found) if found else _end_of_half(ts, place)
    if found and limit:
        return [*found[0], Remark("До начала этой части учебного года или до её конца?")], found[1]
    return found


def _last_days(found: tuple[list[Atom], int]) -> Found:
    """«до конца II четверти»: its last day; «до конца каникул» does not say of which."""
    terms = [replace(atom, unit=replace(atom.unit, end=True)) for atom in found[0] if isinstance(atom, Term)]
    if any(one.several for one in terms):
        return None
    return [*terms, *(atom for atom in found[0] if not isinstance(atom, Term))], found[1]


def _end_of_half(ts: Tokens, i: int) -> Found:
    """«в конце I полугодия»: of the calendar year or of the school year, as the plan says."""
    found = one_stretch(ts, i)
    return ([replace(found[0], limit=True)], found[1]) if found and found[0].first.unit == "half" else None


def _before_term(ts: Tokens, i: int) -> tuple[int, bool, bool]:
    """The place after «до конца», «в», «по итогам»; whether they say by when, and whether it is the end."""
    limit = end = False
    while True:
        if kind_at(ts, i) == "until" or name_at(ts, i) in {"в", "на"}:
            limit = limit or kind_at(ts, i) == "until"
            i += 1
        elif kind_at(ts, i) == "end":
            limit = end = True
            i += 1
        elif kind_at(ts, i) == "by" and name_at(ts, i + 1) in _AT_THE_END:
            limit = end = True
            i += 2
        else:
            return i, limit, end


_AT_THE_END = {"окончании", "окончанию", "завершении", "завершению"}


def _quarters(ts: Tokens, i: int) -> Found:
    """«3, 4 четверти»; «I – II четверть» is half of the school year, other ranges are each quarter and asked."""
    end = i
    while end < i + 8 and kind_at(ts, end) == "number" and kind_at(ts, end + 1) in {",", "and", "-"}:
        end += 2
    last = _unit_of(ts, end)
    if end == i or last is None or last[0].unit != "quarter":
        return None
    places = [*range(i, end, 2), end]
    indices, ranged = [ts[place].value for place in places], kind_at(ts, i + 1) == "-"
    if ranged and indices in ([1, 2], [3, 4]):
        return [Term(SchoolUnit("half-year", indices[1] // 2, last[0].year))], last[1]
    if not all(1 <= index <= 4 for index in indices) or indices != sorted(indices):
        return None
    if ranged:
        indices = list(range(indices[0], indices[-1] + 1))
    found: list[Atom] = [Term(SchoolUnit("quarter", index, last[0].year)) for index in indices]
    return [*found, Remark("Это срок на каждую четверть или один срок на все?")] if ranged else found, last[1]


def _unit_of(ts: Tokens, i: int) -> tuple[SchoolUnit, int] | None:
    if kind_at(ts, i) != "number":
        return None
    if kind_at(ts, i + 1) == "term" and 1 <= ts[i].value <= 4:
        year, end = _of_school_year(ts, i + 2)
        return SchoolUnit("quarter", ts[i].value, year), end
    if kind_at(ts, i + 1) == "half" and 1 <= ts[i].value <= 2:
        year, end = _of_school_year(ts, i + 2)
        return (SchoolUnit("half-year", ts[i].value, year), end) if end > i + 2 else None
    return None


def _of_school_year(ts: Tokens, i: int) -> tuple[str | None, int]:
    if (found := school_year(ts, i)) and found[0].year:
        return f"{found[0].year}/{found[0].year + 1}", found[1]
    if kind_at(ts, i) == "school":
        return None, skip(ts, i + 1, "year")
    return None, i


def _holidays(ts: Tokens, i: int) -> Found:
    """«в период каникул», «во время осенних каникул», «каникулярное время»."""
    while name_at(ts, i).startswith(_HOLIDAY_WORDS) or name_at(ts, i) in {"в", "во", "на"}:
        i += 1
    seasons: list[int] = []
    while kind_at(ts, i) == "season-of":
        seasons.append(ts[i].value)
        i = skip(ts, i + 1, ",", "and")
    if kind_at(ts, i) != "holidays":
        return None
    i += 1 + name_at(ts, i + 1).startswith(("врем", "период"))
    year, end = _of_school_year(ts, i)
    calendar_year, end = year_after(ts, end) if year is None else (None, end)
    span = Span(date(calendar_year, 1, 1), date(calendar_year, 12, 31)) if calendar_year else None
    if not seasons:
        return [Term(SchoolUnit("holidays", None, year), several=True, years=span)], end
    return [Term(SchoolUnit("holidays", _HOLIDAYS[season], year), years=span) for season in seasons], end


def during(ts: Tokens, i: int) -> Found:
    """«в течение года», «в течение учебного года», «на протяжении всего периода», «в течение 2023 года»."""
    start = i
    i += name_at(ts, i) in {"в", "во", "на", "за"}
    if not name_at(ts, i).startswith(_DURING):
        return _alone(ts, start)
    i = _skip_whole(ts, i + 1)
    if named := from_to(ts, i) or term(ts, i):
        return named
    if name_at(ts, i).startswith(
        ("период", "реализаци", "срок", "времени", "действи", "месячник", "проект", "програм")
    ):
        return [Standing("plan")], skip_words(ts, i)
    if kind_at(ts, i) == "school" and (kind_at(ts, i + 1) == "year" or name_at(ts, i + 1).startswith("период")):
        return [Standing("school-year")], i + 2
    if kind_at(ts, skip(ts, i, "calendar")) == "year":
        return [Standing("year")], skip(ts, i, "calendar") + 1
    found = one_stretch(ts, i)
    if found is None:
        return _unnamed_stretch(ts, i)
    if found[0].first.unit not in {"year", "school-year"}:
        return [found[0]], found[1]
    last, end = found
    while (
        kind_at(ts, end) in {"and", ","} and (more := one_stretch(ts, end + 1)) and more[0].first.unit == last.last.unit
    ):
        last, end = more
    return [Standing("plan", replace(found[0], last=last.last))], end


def _skip_whole(ts: Tokens, i: int) -> int:
    """The place after «всего», «текущего», «одного»."""
    while name_at(ts, i).startswith(("всего", "весь", "всей", "целого")) or kind_at(ts, i) == "this":
        i += 1
    return i


_UNNAMED = {"month-word": "месяца", "quarter": "квартала", "term": "четверти", "half": "полугодия", "week": "недели"}


def _unnamed_stretch(ts: Tokens, i: int) -> Found:
    """«в течение месяца»: which one, the words do not say."""
    which = _UNNAMED.get(kind_at(ts, i))
    if which is None or kind_at(ts, i + 1) in {"number", "date", "month"} or name_at(ts, i + 1).startswith(_MOVES):
        return None
    return [Unknown(f"в течение {which}", moves=True, at=ts[i].at)], i + 1


def _alone(ts: Tokens, i: int) -> Found:
    """«учебный год», «весь период», «весь учебный год», «круглый год»."""
    if name_at(ts, i) in {"весь", "круглый", "всего"}:
        if name_at(ts, i + 1).startswith(("период", "срок")):
            return [Standing("plan")], skip_words(ts, i + 2)
        if kind_at(ts, i + 1) == "year":
            return [Standing("year")], i + 2
        if found := one_stretch(ts, i + 1):
            return [found[0]], found[1]
        i += 1
    if kind_at(ts, i) == "school" and kind_at(ts, i + 1) == "year":
        return [Standing("school-year")], i + 2
    return None


_OF_TERM = ("исполнени", "реализаци", "выполнени", "проведени", "сдачи", "представлени", "предоставлени", "подачи")


def srok(ts: Tokens, i: int) -> Found:
    """«срок исполнения», «сроки: …» say what the cell is about and nothing about when."""
    if name_at(ts, i) not in {"срок", "сроки", "срока", "дата", "даты"}:
        return None
    return [], i + 1 + name_at(ts, i + 1).startswith(_OF_TERM)


def wrong_weekday(ts: Tokens, i: int) -> Found:
    """«20.10.2023 (понедельник)»: that day is a Friday."""
    if kind_at(ts, i) != "wrong-weekday":
        return None
    return [Remark(f"День недели не подходит к дате: «{ts[i].text}». Верна ли дата?")], i + 1


def about(ts: Tokens, i: int) -> Found:
    """«отчёт за 3 квартал – до 05.10.2024», «по итогам 2023 года – до 1 февраля»: what the deadline is about."""
    begin = i
    if name_at(ts, i) == "за":
        i += 1
    elif kind_at(ts, i) == "by" and name_at(ts, i + 1) in {"итогам", "результатам"}:
        i += 2
    else:
        return None
    found = one_stretch(ts, i) or term(ts, i)
    if found is None or kind_at(ts, found[1]) not in {"-", ":"} or kind_at(ts, found[1] + 1) not in _BEGINS_DATE:
        return None
    return [Heading(" ".join(token.text for token in ts[begin : found[1]]))], found[1] + 1


_BEGINS_DATE = {"until", "date", "number", "month"}


def hours(ts: Tokens, i: int) -> Found:
    """«в 15.00», «с 10:00 до 12:00», «15 ч. 30 мин.»: an hour of the day changes no deadline."""
    after = skip_hour(ts, i + 1)
    if kind_at(ts, i) == "until" and after > i + 1 and kind_at(ts, after) in {"date", "number"}:
        return None
    start = i
    i += 2 if kind_at(ts, i) == "beginning" and name_at(ts, i + 1) == "в" and kind_at(ts, i + 2) == "time" else 0
    i += name_at(ts, i) in {"в", "на", "время"} or (kind_at(ts, i) in _HOUR_JOINTS and kind_at(ts, i + 1) == "time")
    if kind_at(ts, i) == "number" and name_at(ts, i + 1) in HOURS:
        return [], i + 2 + 2 * (name_at(ts, i + 3) in {"мин", "минут"})
    if _dashed_hour(ts, i) and (i > start or kind_at(ts, i - 1) in {",", "date", "year"}):
        return [], i + 3
    if kind_at(ts, i) != "time":
        return None
    i = skip_hour(ts, i)
    while kind_at(ts, i) in _HOUR_JOINTS and kind_at(ts, i + 1) == "time":
        i += 2
    return [], i


def _dashed_hour(ts: Tokens, i: int) -> bool:
    """«10-00», «14-30» beside a date."""
    minutes = kind_at(ts, i + 1) == "-" and kind_at(ts, i + 2) == "number" and ts[i + 2].text in _MINUTES
    return minutes and kind_at(ts, i) == "number" and ts[i].value < 24


_MINUTES = {"00", "15", "30", "45"}
_HOUR_JOINTS = {"from", "until", "by", "-"}


def always(ts: Tokens, i: int) -> Found:
    if kind_at(ts, i) != "always":
        return None
    return [Standing("always")], i + 1 + name_at(ts, i + 1).startswith("основ")


def then(ts: Tokens, i: int) -> Found:
    i = skip(ts, i, "and")
    if name_at(ts, i) == "в" and name_at(ts, i + 1).startswith("последующ"):
        return [Then()], skip(ts, i + 2, "years")
    if kind_at(ts, i) != "then":
        return None
    return [Then()], skip(ts, skip(ts, i + 1, "-"), ",")


def whenever(ts: Tokens, i: int) -> Found:
    """«по отдельному графику», «по мере необходимости», «по согласованию»: the coordinator is asked for a date."""
    if kind_at(ts, i) == "by":
        return _by_what(ts, i)
    if name_at(ts, i) == "при" and name_at(ts, i + 1).startswith(("необходимост", "наличи")):
        return [Whenever("при необходимости", None)], skip_words(ts, i + 2)
    if name_at(ts, i) == "согласно" or (name_at(ts, i) == "в" and name_at(ts, i + 1).startswith("соответстви")):
        return _according(ts, i)
    return None


def _by_what(ts: Tokens, i: int) -> Found:
    words = [name_at(ts, i + k) for k in range(1, 4)]
    if words[0] == "мере" and words[1].startswith("реализаци"):
        return [Standing("plan")], skip_words(ts, i + 3)
    if words[0] == "мере":
        return [Whenever("по мере необходимости", None)], skip_words(ts, i + 2)
    if words[0].startswith("необходимост"):
        return [Whenever(f"по {words[0]}", None)], skip_words(ts, i + 2)
    if words[0].startswith(("требовани", "запрос", "заявк", "согласовани", "договоренност")):
        ask = f"«По {words[0]}»: на какое число поставить напоминание, или срок не нужен?"
        return [Whenever(f"по {words[0]}", ask)], skip_words(ts, i + 2)
    for k, word in enumerate(words):
        if word.startswith(_SCHEDULE):
            ask = "Где отдельный график или план? К какому числу это должно быть сделано?"
            return [Whenever("по графику", ask)], skip_words(ts, _after_double(ts, i + 2 + k))
    return None


def _after_double(ts: Tokens, i: int) -> int:
    """The place after the second half of «план-график»."""
    return i + 2 if kind_at(ts, i) == "-" and name_at(ts, i + 1).startswith(_SCHEDULE) else i


def _according(ts: Tokens, i: int) -> Found:
    """«в соответствии с отдельными планами», «согласно графику»."""
    for k in range(1, 6):
        if name_at(ts, i + k).startswith(_SCHEDULE):
            ask = "Срок зависит от отдельного плана или графика: приложите его или назовите даты."
            return [Remark(ask)], skip_words(ts, _after_double(ts, i + k + 1))
    return None
