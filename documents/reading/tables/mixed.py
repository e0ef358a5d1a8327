"""Cells that hold two things: a deadline and those who answer, or a number before the words of the measure."""

import re
from collections.abc import Sequence

from documents.reading.patterns import is_deadline

_SEPARATOR = re.compile(r"\s*(?:[,;]\s+|\s/\s|\s[–—-]\s)\s*")
_INNER_NUMBER = re.compile(r"\s(?:2[.)]|-)\s")
NUMBERED_TITLE = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,3})*[.)])\s*(?P<title>[^\W\d].*)$", re.DOTALL)


def number_titles(titles: Sequence[str]) -> bool:
    """Whether the measures are numbered in their own cells; a list inside a cell is something else."""
    found = [match["number"] for title in titles if (match := NUMBERED_TITLE.match(title))]
    if any(_INNER_NUMBER.search(title) for title in titles):
        return False
    return 2 * len(found) > len(titles) and len(set(found)) > 1


def deadline_and_people(lines: Sequence[str]) -> tuple[str, str]:
    """The deadline and the rest of «до 15.09.2023, директор»; each may come first, in lines or after commas."""
    for pieces, glue in ((list(lines), " "), (_SEPARATOR.split(" ".join(lines)), ", ")):
        dated = [is_deadline(piece) for piece in pieces]
        for place in range(1, len(pieces)):
            left, right = glue.join(pieces[:place]), glue.join(pieces[place:])
            if is_deadline(left) and not dated[place]:
                return left, right
            if is_deadline(right) and not dated[place - 1]:
                return right, left
    return " ".join(lines), ""
