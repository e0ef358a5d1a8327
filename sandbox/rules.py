"""A request of the bot against the documents: text becomes typed values, Telegram's refusals are raised.

Three verdicts: refused (ApiError with Telegram's words); answered, though Telegram ignores a part of it (a line in
`problems`, which a test counts as a failure); fine.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.errors import Json
from sandbox.inspection import Inspection
from sandbox.spec import Method

ATTACH = "attach://"
READ_BY_PEOPLE = ("text", "caption", "title")
TRUE_WORDS = ("true", "yes", "1", "t")
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
MISSING_WORDS = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    **dict.fromkeys(("callback_query_id", "inline_query_id", "pre_checkout_query_id", "web_app_query_id"), TOO_OLD),
    "question": "poll question must be non-empty",
    "options": "poll must have at least 1 option",
    "user_id": "invalid user_id specified",
    "file_id": "file_id is empty",
    "action": "wrong parameter action in request",
    "media": "media must be specified",
}
FILE_FIELDS = ("photo", "document", "video", "voice", "audio", "animation", "sticker", "video_note")
JSON_WORDS = {"reply_markup": "can't parse reply keyboard markup JSON object"}


def read(method: Method, raw: Mapping[str, Any], uploads: Mapping[str, object], problems: list[str]) -> Json:
    """Typed parameters of a call; `uploads` are the file parts by their names in the form, `problems` grows."""
    inspection = Inspection(refuse=True, problems=problems)
    params: Json = {}
    for name, value in raw.items():
        if name not in method.fields:
            inspection.wrong(name, f"unknown parameter of {method.name}")
            continue
        typed = convert(method.fields[name][0], name, value, inspection)
        if typed is not None:
            params[name] = typed
    for name in uploads:
        if name in method.fields and name not in params:
            params[name] = ATTACH + name
    check_files(params, uploads, inspection)
    for name, (_, required) in method.fields.items():
        if required and name not in params:
            refuse_missing(method, name, inspection)
    for name, value in params.items():
        inspection.value(method.fields[name][0], value, name)
        inspection.limit(f"{method.name}.{name}", value, name)
    return params


def refuse_missing(method: Method, name: str, inspection: Inspection) -> None:
    """Say in Telegram's words that a required parameter is not there."""
    words = MISSING_WORDS.get(name, f"parameter {name} is required")
    if name in FILE_FIELDS:
        words = f"there is no {name} in the request"
    inspection.wrong(name, f"required by {method.name}", words)


def convert(allowed: list[str], name: str, value: Any, inspection: Inspection) -> Any:
    """A form's text as the type that the documents ask for; values of a JSON body come typed already."""
    if not isinstance(value, str):
        return value
    try:
        return from_text(allowed, value)
    except ValueError:
        if all(kind in ("Integer", "Float") for kind in allowed):
            inspection.wrong(name, f"{value!r} is not a number, Telegram reads 0")
            return 0
        inspection.wrong(name, "broken JSON", JSON_WORDS.get(name, f"can't parse {name} JSON object"))
        return None


def from_text(allowed: list[str], text: str) -> Any:
    """ValueError when the text cannot be any of the types."""
    if "Integer" in allowed:
        try:
            return int(text)
        except ValueError:
            if "String" not in allowed:
                raise
            return text
    if "String" in allowed:
        return text
    if "Float" in allowed:
        return float(text)
    if "Boolean" in allowed:
        return text.lower() in TRUE_WORDS
    return json.loads(text)


def check_files(params: Json, uploads: Mapping[str, object], inspection: Inspection) -> None:
    """Each attach:// has its part and each part its attach://."""
    named = set(attachments(params))
    for name in sorted(named - set(uploads)):
        inspection.wrong(ATTACH + name, "no such part in the form", "wrong file identifier/HTTP URL specified")
    for name in sorted(set(uploads) - named):
        inspection.wrong(name, "a file that no parameter mentions")


def attachments(value: Any) -> Iterator[str]:
    """The names after attach:// anywhere inside a value, except in words that people read."""
    if isinstance(value, str) and value.startswith(ATTACH):
        yield value.removeprefix(ATTACH)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from attachments(inner) if name not in READ_BY_PEOPLE else ()
    elif isinstance(value, list):
        for inner in value:
            yield from attachments(inner)
