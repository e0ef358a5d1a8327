"""What Telegram does to a picture sent as a photo: upright JPEG without EXIF, in a ladder of sizes."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from sandbox.errors import bad_request

LARGEST_PHOTO = 10 << 20
LARGEST_SIDE_SUM = 10_000
LARGEST_RATIO = 20
STEPS = (90, 320, 1280)
QUALITY = 87


@dataclass
class Step:
    """One size of a photo."""

    width: int
    height: int
    data: bytes


def ladder(data: bytes) -> list[Step]:
    """Sizes from the smallest to the largest (at most 1280 on a side, never enlarged); refuses what is no photo."""
    if len(data) > LARGEST_PHOTO:
        size = f"file of size {len(data)} bytes is too big for a photo"
        raise bad_request(f"{size}; the maximum size is {LARGEST_PHOTO} bytes")
    try:
        with Image.open(BytesIO(data)) as opened:
            check_shape(*opened.size)
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as broken:
        raise bad_request("IMAGE_PROCESS_FAILED") from broken
    longest = max(picture.size)
    sides = [side for side in STEPS if side < longest] + ([longest] if longest <= STEPS[-1] else [])
    return [shrunk(picture, side) for side in sides]


def check_shape(width: int, height: int) -> None:
    """Refuse a photo whose sides Telegram refuses."""
    if width + height > LARGEST_SIDE_SUM or max(width, height) > LARGEST_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def shrunk(picture: Image.Image, side: int) -> Step:
    """The picture with its longest side made `side` pixels, as JPEG."""
    scaled = picture.copy()
    scaled.thumbnail((side, side))
    out = BytesIO()
    scaled.save(out, "JPEG", quality=QUALITY)
    return Step(scaled.width, scaled.height, out.getvalue())
