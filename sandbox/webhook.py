"""Delivery to a webhook, as Telegram's own server does it.

One update at a time for each chat or user, different ones in parallel up to max_connections. Anything but 2xx
within 60 seconds is sent again: at once, then after 2, 4, 8… seconds, capped at a random 60–120; `Retry-After` is
honoured up to an hour; dropped when expired. A `{"method": …}` in the answer is carried out.
"""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from sandbox.errors import Json
from sandbox.updates import Pending
from sandbox.world import World

ANSWER_SECONDS = 60
LONGEST_RETRY_AFTER = 3600
IDLE_SECONDS = 30.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
NOT_IN_ANSWERS = ("setwebhook", "deletewebhook", "close", "logout")

Execute = Callable[[World, str, Json], Awaitable[None]]
Check = Callable[[World, Json], None]


def order_key(update: Json) -> Any:
    """What keeps its order: the chat of a message, else the user of a query."""
    payload: Json = next((value for name, value in update.items() if name != "update_id"), {})
    chat = payload.get("chat") or (payload.get("message") or {}).get("chat") or payload.get("from") or {}
    return chat.get("id")


class WebhookSenders:
    """A sender for each bot; `execute` runs a method from an answer, `check` looks at each update that leaves."""

    def __init__(self, execute: Execute, check: Check, chance: random.Random) -> None:
        self._execute = execute
        self._check = check
        self._chance = chance
        self._senders: list[WebhookSender] = []

    def add(self, world: World) -> None:
        """Deliver to the webhook of this bot from now on."""
        sender = WebhookSender(world, self._execute, self._check, self._chance)
        self._senders.append(sender)
        sender.start()

    async def close(self) -> None:
        """Stop all."""
        for sender in self._senders:
            await sender.close()


class WebhookSender:
    """Posts what waits in the queue of one bot while it has a webhook."""

    def __init__(self, world: World, execute: Execute, check: Check, chance: random.Random) -> None:
        self._world = world
        self._updates = world.updates
        self._execute = execute
        self._check = check
        self._chance = chance
        self._busy: dict[Any, asyncio.Task[None]] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to deliver."""
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Stop; what was on its way is sent again in the next life."""
        tasks = [task for task in (self._task, *self._busy.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        async with ClientSession(timeout=ClientTimeout(total=ANSWER_SECONDS)) as session:
            while True:
                if self._updates.webhook is not None:
                    self._take(session, self._updates.webhook)
                await self._updates.bell.wait(IDLE_SECONDS)

    def _take(self, session: ClientSession, webhook: Json) -> None:
        self._updates.expire()
        for item in self._updates.pending:
            key = order_key(item.update)
            if key not in self._busy and len(self._busy) < webhook["max_connections"]:
                self._busy[key] = asyncio.create_task(self._deliver(session, item, key))

    async def _deliver(self, session: ClientSession, item: Pending, key: Any) -> None:
        tries = 0
        self._check(self._world, item.update)
        try:
            while self._updates.webhook is not None and item in self._updates.pending:
                pause = await self._post(session, self._updates.webhook, item)
                if pause is None:
                    self._updates.settle(item.update_id)
                    return
                tries += 1
                await asyncio.sleep(pause or self._pause(tries))
                self._updates.expire()
        finally:
            del self._busy[key]
            self._updates.bell.ring()

    def _pause(self, tries: int) -> float:
        return 0.0 if tries == 1 else min(2.0 ** (tries - 1), self._chance.uniform(60, 120))

    async def _post(self, session: ClientSession, webhook: Json, item: Pending) -> float | None:
        """None when the update was taken; else seconds that the receiver asked to wait (0: as we like)."""
        headers = {SECRET_HEADER: webhook["secret_token"]} if webhook["secret_token"] else {}
        try:
            async with session.post(webhook["url"], json=item.update, headers=headers) as response:
                if response.status // 100 == 2:
                    await self._obey(response)
                    return None
                words = f"Wrong response from the webhook: {response.status} {response.reason}"
                asked = response.headers.get("Retry-After", "")
        except (ClientError, TimeoutError, OSError) as failure:
            words, asked = f"{type(failure).__name__}", ""
        now = self._updates.clock.seconds()
        self._updates.webhook_error = {"last_error_date": now, "last_error_message": words}
        return min(float(asked), LONGEST_RETRY_AFTER) if asked.isdigit() else 0.0

    async def _obey(self, response: ClientResponse) -> None:
        try:
            body = json.loads(await response.read() or b"{}")
        except ValueError:
            return
        method = body.pop("method", None) if isinstance(body, dict) else None
        if isinstance(method, str) and not method.lower().startswith("get") and method.lower() not in NOT_IN_ANSWERS:
            await self._execute(self._world, method, body)
