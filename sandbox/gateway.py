"""The door of the Bot API: token, faults, rules, rates, method, journal, answer."""

import asyncio
import json
import logging
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from aiohttp import web

from sandbox import rules, spec
from sandbox.errors import ApiError, Json, too_many
from sandbox.faults import Fault, Faults
from sandbox.inspection import answer_problems
from sandbox.journal import Journal
from sandbox.methods import HANDLERS
from sandbox.methods.call import Call
from sandbox.rates import Rates
from sandbox.settings import Settings
from sandbox.wire import Incoming, read_request
from sandbox.world import World

log = logging.getLogger(__name__)

TOKEN = re.compile(r"([1-9][0-9]{0,18}|0):[A-Za-z0-9_-]+")
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
    "file is too big",
    "not enough rights",
)


class Outcome(NamedTuple):
    """What a call came to: HTTP status and JSON body."""

    status: int
    body: Json


class Gateway:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World, settings: Settings, journal: Journal) -> None:
        self.world = world
        self.settings = settings
        self.journal = journal
        self.faults = Faults()
        self.rates = Rates()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One Bot API request from the first byte to the last."""
        try:
            self.check_token(request.match_info["token"])
            method = spec.methods().get(request.match_info["method"].lower())
            if method is None:
                raise ApiError(404, "Not Found: method not found")
            incoming = await read_request(request)
        except ApiError as refused:
            outcome = Outcome(refused.code, refused.body())
            self.note(request.match_info["method"], Incoming(), {}, outcome, [f"refused: {refused.description}"])
            return reply(outcome)
        fault = self.faults.meet(method.name, incoming.params.get("chat_id"))
        return await self.carry_out(request, method, incoming, fault)

    async def carry_out(
        self, request: web.Request, method: spec.Method, incoming: Incoming, fault: Fault | None
    ) -> web.StreamResponse:
        """Do the call, or what an ordered fault does instead of it."""
        await asyncio.sleep(self.settings.latency + (fault.delay if fault and fault.fault == "delay" else 0.0))
        refusal = fault.refusal() if fault else None
        if fault and (refusal or fault.fault in ("502-html", "reset-before")):
            outcome = Outcome(refusal.code, refusal.body()) if refusal else Outcome(502, {"fault": fault.fault})
            self.note(method.name, incoming, incoming.params, outcome, [])
            if fault.fault == "502-html":
                return web.Response(status=502, text=HTML_502, content_type="text/html")
            return hang_up(request) if refusal is None else reply(outcome)
        params, outcome, problems = await self.execute(method, incoming)
        self.note(method.name, incoming, params, outcome, problems)
        if fault and fault.fault == "reset-after":
            return hang_up(request)
        return reply(outcome)

    async def execute(self, method: spec.Method, incoming: Incoming) -> tuple[Json, Outcome, list[str]]:
        """Check and run one call: its typed parameters, the outcome and the problems."""
        params: Json = dict(incoming.params)
        problems: list[str] = []
        try:
            params = rules.read(method, incoming.params, incoming.uploads, problems)
            self.check_rates(method.name, params, problems)
            result = await self.run(method, Call(self.world, params, incoming.uploads, problems, self.settings))
        except ApiError as refused:
            return params, Outcome(refused.code, refused.body()), problems + blame(refused)
        except Exception as failure:
            log.exception("the sandbox failed in %s", method.name)
            body = {"ok": False, "error_code": 500, "description": "Internal Server Error"}
            return params, Outcome(500, body), [*problems, f"the sandbox failed: {failure!r}"]
        return params, Outcome(200, {"ok": True, "result": result}), problems + answer_problems(method.returns, result)

    async def from_webhook(self, name: str, params: Json) -> None:
        """Carry out a method that stood in a webhook's answer; its result is seen only in the journal."""
        method = spec.methods().get(name.lower())
        if method is None:
            outcome = Outcome(404, ApiError(404, "Not Found: method not found").body())
            self.note(name, Incoming(), params, outcome, ["unknown method in a webhook's answer"])
            return
        typed, outcome, problems = await self.execute(method, Incoming(params))
        self.note(method.name, Incoming(), typed, outcome, problems)

    async def run(self, method: spec.Method, call: Call) -> Any:
        """The result of a method; 501 (or simply true) for one that is not modelled."""
        handler = HANDLERS.get(method.name)
        if handler is not None:
            return await handler(call)
        call.problems.append(f"{method.name} is not modelled")
        if self.settings.strict:
            raise ApiError(501, f"Not Implemented: the sandbox does not model {method.name}")
        return True

    def check_token(self, token: str) -> None:
        """401 for a malformed or foreign token; the first good one names the bot."""
        found = TOKEN.fullmatch(token)
        if found is None:
            raise ApiError(401, "Unauthorized: invalid token specified")
        if self.settings.token is not None and token != self.settings.token:
            raise ApiError(401, "Unauthorized")
        self.world.adopt(int(found.group(1)))

    def check_rates(self, method: str, params: Mapping[str, Any], problems: list[str]) -> None:
        """429 when the rate model says so; each breach is a problem as well."""
        edit = method.startswith("editMessage")
        if not self.settings.rates or not (edit or (method.startswith(SENDING) and method not in NOT_SENDING)):
            return
        count = len(params.get("media") or params.get("message_ids") or [None]) if not edit else 1
        chat_id = params.get("chat_id")
        seconds = self.rates.refuse(chat_id if isinstance(chat_id, int) else 0, count, edit=edit)
        if seconds:
            problems.append(f"too fast for chat {chat_id}: retry after {seconds}")
            raise too_many(seconds)

    def note(self, method: str, incoming: Incoming, params: Json, outcome: Outcome, problems: list[str]) -> None:
        """Write the call into the journal."""
        sizes = [
            {"field": name, "name": upload.name, "size": len(upload.data)} for name, upload in incoming.uploads.items()
        ]
        self.journal.add(
            at=self.world.clock.now(),
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
            self.check_token(request.match_info["token"])
        except ApiError as refused:
            return reply(Outcome(refused.code, refused.body()))
        stored = self.world.files.find_path(request.match_info["path"])
        if stored is None:
            return reply(Outcome(404, ApiError(404, "Not Found").body()))
        return web.Response(body=self.world.files.read(stored), content_type="application/octet-stream")


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
