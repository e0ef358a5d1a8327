"""The printed words of OpenDocument elements: paragraphs, lists, breaks; notes and deleted text left out."""

from collections.abc import Iterator

from odfdo import Element, List, ListHeader, ListItem, Paragraph, Spacer

from documents.reading.files.open_lists import OpenLists
from documents.reading.grid import squeeze

# What stands inside a paragraph or between paragraphs and is not printed in its place.
_UNSEEN = (
    "//office:annotation | //text:note | //text:tracked-changes | //text:ruby-text | //svg:title | //svg:desc"
    " | //office:forms | //comment() | //processing-instruction()"
)


def without_unseen(body: Element) -> Element:
    """The body of a document, cleared of what is not printed."""
    for unseen in body.get_elements(_UNSEEN):
        unseen.delete()
    return body


class OpenText:
    """Words of one document; lists are counted over the whole of it."""

    def __init__(self, lists: OpenLists) -> None:
        self._lists = lists

    def lines(self, element: Element) -> Iterator[str]:
        """Printed lines of a paragraph, a list, a section or a cell; an empty paragraph is an empty line."""
        if isinstance(element, Paragraph):
            yield from (squeeze(line) for line in _words(element).split("\n"))
        elif isinstance(element, List):
            self._lists.begin(element)
            yield from self._items(element, element.style or "", 1)
        else:
            for child in element.children:
                yield from self.lines(child)

    def _items(self, element: Element, style: str, depth: int) -> Iterator[str]:
        for item in element.children:
            if not isinstance(item, ListItem | ListHeader):
                continue
            # Only the first paragraph of an item carries its number.
            label = self._lists.label(item, style, depth) if _is_numbered(item) else ""
            for child in item.children:
                if isinstance(child, List):
                    yield from self._items(child, child.style or style, depth + 1)
                else:
                    for line in self.lines(child):
                        yield f"{label} {line}".strip()
                        label = ""


def _is_numbered(item: Element) -> bool:
    """An item that holds only a deeper list prints no number of its own."""
    return isinstance(item, ListItem) and any(isinstance(child, Paragraph) for child in item.children)


def _words(element: Element) -> str:
    """The library gives tabs and breaks as text; its own text of a paragraph would write links as Markdown."""
    if isinstance(element, Spacer):
        # However many it says: white space is collapsed, and a file may claim a billion.
        return " "
    return element.text + "".join(_words(child) + (child.tail or "") for child in element.children)
