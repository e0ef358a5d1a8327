"""Files as Telegram keeps them: an id for this bot, an id for everybody, a path to fetch the bytes from."""

import hashlib
import mimetypes
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sandbox.errors import Json, bad_request

LARGEST_DOWNLOAD = 20 << 20
LARGEST_UPLOAD = 50 << 20
PREFIX = {"photo": "AgAC", "document": "BQAC", "video": "BAAC", "voice": "AwAC", "audio": "CQAC", "animation": "CgAC"}
FOLDER = {"voice": "voice", "audio": "music"}


@dataclass
class StoredFile:
    """One file. `media` is the object that stands in a message (the whole ladder for a photo)."""

    file_id: str
    file_unique_id: str
    path: str
    size: int
    kind: str
    mime: str
    media: Any = None


class FileStore:
    """Bytes in a folder, or in memory when there is none; `key` stands for the bot inside its file ids."""

    def __init__(self, folder: Path | None, key: str = "sandbox") -> None:
        self._folder = folder
        self._key = key
        self._memory: dict[str, bytes] = {}
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, StoredFile] = {}
        self._serial = 0

    def add(self, kind: str, data: bytes, name: str, mime: str | None = None) -> StoredFile:
        """Keep the bytes and make the ids. The bytes are on disk before anybody hears the id."""
        serial, self._serial = self._serial, self._serial + 1
        suffix = PurePosixPath(name).suffix.lower()
        suffix = suffix if suffix[1:].isascii() and suffix[1:].isalnum() else ""
        path = f"{FOLDER.get(kind, kind + 's')}/file_{serial}{suffix}"
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        stored = StoredFile(self._name(serial, kind), self._unique(serial), path, len(data), kind, mime)
        self._write(path, data)
        self._files[stored.file_id] = self._paths[path] = stored
        return stored

    def _name(self, serial: int, kind: str) -> str:
        digest = hashlib.sha256(f"{self._key}/{serial}".encode()).digest()
        return PREFIX.get(kind, "BQAC") + urlsafe_b64encode(digest + b"sandbox").decode().rstrip("=")

    def _unique(self, serial: int) -> str:
        digest = hashlib.sha256(f"unique/{serial}".encode()).digest()
        return "AgAD" + urlsafe_b64encode(digest[:9]).decode()

    def _write(self, path: str, data: bytes) -> None:
        if self._folder is None:
            self._memory[path] = data
            return
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def find(self, file_id: str) -> StoredFile | None:
        """The file of this id, if it is ours."""
        return self._files.get(file_id)

    def find_path(self, path: str) -> StoredFile | None:
        """The file at this path of `/file/bot<token>/...`."""
        return self._paths.get(path)

    def read(self, stored: StoredFile) -> bytes:
        """The bytes; FileNotFoundError when the folder lost them."""
        if self._folder is None:
            return self._memory[stored.path]
        return (self._folder / stored.path).read_bytes()

    def describe(self, file_id: str) -> Json:
        """getFile: a File object; refuses unknown ids and more than 20 MB."""
        stored = self.find(file_id)
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if stored.size > LARGEST_DOWNLOAD:
            raise bad_request("file is too big")
        return {
            "file_id": file_id,
            "file_unique_id": stored.file_unique_id,
            "file_size": stored.size,
            "file_path": stored.path,
        }

    def dump(self) -> Json:
        """The part that survives a restart (the bytes are in the folder)."""
        return {"serial": self._serial, "files": [asdict(stored) for stored in self._files.values()]}

    def load(self, saved: Json) -> None:
        """Take what `dump` gave."""
        self._serial = saved["serial"]
        self._files = {item["file_id"]: StoredFile(**item) for item in saved["files"]}
        self._paths = {stored.path: stored for stored in self._files.values()}
