"""What each answer of Telegram, and each silence, means for a message."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import web

from delivery.outgoing import Media, Menu, Message, Outgoing, Post, Strip
from delivery.session import Session
from delivery.telegram import DownloadFailed, Telegram, TooLarge
from domain.outbox import Chat, Delivery, Priority
from sandbox.app import Running
from tests.delivery.conftest import BEGINNING, TOKEN, add_group, add_person, calls, control, fault, texts_in

ANNA = 1001
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="✅ Выполнено", callback_data="done:1")]])


def delivery(number: int = ANNA, kind: str = "private", edits: int | None = None) -> Delivery:
    chat = Chat(1, "telegram", number, kind, None, False, None)  # type: ignore[arg-type]
    return Delivery(7, "key", "test", Priority.ANSWER, chat, None, None, {}, edits, BEGINNING, 0, 0)


@pytest.fixture
async def telegram(bot: Bot, server: Running) -> Telegram:
    await add_person(server, ANNA)
    return Telegram(bot, timeout=3.0)


# --- what is said ----------------------------------------------------------------------------------------------------


def photo(name: str = "фото.png") -> Media:
    return Media("photo", content=PNG, name=name)


async def test_what_is_uploaded_has_the_time_that_a_slow_line_needs(bot: Bot, server: Running) -> None:
    await add_person(server, ANNA)
    hurried = Telegram(bot, timeout=0.5)
    large = Post((Media("document", content=bytes(200_000), name="Отчёт.zip"),))
    for outgoing, method, result in ((Message("срок"), "sendMessage", "doubt"), (large, "sendDocument", "sent")):
        fault(server, method=method, fault="delay", times=1, delay=1.0)
        assert (await hurried.send(delivery(), outgoing)).result == result


@pytest.mark.parametrize(
    ("outgoing", "method", "count"),
    [
        (Message("<b>Срок</b> завтра", KEYBOARD), "sendMessage", 1),
        (Post((photo(),), "фото <i>с места</i>", KEYBOARD), "sendPhoto", 1),
        (Post((photo("1.png"), photo("2.png")), "два фото"), "sendMediaGroup", 2),
        (Post((Media("document", content=b"table", name="Отчёт.xlsx"),)), "sendDocument", 1),
        (Post((Media("document", content=b"1", name="1.txt"), Media("document", content=b"2", name="2.txt"))),
         "sendMediaGroup", 2),
        (Menu((("summary", "Как идут дела"),)), "setMyCommands", 0),
    ],
)  # fmt: skip
async def test_each_card_is_one_call_that_telegram_takes_without_a_remark(
    telegram: Telegram, server: Running, outgoing: Outgoing, method: str, count: int
) -> None:
    outcome = await telegram.send(delivery(), outgoing)
    (call,) = server.sandbox.journal.after(0)
    assert (call["method"], call["problems"]) == (method, [])
    assert (outcome.result, len(outcome.messages)) == ("sent", count)


async def test_a_picture_is_sent_again_by_its_id(telegram: Telegram, server: Running) -> None:
    first = await telegram.send(delivery(), Post((photo(),)))
    sizes = server.sandbox.world.chats[ANNA].messages[first.messages[0]]["photo"]
    outcome = await telegram.send(delivery(), Post((Media("photo", remote_id=sizes[-1]["file_id"]),)))
    assert outcome.result == "sent"


async def test_an_edit_replaces_the_text_in_place(telegram: Telegram, server: Running) -> None:
    first = await telegram.send(delivery(), Message("было"))
    outcome = await telegram.send(delivery(edits=first.messages[0]), Message("стало"))
    assert (outcome.result, outcome.messages) == ("sent", first.messages)
    assert texts_in(server, ANNA) == ["стало"]


async def test_an_edit_that_changes_nothing_has_arrived(telegram: Telegram, server: Running) -> None:
    first = await telegram.send(delivery(), Message("то же"))
    outcome = await telegram.send(delivery(edits=first.messages[0]), Message("то же"))
    assert (outcome.result, outcome.messages) == ("sent", first.messages)


async def test_an_edit_of_a_message_that_is_gone_is_sent_as_a_new_one(telegram: Telegram, server: Running) -> None:
    outcome = await telegram.send(delivery(edits=4711), Message("стало"))
    assert outcome.result == "sent"
    assert outcome.messages != (4711,)
    assert texts_in(server, ANNA) == ["стало"]


async def test_a_text_over_a_picture_is_sent_as_a_new_message(telegram: Telegram, server: Running) -> None:
    first = await telegram.send(delivery(), Post((photo(),)))
    fault(server, method="editMessageText", fault="400",
          description="Bad Request: there is no text in the message to edit")  # fmt: skip
    outcome = await telegram.send(delivery(edits=first.messages[0]), Message("стало"))
    assert outcome.result == "sent"
    assert outcome.messages != first.messages


async def test_buttons_are_taken_off(telegram: Telegram, server: Running) -> None:
    first = await telegram.send(delivery(), Message("срок завтра", KEYBOARD))
    outcome = await telegram.send(delivery(edits=first.messages[0]), Strip())
    assert (outcome.result, outcome.messages) == ("sent", ())
    assert "reply_markup" not in server.sandbox.world.chats[ANNA].messages[first.messages[0]]


async def test_broken_markup_arrives_as_plain_words(telegram: Telegram, server: Running) -> None:
    outcome = await telegram.send(delivery(), Message("<b>Срок &lt; 3 дней</i>"))
    assert outcome.result == "sent"
    assert texts_in(server, ANNA) == ["Срок < 3 дней"]


async def test_broken_markup_of_an_album_arrives_as_plain_words(telegram: Telegram, server: Running) -> None:
    outcome = await telegram.send(delivery(), Post((photo("1.png"), photo("2.png")), "<b>фото"))
    assert outcome.result == "sent"
    assert server.sandbox.world.chats[ANNA].messages[outcome.messages[0]]["caption"] == "фото"


async def test_a_topic_that_was_deleted_gives_way_to_the_general_one(telegram: Telegram, server: Running) -> None:
    fault(server, method="sendMessage", fault="400", description="Bad Request: message thread not found")
    outcome = await telegram.send(delivery(), Message("в журнал", topic=99))
    assert outcome.result == "sent"
    first, second = calls(server, "sendMessage")
    assert (int(first["params"]["message_thread_id"]), "message_thread_id" in second["params"]) == (99, False)


@pytest.mark.parametrize(
    "outgoing",
    [Post((Media("voice", remote_id="a"), Media("voice", remote_id="b"))), Post(()), Strip(), Post((Media("photo"),))],
)
async def test_what_telegram_has_no_call_for_is_refused_and_not_sent(
    telegram: Telegram, server: Running, outgoing: Outgoing
) -> None:
    assert (await telegram.send(delivery(), outgoing)).result == "refused"
    assert server.sandbox.journal.after(0) == []


# --- what comes back -------------------------------------------------------------------------------------------------

SAY, EDIT, PHOTO = "sendMessage", "editMessageText", "sendPhoto"


@pytest.mark.parametrize(
    ("trouble", "said", "edited"),
    [
        ({"fault": "429", "retry_after": 30}, ("later", 30.0, True), ("later", 30.0, True)),
        ({"fault": "403"}, ("blocked", 0.0, False), ("blocked", 0.0, False)),
        ({"fault": "400"}, ("blocked", 0.0, False), ("blocked", 0.0, False)),
        ({"fault": "400", "description": "Bad Request: message is too long"}, ("refused", 0.0, False),
         ("refused", 0.0, False)),
        ({"fault": "400", "description": "Bad Request: CHAT_WRITE_FORBIDDEN"}, ("blocked", 0.0, False),
         ("blocked", 0.0, False)),
        ({"fault": "500"}, ("doubt", 0.0, False), ("again", 0.0, False)),
        ({"fault": "502-html"}, ("doubt", 0.0, False), ("again", 0.0, False)),
        ({"fault": "reset-before"}, ("doubt", 0.0, False), ("again", 0.0, False)),
        ({"fault": "reset-after"}, ("doubt", 0.0, False), ("again", 0.0, False)),
        ({"fault": "delay", "delay": 1.5}, ("doubt", 0.0, False), ("again", 0.0, False)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", [SAY, PHOTO, EDIT])
async def test_each_fault_has_its_meaning(
    telegram: Telegram,
    bot: Bot,
    server: Running,
    method: str,
    trouble: dict[str, Any],
    said: tuple[str, float, bool],
    edited: tuple[str, float, bool],
) -> None:
    edits = (await telegram.send(delivery(), Message("было"))).messages[0] if method == EDIT else None
    fault(server, method=method, **trouble)
    sender = telegram if trouble["fault"] != "delay" else Telegram(bot, timeout=0.5)
    outcome = await sender.send(delivery(edits=edits), Post((photo(),)) if method == PHOTO else Message("стало"))
    assert (outcome.result, outcome.retry_after, outcome.everybody) == (edited if method == EDIT else said)


async def test_a_429_of_a_group_is_the_groups_own(telegram: Telegram, server: Running) -> None:
    await add_group(server, -100, "supergroup", ANNA)
    fault(server, method="sendMessage", fault="429", retry_after=7)
    outcome = await telegram.send(delivery(-100, "supergroup"), Message("в журнал"))
    assert (outcome.result, outcome.retry_after, outcome.everybody) == ("later", 7.0, False)


async def test_a_group_that_became_a_supergroup_says_its_new_number(telegram: Telegram, server: Running) -> None:
    await add_group(server, -55, "group", ANNA)
    await control(server, "migrate", {"chat_id": -55, "new_id": -100055})
    outcome = await telegram.send(delivery(-55, "group"), Message("в журнал"))
    assert (outcome.result, outcome.number) == ("moved", -100055)


async def test_where_nobody_listens_nothing_was_sent(unused_tcp_port: int) -> None:
    async with Bot(TOKEN, session=Session(f"http://127.0.0.1:{unused_tcp_port}")).context() as deaf:
        telegram = Telegram(deaf, timeout=1.0)
        assert (await telegram.send(delivery(), Message("срок"))).result == "later"
        assert not await telegram.reachable()


async def test_a_name_that_is_not_found_means_nothing_was_sent() -> None:
    async with Bot(TOKEN, session=Session("http://no-such-host.invalid")).context() as lost:
        assert (await Telegram(lost, timeout=3.0).send(delivery(), Message("срок"))).result == "later"


Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Oracle = Callable[[Answer], Awaitable[Telegram]]


@pytest.fixture
async def oracle() -> AsyncIterator[Oracle]:
    """Telegram against a server that gives the same strange answer to everything."""
    runners: list[web.AppRunner] = []
    bots: list[Bot] = []

    async def begin(answer: Answer) -> Telegram:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answer)
        runners.append(web.AppRunner(app, access_log=None, shutdown_timeout=0.1))
        await runners[-1].setup()
        await web.TCPSite(runners[-1], "127.0.0.1", 0).start()
        host, port = runners[-1].addresses[0][:2]
        bots.append(Bot(TOKEN, session=Session(f"http://{host}:{port}")))
        return Telegram(bots[-1], timeout=1.0)

    yield begin
    for bot in bots:
        await bot.session.close()
    for runner in runners:
        await runner.cleanup()


def always(body: bytes, status: int = 200) -> Answer:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, status=status, content_type="application/json")

    return answer


@pytest.mark.parametrize(
    ("body", "status", "result", "messages"),
    [
        (b'{"ok": true, "result": {"message_id": 5, "da', 200, "doubt", ()),
        (b'{"ok": true}', 200, "sent", ()),
        (b'{"ok": true, "result": {"message_id": 5, "date": "some day"}}', 200, "sent", (5,)),
        (b'{"ok": false, "description": "Too Many Requests"}', 429, "later", ()),
        (b'{"ok": false, "description": "Unauthorized"}', 401, "later", ()),
        (b'{"ok": false, "description": "Not Found"}', 404, "later", ()),
        (b'{"ok": false, "description": "Request Entity Too Large"}', 413, "refused", ()),
        (b'{"ok": false, "description": "Internal Server Error: restart"}', 500, "doubt", ()),
        (b"", 200, "doubt", ()),
        (b"[]", 200, "doubt", ()),
    ],
)
async def test_strange_answers_have_a_meaning_too(
    oracle: Oracle, body: bytes, status: int, result: str, messages: tuple[int, ...]
) -> None:
    outcome = await (await oracle(always(body, status))).send(delivery(), Message("срок"))
    assert (outcome.result, outcome.messages) == (result, messages)


async def test_an_answer_that_never_comes_is_not_awaited_for_ever(oracle: Oracle) -> None:
    async def silence(_request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(30)
        return web.Response()

    telegram = await oracle(silence)
    async with asyncio.timeout(5):
        assert (await telegram.send(delivery(), Message("срок"))).result == "doubt"


# --- pressing, typing, downloading -----------------------------------------------------------------------------------


async def test_a_press_that_is_too_old_to_be_answered_harms_nobody(telegram: Telegram, server: Running) -> None:
    await telegram.answer_press("4242", "Записано")
    fault(server, method="sendChatAction", fault="reset-before")
    await telegram.typing(ANNA)
    assert [entry["method"] for entry in server.sandbox.journal.after(0)] == ["answerCallbackQuery", "sendChatAction"]


async def uploaded(telegram: Telegram, server: Running, content: bytes) -> str:
    sent = await telegram.send(delivery(), Post((Media("document", content=content, name="план.docx"),)))
    message = server.sandbox.world.chats[ANNA].messages[sent.messages[0]]
    file_id: str = message["document"]["file_id"]
    return file_id


async def test_a_file_comes_down_as_it_went_up(telegram: Telegram, server: Running) -> None:
    content = bytes(range(256)) * 1000
    assert await telegram.download(await uploaded(telegram, server, content), 256_000) == content


async def test_a_file_above_the_limit_is_not_fetched(telegram: Telegram, server: Running) -> None:
    file_id = await uploaded(telegram, server, b"x" * 1001)
    with pytest.raises(TooLarge):
        await telegram.download(file_id, 1000)


async def test_a_file_that_lies_about_its_size_is_cut_off_while_it_streams(oracle: Oracle) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path.endswith("getFile"):
            file = {"file_id": "a", "file_unique_id": "b", "file_size": 10, "file_path": "documents/plan.docx"}
            return web.json_response({"ok": True, "result": file})
        return web.Response(body=b"x" * 5_000_000)

    telegram = await oracle(answer)
    with pytest.raises(TooLarge):
        await telegram.download("a", 1000)


async def test_telegrams_own_limit_is_told_as_too_large(telegram: Telegram, server: Running) -> None:
    file_id = await uploaded(telegram, server, b"x")
    fault(server, method="getFile", fault="400", description="Bad Request: file is too big")
    with pytest.raises(TooLarge):
        await telegram.download(file_id, 1000)


def chain(error: BaseException | None) -> str:
    """Everything that a log could print about an error."""
    words = ""
    while error is not None:
        words += f"{error!r} {error} "
        error = error.__cause__ or error.__context__
    return words


@pytest.mark.parametrize("kind", ["404", "redirects", "cut"])
async def test_a_failed_download_never_shows_the_token(
    oracle: Oracle, kind: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path.endswith("getFile"):
            file = {"file_id": "a", "file_unique_id": "b", "file_path": "documents/plan.docx"}
            return web.json_response({"ok": True, "result": file})
        if kind == "redirects":
            raise web.HTTPFound(request.path)
        if kind == "404":
            raise web.HTTPNotFound
        cut = web.StreamResponse(headers={"Content-Length": "1000"})
        await cut.prepare(request)
        await cut.write(b"x")
        assert request.transport is not None
        request.transport.abort()
        return cut

    telegram = await oracle(answer)
    with caplog.at_level(logging.DEBUG), pytest.raises(DownloadFailed) as caught:
        await telegram.download("a", 1_000_000)
    printed = chain(caught.value) + caplog.text + "".join(capsys.readouterr())
    assert TOKEN not in printed
    assert TOKEN.partition(":")[2] not in printed


async def test_a_redirect_loop_of_a_send_does_not_put_the_token_into_the_reason(oracle: Oracle) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        raise web.HTTPTemporaryRedirect(request.path)

    outcome = await (await oracle(answer)).send(delivery(), Message("срок"))
    assert outcome.result == "doubt"
    assert TOKEN not in str(outcome)
