"""What stands around the words: the day of the week beside a date, the heading of a month above the row."""

from dataclasses import replace
from datetime import date

from domain.deadlines.atoms import Tokens
from domain.deadlines.places import MOST, kind_at, skip, skip_back
from domain.deadlines.tokens import Token
from domain.measures import Span

# What names a month or a longer stretch by itself, or says that something repeats.
_OWN_TIME = {
    "month",
    "month-date",
    "date",
    "quarter",
    "half",
    "term",
    "holidays",
    "season",
    "season-of",
    "year",
    "years",
    "year-number",
    "year-pair",
    "school",
    "every",
    "each",
    "times",
    "twice",
    "always",
    "then",
}


# What is said of a month without naming it.
_IN_MONTH = {"number", "week", "month-part", "beginning", "middle", "end", "last", "month-word", "day-number"}


def without_weekdays(ts: Tokens) -> Tokens:
    """«20.10.2023 (пятница)», «пятница, 20 октября»: the day of the week beside a date says nothing new.

    One that does not belong to the date becomes a "wrong-weekday": one of the two is wrong, and that is asked.
    """
    dropped: set[int] = set()
    ts = list(ts)
    for i, token in enumerate(ts):
        if token.kind != "weekday":
            continue
        before, after = skip_back(ts, i, "(", ","), skip(ts, i + 1, ",")
        spot = _day_ending(ts, before) or _day_beginning(ts, after)
        if spot is not None and spot.year is not None and not _falls_on(spot, token.value):
            ts[i] = replace(token, kind="wrong-weekday")
        elif spot is not None:
            dropped.add(i)
            if kind_at(ts, i - 1) == "(" and kind_at(ts, i + 1) == ")":
                dropped |= {i - 1, i + 1}
    return [token for i, token in enumerate(ts) if i not in dropped]


def _day_ending(ts: Tokens, i: int) -> Token | None:
    """The day whose words end at a place: «20.10.2023», «20 октября 2023 г.»."""
    i = skip_back(ts, i + 1, "year")
    year = ts[i].value if kind_at(ts, i) == "year-number" else None
    i -= year is not None
    if kind_at(ts, i) == "date":
        return ts[i] if ts[i].year else replace(ts[i], year=year)
    if kind_at(ts, i) == "month" and kind_at(ts, i - 1) == "number":
        return replace(ts[i - 1], month=ts[i].value, year=year)
    return None


def _day_beginning(ts: Tokens, i: int) -> Token | None:
    if kind_at(ts, i) == "date":
        return ts[i]
    if kind_at(ts, i) == "number" and kind_at(ts, i + 1) == "month":
        year = ts[i + 2].value if kind_at(ts, i + 2) == "year-number" else None
        return replace(ts[i], month=ts[i + 1].value, year=year)
    return None


def _falls_on(spot: Token, weekday: int) -> bool:
    try:
        return date(spot.year or 0, spot.month, spot.value).isoweekday() == weekday
    except ValueError:
        return False


def with_days_named(ts: Tokens) -> Tokens:
    """Numbers that stand apart from their month joined to it, as they would be said.

    «октябрь (20-25)», «ноябрь: 14, 28» → «20-25 октябрь», «14, 28 ноябрь»; «I декада (2-7) сентября» → «2-7 сентября».
    """
    done: Tokens = []
    i = 0
    while i < len(ts):
        days = _days_apart(ts, i)
        if days is None:
            done.append(ts[i])
            i += 1
        else:
            done += days[0]
            i = days[1]
    return done


def _days_apart(ts: Tokens, i: int) -> tuple[Tokens, int] | None:
    if kind_at(ts, i) == "month" and kind_at(ts, i - 1) != "number":
        after = skip(ts, skip(ts, i + 1, "year-number"), "year")
        begin = skip(ts, after, "(", "-", ":", ",")
        end = _numbers(ts, begin)
        bracketed = kind_at(ts, after) == "("
        closed = kind_at(ts, end) == ")" if bracketed else kind_at(ts, end) in {"", ";"}
        if begin > after and end > begin and closed:
            return [*ts[begin:end], *ts[i:after]], end + bracketed
    if kind_at(ts, i) == "number" and kind_at(ts, i + 1) == "day-number" and kind_at(ts, i + 2) in {":", "-"}:
        return _day_of_each(ts, i)
    if kind_at(ts, i) == "number" and kind_at(ts, i + 1) in {"month-part", "week"} and kind_at(ts, i + 2) == "(":
        end = _numbers(ts, i + 3)
        if end > i + 3 and kind_at(ts, end) == ")" and kind_at(ts, end + 1) == "month":
            return list(ts[i + 3 : end]), end + 1
    return None


def _day_of_each(ts: Tokens, i: int) -> tuple[Tokens, int] | None:
    """«25 числа: октябрь, декабрь» → «25 октябрь, 25 декабрь»."""
    named: Tokens = []
    end = i + 3
    while kind_at(ts, end) == "month" and end < i + 2 * MOST:
        named += [ts[i], ts[end]]
        end += 1
        if kind_at(ts, end) in {",", "and"} and kind_at(ts, end + 1) == "month":
            named.append(ts[end])
            end += 1
    return (named, end) if named else None


def _numbers(ts: Tokens, i: int) -> int:
    """The place after «20», «20-25», «14, 28», «до 20»; the same place where no day of a month stands there."""
    begin = skip(ts, i, "until")
    end = begin
    while end < begin + 2 * MOST and kind_at(ts, end) == "number" and 1 <= ts[end].value <= 31:
        end += 1
        if kind_at(ts, end) not in {"-", ",", "and"} or kind_at(ts, end + 1) != "number":
            return end
        end += 1
    return i


def under_month(ts: Tokens, month: Span) -> Tokens | None:
    """The words of a row under the heading of a month, with the month put in: «15» → «15 января 2024».

    None where the words name a time of their own or none at all, so that the heading adds nothing.
    """
    kinds = {token.kind for token in ts}
    if month.start is None or kinds & _OWN_TIME or not kinds & _IN_MONTH:
        return None
    at = next(token.end for token in reversed(ts) if token.kind in _IN_MONTH)
    named = [Token("month", "", at, month.start.month, "heading"), Token("year-number", "", at, month.start.year)]
    if any(token.kind == "month-word" for token in ts):
        return [new for token in ts for new in (named if token.kind == "month-word" else [token])]
    last = max(i for i, token in enumerate(ts) if token.kind in _IN_MONTH)
    # «число» adds nothing to «15 число» once the month is named.
    said = [token for token in ts[: last + 1] if token.kind != "day-number"]
    return [*said, *named, *ts[last + 1 :]]
