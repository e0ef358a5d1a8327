"""The same plan sent again: which rows are the same, and what has changed about them.

Uses rapidfuzz for wordings that were touched up (a pure function over strings, no I/O), otherwise the standard library.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz

from domain.measures import Stage

ChangeKind = Literal["added", "changed", "removed", "moved", "same"]
# "…-words": other words that mean the same dates or the same people; nobody is touched by them.
Field = Literal["title", "result", "deadline", "deadline-words", "responsible", "responsible-words", "section", "place"]

# Of 100: a title that was touched up, a result that was.
ALIKE_TITLE = 75
ALIKE_RESULT = 60
_DASHES = re.compile("[‐‑‒–—―−-]+")
_QUOTES = re.compile("[«»„“”‟\"'‘’`]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NUMERALS = re.compile(r"\d+|\b[ivxіхх]+\b")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a responsible cell names, and the member found for the name."""

    name: str
    member_id: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a plan as its words stand there; ``key`` is whatever the caller knows it by."""

    key: int
    title: str
    section: str | None = None
    number: str | None = None
    result: str | None = None
    deadline: str = ""
    responsible: str | None = None
    stages: tuple[Stage, ...] = ()
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of one row; ``before`` is None for an added one, ``after`` for a removed one.

    ``fields`` says what differs; ``places`` are the places in the two plans, counted from 0.
    """

    kind: ChangeKind
    before: Row | None
    after: Row | None
    fields: tuple[Field, ...] = ()
    places: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Difference:
    """Every row of both plans once: those of the new plan in its order, then the removed ones in theirs."""

    changes: tuple[Change, ...]

    def of(self, kind: ChangeKind) -> list[Change]:
        """The changes of one kind."""
        return [change for change in self.changes if change.kind == kind]

    @property
    def pairs(self) -> list[tuple[Row, Row]]:
        """The rows that were found again, as they were and as they are."""
        return [(one.before, one.after) for one in self.changes if one.before is not None and one.after is not None]


def squeezed(text: str | None) -> str:
    """A wording without what is no change: white space, «ё» or «е», the kind of dashes and quotes."""
    plain = _INVISIBLE.sub("", text or "").replace("ё", "е").replace("Ё", "Е")
    return "".join(_QUOTES.sub('"', _DASHES.sub("-", plain)).split())


def compare(before: Sequence[Row], after: Sequence[Row]) -> Difference:
    """What has changed from one plan to the other; the same rows always give the same answer.

    Rows with the same wording are the same row wherever they stand. Else a row is found again by its title, and where
    several have that title by the result; a title that was touched up has to keep its number and section, its deadline
    or its people. A number that has only shifted because rows came or went before it is no change.
    """
    found = _match(before, after)
    kept = _in_order([found[place] for place in sorted(found)])
    changes = []
    for place, row in enumerate(after):
        if place not in found:
            changes.append(Change("added", None, row, places=(None, place)))
        else:
            changes.append(_change(before[found[place]], row, (found[place], place), found[place] in kept))
    gone = set(range(len(before))) - set(found.values())
    changes += [Change("removed", before[place], None, places=(place, None)) for place in sorted(gone)]
    return Difference(tuple(changes))


def _change(before: Row, after: Row, places: tuple[int, int], in_order: bool) -> Change:
    fields = tuple(_fields(before, after, in_order))
    if not fields:
        return Change("same", before, after, (), places)
    moved = set(fields) <= {"section", "place"}
    return Change("moved" if moved else "changed", before, after, fields, places)


def _fields(before: Row, after: Row, in_order: bool) -> Iterator[Field]:
    if squeezed(before.title) != squeezed(after.title):
        yield "title"
    if squeezed(before.result) != squeezed(after.result):
        yield "result"
    if not same_stages(before.stages, after.stages):
        yield "deadline"
    elif squeezed(before.deadline) != squeezed(after.deadline):
        yield "deadline-words"
    if _people(before) != _people(after):
        yield "responsible"
    elif squeezed(before.responsible) != squeezed(after.responsible):
        yield "responsible-words"
    if squeezed(before.section) != squeezed(after.section):
        yield "section"
    if not in_order:
        yield "place"


def same_stages(before: Sequence[Stage], after: Sequence[Stage]) -> bool:
    """Whether two readings mean the same dates."""
    return [meaning(stage) for stage in before] == [meaning(stage) for stage in after]


def meaning(stage: Stage) -> Stage:
    """The stage without the words that were not understood, which change no date."""
    return replace(stage, label=squeezed(stage.label) or None, not_understood=())


def _people(row: Row) -> list[tuple[str, int | None]]:
    return [(squeezed(one.name), one.member_id) for one in row.named]


