"""Numbered lists of OpenDocument texts: the numbers are printed but stand nowhere in the text."""

from odfdo import Document, Element, List

from documents.reading.files.ordinals import printed_ordinal

_LEVELS = 10


class OpenLists:
    """Counts the items of the numbered lists of one document, in their order, as the program does when it prints."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._levels: dict[str, dict[int, Element]] = {}
        self._counts: dict[str, dict[int, int]] = {}

    def begin(self, element: List) -> None:
        """A list begins at the top: its numbers begin again unless it says that it goes on."""
        goes_on = element.get_attribute("text:continue-numbering") or element.get_attribute("text:continue-list")
        if not goes_on:
            self._counts[element.style or ""] = {}

    def label(self, item: Element, style: str, depth: int) -> str:
        """The number printed before an item, with the signs around it; empty for a bulleted one."""
        levels = self._levels_of(style)
        level = levels.get(depth)
        if level is None or depth > _LEVELS:
            return ""
        counts = self._counts.setdefault(style, {})
        given = _number(item, "text:start-value")
        if given is None and depth not in counts:
            given = _number(level, "text:start-value")
        counts[depth] = counts.get(depth, 0) + 1 if given is None else given
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return _printed(counts, levels, depth)

    def _levels_of(self, style: str) -> dict[int, Element]:
        if style not in self._levels:
            found = self._document.get_style("list", style) if style else None
            numbered = found.get_elements("text:list-level-style-number") if found is not None else []
            self._levels[style] = {_number(one, "text:level") or 1: one for one in numbered}
        return self._levels[style]


def _number(element: Element, name: str) -> int | None:
    return element.get_attribute_integer(name)


def _printed(counts: dict[int, int], levels: dict[int, Element], depth: int) -> str:
    level = levels[depth]
    if not level.get_attribute_string("style:num-format"):
        return ""
    first = depth - (_number(level, "text:display-levels") or 1) + 1
    numbers = [
        printed_ordinal(counts.get(one, 1), levels[one].get_attribute_string("style:num-format") or "1")
        for one in range(max(1, first), depth + 1)
        if one in levels
    ]
    before, after = (level.get_attribute_string(f"style:num-{side}") or "" for side in ("prefix", "suffix"))
    return f"{before}{'.'.join(numbers)}{after}".strip()
