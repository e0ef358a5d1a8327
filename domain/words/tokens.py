"""A cell cut into tokens: words, numbers, marks and line ends, each with its place in the text."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "number", "mark", "line"]

_TOKEN = re.compile(
    r"(?P<line>[^\S\n]*\n\s*)"
    # «ШабановаН.С.»: a small letter before a capital one ends a word.
    r"|(?P<glued>[А-ЯЁІЎ][а-яёіў’']{2,}(?:-[А-ЯЁІЎ][а-яёіў’']+)?(?=[А-ЯЁІЎ]))"
    r"|(?P<word>[^\W\d_]+(?:[’'][^\W\d_]+)*(?:-[^\W\d_]+(?:[’'][^\W\d_]+)*)*)"
    r"|(?P<number>\d+(?:[.:,/]\d+)*(?:[а-яё](?![^\W\d_]))?(?:[-–]\d+)*(?:-[^\W\d_]{1,3}(?![^\W\d_]))?)"
    r"|(?P<mark>\S)"
)
_OPENING, _CLOSING = "(«“„[", ")»”“]"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the cell. ``plain`` is its lower case with «е» for «ё»; ``spaced``: white space stands before it."""

    kind: Kind
    text: str
    plain: str
    start: int
    end: int
    spaced: bool

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.kind == "word" and self.text[0].isupper()


def plain(text: str) -> str:
    """Lower case, ё as е, no outer spaces: the form in which words are compared."""
    return text.strip().lower().replace("ё", "е")


def tokens(text: str) -> list[Token]:
    """All tokens of a text in order; white space between them is only remembered."""
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        kind: Kind = "word" if match.lastgroup == "glued" else match.lastgroup  # type: ignore[assignment]
        words = "\n" if kind == "line" else match[0]
        spaced = match.start() > end or bool(found and found[-1].kind == "line")
        found.append(Token(kind, words, plain(words), match.start(), match.end(), spaced))
        end = match.end()
    return found


def text_at(found: list[Token], place: int) -> str:
    """The token's text, empty behind the last one."""
    return found[place].text if place < len(found) else ""


def skip_line(found: list[Token], place: int) -> int:
    """The place behind a line end, when there is one: inside a name or a phrase it is only a space."""
    return place + 1 if text_at(found, place) == "\n" else place


def partners(found: list[Token]) -> dict[int, int]:
    """Places of opening quotes and brackets with the places of their closing ones; what has no partner is left out.

    A straight quote opens after a space or at a beginning and closes otherwise.
    """
    pairs: dict[int, int] = {}
    opened: list[int] = []
    shut = _shutting(found)
    for place, token in enumerate(found):
        if token.kind != "mark":
            continue
        if token.text in _OPENING or (token.text == '"' and _opens(found, place)):
            opened.append(place)
        elif token.text in _CLOSING or token.text == '"':
            _close(found, opened, place, pairs)
            if place in shut:
                pairs.update((quote, place) for quote in opened if found[quote].text == "«")
                opened = [quote for quote in opened if found[quote].text != "«"]
    return pairs


def _shutting(found: list[Token]) -> set[int]:
    """Closing quotes behind which none closes before the next one opens: they shut all that are open («… «Радуга»)."""
    places = [place for place, token in enumerate(found) if token.text in {"«", "»"}]
    behind = [*(found[place].text for place in places[1:]), "«"]
    return {place for place, after in zip(places, behind, strict=False) if found[place].text == "»" and after == "«"}


def _opens(found: list[Token], place: int) -> bool:
    return place == 0 or found[place].spaced or found[place - 1].text in _OPENING


def _close(found: list[Token], opened: list[int], place: int, pairs: dict[int, int]) -> None:
    """Pair with the nearest opening mark of the same sort; marks opened inside it stay alone."""
    bracket = found[place].text in ")]"
    for back in range(len(opened) - 1, max(-1, len(opened) - 4), -1):
        if (found[opened[back]].text in "([") == bracket:
            pairs[opened[back]] = place
            del opened[back:]
            return
