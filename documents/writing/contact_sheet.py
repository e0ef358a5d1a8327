"""A page of pictures drawn small with their numbers, as one picture for a phone."""

import base64
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst
from PIL import Image

_TEMPLATE = Path(__file__).with_suffix(".typ")
_FONTS = Path(__file__).parent / "fonts"
_PPI = 144.0
ON_A_PAGE = 12
# A word without a place to break would run out of its tile.
_ENDLESS_WORD = re.compile(r"\S{19,}")
_PIECE = re.compile(r"(\S{8})(?=\S)")


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture: the number it is asked for by, two lines of words, its thumbnail (JPEG) or None where there is none.

    ``name`` stands in place of one that is missing or broken.
    """

    number: int
    measure: str
    about: str
    thumbnail: bytes | None = None
    name: str = ""


def contact_sheet(tiles: Sequence[Tile], *, title: str) -> bytes:
    """The PNG, 1080 pixels wide, with at most ON_A_PAGE tiles; blocking for about 0.1 s, so run it in a thread.

    Drawn with the fonts in this folder: nothing of the machine and nothing of the network is used.
    """
    data = {"title": _words(title), "tiles": [_values(tile) for tile in tiles[:ON_A_PAGE]]}
    drawn = typst.compile(
        _TEMPLATE,
        format="png",
        ppi=_PPI,
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    if not isinstance(drawn, bytes):
        raise TypeError("a picture of one page is expected")
    return drawn


def _values(tile: Tile) -> dict[str, Any]:
    return {
        "number": tile.number,
        "measure": _words(tile.measure),
        "about": _words(tile.about),
        "name": _words(tile.name),
        "picture": _framed(tile),
    }


def _framed(tile: Tile) -> str | None:
    """The thumbnail inside an SVG: the drawing program takes values as text only."""
    if tile.thumbnail is None:
        return None
    try:
        with Image.open(io.BytesIO(tile.thumbnail), formats=("JPEG",)) as opened:
            width, height = opened.size
    except (OSError, ValueError):
        return None
    size = f'width="{width}" height="{height}"'
    content = base64.b64encode(tile.thumbnail).decode()
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names} {size}><image {size} xlink:href="data:image/jpeg;base64,{content}"/></svg>'


def _words(value: str) -> str:
    return _ENDLESS_WORD.sub(lambda word: _PIECE.sub("\\1\u200b", word[0]), " ".join(value.split()))
