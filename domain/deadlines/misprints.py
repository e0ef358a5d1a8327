"""Words with one wrong, lost, extra or swapped letter: «сентбрь», «окятбрь», «ежемесячо»."""

from collections import defaultdict
from collections.abc import Iterable


class Misprints:
    """Finds the one known word that differs from a printed one by a single slip of the hand."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._shortened: dict[str, set[str]] = defaultdict(set)
        for word in self._words:
            for short in (word, *_without_a_letter(word)):
                self._shortened[short].add(word)

    def meant(self, printed: str) -> str:
        """The known word nearest to a printed one; the printed one itself where none or several are as near."""
        if len(printed) < 5 or printed in self._words:
            return printed
        near: set[str] = set()
        for short in (printed, *_without_a_letter(printed)):
            near |= self._shortened.get(short, set())
        fitting = {word for word in near if _one_slip(printed, word)}
        # Forms of one word differ in their ending only and say the same.
        return min(fitting) if len({word[:5] for word in fitting}) == 1 else printed


def _without_a_letter(word: str) -> Iterable[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _one_slip(printed: str, word: str) -> bool:
    """A letter added, lost or replaced, or two neighbours swapped; the first letter is right in all cells we know."""
    if printed[0] != word[0]:
        return False
    i = next((k for k, (a, b) in enumerate(zip(printed, word, strict=False)) if a != b), min(len(printed), len(word)))
    rests = (
        (printed[i + 1 :], word[i + 1 :]),
        (printed[i + 1 :], word[i:]),
        (printed[i:], word[i + 1 :]),
        (printed[i : i + 2][::-1] + printed[i + 2 :], word[i:]),
    )
    return any(a == b for a, b in rests)
