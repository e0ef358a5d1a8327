"""Pictures: what is known of one, when two are alike; and where it was taken is taken out of it.

Everything but the place stays as it came, pixel by pixel.
A picture sent as a file keeps what the camera wrote into it. The places of the location are erased in the bytes
themselves: nothing is decoded, so a picture made to explode cannot, and formats that nobody here can decode (HEIC of a
phone) are served too. EXIF 2.32 keeps the location in the IFD that tag 0x8825 of a TIFF structure points at; JPEG,
PNG, WebP, HEIC, AVIF and TIFF all carry that structure as it is. XMP keeps it in ``exif:GPS…`` fields.
"""

import re
import struct
import zlib
from dataclasses import dataclass

BANDS = 8
"""So many bytes has the shape of a picture."""
# Measured on pages of plans and screens of the bot: what was compressed or shrunk anew differs in at most 4 bits of its
# shape and 7 of its edges, different pages in more than 10 of the shape.
NEAR_SHAPE = BANDS - 1
NEAR_EDGES = 12

_GPS = 0x8825
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_ENTRY = 12
_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP|II\*\x00|MM\x00\*|....ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1|avif)",
    re.DOTALL,
)
_DECODED = re.compile(
    rb"\xff\xd8|\x89PNG|RIFF....WEBP|GIF8[79]a|BM....\x00\x00\x00\x00|II\*\x00|MM\x00\*|....ftypavif", re.DOTALL
)
_TIFF = re.compile(rb"II\*\x00|MM\x00\*")
_XMP = re.compile(rb"""(?:exif:|exifEX:)?GPS[A-Za-z]+\s*(?:=\s*["']([^"'<>]{0,200})["']|>([^<>]{0,200})<)""")
# Text chunks may carry a whole EXIF block as hexadecimal or compressed XMP, where nothing can be erased in place.
_PNG_WORDS = (b"tEXt", b"zTXt", b"iTXt")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture upright: ``width`` and ``height`` in pixels, ``shape`` and ``edges`` its hashes (64 bits, hexadecimal).

    The shape is the perceptual hash, the edges the difference hash of ``imagehash``; both None for an even surface,
    which is like every other.
    """

    width: int
    height: int
    shape: str | None
    edges: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen in a picture; ``thumbnail`` is a JPEG of at most 320 pixels."""

    picture: Picture
    thumbnail: bytes


def bands(shape: str) -> list[int]:
    """The bytes of a shape: two shapes that differ in at most ``NEAR_SHAPE`` bits have one of them in common."""
    return list(bytes.fromhex(shape))


def distance(one: Picture, other: Picture) -> int | None:
    """In how many bits the shapes differ where the pictures are alike; None where they are not."""
    if one.shape is None or other.shape is None or one.edges is None or other.edges is None:
        return None
    apart = _bits(one.shape, other.shape)
    return apart if apart <= NEAR_SHAPE and _bits(one.edges, other.edges) <= NEAR_EDGES else None


def _bits(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def can_be_seen(content: bytes) -> bool:
    """Whether the bytes begin like a picture of a kind that is decoded here."""
    return _DECODED.match(content) is not None


def is_picture(content: bytes) -> bool:
    """Whether the bytes begin like a picture that can carry a location."""
    return _PICTURE.match(content) is not None


def without_location(content: bytes) -> bytes:
    """The same picture without its location; bytes that are no picture come back as they are. Never raises."""
    if not is_picture(content):
        return content
    erased = bytearray(content)
    for match in _TIFF.finditer(content):
        _erase_gps(erased, match.start())
    for match in _XMP.finditer(content):
        start, end = match.span(1) if match[1] is not None else match.span(2)
        erased[start:end] = b" " * (end - start)
    return _rebuilt_png(bytes(erased)) if erased.startswith(_PNG) else bytes(erased)


def _erase_gps(content: bytearray, base: int) -> None:
    """Empty the GPS directory of the TIFF structure at ``base``, if there is one."""
    order = "<" if content[base : base + 2] == b"II" else ">"
    try:
        (place,) = struct.unpack_from(order + "I", content, base + 4)
        for tag, _type, _count, value in _entries(content, base + place, order):
            if tag == _GPS:
                _empty(content, base, base + value, order)
    except struct.error:
        return


def _entries(content: bytearray, place: int, order: str) -> list[tuple[int, int, int, int]]:
    (count,) = struct.unpack_from(order + "H", content, place)
    size = place + 2 + count * _ENTRY
    if size > len(content):
        raise struct.error("a directory that ends outside the file")
    return [struct.unpack_from(order + "HHII", content, place + 2 + each * _ENTRY) for each in range(count)]


def _empty(content: bytearray, base: int, place: int, order: str) -> None:
    entries = _entries(content, place, order)
    for _tag, kind, count, value in entries:
        length = _SIZES.get(kind, 1) * count
        start = base + value
        if length > 4 and start + length <= len(content):
            content[start : start + length] = bytes(length)
    content[place : place + 2 + len(entries) * _ENTRY] = bytes(2 + len(entries) * _ENTRY)


def _rebuilt_png(content: bytes) -> bytes:
    """The chunks without the wordy ones, with right checksums, up to the end chunk."""
    parts, place = [_PNG], len(_PNG)
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        if kind not in _PNG_WORDS:
            crc = zlib.crc32(kind + body) if kind == b"eXIf" else None
            ending = content[place + 8 + length : place + 12 + length] if crc is None else crc.to_bytes(4, "big")
            parts.append(content[place : place + 8 + length] + ending)
        place += 12 + length
        if kind == b"IEND":
            break
    return b"".join(parts)
