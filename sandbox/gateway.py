"""The door of the Bot API: token, faults, rules, rates, method, journal, answer."""

import asyncio
import json
import logging
from collections.abc import Mapping
from typing import Any, NamedTuple

from aiohttp import web

from sandbox import polls, rules, spec
from sandbox.bots import Bots
from sandbox.errors import ApiError, Json, too_many
from sandbox.faults import Fault, Faults
from sandbox.inspection import answer_problems
from sandbox.journal import Journal
from sandbox.methods import HANDLERS
from sandbox.methods.call import Call
from sandbox.settings import Settings
from sandbox.wire import Incoming, read_request
from sandbox.world import World

log = logging.getLogger(__name__)

HTML_502 = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>\r\n"
SENDING = ("send", "copyMessage", "forwardMessage")
NOT_SENDING = ("sendChatAction", "sendMessageDraft", "sendRichMessageDraft")


# Refusals that a bot without mistakes meets too: people delete, leave, press old buttons.
LIFE_BRINGS = (
    "group chat was upgraded",
    "message is not modified",
    "query is too old",
    "not found",
    "message can't be deleted",
    "temporarily unavailable",
    "poll has already been closed",
    "TOPIC_NOT_MODIFIED",
    "TOPIC_CLOSED",
    "TOPIC_ID_INVALID",
    "CHARGE_ALREADY_REFUNDED",
    "MESSAGE_ID_INVALID",
    "file is too big",
    "not enough rights",
)


class Outcome(NamedTuple):
    """What a call came to: HTTP status and JSON body."""

    status: int
    body: Json


