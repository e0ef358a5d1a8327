"""What a file is, by its content; the name is only believed where the content says nothing."""

import io
import zipfile
from typing import Literal

from domain.errors import Unreadable

Format = Literal["docx", "xlsx", "pdf", "text"]

CODES = (
    "unreadable-empty",
    "unreadable-too-large",
    "unreadable-doc",
    "unreadable-picture",
    "unreadable-scan",
    "unreadable-password",
    "unreadable-damaged",
    "unreadable-no-table",
    "unreadable-too-heavy",
    "unreadable-format",
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def detect(data: bytes) -> Format:
    """Name the format of a file, or raise Unreadable with the code that says what to do about it."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("unreadable-empty")
    if data.startswith(_OLE):
        raise Unreadable("unreadable-password" if _is_encrypted(data) else "unreadable-doc")
    if data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("unreadable-doc")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_PICTURES) or _is_modern_picture(data):
        raise Unreadable("unreadable-picture")
    return _plain(data)


def _is_encrypted(data: bytes) -> bool:
    """A password wraps a .docx or .xlsx into an OLE file with a stream of this name."""
    return "EncryptedPackage".encode("utf-16-le") in data


def _is_modern_picture(data: bytes) -> bool:
    return (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] in {
        b"ftypheic",
        b"ftypheix",
        b"ftypmif1",
        b"ftypavif",
    }


def _zipped(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise Unreadable("unreadable-damaged") from None
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    raise Unreadable("unreadable-format")


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
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0c" for byte in head)
    if controls > len(head) // 50:
        raise Unreadable("unreadable-format")
    return "text"
