"""Limits of an uploaded file, checked before any parser sees it."""

import io
import zipfile
import zlib

from domain.errors import Unreadable

MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_MEMBERS = 2_000
_LONGEST_NAME = 300
_CHUNK = 256 * 1024
# Office programs use no other; the memory that others need is not known before.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# No office program writes a DOCTYPE; entity bombs and outside entities need one. In UTF-16 it looks different.
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
# Pictures, fonts and recordings lie in office files but are never read as XML.
_NO_XML = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".svg", ".odttf", ".ttf", ".bin")


def check_size(data: bytes) -> None:
    """Refuse a file of more than 20 MB."""
    if len(data) > MAX_FILE:
        raise Unreadable(
            "unreadable-too-large", size_mb=round(len(data) / 1024 / 1024, 1), limit_mb=MAX_FILE // 1024 // 1024
        )


def check_archive(data: bytes) -> None:
    """Unpack an office file in a stream, counting real bytes: the sizes written in a zip may lie.

    An archive inside is only bytes here and to the readers: nothing opens it.
    """
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise Unreadable("unreadable-too-heavy")
            for member in members:
                _check_name(member.filename)
                if member.flag_bits & 1:
                    raise Unreadable("unreadable-password")
                if member.compress_type not in _PACKED:
                    raise Unreadable("unreadable-damaged")
                total = _unpack(archive, member, total)
            _check_encryption(archive)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, KeyError):
        raise Unreadable("unreadable-damaged") from None


def check_flat(data: bytes) -> None:
    """Refuse one XML file that declares entities."""
    if any(mark in data for mark in _DOCTYPES):
        raise Unreadable("unreadable-damaged")


def _check_name(name: str) -> None:
    """Names are only looked up, never written to a disk; one that climbs out of its folder was made on purpose."""
    if len(name) > _LONGEST_NAME or ".." in name.replace("\\", "/").split("/"):
        raise Unreadable("unreadable-damaged")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, total: int) -> int:
    may_be_xml = not member.filename.lower().endswith(_NO_XML)
    with archive.open(member) as stream:
        head = b""
        while chunk := stream.read(_CHUNK):
            total += len(chunk)
            if total > MAX_UNPACKED:
                raise Unreadable("unreadable-too-heavy")
            if may_be_xml and any(mark in head + chunk for mark in _DOCTYPES):
                raise Unreadable("unreadable-damaged")
            head = chunk[-18:]
    return total


def _check_encryption(archive: zipfile.ZipFile) -> None:
    """OpenDocument encrypts each member by itself and says so in its list of members."""
    if "META-INF/manifest.xml" in archive.namelist():
        manifest = archive.read("META-INF/manifest.xml")
        if b"encryption-data" in manifest and b":algorithm-name" in manifest:
            raise Unreadable("unreadable-password")
