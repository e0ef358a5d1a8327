"""Rows of a text whose cells hold line ends: the lines of one row are put together again."""

import re
from collections import Counter
from collections.abc import Sequence

from documents.reading.files.separated import Line
from documents.reading.patterns import NUMBER
from domain.names import find_names

_NO_REST = re.compile(r"в (?:том числе|т\.)", re.IGNORECASE)
_NARROWEST = 3
# No cell of a plan has more; it also keeps the work for a strange file small.
_MOST_LINES = 40
# A surname before its initials, or two initials; «I.» is the number of a section.
_NAME = re.compile(r"[А-ЯЁ](?:[а-яё]|\.\s?[А-ЯЁ]\.)")
# What the last cell ends with when more is to come.
_OPEN = re.compile(r"\w\s*[,–—«(-]\s*$")


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """A short line goes on in the lines below it until they fill the columns together.

    A bare line in small letters, or one with a person, belongs to the last cell of the full row above it.
    """
    widths = Counter(len(line.cells) for line in lines if len(line.cells) > 1)
    # Torn rows make narrow lines many; the full width is printed at least by the header and one whole row.
    width = max((one for one, count in widths.items() if count > 1), default=0)
    if width < _NARROWEST:
        return list(lines)
    kept: list[Line] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        count = _parts(lines, place, width)
        for rest in lines[place + 1 : place + count]:
            line = _joined(line, rest)
        if count == 1 and kept and _is_rest(line, kept[-1], width):
            kept[-1] = _joined(kept[-1], line)
        else:
            kept.append(line)
        place += count
    return kept


def _parts(lines: Sequence[Line], place: int, width: int) -> int:
    """How many lines from this one on fill the columns exactly; 1 where they do not."""
    filled = len(lines[place].cells)
    if not 1 < filled < width or not lines[place].cells[-1].strip():
        return 1
    for after in range(place + 1, min(place + _MOST_LINES, len(lines))):
        cells = lines[after].cells
        if not cells[0].strip() or NUMBER.match(cells[0].strip()):
            return 1
        filled += len(cells) - 1
        if filled >= width:
            return after - place + 1 if filled == width else 1
    return 1


def _is_rest(line: Line, above: Line, width: int) -> bool:
    text = line.cells[0].strip()
    last = above.cells[-1]
    if len(line.cells) > 1 or len(above.cells) != width or not last.strip() or last.count("\n") >= _MOST_LINES:
        return False
    if "\f" in line.cells[0] or not text or _NO_REST.match(text):
        return False
    return text[0].islower() or (text[0].isalpha() and _OPEN.search(last) is not None) or _is_name(text)


def _is_name(text: str) -> bool:
    """«Смирнова Е.Ю.» below a post: no heading is a person."""
    found = find_names(text) if _NAME.match(text) else []
    return bool(found) and found[0].start == 0 and "." in found[0].shown


def _joined(line: Line, rest: Line) -> Line:
    """The first cell of the rest goes on with the last one of the line."""
    return Line((*line.cells[:-1], f"{line.cells[-1]}\n{rest.cells[0]}", *rest.cells[1:]), line.number)
