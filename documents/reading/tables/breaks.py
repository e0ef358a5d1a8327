"""Rows cut by the end of a page: the two halves are joined, also where every cell was cut."""

import re
from dataclasses import replace

from documents.reading.columns import Role
from documents.reading.grid import Row, join_words, squeeze
from documents.reading.patterns import NUMBER, is_deadline, names_people
from documents.reading.tables.layout import Layout
from documents.reading.tables.left_out import is_no_measure
from documents.reading.tables.sections import section_text

# A file with blank lines between most of its rows does not mark page breaks with them.
_TOO_MANY = 0.4
# What is longer is no torn row; joining on and on would also take ever longer.
_LONGEST_ROW = 4_000
_WORDED: tuple[Role, ...] = ("title", "result")
# How a deadline ends that goes on behind a break.
_OPEN = re.compile(r"(?:[-–—,]|\b(?:до|с|со|по|и|на|в|не позднее|не ранее))$", re.IGNORECASE)


def true_breaks(rows: list[Row]) -> list[Row]:
    """Blank lines that stand between nearly all rows are no page breaks."""
    broken = sum(row.after_break for row in rows)
    if broken < 5 or broken < _TOO_MANY * len(rows):
        return rows
    return [replace(row, after_break=False) for row in rows]


def mended(rows: list[Row], layout: Layout) -> list[Row]:
    """Rows cut by a page break are joined with their rests, also where nothing marks the break."""
    kept: list[Row] = []
    for row in rows:
        belongs = _belong if row.after_break else _is_plain_rest
        if kept and belongs(kept[-1], row, layout):
            kept[-1] = joined(kept[-1], row)
        else:
            kept.append(row)
    return kept


def _belong(before: Row, row: Row, layout: Layout) -> bool:
    if before.spans or row.spans:
        return before.spans and row.spans and squeeze(row.filled[0])[0].islower()
    if section_text(before, layout) is not None or section_text(row, layout) is not None:
        return False
    return goes_on(before, row, layout)


def _is_plain_rest(before: Row, row: Row, layout: Layout) -> bool:
    """Whether a row without a number only goes on with words that the row above leaves open.

    All its cells begin in small letters and it has no deadline of its own; or it only names further people.
    """
    if before.spans or row.spans or None in row.cells or row.across or section_text(before, layout) is not None:
        return False
    texts = {role: text for role, text in layout.texts(row).items() if text}
    if sum(map(len, before.filled)) > _LONGEST_ROW:
        return False
    if len(row.filled) != len(texts) or not layout.text(before, "title") or is_no_measure(row, layout):
        return False
    if texts.keys() == {"responsible"}:
        return bool(layout.text(before, "responsible"))
    if "number" in texts or not _numbered(before, layout):
        return False
    if _completes_deadline(before, row, layout):
        return True
    words = [texts[role] for role in _WORDED if role in texts] or [texts.get("responsible", "")]
    small = all(not text or text[0].islower() for text in words)
    return small and all(layout.text(before, role) for role in texts) and _has_open_deadline(before, row, layout)


def _completes_deadline(before: Row, row: Row, layout: Layout) -> bool:
    """«до 25» | «декабря»: only both halves together are a deadline."""
    left, right = layout.text(before, "deadline"), layout.text(row, "deadline")
    return bool(left and right) and not is_deadline(left) and is_deadline(f"{left} {right}")


def _has_open_deadline(before: Row, row: Row, layout: Layout) -> bool:
    """Whether the rest has no deadline, or one that the row above begins («октябрь 2024 г. –» | «март 2025 г.»)."""
    left, right = layout.text(before, "deadline"), layout.text(row, "deadline")
    if not right:
        return True
    return not is_deadline(right) or _OPEN.search(left) is not None


def goes_on(before: Row, row: Row, layout: Layout) -> bool:
    """Whether a row is the rest of the one before it, cut by a page break (in one, two or all of its cells)."""
    text = layout.texts(row)
    number = text.get("number", "")
    if NUMBER.match(number):
        return False
    title = text.get("title") or number
    if title:
        digit_or_quote = not title[0].isalpha() and _numbered(before, layout)
        return title[0].islower() or digit_or_quote or _is_cut(before, row, layout)
    if text.get("deadline") and _is_new_result(before, row, layout):
        return False
    return not (text.get("result", "")[:1].isupper() and names_people(text.get("responsible", "")))


def _is_cut(before: Row, row: Row, layout: Layout) -> bool:
    """A title that begins with a capital can still be a rest («Волковыска для организации»): the deadline tells."""
    if "deadline" not in layout.by_role:
        return False
    left, right = layout.text(before, "deadline"), layout.text(row, "deadline")
    if not right:
        return "number" in layout.by_role and _numbered(before, layout) and len(row.filled) < len(before.filled)
    return bool(left) and not is_deadline(right) and is_deadline(f"{left} {right}")


def _numbered(row: Row, layout: Layout) -> bool:
    return NUMBER.match(layout.text(row, "number")) is not None


def _is_new_result(before: Row, row: Row, layout: Layout) -> bool:
    """A row without a title but with a whole deadline of its own is a further result of the measure above."""
    left = layout.text(before, "deadline")
    if not is_deadline(layout.text(row, "deadline")):
        return False
    result = layout.text(row, "result") if "result" in layout.by_role else "A"
    return (not left or is_deadline(left)) and result[:1].isupper()


def joined(before: Row, rest: Row) -> Row:
    """Two halves of a cut row as one, cell by cell."""
    width = max(len(before.cells), len(rest.cells))
    left = before.cells + ("",) * (width - len(before.cells))
    right = rest.cells + ("",) * (width - len(rest.cells))
    cells = tuple(a if not b else join_words(a or "", b) for a, b in zip(left, right, strict=True))
    return replace(before, cells=cells)
