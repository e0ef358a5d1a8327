"""The printed heading of each column, from one to three header rows with merged cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.reading.columns import Meaning, is_tick_heading, is_weak, meaning_of
from documents.reading.grid import Row, squeeze

# What only a data row holds: days, initials of people.
_DATA = re.compile(
    r"\d{1,2}\.\d{1,2}\.(?:20)?\d\d|^\d{1,3}(?:\.\d{1,3})*[.)]?$|"
    r"\b(?!Ф\.\s?И\.)(?<!Ф\.)(?<!Ф\.\s)[А-ЯЁ]\.\s?[А-ЯЁ]\.(?!\w)"
)
_YEAR = re.compile(r"20\d\d(?:\s?[-–/]\s?(?:20)?\d\d)?")


@dataclass(frozen=True, slots=True)
class Caption:
    """The words over a column from top to bottom; ``shared`` where the column to the left has the same cells."""

    words: tuple[str, ...]
    shared: bool = False

    @property
    def meaning(self) -> Meaning | None:
        """The lowest words decide where they say enough; «начало» needs the «Срок» above it."""
        if not self.words:
            return None
        lowest, whole = self.words[-1], " ".join(self.words)
        own = meaning_of(lowest)
        if own is not None and not is_weak(lowest):
            return own
        return meaning_of(whole) or own or (meaning_of(self.words[0]) if len(self.words) > 1 else None)

    @property
    def tick_words(self) -> str:
        """The time that a mark in this column stands for, with the year of the cell above it."""
        printed = squeeze(self.words[-1])
        lowest = printed.lower() if printed[:3].isalpha() else printed
        year = next((found[0] for word in self.words[:-1] if (found := _YEAR.search(word))), None)
        if year is None or _YEAR.search(lowest):
            return f"{lowest} год" if re.fullmatch(r"20\d\d", lowest) else lowest
        return f"{lowest} {year}" + (" года" if lowest == printed else "")

    @property
    def is_tick(self) -> bool:
        return bool(self.words) and is_tick_heading(self.words[-1])


def captions(band: Sequence[Row]) -> tuple[Caption, ...]:
    """The captions of a header of one or several rows."""
    width = max(len(row.cells) for row in band)
    words: list[list[str]] = [[] for _ in range(width)]
    printed = [False] * width
    for depth, row in enumerate(band):
        inherited = ""
        for place in range(width):
            cell = row.at(place)
            text = squeeze(cell)
            if text:
                inherited, printed[place] = text, True
            elif _reaches(band, depth, place):
                text = inherited
            else:
                inherited = inherited if cell is None else ""
            if text and (not words[place] or words[place][-1] != text):
                words[place].append(text)
    return tuple(Caption(tuple(one), not printed[place]) for place, one in enumerate(words))


def _reaches(band: Sequence[Row], depth: int, place: int) -> bool:
    """Whether the cell to the left reaches over this place."""
    row = band[depth]
    cell = row.at(place)
    if place in row.across:
        return True
    if depth == 0 and cell is None:
        return True
    below = band[depth + 1 :]
    own = any(one.at(place) for one in below)
    left = any(one.at(place - 1) for one in below)
    return cell == "" and place > 0 and own and left


def looks_like_data(row: Row) -> bool:
    """Days, initials or row numbers stand in data rows, never in a header."""
    return any(_DATA.search(squeeze(cell)) for cell in row.filled)