class Gateway:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, bots: Bots, settings: Settings, journal: Journal) -> None:
        self.bots = bots
        self.settings = settings
        self.journal = journal
        self.faults = Faults()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One Bot API request from the first byte to the last."""
        world = None
        try:
            world = self.bots.enter(request.match_info["token"])
            method = spec.methods().get(request.match_info["method"].lower())
            if method is None:
                raise ApiError(404, "Not Found: method not found")
            incoming = await read_request(request)
        except ApiError as refused:
            outcome = Outcome(refused.code, refused.body())
            name, blamed = request.match_info["method"], [f"refused: {refused.description}"]
            self.note(world, name, Incoming(), {}, outcome, blamed)
            return reply(outcome)
        fault = self.faults.meet(method.name, incoming.params.get("chat_id"), world.bot.id)
        return await self.carry_out(request, world, method, incoming, fault)

    async def carry_out(
        self, request: web.Request, world: World, method: spec.Method, incoming: Incoming, fault: Fault | None
    ) -> web.StreamResponse:
        """Do the call, or what an ordered fault does instead of it."""
        await asyncio.sleep(self.settings.latency + (fault.delay if fault and fault.fault == "delay" else 0.0))
        refusal = fault.refusal() if fault else None
        if fault and (refusal or fault.fault in ("502-html", "reset-before")):
            outcome = Outcome(refusal.code, refusal.body()) if refusal else Outcome(502, {"fault": fault.fault})
            self.note(world, method.name, incoming, incoming.params, outcome, [])
            if fault.fault == "502-html":
                return web.Response(status=502, text=HTML_502, content_type="text/html")
            return hang_up(request) if refusal is None else reply(outcome)
        params, outcome, problems = await self.execute(world, method, incoming)
        self.note(world, method.name, incoming, params, outcome, problems)
        if fault and fault.fault == "reset-after":
            return hang_up(request)
        return reply(outcome)

    async def execute(self, world: World, method: spec.Method, incoming: Incoming) -> tuple[Json, Outcome, list[str]]:
        """Check and run one call: its typed parameters, the outcome and the problems."""
        params: Json = dict(incoming.params)
        problems: list[str] = []
        try:
            params = rules.read(method, incoming.params, incoming.uploads, problems)
            self.check_rates(world, method.name, params, problems)
            polls.close_due(world)
            result = world.files.seen(await self.run(method, Call(world, params, incoming.uploads, problems)))
        except ApiError as refused:
            return params, Outcome(refused.code, refused.body()), problems + blame(refused)
        except Exception as failure:
            log.exception("the sandbox failed in %s", method.name)
            body = {"ok": False, "error_code": 500, "description": "Internal Server Error"}
            return params, Outcome(500, body), [*problems, f"the sandbox failed: {failure!r}"]
        return params, Outcome(200, {"ok": True, "result": result}), problems + answer_problems(method.returns, result)

    def check_update(self, world: World, update: Json) -> None:
        """Note what the documents would mind in an update that a webhook gets."""
        problems = answer_problems(["Update"], update)
        if problems:
            outcome = Outcome(200, {"ok": True, "result": update})
            self.note(world, "webhook", Incoming(), {}, outcome, problems)

    async def from_webhook(self, world: World, name: str, params: Json) -> None:
        """Carry out a method that stood in a webhook's answer; its result is seen only in the journal."""
        method = spec.methods().get(name.lower())
        if method is None:
            outcome = Outcome(404, ApiError(404, "Not Found: method not found").body())
            self.note(world, name, Incoming(), params, outcome, ["unknown method in a webhook's answer"])
            return
        typed, outcome, problems = await self.execute(world, method, Incoming(params))
        self.note(world, method.name, Incoming(), typed, outcome, problems)

    async def run(self, method: spec.Method, call: Call) -> Any:
        """The result of a method; 501 (or simply true) for one that is not modelled."""
        handler = HANDLERS.get(method.name)
        if handler is not None:
            return await handler(call)
        call.problems.append(f"{method.name} is not modelled")
        if self.settings.strict:
            raise ApiError(501, f"Not Implemented: the sandbox does not model {method.name}")
        return True

    def check_rates(self, world: World, method: str, params: Mapping[str, Any], problems: list[str]) -> None:
        """429 when the rate model says so; each breach is a problem as well."""
        edit = method.startswith("editMessage")
        if not self.settings.rates or not (edit or (method.startswith(SENDING) and method not in NOT_SENDING)):
            return
        many = params.get("media") or params.get("message_ids")
        count = len(many) if isinstance(many, list) and not edit else 1
        chat_id = params.get("chat_id")
        seconds = world.rates.refuse(chat_id if isinstance(chat_id, int) else 0, count, edit=edit)
        if seconds:
            problems.append(f"too fast for chat {chat_id}: retry after {seconds}")
            raise too_many(seconds)

    def note(
        self,
        world: World | None,
        method: str,
        incoming: Incoming,
        params: Json,
        outcome: Outcome,
        problems: list[str],
    ) -> None:
        """Write the call into the journal; no world for a token that was refused."""
        sizes = [
            {"field": name, "name": upload.name, "size": len(upload.data)} for name, upload in incoming.uploads.items()
        ]
        self.journal.add(
            at=self.bots.ground.clock.now(),
            bot_id=world.bot.id if world else None,
            method=method,
            params=params,
            files=sizes,
            status=outcome.status,
            answer=outcome.body,
            problems=problems,
        )

    async def file(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file by its file_path."""
        try:
            world = self.bots.enter(request.match_info["token"])
        except ApiError as refused:
            return reply(Outcome(refused.code, refused.body()))
        stored = world.files.store.find_path(request.match_info["path"])
        if stored is None:
            return reply(Outcome(404, ApiError(404, "Not Found").body()))
        return web.Response(body=world.files.store.read(stored), content_type="application/octet-stream")


def blame(refused: ApiError) -> list[str]:
    """A problem line for refusals that only a mistake of the bot can bring; [] for those that life brings."""
    mistake = refused.code in (400, 404, 413) and not any(words in refused.description for words in LIFE_BRINGS)
    return [f"refused: {refused.description}"] if mistake else []


def reply(outcome: Outcome) -> web.Response:
    """The HTTP answer; 429 says its seconds in the header too."""
    headers = {}
    seconds = outcome.body.get("parameters", {}).get("retry_after")
    if seconds is not None:
        headers["Retry-After"] = str(seconds)
    text = json.dumps(outcome.body, ensure_ascii=False)
    return web.Response(status=outcome.status, text=text, content_type="application/json", headers=headers)


def hang_up(request: web.Request) -> web.Response:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=502)
