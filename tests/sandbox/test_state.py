"""A restart changes nothing; the clock, the journal and the feed of events."""

import asyncio
import json
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import BotCommand, BufferedInputFile
from aiohttp import ClientSession

from sandbox.app import Running, start
from sandbox.events import KEPT_EVENTS, EventFeed
from sandbox.settings import Settings
from tests.sandbox.conftest import Control, bot_of, picture


@pytest.fixture
async def lives(tmp_path: Path, session: ClientSession) -> AsyncIterator["Lives"]:
    lives = Lives(tmp_path / "sandbox", session)
    yield lives
    await lives.end()


class Lives:
    """One sandbox folder, started again and again."""

    def __init__(self, folder: Path, session: ClientSession) -> None:
        self.folder = folder
        self.session = session
        self.running: Running | None = None
        self.bot: Bot | None = None

    async def begin(self) -> tuple[Bot, Control]:
        await self.end()
        self.running = await start(Settings(state=self.folder, rates=False, poll_pace=False))
        self.bot = bot_of(self.running.url)
        return self.bot, Control(self.session, self.running.url)

    async def end(self) -> None:
        if self.bot is not None:
            await self.bot.session.close()
        if self.running is not None:
            await self.running.stop()


async def test_messages_updates_and_ids_survive_a_restart(lives: Lives) -> None:
    bot, control = await lives.begin()
    await control.person(1001, "Анна", last_name="Петрова")
    await control.say(1001, "раз")
    await bot.send_message(1001, "два")
    await bot.set_my_commands([BotCommand(command="help", description="Помощь")])
    before = await control.get("state")
    pending = await bot.get_updates()

    bot, control = await lives.begin()
    after = await control.get("state")
    assert {**after, "now": 0} == {**before, "now": 0}
    again = await bot.get_updates()
    assert [update.update_id for update in again] == [update.update_id for update in pending]
    assert (await bot.send_message(1001, "три")).message_id == 3
    await control.say(1001, "четыре")
    assert (await bot.get_updates())[-1].update_id == pending[-1].update_id + 1


async def test_a_confirmed_update_stays_confirmed(lives: Lives) -> None:
    bot, control = await lives.begin()
    await control.person(1001, "Анна")
    await control.say(1001, "раз")
    await bot.get_updates(offset=(await bot.get_updates())[-1].update_id + 1)
    bot, control = await lives.begin()
    assert await bot.get_updates() == []


async def test_files_survive_a_restart(lives: Lives) -> None:
    bot, control = await lives.begin()
    await control.person(1001, "Анна")
    document = (await bot.send_document(1001, BufferedInputFile(b"plan", "план.txt"))).document
    photo = (await bot.send_photo(1001, BufferedInputFile(picture(400, 300), "a.jpg"))).photo
    assert document is not None
    assert photo is not None
    bot, control = await lives.begin()
    out = await bot.download(document.file_id)
    assert out is not None
    assert out.read() == b"plan"
    again = await bot.send_photo(1001, photo[-1].file_id)
    assert again.photo is not None
    assert len(again.photo) == len(photo)


async def test_a_pressed_button_can_be_answered_after_a_restart(lives: Lives) -> None:
    bot, control = await lives.begin()
    await control.person(1001, "Анна")
    keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    _, sent = await control.raw_call("sendMessage", chat_id=1001, text="?", reply_markup=keyboard)
    press = {"user_id": 1001, "chat_id": 1001, "message_id": sent["result"]["message_id"], "callback_data": "yes"}
    query = (await control.post("press", **press))["callback_query_id"]
    bot, control = await lives.begin()
    assert await bot.answer_callback_query(query)


async def test_several_bots_their_polls_and_their_files_survive_a_restart(lives: Lives) -> None:
    bot, control = await lives.begin()
    await control.person(1001, "Анна")
    poll = (await bot.send_poll(1001, "?", ["Да", "Нет"])).message_id
    await control.raw_call("getMe", token="43:other")
    await control.post("start", user_id=1001, bot_id=43)
    fields = {"chat_id": 1001, "title": "x", "description": "x", "payload": "p", "currency": "XTR"}
    prices = [{"label": "x", "amount": 5}]
    await control.raw_call("sendInvoice", token="43:other", **fields, prices=prices)
    said = await control.send_files(1001, [("a.txt", b"plan", "text/plain")], bot_id=43)
    seen = (await control.raw_call("getUpdates", token="43:other"))[1]["result"][-1]["message"]["document"]["file_id"]
    assert seen != said["messages"][0]["document"]["file_id"]

    _, control = await lives.begin()
    vote = await control.post("vote", user_id=1001, chat_id=1001, message_id=poll, option_ids=[0])
    assert vote["total_voter_count"] == 1
    assert "pre_checkout_query_id" in await control.post("pay", user_id=1001, chat_id=1001, message_id=2, bot_id=43)
    status, body = await control.raw_call("getFile", token="43:other", file_id=seen)
    assert (status, body["result"]["file_size"]) == (200, 4)


async def test_a_snapshot_of_another_version_is_put_aside(lives: Lives) -> None:
    lives.folder.mkdir()
    (lives.folder / "world.json").write_text('{"people": []}', "utf-8")
    _, control = await lives.begin()
    assert (await control.get("state"))["people"] == []
    assert (lives.folder / "world.old.json").read_text("utf-8") == '{"people": []}'


async def test_the_clock_keeps_its_offset(lives: Lives) -> None:
    _, control = await lives.begin()
    await control.post("clock", to=1664150400)
    _, control = await lives.begin()
    assert 0 <= (await control.get("clock"))["now"] - 1664150400 < 30


