"""What every format is brought to before a roadmap is looked for: lines of text and tables of cells."""

from dataclasses import dataclass

from domain.measures import Problem, Source


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. A cell is None where a merged cell from above or from the left covers it.

    ``spans``: one cell over the whole width; ``after_break``: first row after a page break, so it may be the rest of
    the row before.
    """

    cells: tuple[str | None, ...]
    source: Source
    spans: bool = False
    after_break: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Cells as text, covered ones empty."""
        return tuple(cell or "" for cell in self.cells)

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the order of the document."""

    rows: tuple[Row, ...]


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
    """The two halves of a text cut by a page or line break; a word cut at its hyphen is joined without a space."""
    left, right = squeeze(left), squeeze(right)
    if not left or not right:
        return left or right
    hyphenated = left[-1] in "-‐‑" and len(left) > 1 and left[-2].isalpha() and right[0].isalpha()
    return left + right if hyphenated else f"{left} {right}"
