"""What the bot says about itself: commands, name, descriptions, menu button."""

import re
from functools import partial

from sandbox import commands, views
from sandbox.errors import Json, bad_request
from sandbox.methods.call import Call, Handler

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
TEXTS = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}


def scope_key(call: Call) -> str:
    """Where the command list of a call is kept; a chat in the scope must be known."""
    scope = call.get("scope")
    if scope and "chat_id" in scope:
        scope = {**scope, "chat_id": call.world.bot_chat(scope["chat_id"]).id}
    return commands.key(scope, call.get("language_code", ""))


def show(call: Call, chat_id: object) -> None:
    """Tell the page how a chat looks now, or every chat when none is named."""
    chats = list(call.world.chats.values()) if chat_id is None else [call.world.bot_chat(chat_id)]
    for chat in chats:
        views.chat_changed(call.world, chat)


def scope_chat(call: Call) -> object:
    """The chat of the scope, None for a scope of many chats."""
    return (call.get("scope") or {}).get("chat_id")


async def set_my_commands(call: Call) -> bool:
    """setMyCommands."""
    given = call.params["commands"]
    if any(not COMMAND.fullmatch(one["command"].removeprefix("/")) for one in given):
        raise bad_request("BOT_COMMAND_INVALID")
    plain = [{"command": one["command"].removeprefix("/"), "description": one["description"]} for one in given]
    call.world.bot.commands[scope_key(call)] = plain
    show(call, scope_chat(call))
    return True


async def delete_my_commands(call: Call) -> bool:
    """deleteMyCommands."""
    call.world.bot.commands.pop(scope_key(call), None)
    show(call, scope_chat(call))
    return True


async def get_my_commands(call: Call) -> list[Json]:
    """getMyCommands: the list of exactly this scope and language."""
    return call.world.bot.commands.get(scope_key(call), [])


async def set_text(name: str, call: Call) -> bool:
    """setMyName, setMyDescription, setMyShortDescription; an empty text removes it."""
    texts = call.world.bot.texts.setdefault(name, {})
    text, language = call.get(name, ""), call.get("language_code", "")
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    if name == "name" and text and not language:
        call.world.bot.first_name = text
    return True


async def get_text(name: str, call: Call) -> Json:
    """getMyName, getMyDescription, getMyShortDescription, falling back to the text for all languages."""
    texts = call.world.bot.texts.get(name, {})
    default = call.world.bot.first_name if name == "name" else ""
    return {name: texts.get(call.get("language_code", "")) or texts.get("") or default}


async def set_chat_menu_button(call: Call) -> bool:
    """setChatMenuButton: of a private chat or the default one."""
    chat_id = call.get("chat_id")
    where = "default" if chat_id is None else str(call.world.bot_chat(chat_id).id)
    call.world.bot.menu_buttons[where] = call.get("menu_button") or {"type": "default"}
    show(call, chat_id)
    return True


async def get_chat_menu_button(call: Call) -> Json:
    """getChatMenuButton."""
    buttons = call.world.bot.menu_buttons
    return buttons.get(str(call.get("chat_id", "default"))) or buttons.get("default") or {"type": "commands"}


METHODS: dict[str, Handler] = {
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    **{f"setMy{name}": partial(set_text, field) for name, field in TEXTS.items()},
    **{f"getMy{name}": partial(get_text, field) for name, field in TEXTS.items()},
}
