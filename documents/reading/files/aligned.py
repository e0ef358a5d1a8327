"""Tables without lines or signs: columns are the stretches between gaps that run down through all rows."""

import bisect
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

_FEWEST_LINES = 3
_MOST_COLUMNS = 12
_HEADER_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Words without a wide gap between them: their edges and their text."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line: its pieces from left to right, its edges from above, and its place in the file."""

    pieces: tuple[Piece, ...]
    top: float
    bottom: float
    number: int = 0


@dataclass(slots=True)
class AlignedRow:
    """A row of a table: cells by column, each as its printed lines, and the first printed line."""

    cells: list[list[str]]
    first: Printed
    lines: list[Printed] = field(default_factory=list)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple("\n".join(lines) for lines in self.cells)


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """Rows, the lines between which it stands, and where its columns are cut."""

    rows: tuple[AlignedRow, ...]
    begin: int
    end: int
    cuts: tuple[float, ...]


def find_table(lines: Sequence[Printed], continues: Sequence[float] = ()) -> AlignedTable | None:
    """The table among printed lines, or None: it begins and ends with a line of several pieces.

    ``continues``: where the columns of a table on the page before are cut; lines that keep to them go on with it.
    """
    several = [place for place, line in enumerate(lines) if len(line.pieces) > 1]
    if continues and several and not any(_crosses(line, continues) for line in lines[: several[-1] + 1]):
        end = _end(lines, several[-1] + 1)
        return AlignedTable(tuple(_rows(lines[:end], continues)), 0, end, tuple(continues))
    if len(several) < _FEWEST_LINES:
        return None
    begin = _below_heading(lines, several)
    end = _without_signature(lines, begin, _end(lines, several[-1] + 1))
    inside = lines[begin:end]
    cuts = _cuts([line for line in inside if len(line.pieces) > 1])
    if not 1 <= len(cuts) < _MOST_COLUMNS or _is_prose(inside, cuts):
        return None
    return AlignedTable(tuple(_rows(inside, cuts)), begin, end, tuple(cuts))


def _below_heading(lines: Sequence[Printed], several: Sequence[int]) -> int:
    """The first line of the table: approvals in two blocks and a heading written across the columns stand above it."""
    begin = several[0]
    cuts = _cuts([lines[place] for place in several])
    for place in several:
        columns = {_column(piece, cuts) for piece in lines[place].pieces}
        if len(columns) > _HEADER_COLUMNS and not _crosses(lines[place], cuts):
            return place if any(_crosses(line, cuts) for line in lines[begin:place]) else begin
    return begin


def _end(lines: Sequence[Printed], end: int) -> int:
    """What was wrapped in the last row goes on below it."""
    while end < len(lines) and _is_close(lines[end - 1], lines[end]) and len(lines[end].pieces) == 1:
        end += 1
    return end


def _crosses(line: Printed, cuts: Sequence[float]) -> bool:
    return any(piece.left < cut < piece.right for piece in line.pieces for cut in cuts)


def _without_signature(lines: Sequence[Printed], begin: int, end: int) -> int:
    """«Директор школы        И.И. Иванов» below the table stands apart and writes over its columns."""
    last = end - 1
    if last - begin < _FEWEST_LINES or _is_close(lines[last - 1], lines[last]):
        return end
    cuts = _cuts([line for line in lines[begin:last] if len(line.pieces) > 1])
    return last if _crosses(lines[last], cuts) else end


def _cuts(lines: Sequence[Printed]) -> list[float]:
    """Middles of the gaps that hardly any line writes across."""
    edges = sorted({piece.left for line in lines for piece in line.pieces})
    bars = sorted(((piece.left, piece.right) for line in lines for piece in line.pieces), key=lambda bar: bar[0])
    # A heading over two columns crosses the gap between them: a few such lines do not close it.
    allowed = len(lines) // 8
    cuts: list[float] = []
    for edge in edges[1:]:
        over = sum(left < edge - 0.01 and right > edge + 0.01 for left, right in bars)
        before = [right for left, right in bars if right <= edge + 0.01]
        begins = sum(abs(left - edge) < 0.01 for left, _ in bars)
        if over > allowed or not before or begins < max(2, len(lines) // 6):
            continue
        cut = (max(before) + edge) / 2
        if not cuts or cut > cuts[-1]:
            cuts.append(cut)
    return cuts


def _is_prose(lines: Sequence[Printed], cuts: Sequence[float]) -> bool:
    """Two columns of running text, as in a newspaper: both are filled on most lines and hold long lines."""
    if len(cuts) > 1:
        return False
    sides = [[piece for line in lines for piece in line.pieces if _column(piece, cuts) == side] for side in (0, 1)]
    long = [statistics.median(len(piece.text) for piece in side) if side else 0 for side in sides]
    return min(long) > 25


def _column(piece: Piece, cuts: Sequence[float]) -> int:
    return bisect.bisect_right(cuts, piece.left)


def _is_close(above: Printed, below: Printed) -> bool:
    return below.top - above.bottom < 0.8 * max(above.bottom - above.top, 0.1)


def _rows(lines: Sequence[Printed], cuts: Sequence[float]) -> list[AlignedRow]:
    begins = _beginnings(lines, cuts)
    rows: list[AlignedRow] = []
    for place, line in enumerate(lines):
        if place in begins or not rows:
            rows.append(AlignedRow([[] for _ in range(len(cuts) + 1)], line))
        rows[-1].lines.append(line)
        for piece in line.pieces:
            rows[-1].cells[_column(piece, cuts)].append(piece.text)
    return rows


def _beginnings(lines: Sequence[Printed], cuts: Sequence[float]) -> set[int]:
    """Lines with which a row begins: a number in the first column, else a gap above, else any first cell."""
    first = [next((piece.text for piece in line.pieces if _column(piece, cuts) == 0), "") for line in lines]
    numbered = {place for place, text in enumerate(first) if text.rstrip(".)").replace(".", "").isdigit()}
    apart = {place for place in range(1, len(lines)) if not _is_close(lines[place - 1], lines[place])}
    if len(numbered) >= 2:
        top = min(numbered)
        # The header stands above the first number; a heading of a section stands apart or alone.
        return numbered | {place for place in apart if place < top or first[place]} | {0}
    if len(apart) >= 2 and len(apart) * 2 <= len(lines):
        return apart | {0}
    return {place for place, text in enumerate(first) if text} | {0}