def _match(before: Sequence[Row], after: Sequence[Row]) -> dict[int, int]:
    """The place in ``before`` for each place in ``after`` whose row was found again; best matches first."""
    left, right, found = dict(enumerate(before)), dict(enumerate(after)), dict[int, int]()
    same = _scored(left, right, lambda row: (squeezed(row.title), squeezed(row.result)), _sameness)
    _take(same, left, right, found)
    titles = Counter(squeezed(row.title) for row in before), Counter(squeezed(row.title) for row in after)
    unique = {title for title, count in titles[0].items() if count == titles[1][title] == 1}

    def by_result(one: Row, other: Row) -> float | None:
        likeness = _likeness(one.result, other.result)
        return likeness + _sameness(one, other) if likeness >= ALIKE_RESULT or squeezed(one.title) in unique else None

    _take(_scored(left, right, lambda row: squeezed(row.title), by_result), left, right, found)
    near = {pair for group in _CONTEXTS for pair in _scored(left, right, group, _touched_up)}
    _take(sorted(near, key=lambda pair: (-pair[0], pair[1], pair[2])), left, right, found)
    return found


def _scored(
    left: dict[int, Row],
    right: dict[int, Row],
    group: Callable[[Row], object],
    score: Callable[[Row, Row], float | None],
) -> list[tuple[float, int, int]]:
    """(score, place before, place after) of all pairs within a group that have a score, the best first.

    A row whose group is None is in none.
    """
    grouped: dict[object, list[int]] = {}
    for place, row in right.items():
        grouped.setdefault(group(row), []).append(place)
    pairs = []
    for place, row in left.items():
        key = group(row)
        for other in grouped.get(key, ()) if key is not None else ():
            points = score(row, right[other])
            if points is not None:
                pairs.append((points, place, other))
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))


def _take(
    pairs: Iterable[tuple[float, int, int]], left: dict[int, Row], right: dict[int, Row], found: dict[int, int]
) -> None:
    for _, place, other in pairs:
        if place in left and other in right:
            found[other] = place
            del left[place], right[other]


def _sameness(one: Row, other: Row) -> float:
    """How much besides the wording speaks for the same row."""
    points = 4.0 if _placed_alike(one, other) else 0.0
    points += 2.0 if _same_deadline(one, other) else 0.0
    points += 2.0 if _people(one) == _people(other) else 0.0
    return points + (1.0 if squeezed(one.section) == squeezed(other.section) else 0.0)


def _placed_alike(one: Row, other: Row) -> bool:
    return (squeezed(one.number), squeezed(one.section)) == (squeezed(other.number), squeezed(other.section))


def _same_deadline(one: Row, other: Row) -> bool:
    same_words = squeezed(one.deadline) == squeezed(other.deadline)
    return same_words if not one.stages else same_words or same_stages(one.stages, other.stages)


# What besides a title that was touched up has to be the same: the number and section, the deadline, or the people.
_CONTEXTS: tuple[Callable[[Row], object], ...] = (
    lambda row: (squeezed(row.number), squeezed(row.section)) if squeezed(row.number) else None,
    lambda row: squeezed(row.deadline) or None,
    lambda row: tuple(meaning(stage) for stage in row.stages) or None,
    lambda row: tuple(squeezed(one.name) for one in row.named) or None,
)


def _touched_up(one: Row, other: Row) -> float | None:
    title = fuzz.ratio(one.title.lower(), other.title.lower(), score_cutoff=ALIKE_TITLE)
    if not title:
        return None
    # «Итоги I полугодия» and «Итоги II полугодия» are two measures, however alike.
    if _numerals(one.title) != _numerals(other.title) and not (squeezed(one.number) and _placed_alike(one, other)):
        return None
    return title + _likeness(one.result, other.result) + _sameness(one, other)


def _numerals(title: str) -> list[str]:
    return _NUMERALS.findall(title.lower())


def _likeness(one: str | None, other: str | None) -> float:
    first, second = squeezed(one).lower(), squeezed(other).lower()
    return 100.0 if first == second else float(fuzz.ratio(first, second))


def _in_order(places: Sequence[int]) -> set[int]:
    """The most rows that have kept their order among themselves: the longest rising part of the places."""
    tails: list[int] = []
    ends: list[int] = []
    above: list[int | None] = []
    for at, place in enumerate(places):
        length = bisect_left(tails, place)
        above.append(ends[length - 1] if length else None)
        if length == len(tails):
            tails.append(place)
            ends.append(at)
        else:
            tails[length], ends[length] = place, at
    kept: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        kept.add(places[step])
        step = above[step]
    return kept
