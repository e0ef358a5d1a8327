"""Requests to `/sandbox/...` as they come over HTTP, and mistakes in them as JSON."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.errors import ApiError, ControlError, Json
from sandbox.wire import Incoming, Upload, read_request


def query_number(request: web.Request, name: str, default: int) -> int:
    """A whole number from the query."""
    text = request.query.get(name, "")
    if text and not text.removeprefix("-").isdigit():
        raise ControlError(f"{name} must be a number")
    return int(text) if text else default


async def json_body(request: web.Request) -> Json:
    """The JSON object of a request."""
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError as broken:
        raise ControlError("the body must be JSON") from broken
    if not isinstance(body, dict):
        raise ControlError("the body must be a JSON object")
    return body


async def read_send(request: web.Request) -> tuple[Json, list[Upload]]:
    """The body and the files of /sandbox/send; several parts may be called `file`."""
    if not request.content_type.startswith("multipart/"):
        return await json_body(request), []
    try:
        incoming: Incoming = await read_request(request)
    except ApiError as refused:
        raise ControlError(refused.description) from refused
    try:
        body = json.loads(incoming.params.get("data", "{}"))
    except ValueError as broken:
        raise ControlError("data must be JSON") from broken
    return body, list(incoming.uploads.values())


@web.middleware
async def errors_as_json(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """ControlError as `{"error": …}`; wrong types in a body are the caller's mistake too."""
    try:
        return await handler(request)
    except ControlError as refused:
        return web.json_response({"error": refused.words}, status=refused.status)
    except (TypeError, KeyError, ValueError) as mistaken:
        if not request.path.startswith("/sandbox/"):
            raise
        return web.json_response({"error": f"wrong request: {mistaken!r}"}, status=400)
