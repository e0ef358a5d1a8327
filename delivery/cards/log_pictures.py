"""Cards of the log that show what was sent: albums of an answer, pages of small pictures, one picture."""

import asyncio

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.log_book import TITLE, about, asked, moment, named, press, turns, zone_here
from delivery.cards.log_posts import media_of
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Media, Message, Outgoing, Post
from delivery.texts import clipped, join, label, text
from delivery.texts.dates import local_day, numeric, short
from documents.writing.contact_sheet import Tile, contact_sheet
from services import log_book
from services.log_book import PICTURES_ON_A_PAGE
from storage import log, log_evidence, people
from storage.files import FileStore
from storage.log import Entry
from storage.log_evidence import Evidence


async def album_card(scene: Scene) -> Outgoing:
    """Some files of an answer, those that the reader may look at now."""
    reader = await log_book.reader_of(scene.connection, await people.member(scene.connection, scene.data["member"]))
    listed = set(scene.data["files"])
    files = [one for one in await log_book.files_of(scene.connection, reader, scene.data["report"]) if one.id in listed]
    if not files:
        return Dropped("not shown")
    return Post(tuple([await media_of(scene.files, one.attachment) for one in files]))


async def gallery_card(scene: Scene) -> Outgoing:
    """A page of small pictures with their numbers, and a button for each."""
    choice, page = await asked(scene), scene.data["page"]
    found = await log_evidence.pictures_of(
        scene.connection, choice, offset=page * PICTURES_ON_A_PAGE, limit=PICTURES_ON_A_PAGE + 1
    )
    shown = found[:PICTURES_ON_A_PAGE]
    said = await about(scene, choice)
    back = named(scene, "show", "book-back")
    if not shown:
        return Message(text("book-gallery-empty"), keyboard([back]))
    entries = await log.visible(scene.connection, choice.reader, list({one.report_id for one in shown}))
    first = page * PICTURES_ON_A_PAGE + 1
    tiles = await _tiles(scene, first, shown, {one.id: one for one in entries})
    picture = await asyncio.to_thread(contact_sheet, tiles, title=said or label("book-gallery-title"))
    numbers = [button(str(number), press(scene, "picture", one.id)) for number, one in enumerate(shown, first)]
    more = len(found) > PICTURES_ON_A_PAGE
    last = first + len(shown) - 1
    head = text("book-gallery", numbers=f"{first}–{last}" if last > first else str(first))
    caption = join([head, *([text("book-about", about=clipped(said, 300))] if said else [])])
    rows = [*in_rows(numbers, 6), [*turns(scene, "gallery", page, more=more), back]]
    return Post((Media("photo", content=picture, name="gallery.png"),), caption, keyboard(*rows))


async def _tiles(scene: Scene, first: int, shown: list[Evidence], entries: dict[int, Entry]) -> list[Tile]:
    zone = await zone_here(scene)
    tiles = []
    for number, one in enumerate(shown, start=first):
        entry = entries[one.report_id]
        small = None if one.thumbnail is None else await asyncio.to_thread(_read, scene.files, one.thumbnail)
        day = entry.done_on or local_day(entry.at, zone)
        # A line of a tile is short: the year stands where it is another one.
        said = short(day) if day.year == scene.today.year else numeric(day)
        name = one.attachment.file.name or label("book-nameless")
        tiles.append(Tile(number, entry.title, f"{said} · {entry.place}", small, name))
    return tiles


def _read(files: FileStore, sha256: str) -> bytes | None:
    try:
        return files.read(sha256)
    except OSError:
        return None


async def picture_card(scene: Scene) -> Outgoing:
    """One picture in full with what it shows."""
    choice = await asked(scene)
    one = await log_evidence.picture(scene.connection, choice.reader, scene.data["picture"])
    entry = None if one is None else await log.entry(scene.connection, choice.reader, one.report_id)
    if one is None or entry is None:
        return Dropped("not shown")
    zone = await zone_here(scene)
    caption = text(
        "book-picture",
        title=clipped(entry.title, 250),
        who=entry.author.short_name,
        place=clipped(entry.place, TITLE),
        at=moment(entry.at, zone, scene.now),
    )
    media = await media_of(scene.files, one.attachment)
    return Post((media,), caption, keyboard([named(scene, "entry", "book-to-entry", entry.id)]))


CARDS: dict[str, Card] = {"book-album": album_card, "book-gallery": gallery_card, "book-picture": picture_card}
