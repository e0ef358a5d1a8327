"""Cards of the archives: what is being gathered, and each archive, made when its turn has come."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zoneinfo import ZoneInfo

from delivery.cards.log_book import about, asked, zone_here
from delivery.cards.log_entry import repeat_of
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Media, Message, Outgoing, Post
from delivery.texts import Html, join, label, text
from delivery.texts.dates import clock
from documents.writing.archive import Filed, write_archive
from documents.writing.index_sheet import Row
from services.log_archive import day_of, fits
from services.log_book import may_look
from storage import log, log_evidence
from storage.log import Entry, Reader
from storage.log_evidence import Evidence


async def gathering_card(scene: Scene) -> Outgoing:
    """How many files come, and how much that is."""
    data = scene.data
    unit, number = ("mb", round(data["size"] / 1e6)) if data["size"] >= 1e6 else ("kb", round(data["size"] / 1e3) or 1)
    size = text("book-size", unit=unit, number=number)
    return Message(text("book-zip", files=data["files"], answers=data["answers"], size=size))


async def part_card(scene: Scene) -> Outgoing:
    """One archive, complete in itself. A crash on the way leaves nothing: it is made anew when it is sent again."""
    choice = await asked(scene)
    zone = await zone_here(scene)
    lines = await _lines(scene, choice.reader, zone)
    if not lines:
        return Dropped("nothing is left of it")
    said = await about(scene, choice)
    words = label("book-sheet-about", about=said or label("book-sheet-all"), at=clock(scene.now, zone))
    write = partial(
        write_archive,
        lines=lines,
        by_plan=scene.data["plans"] > 1,
        title=label("book-sheet-title"),
        about=words,
        made_at=scene.now.astimezone(zone),
    )
    content = await asyncio.to_thread(_written, scene.files.folder, write)
    part, parts = scene.data["part"], scene.data["parts"]
    caption: list[Html | str] = [text("book-zip-caption", part=part, parts=parts)]
    caption += [text("book-about", about=said)] if said else []
    caption.append(text("book-zip-about"))
    media = Media("document", content=content, name=label("book-zip-name", part=part, parts=parts))
    return Post((media,), join(caption))


def _written(folder: Path, write: Callable[[IO[bytes]], None]) -> bytes:
    """What is written, by way of a file without a name, which is gone with the process whatever happens."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder) as target:
        write(target)
        target.seek(0)
        return target.read()


async def _lines(scene: Scene, reader: Reader, zone: ZoneInfo) -> list[Filed]:
    """The lines that were written down for this archive, as far as the reader may see them now."""
    listed: list[list[int]] = scene.data["lines"]
    entries = {
        one.id: one
        for one in await log.visible(scene.connection, reader, list(dict.fromkeys(line[0] for line in listed)))
        if one.withdrawn_at is None
    }
    files = await log_evidence.of_reports(scene.connection, list(entries))
    known = {each.id: each for some in files.values() for each in some}
    lines = []
    for report_id, attachment_id, number in listed:
        entry, evidence = entries.get(report_id), known.get(attachment_id)
        if entry is not None and (evidence is not None or attachment_id == 0):
            repeat = "" if evidence is None else await repeat_of(scene, reader, evidence)
            lines.append(_filed(scene, reader, entry, evidence, number, zone, repeat))
    return lines


def _filed(
    scene: Scene, reader: Reader, entry: Entry, evidence: Evidence | None, number: int, zone: ZoneInfo, repeat: str
) -> Filed:
    sha256 = None if evidence is None else evidence.attachment.sha256
    looked = may_look(reader, entry)
    put_in = evidence is not None and fits(reader, entry, evidence)
    status = "done" if evidence is not None and entry.status is None and entry.state == "done" else entry.status
    row = Row(
        number=entry.number or str(entry.position + 1),
        measure=entry.title,
        who=entry.author.short_name,
        school=entry.place,
        day=day_of(entry, zone),
        due=entry.due,
        late=entry.late,
        answer=label("book-sheet-answer", status=status or "none"),
        words=entry.text or "",
        review=label("book-sheet-review", state=entry.review or "none"),
        name="" if evidence is None else evidence.attachment.file.name or "",
        file="" if put_in or evidence is None else _why_not(evidence, looked=looked),
        sha256=sha256 or "",
        repeat=repeat,
        children=label("book-sheet-children", children=entry.children or "unasked"),
    )
    return Filed(
        plan=entry.roadmap_id,
        plan_title=entry.roadmap,
        measure=entry.measure_id,
        row=row,
        at=entry.at.astimezone(zone),
        number=number,
        name=None if evidence is None else evidence.attachment.file.name,
        content=partial(scene.files.read, sha256) if put_in and sha256 is not None else None,
    )


def _why_not(evidence: Evidence, *, looked: bool) -> str:
    file = evidence.attachment.file
    if not evidence.attachment.is_file:
        return label("book-sheet-place", where=", ".join(filter(None, (file.name, file.remote_id))))
    if evidence.attachment.sha256 is None:
        return label("book-sheet-only-telegram")
    return label("book-sheet-too-large") if looked else ""


CARDS: dict[str, Card] = {"book-zip": gathering_card, "book-zip-part": part_card}
