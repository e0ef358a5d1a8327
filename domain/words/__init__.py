"""The words of responsible cells: tokens, and which of them name a post, an institution or a body of people."""


def listed(words: str) -> frozenset[str]:
    """Words written one after another, with blanks between."""
    return frozenset(words.split())
