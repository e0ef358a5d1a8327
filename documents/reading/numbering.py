"""Automatic numbers of a Word file: they are printed but stand nowhere in the text."""

from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letter(number: int, alphabet: str) -> str:
    return alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)


def _printed(number: int, fmt: str) -> str:
    match fmt:
        case "upperRoman":
            return _roman(number)
        case "lowerRoman":
            return _roman(number).lower()
        case "upperLetter":
            return _letter(number, _LATIN).upper()
        case "lowerLetter":
            return _letter(number, _LATIN)
        case "russianUpper":
            return _letter(number, _RUSSIAN).upper()
        case "russianLower":
            return _letter(number, _RUSSIAN)
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)


class Numbering:
    """Counts the numbered paragraphs of one document, in their order, as Word does when it prints."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = defaultdict(dict)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._seen: set[str] = set()
        self._of_style = _numbered_styles(document)
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self._load(part.element)

    def _load(self, root: Any) -> None:
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"), "0")): level for level in abstract.findall(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for num in root.findall(qn("w:num")):
            num_id, link = num.get(qn("w:numId")), num.find(qn("w:abstractNumId"))
            if num_id is None or link is None:
                continue
            self._abstract_of[num_id] = link.get(qn("w:val"))
            for override in num.findall(qn("w:lvlOverride")):
                begin = override.find(qn("w:startOverride"))
                if begin is not None:
                    self._overrides[num_id][int(override.get(qn("w:ilvl"), "0"))] = int(begin.get(qn("w:val"), "1"))

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
        inherited = self._of_style.get(style.get(qn("w:val"))) if style is not None else None
        numbered = properties.find(qn("w:numPr"))
        if numbered is None:
            return inherited
        num_id, level = numbered.find(qn("w:numId")), numbered.find(qn("w:ilvl"))
        found = num_id.get(qn("w:val")) if num_id is not None else inherited[0] if inherited else None
        if found is None or found == "0":
            return None
        return found, int(level.get(qn("w:val"), "0")) if level is not None else 0

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
        fmt = _value(levels[level], "w:numFmt", "decimal")
        if fmt in {"bullet", "none"}:
            return ""
        text = _value(levels[level], "w:lvlText", "")
        counts = self._counts[self._abstract_of[num_id]]
        for other in range(9):
            if f"%{other + 1}" in text:
                number = counts.get(other, _start(levels[other]) if other in levels else 1)
                kind = _value(levels[other], "w:numFmt", "decimal") if other in levels else "decimal"
                text = text.replace(f"%{other + 1}", _printed(number, kind))
        return text.strip()


def _value(level: Any, name: str, default: str) -> str:
    found = level.find(qn(name))
    return default if found is None else str(found.get(qn("w:val"), default))


def _start(level: Any) -> int:
    return int(_value(level, "w:start", "1"))


def _numbered_styles(document: Any) -> dict[str, tuple[str, int]]:
    """Styles that number their paragraphs («Список нумерованный»)."""
    found = {}
    for style in document.styles.element.findall(qn("w:style")):
        num = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        num_id = num.find(qn("w:numId")) if num is not None else None
        if num is not None and num_id is not None and num_id.get(qn("w:val")) != "0":
            level = num.find(qn("w:ilvl"))
            found[style.get(qn("w:styleId"))] = (
                num_id.get(qn("w:val")),
                int(level.get(qn("w:val"), "0")) if level is not None else 0,
            )
    return found
