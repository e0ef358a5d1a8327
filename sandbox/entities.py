"""Formatted text: from what the bot or a person wrote to text with entities in UTF-16 units."""

import re
from typing import Any

from sandbox.errors import Json, bad_request
from sandbox.markup_html import parse_html
from sandbox.markup_legacy import parse_legacy
from sandbox.markup_markdown import parse_markdown
from sandbox.utf16 import units

# Which of two entities over the same words comes first; the order of Telegram's own library (TDLib).
PRIORITY = {"blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "text_mention": 49}
LATE = {"bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99}
ORDER = PRIORITY | LATE
LARGEST_RAW_TEXT = 32768
CLOSED = ("pre", "code", "text_link", "text_mention", "custom_emoji")
TOP_DOMAINS = "ru|рф|by|com|org|net|info|edu|gov|me|io|su|kz|ua|app|dev|online|site"
ADDRESS = rf"\b(?:https?|tg)://[^\s<>\"]+|\b(?:[\w-]+\.)+(?:{TOP_DOMAINS})\b(?:/[^\s<>\"]*)?"
# In the order of precedence: what an earlier kind has taken is not looked at again.
FOUND_IN_TEXT = (
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("url", re.compile(rf"(?:{ADDRESS})(?<![.,;:!?)»])")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}\b")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w/])")),
)


def formatted(raw: str, parse_mode: str | None, given: list[Json] | None) -> tuple[str, list[Json]]:
    """Text of a bot's message and its entities; refuses broken markup in Telegram's words.

    `given` are ready entities, used when there is no parse mode.
    """
    if len(raw.encode()) > LARGEST_RAW_TEXT:
        raise bad_request("text is too long")
    mode = (parse_mode or "").lower()
    if mode == "html":
        text, entities = parse_html(raw)
    elif mode == "markdownv2":
        text, entities = parse_markdown(raw)
    elif mode == "markdown":
        text, entities = parse_legacy(raw)
    elif mode in ("", "none"):
        text, entities = raw, [dict(entity) for entity in given or []]
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = trimmed(text.replace("\r", ""), ordered(entities))
    return text, ordered(entities + found(text, entities))


def ordered(entities: list[Json]) -> list[Json]:
    """By offset, the longer first."""
    return sorted(entities, key=lambda one: (one["offset"], -one["length"], ORDER.get(one["type"], 50)))


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without the white space that Telegram drops: all at the end, at the start up to the first entity."""
    text = text.rstrip()
    first = min((one["offset"] for one in entities), default=units(text))
    lead = min(units(text) - units(text.lstrip()), first)
    end = units(text)
    kept = []
    for one in entities:
        length = min(one["length"], end - one["offset"])
        if length > 0:
            kept.append({**one, "offset": one["offset"] - lead, "length": length})
    return text[lead:], kept


def found(text: str, entities: list[Json]) -> list[Json]:
    """Links, addresses, mentions, hashtags and commands that clients highlight by themselves."""
    taken = [(one["offset"], one["offset"] + one["length"]) for one in entities if one["type"] in CLOSED]
    result: list[Json] = []
    for kind, pattern in FOUND_IN_TEXT:
        for match in pattern.finditer(text):
            start, length = units(text[: match.start()]), units(match.group())
            if not any(start < end and begin < start + length for begin, end in taken):
                taken.append((start, start + length))
                result.append({"type": kind, "offset": start, "length": length})
    return result


def spoken(text: str) -> tuple[str, list[Json]]:
    """Text of a person's message and the entities found in it."""
    text = text.strip()
    return text, ordered(found(text, []))


def content(name: str, text: str, entities: list[Json]) -> dict[str, Any]:
    """The two fields of a message: `text`/`entities` or `caption`/`caption_entities`; {} for no text."""
    if not text:
        return {}
    fields: dict[str, Any] = {name: text}
    if entities:
        fields["entities" if name == "text" else "caption_entities"] = entities
    return fields
