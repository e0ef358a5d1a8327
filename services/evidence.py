"""Pictures and files of an answer: their bytes are kept before the answer is written down."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from domain.pictures import without_location
from storage.files import FileStore
from storage.reports import RemoteFile

Fetch = Callable[[RemoteFile], Awaitable[bytes | None]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of a message; ``sha256`` and ``size`` (bytes) of what is kept, None where only the messenger has it."""

    file: RemoteFile
    sha256: str | None
    size: int | None


async def keep(file: RemoteFile, files: FileStore, fetch: Fetch) -> Evidence:
    """Fetch the file and keep its bytes, a picture without its location. ``fetch`` gives None for what is too large.

    A failed fetch raises: the update stays in the inbox and is tried again. A crash after this leaves a file that no
    row names; the next try finds it and keeps it once.
    """
    content = await fetch(file)
    if content is None:
        return Evidence(file, None, None)
    return await asyncio.to_thread(_store, file, files, content)


def _store(file: RemoteFile, files: FileStore, content: bytes) -> Evidence:
    kept = without_location(content) if file.kind == "document" else content
    return Evidence(file, files.put(kept), len(kept))
