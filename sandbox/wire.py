"""A Bot API request as it comes over HTTP: query, urlencoded, JSON, multipart (also chunked, without a length)."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.errors import ApiError, bad_request
from sandbox.files import LARGEST_UPLOAD

LARGEST_FIELD = 4 << 20


@dataclass
class Upload:
    """A file part of a form."""

    name: str
    mime: str
    data: bytes


@dataclass
class Incoming:
    """Parameters (text from forms, typed from JSON) and file parts by their names in the form."""

    params: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)


async def read_request(request: web.Request) -> Incoming:
    """Read everything the client sent; 413 for a file over 50 MB, 400 for broken JSON."""
    incoming = Incoming(dict(request.query))
    if request.method != "POST" or not request.can_read_body:
        return incoming
    if request.content_type.startswith("multipart/"):
        await _read_form(request, incoming)
    elif request.content_type == "application/json":
        incoming.params.update(_parse_json(await request.text()))
    else:
        incoming.params.update({key: str(value) for key, value in (await request.post()).items()})
    return incoming


def _parse_json(body: str) -> dict[str, Any]:
    try:
        parsed = json.loads(body or "{}")
    except ValueError as broken:
        raise bad_request("can't parse JSON object") from broken
    if not isinstance(parsed, dict):
        raise bad_request("can't parse JSON object")
    return parsed


async def _read_form(request: web.Request, incoming: Incoming) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            incoming.params[part.name] = (await _read_part(part, LARGEST_FIELD)).decode()
            continue
        mime = part.headers.get("Content-Type", "application/octet-stream")
        name = part.name if part.name not in incoming.uploads else f"{part.name}#{len(incoming.uploads)}"
        incoming.uploads[name] = Upload(part.filename, mime, await _read_part(part, LARGEST_UPLOAD))


async def _read_part(part: BodyPartReader, largest: int) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        data += chunk
        if len(data) > largest:
            raise ApiError(413, "Request Entity Too Large")
    return bytes(data)
