"""The log as it is read in the bot: pages of answers, a filter, one answer, its history, pictures.

Each message carries its filter in the data of its delivery, because a button has no room for it; a button names that
delivery. So a filter lives as long as its message, and nobody can press under the filter of somebody else.
"""

from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.log_query import Filter, Names, read_query
from domain.names import Known
from domain.outbox import Delivery
from domain.past_days import Stretch, last_month, last_week, school_year
from domain.people import Action, Member, may
from domain.rules import Rules
from services.access import Caller, require
from services.hours import zone_of
from services.outbox import reply, say
from services.work import Work
from storage import deliveries, log, log_evidence, log_names, people
from storage.log import Choice, Reader
from storage.log_evidence import Evidence

ON_A_PAGE = 10
PICTURES_ON_A_PAGE = 12
LAST_PAGE = 200
"""Who wants to read further back narrows the filter."""
IN_AN_ALBUM = 10

Narrowing = Literal["roadmap", "measure", "school", "person", "period"]
PERIODS = ("today", "week", "month", "year")
_TEXTS = frozenset({"book-page", "book-filter", "book-choose", "book-entry", "book-history"})
# Their words stand under a picture, so nothing else can take their place.
_PICTURES = frozenset({"book-gallery", "book-picture"})
# The messenger's clock may go before ours.
_AHEAD = timedelta(days=1)


# --- what a message carries ------------------------------------------------------------------------------------------


def packed(filter_: Filter) -> dict[str, Any]:
    """The filter as a delivery keeps it."""
    kept = {name: value for name, value in asdict(filter_).items() if value is not None}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}


def unpacked(data: dict[str, Any]) -> Filter:
    """The filter that a delivery keeps."""
    kept: dict[str, Any] = dict(data.get("filter") or {})
    for name in {"first", "last"} & set(kept):
        kept[name] = date.fromisoformat(kept[name])
    return Filter(**kept)


async def reader_of(connection: AsyncConnection, member: Member) -> Reader:
    """What the member may read now: their organisation and all below it, or only what they have answered themselves."""
    if not may(member.role, Action.SEE_SUMMARY):
        return Reader(member.id, None)
    scope = frozenset(await people.scope(connection, member.organisation_id))
    return Reader(member.id, scope, len(await people.all_organisations(connection)) == len(scope))


async def choice_of(
    connection: AsyncConnection, reader: Reader, filter_: Filter, *, now: datetime, rules: Rules
) -> Choice:
    """The filter as the database is asked: its days are those of the reader's zone."""
    zone = await zone_of(connection, reader.member_id, rules)
    midnight = [
        None if day is None else datetime.combine(day, time(), tzinfo=zone)
        for day in (filter_.first, None if filter_.last is None else filter_.last + timedelta(days=1))
    ]
    schools = None if filter_.school is None else frozenset(await people.scope(connection, filter_.school))
    return Choice(reader, filter_, midnight[1] or now + _AHEAD, midnight[0], schools)


async def opened(connection: AsyncConnection, caller: Caller, delivery_id: int) -> tuple[Reader, Delivery]:
    """The caller as a reader of the log now, and the message of theirs under which they have pressed.

    Refusal "stale-button" where it is no message of the log, "not-yours" where it is somebody else's.
    """
    member = await require(connection, caller, Action.SEE_LOG)
    delivery = await deliveries.get(connection, delivery_id)
    if delivery is None or delivery.kind not in _TEXTS | _PICTURES:
        raise Refusal("stale-button")
    if delivery.data.get("member") != member.id or delivery.chat.id != caller.chat.id:
        raise Refusal("not-yours")
    return await reader_of(connection, member), delivery


def _data(delivery: Delivery, **changes: Any) -> dict[str, Any]:
    """What the next message carries: the filter of this one, and what is said once is not said again."""
    return {"member": delivery.data["member"], "filter": delivery.data["filter"], "page": 0} | changes


def _in_place(delivery: Delivery, message: int | None) -> int | None:
    return None if delivery.kind in _PICTURES else message


# --- pages and the filter --------------------------------------------------------------------------------------------


