"""One picture: its size as it is seen, a thumbnail, and hashes by which the same picture is known again."""

import io

import imagehash
from PIL import Image, ImageOps, ImageStat

from domain.pictures import Look, Picture

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
THUMBNAIL = 320
"""The longer side of a thumbnail, in pixels."""
# A JPEG is decoded at an eighth of its size where it is large, the others as they are: four bytes a pixel.
_MOST_PIXELS = {"JPEG": 400_000_000}
_MOST_PIXELS_DECODED = 40_000_000
_DECODED_AT = (2 * THUMBNAIL, 2 * THUMBNAIL)
_QUALITY = 80
# Below this the grey values hardly differ: an even surface is like every other even surface.
_EVEN = 4.0


class NoPicture(Exception):
    """The bytes cannot be looked at; the text says why."""


def look_at(content: bytes) -> Look:
    """Decode the bytes and look; NoPicture where they are broken, too large or of another kind."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            _check_size(opened)
            small, width, height = _small(opened)
    except NoPicture:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise NoPicture(type(error).__name__) from error
    shape = edges = None
    if ImageStat.Stat(small.convert("L")).stddev[0] >= _EVEN:
        shape, edges = str(imagehash.phash(small)), str(imagehash.dhash(small))
    output = io.BytesIO()
    small.save(output, "JPEG", quality=_QUALITY)
    return Look(Picture(width, height, shape, edges), output.getvalue())


def _check_size(opened: Image.Image) -> None:
    pixels = opened.width * opened.height
    if pixels > _MOST_PIXELS.get(opened.format or "", _MOST_PIXELS_DECODED):
        raise NoPicture("too many pixels")


def _small(opened: Image.Image) -> tuple[Image.Image, int, int]:
    """The picture upright, on white, no larger than a thumbnail; with its full width and height."""
    width, height = opened.size
    opened.draft("RGB", _DECODED_AT)
    upright = ImageOps.exif_transpose(opened)
    if (upright.width > upright.height) != (width > height):
        width, height = height, width
    upright.thumbnail((THUMBNAIL, THUMBNAIL))
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright)
    return upright.convert("RGB"), width, height
