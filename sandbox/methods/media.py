"""Sending files: one by one, in albums, for Stars."""

from functools import partial
from typing import Any

from sandbox.errors import Json, bad_request
from sandbox.media import keep, keep_thumbnail, known
from sandbox.methods.call import Call, Handler, send, words
from sandbox.payments import place
from sandbox.rules import ATTACH

ALONE = {"document": {"document"}, "audio": {"audio"}, "photo": {"photo", "video"}, "video": {"photo", "video"}}
LARGEST_ALBUM = 10
PAID_KINDS = ("photo", "video")
WITHOUT_THUMBNAIL = ("photo", "voice")


async def media_of(call: Call, kind: str, reference: str, facts: Json) -> Any:
    """The media object: of an upload (attach://…) or of a file sent before (its file_id)."""
    if not reference.startswith(ATTACH):
        return known(call.world.files, kind, reference)
    store = call.world.files.store
    upload = call.uploads[reference.removeprefix(ATTACH)]
    return await keep(store, kind, upload, facts, thumbnail_of(call, kind, facts))


def thumbnail_of(call: Call, kind: str, facts: Json) -> Json | None:
    """The thumbnail that came with an upload; what Telegram passes over is noted."""
    given = facts.get("thumbnail", "")
    if not given or kind in WITHOUT_THUMBNAIL:
        return None
    found = None
    if given.startswith(ATTACH):
        found = keep_thumbnail(call.world.files.store, call.uploads[given.removeprefix(ATTACH)])
    if found is None:
        call.problems.append("thumbnail: only an uploaded JPEG of at most 200 KB and 320 pixels is shown")
    return found


async def cover_of(call: Call, facts: Json) -> Json:
    """The cover and the first moment of a video."""
    fields: Json = {"cover": await media_of(call, "photo", facts["cover"], {})} if facts.get("cover") else {}
    return fields | ({"start_timestamp": facts["start_timestamp"]} if facts.get("start_timestamp") else {})


async def content_of(call: Call, kind: str, reference: str, facts: Json) -> Json:
    """The fields of a message with this media; `facts` hold the caption and what else belongs to it."""
    caption = words(facts, "caption")
    media = await media_of(call, kind, reference, facts)
    if kind == "video":
        media = media | await cover_of(call, facts)
    fields: Json = {kind: media}
    if kind == "animation":
        fields["document"] = {key: media[key] for key in media if key not in ("width", "height", "duration")}
    for name, shown in (("has_spoiler", "has_media_spoiler"), ("show_caption_above_media", "show_caption_above_media")):
        if facts.get(name):
            fields[shown] = True
    return fields | caption


async def send_media(kind: str, call: Call) -> Json:
    """sendPhoto, sendDocument and the like. The file is stored before the message that shows it."""
    chat = call.chat()
    content = await content_of(call, kind, call.params[kind], call.params)
    return send(call, chat, content)


async def send_media_group(call: Call) -> list[Json]:
    """sendMediaGroup: one message for each item; a single one is no album and has no media_group_id."""
    chat = call.chat()
    items = call.params["media"]
    kinds = {item.get("type") for item in items}
    if not items or len(items) > LARGEST_ALBUM:
        raise bad_request("too many messages to send as an album" if items else "there are no messages to send")
    if not kinds <= ALONE.get(items[0]["type"], set()):
        raise bad_request(f"{items[0]['type']} can't be mixed with other media types")
    contents = [await content_of(call, item["type"], item["media"], item) for item in items]
    group = {"media_group_id": str(call.world.ground.serial())} if len(items) > 1 else {}
    return [send(call, chat, {**group, **content}) for content in contents]


async def send_paid_media(call: Call) -> Json:
    """sendPaidMedia: photos and videos that open for Stars."""
    chat = call.chat()
    items = call.params["media"]
    if not items or len(items) > LARGEST_ALBUM:
        raise bad_request("too many messages to send as an album" if items else "there are no messages to send")
    if any(item.get("type") not in PAID_KINDS for item in items):
        raise bad_request("can't parse InputPaidMedia: Unsupported type specified")
    caption = words(call.params, "caption")
    paid = []
    for item in items:
        kind = item["type"]
        media = await media_of(call, kind, item["media"], item)
        paid.append({"type": kind, kind: media | await cover_of(call, item) if kind == "video" else media})
    stars = call.params["star_count"]
    message = send(call, chat, {"paid_media": {"star_count": stars, "paid_media": paid}, **caption})
    facts = {"star_count": stars, "payload": call.get("payload", "")}
    call.world.books.invoices[place(chat.id, message["message_id"])] = facts
    return message


METHODS: dict[str, Handler] = {
    **{
        f"send{kind.capitalize()}": partial(send_media, kind)
        for kind in ("photo", "document", "video", "voice", "audio", "animation")
    },
    "sendMediaGroup": send_media_group,
    "sendPaidMedia": send_paid_media,
}
