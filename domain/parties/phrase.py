"""A phrase: the words of one party while they are read, and how they are shown."""

from dataclasses import dataclass

from domain.measures import PartyKind
from domain.parties.openings import Opening
from domain.words.tokens import Token
from domain.words.vocabulary import Category


@dataclass(slots=True)
class Phrase:
    """Tokens ``start``..``end`` - 1. Without an opening its words are not known; a condition names nobody.

    ``linked``: it stands behind «совместно с», in an oblique case.
    """

    start: int
    end: int
    opening: Opening | None
    linked: bool = False
    condition: bool = False

    @property
    def kind(self) -> PartyKind | None:
        """What kind of party its head names."""
        return self.opening.kind if self.opening else None

    @property
    def category(self) -> Category | None:
        """What its head is: a post, an institution…"""
        return self.opening.category if self.opening else None

    @property
    def word(self) -> str:
        """The stem of its head, or the acronym."""
        return self.opening.word if self.opening else ""

    @property
    def acronym(self) -> bool:
        """Whether an acronym heads it."""
        return self.opening is not None and self.opening.acronym is not None

    @property
    def plural(self) -> bool:
        """Whether it names many."""
        return self.opening is not None and self.opening.plural

    @property
    def bare(self) -> bool:
        """Whether its head is its last word so far."""
        return self.opening is not None and self.end == self.opening.after

    def last(self, found: list[Token]) -> Token:
        """Its last token so far."""
        return found[self.end - 1]
