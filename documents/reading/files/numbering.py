"""Automatic numbers of a Word file: they are printed but stand nowhere in the text."""

from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

from documents.reading.files.ordinals import printed_ordinal

# The formats of Word as the first letter that they print.
_FORMS = {
    "upperRoman": "I",
    "lowerRoman": "i",
    "upperLetter": "A",
    "lowerLetter": "a",
    "russianUpper": "А",
    "russianLower": "а",
}


def _printed(number: int, fmt: str) -> str:
    return f"{number:02}" if fmt == "decimalZero" else printed_ordinal(number, _FORMS.get(fmt, "1"))


class Numbering:
    """Counts the numbered paragraphs of one document, in their order, as Word does when it prints."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """``numbering``, ``styles``: the roots of these parts of the file, or None."""
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = defaultdict(dict)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._seen: set[str] = set()
        self._of_style = _numbered_styles(styles) if styles is not None else {}
        if numbering is not None:
            self._load(numbering)

    def _load(self, root: Any) -> None:
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {_int(level, "ilvl", 0): level for level in abstract.findall(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId")) or ""] = levels
        for num in root.findall(qn("w:num")):
            num_id, link = num.get(qn("w:numId")), num.find(qn("w:abstractNumId"))
            if num_id is None or link is None:
                continue
            self._abstract_of[num_id] = link.get(qn("w:val")) or ""
            for override in num.findall(qn("w:lvlOverride")):
                begin = override.find(qn("w:startOverride"))
                if begin is not None:
                    self._overrides[num_id][_int(override, "ilvl", 0)] = _int(begin, "val", 1)

    def label(self, paragraph: Any) -> str:
        """The number that Word prints before this paragraph, with its dot; empty for plain and bulleted ones."""
        place = self._place(paragraph)
        if place is None:
            return ""
        num_id, level = place
        levels = self._levels.get(self._abstract_of.get(num_id, ""), {})
        if level not in levels:
            return ""
        self._count(num_id, level, levels)
        return self._text(num_id, level, levels)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        style = properties.find(qn("w:pStyle"))
        inherited = self._of_style.get(style.get(qn("w:val")) or "") if style is not None else None
        numbered = properties.find(qn("w:numPr"))
        if numbered is None:
            return inherited
        num_id, level = numbered.find(qn("w:numId")), numbered.find(qn("w:ilvl"))
        found = num_id.get(qn("w:val")) if num_id is not None else inherited[0] if inherited else None
        if found is None or found == "0":
            return None
        return found, _int(level, "val", 0) if level is not None else 0

    def _count(self, num_id: str, level: int, levels: dict[int, Any]) -> None:
        """Lists that share a definition share the count; a start of their own begins it again once."""
        abstract = self._abstract_of[num_id]
        counts = self._counts[abstract]
        if num_id not in self._seen:
            self._seen.add(num_id)
            for overridden in self._overrides[num_id]:
                counts.pop(overridden, None)
        begin = self._overrides[num_id].get(level, _start(levels[level]))
        counts[level] = counts[level] + 1 if level in counts else begin
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]

    def _text(self, num_id: str, level: int, levels: dict[int, Any]) -> str:
        fmt = _value(levels[level], "numFmt", "decimal")
        if fmt in {"bullet", "none"}:
            return ""
        text = _value(levels[level], "lvlText", "")
        counts = self._counts[self._abstract_of[num_id]]
        for other in range(9):
            if f"%{other + 1}" in text:
                number = counts.get(other, _start(levels[other]) if other in levels else 1)
                kind = _value(levels[other], "numFmt", "decimal") if other in levels else "decimal"
                text = text.replace(f"%{other + 1}", _printed(number, kind))
        return text.strip()


def _value(level: Any, name: str, default: str) -> str:
    found = level.find(qn(f"w:{name}"))
    return default if found is None else found.get(qn("w:val")) or default


def _int(element: Any, name: str, default: int) -> int:
    value = element.get(qn(f"w:{name}")) or ""
    return int(value) if value.isdigit() and len(value) < 7 else default


def _start(level: Any) -> int:
    found = level.find(qn("w:start"))
    return 1 if found is None else _int(found, "val", 1)


def _numbered_styles(styles: Any) -> dict[str, tuple[str, int]]:
    """Styles that number their paragraphs («Список нумерованный»)."""
    found = {}
    for style in styles.findall(qn("w:style")):
        num = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        num_id = num.find(qn("w:numId")) if num is not None else None
        if num is not None and num_id is not None and num_id.get(qn("w:val")) != "0":
            level = num.find(qn("w:ilvl"))
            place = _int(level, "val", 0) if level is not None else 0
            found[style.get(qn("w:styleId")) or ""] = (num_id.get(qn("w:val")) or "", place)
    return found
