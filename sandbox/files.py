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
PREFIX = {
    "photo": "AgAC",
    "document": "BQAC",
    "video": "BAAC",
    "voice": "AwAC",
    "audio": "CQAC",
    "animation": "CgAC",
    "thumbnail": "AAMC",
}
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
    """Bytes in a folder, or in memory when there is none. Its own ids are those of the first bot and of the page."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._memory: dict[str, bytes] = {}
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, StoredFile] = {}
        self._aliases: dict[str, dict[str, str]] = {}
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
        digest = hashlib.sha256(f"sandbox/{serial}".encode()).digest()
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
        """The file of this id."""
        return self._files.get(file_id)

    def find_path(self, path: str) -> StoredFile | None:
        """The file at this path of `/file/bot<token>/...`."""
        return self._paths.get(path)

    def read(self, stored: StoredFile) -> bytes:
        """The bytes; FileNotFoundError when the folder lost them."""
        if self._folder is None:
            return self._memory[stored.path]
        return (self._folder / stored.path).read_bytes()

    def alias(self, key: str, stored: StoredFile) -> str:
        """The id of a file for another bot; remembered, so that only that bot can use it."""
        digest = hashlib.sha256(f"{key}/{stored.file_id}".encode()).digest()
        name = PREFIX.get(stored.kind, "BQAC") + urlsafe_b64encode(digest + b"sandbox").decode().rstrip("=")
        self._aliases.setdefault(key, {})[name] = stored.file_id
        return name

    def find_alias(self, key: str, name: str) -> StoredFile | None:
        """The file that another bot knows by this id."""
        return self._files.get(self._aliases.get(key, {}).get(name, ""))

    def dump(self) -> Json:
        """The part that survives a restart (the bytes are in the folder)."""
        files = [asdict(stored) for stored in self._files.values()]
        return {"serial": self._serial, "files": files, "aliases": self._aliases}

    def load(self, saved: Json) -> None:
        """Take what `dump` gave."""
        self._serial = saved["serial"]
        self._files = {item["file_id"]: StoredFile(**item) for item in saved["files"]}
        self._paths = {stored.path: stored for stored in self._files.values()}
        self._aliases = saved["aliases"]


class BotFiles:
    """The files as one bot knows them: the first (`key` None) by the ids of the store, the others by their own.

    What stands in messages are always ids of the store; `seen` turns them into those of this bot on the way out.
    """

    def __init__(self, store: FileStore, key: str | None) -> None:
        self.store = store
        self.key = key

    def find(self, file_id: str) -> StoredFile | None:
        """The file of this id, if it is an id of this bot."""
        return self.store.find(file_id) if self.key is None else self.store.find_alias(self.key, file_id)

    def seen(self, value: Any) -> Any:
        """The value with the file ids that this bot may know in the place of those of the store."""
        if self.key is None:
            return value
        if isinstance(value, list):
            return [self.seen(inner) for inner in value]
        if not isinstance(value, dict):
            return value
        shown = {name: self.seen(inner) for name, inner in value.items()}
        stored = self.store.find(str(shown.get("file_id")))
        return shown | {"file_id": self.store.alias(self.key, stored)} if stored else shown

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
