"""What people say and do in a chat: write, press, edit, delete. Each act changes the world and tells the bots."""

import mimetypes
from typing import Any

from sandbox import entities, ephemeral, views
from sandbox.errors import ApiError, ControlError, Json
from sandbox.inspection import answer_problems
from sandbox.media import keep
from sandbox.members import may, tell
from sandbox.membership import GROUPS, block, group_of, number, seat_bot
from sandbox.records import Chat, Person, Press, quoted
from sandbox.wire import Upload
from sandbox.world import World

AS_SENT = ("photo", "document", "voice", "video", "audio", "animation")
PLACES = {"location": "Location", "contact": "Contact", "venue": "Venue"}
PERMISSIONS = {kind: f"can_send_{kind}s" for kind in ("photo", "document", "video", "audio", "poll")} | {
    "voice": "can_send_voice_notes",
    "animation": "can_send_other_messages",
}
LARGEST_ALBUM = 10
KEPT_PRESSES = 10_000


def speaker(world: World, body: Json) -> tuple[Person, Chat]:
    """Who acts where; only members do, and nobody writes to a bot they have blocked."""
    person = world.person(body.get("user_id"))
    chat = world.chat(body.get("chat_id", person.id))
    if person.id not in chat.members:
        raise ControlError(f"{person.id} is not in chat {chat.id}")
    if chat.type == "private" and chat.blocked:
        raise ControlError(f"{person.id} has blocked the bot")
    return person, chat


async def say(world: World, body: Json, uploads: list[Upload]) -> list[Json]:
    """A person writes: text, files (several are an album), a place or a contact. The bots hear each message."""
    person, chat = speaker(world, body)
    contents = await contents_of(world, body, uploads)
    check_permissions(world, chat, person, contents)
    private = body.get("reply_to_ephemeral_message_id")
    if private is not None:
        if len(contents) > 1:
            raise ControlError("an ephemeral message is no album")
        return [ephemeral.answer(world, chat, person, private, contents[0])]
    common = where(chat, person, body)
    if len(contents) > 1:
        common["media_group_id"] = str(world.ground.serial())
    return [write(world, chat, person, {**common, **content}) for content in contents]


def write(world: World, chat: Chat, person: Person, content: Json) -> Json:
    """A person's message: it stands in the chat, and every bot that may hear it is told."""
    if chat.type == "private" and not chat.started:
        chat.started = True
        views.chat_changed(world, chat)
    message = world.post(chat, person.user(), content)
    tell(world, chat, message)
    return message


def check_permissions(world: World, chat: Chat, person: Person, contents: list[Json]) -> None:
    """ControlError when the bot has forbidden this person to send such messages here."""
    for content in contents:
        wanted = next((name for kind, name in PERMISSIONS.items() if kind in content), "can_send_messages")
        if not may(world, chat, person.id, wanted):
            raise ControlError(f"{person.id} may not send this in chat {chat.id}: no {wanted}")


def where(chat: Chat, person: Person, body: Json) -> Json:
    """The topic and the message that is answered; only the owner writes into a closed topic."""
    fields: Json = {}
    thread = body.get("message_thread_id")
    if thread is not None:
        if thread not in chat.topics:
            raise ControlError(f"no topic {thread}", 404)
        if chat.topics[thread].get("closed") and person.id != chat.members[0]:
            raise ControlError(f"topic {thread} is closed")
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
    for name, kind in PLACES.items():
        if body.get(name):
            problems = answer_problems([kind], body[name])
            if problems:
                raise ControlError(f"{name}: {problems[0]}")
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
        media: Any = await keep(world.files.store, kind, upload, facts)
    except ApiError as refused:
        raise ControlError(f"{upload.name}: {refused.description}") from refused
    return {kind: media}


def start(world: World, body: Json) -> Json:
    """A person follows t.me/<bot>?start=<payload> (and unblocks the bot by that)."""
    person = world.person(body.get("user_id"))
    block(world, {"user_id": person.id, "blocked": False})
    chat = world.private[person.id]
    chat.started = True
    text, found = entities.spoken(f"/start {body.get('payload') or ''}")
    message = write(world, chat, person, entities.content("text", text, found))
    views.chat_changed(world, chat)
    return message


