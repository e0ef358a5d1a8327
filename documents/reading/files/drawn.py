"""Tables drawn with lines of signs: «┌──┬──┐», «+---+---+»; a drawn line ends a row, bars part its cells."""

import re
from collections.abc import Iterator
from itertools import pairwise

from documents.reading.files.separated import Line
from documents.reading.patterns import NUMBER, is_deadline

_BARS = str.maketrans("│┃║", "|||")
_DRAWN = re.compile(r"[\s+|=├┼┤┌┬┐└┴┘─━═╞╪╡╔╦╗╚╩╝╠╬╣┠╂┨┝┿┥-]+")
_STROKE = re.compile(r"[─━═]{2}|\+[-=]{2}|[-=]{2}\+")
_FEWEST_LINES = 3


def is_drawn(text: str) -> bool:
    """Whether a text draws its table with lines."""
    lines = text.split("\n")
    return sum(map(_is_stroke, lines)) >= _FEWEST_LINES and sum("|" in line.translate(_BARS) for line in lines) > 1


def drawn_rows(text: str) -> list[Line]:
    """The rows of a drawn table; what stands outside it as bare lines."""
    rows: list[Line] = []
    band: list[Line] = []
    for number, written in enumerate(text.split("\n"), 1):
        line = written.strip().translate(_BARS)
        if _is_stroke(line):
            rows += _merged(band)
            band = []
        elif line.startswith("|"):
            cells = line.removeprefix("|").removesuffix("|").split("|")
            band.append(Line(tuple(cell.strip() for cell in cells), number))
        else:
            rows += [*_merged(band), Line((line,), number)]
            band = []
    return [*rows, *_merged(band)]


def _is_stroke(line: str) -> bool:
    return _STROKE.search(line) is not None and _DRAWN.fullmatch(line) is not None


def _merged(band: list[Line]) -> Iterator[Line]:
    """The printed lines between two drawn ones are one row, unless several rows begin among them."""
    for place, after in pairwise([*_beginnings(band), len(band)]):
        lines = band[place:after]
        width = max(len(line.cells) for line in lines)
        padded = [line.cells + ("",) * (width - len(line.cells)) for line in lines]
        yield Line(
            tuple("\n".join(cell for cell in column if cell) for column in zip(*padded, strict=True)), lines[0].number
        )


def _beginnings(band: list[Line]) -> list[int]:
    """Where rows begin in a band: at headings over the whole width, and at numbers or else at dates."""
    width = max((len(line.cells) for line in band), default=0)
    bars = [place for place, line in enumerate(band) if len(line.cells) == 1 < width]
    numbered = [
        place for place, line in enumerate(band) if NUMBER.match(line.cells[0]) and sum(map(bool, line.cells)) > 1
    ]
    begins = numbered or _dated(band)
    return sorted({*([0] if band else []), *bars, *(place + 1 for place in bars), *begins} - {len(band)})


def _dated(band: list[Line]) -> list[int]:
    """Lines that say a measure from its first word and a whole deadline, in the same column as the first line does."""
    when = next((column for column, cell in enumerate(band[0].cells) if column and is_deadline(cell)), 0) if band else 0
    lines = enumerate(line.cells for line in band)
    return [
        place
        for place, cells in lines
        if when and when < len(cells) and cells[0] and not cells[0][0].islower() and is_deadline(cells[when])
    ]
