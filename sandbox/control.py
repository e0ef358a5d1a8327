"""The routes under `/sandbox/`: state, events, what people do, clock, faults, settings, journal."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox import acts, membership, views
from sandbox.errors import ApiError, ControlError, Json
from sandbox.events import follow
from sandbox.gateway import Gateway
from sandbox.state import Keeper
from sandbox.wire import Incoming, Upload, read_request
from sandbox.world import World

Act = Callable[[World, Json], Any]
EVENT_PAUSE = 15.0


@dataclass
class Control:
    """The control routes of one sandbox."""

    world: World
    gateway: Gateway
    keeper: Keeper
    closing: asyncio.Event

    def routes(self) -> list[web.RouteDef]:
        """All routes."""
        acting = {
            "people": lambda body: views.person_json(membership.add_person(self.world, body)),
            "chats": lambda body: views.chat_view(self.world, membership.add_chat(self.world, body)),
            "press": lambda body: {"callback_query_id": acts.press(self.world, body)},
            "edit": lambda body: acts.edit(self.world, body),
            "delete": self._silent(acts.delete),
            "start": lambda body: acts.start(self.world, body),
            "block": self._silent(membership.block),
            "join": self._silent(membership.move_bot),
            "member": self._silent(membership.move_person),
            "migrate": lambda body: views.chat_view(self.world, membership.migrate(self.world, body)),
            "raw": self.raw,
            "clock": self.set_clock,
            "faults": self.order_fault,
            "settings": self.set_settings,
        }
        showing = {"state": self.state, "clock": self.clock, "settings": self.settings, "journal": self.journal}
        return [
            *(web.post(f"/sandbox/{name}", self.act(act)) for name, act in acting.items()),
            *(web.get(f"/sandbox/{name}", self.show(view)) for name, view in showing.items()),
            web.post("/sandbox/send", self.send),
            web.delete("/sandbox/faults", self.clear_faults),
            web.get("/sandbox/events", self.events),
            web.get("/sandbox/file/{file_id}", self.file),
        ]

    def _silent(self, act: Act) -> Callable[[Json], Json]:
        def run(body: Json) -> Json:
            act(self.world, body)
            return {}

        return run

    def act(self, act: Callable[[Json], Any]) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A POST route: JSON in, JSON out, the change is kept."""

        async def handle(request: web.Request) -> web.Response:
            answer = act(await json_body(request))
            self.keeper.touch()
            return web.json_response(answer)

        return handle

    def show(self, view: Callable[[web.Request], Any]) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A GET route."""

        async def handle(request: web.Request) -> web.Response:
            return web.json_response(view(request))

        return handle

    async def send(self, request: web.Request) -> web.Response:
        """POST /sandbox/send: a form with `data` and files, or plain JSON without files."""
        incoming, uploads = await read_send(request)
        privacy = self.gateway.settings.privacy
        messages = await acts.say(self.world, incoming, uploads, privacy=privacy)
        self.keeper.touch()
        return web.json_response({"messages": messages})

    def state(self, _: web.Request) -> Json:
        """GET /sandbox/state."""
        return views.state(self.world)

    def raw(self, body: Json) -> Json:
        """POST /sandbox/raw."""
        update = body.get("update")
        if not isinstance(update, dict) or "update_id" in update or not update:
            raise ControlError("update must be an object without update_id")
        return {"update_id": self.world.updates.put_raw(update)}

    def clock(self, _: web.Request | None = None) -> Json:
        """GET /sandbox/clock."""
        return {"now": self.world.clock.now(), "offset": self.world.clock.offset}

    def set_clock(self, body: Json) -> Json:
        """POST /sandbox/clock."""
        if isinstance(body.get("to"), int | float):
            self.world.clock.move_to(body["to"])
        elif isinstance(body.get("advance"), int | float):
            self.world.clock.advance(body["advance"])
        else:
            raise ControlError("advance or to must be a number of seconds")
        self.world.events.emit("clock", now=self.world.clock.seconds())
        return self.clock()

    def order_fault(self, body: Json) -> Json:
        """POST /sandbox/faults."""
        self.gateway.faults.order(body)
        return {}

    async def clear_faults(self, _: web.Request) -> web.Response:
        """DELETE /sandbox/faults."""
        self.gateway.faults.clear()
        return web.json_response({})

    def settings(self, _: web.Request | None = None) -> Json:
        """GET /sandbox/settings."""
        return self.gateway.settings.switches()

    def set_settings(self, body: Json) -> Json:
        """POST /sandbox/settings."""
        self.gateway.settings.turn(body)
        self.world.updates.pace = self.gateway.settings.poll_pace
        return self.settings()

    def journal(self, request: web.Request) -> Json:
        """GET /sandbox/journal."""
        return {"entries": self.gateway.journal.after(query_number(request, "after", 0))}

    async def file(self, request: web.Request) -> web.Response:
        """GET /sandbox/file/<file_id>: the bytes with their type."""
        stored = self.world.files.find(request.match_info["file_id"])
        if stored is None:
            raise ControlError("no such file", 404)
        return web.Response(body=self.world.files.read(stored), content_type=stored.mime)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """GET /sandbox/events: server-sent events after a version (or after the last one seen before a break)."""
        last = request.headers.get("Last-Event-ID", "")
        after = int(last) if last.isdigit() else query_number(request, "after", self.world.events.version)
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await stream.prepare(request)
        while not self.closing.is_set():
            ready = await follow(self.world.events, after, self.closing, EVENT_PAUSE)
            lines = [f"id: {version}\ndata: {json.dumps(one, ensure_ascii=False)}\n\n" for version, one in ready]
            try:
                await stream.write(("".join(lines) or ": quiet\n\n").encode())
            except ConnectionResetError:
                break
            after = ready[-1][0] if ready else after
        return stream


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
