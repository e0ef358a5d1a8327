"""Rules for dates and stretches: «до 20.10.2022 г.», «октябрь – декабрь 2022г.», «10, 15 и 20 октября»."""

from dataclasses import replace
from itertools import pairwise

from domain.deadlines.atoms import Atom, Found, Remark, Tokens
from domain.deadlines.places import MOST, after_not_later, kind_at, name_at, skip, skip_hour
from domain.deadlines.points import Extent, Point
from domain.deadlines.points_rules import part_of_month, point, school_year, year_after, years


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
    over = left.months[0] > right.months[0]
    if left.year is None and right.year is not None:
        left = left.in_year(right.year - over)
    elif right.year is None and left.year is not None:
        right = right.in_year(left.year + over)
    return left, right


def _one(ts: Tokens, i: int) -> tuple[Extent, int] | None:
    """One point or a part of a month, standing by itself."""
    if found := part_of_month(ts, i):
        return found
    if kind_at(ts, i) == "season" and ts[i].value == _WINTER and (pair := school_year(ts, i + 1)):
        year = pair[0].year or 0
        return Extent(Point("month", year, 12), Point("month", year + 1, 2)), pair[1]
    one = point(ts, i)
    return (Extent(one[0], one[0]), one[1]) if one else None


_WINTER = 4


def _range(ts: Tokens, i: int, joint: str = "-") -> tuple[Extent, int] | None:
    """«5.01.2023 г. - 20.01.2023 г.», «октябрь – декабрь 2022г.», «5-20 января 2023», «конец мая – начало июня»."""
    if joint == "-" and (found := years(ts, i)):
        return found
    left = _one(ts, i)
    after = _after_joint(ts, left[1], joint) if left else None
    if left is not None and after is not None and (right := _right_end(ts, after, joint)):
        right = _last_of_chain(ts, right, joint)
        if _is_head(left[0], right[0]):
            return None
        return _of_two_years(ts, Extent(*_with_years(left[0].first, right[0].last)), right[1])
    if kind_at(ts, i) == "number" and kind_at(ts, i + 1) == joint and (other := point(ts, i + 2)):
        short = _short(ts, i, other[0])
        return (Extent(*_with_years(short, other[0])), other[1]) if short else None
    return None


def _after_joint(ts: Tokens, i: int, joint: str) -> int | None:
    """The place after what joins two ends: «–», «по», «и по», «– по»."""
    if joint in {"by", "until"}:
        i = skip(ts, i, "and", "-")
    elif kind_at(ts, i) == joint and kind_at(ts, i + 1) == "by":
        i += 1
        joint = "by"
    return i + 1 if kind_at(ts, i) == joint else None


def _right_end(ts: Tokens, i: int, joint: str) -> tuple[Extent, int] | None:
    """«до конца учебного года» as the end of a stretch, else a point or a part of a month."""
    if joint in {"by", "until"} and kind_at(ts, i) == "end" and (found := _limit_point(ts, i + 1, True)):
        return Extent(found[0], found[0]), found[1]
    return _one(ts, i)


def _is_head(left: Extent, right: Extent) -> bool:
    """«2023 год – октябрь»: a year before what happens in it, no stretch."""
    return left.first.unit in {"year", "school-year"} and right.first.unit not in {"year", "school-year"}


def _of_two_years(ts: Tokens, extent: Extent, end: int) -> tuple[Extent, int]:
    """«декабрь – январь 2023-2024 гг.»: a stretch over New Year with both its years behind it."""
    found = years(ts, end) or school_year(ts, end)
    if found is None or extent.dated or not extent.over_new_year:
        return extent, end
    first = found[0].first.year if isinstance(found[0], Extent) else found[0].year
    last = found[0].last.year if isinstance(found[0], Extent) else (found[0].year or 0) + 1
    return (extent.in_year(last or 0), found[1]) if last == (first or 0) + 1 else (extent, end)


def _last_of_chain(ts: Tokens, found: tuple[Extent, int], joint: str) -> tuple[Extent, int]:
    """«сентябрь – октябрь – ноябрь»: all the months between the first and the last."""
    while found[0].last.unit == "month" and kind_at(ts, found[1]) == joint and (more := _one(ts, found[1] + 1)):
        found = more
    return found


def one_stretch(ts: Tokens, i: int) -> tuple[Extent, int] | None:
    """A range or one point standing by itself."""
    return _range(ts, i) or _one(ts, i)


