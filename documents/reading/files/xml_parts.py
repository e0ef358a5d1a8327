"""The names of elements in office files and web pages."""

from typing import Any


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
