"""From a phrase to its atoms: at each place the first rule that fits, and what no rule knows is kept as unknown."""

import re

from domain.deadlines.atoms import Atom, Comma, Heading, Note, Tokens, Unknown
from domain.deadlines.calendar_rules import from_to, listed, lost_start, stretch, until
from domain.deadlines.repeat_rules import day_of_month, every
from domain.deadlines.tokens import Token, tokens
from domain.deadlines.wording_rules import always, during, term, then, whenever

# The order matters where one rule's words begin another's: «до 5 числа» before «до 5 мая», «2 раза» before «2 мая».
_RULES = (then, term, listed, day_of_month, every, during, always, whenever, from_to, until, lost_start, stretch)
_SILENT_KINDS = {":", "-", "year", "years", ")", "time"}
_SILENT_WORDS = {"в", "во", "на", "срок", "срока", "включительно", "ежегодный", "сроки"}
_SEPARATORS = {",", ";", "and"}
# Words that turn a date into another date; a date beside them is offered, never taken.
_MOVING = re.compile(r"за|после|через|ранее|раньше|кроме|спустя|накануне|предшеств|исключ|середин")
# Words of time that no rule could read where they stand: they are no label.
_TIMELY = {
    "last",
    "weekday",
    "days",
    "day-number",
    "week",
    "beginning",
    "end",
    "month-part",
    "times",
    "each",
    "working",
}
_WORD = re.compile(r"[А-Яа-яЁё]{2}")


def atoms(text: str) -> list[Atom]:
    """Read a phrase; never raises, whatever the text is."""
    return _read([token for token in tokens(text) if token.kind != "."], text)


def _read(ts: Tokens, text: str) -> list[Atom]:
    found: list[Atom] = []
    i = 0
    while i < len(ts):
        if ts[i].kind == "(":
            close = _closing(ts, i)
            found += _bracketed(ts[i + 1 : close], text)
            i = close + 1
        elif ts[i].kind in {":", "-"} and i + 1 < len(ts) and found and (heading := _heading(found[-1])):
            found[-1] = heading
            i += 1
        else:
            i = _step(ts, i, found)
    return found


def _step(ts: Tokens, i: int, found: list[Atom]) -> int:
    """Add what begins at a place to the findings; the place after it."""
    for rule in _RULES:
        result = rule(ts, i)
        if result is not None:
            found += result[0]
            return result[1]
    token = ts[i]
    if token.kind in _SEPARATORS:
        found.append(Comma())
    elif token.kind not in _SILENT_KINDS and token.name not in _SILENT_WORDS:
        _add_unknown(found, token)
    return i + 1


def _heading(atom: Atom) -> Heading | None:
    """Unknown words before a colon or a dash are a label («1 этап:», «СШ № 7 -») unless they move dates."""
    if not isinstance(atom, Unknown) or _MOVING.match(atom.text.lower()) or not _WORD.search(atom.text):
        return None
    return Heading(atom.text)


def _add_unknown(found: list[Atom], token: Token) -> None:
    """Neighbouring unknown words are one fragment, so that the person reads a phrase and not a list of words."""
    moves = token.kind != "word" or _MOVING.match(token.name) is not None
    if found and isinstance(found[-1], Unknown):
        found[-1] = Unknown(f"{found[-1].text} {token.text}", found[-1].moves or moves)
    else:
        found.append(Unknown(token.text, moves))


def _closing(ts: Tokens, i: int) -> int:
    """The place of the bracket that closes the one at ``i``; the end of the phrase when it was lost."""
    depth = 0
    for k in range(i, len(ts)):
        depth += (ts[k].kind == "(") - (ts[k].kind == ")")
        if depth == 0:
            return k
    return len(ts)


def _bracketed(inner: list[Token], text: str) -> list[Atom]:
    """Brackets that hold time are read on; other brackets are a label. Brackets inside them are plain words."""
    flat = [token for token in inner if token.kind not in {"(", ")"}]
    read = _read(flat, text)
    words = text[inner[0].at : inner[-1].end].strip() if inner else ""
    is_label = bool(_WORD.search(words)) and not any(token.kind in _TIMELY for token in flat)
    if read and is_label and all(isinstance(atom, Unknown | Comma | Heading) for atom in read):
        return [Note(words)]
    return read