def stretch(ts: Tokens, i: int) -> Found:
    found = one_stretch(ts, i)
    if found is None:
        return None
    extent, end = found
    if kind_at(ts, end) == "-" and end + 1 == len(ts):
        # «10.10.2022 —» and nothing more.
        return [replace(extent, lost_end=True)], end + 1
    return _in_more_months(ts, *_in_more_years(ts, extent, end))


def _in_more_years(ts: Tokens, extent: Extent, end: int) -> tuple[list[Atom], int]:
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


def _in_more_months(ts: Tokens, found: list[Atom], end: int) -> tuple[list[Atom], int]:
    """«15 сентября, октября, ноября»: the same day of each month, told by the case of the months."""
    day = found[-1]
    if not isinstance(day, Extent) or day.first != day.last or day.first.unit != "day" or day.first.day < 1:
        return found, end
    while kind_at(ts, end) in {",", "and"} and kind_at(ts, end + 1) == "month" and name_at(ts, end + 1)[-1] in "ая":
        year, after = year_after(ts, end + 2)
        spot = Point("day", year, ts[end + 1].value, day.first.day)
        found = [*found, replace(day, first=spot, last=spot)]
        end = after
    return found, end


def from_to(ts: Tokens, i: int) -> Found:
    """«с 5 по 20 января 2023 г.», «с сентября по май», «с 1 сентября 2023 г.» without an end."""
    if kind_at(ts, i) != "from":
        return None
    i = skip(ts, i + 1, "from")
    if found := _range(ts, i, "by") or _range(ts, i, "until") or _range(ts, i):
        return [found[0]], found[1]
    # «приказ от 01.09.2023» dates a document.
    one = point(ts, i) if name_at(ts, i - 1) != "от" else None
    return ([Extent(one[0], one[0], open_end=True)], one[1]) if one else None


def not_earlier(ts: Tokens, i: int) -> Found:
    """«не ранее 1 и не позднее 10 сентября»."""
    if name_at(ts, i) != "не" or not name_at(ts, i + 1).startswith(("ранее", "раньше")):
        return None
    first = i + 2
    joint = next((k for k in range(first, first + 6) if after_not_later(ts, skip(ts, k, "and")) > k + 1), None)
    right = point(ts, after_not_later(ts, skip(ts, joint, "and"))) if joint is not None else None
    if joint is None or right is None:
        return None
    left = _short(ts, first, right[0]) if joint == first + 1 else (point(ts, first) or (None, 0))[0]
    return ([Extent(*_with_years(left, right[0]))], right[1]) if left else None


def between(ts: Tokens, i: int) -> Found:
    """«между 10 и 20 октября»."""
    found = _range(ts, i + 1, "and") if name_at(ts, i) == "между" else None
    return ([found[0]], found[1]) if found else None


def until(ts: Tokens, i: int) -> Found:
    """«до 20.10.2022 г.», «не позднее 1 марта», «до конца мая 2023 года», «к началу учебного года»: inclusive."""
    start = _until_words(ts, i)
    if start == i:
        return None
    start = skip_hour(ts, start)
    if kind_at(ts, start) == "middle" and kind_at(ts, start + 1) == "month":
        year, end = year_after(ts, start + 2)
        middle = Point("day", year, ts[start + 1].value, _MIDDLE)
        return [Extent(middle, middle, limit=True), Remark("До 15-го числа этого месяца?")], end
    begins, whole = kind_at(ts, start) == "beginning", kind_at(ts, start) == "end"
    found = _limit_point(ts, start + (begins or whole), begins or whole)
    if found is None:
        return None
    spot, end = found
    if begins and name_at(ts, i) in {"к", "ко"}:
        # «к началу учебного года»: ready on its first day or on the eve?
        first = Point("day", spot.year, spot.months[0], 1)
        return [Extent(first, first, limit=True), Remark("К первому дню или накануне: какая дата верна?")], end
    # «не позднее II квартала» is its last day, «до II квартала» may be the day before it.
    vague = spot.unit != "day" and not (begins or whole) and after_not_later(ts, i) == i
    limit = Extent(spot, spot, limit=True, eve=begins, vague=vague)
    return _more_limits(ts, limit, end) if spot.unit == "day" else ([limit], end)


_MIDDLE = 15


