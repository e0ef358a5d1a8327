"""Sending files: one by one and in albums."""

from functools import partial
from typing import Any

from sandbox.errors import Json, bad_request
from sandbox.media import keep, known
from sandbox.methods.call import Call, Handler, send, words
from sandbox.rules import ATTACH

ALONE = {"document": {"document"}, "audio": {"audio"}, "photo": {"photo", "video"}, "video": {"photo", "video"}}
LARGEST_ALBUM = 10


async def content_of(call: Call, kind: str, reference: str, facts: Json) -> Json:
    """The fields of a message with this media; `reference` is attach://… or a file_id, `facts` hold the caption."""
    if reference.startswith(ATTACH):
        media: Any = await keep(call.world.files, kind, call.uploads[reference.removeprefix(ATTACH)], facts)
    else:
        media = known(call.world.files, kind, reference)
    fields: Json = {kind: media}
    if kind == "animation":
        fields["document"] = {key: media[key] for key in media if key not in ("width", "height", "duration")}
    for name, shown in (("has_spoiler", "has_media_spoiler"), ("show_caption_above_media", "show_caption_above_media")):
        if facts.get(name):
            fields[shown] = True
    return fields | words(facts, "caption")


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
    group = {"media_group_id": str(call.world.serial())} if len(items) > 1 else {}
    return [send(call, chat, {**group, **content}) for content in contents]


METHODS: dict[str, Handler] = {
    **{
        f"send{kind.capitalize()}": partial(send_media, kind)
        for kind in ("photo", "document", "video", "voice", "audio", "animation")
    },
    "sendMediaGroup": send_media_group,
}
