"""Requests against the documents: refused by Telegram, silently ignored by Telegram, or fine."""

import json
from typing import Any

import pytest

from sandbox import spec
from sandbox.errors import ApiError
from sandbox.inspection import answer_problems
from sandbox.rules import read
from tests.sandbox.conftest import Control


def check(method: str, **params: Any) -> tuple[dict[str, Any], list[str]]:
    problems: list[str] = []
    return read(spec.methods()[method.lower()], params, {}, problems), problems


def keyboard(*buttons: dict[str, Any]) -> str:
    return json.dumps({"inline_keyboard": [list(buttons)]})


def refusal(method: str, **params: Any) -> str:
    with pytest.raises(ApiError) as refused:
        check(method, **params)
    return refused.value.description


def test_text_of_a_form_becomes_typed_values() -> None:
    params, problems = check("sendMessage", chat_id="1001", text="5", protect_content="true")
    assert (params, problems) == ({"chat_id": 1001, "text": "5", "protect_content": True}, [])


def test_a_channel_may_be_named() -> None:
    assert check("sendMessage", chat_id="@channel", text="x")[0]["chat_id"] == "@channel"


def test_an_unknown_parameter_is_ignored_but_noted() -> None:
    params, problems = check("sendMessage", chat_id="1", text="x", reply_to_message_id="5")
    assert "reply_to_message_id" not in params
    assert problems == ["reply_to_message_id: unknown parameter of sendMessage"]


def test_an_unknown_field_inside_is_noted() -> None:
    markup = keyboard({"text": "a", "callback_data": "b", "colour": "red"})
    problems = check("sendMessage", chat_id="1", text="x", reply_markup=markup)[1]
    assert "reply_markup.inline_keyboard[0][0].colour: unknown field of InlineKeyboardButton" in problems


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": "1"}, "message text is empty"),
        ({"chat_id": "1", "text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ],
)
def test_missing_and_broken_parameters_are_refused(params: dict[str, str], words: str) -> None:
    assert refusal("sendMessage", **params) == f"Bad Request: {words}"


def test_a_missing_file_is_refused() -> None:
    assert refusal("sendPhoto", chat_id="1") == "Bad Request: there is no photo in the request"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "a", "callback_data": "я" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        (
            {"text": "a"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "a", "url": "http://localhost:8080/x"},
            "inline keyboard button URL 'http://localhost:8080/x' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "a", "web_app": {"url": "http://school.by"}},
            "inline keyboard button Web App URL 'http://school.by' is invalid: Only HTTPS links are allowed",
        ),
    ],
)
def test_bad_buttons_are_refused(button: dict[str, Any], words: str) -> None:
    assert refusal("sendMessage", chat_id="1", text="x", reply_markup=keyboard(button)) == f"Bad Request: {words}"


def test_callback_data_of_64_bytes_is_fine() -> None:
    button = {"text": "a", "callback_data": "я" * 32}
    assert check("sendMessage", chat_id="1", text="x", reply_markup=keyboard(button))[1] == []


def test_a_button_with_two_actions_is_noted() -> None:
    button = {"text": "a", "callback_data": "b", "url": "https://school.by"}
    problems = check("sendMessage", chat_id="1", text="x", reply_markup=keyboard(button))[1]
    assert problems == ["reply_markup.inline_keyboard[0][0]: a button with 2 actions: callback_data, url"]


def test_a_mere_text_is_a_button_of_a_reply_keyboard() -> None:
    assert check("sendMessage", chat_id="1", text="x", reply_markup='{"keyboard": [["Да"]]}')[1] == []


def test_more_than_100_buttons_are_refused() -> None:
    rows = [[{"text": "a", "callback_data": str(number)}] for number in range(101)]
    words = refusal("sendMessage", chat_id="1", text="x", reply_markup=json.dumps({"inline_keyboard": rows}))
    assert words == "Bad Request: REPLY_MARKUP_TOO_LONG"


