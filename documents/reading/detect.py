"""What a file is, by its content; its name is never asked."""

import codecs
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Literal

from domain.errors import Unreadable

Format = Literal["docx", "xlsx", "xls", "opendocument", "html", "pdf", "text"]
# Formats that are archives, so that their true size shows only when they are unpacked.
ZIPPED: frozenset[Format] = frozenset({"docx", "xlsx", "xls", "opendocument"})

CODES = (
    "unreadable-empty",
    "unreadable-too-large",
    "unreadable-doc",
    "unreadable-rtf",
    "unreadable-xml",
    "unreadable-apple",
    "unreadable-slides",
    "unreadable-book",
    "unreadable-letter",
    "unreadable-web-archive",
    "unreadable-archive",
    "unreadable-picture",
    "unreadable-scan",
    "unreadable-fonts",
    "unreadable-many-pages",
    "unreadable-password",
    "unreadable-damaged",
    "unreadable-no-table",
    "unreadable-columns",
    "unreadable-too-heavy",
    "unreadable-format",
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream of an OLE file that says which program wrote it; a password wraps a .docx into the first of them.
_STREAMS = (
    ("EncryptedPackage", "unreadable-password"),
    ("Workbook", None),
    ("Book", None),
    ("WordDocument", "unreadable-doc"),
    ("PowerPoint Document", "unreadable-slides"),
    ("__properties_version1.0", "unreadable-letter"),
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "unreadable-picture"),
    (b"\x89PNG", "unreadable-picture"),
    (b"GIF8", "unreadable-picture"),
    (b"II*\x00", "unreadable-picture"),
    (b"MM\x00*", "unreadable-picture"),
    (b"\x00\x00\x01\x00", "unreadable-picture"),
    (b"AT&TFORM", "unreadable-scan"),
    (b"Rar!\x1a", "unreadable-archive"),
    (b"7z\xbc\xaf\x27\x1c", "unreadable-archive"),
    (b"\x1f\x8b", "unreadable-archive"),
)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORDS_OF_XML: tuple[tuple[bytes, Format | str], ...] = (
    (b"<office:document", "opendocument"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "unreadable-xml"),
    (b"http://schemas.microsoft.com/office/", "unreadable-xml"),
    (b"<FictionBook", "unreadable-book"),
)
_WEB_PAGE = re.compile(rb"<!doctype html|<html[\s>]|<table[\s>]|<body[\s>]", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(rb"^MIME-Version:|^From: .{0,200}\n(?s:.{0,2000})^Content-Type: multipart/", re.M | re.I)


def detect(data: bytes) -> Format:
    """Name the format of a file, or raise Unreadable with the code that says what to do about it."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("unreadable-empty")
    if data.startswith(_OLE):
        return _old_office(data)
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("unreadable-rtf")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    code = next((code for magic, code in _MAGIC if data.startswith(magic)), None)
    if code or _is_modern_picture(data):
        raise Unreadable(code or "unreadable-picture")
    return _marked_up(data) or _plain(data)


def _old_office(data: bytes) -> Format:
    for name, code in _STREAMS:
        if _has_stream(data, name):
            if code is None:
                return "xls"
            raise Unreadable(code)
    raise Unreadable("unreadable-format")


def _has_stream(data: bytes, name: str) -> bool:
    """Whether the directory of an OLE file names a stream: 64 bytes of name, its length, and its kind."""
    written = name.encode("utf-16-le") + b"\x00\x00"
    at = data.find(written)
    while at >= 0:
        if data[at + 64 : at + 66] == len(written).to_bytes(2, "little") and data[at + 66 : at + 67] in b"\x01\x02":
            return True
        at = data.find(written, at + 2)
    return False


def _is_modern_picture(data: bytes) -> bool:
    bitmap = data.startswith(b"BM") and data[6:10] == bytes(4) and len(data) > 26
    brands = {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}
    return bitmap or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] in brands


def _zipped(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:200] if "mimetype" in names and _is_small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError):
        raise Unreadable("unreadable-damaged") from None
    folders = {name.replace("\\", "/").lstrip("/").split("/")[0].lower() for name in names}
    if kind.startswith(b"application/vnd.oasis.opendocument."):
        if kind.endswith((b"presentation", b"graphics")):
            raise Unreadable("unreadable-slides")
        return "opendocument"
    if "word" in folders:
        return "docx"
    if "xl" in folders:
        return "xls" if any(name.lower().endswith("xl/workbook.bin") for name in names) else "xlsx"
    raise Unreadable(_other_zip(folders, kind, names))


def _is_small(archive: zipfile.ZipFile, name: str) -> bool:
    return archive.getinfo(name).file_size < 1000


def _other_zip(folders: set[str], kind: bytes, names: list[str]) -> str:
    if "ppt" in folders:
        return "unreadable-slides"
    if kind.startswith(b"application/epub"):
        return "unreadable-book"
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return "unreadable-slides" if any("Slide" in name for name in names) else "unreadable-apple"
    return "unreadable-archive"


def _marked_up(data: bytes) -> Format | None:
    """Web pages and XML; None for plain text."""
    head = _as_bytes_of_ascii(data[:8_000]).lstrip()
    if head.startswith(b"<"):
        found: Mapping[bytes, Format | str] = dict(_WORDS_OF_XML)
        kind = next((found[word] for word in found if word in head), None)
        if kind == "opendocument":
            return "opendocument"
        if kind is not None:
            raise Unreadable(kind)
        if _WEB_PAGE.search(head):
            return "html"
        if head.startswith(b"<?xml"):
            raise Unreadable("unreadable-xml")
    if _WEB_ARCHIVE.search(head[:4_000]):
        raise Unreadable("unreadable-web-archive")
    return None


def _as_bytes_of_ascii(head: bytes) -> bytes:
    """The beginning of a file without a byte-order mark and without the empty halves of UTF-16."""
    if head.startswith(_BOMS[1:]) or unmarked_utf16(head):
        return head.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    return head.removeprefix(codecs.BOM_UTF8)


def unmarked_utf16(data: bytes) -> str | None:
    """The codec of UTF-16 text without a mark: every second byte of Russian text is 4, of digits and spaces 0."""
    head = data[:4000]
    for codec, half in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if half and 0 in half and sum(byte in {0, 4, 0x20} for byte in half) > 0.9 * len(half):
            return codec
    return None


def _plain(data: bytes) -> Format:
    if data.startswith(_BOMS) or unmarked_utf16(data):
        return "text"
    head = data[:4096]
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0c\x1a" for byte in head)
    if controls > len(head) // 50:
        raise Unreadable("unreadable-format")
    return "text"
