"""What can be refused. An error holds facts; the sentence for the person is made in ``delivery/texts``."""

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
