"""What can be refused. An error holds facts; the sentence for the person is made in ``delivery/texts``."""

from collections.abc import Sequence
from typing import Any


class Refusal(Exception):
    """A person asked for something that cannot be done now; nothing was changed.

    ``code`` names the sentence (``refusal-<code>`` in the texts), ``facts`` are the values that stand in it.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Unreadable(Refusal):
    """A file cannot be read as a roadmap; ``code`` is one of the ``unreadable-…`` sentences."""


def check_aware(moment: Any) -> None:
    """Refuse a moment without a time zone: ValueError."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")


class ColumnsUnclear(Unreadable):
    """A table was found, but not which column holds what: the coordinator can say it.

    ``rows``: its first rows as printed, cells by column; ``shape``: a hash that files of the same layout share.
    """

    def __init__(self, rows: Sequence[Sequence[str]], shape: str) -> None:
        super().__init__("unreadable-columns")
        self.rows = tuple(tuple(row) for row in rows)
        self.shape = shape
