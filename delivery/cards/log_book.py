"""Cards of the log in the bot: a page of answers, the filter, one answer with what stands behind it, its history."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.replies import counted
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import clock, local_day, numeric, short, spoken
from domain.log_query import Filter
from domain.replies import worth_quoting
from services import log_book
from services.hours import zone_of
from services.log_book import ON_A_PAGE, PERIODS, choices, may_look, unpacked
from storage import log, log_evidence, log_names, people
from storage.log import Change, Choice, Entry, Reader
from storage.log_evidence import Evidence

TITLE, NAME, WORDS = 70, 40, 80
TITLE_IN_FILTER = 60
IN_BUTTON = 50
CHOICES_ON_A_PAGE = 8
PEOPLE_ON_A_PAGE = 20
ROOM = 3900  # characters of one message, with a little to spare
LEAST_WORDS = 500
FILES_LISTED = 10
FILE_NAME = 60
CHANGED_WORDS = 150
CHANGES_LISTED = 10
_SIGNS: dict[str | None, Html] = {
    "done": Html("✅ "),
    "in-progress": Html("🔄 "),
    "trouble": Html("⚠️ "),
    "withdrawn": Html("↩️ "),
    None: Html(""),
}


class LogButton(CallbackData, prefix="lg"):
    """What can be pressed under a message of the log; ``delivery`` is that message, which keeps the filter.

    ``do``: show (a page), filter, reset, the lists roadmaps, measures, schools, people, periods and the choice of an
    ``item`` of them, roadmap, measure, school, person, period; entry, history, files (of the answer ``item``),
    gallery, picture (the file ``item``), zip.
    """

    do: str
    delivery: int
    item: int = 0
    page: int = 0


LISTS: dict[str, log_book.Narrowing] = {
    "roadmaps": "roadmap",
    "measures": "measure",
    "schools": "school",
    "people": "person",
    "periods": "period",
}


def press(scene: Scene, do: str, item: int = 0, page: int = 0) -> LogButton:
    """The data of a button under the message that is made."""
    return LogButton(do=do, delivery=scene.delivery.id, item=item, page=page)


def named(scene: Scene, do: str, name: str, item: int = 0, page: int = 0) -> InlineKeyboardButton:
    """A button with the label ``name`` of the texts."""
    return button(label(name), press(scene, do, item, page))


def turns(scene: Scene, do: str, page: int, *, more: bool) -> list[InlineKeyboardButton]:
    """«‹» and «›», where there is something to turn to."""
    offered = (("‹", page - 1, page > 0), ("›", page + 1, more and page < log_book.LAST_PAGE))
    return [button(sign, press(scene, do, page=turned)) for sign, turned, there in offered if there]


async def asked(scene: Scene) -> Choice:
    """What the message shows, by what its reader may see at this moment."""
    reader = await log_book.reader_of(scene.connection, await people.member(scene.connection, scene.data["member"]))
    return await log_book.choice_of(scene.connection, reader, unpacked(scene.data), now=scene.now, rules=scene.rules)


async def about(scene: Scene, choice: Choice) -> str:
    """The filter in words, empty where there is none; names only of what the reader may see."""
    filter_, reader = choice.filter, choice.reader
    found: list[str] = []
    if filter_.roadmap is not None:
        found += _title(await log_names.plans(scene.connection, reader), filter_.roadmap)
    if filter_.measure is not None:
        found += _title(await log_names.rows_of(scene.connection, reader), filter_.measure)
    for what, key in (("school", filter_.school), ("person", filter_.person)):
        if key is not None:
            listed = await choices(scene.connection, reader, filter_, "school" if what == "school" else "person")
            found += _title(listed, key)
    period = _period(filter_, scene.now.astimezone(await _zone(scene)).date())
    return " · ".join([*found, *([period] if period else [])])


def _title(listed: Sequence[tuple[int, str]], key: int) -> list[str]:
    return [clipped(name, TITLE_IN_FILTER) for known, name in listed if known == key]


def _period(filter_: Filter, today: date) -> str:
    first, last = filter_.first, filter_.last
    if first is None and last is None:
        return ""
    kind = "day" if first == last else "since" if last is None else "till" if first is None else "between"
    days = ["" if day is None else spoken(day, today) for day in (first, last)]
    return label("book-period", kind=kind, first=days[0], last=days[1])


async def _zone(scene: Scene) -> ZoneInfo:
    return await zone_of(scene.connection, scene.data["member"], scene.rules)


def moment(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """«17.10 14:05», with the year where it is another one."""
    local = at.astimezone(zone)
    return local.strftime("%d.%m %H:%M") if local.year == now.astimezone(zone).year else clock(at, zone)


# --- a page ----------------------------------------------------------------------------------------------------------


async def page_card(scene: Scene) -> Outgoing:
    """The answers, newest first, and what can be done with all that the filter finds."""
    choice, page = await asked(scene), scene.data["page"]
    found = await log.page(scene.connection, choice, offset=page * ON_A_PAGE, limit=ON_A_PAGE + 1)
    shown = found[:ON_A_PAGE]
    files = await log_evidence.of_reports(scene.connection, [one.id for one in shown])
    lines = [await _head(scene, choice)]
    zone = await _zone(scene)
    first = page * ON_A_PAGE + 1
    for number, one in enumerate(shown, start=first):
        lines.append(
            _line(number, one, files.get(one.id, []), zone, scene.now, own=choice.reader.organisations is None)
        )
    filtered = choice.filter != Filter()
    if not shown:
        lines.append(text("book-nothing") if filtered or page else text("book-empty"))
    numbers = [button(str(number), press(scene, "entry", one.id, page)) for number, one in enumerate(shown, first)]
    tools = [named(scene, "filter", "book-filter-button")] if shown or filtered else []
    tools += [named(scene, "gallery", "book-gallery-button"), named(scene, "zip", "book-zip-button")] if shown else []
    tools += [named(scene, "reset", "book-reset")] if filtered and not shown else []
    rows = [*in_rows(numbers, 5), turns(scene, "show", page, more=len(found) > ON_A_PAGE), tools]
    return Message(join(lines, "\n\n"), keyboard(*rows))


async def _head(scene: Scene, choice: Choice) -> Html:
    lines: list[Html | str] = [text("book-head", page=scene.data["page"] + 1)]
    said = await about(scene, choice)
    if said:
        lines.append(text("book-about", about=said))
    unread, several = scene.data.get("unread", ()), scene.data.get("several", ())
    if unread:
        key = "book-unread" if said or several else "book-unread-all"
        lines.append(text(key, words=clipped("», «".join(unread), WORDS)))
    if several:
        lines.append(text("book-several", words=clipped("», «".join(several), WORDS)))
    return join(lines)


def sign_of(one: Entry, files: Sequence[Evidence]) -> Html:
    """The symbol of what was answered; pictures that follow «выполнено» stand under its sign."""
    if one.withdrawn_at is not None:
        return _SIGNS["withdrawn"]
    return _SIGNS["done" if files and one.status is None and one.state == "done" else one.status]


def _line(number: int, one: Entry, files: Sequence[Evidence], zone: ZoneInfo, now: datetime, *, own: bool) -> Html:
    title = text("book-title", number=number, sign=sign_of(one, files), title=clipped(one.title, TITLE))
    at = moment(one.at, zone, now)
    who, place = clipped(one.author.short_name, NAME), clipped(one.place, NAME)
    second: list[Html | str] = [at if own else text("book-who", who=who, place=place, at=at)]
    second += [text("book-late")] if one.late else []
    words = " ".join((one.text or "").split())
    third: list[Html | str] = []
    if words and (one.status is None or worth_quoting(words)):
        third.append(text("quoted", quote=clipped(words, WORDS)))
    if files:
        third.append(counted([each.attachment for each in files], words=False))
    third += _fate(one, zone)
    return join([title, join(second, " · "), *([join(third, " · ")] if third else [])])


def _fate(one: Entry, zone: ZoneInfo) -> list[Html]:
    if one.withdrawn_at is not None:
        return [text("book-withdrawn", day=short(local_day(one.withdrawn_at, zone)))]
    if one.corrected_at is not None:
        return [text("book-corrected", day=short(local_day(one.corrected_at, zone)))]
    return []


# --- the filter ------------------------------------------------------------------------------------------------------


async def filter_card(scene: Scene) -> Outgoing:
    """What is chosen now, and what can be chosen."""
    choice = await asked(scene)
    said = await about(scene, choice)
    lines = [text("book-filter"), text("book-about", about=said) if said else text("book-filter-all")]
    lines.append(text("book-filter-words"))
    plans = await log_names.plans(scene.connection, choice.reader)
    by = ["roadmaps"] if len(plans) > 1 else []
    by += ["measures"] if choice.filter.roadmap is not None or len(plans) == 1 else []
    if choice.reader.organisations is not None:
        by += ["schools"] if len(choice.reader.organisations) > 1 else []
        by += ["people"]
    by += ["periods"]
    narrowing = [named(scene, one, f"book-by-{LISTS[one]}") for one in by]
    end = [named(scene, "show", "book-show"), *([named(scene, "reset", "book-reset")] if said else [])]
    return Message(join(lines), keyboard(*in_rows(narrowing, 2), end))


async def choose_card(scene: Scene) -> Outgoing:
    """One of the lists, a page of it."""
    choice = await asked(scene)
    what: log_book.Narrowing = scene.data["what"]
    if what == "period":
        names = [(place, label("book-period-name", name=one)) for place, one in enumerate(PERIODS, start=1)]
    else:
        names = await choices(scene.connection, choice.reader, choice.filter, what)
    size, width = (PEOPLE_ON_A_PAGE, 2) if what in ("person", "period") else (CHOICES_ON_A_PAGE, 1)
    last = max(len(names) - 1, 0) // size
    page = min(scene.data["page"], last)
    listed = [button(clipped(name, IN_BUTTON), press(scene, what, key)) for key, name in names[page * size :][:size]]
    lists = {one: name for name, one in LISTS.items()}
    any_ = button(label("book-choose-any", what=what), press(scene, what))
    words = [text("book-choose", what=what), *([] if names else [text("book-choose-none")])]
    rows = [*in_rows(listed, width), turns(scene, lists[what], page, more=page < last), [any_]]
    return Message(join(words), keyboard(*rows))


# --- one answer ------------------------------------------------------------------------------------------------------


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
    zone = await _zone(scene)
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
    end = [*await _files(scene, reader, one, files), *_fate(one, zone)]
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
    lines: list[Html | str] = [
        text("book-entry-files", files=counted([each.attachment for each in files], words=False))
    ]
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
            kept="yes" if each.attachment.sha256 else "no",
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
    day = numeric(local_day(earlier.at, await _zone(scene)))
    return label("book-repeat", title=clipped(earlier.title, TITLE_IN_FILTER), day=day, who=earlier.author.short_name)


def _entry_buttons(
    scene: Scene, reader: Reader, one: Entry, files: Sequence[Evidence]
) -> list[list[InlineKeyboardButton]]:
    only = "pictures" if all(each.picture for each in files) else "all"
    look = [button(label("book-files-button", only=only), press(scene, "files", one.id))]
    back = named(scene, "show", "book-back", page=scene.data["page"])
    history = named(scene, "history", "book-history-button", one.id)
    return [look if files and may_look(reader, one) else [], [history, back]]


async def history_card(scene: Scene) -> Outgoing:
    """What the journal says about the answer: from what to what, by whom; the old words stay."""
    found = await _entry(scene)
    if found is None:
        return Dropped("gone")
    _, one = found
    zone = await _zone(scene)
    changes = await log.history(scene.connection, one)
    lines: list[Html | str] = [text("book-history"), join([clipped(one.title, TITLE)])]
    if len(changes) > CHANGES_LISTED:
        lines.append(text("book-earlier", count=len(changes) - CHANGES_LISTED))
    lines += [_change(each, zone) for each in changes[-CHANGES_LISTED:]] or [text("book-history-empty")]
    return Message(join(lines, "\n\n"), keyboard([named(scene, "entry", "book-back-to-entry", one.id)]))


def _change(each: Change, zone: ZoneInfo) -> Html:
    def told(value: str | None) -> Any:
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


CARDS: dict[str, Card] = {
    "book-page": page_card,
    "book-filter": filter_card,
    "book-choose": choose_card,
    "book-entry": entry_card,
    "book-history": history_card,
}
