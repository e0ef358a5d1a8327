"""Cards of the log in the bot: a page of answers, the filter, what it can be narrowed to."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.replies import counted
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import clock, local_day, short, spoken
from domain.log_query import Filter
from domain.replies import worth_quoting
from services import log_book
from services.hours import zone_of
from services.log_book import ON_A_PAGE, PERIODS, choices, unpacked
from storage import log, log_evidence, log_names, people
from storage.log import Choice, Entry
from storage.log_evidence import Evidence

TITLE, NAME, WORDS = 70, 40, 80
TITLE_IN_FILTER = 60
IN_BUTTON = 50
CHOICES_ON_A_PAGE = 8
PEOPLE_ON_A_PAGE = 20
_SIGNS: dict[str | None, Html] = {
    "done": Html("✅ "),
    "in-progress": Html("🔄 "),
    "trouble": Html("⚠️ "),
    "withdrawn": Html("↩️ "),
    "waiting": Html("⏳ "),
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
    period = _period(filter_, scene.now.astimezone(await zone_here(scene)).date())
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


async def zone_here(scene: Scene) -> ZoneInfo:
    """The reader's zone."""
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
    zone = await zone_here(scene)
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
        words = clipped("», «".join(unread), WORDS)
        lines.append(text("book-unread" if said or several else "book-unread-all", words=words))
    if several:
        lines.append(text("book-several", words=clipped("», «".join(several), WORDS)))
    return join(lines)


def sign_of(one: Entry, files: Sequence[Evidence]) -> Html:
    """The symbol of what was answered; pictures that follow «выполнено» stand under its sign."""
    if one.withdrawn_at is not None or one.review == "returned":
        return _SIGNS["withdrawn"]
    if one.review == "waiting":
        return _SIGNS["waiting"]
    return _SIGNS["done" if files and one.status is None and one.state == "done" else one.status]


def _line(number: int, one: Entry, files: Sequence[Evidence], zone: ZoneInfo, now: datetime, *, own: bool) -> Html:
    title = text("book-title", number=number, sign=sign_of(one, files), title=clipped(one.title, TITLE))
    at = moment(one.at, zone, now)
    who, place = clipped(one.author.short_name, NAME), clipped(one.place, NAME)
    second: list[Html | str] = [at if own else text("book-who", who=who, place=place, at=at)]
    second += [text("book-entry-done-on", day=short(one.done_on))] if one.done_on is not None else []
    second += [text("book-late")] if one.late else []
    words = " ".join((one.text or "").split())
    third: list[Html | str] = []
    if words and (one.status is None or worth_quoting(words)):
        third.append(text("quoted", quote=clipped(words, WORDS)))
    if files:
        third.append(counted([each.attachment for each in files]))
    third += fate(one, zone)
    return join([title, join(second, " · "), *([join(third, " · ")] if third else [])])


def fate(one: Entry, zone: ZoneInfo) -> list[Html]:
    """«отменено 18.10», «исправлено 18.10», or nothing."""
    if one.withdrawn_at is not None:
        return [text("book-withdrawn", day=short(local_day(one.withdrawn_at, zone)))]
    if one.review in ("waiting", "returned"):
        return [text("book-review", state=one.review)]
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


CARDS: dict[str, Card] = {
    "book-page": page_card,
    "book-filter": filter_card,
    "book-choose": choose_card,
}
