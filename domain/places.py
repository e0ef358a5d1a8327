"""Which organisation of the district a printed name means. Standard library only."""

import re
from collections.abc import Iterable
from functools import lru_cache

from domain.names import plain
from domain.words import listed
from domain.words.acronyms import acronym_kind

# Kinds of settlement and words of legal forms: «МБОУ «СОШ №2»» and «Средняя школа № 2» are one school.
_SETTLEMENTS = listed("г гп аг п с д пос город города")
_SPELT_OUT = re.compile(
    r"муниципальн|государственн|бюджетн|казенн|автономн|(?:обще)?образовательн|учреждение|средн(?:яя|ей|юю)$"
)
_SCHOOLS = {
    "сш": ("школа",),
    "сош": ("школа",),
    "оош": ("основная", "школа"),
    "нш": ("начальная", "школа"),
    "нош": ("начальная", "школа"),
    "бш": ("базовая", "школа"),
    "дс": ("детский", "сад"),
}
_ENDING = re.compile(r"(?:ого|его|ому|ему|ей|ой|ом|ем|ым|им|ая|яя|ый|ий|ое|ее|[аяыиеоуюйь])$")
_LEAST_STEM = 4


def match_place(printed: str, known: Iterable[tuple[int, str]]) -> list[int]:
    """Keys of the organisations with the same words in the same order, whatever their legal forms and cases.

    Where there is none: those whose name only goes on behind the printed words («Управление образования» → «Управление
    образования ДГО»); one word is too little for that.
    """
    words = _words(printed)
    names = [(key, _words(name)) for key, name in known]
    same = [key for key, name in names if words and name == words]
    if same or len(words) < 2:
        return same
    return [key for key, name in names if name[: len(words)] == words]


# Each name of the district is compared with every name that a plan prints.
@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """The words that tell organisations apart, without endings."""
    found = re.findall(r"[^\W\d_]+|\d+", name)
    words: list[str] = []
    for before, word in zip(["", *found], found, strict=False):
        small = plain(word)
        if small in _SETTLEMENTS or _SPELT_OUT.match(small) or acronym_kind(word.upper()) == "form":
            continue
        if small == "образования" and plain(before).startswith("учреждени"):
            continue
        words += [_stem(part) for part in _SCHOOLS.get(small, (small,))]
    return tuple(words)


def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > _LEAST_STEM else word
