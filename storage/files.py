"""The bytes of attachments and source documents: files named by their own SHA-256 below the data folder."""

import hashlib
import os
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert_new
from storage.tables import files


class FileStore:
    """A folder of files, each stored once however often it comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash lie."""
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def put(self, content: bytes) -> str:
        """Keep the bytes for good and give their SHA-256; blocking, so run it in a thread.

        The file is complete and on the disk before its name appears: a crash on the way leaves a nameless temporary
        file and nothing else, and a row that names the hash is written only after this returned.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if target.exists():
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, prefix=".new-", delete=False) as fresh:
            fresh.write(content)
            fresh.flush()
            os.fsync(fresh.fileno())
        os.replace(fresh.name, target)
        _sync_folder(target.parent)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes with this hash; FileNotFoundError where there are none."""
        return self.path(sha256).read_bytes()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


async def remember(connection: AsyncConnection, sha256: str, size: int, now: datetime) -> None:
    """Note that the file with this hash is kept."""
    await insert_new(connection, files, {"sha256": sha256, "size": size, "stored_at": now}, unique=["sha256"])
