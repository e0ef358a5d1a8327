"""What people say and do in a chat: write, press, edit, delete. Each act changes the world and tells the bot."""

import mimetypes
from typing import Any

from sandbox import entities, views
from sandbox.errors import ApiError, ControlError, Json
from sandbox.media import keep
from sandbox.members import tell
from sandbox.membership import block, number
from sandbox.methods.call import quoted
from sandbox.wire import Upload
from sandbox.world import Chat, Person, Press, World

AS_SENT = ("photo", "document", "voice", "video", "audio", "animation")
LARGEST_ALBUM = 10
KEPT_PRESSES = 10_000


def speaker(world: World, body: Json) -> tuple[Person, Chat]:
    """Who writes where; only members write, and nobody writes to a bot they have blocked."""
    person = world.person(body.get("user_id"))
    chat = world.chat(body.get("chat_id", person.id))
    if person.id not in chat.members:
        raise ControlError(f"{person.id} is not in chat {chat.id}")
    if chat.type == "private" and person.blocked:
        raise ControlError(f"{person.id} has blocked the bot")
    return person, chat


async def say(world: World, body: Json, uploads: list[Upload], *, privacy: bool = False) -> list[Json]:
    """A person writes: text, files (several are an album), a place or a contact. The bot hears each message."""
    person, chat = speaker(world, body)
    contents = await contents_of(world, body, uploads)
    common = where(chat, body)
    if len(contents) > 1:
        common["media_group_id"] = str(world.serial())
    if chat.type == "private" and not person.started:
        person.started = True
        views.chat_changed(world, chat)
    messages = [world.post(chat, person.user(), {**common, **content}) for content in contents]
    for message in messages:
        if not privacy or chat.type == "private" or concerns_bot(world, message):
            tell(world, chat, message)
    return messages


def where(chat: Chat, body: Json) -> Json:
    """The topic and the message that is answered."""
    fields: Json = {}
    thread = body.get("message_thread_id")
    if thread is not None:
        if thread not in chat.topics:
            raise ControlError(f"no topic {thread}", 404)
        fields |= {"message_thread_id": thread, "is_topic_message": True}
    answered = body.get("reply_to_message_id")
    if answered is not None:
        if answered not in chat.messages:
            raise ControlError(f"no message {answered}", 404)
        fields["reply_to_message"] = quoted(chat.messages[answered])
    return fields


async def contents_of(world: World, body: Json, uploads: list[Upload]) -> list[Json]:
    """The content of each message of one `say`; the text is the caption of the first file."""
    text, found = entities.spoken(body.get("text") or "")
    if len(uploads) > LARGEST_ALBUM:
        raise ControlError(f"an album has at most {LARGEST_ALBUM} files")
    if uploads:
        contents = [await file_content(world, body.get("as"), upload, body) for upload in uploads]
        contents[0] |= entities.content("caption", text, found)
        return contents
    for name in ("location", "contact"):
        if body.get(name):
            return [{name: body[name]}]
    if not text:
        raise ControlError("nothing to send: neither text nor file")
    return [entities.content("text", text, found)]


async def file_content(world: World, kind: str | None, upload: Upload, facts: Json) -> Json:
    """One file as a photo, document, voice…; without `as` a JPEG or PNG is a photo and the rest are documents."""
    guessed = mimetypes.guess_type(upload.name)[0] if upload.mime == "application/octet-stream" else upload.mime
    kind = kind or ("photo" if guessed in ("image/jpeg", "image/png") else "document")
    if kind not in AS_SENT:
        raise ControlError(f"as must be one of {', '.join(AS_SENT)}")
    try:
        media: Any = await keep(world.files, kind, upload, facts)
    except ApiError as refused:
        raise ControlError(f"{upload.name}: {refused.description}") from refused
    return {kind: media}


def concerns_bot(world: World, message: Json) -> bool:
    """Whether a bot in privacy mode gets this group message: a command, a mention, an answer to it."""
    text = message.get("text") or message.get("caption") or ""
    answered = message.get("reply_to_message", {}).get("from", {}).get("id") == world.bot.id
    return text.startswith("/") or f"@{world.bot.username}" in text or answered


def start(world: World, body: Json) -> Json:
    """A person follows t.me/<bot>?start=<payload> (and unblocks the bot by that)."""
    person = world.person(body.get("user_id"))
    block(world, {"user_id": person.id, "blocked": False})
    person.started = True
    payload = body.get("payload") or ""
    text, found = entities.spoken(f"/start {payload}")
    chat = world.chats[person.id]
    message = world.post(chat, person.user(), entities.content("text", text, found))
    tell(world, chat, message)
    views.chat_changed(world, chat)
    return message


def press(world: World, body: Json) -> str:
    """A person presses a button that stands on a message; the id of the callback query."""
    person, chat = speaker(world, body)
    message = message_of(chat, body)
    data = body.get("callback_data")
    if data is None or not has_button([message.get("reply_markup"), message.get("rich_message")], data):
        raise ControlError(f"message {message['message_id']} has no button {data!r}")
    forget_old_presses(world)
    query_id = str(4_000_000_000 + world.serial())
    world.presses[query_id] = Press(person.id, world.clock.now())
    query = {
        "id": query_id,
        "from": person.user(),
        "message": message,
        "chat_instance": str(7_000_000_000 + abs(chat.id)),
        "data": data,
    }
    world.updates.put("callback_query", query)
    return query_id


def has_button(part: Any, data: str) -> bool:
    """Whether a button with this data stands anywhere inside a keyboard or a rich message."""
    if isinstance(part, dict):
        return part.get("callback_data") == data or has_button(list(part.values()), data)
    return isinstance(part, list) and any(has_button(inner, data) for inner in part)


def forget_old_presses(world: World) -> None:
    """Presses of long ago cannot be answered any more; do not keep them for ever."""
    if len(world.presses) > KEPT_PRESSES:
        for query_id in list(world.presses)[: -KEPT_PRESSES // 2]:
            del world.presses[query_id]


def message_of(chat: Chat, body: Json) -> Json:
    """The message that a request names, or ControlError 404."""
    message_id = body.get("message_id")
    found = chat.messages.get(message_id) if isinstance(message_id, int) else None
    if found is None:
        raise ControlError(f"no message {message_id} in chat {chat.id}", 404)
    return found


def edit(world: World, body: Json) -> Json:
    """A person changes the text or caption of their message."""
    person, chat = speaker(world, body)
    message = message_of(chat, body)
    if message.get("from", {}).get("id") != person.id:
        raise ControlError("only one's own messages can be edited")
    text, found = entities.spoken(body.get("text") or "")
    name = "text" if "text" in message else "caption"
    kept = {key: value for key, value in message.items() if not key.startswith((name, "entities", "caption_e"))}
    changed = {**kept, "edit_date": world.clock.seconds(), **entities.content(name, text, found)}
    tell(world, chat, world.replace(chat, changed), edited=True)
    return changed


def delete(world: World, body: Json) -> None:
    """A message disappears; bots are not told."""
    chat = world.chat(number(body, "chat_id"))
    world.remove(chat, message_of(chat, body)["message_id"])