def start_group(world: World, body: Json) -> Json:
    """A person follows t.me/<bot>?startgroup=<payload> and picks a group: the bot is added and hears /start there."""
    person, chat = speaker(world, {**body, "chat_id": group_of(world, body).id})
    if chat.type not in GROUPS:
        raise ControlError("only groups can be picked")
    if not world.sits_in(chat):
        seat_bot(world, chat, by=person.user(), admin=bool(body.get("bot_admin")))
        views.chat_changed(world, chat)
    text, found = entities.spoken(f"/start@{world.bot.username} {body.get('payload') or ''}")
    return write(world, chat, person, entities.content("text", text, found))


def press(world: World, body: Json) -> str:
    """A person presses a button that stands on a message; the id of the callback query, which its bot gets."""
    person, chat = speaker(world, body)
    private = body.get("ephemeral_message_id")
    message = message_of(chat, body) if private is None else ephemeral.seen_by(chat, person, private)
    data = body.get("callback_data")
    if data is None or not has_button([message.get("reply_markup"), message.get("rich_message")], data):
        raise ControlError(f"message {message['message_id']} has no button {data!r}")
    owner = author(world, message)
    forget_old_presses(owner)
    query_id = str(4_000_000_000 + world.ground.serial())
    owner.books.presses[query_id] = Press(person.id, world.clock.now(), ephemeral=private is not None)
    query = {"id": query_id, "from": person.user(), "chat_instance": chat_instance(chat), "data": data}
    place = [chat.id, message["message_id"]]
    inline = [key for key, known in owner.books.inline_messages.items() if known == place]
    query |= {"inline_message_id": inline[0]} if inline else {"message": message}
    owner.updates.put("callback_query", query)
    return query_id


def author(world: World, message: Json) -> World:
    """The world of the bot that sent a message or through which it was sent; this one when it does not say."""
    bot_id = (message.get("via_bot") or message.get("from") or {}).get("id")
    return next((one for one in world.ground.worlds if one.bot.id == bot_id), world)


def chat_instance(chat: Chat) -> str:
    """The number by which bots tell chats apart in queries without naming them."""
    return str(7_000_000_000 + abs(chat.id))


def has_button(part: Any, data: str) -> bool:
    """Whether a button with this data stands anywhere inside a keyboard or a rich message."""
    if isinstance(part, dict):
        return part.get("callback_data") == data or has_button(list(part.values()), data)
    return isinstance(part, list) and any(has_button(inner, data) for inner in part)


def forget_old_presses(world: World) -> None:
    """Presses of long ago cannot be answered any more; do not keep them for ever."""
    presses = world.books.presses
    if len(presses) > KEPT_PRESSES:
        for query_id in list(presses)[: -KEPT_PRESSES // 2]:
            del presses[query_id]


def message_of(chat: Chat, body: Json) -> Json:
    """The message that a request names, or ControlError 404."""
    message_id = body.get("message_id")
    found = chat.messages.get(message_id) if isinstance(message_id, int) else None
    if found is None:
        raise ControlError(f"no message {message_id} in chat {chat.id}", 404)
    return found


def edit(world: World, body: Json) -> Json:
    """A person changes the text of their message, or the caption of their file (an empty one takes it away)."""
    person, chat = speaker(world, body)
    message = message_of(chat, body)
    if message.get("from", {}).get("id") != person.id:
        raise ControlError("only one's own messages can be edited")
    name = "text" if "text" in message else "caption"
    if name == "caption" and not any(kind in message for kind in AS_SENT):
        raise ControlError("this message has neither text nor caption")
    text, found = entities.spoken(body.get("text") or "")
    if name == "text" and not text:
        raise ControlError("the text must not be empty")
    dropped = (name, "entities" if name == "text" else "caption_entities")
    kept = {key: value for key, value in message.items() if key not in dropped}
    changed = {**kept, "edit_date": world.clock.seconds(), **entities.content(name, text, found)}
    tell(world, chat, world.replace(chat, changed), edited=True)
    return changed


def delete(world: World, body: Json) -> None:
    """A message disappears; bots are not told."""
    chat = world.chat(number(body, "chat_id"))
    world.remove(chat, message_of(chat, body)["message_id"])
