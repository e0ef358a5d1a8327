"""The period of a plan, as its heading prints it: «на 2022-2023 учебный год», «на период до 2025 года»."""

from datetime import date

from domain.deadlines.atoms import Tokens
from domain.deadlines.calendar_rules import from_to, one_stretch
from domain.deadlines.places import kind_at, name_at
from domain.deadlines.points import Extent
from domain.deadlines.tidying import tidied
from domain.deadlines.tokens import tokens
from domain.measures import Span


def read_period(heading: str) -> Span:
    """First period named in a heading; days, months and years that stand after «на», «до», «в». Never raises."""
    ts = tokens(tidied(heading[:4000]))
    i = 0
    while i < len(ts):
        found = _stretch_at(ts, i)
        if found is None:
            i += 1
            continue
        extent, end = found
        if extent.dated and extent.first.unit == "school-year" and _is_prepared(ts, i):
            return _months_before(extent)
        if kind_at(ts, i - 1) == "until" and extent.dated:
            # «подготовка к летнему сезону 2025 года» is work of that year; «до 2025 года» may have begun at any time.
            of_year = extent.first.unit == "season" and extent.due is not None
            return Span(date(extent.due.year, 1, 1) if of_year and extent.due else None, extent.due)
        start, due = extent.first.first, extent.due
        one_day = extent.first.unit == "day" and extent.first == extent.last
        if extent.dated and not one_day and start is not None and due is not None and start <= due:
            return Span(start, due)
        i = end
    return Span()


def _is_prepared(ts: Tokens, i: int) -> bool:
    """«к новому 2026-2027 учебному году»: what the plan does comes before that year."""
    while name_at(ts, i - 1).startswith(("нов", "предстоящ", "очередн", "следующ")):
        i -= 1
    return name_at(ts, i - 1) in {"к", "ко"}


def _months_before(extent: Extent) -> Span:
    """The calendar year of the school year's first day, up to that day."""
    first = extent.first.first
    return Span() if first is None else Span(date(first.year, 1, 1), first)


def _stretch_at(ts: Tokens, i: int) -> tuple[Extent, int] | None:
    """«с 1 сентября 2023 г. по 31 мая 2024 г.», «2023 год», «I квартал 2024 года»."""
    if (found := from_to(ts, i)) and isinstance(found[0][0], Extent) and not found[0][0].open_end:
        return found[0][0], found[1]
    return one_stretch(ts, i)
