"""Web pages: what Word and Excel save as .html, and the tables that other programs write and call .xls."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from documents.reading.files.cells import MAX_COLUMNS, MAX_ROWS
from documents.reading.files.encodings import decode
from documents.reading.files.ordinals import printed_ordinal
from documents.reading.files.xml_parts import local
from documents.reading.grid import Content, Row, Table, squeeze
from domain.errors import Unreadable
from domain.measures import Source

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "comment", ""})
_BLOCKS = frozenset(
    ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "center", "body", "section")
)


def read_web_page(data: bytes) -> Content:
    """Paragraphs and innermost tables; a page without a table has nothing to read."""
    root = html.document_fromstring(_text(data), parser=html.HTMLParser(no_network=True, remove_comments=True))
    lines: list[str] = []
    tables: list[Table] = []
    tail: list[str] = []
    rows = 0
    for piece in _pieces(root):
        if isinstance(piece, str):
            (tail if tables else lines).extend(squeeze(line) for line in piece.split("\n"))
            continue
        table = _table(piece, len(tables) + 1, tuple(tail if tables else lines))
        rows += len(table.rows)
        if rows > MAX_ROWS:
            raise Unreadable("unreadable-too-heavy")
        tables.append(table)
        lines, tail = lines + tail, []
    if not tables:
        raise Unreadable("unreadable-no-table")
    return Content(tuple(lines), tuple(tables), tuple(tail))


def _text(data: bytes) -> str:
    """The page says its encoding in its head; where it lies or says nothing, the letters tell."""
    named = _CHARSET.search(data[:4_000])
    try:
        text = data.decode(named[1].decode("ascii")) if named and b"\x00" not in data[:200] else decode(data)
    except (UnicodeDecodeError, LookupError):
        text = decode(data)
    # lxml refuses text that declares an encoding.
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))


def _pieces(element: Any) -> Iterator[Any]:
    """Texts and innermost tables in the order of the page; tables that only lay out others are opened."""
    kind = local(element)
    if kind in _UNSEEN:
        return
    if kind == "table" and next(element.iterdescendants("table"), None) is None:
        yield element
        return
    if kind in _BLOCKS:
        if next(element.iterdescendants("table"), None) is None:
            yield _words(element)
            return
        yield (element.text or "").strip()
    for child in element:
        yield from _pieces(child)
        if (child.tail or "").strip():
            yield child.tail


def _words(element: Any) -> str:
    """The text of an element, a line for each paragraph or break in it."""
    parts: list[str] = []
    for event, one in _walk(element):
        name = local(one)
        if event == "start":
            if name in _BLOCKS:
                parts.append("\n")
            if name == "li":
                parts.append(_number(one))
            # Line ends of the source are only spaces; breaks are elements.
            parts.append(" ".join((one.text or "").split("\n")))
        elif one is not element:
            parts.append("\n" if name in _BLOCKS and name != "br" else "")
            parts.append(" ".join((one.tail or "").split("\n")))
    lines = [squeeze(line) for line in "".join(parts).split("\n")]
    return "\n".join(line for line in lines if line)


def _number(item: Any) -> str:
    """The number that a browser prints before an item of a numbered list."""
    parent = item.getparent()
    if local(parent) != "ol":
        return ""
    before = sum(1 for _ in item.itersiblings("li", preceding=True))
    begin = parent.get("start", "1")
    form = parent.get("type", "1")
    return printed_ordinal(before + (int(begin) if begin.isdigit() and len(begin) < 6 else 1), form) + ". "


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    """Begins and ends of the elements that are shown."""
    yield "start", element
    for child in element:
        if local(child) in _UNSEEN:
            continue
        yield from _walk(child)
    yield "end", element


def _table(element: Any, place: int, above: tuple[str, ...]) -> Table:
    rows: list[Row] = []
    # Columns that a cell from above still covers: column → rows left.
    pending: dict[int, int] = {}
    width = 0
    for number, tr in enumerate(element.iter("tr"), 1):
        cells, across = _cells(tr, pending)
        width = max(width, len(cells))
        spans = len(cells) - len(across) == 1 and len(cells) >= max(width, 2)
        rows.append(Row(cells, Source(table=place, row=number), spans=spans, across=across))
        if len(rows) > MAX_ROWS:
            raise Unreadable("unreadable-too-heavy")
    return Table(tuple(rows), above)


def _cells(tr: Any, pending: dict[int, int]) -> tuple[tuple[str | None, ...], frozenset[int]]:
    """The cells of a row, and the places that a cell to their left covers."""
    cells: list[str | None] = []
    across: set[int] = set()
    for td in tr.iterchildren("td", "th"):
        _cover(cells, pending)
        wide, high = _count(td, "colspan", MAX_COLUMNS), _count(td, "rowspan", MAX_ROWS)
        for place in range(len(cells), len(cells) + wide):
            pending[place] = high - 1
        across |= set(range(len(cells) + 1, len(cells) + wide))
        cells += [_words(td), *[None] * (wide - 1)]
        if len(cells) > MAX_COLUMNS:
            break
    _cover(cells, pending)
    return tuple(cells[:MAX_COLUMNS]), frozenset(across)


def _cover(cells: list[str | None], pending: dict[int, int]) -> None:
    """Add the places that cells of the rows above still cover."""
    while pending.get(len(cells), 0) > 0:
        pending[len(cells)] -= 1
        cells.append(None)


def _count(cell: Any, name: str, most: int) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, min(int(value), most)) if value.isdigit() and len(value) < 7 else 1
