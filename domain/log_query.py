"""What is looked for in the log, as people type it: «Шабанова», «СОШ №2», «с 1 по 15 октября», «письма»."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.names import Known, find_names, match_person
from domain.past_days import take_stretch
from domain.places import match_place
from domain.words import listed
from domain.words.stems import stem
from domain.words.tokens import plain

_READ_AT_MOST = 300
_LONGEST_NAME = 8
_LONGEST_PERSON = 3
_LEAST_WORD = 4
# What may stand around names and days without saying anything.
_FILLERS = listed(
    "в во за и из на о об от по с со у для где кто что все всё ответы ответ ответов журнал отчет отчеты фото покажи"
    " показать мероприятие мероприятия мероприятию исполнитель карта карте"
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which answers are looked for, all of it at once; days are local to the reader and both counted, None: any."""

    roadmap: int | None = None
    measure: int | None = None
    school: int | None = None
    person: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What the asker may see: people, organisations, roadmaps and measures by id and title."""

    people: Sequence[Known] = ()
    places: Sequence[tuple[int, str]] = ()
    roadmaps: Sequence[tuple[int, str]] = ()
    measures: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """``several``: words that fit more than one thing, so none of them was chosen; ``unread``: words not understood."""

    filter: Filter
    several: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def read_query(words: str, today: date, names: Names) -> Query:
    """What the words ask for, seen from the local day ``today``; what is not understood is given back."""
    text = " ".join(words[:_READ_AT_MOST].split())
    days, text = take_stretch(text, today)
    found = Filter() if days is None else Filter(first=days.first, last=days.last)
    left = _Words(re.sub(r"[,;!?]", " ", text).split())
    school = left.take(lambda said: match_place(said, names.places), _LONGEST_NAME)
    person = left.take(lambda said: _people(said, names.people), _LONGEST_PERSON)
    found = replace(found, school=school, person=person)
    pieces = left.pieces()
    several, unread = list(left.several), []
    for piece in pieces:
        measures = _titled(piece, names.measures)
        roadmaps = _titled(piece, names.roadmaps)
        if len(measures) == 1 and found.measure is None:
            found = replace(found, measure=measures[0])
        elif len(roadmaps) == 1 and found.roadmap is None:
            found = replace(found, roadmap=roadmaps[0])
        elif len(measures) > 1 or len(roadmaps) > 1:
            several.append(piece)
        else:
            unread.append(piece)
    return Query(found, tuple(several), tuple(unread))


class _Words:
    """The words that nobody has understood yet; a gap stands where something was."""

    def __init__(self, words: list[str]) -> None:
        self._words: list[str | None] = list(words)
        self.several: list[str] = []

    def take(self, match: Callable[[str], list[int]], longest: int) -> int | None:
        """The one thing that the longest words in a row mean, taken out; those that mean several are noted."""
        unclear: tuple[int, int] | None = None
        for length in range(min(longest, len(self._words)), 0, -1):
            for start in range(len(self._words) - length + 1):
                run = [word for word in self._words[start : start + length] if word is not None]
                if len(run) < length or (length == 1 and plain(run[0]) in _FILLERS):
                    continue
                keys = match(" ".join(run))
                if len(keys) == 1:
                    self._cut(start, length)
                    return keys[0]
                if keys and unclear is None:
                    unclear = (start, length)
        if unclear is not None:
            self.several.append(self._cut(*unclear))
        return None

    def _cut(self, start: int, length: int) -> str:
        said = " ".join(word or "" for word in self._words[start : start + length])
        self._words[start : start + length] = [None]
        return said

    def pieces(self) -> list[str]:
        """What is left between the gaps, without words that say nothing at its ends."""
        found: list[list[str]] = [[]]
        for word in self._words:
            if word is None:
                found.append([])
            else:
                found[-1].append(word)
        return [piece for run in found if (piece := " ".join(_trimmed(run)))]


def _trimmed(run: list[str]) -> list[str]:
    while run and (plain(run[0]) in _FILLERS or not re.search(r"\w", run[0])):
        run = run[1:]
    while run and (plain(run[-1]) in _FILLERS or not re.search(r"\w", run[-1])):
        run = run[:-1]
    return run


def _people(said: str, known: Sequence[Known]) -> list[int]:
    """Whom the whole of the words can mean; people type names in small letters too."""
    if not re.fullmatch(r"[^\W\d_][^\d]*", said):
        return []
    capital = " ".join(word[:1].upper() + word[1:] for word in said.split())
    names = find_names(capital)
    if names and (names[0].start, names[0].end) != (0, len(capital)):
        return []
    return match_person(capital, known)


def _titled(piece: str, titles: Iterable[tuple[int, str]]) -> list[int]:
    """Those in whose title all the words stand, in this order; those that begin so where there are any."""
    asked = _stems(piece)
    if not any(len(word) >= _LEAST_WORD for word in plain(piece).split()):
        return []
    fitting = [(key, place) for key, title in titles if (place := _place(asked, _stems(title))) is not None]
    first = [key for key, place in fitting if place == 0]
    return first or [key for key, _ in fitting]


def _place(asked: list[str], words: list[str]) -> int | None:
    """Where in the title the first of the words stands, when all of them do in this order."""
    places: list[int] = []
    for word in asked:
        start = places[-1] + 1 if places else 0
        if word not in words[start:]:
            return None
        places.append(words.index(word, start))
    return places[0] if places else None


def _stems(title: str) -> list[str]:
    return [stem(word) for word in re.findall(r"[^\W_]+", plain(title))]
