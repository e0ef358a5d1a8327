"""What every format is brought to before a roadmap is looked for: lines of text and tables of cells."""

from dataclasses import dataclass

from domain.measures import Problem, Source


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. A cell is None where a merged cell from above or from the left covers it.

    ``spans``: one cell over the whole width; ``after_break``: first row after a page break, so it may be the rest of
    the row before; ``across``: the places that a cell to their left covers, where the format tells them.
    """

    cells: tuple[str | None, ...]
    source: Source
    spans: bool = False
    after_break: bool = False
    across: frozenset[int] = frozenset()

    def at(self, place: int) -> str | None:
        """The cell at a place; empty behind the end of a short row."""
        return self.cells[place] if 0 <= place < len(self.cells) else ""

    def text(self, place: int) -> str:
        """The words of the cell at a place, white space collapsed."""
        return squeeze(self.at(place))

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the order of the document; ``above``: the lines printed between the table before and this one."""

    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A file as lines and tables: ``lines`` stand above the first table of measures or between tables.

    ``problems``: parts of the file that were not read.
    """

    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    tail: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def squeeze(text: str | None) -> str:
    """White space collapsed, soft hyphens and zero-width marks gone."""
    if not text:
        return ""
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").replace("\ufeff", "").split())


def join_words(left: str, right: str) -> str:
    """The two halves of a text cut by a page or line break; a word cut at its hyphen is joined without a space.

    A soft hyphen at the end was only printed because the word was cut there: it goes.
    """
    broken = left.rstrip().endswith("\u00ad")
    left, right = squeeze(left), squeeze(right)
    if not left or not right:
        return left or right
    hyphenated = left[-1] in "-‐‑" and len(left) > 1 and left[-2].isalpha() and right[0].isalpha()
    return left + right if hyphenated or broken else f"{left} {right}"