def test_limits_of_commands() -> None:
    def commands(name: str, description: str) -> str:
        return json.dumps([{"command": name, "description": description}])

    assert check("setMyCommands", commands=commands("a" * 32, "я" * 256))[1] == []
    assert refusal("setMyCommands", commands=commands("a" * 33, "x")) == "Bad Request: BOT_COMMAND_INVALID"
    words = refusal("setMyCommands", commands=commands("a", "я" * 257))
    assert words == "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"


def test_a_limit_that_telegram_bends_is_noted() -> None:
    assert check("getUpdates", limit="1000")[1] == ["limit: 1000 is not in 1..100"]


def test_a_long_notification_is_refused() -> None:
    assert refusal("answerCallbackQuery", callback_query_id="1", text="я" * 201) == "Bad Request: MESSAGE_TOO_LONG"


def test_an_attachment_without_its_part_is_refused() -> None:
    words = refusal("sendDocument", chat_id="1", document="attach://gone")
    assert words == "Bad Request: wrong file identifier/HTTP URL specified"


def test_a_part_that_nothing_mentions_is_noted() -> None:
    problems: list[str] = []
    read(spec.methods()["sendmessage"], {"chat_id": "1", "text": "x"}, {"orphan": object()}, problems)
    assert problems == ["orphan: a file that no parameter mentions"]


def test_words_that_look_like_an_attachment_are_just_words() -> None:
    assert check("sendMessage", chat_id="1", text="attach://x")[1] == []


def test_the_sandboxs_own_answers_are_checked_too() -> None:
    message = {"message_id": 1, "date": 5, "chat": {"id": 1, "type": "private"}, "text": "x"}
    assert answer_problems(["Message"], message) == []
    assert answer_problems(["Message"], {**message, "txet": "x"}) == ["answer.txet: unknown field of Message"]
    assert answer_problems(["Message"], {"date": 5, "chat": {"id": 1, "type": "private"}}) != []
    assert answer_problems(["Boolean"], 1) != []


async def test_a_method_that_is_not_modelled_is_501_in_strict_runs(control: Control) -> None:
    status, body = await control.raw_call("getMyStarBalance")
    assert (status, body["error_code"]) == (501, 501)
    await control.post("settings", strict=False)
    assert (await control.raw_call("getMyStarBalance"))[1] == {"ok": True, "result": True}
    assert "getMyStarBalance is not modelled" in await control.problems()


async def test_an_album_of_one_is_taken_but_noted(control: Control, anna: int) -> None:
    said = await control.send_files(anna, [("a.txt", b"x", "text/plain")])
    item = {"type": "document", "media": said["messages"][0]["document"]["file_id"]}
    _, body = await control.raw_call("sendMediaGroup", chat_id=anna, media=[item])
    assert "media_group_id" not in body["result"][0]
    assert await control.problems() == ["media: 1 is not in 2..10 items"]


async def test_mistakes_of_the_bot_are_problems_and_turns_of_life_are_not(control: Control, anna: int) -> None:
    await control.raw_call("sendMessage", chat_id=anna, text="<b>x", parse_mode="HTML")
    await control.raw_call("deleteMessage", chat_id=anna, message_id=99)
    await control.raw_call("sendMessage", chat_id=777, text="x")
    words = "can't parse entities: Can't find end tag corresponding to start tag \"b\""
    assert await control.problems() == [f"refused: Bad Request: {words}"]


async def test_query_urlencoded_and_json_are_read_alike(control: Control, anna: int) -> None:
    url = f"{control.url}/bot42:sandbox/sendMessage"
    fields = {"chat_id": str(anna), "text": "да"}
    async with control.session.get(url, params=fields) as by_query:
        assert (await by_query.json())["result"]["text"] == "да"
    async with control.session.post(url, data=fields) as by_form:
        assert (await by_form.json())["result"]["text"] == "да"
    async with control.session.post(url, json=fields) as by_json:
        assert (await by_json.json())["result"]["text"] == "да"
    async with control.session.post(url, data="{", headers={"Content-Type": "application/json"}) as broken:
        assert broken.status == 400
