"""A cell cut into mentions: names of people and phrases of one party each, with what separates them."""

from dataclasses import dataclass

from domain.names import Named, Printed, names_among, with_lone_surnames
from domain.parties.boundaries import begins_new
from domain.parties.expressions import behind_label, expression_at
from domain.parties.openings import QUOTED, opening_at
from domain.parties.phrase import Phrase
from domain.words.heads import head
from domain.words.tokens import Token, partners, text_at, tokens
from domain.words.vocabulary import MODIFYING_ABBREVIATIONS, POST_ABBREVIATIONS

_QUOTES = frozenset('«“„"')
_MARKS = frozenset(",;:/–—-•·*().[]|+…_")
_BULLETS = frozenset("-–—•·*")
_DASHES = frozenset("-–—")
_LETTERS = "абвгдежз"
# Marks that separate alike.
_SAME = {"–": "-", "—": "-", "+": "&", "|": ","}
_EXPRESSION_MARKS = {"with": "+", "or": "&", "others": ";"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or a phrase, its place in the text, its words as they are shown, and the marks before it.

    Of the marks «&» stands for «и», «+» for «совместно с», «-» for any dash.
    """

    start: int
    end: int
    text: str
    gap: str
    name: Printed | None = None
    phrase: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a text mentions, the marks behind the last mention, and whether it says «и др.»."""

    items: tuple[Mention, ...]
    gap: str
    others: bool


def mentions(text: str) -> Mentions:
    """All mentions of a cleaned text in order; conditions («по согласованию с …») are left out."""
    found = tokens(text)
    reader = _Reader(text, found, with_lone_surnames(found, names_among(found)))
    reader.read()
    return Mentions(tuple(reader.items), reader.gap, reader.others)


class _Reader:
    """Goes over the tokens once; ``phrase`` is the one being read, ``gap`` the marks since the last token of it."""

    def __init__(self, text: str, found: list[Token], named: Named) -> None:
        self.text = text
        self.found = found
        self.names = named.people
        self.namesakes = named.after_whom
        self.pairs = partners(found)
        self.bulleted = _is_bulleted(found)
        self.items: list[Mention] = []
        self.phrase: Phrase | None = None
        self.gap = ""
        self.others = False
        self._begin_gap = ""
        self._number = 0

    def read(self) -> None:
        """Go over all tokens; the mentions are in ``items`` then."""
        place = 0
        while place < len(self.found):
            place = self._step(place)
        self._close()

    def _step(self, place: int) -> int:
        if place in self.names:
            return self._person(place)
        if place in self.namesakes and self.phrase:
            self._extend(self.namesakes[place])
            return self.namesakes[place]
        token = self.found[place]
        if token.kind == "line":
            self.gap += "\n"
            return place + 1
        if token.kind == "mark":
            return self._mark(place)
        if after := self._numbering(place):
            return after
        return self._words(place)

    def _person(self, place: int) -> int:
        after, name = self.names[place]
        if self.phrase and self.phrase.condition and not self.gap:
            self.phrase.end = after
            return after
        self._close()
        self.items.append(Mention(name.start, name.end, name.shown, self.gap, name=name))
        self.gap = ""
        return after

    def _mark(self, place: int) -> int:
        token = self.found[place]
        if token.text in "([":
            return self._bracket(place)
        if token.text in _QUOTES and place in self.pairs:
            return place + 1 if place + 1 in self.names else self._quote(place)
        if self.bulleted and token.text in _BULLETS and (self.gap.endswith("\n") or place == 0):
            self.gap += ";"
        elif self._inside(place):
            self._extend(place + 1)
        elif token.text in _MARKS:
            self.gap += _SAME.get(token.text, token.text)
        return place + 1

    def _inside(self, place: int) -> bool:
        """Whether a mark is part of the phrase: «г.», «5 - 9», «пед.-психолог», «№», an unpaired quote."""
        if self.phrase and self.gap == "\n" and self.found[place].text == "№":
            return True
        if self.phrase is None or self.gap:
            return False
        token, before = self.found[place], self.found[place - 1]
        after = self.found[place + 1] if place + 1 < len(self.found) else None
        if token.text == ".":
            return _is_abbreviation(before) and not token.spaced
        if token.text in _DASHES:
            numbers = before.kind == "number" and after is not None and after.kind == "number"
            tight = not token.spaced and (after is None or not after.spaced)
            return numbers or tight
        if token.text == "/":
            return after is not None and not token.spaced and len(before.text) <= 2 and len(after.text) <= 2
        return token.text not in _MARKS

    def _bracket(self, place: int) -> int:
        """Brackets belong to the phrase before them, unless people stand in them or they follow a person."""
        close = self.pairs.get(place)
        if close is None or close == place + 1:
            self.gap += "" if close else "("
            return (close or place) + 1
        expression = expression_at(self.found, place + 1)
        if expression and expression[0] == "condition":
            # «Юрист центра (по согласованию), Тихонов Б.А.»: what has its own condition is a party of its own.
            parted = self.phrase is not None and text_at(self.found, close + 1) == ","
            self.gap += ";" if parted else ""
            return close + 1
        if self.phrase is None or self.gap.strip("\n") or any(inner in self.names for inner in range(place, close)):
            self.gap += "("
            return place + 1
        self._extend(close + 1)
        return close + 1

    def _quote(self, place: int) -> int:
        after = self.pairs[place] + 1
        new = self.phrase is None or (self.gap and (self.gap != "\n" or self._ends_quoted()))
        if new:
            self._begin(Phrase(place, after, QUOTED))
        else:
            self._extend(after)
        return after

    def _ends_quoted(self) -> bool:
        return self.phrase is not None and self.found[self.phrase.end - 1].text in '»"”'

    def _numbering(self, place: int) -> int | None:
        """The place behind «1)», «2.» or «а)», when it is the next number of a list."""
        after = place + 1
        number = self.found[place].text
        if number not in {str(self._number + 1), _LETTERS[self._number : self._number + 1]}:
            return None
        if after >= len(self.found) or self.found[after].text not in ").":
            return None
        alone = self.phrase is None or bool(self.gap) or self._number > 0
        follows = after + 1 < len(self.found) and self.found[after + 1].kind in {"word", "line"}
        if not alone or not follows or (number.isalpha() and self.found[after].text == "."):
            return None
        self._number += 1
        self.gap += ";"
        return after + 1

    def _words(self, place: int) -> int:
        if self.phrase is None and (after := behind_label(self.found, place, self.names)):
            return after
        if expression := expression_at(self.found, place):
            meaning, after = expression
            if meaning == "condition":
                self._begin(Phrase(place, after, None, condition=True))
            else:
                self._close()
                self.gap += _EXPRESSION_MARKS[meaning]
                self.others = self.others or meaning == "others"
            return after
        if self.found[place].text == "и" and (self.items or self.phrase) and not opening_at(self.found, place):
            self.gap += "&"
            return place + 1
        return self._word(place)

    def _word(self, place: int) -> int:
        token = self.found[place]
        linked = "+" in self.gap or bool(self.phrase and self.phrase.linked and self.gap)
        opening = None
        if token.kind == "word" or self.phrase is None or self.gap:
            opening = opening_at(self.found, place, linked)
        if opening is None and self.phrase is None:
            # «Директору школы, классным руководителям»: a cell in the dative.
            opening = opening_at(self.found, place, any_case=True)
            linked = linked or opening is not None
        if self.phrase and not begins_new(self.found, self.phrase, self.gap, place, opening):
            self._extend(place + 1)
            return place + 1
        after = opening.after if opening else place + 1
        self._begin(Phrase(place, after, opening, linked))
        return after

    def _begin(self, phrase: Phrase) -> None:
        self._close()
        self._begin_gap, self.gap = self.gap, ""
        self.phrase = phrase

    def _extend(self, end: int) -> None:
        if self.phrase:
            self.phrase.end = end
        self.gap = ""

    def _close(self) -> None:
        phrase, self.phrase = self.phrase, None
        if phrase is None:
            return
        if phrase.condition:
            self.gap = self._begin_gap + self.gap
            return
        start, end = self.found[phrase.start].start, self.found[phrase.end - 1].end
        shown = " ".join(self.text[start:end].split())
        self.items.append(Mention(start, end, shown, self._begin_gap, phrase=phrase))


def _is_bulleted(found: list[Token]) -> bool:
    """Whether dashes begin the lines of a list, all or all but the first one; not «Шабанова Н.С.⏎– завуч»."""
    begins = [place for place in range(len(found)) if place == 0 or found[place - 1].kind == "line"]
    bullets = [place for place in begins if found[place].text in _BULLETS and found[place + 1 : place + 2] != []]
    alone = any(found[place + 1].kind == "line" for place in bullets)
    return bool(bullets) and not alone and (bullets[0] == 0 or len(bullets) >= max(2, len(begins) - 1))


def _is_abbreviation(token: Token) -> bool:
    small = token.plain
    if small in POST_ABBREVIATIONS or small in MODIFYING_ABBREVIATIONS:
        return True
    return token.kind == "word" and len(small) <= 3 and token.text.islower() and head(small) is None
