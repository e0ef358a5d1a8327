"""From bytes to the media objects of messages: PhotoSize ladders, documents, videos, voices."""

import asyncio
import re
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError

from sandbox.errors import Json, bad_request
from sandbox.files import BotFiles, FileStore, StoredFile
from sandbox.pictures import ladder
from sandbox.wire import Upload

KINDS = ("photo", "document", "video", "voice", "audio", "animation")
GIVEN_BY_BOT = {
    "video": ("width", "height", "duration"),
    "animation": ("width", "height", "duration"),
    "voice": ("duration",),
    "audio": ("duration", "performer", "title"),
    "document": (),
}
DEFAULT_MIME = {"voice": "audio/ogg", "video": "video/mp4", "animation": "video/mp4", "audio": "audio/mpeg"}
LARGEST_THUMBNAIL = 200 * 1024
LARGEST_THUMBNAIL_SIDE = 320
FILE_ID = re.compile(r"[A-Za-z0-9_-]{20,}")


async def keep(files: FileStore, kind: str, upload: Upload, facts: Json, thumbnail: Json | None = None) -> Any:
    """Store an upload as this kind of media; the value that stands in a message under the name of the kind."""
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        return await keep_photo(files, upload)
    mime = DEFAULT_MIME.get(kind) if upload.mime == "application/octet-stream" else upload.mime
    stored = files.add(kind, upload.data, upload.name, mime)
    media: Json = {"file_id": stored.file_id, "file_unique_id": stored.file_unique_id}
    media |= {
        name: facts.get(name, 0) for name in GIVEN_BY_BOT[kind] if name in facts or name not in ("performer", "title")
    }
    media |= {"mime_type": stored.mime, "file_size": stored.size}
    media |= {"thumbnail": thumbnail} if thumbnail else {}
    stored.media = media if kind == "voice" else {**media, "file_name": upload.name}
    return stored.media


async def keep_photo(files: FileStore, upload: Upload) -> list[Json]:
    """Store each size of a photo; the ladder of PhotoSize objects."""
    steps = await asyncio.to_thread(ladder, upload.data)
    kept = [(step, files.add("photo", step.data, "photo.jpg", "image/jpeg")) for step in steps]
    sizes = [size_of(stored, step.width, step.height) for step, stored in kept]
    for _, stored in kept:
        stored.media = sizes
    return sizes


def keep_thumbnail(files: FileStore, upload: Upload) -> Json | None:
    """Store a thumbnail: a PhotoSize, or None for a picture that Telegram passes over."""
    try:
        with Image.open(BytesIO(upload.data)) as opened:
            width, height = opened.size
            fits = opened.format == "JPEG" and max(width, height) <= LARGEST_THUMBNAIL_SIDE
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None
    if not fits or len(upload.data) > LARGEST_THUMBNAIL:
        return None
    return size_of(files.add("thumbnail", upload.data, "thumbnail.jpg", "image/jpeg"), width, height)


def size_of(stored: StoredFile, width: int, height: int) -> Json:
    """A PhotoSize object."""
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "width": width,
        "height": height,
        "file_size": stored.size,
    }


def known(files: BotFiles, kind: str, reference: str) -> Any:
    """Media sent again by file_id; refuses ids that are not of this bot and other kinds of file."""
    stored = files.find(reference)
    if stored is None:
        if FILE_ID.fullmatch(reference):
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if reference.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.capitalize()} as {kind.capitalize()}")
    return stored.media
