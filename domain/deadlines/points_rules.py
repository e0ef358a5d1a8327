"""Rules for one named stretch of the calendar: «20.10.2022 г.», «I квартал 2023 года», «первая декада мая»."""

from domain.deadlines.atoms import Tokens
from domain.deadlines.places import kind_at, name_at, skip, value_at
from domain.deadlines.points import Extent, Point

_PAIR = ("year-number", "-", "year-number")
_PARTS = {"quarter": 4, "half": 2}
# Where the thirds and halves of a month begin; a week is counted from its first day.
_SIZES = {2: 15, 3: 10}
_EDGES = {"beginning": (1, 10), "middle": (11, 20), "end": (21, -1)}


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
    dash = skip(ts, i + 1, "year")
    if [kind_at(ts, i), kind_at(ts, dash), kind_at(ts, dash + 1)] != [*_PAIR] or school_year(ts, i):
        return None
    first, last = ts[i].value, ts[dash + 1].value
    if first >= last:
        return None
    end = skip(ts, dash + 2, "year", "years")
    return Extent(Point("year", first), Point("year", last), vague=last == first + 1 and end == dash + 2), end


def year_after(ts: Tokens, i: int) -> tuple[int | None, int]:
    """An optional «2022 г.» or «текущего года»; years that begin a school year or a range are left where they stand."""
    if kind_at(ts, i) == "this" and kind_at(ts, skip(ts, i + 1, "calendar")) == "year":
        return None, skip(ts, i + 1, "calendar") + 1
    if kind_at(ts, i) == "number" and kind_at(ts, i + 1) == "year" and ts[i].text.isdigit() and len(ts[i].text) == 2:
        return 2000 + ts[i].value, i + 2
    if (end := _after_reporting_year(ts, i)) is not None:
        return None, end
    if kind_at(ts, i) != "year-number" or school_year(ts, i) or years(ts, i):
        return None, i
    return ts[i].value, skip(ts, i + 1, "year", "years")


def _after_reporting_year(ts: Tokens, i: int) -> int | None:
    """«ежегодно до 5 января года, следующего за отчётным»: any year, so only where it is said that it repeats."""
    after = skip(ts, i + 1, ",")
    following = kind_at(ts, i) == "year" and kind_at(ts, after) == "following" and kind_at(ts, after + 2) == "reporting"
    return after + 3 if following and any(token.name == "yearly" for token in ts) else None


def point(ts: Tokens, i: int) -> tuple[Point, int] | None:
    """One named stretch: a day, month, quarter, half, season, year or school year."""
    if found := school_year(ts, i):
        return found
    match kind_at(ts, i):
        case "date":
            return _date(ts, i)
        case "month-date":
            return Point("month", ts[i].year, ts[i].month), skip(ts, i + 1, "year")
        case "month":
            return _month(ts, i)
        case "season":
            return _season(ts, i)
        case "season-of" if (
            name_at(ts, i + 1).startswith(("период", "врем", "сезон")) or kind_at(ts, i + 1) == "month-word"
        ):
            year, end = year_after(ts, i + 2)
            return Point("season", year, ts[i].value), end
        case "year-number":
            return Point("year", ts[i].value), skip(ts, i + 1, "year", "years")
        case "number" | "last":
            return _weekday_of_month(ts, i) or _numbered(ts, i)
    return None


def _date(ts: Tokens, i: int) -> tuple[Point, int] | None:
    if not 1 <= ts[i].month <= 12:
        return None
    year, end = (ts[i].year, i + 1) if ts[i].year else year_after(ts, i + 1)
    # There is no day 0: a value that no month has makes it an impossible date.
    return Point("day", year, ts[i].month, ts[i].value or 99), skip(ts, end, "year")


def _month(ts: Tokens, i: int) -> tuple[Point, int]:
    """«октябрь 2023 г.», «март 2023/2024 учебного года» (then of its second calendar year)."""
    after = skip(ts, i + 1, "month-word")
    if found := school_year(ts, after):
        return Point("month", (found[0].year or 0) + (ts[i].value < _SUMMER_ENDS), ts[i].value), found[1]
    year, end = year_after(ts, after)
    return Point("month", year, ts[i].value), end


_SUMMER_ENDS = 8


def _season(ts: Tokens, i: int) -> tuple[Point, int]:
    """«лето 2024 г.», «весна 2023/2024»: autumn lies in the first of two years, spring and summer in the second."""
    season = ts[i].value
    if found := school_year(ts, i + 1):
        return Point("season", (found[0].year or 0) + (season in {1, 2}), season), found[1]
    year, end = year_after(ts, i + 1)
    return Point("season", year, season), end


