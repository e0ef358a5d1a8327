"""Lengths as the Bot API counts entities."""


def units(text: str) -> int:
    """UTF-16 code units of a text: a character outside the basic plane (most emoji) is two."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)
