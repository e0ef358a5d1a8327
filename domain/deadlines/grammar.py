"""From a phrase to its atoms: at each place the first rule that fits, and what no rule knows is kept as unknown."""

from dataclasses import replace
from itertools import takewhile

from domain.deadlines.asides import aside, is_duration, is_label, moves
from domain.deadlines.atoms import Atom, Comma, Heading, Note, Term, Tokens, Unknown
from domain.deadlines.calendar_rules import between, from_to, listed, lost_start, not_earlier, stretch, until
from domain.deadlines.context import under_month, with_days_named, without_weekdays
from domain.deadlines.places import name_at
from domain.deadlines.points import Extent
from domain.deadlines.points_rules import days_of_part
from domain.deadlines.repeat_rules import day_of_month, every
from domain.deadlines.tidying import tidied
from domain.deadlines.tokens import tokens
from domain.deadlines.wording_rules import about, always, during, hours, srok, term, then, whenever, wrong_weekday
from domain.measures import Span

# The order matters where one rule's words begin another's: «до 5 числа» before «до 5 мая», «2 раза» before «2 мая».
_RULES = (
    hours,
    srok,
    wrong_weekday,
    then,
    term,
    listed,
    day_of_month,
    every,
    during,
    always,
    whenever,
    between,
    not_earlier,
    about,
    from_to,
    until,
    lost_start,
    stretch,
)
_SILENT_KINDS = {":", "-", "year", "years", ")", "this"}
_SILENT_WORDS = {"в", "во", "на", "включительно", "включ", "вкл", "ежегодный"}
_SEPARATORS = {",", ";", "and", "/"}
# What was done already, and when, is no deadline.
_DONE = ("выполнен", "исполнен", "реализован", "проведен", "завершен", "факт")


def atoms(text: str, month: Span | None = None) -> list[Atom]:
    """Read a phrase; never raises, whatever the text is. ``month``: of the heading above the row."""
    text = tidied(text)
    ts = with_days_named(without_weekdays(tokens(text)))
    placed = under_month(ts, month) if month is not None else None
    if placed is not None:
        found = _read(placed, text)
        if not any(isinstance(atom, Unknown) and atom.moves for atom in found):
            return found
    return _read(ts, text)


def _read(ts: Tokens, text: str) -> list[Atom]:
    found: list[Atom] = []
    i = 0
    while i < len(ts):
        if ts[i].kind == "(":
            close = _closing(ts, i)
            found += _bracketed(ts, i, close, text, found)
            i = close + 1
        elif found and (end := _explained(ts, i, found[-1], text)):
            found.append(Note(_words(ts, i + 1, end, text)))
            i = end
        elif found and (heading := _heading(ts, i, found[-1], text)):
            found[-1] = heading
            i += 1
        else:
            i = _step(ts, i, found, text)
    return found


def _step(ts: Tokens, i: int, found: list[Atom], text: str) -> int:
    """Add what begins at a place to the findings; the place after it."""
    for rule in _RULES:
        result = rule(ts, i)
        if result is not None:
            found += [_printed(atom, ts, i, result[1], text) for atom in result[0]]
            return result[1]
    token = ts[i]
    if token.kind in _SEPARATORS:
        found.append(Comma())
    elif token.kind not in _SILENT_KINDS and token.name not in _SILENT_WORDS:
        end = aside(ts, i)
        _add_unknown(ts, i, end or i + 1, found, text, moving=end is None)
        return end or i + 1
    return i + 1


def _printed(atom: Atom, ts: Tokens, i: int, end: int, text: str) -> Atom:
    return atom.printed_as(_words(ts, i, end, text)) if isinstance(atom, Extent) else atom


def _words(ts: Tokens, i: int, end: int, text: str) -> str:
    """The words of the places from ``i`` to before ``end`` as they were typed, with the dot of an abbreviation."""
    if end <= i:
        return ""
    last = ts[end - 1].end
    dot = text[last : last + 1] == "." and text[last + 1 : last + 2] in {"", " ", ")", ","}
    return text[ts[i].at : last + dot].strip()


def _is_spaced_dash(ts: Tokens, i: int, text: str) -> bool:
    around = text[ts[i].at - 1 : ts[i].at], text[ts[i].end : ts[i].end + 1]
    return ts[i].kind == "-" and any(not one or one.isspace() for one in around)


