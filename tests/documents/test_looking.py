"""Looking at pictures: what is seen in them, what is known again, what cannot hurt."""

import asyncio
import io
import os
import signal
import struct
from collections.abc import AsyncIterator

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageOps

from documents.pictures.reader import PictureReader
from domain.pictures import Look, distance
from tests.documents.readings import example


@pytest.fixture
async def reader() -> AsyncIterator[PictureReader]:
    made = PictureReader()
    yield made
    await made.close()


def scene(number: int, size: tuple[int, int] = (1280, 960)) -> Image.Image:
    """A picture with large shapes, another for each number."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    width, height = size
    for place in range(6):
        x, y = (number * 7919 + place * 104729) % width, (number * 6421 + place * 75169) % height
        colour = ((number * 50 + place * 40) % 256, (place * 90) % 256, (number * 110) % 256)
        draw.ellipse((x - width // 5, y - height // 6, x + width // 5, y + height // 6), fill=colour)
    return picture


def saved(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    output = io.BytesIO()
    picture.save(output, kind, **options)
    return output.getvalue()


async def seen(reader: PictureReader, content: bytes) -> Look:
    look = await reader.look(content)
    assert look is not None
    return look


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
async def test_the_size_and_a_thumbnail_are_seen_in_every_usual_kind(reader: PictureReader, kind: str) -> None:
    look = await seen(reader, saved(scene(1), kind))
    assert (look.picture.width, look.picture.height) == (1280, 960)
    thumbnail = Image.open(io.BytesIO(look.thumbnail))
    assert (thumbnail.format, thumbnail.size) == ("JPEG", (320, 240))


async def test_a_picture_that_a_phone_took_upright_is_shown_upright(reader: PictureReader) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    look = await seen(reader, saved(scene(2), exif=exif))
    assert (look.picture.width, look.picture.height) == (960, 1280)
    assert Image.open(io.BytesIO(look.thumbnail)).size == (240, 320)


async def test_what_is_clear_in_a_picture_stands_on_white(reader: PictureReader) -> None:
    look = await seen(reader, saved(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG"))
    assert Image.open(io.BytesIO(look.thumbnail)).getpixel((10, 10)) == (255, 255, 255)


async def test_the_same_picture_compressed_or_shrunk_anew_is_known_again(reader: PictureReader) -> None:
    first = await seen(reader, saved(scene(3), quality=90))
    for again in (
        saved(scene(3), quality=40),
        saved(scene(3).resize((640, 480))),
        saved(scene(3), "PNG"),
        saved(scene(3).resize((320, 240)), quality=30),
    ):
        look = await seen(reader, again)
        assert distance(first.picture, look.picture) is not None


async def test_pages_of_plans_are_not_taken_for_each_other(reader: PictureReader) -> None:
    pages = [page for number in (1, 3) for page in pypdfium2.PdfDocument(example(f"00{number}.pdf"))]
    looks = [await seen(reader, saved(page.render(scale=1.2).to_pil().convert("RGB"))) for page in pages]
    assert len(looks) > 4
    pairs = [(one.picture, other.picture) for one in looks for other in looks if one is not other]
    assert [distance(one, other) for one, other in pairs] == [None] * len(pairs)
    assert all(distance(one.picture, one.picture) == 0 for one in looks)


async def test_even_surfaces_are_like_nothing(reader: PictureReader) -> None:
    one, other = [await seen(reader, saved(Image.new("RGB", (64, 48), colour))) for colour in ("red", "blue")]
    assert distance(one.picture, other.picture) is None
    assert distance(one.picture, one.picture) is None


def bomb() -> bytes:
    """A PNG of 20,000 × 20,000 in its head; the bytes of the picture are never looked at."""
    whole = saved(Image.new("L", (8, 8)), "PNG")
    return whole[:16] + struct.pack(">II", 20_000, 20_000) + whole[24:]


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"PK\x03\x04" + bytes(100),
        b"",
        b"\xff\xd8\xff",
        bytes(1000),
        saved(scene(4))[:9000],
        bomb(),
        saved(ImageOps.invert(Image.new("L", (9000, 9000))), "PNG"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(ls) run",
    ],
    ids=["svg", "archive", "nothing", "three bytes", "zeros", "cut", "bomb", "too many pixels", "postscript"],
)
async def test_what_cannot_be_looked_at_is_said_and_the_next_picture_is_seen(
    reader: PictureReader, content: bytes
) -> None:
    assert await reader.look(content) is None
    await seen(reader, saved(scene(5)))


async def test_a_child_that_died_is_replaced(reader: PictureReader) -> None:
    await seen(reader, saved(scene(6)))
    assert reader._child is not None
    os.kill(reader._child.pid, signal.SIGKILL)
    await seen(reader, saved(scene(7)))


async def test_a_cancelled_question_does_not_answer_the_next_one(reader: PictureReader) -> None:
    await seen(reader, saved(scene(8)))
    asked = asyncio.create_task(reader.look(saved(scene(9, (4000, 3000)), "PNG")))
    await asyncio.sleep(0.01)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    look = await seen(reader, saved(scene(10, (200, 100))))
    assert (look.picture.width, look.picture.height) == (200, 100)


async def test_a_silent_child_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    hasty = PictureReader(seconds=0.001)
    assert await hasty.look(saved(scene(11))) is None
    assert hasty._child is None


async def test_a_child_that_nobody_asks_ends_by_itself() -> None:
    reader = PictureReader(idle_seconds=0.05)
    await seen(reader, saved(scene(12)))
    child = reader._child
    assert child is not None
    assert await asyncio.wait_for(child.wait(), 10) == 0
    await seen(reader, saved(scene(13)))
    await reader.close()
