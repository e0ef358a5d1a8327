"""The routes under `/sandbox/`: state, events, what people do, clock, faults, settings, journal."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox import (
    acts,
    drafts,
    inline,
    keyboard,
    membership,
    payments,
    polls,
    reactions,
    topics,
    views,
    webapp,
)
from sandbox.bots import Bots
from sandbox.control_wire import json_body, query_number, read_send
from sandbox.errors import ControlError, Json
from sandbox.events import follow
from sandbox.gateway import Gateway
from sandbox.state import Keeper
from sandbox.world import World

Act = Callable[[World, Json], Any]
EVENT_PAUSE = 15.0

# What people do in the world of one bot: the answer of the route is that of the act, `{}` for None.
ACTS: Mapping[str, Act] = {
    "people": lambda world, body: views.person_json(world, membership.add_person(world, body)),
    "chats": lambda world, body: views.chat_view(world, membership.add_chat(world, body)),
    "press": lambda world, body: {"callback_query_id": acts.press(world, body)},
    "edit": acts.edit,
    "delete": acts.delete,
    "start": acts.start,
    "startgroup": acts.start_group,
    "tap": keyboard.tap,
    "vote": polls.vote,
    "react": reactions.react,
    "topic": topics.open_topic,
    "stop": drafts.stop,
    "inline": lambda world, body: {"inline_query_id": inline.ask(world, body)},
    "choose": inline.choose,
    "pay": payments.pay,
    "webapp": webapp.launch,
    "webapp_data": webapp.send_data,
    "block": membership.block,
    "join": membership.move_bot,
    "member": membership.move_person,
    "migrate": lambda world, body: views.chat_view(world, membership.migrate(world, body)),
    "delete_chat": membership.delete_chat,
}


@dataclass
class Control:
    """The control routes of one sandbox. `bot_id` in a body or a query names the bot, the first one without it."""

    bots: Bots
    gateway: Gateway
    keeper: Keeper
    closing: asyncio.Event

    def routes(self) -> list[web.RouteDef]:
        """All routes."""
        setting = {
            "bots": self.introduce,
            "raw": self.raw,
            "clock": self.set_clock,
            "faults": self.order_fault,
            "settings": self.set_settings,
        }
        showing: dict[str, Callable[[web.Request], Json]] = {
            "state": lambda request: views.state(self.asked(request)),
            "inline": lambda request: inline.seen(self.asked(request), request.query.get("inline_query_id")),
            "clock": self.clock,
            "settings": self.settings,
            "journal": self.journal,
        }
        return [
            *(web.post(f"/sandbox/{name}", self.act(act)) for name, act in ACTS.items()),
            *(web.post(f"/sandbox/{name}", self.set(change)) for name, change in setting.items()),
            *(web.get(f"/sandbox/{name}", self.show(view)) for name, view in showing.items()),
            web.post("/sandbox/send", self.send),
            web.delete("/sandbox/faults", self.clear_faults),
            web.get("/sandbox/events", self.events),
            web.get("/sandbox/file/{file_id}", self.file),
        ]

    def act(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A POST route of what a person does."""
        return self.set(lambda body: act(self.bots.chosen(body.get("bot_id")), body))

    def set(self, change: Callable[[Json], Any]) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A POST route: JSON in, JSON out, the change is kept."""

        async def handle(request: web.Request) -> web.Response:
            answer = change(await json_body(request))
            self.keeper.touch()
            return web.json_response({} if answer is None else answer)

        return handle

    def show(self, view: Callable[[web.Request], Any]) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A GET route."""

        async def handle(request: web.Request) -> web.Response:
            return web.json_response(view(request))

        return handle

    def asked(self, request: web.Request) -> World:
        """The world of the bot that a query names."""
        return self.bots.chosen(query_number(request, "bot_id", 0) or None)

    async def send(self, request: web.Request) -> web.Response:
        """POST /sandbox/send: a form with `data` and files, or plain JSON without files."""
        incoming, uploads = await read_send(request)
        messages = await acts.say(self.bots.chosen(incoming.get("bot_id")), incoming, uploads)
        self.keeper.touch()
        return web.json_response({"messages": messages})

    def introduce(self, body: Json) -> Json:
        """POST /sandbox/bots."""
        return views.bot_json(self.bots.introduce(body))

    def raw(self, body: Json) -> Json:
        """POST /sandbox/raw."""
        update = body.get("update")
        if not isinstance(update, dict) or "update_id" in update or not update:
            raise ControlError("update must be an object without update_id")
        return {"update_id": self.bots.chosen(body.get("bot_id")).updates.put_raw(update)}

    def clock(self, _: web.Request | None = None) -> Json:
        """GET /sandbox/clock."""
        clock = self.bots.ground.clock
        return {"now": clock.now(), "offset": clock.offset}

    def set_clock(self, body: Json) -> Json:
        """POST /sandbox/clock; polls whose time is over close."""
        clock = self.bots.ground.clock
        if isinstance(body.get("to"), int | float):
            clock.move_to(body["to"])
        elif isinstance(body.get("advance"), int | float):
            clock.advance(body["advance"])
        else:
            raise ControlError("advance or to must be a number of seconds")
        for world in self.bots.ground.worlds:
            world.events.emit("clock", now=clock.seconds())
            polls.close_due(world)
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
        for world in self.bots.ground.worlds:
            world.updates.pace = self.gateway.settings.poll_pace
        return self.settings()

    def journal(self, request: web.Request) -> Json:
        """GET /sandbox/journal."""
        return {"entries": self.gateway.journal.after(query_number(request, "after", 0))}

    async def file(self, request: web.Request) -> web.Response:
        """GET /sandbox/file/<file_id>: the bytes with their type."""
        store = self.bots.ground.files
        stored = store.find(request.match_info["file_id"])
        if stored is None:
            raise ControlError("no such file", 404)
        return web.Response(body=store.read(stored), content_type=stored.mime)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """GET /sandbox/events: server-sent events after a version (or after the last one seen before a break)."""
        feed = self.asked(request).events
        last = request.headers.get("Last-Event-ID", "")
        after = int(last) if last.isdigit() else query_number(request, "after", feed.version)
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await stream.prepare(request)
        while not self.closing.is_set():
            ready = await follow(feed, after, self.closing, EVENT_PAUSE)
            lines = [f"id: {version}\ndata: {json.dumps(one, ensure_ascii=False)}\n\n" for version, one in ready]
            try:
                await stream.write(("".join(lines) or ": quiet\n\n").encode())
            except ConnectionResetError:
                break
            after = ready[-1][0] if ready else after
        return stream