def _explained(ts: Tokens, i: int, before: Atom, text: str) -> int | None:
    """«15 января – совещание»: the place after words that only say what happens on the date before the dash."""
    if not isinstance(before, Extent | Term) or not _is_spaced_dash(ts, i, text):
        return None
    end = i + 1
    while end < len(ts) and ts[end].kind not in {",", ";", "("}:
        end += 1
    return end if end > i + 1 and is_label(ts, i + 1, end, beside_day=_is_day(before)) else None


def _is_day(atom: Atom | None) -> bool:
    return isinstance(atom, Extent) and atom.last.unit == "day"


def _same_part_of_each(ts: Tokens, i: int, close: int, found: list[Atom]) -> list[Atom]:
    """«сентябрь, ноябрь (последняя неделя)»: the months before the bracket, each cut to that part."""
    part = days_of_part(ts, i + 1)
    if part is None or part[2] != close:
        return []
    months = list(takewhile(_is_month_or_comma, reversed(found)))[::-1]
    return [_cut(atom, part[0], part[1]) if isinstance(atom, Extent) else atom for atom in months]


def _is_month_or_comma(atom: Atom) -> bool:
    month = isinstance(atom, Extent) and atom.first == atom.last and atom.first.unit == "month" and not atom.limit
    return month or isinstance(atom, Comma)


def _cut(month: Extent, first: int, last: int) -> Extent:
    spot = replace(month.first, unit="day")
    return replace(month, first=replace(spot, day=first), last=replace(spot, day=last))


def _heading(ts: Tokens, i: int, before: Atom, text: str) -> Heading | None:
    """Unknown words before a colon or a dash are a label («1 этап:», «СШ № 7 -») unless they move dates."""
    begins = ts[i].kind == ":" or _is_spaced_dash(ts, i, text)
    if not begins or not isinstance(before, Unknown) or i + 1 >= len(ts) or moves(before.text):
        return None
    if ts[i + 1].kind == "/":
        return None
    return Heading(before.text) if any(letter.isalpha() for letter in before.text) else None


def _add_unknown(ts: Tokens, i: int, end: int, found: list[Atom], text: str, *, moving: bool) -> None:
    """Neighbouring unknown words are one fragment, so that the person reads a phrase and not a list of words."""
    words = _words(ts, i, end, text)
    last = found[-1] if found else None
    if isinstance(last, Unknown) and last.at <= ts[i].at:
        whole = text[last.at : ts[i].at] + words
        found[-1] = Unknown(whole, last.moves or moving, last.at)
    else:
        found.append(Unknown(words, moving, ts[i].at))


def _repeating(ts: Tokens) -> Tokens:
    """«ежемесячно», «раз в неделю» among the words, without what else stands there."""
    kept: Tokens = []
    for place, token in enumerate(ts):
        if token.kind == "every":
            kept.append(token)
        elif token.kind == "times" and place + 2 < len(ts) and ts[place + 2].kind not in {"(", ")"}:
            kept += ts[place : place + 3]
    return kept


def _closing(ts: Tokens, i: int) -> int:
    """The place of the bracket that closes the one at ``i``; the end of the phrase when it was lost."""
    depth = 0
    for k in range(i, len(ts)):
        depth += (ts[k].kind == "(") - (ts[k].kind == ")")
        if depth == 0:
            return k
    return len(ts)


def _bracketed(ts: Tokens, i: int, close: int, text: str, found: list[Atom]) -> list[Atom]:
    """Brackets that hold time are read on; other brackets are a label. Brackets inside them are plain words."""
    before = found[-1] if found else None
    if parts := _same_part_of_each(ts, i, close, found):
        found[-len(parts) :] = parts
        return []
    if name_at(ts, i + 1).startswith(_DONE):
        return [Note(_words(ts, i + 1, close, text))]
    lasting = isinstance(before, Extent) and is_duration(ts, i + 1, close)
    if close > i + 1 and (lasting or is_label(ts, i + 1, close, beside_day=_is_day(before))):
        end = ts[close].at if close < len(ts) else len(text)
        return [Note(text[ts[i].end : end].strip())]
    flat = [token for token in ts[i + 1 : close] if token.kind not in {"(", ")"}]
    if not flat:
        return []
    # The words before the bracket tell what repeats: «ежемесячно (4 неделя)», «1 раз в неделю (понедельник)».
    inside = _read([*flat, *_repeating(ts[:i])], text)
    if isinstance(before, Extent) and inside and all(isinstance(atom, Term) for atom in inside):
        # «ноябрь (осенние каникулы)»
        return [Note(_words(ts, i + 1, close, text))]
    return inside
