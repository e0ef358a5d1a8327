"""Comparing a value with the documents: types, required and unknown fields, limits, one action for each button."""

from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import Json, bad_request
from sandbox.spec import Type, limits, types

PLAIN: dict[str, type | tuple[type, ...]] = {"Integer": int, "Float": (int, float), "Boolean": bool, "String": str}
NOT_ACTIONS = ("text", "icon_custom_emoji_id", "style")
# Objects in whose place Telegram takes a text: a keyboard button by the documents, a poll option as it always did.
MERE_TEXT = ("KeyboardButton", "InputPollOption")
LARGEST_KEYBOARD = 100
WIDEST_ROW = 8
TEXT_BUTTON = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
# Texts with markup of their own whose limits the documents state without "after entities parsing".
PARSED = ("editMessageText.text", "InputTextMessageContent.message_text", "sendPoll.question", "InputPollOption.text")
# What Telegram answers when a limit is broken; limits that are not here it bends or cuts silently.
LIMIT_WORDS = {
    "InlineKeyboardButton.callback_data": "BUTTON_DATA_INVALID",
    "CopyTextButton.text": "BUTTON_COPY_TEXT_INVALID",
    "BotCommand.command": "BOT_COMMAND_INVALID",
    "BotCommand.description": "BOT_COMMAND_DESCRIPTION_INVALID",
    "setMyCommands.commands": "BOT_COMMANDS_TOO_MUCH",
    "answerCallbackQuery.text": "MESSAGE_TOO_LONG",
    "deleteMessages.message_ids": "too many message identifiers specified",
}


class Inspection:
    """Collects `problems`; with `refuse` it raises what Telegram would refuse (our own answers are only listed)."""

    def __init__(self, *, refuse: bool, problems: list[str] | None = None) -> None:
        self.problems: list[str] = [] if problems is None else problems
        self._refuse = refuse

    def wrong(self, where: str, words: str, refusal: str | None = None) -> None:
        """Note a problem; raise when Telegram would."""
        self.problems.append(f"{where}: {words}")
        if refusal is not None and self._refuse:
            raise bad_request(refusal)

    def value(self, allowed: list[str], value: Any, where: str) -> None:
        """Check one value against the types of its field."""
        if "RichText" in allowed and isinstance(value, str | list):
            for inner in value if isinstance(value, list) else ():
                self.value(["RichText"], inner, where)
        elif isinstance(value, str) and any(name in allowed for name in MERE_TEXT):
            return
        elif isinstance(value, dict):
            kind = choose([name for name in allowed if name in types()], value)
            if kind is None:
                self.wrong(where, f"no type of {'/'.join(allowed)} fits")
            else:
                self.object(kind, value, where)
        elif isinstance(value, list):
            inner = [name[9:] for name in allowed if name.startswith("Array of ")]
            if not inner:
                self.wrong(where, "unexpected array")
            for number, item in enumerate(value if inner else ()):
                self.value(inner, item, f"{where}[{number}]")
        elif not any(plain_fits(name, value) for name in allowed):
            self.wrong(where, f"{value!r} is not {'/'.join(allowed)}")

    def object(self, kind: Type, value: Json, where: str) -> None:
        """Check an object of a known type."""
        if kind.name == "InlineKeyboardButton":
            self._button(value, where)
        if kind.name == "InlineKeyboardMarkup":
            self._keyboard(value, where)
        for name, (_, required) in kind.fields.items():
            if required and name not in value:
                self.wrong(
                    where, f"{kind.name} without {name}", f"can't parse {kind.name}: Can't find field \"{name}\""
                )
        for name, inner in value.items():
            if name not in kind.fields:
                self.wrong(f"{where}.{name}", f"unknown field of {kind.name}")
                continue
            self.value(kind.fields[name][0], inner, f"{where}.{name}")
            self.limit(f"{kind.name}.{name}", inner, f"{where}.{name}")

    def limit(self, key: str, value: Any, where: str) -> None:
        """Check a numeric limit of the documents, except those counted after entities parsing."""
        limit = limits().get(key)
        if limit is None or limit.get("parsed") or key in PARSED or limit.get("unit") == "MB":
            return
        size = measure(value, str(limit.get("unit") or ""))
        if size is not None and not limit.get("min", size) <= size <= limit.get("max", size):
            bounds = f"{limit.get('min', '')}..{limit.get('max', '')} {limit.get('unit') or ''}".strip()
            self.wrong(where, f"{size} is not in {bounds}", LIMIT_WORDS.get(key))

    def _keyboard(self, markup: Json, where: str) -> None:
        rows = markup.get("inline_keyboard")
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
            refusal = 'field "inline_keyboard" must be an Array of Arrays'
            self.wrong(where, "not a keyboard", f"can't parse inline keyboard: {refusal}")
            return
        if sum(map(len, rows)) > LARGEST_KEYBOARD:
            self.wrong(where, f"more than {LARGEST_KEYBOARD} buttons", "REPLY_MARKUP_TOO_LONG")
        if any(len(row) > WIDEST_ROW for row in rows):
            self.wrong(where, f"more than {WIDEST_ROW} buttons in a row")

    def _button(self, button: Json, where: str) -> None:
        actions = [name for name in button if name not in NOT_ACTIONS]
        if not actions:
            self.wrong(where, "a button without an action", TEXT_BUTTON)
        if len(actions) > 1:
            self.wrong(where, f"a button with {len(actions)} actions: {', '.join(actions)}")
        if not button.get("text"):
            self.wrong(where, "a button without text", "inline keyboard button text is empty")
        url = button.get("url")
        if isinstance(url, str) and not link_works(url):
            refusal = f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
            self.wrong(where, "a link that Telegram refuses", refusal)
        app = button.get("web_app")
        if isinstance(app, dict) and not str(app.get("url", "")).startswith("https://"):
            refusal = f"inline keyboard button Web App URL '{app.get('url')}' is invalid: Only HTTPS links are allowed"
            self.wrong(where, "a Mini App without HTTPS", refusal)


