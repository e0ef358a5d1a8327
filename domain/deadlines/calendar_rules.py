"""Rules for dates and stretches: «до 20.10.2022 г.», «октябрь – декабрь 2022г.», «10, 15 и 20 октября»."""

from dataclasses import replace
from itertools import pairwise

from domain.deadlines.atoms import Atom, Found, Tokens
from domain.deadlines.places import after_not_later, kind_at, name_at, skip
from domain.deadlines.points import Extent, Point
from domain.deadlines.points_rules import part_of_month, point, year_after, years


def _short(ts: Tokens, i: int, whole: Point) -> Point | None:
    """A bare number that takes the rest from the point it stands beside: «5-20 января», «I – II квартал»."""
    if kind_at(ts, i) != "number":
        return None
    match whole.unit:
        case "day" if 1 <= ts[i].value <= 31:
            return Point("day", None, whole.index, ts[i].value)
        case "quarter" | "half" if 1 <= ts[i].value <= (4 if whole.unit == "quarter" else 2):
            return Point(whole.unit, None, ts[i].value)
    return None


def _with_years(left: Point, right: Point) -> tuple[Point, Point]:
    """A year printed once belongs to both ends; over New Year the ends are a year apart."""
    over = (left.months[0], left.day) > (right.months[0], right.day or 31)
    if left.year is None and right.year is not None:
        left = left.in_year(right.year - over)
    elif right.year is None and left.year is not None:
        right = right.in_year(left.year + over)
    return left, right


def _range(ts: Tokens, i: int, joint: str = "-") -> tuple[Extent, int] | None:
    """«5.01.2023 г. - 20.01.2023 г.», «октябрь – декабрь 2022г.», «5-20 января 2023»."""
    if joint == "-" and (found := years(ts, i)):
        return found
    left = point(ts, i)
    if left is not None and kind_at(ts, left[1]) == joint and (right := point(ts, left[1] + 1)):
        return Extent(*_with_years(left[0], right[0])), right[1]
    if kind_at(ts, i) == "number" and kind_at(ts, i + 1) == joint and (right := point(ts, i + 2)):
        short = _short(ts, i, right[0])
        return (Extent(*_with_years(short, right[0])), right[1]) if short else None
    return None


def one_stretch(ts: Tokens, i: int) -> tuple[Extent, int] | None:
    """A range or one point standing by itself."""
    if found := _range(ts, i) or part_of_month(ts, i):
        return found
    one = point(ts, i)
    return (Extent(one[0], one[0]), one[1]) if one else None


def stretch(ts: Tokens, i: int) -> Found:
    found = one_stretch(ts, i)
    if found is None:
        return None
    extent, end = found
    if kind_at(ts, end) == "-" and end + 1 == len(ts):
        # «10.10.2022 —» and nothing more.
        return [replace(extent, lost_end=True)], end + 1
    return _in_more_years(ts, extent, end)


def _in_more_years(ts: Tokens, extent: Extent, end: int) -> Found:
    """«сентябрь 2023, 2024, 2025»: the same month of each year."""
    found: list[Atom] = [extent]
    below_year = extent.dated and extent.first.unit not in {"year", "school-year"}
    while below_year and kind_at(ts, end) in {",", "and"} and kind_at(ts, end + 1) == "year-number":
        year, after = year_after(ts, end + 1)
        if year is None:
            break
        found.append(extent.in_year(year))
        end = after
    return found, end


def from_to(ts: Tokens, i: int) -> Found:
    """«с 5 по 20 января 2023 г.», «с сентября по май», «с 1 сентября 2023 г.» without an end."""
    if kind_at(ts, i) != "from":
        return None
    i = skip(ts, i + 1, "from")
    if found := _range(ts, i, "by") or _range(ts, i, "until") or _range(ts, i):
        return [found[0]], found[1]
    one = point(ts, i)
    return ([Extent(one[0], one[0], open_end=True)], one[1]) if one else None


def until(ts: Tokens, i: int) -> Found:
    """«до 20.10.2022 г.», «не позднее 1 марта», «до конца мая 2023 года», «к началу учебного года»: inclusive."""
    start = _until_words(ts, i)
    if start == i:
        return None
    begins, whole = kind_at(ts, start) == "beginning", kind_at(ts, start) == "end"
    found = _limit_point(ts, start + (begins or whole), begins or whole)
    if found is None:
        return None
    spot, end = found
    return [Extent(spot, spot, limit=True, eve=begins, vague=spot.unit != "day" and not (begins or whole))], end


def _limit_point(ts: Tokens, i: int, edge: bool) -> tuple[Point, int] | None:
    """After «конца» or «начала» a year may stand without its number."""
    if edge and kind_at(ts, i) == "school" and kind_at(ts, i + 1) == "year":
        return Point("school-year"), i + 2
    if edge and kind_at(ts, skip(ts, i, "calendar")) == "year":
        return Point("year"), skip(ts, i, "calendar") + 1
    return point(ts, i)


def _until_words(ts: Tokens, i: int) -> int:
    if name_at(ts, i) == "в" and name_at(ts, i + 1) == "срок" and kind_at(ts, i + 2) == "until":
        return i + 3
    if kind_at(ts, i) == "until":
        return i + 1
    if (later := after_not_later(ts, i)) > i:
        return skip(ts, later, "by")
    return i + 1 if kind_at(ts, i) == "by" and kind_at(ts, i + 1) in {"date", "number"} else i


def lost_start(ts: Tokens, i: int) -> Found:
    """«— 21.10.2022 г.»: a range that lost its beginning. Only where nothing stands before the dash."""
    if kind_at(ts, i) != "-" or i > 0:
        return None
    found = point(ts, i + 1)
    return ([Extent(found[0], found[0], lost_start=True)], found[1]) if found else None


def listed(ts: Tokens, i: int) -> Found:
    """«10, 15 и 20 октября 2023», «I, III квартал 2024 года»: the last one says what the numbers are."""
    limit = kind_at(ts, i) == "until"
    first = i + limit
    end = first
    while kind_at(ts, end) == "number" and kind_at(ts, end + 1) in {",", "and"}:
        end += 2
    last = point(ts, end) if end > first else None
    if last is None:
        return None
    shorts = [_short(ts, k, last[0]) for k in range(first, end, 2)]
    points = [*(short for short in shorts if short), last[0]]
    if None in shorts or any(a.day > b.day or a.index > b.index for a, b in pairwise(points)):
        return None
    year = last[0].year
    dated = [one.in_year(year) if year is not None else one for one in points]
    found: list[Atom] = [Extent(one, one, limit=limit) for one in dated]
    return found, last[1]
