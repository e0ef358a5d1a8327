"""A picture sent as a file loses its location and nothing else."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from domain.pictures import without_location

GPS = 0x8825
DESCRIPTION = 0x010E
# 53° 54' 16", written so that the bytes of the degrees can be looked for.
LATITUDE = (53.0, 54.0, 16.5)


def picture(format: str, **extra: object) -> bytes:
    image = Image.new("RGB", (24, 16), (200, 30, 60))
    exif = Image.Exif()
    exif[DESCRIPTION] = "Совещание".encode().decode("latin-1")
    exif.get_ifd(GPS).update({1: "N", 2: LATITUDE, 3: "E", 4: (27.0, 33.0, 41.25)})
    target = io.BytesIO()
    image.save(target, format, exif=exif.tobytes(), **extra)
    return target.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_location_is_gone_and_the_picture_is_the_same(format: str) -> None:
    before = picture(format)
    assert opened(before).getexif().get_ifd(GPS)[2] == LATITUDE

    after = without_location(before)

    assert opened(after).getexif().get_ifd(GPS) == {}
    assert opened(after).getexif()[DESCRIPTION] == opened(before).getexif()[DESCRIPTION]
    assert opened(after).tobytes() == opened(before).tobytes()


def test_a_tiff_loses_its_location_too() -> None:
    image, target = Image.new("L", (8, 8), 7), io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(GPS).update({1: "N", 2: LATITUDE})
    image.save(target, "TIFF", exif=exif)

    after = without_location(target.getvalue())

    assert opened(after).getexif().get_ifd(GPS) == {}
    assert opened(after).tobytes() == image.tobytes()


def test_the_location_in_xmp_is_gone() -> None:
    xmp = b'<x:xmpmeta><rdf:Description exif:GPSLatitude="53,54.2710N"><exif:GPSLongitude>27,33.6E</exif:GPSLongitude>'
    after = without_location(picture("JPEG", xmp=xmp))
    assert b"53,54" not in after
    assert b"27,33" not in after
    assert b"exif:GPSLatitude" in after


def test_text_chunks_of_a_png_are_left_out() -> None:
    words, target = PngInfo(), io.BytesIO()
    words.add_text("Raw profile type exif", "exif 8 49492a00", zip=True)
    words.add_itxt("XML:com.adobe.xmp", '<a exif:GPSLatitude="53,54.2N"/>', zip=True)
    Image.new("L", (4, 4), 9).save(target, "PNG", pnginfo=words)

    image = opened(without_location(target.getvalue()))

    assert dict(image.info) == {}
    assert image.getpixel((0, 0)) == 9


def test_what_is_no_picture_stays_as_it_is() -> None:
    content = b"%PDF-1.7 MM\x00* exif:GPSLatitude='53'"
    assert without_location(content) == content


@given(st.integers(0, 600), st.binary(max_size=40))
def test_a_damaged_picture_is_survived(place: int, noise: bytes) -> None:
    whole = picture("JPEG")
    damaged = whole[:place] + noise + whole[place + len(noise) :]
    assert len(without_location(damaged)) == len(damaged)
