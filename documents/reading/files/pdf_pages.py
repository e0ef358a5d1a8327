"""The pages of a PDF the right way up, their words, and what is printed on every page and belongs to none."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LTChar
from pdfplumber.page import Page

from documents.reading.files.pdf_lines import Box, Line, Word, lines_of
from domain.errors import Unreadable

# A head or foot stands in this part of the page, at its top and at its bottom.
_EDGE = 0.12
# A drawing, not a table: every line would be compared with every other.
_MOST_EDGES = 20_000
_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:стр(?:аница|\.)?\s*)?\d{1,3}(?:\s*(?:из|/)\s*\d{1,3})?[-–—\s]*$", re.IGNORECASE)
_UNKNOWN = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd\x00-\x08]")
_EDGES = ("x0", "x1", "top", "bottom", "y0", "y1", "width", "height")
# A hyphen that is printed is no soft one, whatever the font calls it.
_HYPHEN = {"\u00ad": "-", "\u2010": "-", "\u2011": "-"}
_WESTERN = re.compile(r"[À-ÿ]")
_RUSSIAN = re.compile(r"[А-Яа-яЁё]")


class _QuickPage(Page):
    """A page whose letters keep only what makes words of them: that halves the time of a long document."""

    def process_object(self, obj: Any) -> dict[str, Any]:
        if type(obj) is not LTChar:
            drawn = dict(super().process_object(obj))
            # A line that was turned is hardly ever level to the last digit, and only level lines are edges.
            return drawn | {name: round(drawn[name], 3) for name in _EDGES if name in drawn}
        left, above = self.mediabox[:2]
        top, bottom = self.height - obj.y1 + above, self.height - obj.y0 + above
        return {
            "object_type": "char",
            "text": _HYPHEN.get(obj.get_text()) or obj.get_text(),
            "matrix": obj.matrix,
            "upright": obj.upright,
            "x0": obj.x0 + left,
            "x1": obj.x1 + left,
            "top": top,
            "bottom": bottom,
            "doctop": self.initial_doctop + top,
            "width": obj.width,
            "height": obj.height,
            "size": obj.size,
        }


@dataclass(slots=True)
class PrintedPage:
    """A page, its words from top to bottom without heads, feet and page numbers, and the tables drawn on it."""

    page: Page
    words: list[Word]
    drawn: list[Any]


def printed_page(opened: Page) -> PrintedPage:
    """The page with its words; one whose text runs up, down or upside down is turned first."""
    page = _quick(opened)
    turn = _turn(page)
    if turn:
        page.page_obj.rotate = (page.page_obj.rotate + turn) % 360
        page = _quick(opened)
    return PrintedPage(page, page.extract_words(x_tolerance=1.5), _drawn(page))


def _drawn(page: Page) -> list[Any]:
    """Tables with lines around their cells, from top to bottom."""
    if len(page.edges) > _MOST_EDGES:
        raise Unreadable("unreadable-too-heavy")
    found = [table for table in page.find_tables() if max(len(row.cells) for row in table.rows) > 1]
    return sorted(found, key=lambda table: (table.bbox[1], table.bbox[0]))


def within(word: Word, box: Box) -> bool:
    """Whether a word stands in a box."""
    middle = (float(word["top"]) + float(word["bottom"])) / 2
    return box[0] - 1 <= float(word["x0"]) <= box[2] + 1 and box[1] - 1 <= middle <= box[3] + 1


def _quick(page: Page) -> _QuickPage:
    return _QuickPage(page.pdf, page.page_obj, page_number=page.page_number, initial_doctop=page.initial_doctop)


def _turn(page: Page) -> int:
    """Degrees clockwise that bring most letters upright."""
    turns: Counter[int] = Counter()
    for char in page.chars:
        across, up = char["matrix"][0], char["matrix"][1]
        turns[0 if across > abs(up) else 90 if up > abs(across) else 270 if -up > abs(across) else 180] += 1
    return turns.most_common(1)[0][0] if turns else 0


def mend_letters(pages: Sequence[PrintedPage]) -> None:
    """Letters of fonts that do not say which they are: old Russian fonts are read, others Unreadable."""
    texts = [str(word["text"]) for page in pages for word in page.words]
    length = sum(map(len, texts)) or 1
    if sum(len("".join(_UNKNOWN.findall(text))) for text in texts) * 5 > length:
        raise Unreadable("unreadable-fonts")
    russian = sum(len(_RUSSIAN.findall(text)) for text in texts)
    western = sum(len(_WESTERN.findall(text)) for text in texts)
    if western * 4 < length or russian > western:
        return
    for page in pages:
        for word in page.words:
            word["text"] = _from_western(str(word["text"]))


def _from_western(text: str) -> str:
    """«Ìåðîïðèÿòèå» is «Мероприятие» whose bytes were taken for Western letters."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    try:
        return letter.encode("cp1252").decode("cp1251")
    except UnicodeError:
        return letter


def without_heads(pages: Sequence[PrintedPage]) -> None:
    """Take away page numbers, and the lines that most pages repeat at their top or bottom."""
    edges = [list(_edge_lines(page)) for page in pages]
    repeated = Counter(key for lines in edges for key in {_key(line) for line in lines})
    often = max(2, len(pages) // 2)
    for page, lines in zip(pages, edges, strict=True):
        gone = [
            line
            for line in lines
            if _PAGE_NUMBER.match(line.text)
            or (repeated[_key(line)] >= often and (len(pages) > 2 or _is_outside(page, line)))
        ]
        page.words = [word for word in page.words if not any(_is_in(word, line) for line in gone)]


def _is_outside(page: PrintedPage, line: Line) -> bool:
    """Of two pages both may begin with the header of the table: it is no head of the page."""
    return bool(page.drawn) and not any(table.bbox[1] <= line.top <= table.bbox[3] for table in page.drawn)


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.top / 10)


def _edge_lines(page: PrintedPage) -> list[Line]:
    height = float(page.page.height)
    top = float(page.page.bbox[1])
    near = [
        word for word in page.words if word["bottom"] - top < _EDGE * height or word["top"] - top > (1 - _EDGE) * height
    ]
    return list(lines_of(near))


def _is_in(word: Word, line: Line) -> bool:
    return bool(line.top - 1 <= word["top"] <= line.bottom and line.x0 - 1 <= word["x0"] <= line.x1)
