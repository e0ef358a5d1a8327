"""Rules for one named stretch of the calendar: «20.10.2022 г.», «I квартал 2023 года», «первая декада мая»."""

from calendar import monthrange

from domain.deadlines.atoms import Tokens
from domain.deadlines.places import kind_at, name_at, skip, value_at
from domain.deadlines.points import Extent, Point

_PAIR = ("year-number", "-", "year-number")
_PARTS = {"quarter": 4, "half": 2}


def school_year(ts: Tokens, i: int) -> tuple[Point, int] | None:
    """«2023/2024», «2022 - 2023 учебный год»; a dash alone means a school year only beside «учебный»."""
    if kind_at(ts, i) == "year-pair":
        return Point("school-year", ts[i].value), skip(ts, skip(ts, i + 1, "school"), "year", "years")
    if kind_at(ts, i) == "year-number" and kind_at(ts, i + 1) == "-" and _school_follows(ts, i + 3):
        second = value_at(ts, i + 2) + (2000 if kind_at(ts, i + 2) == "number" else 0)
        if second == ts[i].value + 1:
            return Point("school-year", ts[i].value), skip(ts, skip(ts, i + 3, "school"), "year", "years")
    return None


def _school_follows(ts: Tokens, i: int) -> bool:
    """«учебный» at a place, or after more pairs of years: «2022-2023, 2023-2024 учебные годы»."""
    while kind_at(ts, i) in {",", "and"} and [kind_at(ts, i + k) for k in (1, 2, 3)] == [*_PAIR]:
        i += 4
    return kind_at(ts, i) == "school"


def years(ts: Tokens, i: int) -> tuple[Extent, int] | None:
    """«2022-2026», «2022 – 2026 гг.»; two years in a row without «гг.» may be a school year and are asked about."""
    if [kind_at(ts, i + k) for k in range(3)] != [*_PAIR] or school_year(ts, i):
        return None
    first, last = ts[i].value, ts[i + 2].value
    if first >= last:
        return None
    end = skip(ts, i + 3, "year", "years")
    return Extent(Point("year", first), Point("year", last), vague=last == first + 1 and end == i + 3), end


def year_after(ts: Tokens, i: int) -> tuple[int | None, int]:
    """An optional «2022 г.»; years that begin a school year or a range are left where they stand."""
    if kind_at(ts, i) != "year-number" or school_year(ts, i) or years(ts, i):
        return None, i
    return ts[i].value, skip(ts, i + 1, "year", "years")


def point(ts: Tokens, i: int) -> tuple[Point, int] | None:
    """One named stretch: a day, month, quarter, half, season, year or school year."""
    if found := school_year(ts, i):
        return found
    match kind_at(ts, i):
        case "date":
            return _date(ts, i)
        case "month":
            year, end = year_after(ts, skip(ts, i + 1, "month-word"))
            return Point("month", year, ts[i].value), end
        case "season":
            year, end = year_after(ts, i + 1)
            return Point("season", year, ts[i].value), end
        case "season-of" if (
            name_at(ts, i + 1).startswith(("период", "врем", "сезон")) or kind_at(ts, i + 1) == "month-word"
        ):
            year, end = year_after(ts, i + 2)
            return Point("season", year, ts[i].value), end
        case "year-number":
            return Point("year", ts[i].value), skip(ts, i + 1, "year", "years")
        case "number":
            return _numbered(ts, i)
    return None


def _date(ts: Tokens, i: int) -> tuple[Point, int] | None:
    if not 1 <= ts[i].month <= 12:
        return None
    year, end = (ts[i].year, i + 1) if ts[i].year else year_after(ts, i + 1)
    return Point("day", year, ts[i].month, ts[i].value), skip(ts, end, "year")


def _numbered(ts: Tokens, i: int) -> tuple[Point, int] | None:
    """«20 октября 2022 года», «I квартал 2023 года», «2-е полугодие 2023 г.»."""
    value, after = ts[i].value, kind_at(ts, i + 1)
    if after == "month" and 1 <= value <= 31:
        year, end = year_after(ts, i + 2)
        return Point("day", year, ts[i + 1].value, value), end
    if after == "month-part" and ts[i + 1].value == 2 and kind_at(ts, i + 2) == "year-number" and value in {1, 2}:
        return Point("half", ts[i + 2].value, value), skip(ts, i + 3, "year")
    if after in _PARTS and 1 <= value <= _PARTS[after]:
        if after == "half" and (kind_at(ts, i + 2) == "school" or school_year(ts, i + 2)):
            return None
        year, end = year_after(ts, skip(ts, i + 2, "calendar"))
        return Point("quarter" if after == "quarter" else "half", year, value), skip(ts, end, "year")
    return None


def part_of_month(ts: Tokens, i: int) -> tuple[Extent, int] | None:
    """«первая половина декабря 2025 г.», «3 декада мая»: days 1-15 and 16-…, or 1-10, 11-20 and 21-…."""
    if kind_at(ts, i) != "number" or kind_at(ts, i + 1) != "month-part" or kind_at(ts, i + 2) != "month":
        return None
    parts, which = ts[i + 1].value, ts[i].value
    if not 1 <= which <= parts:
        return None
    year, end = year_after(ts, i + 3)
    size = 30 // parts
    month = ts[i + 2].value
    first = Point("day", year, month, size * (which - 1) + 1)
    if which < parts:
        return Extent(first, Point("day", year, month, size * which)), end
    # February without a year ends on the 28th: the day that exists in every year.
    last = monthrange(year, month)[1] if year else monthrange(2023, month)[1]
    return Extent(first, Point("day", year, month, last)), end
