"""Limits of an uploaded file, checked before any parser sees it."""

import io
import zipfile
import zlib

from domain.errors import Unreadable

MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_MEMBERS = 2_000
_CHUNK = 256 * 1024
# Pictures and fonts are stored in office files but never unpacked by the readers.
_READ = (".xml", ".rels")


def check_size(data: bytes) -> None:
    """Refuse a file of more than 20 MB."""
    if len(data) > MAX_FILE:
        raise Unreadable(
            "unreadable-too-large", size_mb=round(len(data) / 1024 / 1024, 1), limit_mb=MAX_FILE // 1024 // 1024
        )


def check_archive(data: bytes) -> None:
    """Unpack an office file in a stream, counting real bytes: the sizes written in a zip may lie."""
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise Unreadable("unreadable-too-heavy")
            for member in members:
                if member.flag_bits & 1:
                    raise Unreadable("unreadable-password")
                total = _unpack(archive, member, total)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, KeyError):
        raise Unreadable("unreadable-damaged") from None


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, total: int) -> int:
    is_xml = member.filename.lower().endswith(_READ)
    with archive.open(member) as stream:
        head = b""
        while chunk := stream.read(_CHUNK):
            total += len(chunk)
            if total > MAX_UNPACKED:
                raise Unreadable("unreadable-too-heavy")
            # No office program writes a DOCTYPE; entity bombs and outside entities need one.
            if is_xml and b"<!DOCTYPE" in (head + chunk)[: _CHUNK + 16]:
                raise Unreadable("unreadable-damaged")
            head = chunk[-16:]
    return total
