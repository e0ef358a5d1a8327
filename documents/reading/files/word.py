"""Word files (.docx) as lines and tables, with true spans and the numbers that Word prints by itself."""

import io
from collections.abc import Callable, Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import PartFactory
from docx.opc.pkgreader import PackageReader
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart

from documents.reading.files.cells import MAX_COLUMNS, MAX_ROWS
from documents.reading.files.numbering import Numbering
from documents.reading.files.xml_parts import local
from documents.reading.grid import Content, Row, Table, squeeze
from domain.errors import Unreadable
from domain.measures import Source

_WRAPPERS = frozenset({"customXml", "ins", "moveTo", "smartTag"})
# What was moved away, and the second copy of a drawing for old programs.
_UNSEEN = frozenset({"moveFrom", "Fallback", "del"})
# «–» of the font Symbol, by its own number and by that of its place in the private area.
_DASHES = {0xF02D: "–", 0xF0BE: "–", 0x2D: "-"}
_PRIVATE = 0xE000
_DELETED = f"{qn('w:trPr')}/{qn('w:del')}"

# python-docx opens documents only; documents with macros and templates are written alike.
for _kind in (
    "vnd.ms-word.document.macroEnabled.main+xml",
    "vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
):
    PartFactory.part_type_for[f"application/{_kind}"] = DocumentPart

_links_of: Callable[[Any, Any], Any] = PackageReader._srels_for


def _links_to_parts(archive: Any, source: Any) -> list[Any]:
    """Links without those to nothing: a picture that is gone leaves one, and python-docx refuses the file for it."""
    members = set(archive._zipf.namelist())
    return [one for one in _links_of(archive, source) if one.is_external or one.target_partname.membername in members]


PackageReader._srels_for = staticmethod(_links_to_parts)  # type: ignore[method-assign]


def read_word(data: bytes) -> Content:
    """Paragraphs and tables of a .docx file; any error of the parser means a damaged file (see the caller)."""
    main: Any = Package.open(io.BytesIO(data)).main_document_part
    body = main.element.body
    if body is None:
        raise Unreadable("unreadable-damaged")
    roots = (_linked(main, kind) for kind in (RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.STYLES))
    return _content(body, Numbering(*roots))


def _linked(main: DocumentPart, kind: str) -> Any:
    """The XML of a part that the document may have."""
    try:
        return main.part_related_by(kind).element  # type: ignore[attr-defined]
    except KeyError:
        return None


def _content(body: Any, numbering: Numbering) -> Content:
    lines: list[str] = []
    tables: list[Table] = []
    tail: list[str] = []
    rows = 0
    for element in _unwrapped(body):
        if local(element) == "p":
            (tail if tables else lines).extend(_lines(element, numbering))
        elif local(element) == "tbl":
            table = _table(element, numbering, len(tables) + 1, tuple(tail if tables else lines))
            rows += len(table.rows)
            if rows > MAX_ROWS:
                raise Unreadable("unreadable-too-heavy")
            tables.append(table)
            lines, tail = lines + tail, []
    return Content(tuple(lines), tuple(tables), tuple(tail))


def _unwrapped(parent: Any) -> Iterator[Any]:
    """Children, with content controls and tracked insertions opened."""
    for child in parent.iterchildren():
        if local(child) == "sdt":
            for content in child.iterchildren(qn("w:sdtContent")):
                yield from _unwrapped(content)
        elif local(child) in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _text(element: Any) -> Iterator[str]:
    """Printed text of a paragraph; drawings keep their words, deleted text is left out."""
    for node in element:
        match local(node):
            case "t":
                yield node.text or ""
            case "tab":
                yield " " if local(element) == "r" else ""
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "-"
            case "sym":
                yield _symbol(node)
            case "r" if _is_hidden(node):
                continue
            case "pPr" | "rPr":
                continue
            case kind if kind and kind not in _UNSEEN:
                yield from _text(node)


def _symbol(node: Any) -> str:
    """A sign of a symbol font: dashes are read, ticks and the like say nothing to a reader of words."""
    code = int(node.get(qn("w:char"), "0"), 16)
    return _DASHES.get(code) or (chr(code) if 0x20 <= code < _PRIVATE else " ")


def _is_hidden(run: Any) -> bool:
    """Hidden text is not printed."""
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _lines(paragraph: Any, numbering: Numbering) -> list[str]:
    """The printed lines of a paragraph; an empty one is kept as an empty line, for it ends a heading."""
    text = f"{numbering.label(paragraph)} {''.join(_text(paragraph))}".strip()
    return [squeeze(line) for line in text.split("\n")]


def _table(element: Any, numbering: Numbering, place: int, above: tuple[str, ...]) -> Table:
    width = len(element.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
    rows: list[Row] = []
    shown = (child for child in _unwrapped(element) if local(child) == "tr" and child.find(_DELETED) is None)
    for number, tr in enumerate(shown, 1):
        rows.append(_row(tr, numbering, width, Source(table=place, row=number)))
    return Table(tuple(rows), above)


def _row(tr: Any, numbering: Numbering, width: int, source: Source) -> Row:
    cells: list[str | None] = [""] * min(tr.grid_before, MAX_COLUMNS)
    across: set[int] = set()
    printed = 0
    for tc in (child for child in _unwrapped(tr) if local(child) == "tc"):
        span = max(1, min(tc.grid_span, MAX_COLUMNS))
        # A text box stands inside a paragraph, which gives its words.
        paragraphs = (p for p in tc.iter(qn("w:p")) if local(p.getparent()) != "txbxContent")
        text = "\n".join(line for p in paragraphs for line in _lines(p, numbering) if line)
        cells.append(None if tc.vMerge == "continue" else text)
        across |= set(range(len(cells), len(cells) + span - 1))
        cells.extend([None] * (span - 1))
        printed += 1
    cells += [""] * min(tr.grid_after, MAX_COLUMNS)
    whole = printed == 1 and len(cells) >= max(width, 2)
    return Row(tuple(cells), source, spans=whole, across=frozenset(across))