def _numbered(ts: Tokens, i: int) -> tuple[Point, int] | None:
    """«20 октября 2022 года», «I квартал 2023 года», «2-е полугодие 2023 г.», «XI 2023»."""
    value, after = ts[i].value, kind_at(ts, i + 1)
    if after == "month" and 1 <= value <= 31:
        year, end = year_after(ts, i + 2)
        return Point("day", year, ts[i + 1].value, value), end
    if (after == "year-number" and name_at(ts, i) == "roman") or _is_roman_month(ts, i):
        year, end = year_after(ts, i + 1)
        return Point("month", year, value), end
    if after == "month-part" and ts[i + 1].value == 2 and value in {1, 2}:
        year, end = year_after(ts, i + 2)
        return (Point("half", year, value), end) if end > i + 2 or kind_at(ts, i + 2) == "year" else None
    if after in _PARTS and 1 <= value <= _PARTS[after]:
        if after == "half" and (kind_at(ts, i + 2) == "school" or school_year(ts, i + 2)):
            return None
        year, end = year_after(ts, skip(ts, i + 2, "calendar"))
        return Point("quarter" if after == "quarter" else "half", year, value), skip(ts, end, "year")
    return None


def _is_roman_month(ts: Tokens, i: int) -> bool:
    """«IX», «X–XI», «VIII, XII»: months, where nothing else is counted and one of them is beyond all quarters."""
    if name_at(ts, i) != "roman":
        return False
    romans = [k for k, token in enumerate(ts) if token.name == "roman"]
    beyond = any(ts[k].value > _PARTS["quarter"] for k in romans)
    return beyond and all(kind_at(ts, k + 1) in _AFTER_MONTH for k in romans)


_AFTER_MONTH = {"", ",", ";", "-", "and", ")", "by", "until", "year-number", "year-pair", "every", "/"}


def nth(ts: Tokens, i: int) -> int:
    """«первый», «2-я» → 1, 2; «последний» → -1; 0 where a place is not counted."""
    return -1 if kind_at(ts, i) == "last" else value_at(ts, i) if kind_at(ts, i) == "number" else 0


def _weekday_of_month(ts: Tokens, i: int) -> tuple[Point, int] | None:
    """«первый понедельник сентября 2023», «последняя пятница мая», «последний день февраля»."""
    if kind_at(ts, i) == "last" and kind_at(ts, i + 1) == "days" and kind_at(ts, i + 2) == "month":
        year, end = year_after(ts, i + 3)
        return Point("day", year, ts[i + 2].value, -1), end
    if kind_at(ts, i + 1) != "weekday" or kind_at(ts, i + 2) != "month" or not -1 <= nth(ts, i) <= 5:
        return None
    year, end = year_after(ts, i + 3)
    return Point("weekday", year, ts[i + 2].value, nth(ts, i), ts[i + 1].value), end


def part_of_month(ts: Tokens, i: int) -> tuple[Extent, int] | None:
    """«первая половина декабря 2025 г.», «3 декада мая», «конец мая», «октябрь, 2-я неделя»: days of the month."""
    if kind_at(ts, i) == "month":
        year, end = year_after(ts, i + 1)
        part = days_of_part(ts, skip(ts, end, ","))
        if part is None or kind_at(ts, part[2]) in {"month", "quarter", "year", "school"}:
            return None
        first, last, end = part
        return _days_of(year, ts[i].value, first, last), end
    part = days_of_part(ts, i)
    if part is None or kind_at(ts, part[2]) != "month":
        return None
    first, last, place = part
    year, end = year_after(ts, place + 1)
    return _days_of(year, ts[place].value, first, last), end


def _days_of(year: int | None, month: int, first: int, last: int) -> Extent:
    return Extent(Point("day", year, month, first), Point("day", year, month, last))


def days_of_part(ts: Tokens, i: int) -> tuple[int, int, int] | None:
    """First and last day of a part of a month and the place after its words; negative days count from the end."""
    if (edge := _EDGES.get(kind_at(ts, i))) is not None:
        return (*edge, i + 1)
    return _weeks(ts, i) or _halves_and_thirds(ts, i)


def _weeks(ts: Tokens, i: int) -> tuple[int, int, int] | None:
    """«2-я неделя» → 8..14, «3-4 неделя» → 15..28, «последняя неделя» → the last seven days."""
    first = last = nth(ts, i)
    if kind_at(ts, i + 1) == "-" and kind_at(ts, i + 2) == "number":
        last, i = nth(ts, i + 2), i + 2
    if kind_at(ts, i + 1) != "week" or _counts_weeks(ts, i):
        return None
    if first == -1:
        return -7, -1, i + 2
    return (7 * first - 6, 7 * last, i + 2) if 1 <= first <= last <= 4 else None


def _halves_and_thirds(ts: Tokens, i: int) -> tuple[int, int, int] | None:
    """«первая половина» → 1..15, «3 декада» → 21..last, «II-III декада» → 11..last."""
    first = last = nth(ts, i)
    if kind_at(ts, i + 1) == "-" and kind_at(ts, i + 2) == "number":
        last, i = nth(ts, i + 2), i + 2
    if kind_at(ts, i + 1) != "month-part":
        return None
    parts = ts[i + 1].value
    first, last = (parts if place == -1 else place for place in (first, last))
    if not 1 <= first <= last <= parts:
        return None
    size = _SIZES[parts]
    return size * (first - 1) + 1, -1 if last == parts else size * last, i + 2


def _counts_weeks(ts: Tokens, i: int) -> bool:
    """«2 недели октября» may be any two weeks; «2 неделя», «2-й недели» is the second one."""
    return ts[i].text.isdigit() and name_at(ts, i + 1) in {"недели", "недель"} and ts[i].value > 1
