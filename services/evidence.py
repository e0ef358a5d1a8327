"""Pictures and files of an answer: their bytes are kept before the answer is written down."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.pictures import can_be_seen, without_location
from storage import files, pictures, reports
from storage.files import FileStore
from storage.reports import Attachment, RemoteFile

Fetch = Callable[[RemoteFile], Awaitable[bytes | None]]


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are on the disk: their hash and how many there are."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of a message, or a place on the map; ``kept`` None where only the messenger has it.

    ``is_picture``: it is of a kind that can be looked at (services/looking.py), which is done later.
    """

    file: RemoteFile
    kept: Kept | None = None
    is_picture: bool = False


async def keep(file: RemoteFile, store: FileStore, fetch: Fetch) -> Evidence:
    """Fetch the file and keep its bytes, a picture without its location. ``fetch`` gives None for what is too large.

    A failed fetch raises: the update stays in the inbox and is tried again. A crash after this leaves a file that no
    row names; the next try finds it and keeps it once.
    """
    content = await fetch(file)
    return Evidence(file) if content is None else await asyncio.to_thread(_store, file, store, content)


def _store(file: RemoteFile, store: FileStore, content: bytes) -> Evidence:
    if file.kind == "document":
        content = without_location(content)
    is_picture = file.kind == "photo" or (file.kind == "document" and can_be_seen(content))
    return Evidence(file, Kept(store.put(content), len(content)), is_picture)


async def attach(
    connection: AsyncConnection, report_id: int, message: int, evidence: Evidence, now: datetime
) -> Attachment | None:
    """Write down that the report has this evidence; None where it has it already."""
    kept = evidence.kept
    if kept is not None:
        await files.remember(connection, kept.sha256, kept.size, now)
    if kept is not None and evidence.is_picture:
        await pictures.expect(connection, kept.sha256)
    new = Attachment(message, evidence.file, None if kept is None else kept.sha256)
    return new if await reports.attach(connection, report_id, new) else None
