"""Addresses in what people write."""

import re

_LINK = re.compile(r"\b(?:https?://|www\.|t\.me/|vk\.com/)[^\s<>«»\"]+", re.IGNORECASE)
# Stands after an address, not in it: «(см. https://school.by/news).»
_AFTER = ".,;:!?)]}…"


def links_in(words: str) -> list[str]:
    """Each address once, in the order in which they stand."""
    found = (match[0].rstrip(_AFTER) for match in _LINK.finditer(words))
    return list(dict.fromkeys(found))


def without_links(words: str) -> str:
    """The words with a space in the place of each address."""
    return _LINK.sub(" ", words)
