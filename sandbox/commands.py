"""The bot's command lists: by scope and language, and which of them a chat sees."""

from sandbox.errors import Json
from sandbox.records import Chat
from sandbox.world import World

PEOPLES_LANGUAGE = "ru"


def key(scope: Json | None, language: str) -> str:
    """One text for a scope and language, the key under which a list is kept."""
    scope = scope or {"type": "default"}
    parts = [scope["type"], str(scope.get("chat_id", "")), str(scope.get("user_id", "")), language]
    return "/".join(parts)


def effective(world: World, chat: Chat) -> list[Json]:
    """The commands a member of this chat sees: of the chat, else of its kind, else the default ones."""
    wide = "all_private_chats" if chat.type == "private" else "all_group_chats"
    scopes: list[Json] = [{"type": "chat", "chat_id": chat.id}, {"type": wide}, {"type": "default"}]
    for scope in scopes:
        for language in (PEOPLES_LANGUAGE, ""):
            found = world.bot.commands.get(key(scope, language))
            if found:
                return found
    return []
