"""What is known of a table while its columns are told apart: the words over them and the cells below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from documents.reading.columns import Meaning, Role
from documents.reading.grid import Row
from documents.reading.tables.captions import Caption
from documents.reading.tables.contents import Profile, profile


@dataclass(frozen=True, slots=True)
class Sight:
    """The columns of a table by their places."""

    captions: Sequence[Caption]
    meanings: Sequence[Meaning | None]
    rows: Sequence[Row]

    def places(self, role: Role, fits: Callable[[Meaning], bool] = lambda _: True) -> list[int]:
        return [place for place, one in enumerate(self.meanings) if one and one.role == role and fits(one)]

    def best(self, role: Role, part: str = "whole") -> list[int]:
        """The columns whose words name the role most surely."""
        found = self.places(role, lambda one: one.part == part)
        ranks = {place: one.rank for place in found if (one := self.meanings[place])}
        return [place for place in found if ranks[place] == min(ranks.values())]

    def profile(self, place: int) -> Profile:
        return profile(self.rows, place)

    @property
    def unnamed(self) -> list[int]:
        return [place for place, one in enumerate(self.meanings) if one is None]