def link_works(url: str) -> bool:
    """Whether Telegram takes this link for a button: tg:// or http(s) with a real host name."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    return parts.scheme in ("tg", "ton") or (parts.scheme in ("http", "https") and "." in (parts.hostname or ""))


def plain_fits(name: str, value: Any) -> bool:
    """Whether a plain value is of this type; a bool is no number."""
    wanted = PLAIN.get(name)
    if wanted is None:
        return name == "InputFile" and isinstance(value, str)
    return isinstance(value, wanted) and (name == "Boolean" or not isinstance(value, bool))


def measure(value: Any, unit: str) -> float | None:
    """The size that a limit speaks about: the number, items, bytes or code points; None for anything else."""
    if isinstance(value, bool) or value is None or isinstance(value, dict):
        return None
    if isinstance(value, int | float):
        return value
    if isinstance(value, str) and unit.lower() == "bytes":
        return len(value.encode())
    return len(value)


def choose(names: list[str], value: Json) -> Type | None:
    """The type of a union that fits an object: by its tag and its required fields, then by the fewest unknown ones."""
    members = [types()[member] for name in names for member in (types()[name].subtypes or [name])]
    if value.get("date") == 0 and "InaccessibleMessage" in (member.name for member in members):
        return types()["InaccessibleMessage"]
    tagged = [member for member in members if member.tag is None or value.get(member.tag[0]) == member.tag[1]]
    full = [member for member in tagged if all(name in value for name, (_, need) in member.fields.items() if need)]
    return min(full or tagged, key=lambda member: len(value.keys() - member.fields.keys()), default=None)


def answer_problems(returns: list[str], result: Any) -> list[str]:
    """What the documents would mind in an answer of the sandbox itself."""
    inspection = Inspection(refuse=False)
    inspection.value(returns, result, "answer")
    return inspection.problems
