"""How much the words of an answer speak of a measure: it orders what is offered and chooses nothing."""

import re

_WORD = re.compile(r"[а-яa-z]{5,}")
# The beginning of a word that its forms have in common.
_STEM = 5
_ENOUGH = 2


def likeness(words: str, title: str) -> int:
    """How many of the longer words of the title stand in the words, in any form; 0 where it is hardly one."""
    shared = len(_stems(words) & _stems(title))
    return shared if shared >= _ENOUGH or (shared and len(_stems(title)) == 1) else 0


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower().replace("ё", "е"))}
