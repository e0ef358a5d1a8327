"""Which known person a printed name means.

Uses rapidfuzz for typing errors (a pure function over strings, no I/O), otherwise the standard library only.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from domain.names.found import Printed, find_names
from domain.words.tokens import plain, tokens


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the district; empty names are not compared."""

    key: int
    family: str
    given: str
    patronymic: str = ""


def match_person(printed: str, known: Iterable[Known]) -> list[int]:
    """Keys of the known people that a printed name can mean, best first; several mean: ask, none: unknown.

    Surname and initials have to agree. A surname may carry a case ending («Шабановой») or one typing error if it is
    long enough; an exact surname hides the inexact ones.
    """
    names = find_names(printed)
    name = names[0] if names else _bare(printed)
    if name is None:
        return []
    scored = [(_score(name, person), person.key) for person in known]
    best = max((score for score, _ in scored), default=0)
    if best == 0:
        return []
    enough = 100 if best == 100 else 1
    return [key for score, key in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score >= enough]


def _bare(printed: str) -> Printed | None:
    """«Шабанова» or «Шабанова Наталья»: a surname with at most one more word."""
    words = [token.text for token in tokens(printed) if token.capital]
    if not 1 <= len(words) <= 2 or len(printed.split()) > 2:
        return None
    return Printed(0, len(printed), plain(words[0]), plain(words[1]) if len(words) == 2 else "", "", printed)


def _score(name: Printed, person: Known) -> float:
    """0: somebody else; 100: the same surname; between: the same with an ending or a typing error."""
    if not (_fits(name.first, person.given) and _fits(name.second, person.patronymic)):
        return 0
    if not name.family:
        return 100 if person.given and person.patronymic else 0
    family = plain(person.family)
    if not family:
        return 0
    if family == name.family:
        return 100
    if same_surname_declined(name.family, family):
        return 95
    ratio = fuzz.ratio(name.family, family)
    return ratio if ratio >= _threshold(min(len(family), len(name.family))) else 0


def _threshold(length: int) -> float:
    """One wrong letter is 80 of 100 in five letters and 89 in nine: the bar falls with the length, not under five."""
    if length < 5:
        return 101
    return 80 if length < 7 else 83


def _fits(printed: str, real: str) -> bool:
    """An initial fits a name that begins with it; a whole name has to be nearly the same."""
    real = plain(real)
    if not printed or not real:
        return True
    if len(printed) == 1 or len(real) == 1:
        return printed[0] == real[0]
    return fuzz.ratio(printed, real) >= 75 and printed[0] == real[0]


_ENDINGS = (
    ("ова", ("овой", "ову", "овою")),
    ("ева", ("евой", "еву", "евою")),
    ("ина", ("иной", "ину", "иною")),
    ("ая", ("ой", "ую", "ою")),
    ("ий", ("ого", "ому", "им", "ом")),
    ("ый", ("ого", "ому", "ым", "ом")),
    ("ой", ("ого", "ому", "ым", "ом")),
    ("ь", ("я", "ю", "ем", "е")),
    ("а", ("ы", "и", "е", "у", "ой", "ей")),
    ("я", ("и", "е", "ю", "ей", "ею")),
)
_HARD = ("а", "у", "ом", "ым", "е", "ем")


def same_surname_declined(printed: str, family: str) -> bool:
    """Whether ``printed`` is a case form of the surname (both in plain form); of a double one each half may be."""
    if "-" in family and printed.count("-") == family.count("-"):
        pairs = zip(printed.split("-"), family.split("-"), strict=True)
        return all(one == other or same_surname_declined(one, other) for one, other in pairs)
    for ending, others in _ENDINGS:
        if family.endswith(ending):
            stem = family[: -len(ending)]
            return any(printed == stem + other for other in others)
    consonant = family[-1:] not in "аеиоуыэюяь"
    return consonant and any(printed == family + ending for ending in _HARD)
