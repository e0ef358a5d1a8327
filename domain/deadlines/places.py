"""Small questions that every rule asks about the tokens at a place."""

from domain.deadlines.atoms import Tokens

# No cell lists more; a longer list is a mistake and must not be walked again from each of its places.
MOST = 40


def kind_at(ts: Tokens, i: int) -> str:
    """The kind of the token at a place; empty outside the phrase."""
    return ts[i].kind if 0 <= i < len(ts) else ""


def name_at(ts: Tokens, i: int) -> str:
    """The word at a place in lower case; empty outside the phrase and for numbers."""
    return ts[i].name if 0 <= i < len(ts) else ""


def value_at(ts: Tokens, i: int) -> int:
    return ts[i].value if 0 <= i < len(ts) else 0


def skip(ts: Tokens, i: int, *kinds: str) -> int:
    """The place after one token of these kinds, or the same place."""
    return i + 1 if kind_at(ts, i) in kinds else i


def skip_back(ts: Tokens, i: int, *kinds: str) -> int:
    """The place before a place, and before one token of these kinds that stands there."""
    return i - 2 if kind_at(ts, i - 1) in kinds else i - 1


HOURS = {"ч", "час", "часа", "часов"}


def skip_hour(ts: Tokens, i: int) -> int:
    """The place after «17.00», «9:00 часов», «18 часов», or the same place."""
    if kind_at(ts, i) == "time":
        return i + 1 + (name_at(ts, i + 1) in HOURS)
    return i + 2 if kind_at(ts, i) == "number" and name_at(ts, i + 1) in HOURS else i


def skip_words(ts: Tokens, i: int) -> int:
    """The place after plain words, which only explain («по плану работы школы»)."""
    while kind_at(ts, i) == "word" and name_at(ts, i) not in {"в", "во", "на", "не", "за"}:
        i += 1
    return i


def after_not_later(ts: Tokens, i: int) -> int:
    """The place after «не позднее (чем)», or the same place."""
    if name_at(ts, i) != "не" or not name_at(ts, i + 1).startswith(("поздне", "позже", "позж")):
        return i
    i = skip(ts, i + 2, ",")
    # Belarusian: «не пазней за 20 снежня».
    than = name_at(ts, i) == "за" and (kind_at(ts, i + 1) == "date" or kind_at(ts, i + 2) == "month")
    return i + (than or name_at(ts, i) == "чем")
