"""PDF files with a text layer as lines and tables; the lines of a cell are joined back into whole words."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber

from documents.reading.grid import Content, Row, Table, join_words
from domain.errors import Unreadable
from domain.measures import Source

MAX_PAGES = 200
_SAME_LINE = 3.0
# A gap of this many line heights between lines of text is an empty line.
_PARAGRAPH = 1.7

Box = tuple[float, float, float, float]
Word = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line of a cell: its words and its edges."""

    words: tuple[str, ...]
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


def read_pdf(data: bytes) -> Content:
    """Tables of all pages; a PDF without text is a scan: Unreadable("unreadable-scan")."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        pages = pdf.pages
        if len(pages) > MAX_PAGES:
            raise Unreadable("unreadable-too-heavy")
        words = [page.extract_words(x_tolerance=1.5) for page in pages]
        if not any(words):
            raise Unreadable("unreadable-scan")
        known = _vocabulary(words)
        lines: list[str] = []
        tables: list[Table] = []
        for page, printed in zip(pages, words, strict=True):
            found = page.find_tables()
            if not tables:
                lines += _outside(printed, [table.bbox for table in found])
            tables += [_table(table, printed, page.page_number, place, known) for place, table in enumerate(found)]
            page.close()
    return Content(tuple(lines), tuple(tables))


def _table(table: Any, words: list[Word], page: int, place: int, known: frozenset[str]) -> Table:
    rows = []
    for number, row in enumerate(table.rows, 1):
        inside = [word for word in words if row.bbox[1] <= (word["top"] + word["bottom"]) / 2 <= row.bbox[3] + 0.5]
        cells = tuple(None if box is None else _cell(inside, box, known) for box in row.cells)
        alone = sum(box is not None for box in row.cells) == 1 and row.cells[0] is not None
        after_break = number == 1 and place == 0 and page > 1
        rows.append(Row(cells, Source(page=page, row=number), spans=alone and len(cells) > 1, after_break=after_break))
    return Table(tuple(rows))


def _cell(words: Iterable[Word], box: Box, known: frozenset[str]) -> str:
    left, top, right, bottom = box
    inside = [
        word
        for word in words
        if left <= (word["x0"] + word["x1"]) / 2 <= right and top <= (word["top"] + word["bottom"]) / 2 <= bottom
    ]
    text = ""
    before: _Line | None = None
    for line in _lines(inside):
        glued = before is not None and _is_cut_word(before, line, right, left, known)
        text = text + line.text if glued else _joined(text, line.text, known)
        before = line
    return text


def _lines(words: Iterable[Word]) -> Iterator[_Line]:
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


def _line(group: list[Word]) -> _Line:
    group = sorted(group, key=lambda word: float(word["x0"]))
    texts = tuple(str(word["text"]) for word in group)
    bottom = max(word["bottom"] for word in group)
    return _Line(texts, group[0]["x0"], group[-1]["x1"], group[0]["top"], bottom)


def _is_cut_word(before: _Line, line: _Line, right: float, left: float, known: frozenset[str]) -> bool:
    """A word longer than its column is cut at any letter: it fills its line alone and the next letter has no room."""
    head, tail = before.words[-1], line.words[0]
    if len(before.words) > 1 or not head[-1].isalnum() or not (tail[0].islower() or tail[0].isdigit()):
        return False
    padding = max(0.0, before.x0 - left)
    room = right - padding - before.x1
    if _plain(head + tail) in known:
        return room < 2 * before.letter
    return room < 1.2 * before.letter and not {_plain(head), _plain(tail), _plain(tail.split("/")[0])} & known


def _plain(word: str) -> str:
    return word.lower().strip(".,;:()«»")


def _joined(left: str, right: str, known: frozenset[str]) -> str:
    """Two lines as one text; a slash or a hyphen at the end holds the halves of one word together."""
    if (left.endswith("/") and len(left) > 1 and not left[-2].isspace()) or right[0] in ").,;:»":
        return left + right
    head, tail = left.split(" ")[-1], right.split(" ")[0]
    if head.endswith("-") and _plain(head[:-1] + tail) in known:
        return left[:-1] + right
    return join_words(left, right)


def _vocabulary(pages: list[list[Word]]) -> frozenset[str]:
    """Words that the document prints whole: those that do not stand at the edge of a gap."""
    known: set[str] = set()
    for words in pages:
        for a, word, b in zip(words, words[1:], words[2:], strict=False):
            same_line = abs(a["top"] - word["top"]) < _SAME_LINE and abs(b["top"] - word["top"]) < _SAME_LINE
            close = word["x0"] - a["x1"] < 8 and b["x0"] - word["x1"] < 8
            if same_line and close:
                known |= {_plain(part) for part in (str(word["text"]), *str(word["text"]).split("/"))}
    return frozenset(known)


def _outside(words: list[Word], boxes: list[Box]) -> list[str]:
    """Lines of text above and beside the tables; a wide gap becomes an empty line."""
    free = [word for word in words if not any(_within(word, box) for box in boxes)]
    lines: list[str] = []
    before: _Line | None = None
    for line in _lines(free):
        if before is not None and line.top - before.bottom > _PARAGRAPH * (before.bottom - before.top):
            lines.append("")
        lines.append(line.text)
        before = line
    return lines


def _within(word: Word, box: Box) -> bool:
    middle = (float(word["top"]) + float(word["bottom"])) / 2
    return box[0] - 1 <= float(word["x0"]) <= box[2] + 1 and box[1] - 1 <= middle <= box[3] + 1
