"""Tables written with a sign between the columns: tab, semicolon, comma, bar; quoted cells may hold the sign itself."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from documents.reading.columns import meaning_of
from domain.errors import Unreadable

SIGNS = ("\t", ";", "|", ",")
_STATED = re.compile(r"^\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)
# A quoted cell ends where a sign or the end of the line follows its closing quote; possessive, so that it cannot hang.
_QUOTED = {sign: re.compile(rf'"((?:[^"]|"")*+)"[ ]*+(?={re.escape(sign)}|\n|\Z)') for sign in SIGNS}
_UNQUOTED = {sign: re.compile(rf"[^{re.escape(sign)}\n]*+") for sign in SIGNS}
_MARKS = re.compile(r"^(?:\*\*|__|#+ )|(?:\*\*|__)$")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_RULE = re.compile(r"^[|:\-\s+=]*$")
_SAMPLE = 400
_MOST_CELLS, _FEWEST_COLUMNS = 1_000, 3


@dataclass(frozen=True, slots=True)
class Line:
    """A row as written: its cells and the line of the file where it begins, from 1. A bare line has one cell."""

    cells: tuple[str, ...]
    number: int


def stated_sign(first: str) -> str | None:
    """The sign that the first line names («sep=;»)."""
    found = _STATED.match(first)
    return found[1] if found and found[1] in SIGNS else None


def best_sign(text: str) -> str | None:
    """The sign that cuts most lines into equally many columns; None where none makes a table."""
    heads = {sign: split(text, sign, _SAMPLE) for sign in SIGNS}
    scores = {
        sign: 0.0 if _is_prose(text, sign) and not _has_header(lines) else _share(lines)
        for sign, lines in heads.items()
    }
    tabbed = [line for line in heads["\t"] if len(line.cells) > 1]
    best = max(SIGNS, key=lambda sign: scores[sign])
    # Rows with tabs are cut by page breaks and shifted: only a table without a fault is more than they are.
    if len(tabbed) > 1 and (scores[best] < 0.9 or scores["\t"] >= 0.5):
        return "\t"
    if tabbed and len(tabbed) * 2 >= len([line for line in heads["\t"] if any(line.cells)]):
        return "\t"
    return best if scores[best] >= 0.6 else None


def _is_prose(text: str, sign: str) -> bool:
    """Commas and semicolons of sentences: a space follows most of them."""
    return sign in ",;" and 2 * text.count(f"{sign} ") > text.count(sign)


def _has_header(lines: Sequence[Line]) -> bool:
    """«Мероприятие; Срок; Ответственный»: a line that only names columns."""
    for line in lines:
        meanings = [meaning_of(cell) for cell in line.cells] if len(line.cells) >= _FEWEST_COLUMNS else []
        roles = {one.role for one in meanings if one is not None}
        if "title" in roles and roles & {"deadline", "responsible"} and None not in meanings:
            return True
    return False


def _share(lines: Sequence[Line]) -> float:
    """The share of lines with the commonest number of columns, of the lines between the first and last such line."""
    widths = Counter(len(line.cells) for line in lines if len(line.cells) > 1)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda pair: (pair[1] * min(pair[0], 4), pair[0]))
    places = [place for place, line in enumerate(lines) if len(line.cells) == width]
    inside = [line for line in lines[places[0] : places[-1] + 1] if any(cell.strip() for cell in line.cells)]
    if count < 2 or width < 2:
        return 0.0
    return count / len(inside) * (1 if width > 2 else 0.7)


def holds_breaks(text: str, sign: str) -> bool:
    """Whether a quoted cell goes on over a line end, so that the quotes are the file's and not the author's."""
    at = -1
    while (at := text.find('"', at + 1)) >= 0:
        if at == 0 or text[at - 1] in (sign, "\n"):
            found = _QUOTED[sign].match(text, at)
            if found is not None and "\n" in found[1]:
                return True
            at = found.end() - 1 if found is not None else at
    return False


def split(text: str, sign: str, most: int | None = None) -> list[Line]:
    """All rows of a text, at most ``most``; a quote that is never closed is a letter like any other.

    Unreadable where a row has more cells than any sheet prints.
    """
    lines: list[Line] = []
    cells: list[str] = []
    at, number, begin = 0, 1, 1
    quoted, unquoted = _QUOTED[sign], _UNQUOTED[sign]
    while at <= len(text) and (most is None or len(lines) < most):
        found = quoted.match(text, at) if text.startswith('"', at) else None
        if found is not None:
            cells.append(found[1].replace('""', '"'))
        else:
            found = unquoted.match(text, at)
            assert found is not None
            cells.append(found[0])
        if len(cells) > _MOST_CELLS:
            raise Unreadable("unreadable-too-heavy")
        number += found[0].count("\n")
        at = found.end() + 1
        if not text.startswith(sign, found.end()):
            lines.append(Line(tuple(cells), begin))
            cells, number = [], number + 1
            begin = number
    return lines


def barred(text: str) -> list[Line]:
    """Rows of a Markdown table, without its outer bars and the line under its header."""
    lines = []
    for number, written in enumerate(text.split("\n"), 1):
        line = written.strip()
        if "|" in line and _RULE.match(line):
            continue
        if "|" not in line:
            lines.append(Line((_MARKS.sub("", line),), number))
            continue
        inner = line.removeprefix("|")
        inner = inner.removesuffix("|") if not inner.endswith("\\|") else inner
        cells = (_BREAK.sub("\n", cell).replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner))
        lines.append(Line(tuple(_MARKS.sub("", cell) for cell in cells), number))
    return lines
