"""Plain text with tabs between columns: a blank line among the rows is a page break."""

import codecs

from charset_normalizer import from_bytes

from documents.reading.detect import unmarked_utf16
from documents.reading.grid import Content, Row, Table, squeeze
from domain.errors import Unreadable
from domain.measures import Source

MAX_LINES = 20_000
_ENCODINGS = ["utf_8", "cp1251", "koi8_r", "cp866", "utf_16"]
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# The commonest letters of Russian text: the right encoding gives many of them in lower case.
_COMMON = frozenset("оеаинтсрвл")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, cp1251, koi8-r or cp866; Unreadable when it is none of them."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if codec := unmarked_utf16(data):
        return _decoded(data, codec)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    best = from_bytes(data, cp_isolation=_ENCODINGS).best()
    guesses = [data.decode(name, errors="replace") for name in ("cp1251", "koi8_r", "cp866")]
    return max([*guesses, str(best)] if best else guesses, key=_russian)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("unreadable-damaged") from None


def _russian(text: str) -> float:
    """How Russian a text looks: common lower-case letters for it, control and frame characters against it."""
    sample = text[:20_000]
    good = sum(letter in _COMMON for letter in sample)
    bad = sum(
        not (letter.isascii() or letter in "«»№–—…“”„" or "а" <= letter.lower() <= "я" or letter in "ёЁ")
        for letter in sample
    )
    return (good - 3 * bad) / (len(sample) or 1)


def read_text(data: bytes) -> Content:
    """Lines above the first tabbed line are the heading; bare lines among the rows are section rows."""
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MAX_LINES:
        raise Unreadable("unreadable-too-heavy")
    tabbed = [i for i, line in enumerate(lines) if "\t" in line.strip(" ")]
    if not tabbed:
        raise Unreadable("unreadable-no-table")
    begin, end = tabbed[0], tabbed[-1] + 1
    rows = _rows(lines, begin, end)
    return Content(tuple(lines[:begin]), (Table(rows),), tuple(map(squeeze, lines[end:])))


def _rows(lines: list[str], begin: int, end: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    blank = False
    for number in range(begin, end):
        line = lines[number]
        if not line.strip():
            # A line of tabs only is an empty row of a table, not a page break.
            blank = blank or "\t" not in line
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        rows.append(Row(cells, Source(line=number + 1), spans=len(cells) == 1, after_break=blank))
        blank = False
    return tuple(rows)