async def test_the_snapshot_is_written_within_half_a_second_of_a_change(lives: Lives) -> None:
    _, control = await lives.begin()
    await control.person(1001, "Анна")
    await asyncio.sleep(0.6)
    saved = json.loads((lives.folder / "world.json").read_text("utf-8"))
    assert [one["first_name"] for one in saved["people"]] == ["Анна"]


async def test_the_journal_is_written_as_json_lines(lives: Lives) -> None:
    bot, control = await lives.begin()
    await control.person(1001, "Анна")
    await bot.send_document(1001, BufferedInputFile(b"plan", "план.txt"))
    lines = [json.loads(line) for line in (lives.folder / "journal.jsonl").read_text("utf-8").splitlines()]
    assert (lines[0]["method"], lines[0]["status"], lines[0]["problems"]) == ("sendDocument", 200, [])
    assert [(one["name"], one["size"]) for one in lines[0]["files"]] == [("план.txt", 4)]
    assert lines[0]["answer"]["result"]["document"]["file_size"] == 4


async def test_the_journal_is_read_from_any_entry(bot: Bot, control: Control) -> None:
    await bot.get_me()
    await bot.get_webhook_info()
    entries = (await control.get("journal"))["entries"]
    assert [(one["n"], one["method"]) for one in entries] == [(1, "getMe"), (2, "getWebhookInfo")]
    assert [one["n"] for one in (await control.get("journal?after=1"))["entries"]] == [2]


async def test_the_clock_moves_messages_and_the_date_header(bot: Bot, control: Control, anna: int) -> None:
    await control.post("clock", to=1664150400)
    message = await bot.send_message(anna, "x")
    assert 0 <= int(message.date.timestamp()) - 1664150400 < 30
    async with control.session.get(f"{control.url}/bot42:sandbox/getMe") as answer:
        assert 0 <= parsedate_to_datetime(answer.headers["Date"]).timestamp() - 1664150400 < 30
    moved = await control.post("clock", advance=3600)
    assert 0 <= moved["now"] - 1664154000 < 30


async def read_events(control: Control, after: int, count: int, headers: dict[str, str] | None = None) -> list[Any]:
    url = f"{control.url}/sandbox/events?after={after}"
    events: list[Any] = []
    async with control.session.get(url, headers=headers) as stream, asyncio.timeout(5):
        assert stream.content_type == "text/event-stream"
        version = 0
        while len(events) < count:
            line = (await stream.content.readline()).decode().strip()
            if line.startswith("id: "):
                version = int(line[4:])
            if line.startswith("data: "):
                events.append((version, json.loads(line[6:])))
    return events


async def test_events_are_replayed_from_a_version_and_then_live(bot: Bot, control: Control, anna: int) -> None:
    version = (await control.get("state"))["version"]
    message = await bot.send_message(anna, "раз")
    waiting = asyncio.create_task(read_events(control, version, 3))
    await asyncio.sleep(0.1)
    await bot.edit_message_text("два", chat_id=anna, message_id=message.message_id)
    await bot.delete_message(anna, message.message_id)
    events = await waiting
    assert [number for number, _ in events] == [version + 1, version + 2, version + 3]
    assert [event["kind"] for _, event in events] == ["message", "edited", "deleted"]
    assert events[1][1]["message"]["text"] == "два"


async def test_the_first_token_names_the_bot_in_what_was_written_before(control: Control) -> None:
    await control.person(1001, "Анна")
    await control.post("chats", id=-5, type="group", title="Журнал", members=[1001])
    await control.raw_call("getMe", token="4242:first")
    state = await control.get("state")
    assert state["bot"]["id"] == 4242
    assert state["messages"][0]["new_chat_members"][0]["id"] == 4242
    await control.raw_call("getMe", token="4343:second")
    assert (await control.get("state"))["bot"]["id"] == 4242


async def test_a_broken_stream_goes_on_from_the_last_event(bot: Bot, control: Control, anna: int) -> None:
    version = (await control.get("state"))["version"]
    await bot.send_message(anna, "раз")
    await bot.send_message(anna, "два")
    events = await read_events(control, 0, 1, {"Last-Event-ID": str(version + 1)})
    assert events[0][1]["message"]["text"] == "два"


async def test_acts_have_their_events(bot: Bot, control: Control, anna: int) -> None:
    version = (await control.get("state"))["version"]
    await control.post("clock", advance=60)
    await bot.send_chat_action(anna, "typing")
    await control.post("block", user_id=anna, blocked=True)
    kinds = [event["kind"] for _, event in await read_events(control, version, 3)]
    assert kinds == ["clock", "chat_action", "chat"]


def test_a_version_that_is_no_longer_kept_means_reload() -> None:
    feed = EventFeed()
    for _ in range(KEPT_EVENTS + 10):
        feed.emit("clock", now=0)
    assert feed.since(5) == [(feed.version, {"kind": "reload"})]
    assert len(feed.since(10)) == KEPT_EVENTS
    assert feed.since(feed.version + 1) == [(feed.version, {"kind": "reload"})]


async def test_the_root_shows_the_page_or_says_that_there_is_none(session: ClientSession, tmp_path: Path) -> None:
    running = await start(Settings(page=tmp_path))
    async with session.get(running.url) as answer:
        assert "Песочница работает" in await answer.text()
    (tmp_path / "index.html").write_text("<h1>Чаты</h1>", "utf-8")
    (tmp_path / "style.css").write_text("h1 {}", "utf-8")
    async with session.get(running.url) as answer:
        assert (answer.content_type, await answer.text()) == ("text/html", "<h1>Чаты</h1>")
    async with session.get(f"{running.url}/page/style.css") as answer:
        assert answer.content_type == "text/css"
    await running.stop()
