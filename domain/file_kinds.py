"""What a file is by its bytes, whatever its name says: the ending that a program on any computer knows it by."""

import re

from domain.words import listed

_SIGNATURES: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(signature, re.DOTALL), ending)
    for signature, ending in (
        (rb"\xff\xd8\xff", "jpg"),
        (rb"\x89PNG\r\n\x1a\n", "png"),
        (rb"GIF8[79]a", "gif"),
        (rb"RIFF....WEBP", "webp"),
        (rb"....ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1)", "heic"),
        (rb"....ftypavif", "avif"),
        (rb"....ftypqt", "mov"),
        (rb"....ftyp(?:M4A|M4B)", "m4a"),
        (rb"....ftyp", "mp4"),
        (rb"\x1aE\xdf\xa3", "webm"),
        (rb"RIFF....AVI ", "avi"),
        (rb"RIFF....WAVE", "wav"),
        (rb"OggS", "ogg"),
        (rb"ID3|\xff[\xf2\xf3\xfb]", "mp3"),
        (rb"II\*\x00|MM\x00\*", "tif"),
        (rb"BM....\x00\x00\x00\x00", "bmp"),
        (rb"%PDF-", "pdf"),
        (rb"\{\\rtf", "rtf"),
        (rb"7z\xbc\xaf\x27\x1c", "7z"),
        (rb"Rar!\x1a\x07", "rar"),
    )
)
# Office files are archives; what they are stands in the names inside.
_ARCHIVE = b"PK\x03\x04"
_INSIDE = (
    (b"word/document", "docx"),
    (b"xl/workbook", "xlsx"),
    (b"ppt/presentation", "pptx"),
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
)
# Old office files are all of one kind by their bytes: the name decides among these.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD = ("doc", "xls", "ppt", "pub", "msg")
_NAMED = re.compile(r"\.([A-Za-z0-9]{1,5})$")
# What starts when it is opened is not handed on as such.
_STARTS = listed("exe com scr bat cmd pif msi js jse vbs vbe wsf wsh ps1 hta lnk jar reg cpl dll app sh")
_UNKNOWN = "bin"


def ending_of(content: bytes, name: str | None = None) -> str:
    """The ending without its dot («jpg»): by the bytes, by the name where these tell nothing, else «bin»."""
    for signature, ending in _SIGNATURES:
        if signature.match(content):
            return ending
    named = _NAMED.search(name or "")
    said = named[1].lower() if named else ""
    if content.startswith(_ARCHIVE):
        return next((ending for mark, ending in _INSIDE if mark in content), "zip")
    if content.startswith(_COMPOUND):
        return said if said in _OLD else "doc"
    return said if said and said not in _STARTS else _UNKNOWN
