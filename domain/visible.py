"""Characters that nobody sees: they hide, turn round or leave empty what people read."""

import re

# Marks that turn the direction of text or have no width: a name could hide or reverse what stands beside it. The
# joiner U+200D stays: «👩‍🏫» is two signs without it.
_HIDDEN = re.compile("[\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")


def visible(text: str) -> str:
    """The text without such marks."""
    return _HIDDEN.sub("", text)


def is_blank(text: str) -> bool:
    """Whether there is nothing to see in the text."""
    return not any(char.isprintable() and not char.isspace() for char in text)
