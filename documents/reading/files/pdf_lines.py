"""The words of a PDF as printed lines, and the lines of a cell as one text: cut words and hyphens joined again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from documents.reading.files.aligned import Piece
from documents.reading.files.vocabulary import Vocabulary, is_first_half, is_plan_word
from documents.reading.grid import join_words
from domain.words.heads import adjective_case

Box = tuple[float, float, float, float]
Word = dict[str, Any]

_SAME_LINE = 3.0
# In line heights.
_COLUMN_GAP = 0.6
# «учебно-воспитательный», «психолого-педагогический»: a hyphen that the author wrote.
_COMBINING = re.compile(r"\w{4,}но|\w{3,}ко|\w+лого|финансово|правово|обще|средне|северо|юго", re.IGNORECASE)
_SHORTEST_HALF = 5
_LONG = 9
_OPENING, _MARKS = "«(", ".,;:)»"
_TIGHT_DASH = re.compile(r"\w[–—]$|\d-$")
_SMALL_WORDS = frozenset({"по", "на", "во", "со", "ко", "об", "за", "для", "от", "до", "из", "при"})
_WHOLE_DATE = re.compile(r"\d\.\d\d?\.(?:20)?\d\d$")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of a cell: its words, where each stands, and its edges."""

    words: tuple[str, ...]
    places: tuple[tuple[float, float], ...]
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def letter(self) -> float:
        """Average width of a letter."""
        return (self.x1 - self.x0) / max(1, len(self.text))


def cell_text(words: Iterable[Word], box: Box, known: Vocabulary) -> str:
    """The words inside a box as one text."""
    left, top, right, bottom = box
    inside = [
        word
        for word in words
        if left <= (word["x0"] + word["x1"]) / 2 <= right and top <= (word["top"] + word["bottom"]) / 2 <= bottom
    ]
    text = ""
    before: Line | None = None
    for line in lines_of(inside):
        glued = before is not None and _is_cut_word(before, line, right, left, known)
        text = text + line.text if glued else _joined(text, line.text, known)
        before = line
    return text


def lines_of(words: Iterable[Word]) -> Iterator[Line]:
    """Words gathered into lines from top to bottom."""
    ordered = sorted(words, key=lambda word: (word["top"], word["x0"]))
    group: list[Word] = []
    for word in ordered:
        if group and word["top"] - group[0]["top"] > _SAME_LINE:
            yield _line(group)
            group = []
        group.append(word)
    if group:
        yield _line(group)


def _line(group: list[Word]) -> Line:
    group = sorted(group, key=lambda word: float(word["x0"]))
    texts = tuple(str(word["text"]) for word in group)
    bottom = max(word["bottom"] for word in group)
    places = tuple((float(word["x0"]), float(word["x1"])) for word in group)
    return Line(texts, places, group[0]["x0"], group[-1]["x1"], group[0]["top"], bottom)


def pieces_of(line: Line) -> tuple[Piece, ...]:
    """The words of a line between wide gaps: a gap between columns is wider than any between words."""
    wide = _COLUMN_GAP * (line.bottom - line.top)
    pieces: list[Piece] = []
    for text, (left, right) in zip(line.words, line.places, strict=True):
        if pieces and left - pieces[-1].right < wide:
            pieces[-1] = Piece(pieces[-1].left, right, f"{pieces[-1].text} {text}")
        else:
            pieces.append(Piece(left, right, text))
    return tuple(pieces)


def _is_cut_word(before: Line, line: Line, right: float, left: float, known: Vocabulary) -> bool:
    """A word longer than its column is cut at any letter: it fills its line alone and the next letter has no room."""
    head, tail = before.words[-1], line.words[0]
    if len(before.words) > 1 or not head[-1].isalnum() or not (tail[0].islower() or tail[0].isdigit()):
        return False
    if _WHOLE_DATE.search(head) or tail in _SMALL_WORDS:
        return False
    padding = max(0.0, before.x0 - left)
    room = right - padding - before.x1
    if head + tail in known:
        return room < 2 * before.letter
    if head in known or tail in known or tail.split("/")[0] in known:
        return False
    if len(head) >= _LONG and adjective_case(head.rpartition("-")[2]) == "oblique":
        # «пропускном» | «режиме»
        return False
    return room < 1.2 * before.letter and known.are_halves(head, tail)


def _joined(left: str, right: str, known: Vocabulary) -> str:
    """Two lines as one text; a slash or a hyphen at the end holds the halves of one word together."""
    if (left.endswith("/") and len(left) > 1 and not left[-2].isspace()) or right[0] in ").,;:»":
        return left + right
    head, tail = left.split(" ")[-1], right.split(" ")[0]
    if tail[0] == "-" and tail[1:2].isalpha() and head[-1].isalpha():
        # «преподаватель» | «-организатор»
        return left + right
    if head.endswith("-") and _is_broken_at(head[:-1], tail, known):
        return left[:-1] + right
    # «1–7 классов», «июнь–август»: a dash that belongs to the word before it.
    return left + right if _TIGHT_DASH.search(left) and right[0].isalnum() else join_words(left, right)


def softened(left: str | None, right: str | None, known: Vocabulary) -> str | None:
    """A cell above a page break: a hyphen that only broke its last word becomes soft, and goes when they are joined."""
    if not left or not right or not left.endswith("-"):
        return left
    head, tail = left[:-1], right.split(" ")[0]
    return f"{head}\u00ad" if _is_broken_at(head.split(" ")[-1], tail, known) else left


def _is_broken_at(head: str, tail: str, known: Vocabulary) -> bool:
    """Whether the hyphen between two halves only broke the line («мероприя-тий»), not «учебно-воспитательный»."""
    head = head.rpartition("-")[2].lstrip(_OPENING)
    tail = tail.partition("-")[0].rstrip(_MARKS)
    if head + tail in known:
        return True
    if not head.isalpha() or not tail[:1].islower() or f"{head}-{tail}" in known:
        return False
    if head in known and (len(head) >= _SHORTEST_HALF - 1 or tail in known):
        return False
    if head.isascii() or is_first_half(head) or (is_plan_word(head) and is_plan_word(tail)):
        return False
    return not (_COMBINING.fullmatch(head) and len(tail) >= _SHORTEST_HALF and _is_adjective(tail))


def _is_adjective(word: str) -> bool:
    """Also one that has lost its last letter to the next line of a narrow column."""
    return adjective_case(word) is not None or adjective_case(f"{word}й") is not None


def vocabulary(pages: list[list[Word]]) -> Vocabulary:
    """Words that the document prints whole: those that do not stand at the edge of a gap."""
    known: list[str] = []
    for words in pages:
        for a, word, b in zip(words, words[1:], words[2:], strict=False):
            same_line = abs(a["top"] - word["top"]) < _SAME_LINE and abs(b["top"] - word["top"]) < _SAME_LINE
            close = word["x0"] - a["x1"] < 8 and b["x0"] - word["x1"] < 8
            if same_line and close:
                known += [str(word["text"]), *str(word["text"]).split("/")]
    return Vocabulary(known)
