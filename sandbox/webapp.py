"""Mini Apps: opened from a button, the menu or a link, with initData signed as Telegram signs it."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from sandbox.acts import author, chat_instance, message_of, speaker, write
from sandbox.errors import ControlError, Json
from sandbox.records import AppLaunch, Chat, Person
from sandbox.world import World

LONGEST_START_PARAM = 512
LARGEST_DATA = 4096
VERSION = "9.1"


def launch(world: World, body: Json) -> Json:
    """A person opens a Mini App; `url` to load, `init_data` in it, `query_id` when the app may answer.

    From a button under a message (`message_id`), from the reply keyboard (`button_text`), by a link
    `t.me/<bot>?startapp=<start_param>` (with the app's `url`), else from the menu button.
    """
    person, chat = speaker(world, body)
    fields: Json = {}
    if body.get("message_id") is not None:
        message = message_of(chat, body)
        world = author(world, message)
        url = app_of([message.get("reply_markup"), message.get("rich_message")], body.get("button_text"))
        fields["query_id"] = open_query(world, person, chat)
    elif body.get("button_text") is not None:
        url = app_of(chat.reply_keyboard, body["button_text"])
    elif body.get("start_param") is not None:
        url = str(body.get("url") or "")
        fields = start_fields(chat, str(body["start_param"]))
    else:
        menu = world.bot.menu_buttons
        url = app_of(menu.get(str(chat.id)) or menu.get("default"), None)
        fields["query_id"] = open_query(world, person, chat)
    if not url.startswith("https://"):
        raise ControlError("there is no such Mini App")
    init_data = sign(world.bot.token, {**fields, "user": user_json(person), "auth_date": str(world.clock.seconds())})
    fragment = urlencode({"tgWebAppData": init_data, "tgWebAppVersion": VERSION, "tgWebAppPlatform": "web"})
    return {"url": f"{url}#{fragment}", "init_data": init_data, **fields}


def start_fields(chat: Chat, start_param: str) -> Json:
    """What initData says about a launch by a link."""
    if not 1 <= len(start_param) <= LONGEST_START_PARAM:
        raise ControlError(f"start_param has 1 to {LONGEST_START_PARAM} characters")
    kind = "sender" if chat.type == "private" else chat.type
    return {"chat_instance": chat_instance(chat), "chat_type": kind, "start_param": start_param}


def app_of(part: Any, text: object) -> str:
    """The URL of the web_app button with this text (any text when none is named); empty when there is none."""
    return next((one["web_app"]["url"] for one in buttons(part) if text is None or one.get("text") == text), "")


def buttons(part: Any) -> Iterator[Json]:
    """All web_app buttons inside a keyboard, a rich message or a menu button."""
    if isinstance(part, dict):
        if isinstance(part.get("web_app"), dict):
            yield part
        for inner in part.values():
            yield from buttons(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from buttons(inner)


def open_query(world: World, person: Person, chat: Chat) -> str:
    """An id by which the app may answer once through the bot."""
    query_id = f"AAH{9_000_000_000 + world.ground.serial()}"
    world.books.launches[query_id] = AppLaunch(person.id, chat.id)
    return query_id


def user_json(person: Person) -> str:
    """The WebAppUser of initData."""
    facts = {"id": person.id, **person.names(), "language_code": "ru", "allows_write_to_pm": True}
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def sign(token: str, fields: Mapping[str, str]) -> str:
    """initData: the fields as a query string with `hash`, the HMAC that only the owner of the token can make."""
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    signature = hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()
    return urlencode({**fields, "hash": signature}, quote_via=quote)


def send_data(world: World, body: Json) -> Json:
    """An app opened from the reply keyboard sends data and closes; the bot gets web_app_data."""
    person, chat = speaker(world, body)
    text, data = body.get("button_text"), str(body.get("data") or "")
    if not app_of(chat.reply_keyboard, text) or not isinstance(text, str):
        raise ControlError(f"there is no Mini App button {text!r} on the keyboard")
    if not 1 <= len(data.encode()) <= LARGEST_DATA:
        raise ControlError(f"data has 1 to {LARGEST_DATA} bytes")
    return write(world, chat, person, {"web_app_data": {"data": data, "button_text": text}})
