"""Delivery to a webhook."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiohttp import web

from sandbox.errors import Json
from tests.sandbox.conftest import Control


class Receiver:
    """A webhook that remembers what came and answers what it is told to."""

    def __init__(self) -> None:
        self.updates: list[Json] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.body: Json = {}
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        self.updates.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.body, status=status)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def until_quiet(bot: Bot) -> None:
    for _ in range(500):
        if not (await bot.get_webhook_info()).pending_update_count:
            return
        await asyncio.sleep(0.02)
    pytest.fail("the webhook has not taken everything in 10 seconds")


async def test_updates_come_in_order_with_the_secret(bot: Bot, control: Control, anna: int, receiver: Receiver) -> None:
    await control.say(anna, "раз")
    await bot.set_webhook(receiver.url, secret_token="secret_1")
    await control.say(anna, "два")
    await until_quiet(bot)
    assert receiver.texts() == ["раз", "два"]
    assert receiver.secrets == ["secret_1", "secret_1"]


async def test_a_refused_update_comes_again_before_the_next_one(
    bot: Bot, control: Control, anna: int, receiver: Receiver
) -> None:
    receiver.statuses = [500]
    await bot.set_webhook(receiver.url)
    await control.say(anna, "раз")
    await control.say(anna, "два")
    await until_quiet(bot)
    assert receiver.texts() == ["раз", "раз", "два"]
    assert (
        await bot.get_webhook_info()
    ).last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_a_method_in_the_answer_is_carried_out(bot: Bot, control: Control, anna: int, receiver: Receiver) -> None:
    receiver.body = {"method": "sendMessage", "chat_id": anna, "text": "Принято"}
    await bot.set_webhook(receiver.url)
    await control.say(anna, "раз")
    await until_quiet(bot)
    assert [message["text"] for message in (await control.get("state"))["messages"]] == ["раз", "Принято"]


async def test_what_the_sandbox_sends_is_checked_too(bot: Bot, control: Control, anna: int, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url)
    chat = {"id": anna, "type": "private"}
    await control.post("raw", update={"message": {"message_id": 9, "date": 5, "chat": chat, "txet": "x"}})
    await until_quiet(bot)
    assert await control.problems() == ["answer.message.txet: unknown field of Message"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"url": "https://bot.by:5000/"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "https://bot.school.by/hook", "secret_token": "пароль"}, "secret token contains unallowed characters"),
    ],
)
async def test_ports_and_secrets_are_checked(control: Control, fields: Json, words: str) -> None:
    status, body = await control.raw_call("setWebhook", **fields)
    assert (status, body["description"]) == (400, f"Bad Request: {words}")


async def test_an_insecure_address_is_refused(control: Control) -> None:
    status, body = await control.raw_call("setWebhook", url="http://school.by/hook")
    assert (status, body["description"]) == (
        400,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    )
