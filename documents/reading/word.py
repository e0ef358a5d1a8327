"""Word files (.docx) as lines and tables, with true spans and the numbers that Word prints by itself."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from documents.reading.grid import Content, Row, Table, squeeze
from documents.reading.numbering import Numbering
from domain.errors import Unreadable
from domain.measures import Source

MAX_ROWS = 5_000
_MAX_SPAN = 60


def read_word(data: bytes) -> Content:
    """Paragraphs and tables of a .docx file; any error of the parser means a damaged file (see the caller)."""
    document = docx.Document(io.BytesIO(data))
    numbering = Numbering(document)
    lines: list[str] = []
    tables: list[Table] = []
    tail: list[str] = []
    rows = 0
    for element in _unwrapped(document.element.body):
        if element.tag == qn("w:p"):
            (tail if tables else lines).extend(_lines(element, numbering))
        elif element.tag == qn("w:tbl"):
            table = _table(element, numbering, len(tables) + 1)
            rows += len(table.rows)
            if rows > MAX_ROWS:
                raise Unreadable("unreadable-too-heavy")
            tables.append(table)
            lines, tail = lines + tail, []
    return Content(tuple(lines), tuple(tables), tuple(tail))


def _unwrapped(parent: Any) -> Iterator[Any]:
    """Children, with content controls and tracked insertions opened."""
    for child in parent.iterchildren():
        if child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _unwrapped(content)
        elif child.tag in {qn("w:customXml"), qn("w:ins"), qn("w:smartTag")}:
            yield from _unwrapped(child)
        else:
            yield child


def _text(paragraph: Any) -> str:
    """Printed text of a paragraph; drawings keep their words, deleted text is left out."""
    parts: list[str] = []
    for node in paragraph.iter():
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag == qn("w:tab"):
            parts.append(" " if node.getparent().tag == qn("w:r") else "")
        elif node.tag in {qn("w:br"), qn("w:cr")}:
            parts.append("\n")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
    return "".join(parts)


def _lines(paragraph: Any, numbering: Numbering) -> list[str]:
    """The printed lines of a paragraph; an empty one is kept as an empty line, for it ends a heading."""
    text = f"{numbering.label(paragraph)} {_text(paragraph)}".strip()
    return [squeeze(line) for line in text.split("\n")]


def _table(element: Any, numbering: Numbering, place: int) -> Table:
    width = len(element.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
    rows: list[Row] = []
    for number, tr in enumerate((child for child in _unwrapped(element) if child.tag == qn("w:tr")), 1):
        rows.append(_row(tr, numbering, width, Source(table=place, row=number)))
    return Table(tuple(rows))


def _row(tr: Any, numbering: Numbering, width: int, source: Source) -> Row:
    cells: list[str | None] = [""] * _skipped(tr, "w:gridBefore")
    printed = 0
    for tc in (child for child in _unwrapped(tr) if child.tag == qn("w:tc")):
        span, merged = _spans(tc)
        text = "\n".join(line for p in tc.iter(qn("w:p")) for line in _lines(p, numbering) if line)
        cells.append(None if merged else text)
        cells.extend([None] * (span - 1))
        printed += 1
    cells += [""] * _skipped(tr, "w:gridAfter")
    return Row(tuple(cells), source, spans=printed == 1 and len(cells) >= max(width, 2))


def _skipped(tr: Any, name: str) -> int:
    found = tr.find(f"{qn('w:trPr')}/{qn(name)}")
    return min(int(found.get(qn("w:val"), "0")), _MAX_SPAN) if found is not None else 0


def _spans(tc: Any) -> tuple[int, bool]:
    """How many columns the cell covers, and whether a cell above covers it."""
    properties = tc.find(qn("w:tcPr"))
    if properties is None:
        return 1, False
    span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
    wide = int(span.get(qn("w:val"), "1")) if span is not None else 1
    return max(1, min(wide, _MAX_SPAN)), merge is not None and merge.get(qn("w:val"), "continue") != "restart"
