"""Rich messages: blocks come back as they were sent, their buttons can be pressed."""

import json

from tests.sandbox.conftest import Control

TABLE = {"type": "table", "cells": [[{"text": "Срок", "is_header": True, "align": "left", "valign": "top"}]]}
DETAILS = {
    "type": "details",
    "summary": "Ещё",
    "blocks": [{"type": "paragraph", "text": ["раз ", {"type": "bold", "text": "два"}]}],
}
BUTTONS = {"type": "buttons", "buttons": [{"text": "Подробно", "callback_data": "more"}]}


async def test_blocks_come_back(control: Control, anna: int) -> None:
    _, body = await control.raw_call("sendRichMessage", chat_id=anna, rich_message={"blocks": [TABLE, DETAILS]})
    assert body["result"]["rich_message"] == {"blocks": [TABLE, DETAILS]}
    assert await control.problems() == []


async def test_a_button_inside_a_rich_message_can_be_pressed(control: Control, anna: int) -> None:
    rich = json.dumps({"blocks": [BUTTONS]})
    _, body = await control.raw_call("sendRichMessage", chat_id=anna, rich_message=rich)
    press = {"user_id": anna, "chat_id": anna, "message_id": body["result"]["message_id"]}
    assert "callback_query_id" in await control.post("press", callback_data="more", **press)
    assert "error" in await control.post("press", callback_data="less", **press)


async def test_rich_html_is_shown_as_it_is_and_noted(control: Control, anna: int) -> None:
    await control.raw_call("sendRichMessage", chat_id=anna, rich_message={"html": "<p>x</p>"})
    assert await control.problems() == [
        "rich_message: only `blocks` are modelled, html and markdown are shown as they are"
    ]
