"""Which words head a party: looked up by stem and ending, in compounds and hyphenated words too."""

from dataclasses import dataclass
from functools import lru_cache

from domain.words import listed
from domain.words.declensions import DECLENSIONS, LONGEST_ENDING, Case
from domain.words.tokens import plain
from domain.words.vocabulary import DETERMINERS, IRREGULAR, STEMS, Category

_STEMS = {stem: (category, like) for (category, like), stems in STEMS.items() for stem in stems.split()}
_LONGEST_WORD = 50
# Shorter stems are found by chance inside other words.
_LEAST_COMPOUND = 5
# «образование», «категорий»: nouns that look like adjectives.
_NOUN_ENDINGS = tuple(listed("ание ение яние тие вие лие ций огий аний ений ятий рий лий зий мий фий"))
# Patterns of nouns that are adjectives: «дежурный учитель», «приёмная комиссия».
_ADJECTIVES = frozenset({"заведующий", "столовая"})
_NOMINATIVE_ADJECTIVE = tuple(listed("ый ий ая яя ое ее ые ие ыя ія ийся аяся ееся иеся"))
_OBLIQUE_ADJECTIVE = tuple(
    listed("ого его ому ему ым им ых их ую юю ыми ими ой ей ом ем егося емуся имся ихся имися ейся уюся")
)


@dataclass(frozen=True, slots=True)
class Head:
    """A word that can head a party. ``adjective``: a noun that is an adjective («дежурный»)."""

    stem: str
    category: Category
    case: Case
    plural: bool
    adjective: bool = False


@lru_cache(maxsize=4096)
def head(word: str) -> Head | None:
    """What party a word heads; a hyphenated one («педагог-психолог», «пресс-центр») goes by the part that is known."""
    if len(word) > _LONGEST_WORD:
        return None
    whole = _simple(plain(word))
    if whole or "-" not in word:
        return whole
    known = [found for part in plain(word).split("-") if (found := _simple(part))]
    return known[0] if known else None


def _simple(word: str) -> Head | None:
    if word in IRREGULAR:
        category, case, plural = IRREGULAR[word]
        return Head(word, category, case, plural)
    return _by_stem(word) or (None if "-" in word else _compound(word))


def _compound(word: str) -> Head | None:
    """«райисполком» by «исполком»."""
    rests = (word[cut:] for cut in range(2, len(word) - _LEAST_COMPOUND + 1))
    return next((found for rest in rests if (found := _by_stem(rest, _LEAST_COMPOUND))), None)


def _by_stem(word: str, least: int = 0) -> Head | None:
    for cut in range(min(LONGEST_ENDING, len(word) - 1) + 1):
        stem, ending = word[: len(word) - cut], word[len(word) - cut :]
        if len(stem) >= least and stem in _STEMS:
            category, like = _STEMS[stem]
            if meaning := DECLENSIONS[like].get(ending):
                return Head(stem, category, meaning.case, meaning.plural, like in _ADJECTIVES)
    return None


@lru_cache(maxsize=4096)
def adjective_case(word: str) -> Case | None:
    """The case of a word that looks like an adjective («районный», «общеобразовательные»); None for other words.

    «either»: «городской» is nominative or oblique.
    """
    small = plain(word)
    if small in DETERMINERS:
        return "nominative"
    if len(small) < 4 or small.endswith(_NOUN_ENDINGS):
        return None
    if (known := head(small)) and not known.adjective:
        return None
    if small.endswith(_NOMINATIVE_ADJECTIVE):
        return "nominative"
    if small.endswith("ой"):
        return "either"
    return "oblique" if small.endswith(_OBLIQUE_ADJECTIVE) else None
