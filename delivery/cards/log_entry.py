"""Cards of one answer of the log: its full words, what belongs to it, what the journal says about it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, keyboard
from delivery.cards.log_book import TITLE, TITLE_IN_FILTER, fate, named, press, sign_of, zone_here
from delivery.cards.replies import counted
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import clock, local_day, numeric
from services import log_book
from services.log_book import may_look
from storage import log, log_evidence, people
from storage.log import Change, Entry, Reader
from storage.log_evidence import Evidence

ROOM = 3900  # characters of one message, with a little to spare
LEAST_WORDS = 500
FILES_LISTED = 10
FILE_NAME = 60
CHANGED_WORDS = 150
CHANGES_LISTED = 10


async def _entry(scene: Scene) -> tuple[Reader, Entry] | None:
    reader = await log_book.reader_of(scene.connection, await people.member(scene.connection, scene.data["member"]))
    one = await log.entry(scene.connection, reader, scene.data["report"])
    return None if one is None else (reader, one)


async def entry_card(scene: Scene) -> Outgoing:
    """The full words, everything that belongs to them, what has become of it."""
    found = await _entry(scene)
    if found is None:
        return Dropped("gone")
    reader, one = found
    zone = await zone_here(scene)
    files = (await log_evidence.of_reports(scene.connection, [one.id])).get(one.id, [])
    head: list[Html | str] = [
        text("book-entry", sign=sign_of(one, files), title=clipped(one.title, 250)),
        text("book-entry-plan", plan=clipped(one.roadmap, 150)),
        text(
            "book-entry-who",
            who=one.author.short_name,
            place=clipped(one.place, TITLE),
            at=clock(one.at, zone),
            due=numeric(one.due),
            late="yes" if one.late else "no",
        ),
        *await _whose(scene, one),
    ]
    head += [text("book-entry-done-on", day=numeric(one.done_on))] if one.done_on is not None else []
    end = [*await _files(scene, reader, one, files), *fate(one, zone)]
    room = max(LEAST_WORDS, ROOM - len(join([*head, *end])))
    words = [join(["«", clipped(one.text, room), "»"], "")] if one.text else []
    return Message(join([*head, *words, *end]), keyboard(*_entry_buttons(scene, reader, one, files)))


async def _whose(scene: Scene, one: Entry) -> list[Html]:
    if one.author.id == one.owner_id:
        return []
    return [text("absence-log", name=(await people.member(scene.connection, one.owner_id)).short_name)]


async def _files(scene: Scene, reader: Reader, one: Entry, files: Sequence[Evidence]) -> list[Html | str]:
    if not files:
        return []
    lines: list[Html | str] = [text("book-entry-files", files=counted([each.attachment for each in files]))]
    # A photo as it came out of the camera has nothing to be said about.
    noted = [
        (number, each)
        for number, each in enumerate(files, start=1)
        if each.attachment.file.name or each.attachment.sha256 is None or each.repeats is not None
    ]
    for number, each in noted[:FILES_LISTED]:
        file = each.attachment.file
        line = text(
            "book-file",
            number=number,
            kind=file.kind,
            named="yes" if file.name else "no",
            name=clipped(file.name or "", FILE_NAME),
            kept="yes" if each.attachment.sha256 or not each.attachment.is_file else "no",
        )
        said = await repeat_of(scene, reader, each)
        lines.append(text("book-file-repeat", file=line, repeat=said) if said else line)
    if len(noted) > FILES_LISTED:
        lines.append(text("book-files-more", count=len(noted) - FILES_LISTED))
    if one.withdrawn_at is None and not may_look(reader, one):
        lines.append(text("book-hidden", children=one.children))
    return lines


async def repeat_of(scene: Scene, reader: Reader, one: Evidence) -> str:
    """Where nearly the same picture was before; only that it was, where the reader may not see it there."""
    if one.repeats is None:
        return ""
    earlier = await log.entry(scene.connection, reader, one.repeats)
    if earlier is None:
        return label("book-repeat-elsewhere")
    day = numeric(local_day(earlier.at, await zone_here(scene)))
    return label("book-repeat", title=clipped(earlier.title, TITLE_IN_FILTER), day=day, who=earlier.author.short_name)


def _entry_buttons(
    scene: Scene, reader: Reader, one: Entry, files: Sequence[Evidence]
) -> list[list[InlineKeyboardButton]]:
    only = "pictures" if all(each.picture for each in files) else "all"
    look = [button(label("book-files-button", only=only), press(scene, "files", one.id))]
    back = named(scene, "show", "book-back", 0, scene.data["page"])
    history = named(scene, "history", "book-history-button", one.id)
    return [look if files and may_look(reader, one) else [], [history, back]]


async def history_card(scene: Scene) -> Outgoing:
    """What the journal says about the answer: from what to what, by whom; the old words stay."""
    found = await _entry(scene)
    if found is None:
        return Dropped("gone")
    _, one = found
    zone = await zone_here(scene)
    changes = await log.history(scene.connection, one)
    lines: list[Html | str] = [text("book-history"), join([clipped(one.title, TITLE)])]
    if len(changes) > CHANGES_LISTED:
        lines.append(text("book-earlier", count=len(changes) - CHANGES_LISTED))
    lines += [_change(each, zone) for each in changes[-CHANGES_LISTED:]] or [text("book-history-empty")]
    return Message(join(lines, "\n\n"), keyboard([named(scene, "entry", "book-back-to-entry", one.id)]))


def _change(each: Change, zone: ZoneInfo) -> Html:
    def told(value: str | None) -> str:
        if each.what == "status":
            return label("book-change-status", status=value or "open")
        return clipped(" ".join((value or "").split()), CHANGED_WORDS) or label("book-no-words")

    who = "" if each.who is None else each.who.short_name
    return text(
        "book-change",
        at=clock(each.at, zone),
        who=who,
        what=each.what,
        before=told(each.before),
        after=told(each.after),
    )


CARDS: dict[str, Card] = {"book-entry": entry_card, "book-history": history_card}
