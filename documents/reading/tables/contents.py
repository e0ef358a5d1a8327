"""What the cells of a column look like: the way to a column that no header names."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from documents.reading.grid import Row
from documents.reading.patterns import NUMBER, is_deadline, names_people

# Rows that are looked at: enough to know a column.
_LOOKED_AT = 80
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Profile:
    """How many cells of a column are filled, and how many of them look like what."""

    filled: int
    numbers: int
    deadlines: int
    people: int
    letters: float
    different: int

    @property
    def is_number(self) -> bool:
        return self.filled >= 2 and self.numbers >= _MOSTLY * self.filled

    @property
    def is_deadline(self) -> bool:
        return self.filled >= 2 and not self.is_number and self.deadlines >= _MOSTLY * self.filled

    @property
    def is_responsible(self) -> bool:
        return self.filled >= 2 and not self.is_deadline and self.people >= _MOSTLY * self.filled

    @property
    def is_title(self) -> bool:
        """Sentences, and not the same one again and again."""
        named = self.is_number or self.is_deadline or self.is_responsible
        return self.filled >= 2 and not named and self.letters >= 15 and self.different > self.filled / 2


def profile(rows: Sequence[Row], place: int) -> Profile:
    """Look at the first rows of a column."""
    texts = [text for row in rows[:_LOOKED_AT] if not row.spans and (text := row.text(place))]
    return _profile(tuple(texts))


@lru_cache(maxsize=256)
def _profile(texts: tuple[str, ...]) -> Profile:
    return Profile(
        filled=len(texts),
        numbers=sum(NUMBER.match(text) is not None for text in texts),
        deadlines=sum(is_deadline(text) for text in texts),
        people=sum(names_people(text) for text in texts),
        letters=sum(map(len, texts)) / (len(texts) or 1),
        different=len(set(texts)),
    )
