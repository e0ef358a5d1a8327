"""Every sentence a person reads: Fluent files, one folder for each language, one file for each subject."""

import html
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk

from domain.visible import visible

_FOLDER = Path(__file__).parent
# Fluent refuses values of more than 2,500 characters, as a guard against texts that grow by references.
_LONG = 500


class Html(str):
    """A text that is HTML already and goes into a sentence as it is."""

    __slots__ = ()


def text(key: str, /, **values: Any) -> Html:
    """The Russian sentence ``key`` as HTML, each plain value escaped. KeyError where the sentence is missing."""
    bundle = _bundle("ru")
    message = bundle.get_message(key)
    if message.value is None:
        raise KeyError(key)
    long: dict[str, str] = {}
    short = {name: _safe(name, value, long) for name, value in values.items()}
    rendered, errors = bundle.format_pattern(message.value, short)
    if errors or not isinstance(rendered, str):
        raise ValueError(f"{key}: {errors}")
    for mark, words in long.items():
        rendered = rendered.replace(mark, words)
    return Html(rendered)


def label(key: str, /, **values: Any) -> str:
    """The same for a button or a command list, which show plain characters."""
    return html.unescape(text(key, **values))


def join(parts: Iterable[str], separator: str = "\n") -> Html:
    """Several sentences one below the other; plain strings among them are escaped."""
    return Html(separator.join(_escape(part) for part in parts))


def clipped(value: str, limit: int) -> str:
    """The plain value cut at a word to at most ``limit`` characters, with «…» where something is missing."""
    if len(value) <= limit:
        return value
    head = value[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,;:—-") + "…"


def _safe(name: str, value: Any, long: dict[str, str]) -> Any:
    """The value escaped; Fluent refuses long ones, so a mark stands for such a value until the sentence is made."""
    if not isinstance(value, str):
        return value
    escaped = _escape(value)
    if len(escaped) <= _LONG:
        return escaped
    mark = f"\x00{name}\x00"
    long[mark] = escaped
    return mark


def _escape(value: str) -> str:
    return value if isinstance(value, Html) else html.escape(visible(value), quote=False)


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((_FOLDER / language).glob("*.ftl")):
        resource = FluentResource(path.read_text(encoding="utf-8"))
        broken = [entry.content for entry in resource.body if isinstance(entry, Junk)]
        if broken:
            raise ValueError(f"{path.name}: {broken[0]}")
        bundle.add_resource(resource)
    return bundle