async def find(work: Work, caller: Caller, words: str, rules: Rules) -> None:
    """Answer with the first page of what the words ask for; what was not understood is said above it."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.SEE_LOG)
        reader = await reader_of(connection, member)
        today = work.now.astimezone(await zone_of(connection, member.id, rules)).date()
        names = await names_of(connection, reader) if words.strip() else Names()
        query = read_query(words, today, names)
        data = {"member": member.id, "filter": packed(query.filter), "page": 0}
        data |= {"several": list(query.several), "unread": list(query.unread)}
        await reply(connection, work, caller.chat.id, "book-page", data=data)


async def names_of(connection: AsyncConnection, reader: Reader) -> Names:
    """What the reader may name in a filter."""
    authors = await log_names.authors(connection, reader)
    places = await log_names.places(connection, reader)
    return Names(
        people=tuple(Known(one.id, one.family, one.given, one.patronymic) for one in authors),
        places=tuple((one.id, one.name) for one in places),
        roadmaps=tuple(await log_names.plans(connection, reader)),
        measures=tuple(await log_names.rows_of(connection, reader)),
    )


async def turn(work: Work, caller: Caller, delivery_id: int, page: int, message: int | None) -> None:
    """A page of the answers, in the same message where that is one of text."""
    async with work.write() as connection:
        _, delivery = await opened(connection, caller, delivery_id)
        data = _data(delivery, page=_within(page))
        edits = _in_place(delivery, message)
        await reply(connection, work, caller.chat.id, "book-page", data=data, edits=edits)


def _within(page: int) -> int:
    return min(max(page, 0), LAST_PAGE)


async def open_filter(work: Work, caller: Caller, delivery_id: int, message: int | None) -> None:
    """The card on which the filter is changed."""
    async with work.write() as connection:
        _, delivery = await opened(connection, caller, delivery_id)
        edits = _in_place(delivery, message)
        await reply(connection, work, caller.chat.id, "book-filter", data=_data(delivery), edits=edits)


async def list_choices(
    work: Work, caller: Caller, delivery_id: int, what: Narrowing, page: int, message: int | None
) -> None:
    """What the filter can be narrowed to: a page of roadmaps, measures, schools, people, or the periods."""
    async with work.write() as connection:
        _, delivery = await opened(connection, caller, delivery_id)
        data = _data(delivery, what=what, page=_within(page))
        edits = _in_place(delivery, message)
        await reply(connection, work, caller.chat.id, "book-choose", data=data, edits=edits)


async def narrow(
    work: Work, caller: Caller, delivery_id: int, what: Narrowing, item: int, message: int | None, rules: Rules
) -> None:
    """The filter with this roadmap, measure, school, person or period (0: any); Refusal "stale-button" for another."""
    async with work.write() as connection:
        reader, delivery = await opened(connection, caller, delivery_id)
        filter_ = unpacked(delivery.data)
        if what == "period":
            zone = await zone_of(connection, reader.member_id, rules)
            days = _period(item, work.now.astimezone(zone).date())
            filter_ = replace(filter_, first=days.first, last=days.last)
        else:
            if item and item not in {key for key, _ in await choices(connection, reader, filter_, what)}:
                raise Refusal("stale-button")
            if what == "roadmap":
                filter_ = replace(filter_, roadmap=None, measure=None)
            chosen: dict[str, Any] = {what: item or None}
            filter_ = replace(filter_, **chosen)
        data = _data(delivery, filter=packed(filter_))
        edits = _in_place(delivery, message)
        await reply(connection, work, caller.chat.id, "book-filter", data=data, edits=edits)


async def choices(
    connection: AsyncConnection, reader: Reader, filter_: Filter, what: Narrowing
) -> list[tuple[int, str]]:
    """What the filter may be narrowed to, by id and name; a measure of the roadmap that is chosen, or the only one."""
    if what == "school":
        return [(one.id, one.name) for one in await log_names.places(connection, reader)]
    if what == "person":
        return [(one.id, one.short_name) for one in await log_names.authors(connection, reader)]
    plans = await log_names.plans(connection, reader)
    if what == "roadmap":
        return plans
    roadmap = filter_.roadmap or (plans[0][0] if len(plans) == 1 else None)
    return [] if roadmap is None else await log_names.rows_of(connection, reader, roadmap)


def _period(number: int, today: date) -> Stretch:
    known = (Stretch(None, None), Stretch(today, today), last_week(today), last_month(today), school_year(today))
    if not 0 <= number < len(known):
        raise Refusal("stale-button")
    return known[number]


async def reset(work: Work, caller: Caller, delivery_id: int, message: int | None) -> None:
    """All answers again."""
    async with work.write() as connection:
        _, delivery = await opened(connection, caller, delivery_id)
        edits = _in_place(delivery, message)
        await reply(connection, work, caller.chat.id, "book-page", data=_data(delivery, filter={}), edits=edits)


# --- one answer ------------------------------------------------------------------------------------------------------


async def show_entry(
    work: Work, caller: Caller, delivery_id: int, report_id: int, message: int | None, *, history: bool = False
) -> None:
    """One answer in full, or what the journal says about it; Refusal "stale-button" where it is not theirs to see."""
    async with work.write() as connection:
        reader, delivery = await opened(connection, caller, delivery_id)
        if await log.entry(connection, reader, report_id) is None:
            raise Refusal("stale-button")
        data = _data(delivery, report=report_id, page=delivery.data["page"])
        kind = "book-history" if history else "book-entry"
        edits = _in_place(delivery, message)
        await reply(connection, work, caller.chat.id, kind, data=data, edits=edits)


async def show_files(work: Work, caller: Caller, delivery_id: int, report_id: int) -> None:
    """The files of an answer in this chat, in albums of what can stand together; Refusal "book-no-files" without."""
    async with work.write() as connection:
        reader, _ = await opened(connection, caller, delivery_id)
        albums = _albums(await files_of(connection, reader, report_id))
        if not albums:
            raise Refusal("book-no-files")
        for place, album in enumerate(albums):
            data = {"member": reader.member_id, "report": report_id, "files": [one.id for one in album]}
            key = work.key(f"book-album:{place}")
            await say(connection, chat_id=caller.chat.id, kind="book-album", key=key, now=work.now, data=data)


async def files_of(connection: AsyncConnection, reader: Reader, report_id: int) -> list[Evidence]:
    """The files of an answer that the reader may look at: none while consent is missing, nor of what was taken back."""
    one = await log.entry(connection, reader, report_id)
    if one is None or not may_look(reader, one):
        return []
    return (await log_evidence.of_reports(connection, [report_id])).get(report_id, [])


def may_look(reader: Reader, one: log.Entry) -> bool:
    """Whether the reader may see the files of the answer: the same rule as ``storage.log.shown_to``."""
    if one.withdrawn_at is not None:
        return False
    return one.children in (None, "none", "consent") or one.author.id == reader.member_id


_TOGETHER = {"photo": "shown", "video": "shown", "video-note": "shown", "document": "document", "audio": "audio"}


def _albums(files: list[Evidence]) -> list[list[Evidence]]:
    """Pictures and videos stand together, files together, sounds together; a voice or an animation stands alone."""
    found: list[list[Evidence]] = []
    for sort in ("shown", "document", "audio"):
        some = [one for one in files if _TOGETHER.get(one.attachment.file.kind) == sort]
        found += [some[start : start + IN_AN_ALBUM] for start in range(0, len(some), IN_AN_ALBUM)]
    return found + [[one] for one in files if one.attachment.file.kind in ("voice", "animation")]


# --- pictures --------------------------------------------------------------------------------------------------------


async def show_gallery(work: Work, caller: Caller, delivery_id: int, page: int) -> None:
    """A page of small pictures, as a message of its own: a picture cannot take the place of words."""
    async with work.write() as connection:
        _, delivery = await opened(connection, caller, delivery_id)
        await reply(connection, work, caller.chat.id, "book-gallery", data=_data(delivery, page=_within(page)))


async def show_picture(work: Work, caller: Caller, delivery_id: int, attachment_id: int) -> None:
    """One picture in full; Refusal "stale-button" where it is not theirs to see."""
    async with work.write() as connection:
        reader, delivery = await opened(connection, caller, delivery_id)
        if await log_evidence.picture(connection, reader, attachment_id) is None:
            raise Refusal("stale-button")
        data = _data(delivery, picture=attachment_id)
        await reply(connection, work, caller.chat.id, "book-picture", data=data)
