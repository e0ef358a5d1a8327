"""The methods, types and limits of the Bot API as data; see SOURCE.md."""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sandbox.errors import Json

Fields = dict[str, tuple[list[str], bool]]


class Method(NamedTuple):
    """A method: its name as written, parameters, types of the result."""

    name: str
    fields: Fields
    returns: list[str]


class Type(NamedTuple):
    """An object: fields, members when it is a union, tag that tells it from the other members."""

    name: str
    fields: Fields
    subtypes: list[str]
    tag: tuple[str, str] | None


@cache
def _book() -> Json:
    book: Json = json.loads(files(__name__).joinpath("api-10.3.json").read_text("utf-8"))
    return book


def _fields(raw: Json) -> Fields:
    return {name: (types, required) for name, (types, required) in raw.items()}


@cache
def methods() -> dict[str, Method]:
    """All methods by lowered name."""
    raw = _book()["methods"].items()
    return {name.lower(): Method(name, _fields(item["fields"]), item["returns"]) for name, item in raw}


@cache
def types() -> dict[str, Type]:
    """All object types by name."""
    return {
        name: Type(
            name, _fields(item["fields"]), item.get("subtypes", []), tuple(item["tag"]) if "tag" in item else None
        )
        for name, item in _book()["types"].items()
    }


@cache
def limits() -> dict[str, Json]:
    """Numeric limits by `method.parameter` or `Type.field`: min, max, unit, parsed."""
    book: dict[str, Json] = _book()["limits"]
    return book
