"""Where a picture was taken is taken out of it; everything else stays as it came, pixel by pixel.

A picture sent as a file keeps what the camera wrote into it. The places of the location are erased in the bytes
themselves: nothing is decoded, so a picture made to explode cannot, and formats that nobody here can decode (HEIC of a
phone) are served too. EXIF 2.32 keeps the location in the IFD that tag 0x8825 of a TIFF structure points at; JPEG,
PNG, WebP, HEIC, AVIF and TIFF all carry that structure as it is. XMP keeps it in ``exif:GPS…`` fields.
"""

import re
import struct
import zlib

_GPS = 0x8825
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_ENTRY = 12
_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP|II\*\x00|MM\x00\*|....ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1|avif)",
    re.DOTALL,
)
_TIFF = re.compile(rb"II\*\x00|MM\x00\*")
_XMP = re.compile(rb"""(?:exif:|exifEX:)?GPS[A-Za-z]+\s*(?:=\s*["']([^"'<>]{0,200})["']|>([^<>]{0,200})<)""")
# Text chunks may carry a whole EXIF block as hexadecimal or compressed XMP, where nothing can be erased in place.
_PNG_WORDS = (b"tEXt", b"zTXt", b"iTXt")


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