def _more_limits(ts: Tokens, limit: Extent, end: int) -> Found:
    """«до 15 января, 15 апреля и 15 июля», «до 1 июля 2023, 2024 гг.»: each of them is a limit."""
    found, end = _in_more_years(ts, limit, end)
    found, end = _in_more_months(ts, found, end)
    while kind_at(ts, end) in {",", "and"} and (more := point(ts, end + 1)) is not None:
        if more[0].unit != "day" or kind_at(ts, more[1]) in {"-", ":"}:
            break
        found.append(Extent(more[0], more[0], limit=True))
        end = more[1]
    return found, end


def _limit_point(ts: Tokens, i: int, edge: bool) -> tuple[Point, int] | None:
    """After «конца» or «начала» a year may stand without its number."""
    i = skip(ts, i, "this") if edge else i
    if edge and kind_at(ts, i) == "school" and kind_at(ts, i + 1) == "year":
        return Point("school-year"), i + 2
    if edge and kind_at(ts, skip(ts, i, "calendar")) == "year":
        return Point("year"), skip(ts, i, "calendar") + 1
    return point(ts, i)


def _until_words(ts: Tokens, i: int) -> int:
    if name_at(ts, i) == "в" and name_at(ts, i + 1) == "срок" and kind_at(ts, i + 2) == "until":
        return i + 3
    if kind_at(ts, i) == "until":
        return i + 1 + _named_day(ts, i + 1)
    if name_at(ts, i) == "по" and kind_at(ts, i + 1) == "end":
        return i + 1
    if (later := after_not_later(ts, i)) > i:
        return skip(ts, skip(ts, later, "until"), "by")
    return i + 1 if kind_at(ts, i) == "by" and kind_at(ts, i + 1) in {"date", "number"} else i


def _named_day(ts: Tokens, i: int) -> int:
    """How many words name the day before its date: «ко Дню учителя, 5 октября»."""
    if kind_at(ts, i) != "days":
        return 0
    end = i + 1
    while end < i + 5 and kind_at(ts, end) == "word":
        end += 1
    separated = kind_at(ts, end) in {",", "-"} and kind_at(ts, end + 1) in {"date", "number"}
    return end + 1 - i if separated else 0


def lost_start(ts: Tokens, i: int) -> Found:
    """«— 21.10.2022 г.»: a range that lost its beginning. Only where nothing stands before the dash."""
    if kind_at(ts, i) != "-" or i > 0:
        return None
    found = point(ts, i + 1)
    return ([Extent(found[0], found[0], lost_start=True)], found[1]) if found else None


def listed(ts: Tokens, i: int) -> Found:
    """«10, 15 и 20 октября 2023», «12–14, 19–21 марта», «I, III квартал 2024 года»: the last one says what they are."""
    limit = kind_at(ts, i) == "until"
    items, end = _items(ts, i + limit)
    if items and kind_at(ts, end + 1) == "week":
        return _listed_weeks(ts, items, end)
    last = _range(ts, end) or _one(ts, end) if items else None
    if last is None:
        return None
    whole = last[0].last
    found: list[Extent] = []
    for begin, close in items:
        first, final = _short(ts, begin, whole), _short(ts, close, whole)
        if first is None or final is None:
            return None
        found.append(Extent(first, final, limit=limit))
    found.append(replace(last[0], limit=limit) if limit else last[0])
    if any((a.last.index, a.last.day) > (b.first.index, b.first.day) for a, b in pairwise(found)):
        return None
    dated = [one.in_year(whole.year) if whole.year is not None else one for one in found]
    return [*dated], last[1]


def _items(ts: Tokens, i: int) -> tuple[list[tuple[int, int]], int]:
    """Places of «10», «12–14» before the last item of a list, and the place of that last item."""
    items: list[tuple[int, int]] = []
    while len(items) < MOST and kind_at(ts, i) == "number":
        close = i + 2 if kind_at(ts, i + 1) == "-" and kind_at(ts, i + 2) == "number" else i
        if kind_at(ts, close + 1) not in {",", "and", ";"} or kind_at(ts, close + 2) not in {"number", "date"}:
            break
        items.append((i, close))
        i = close + 2
    return items, i


def _listed_weeks(ts: Tokens, items: list[tuple[int, int]], end: int) -> Found:
    """«1, 3 неделя октября»."""
    last = part_of_month(ts, end)
    if last is None or any(begin != close for begin, close in items):
        return None
    weeks = [ts[begin].value for begin, _ in items]
    if not all(1 <= week <= 4 for week in weeks):
        return None
    first, final = last[0].first, last[0].last
    found = [Extent(replace(first, day=7 * week - 6), replace(final, day=7 * week)) for week in weeks]
    return [*found, last[0]], last[1]
