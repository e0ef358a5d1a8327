"""What a method gets, and the parts that all sending methods share."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox import entities, ephemeral, views
from sandbox.errors import Json, bad_request
from sandbox.records import MANAGERS, Chat, quoted
from sandbox.settings import Settings
from sandbox.wire import Upload
from sandbox.world import World

LARGEST_TEXT = 4096
LARGEST_CAPTION = 1024
WORDS_TOO_LONG = {"text": "message is too long", "caption": "message caption is too long"}


@dataclass
class Call:
    """One checked request: typed parameters, file parts, and the problems noted on the way."""

    world: World
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        """The switches of the sandbox."""
        return self.world.ground.settings

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter."""
        return self.params.get(name, default)

    def chat(self) -> Chat:
        """The chat of `chat_id`, if the bot may write there."""
        if "chat_id" not in self.params:
            raise bad_request("chat_id is empty")
        return self.world.open_chat(self.get("chat_id"))

    def message(self, chat: Chat, words: str) -> Json:
        """The message of `message_id`; 400 with `words` when there is none."""
        found = chat.messages.get(self.get("message_id", 0))
        if found is None:
            raise bad_request(words)
        return found


Handler = Callable[[Call], Awaitable[Any]]


def words(source: Json, name: str) -> Json:
    """The `text` or `caption` fields of a message from a request or an InputMedia; refuses too long ones."""
    given = "entities" if name == "text" else "caption_entities"
    text, found = entities.formatted(source.get(name) or "", source.get("parse_mode"), source.get(given))
    if len(text) > (LARGEST_TEXT if name == "text" else LARGEST_CAPTION):
        raise bad_request(WORDS_TOO_LONG[name])
    return entities.content(name, text, found)


def managed(call: Call, words: str) -> Chat:
    """The chat of `chat_id`, if the bot is an administrator there; 400 with Telegram's words elsewhere."""
    chat = call.chat()
    if call.world.seat(chat) not in MANAGERS:
        raise bad_request(words)
    return chat


def preview(source: Json) -> Json:
    """The link_preview_options field of a message from a request or an InputMessageContent."""
    given = source.get("link_preview_options")
    return {"link_preview_options": given} if given else {}


def place(call: Call, chat: Chat) -> Json:
    """The fields that say where in the chat: topic and the message answered."""
    fields: Json = {}
    thread = call.get("message_thread_id")
    if thread is not None:
        if thread not in chat.topics:
            raise bad_request("message thread not found")
        if chat.topics[thread].get("closed") and call.world.seat(chat) not in MANAGERS:
            raise bad_request("TOPIC_CLOSED")
        fields |= {"message_thread_id": thread, "is_topic_message": True}
    reply = call.get("reply_parameters")
    if reply and "ephemeral_message_id" in reply and ephemeral.PARAMETERS in call.params:
        ephemeral.check_answer(call.world, chat, reply["ephemeral_message_id"])
    elif reply:
        answered = chat.messages.get(reply.get("message_id", 0))
        if answered is not None:
            fields["reply_to_message"] = quoted(answered)
        elif not reply.get("allow_sending_without_reply") or ephemeral.PARAMETERS in call.params:
            raise bad_request("message to be replied not found")
    if call.get("protect_content"):
        fields["has_protected_content"] = True
    return fields


def markup(call: Call, chat: Chat) -> Json:
    """The reply_markup field of the message (only inline keyboards are echoed); a reply keyboard goes to the chat."""
    given = call.get("reply_markup")
    if not given:
        return {}
    if "inline_keyboard" in given:
        return {"reply_markup": given} if any(given["inline_keyboard"]) else {}
    keyboard = given if "keyboard" in given else None
    if "force_reply" not in given and chat.reply_keyboard != keyboard:
        chat.reply_keyboard = keyboard
        views.chat_changed(call.world, chat)
    return {}


def send(call: Call, chat: Chat, content: Json) -> Json:
    """Post a message of the bot with everything that the sending methods have in common; a draft gives way to it."""
    chat.draft = None
    fields = place(call, chat)
    given = call.get(ephemeral.PARAMETERS)
    shown = markup(call, chat)
    if given:
        return ephemeral.post(call.world, chat, given, {**fields, **content, **shown}, call.problems)
    return call.world.post(chat, call.world.bot.user(), {**fields, **content, **shown})
