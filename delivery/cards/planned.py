"""What will be sent in the days to come: by day, by person, and who will not get it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import spoken, weekday, with_weekday
from domain.people import Member
from services.planned import Item, Preview, Promise, Unheard, preview
from storage import assignments, upcoming
from storage.assignments import AssignmentView

LINES_ON_A_PAGE = 8
PEOPLE_ON_A_PAGE = 20
ITEMS = 3  # measures named of one message
TITLE = 60
MISSED_NAMED = 5
REASONS: tuple[Unheard, ...] = ("not-connected", "blocked", "absent")


class PlannedButton(CallbackData, prefix="pd"):
    """What can be pressed under /planned: ``do`` show, people, missed.

    ``day`` (a proleptic ordinal) and ``person`` (a member) choose what is shown, 0: all.
    """

    do: str
    day: int = 0
    person: int = 0
    page: int = 0


async def planned(scene: Scene) -> Outgoing:
    """The days with their counts and who gets what, or the people, or who will not get it."""
    seen = await preview(scene.connection, scene.data["member"], now=scene.now, rules=scene.rules)
    involved = {one.member_id for one in seen.promises} | {member_id for member_id, _ in seen.missed}
    names = await upcoming.who(scene.connection, involved)
    if scene.data["view"] == "people":
        return _people(scene, seen, names)
    if scene.data["view"] == "missed":
        return _missed(seen, names)
    return await _messages(scene, seen, names)


# --- messages --------------------------------------------------------------------------------------------------------


async def _messages(scene: Scene, seen: Preview, names: dict[int, Member]) -> Message:
    day, person = scene.data["day"], scene.data["person"]
    listed = [
        one
        for one in seen.promises
        if (not day or one.day.toordinal() == day) and (not person or one.member_id == person)
    ]
    page, turns = _turns(scene, len(listed), LINES_ON_A_PAGE)
    shown = listed[page * LINES_ON_A_PAGE : (page + 1) * LINES_ON_A_PAGE]
    views = await _views(scene, shown)
    names |= await upcoming.who(scene.connection, {view.member_id for view in views.values()} - set(names))
    lines: list[Html | str] = [_head(scene, seen, listed)]
    if not day and not person and page == 0:
        lines += _days(seen)
    for one in shown:
        lines += [Html(""), _line(one, names, views, seen.first)]
    if not day and not person and page == 0 and seen.missed:
        lines += [Html(""), *_missed_lines(seen, names)]
    return Message(join(lines), keyboard(turns, *_choices(scene, seen)))


def _head(scene: Scene, seen: Preview, listed: Sequence[Promise]) -> Html:
    first = last = None
    if scene.data["day"]:
        first = last = date.fromordinal(_within(scene.data["day"]))
    first, last = first or seen.first, last or seen.last
    if not listed:
        return text("planned-nothing", first=spoken(first, seen.first), last=spoken(last, seen.first))
    people = len({one.member_id for one in listed})
    words = text("planned-messages", count=len(listed))
    if first == last:
        return text("planned-day-head", day=with_weekday(first, seen.first), messages=words, people=people)
    since, until = spoken(first, seen.first), spoken(last, seen.first)
    return text("planned-head", first=since, last=until, messages=words, people=people)


def _within(ordinal: int) -> int:
    """An ordinal that is a day at all: a button may be forged."""
    return min(max(ordinal, date.min.toordinal()), date.max.toordinal())


def _days(seen: Preview) -> list[Html]:
    readers = Counter(day for day, _ in {(one.day, one.member_id) for one in seen.promises})
    return [text("planned-day", day=with_weekday(day, seen.first), count=readers[day]) for day in sorted(readers)]


async def _views(scene: Scene, shown: Sequence[Promise]) -> dict[int, AssignmentView]:
    ids = {item.assignment_id for one in shown for item in one.items}
    return {view.id: view for view in await assignments.views(scene.connection, ids)}


def _line(one: Promise, names: dict[int, Member], views: dict[int, AssignmentView], today: date) -> Html:
    items = sorted(one.items, key=lambda item: (views[item.assignment_id].control, item.assignment_id))
    named = [_item(item, views[item.assignment_id], one, names) for item in items[:ITEMS]]
    if len(items) > ITEMS:
        named.append(text("planned-more", count=len(items) - ITEMS))
    return text(
        "planned-line",
        day=with_weekday(one.day, today),
        time=f"{one.hour:%H:%M}".removeprefix("0"),
        who=names[one.member_id].short_name,
        count=len({item.assignment_id for item in one.items}),
        items=join(named, ", "),
    )


def _item(item: Item, view: AssignmentView, one: Promise, names: dict[int, Member]) -> Html:
    """The measure, whose it is where it is not the reader's own, and why it stands in the message."""
    days = (view.due - one.day).days
    kind, again = item.kind or "asked", "yes" if item.kind == "again" else "no"
    if kind in ("ahead", "again", "asked"):
        kind = kind if days >= 0 else "after"
    whose = "own" if view.member_id == one.member_id else names[view.member_id].short_name
    title = clipped(view.name, TITLE)
    return text("planned-item", title=title, whose=whose, kind=kind, again=again, days=max(days, 0))


# --- who, and who not ------------------------------------------------------------------------------------------------


def _missed_lines(seen: Preview, names: dict[int, Member], named: int = MISSED_NAMED) -> list[Html]:
    lines = [text("planned-missed")]
    for reason in REASONS:
        found = sorted(
            (names[member_id].short_name, count) for (member_id, why), count in seen.missed.items() if why == reason
        )
        if not found:
            continue
        listed = [f"{name} ({count})" for name, count in found[:named]]
        if len(found) > named:
            listed.append(label("planned-more", count=len(found) - named))
        lines.append(text("planned-missed-line", reason=reason, names=", ".join(listed)))
    return lines


def _missed(seen: Preview, names: dict[int, Member]) -> Message:
    if not seen.missed:
        return Message(text("planned-missed-nobody"), keyboard([_all()]))
    return Message(join(_missed_lines(seen, names, named=4 * PEOPLE_ON_A_PAGE)), keyboard([_all()]))


def _people(scene: Scene, seen: Preview, names: dict[int, Member]) -> Message:
    counts = Counter(one.member_id for one in seen.promises)
    listed = sorted(counts, key=lambda member_id: (names[member_id].family, names[member_id].given, member_id))
    page, turns = _turns(scene, len(listed), PEOPLE_ON_A_PAGE)
    shown = listed[page * PEOPLE_ON_A_PAGE : (page + 1) * PEOPLE_ON_A_PAGE]
    buttons = [
        button(f"{names[one].short_name} ({counts[one]})", PlannedButton(do="show", person=one)) for one in shown
    ]
    head = text("planned-people", count=len(listed))
    return Message(head, keyboard(*in_rows(buttons, 2), turns, [_all()]))


# --- buttons ---------------------------------------------------------------------------------------------------------


def _choices(scene: Scene, seen: Preview) -> list[list[InlineKeyboardButton]]:
    if scene.data["day"] or scene.data["person"]:
        return [[_all()]]
    days = sorted({one.day for one in seen.promises})
    dated = [button(f"{weekday(day)} {day.day}", PlannedButton(do="show", day=day.toordinal())) for day in days]
    more = []
    if len({one.member_id for one in seen.promises}) > 1:
        more.append(button(label("planned-by-person"), PlannedButton(do="people")))
    if seen.missed:
        count = len({member_id for member_id, _ in seen.missed})
        more.append(button(label("planned-missed-all", count=count), PlannedButton(do="missed")))
    return [*in_rows(dated if len(days) > 1 else [], 4), more]


def _all() -> InlineKeyboardButton:
    return button(label("planned-all"), PlannedButton(do="show"))


def _turns(scene: Scene, count: int, size: int) -> tuple[int, list[InlineKeyboardButton]]:
    """The page that there is, and the buttons to its neighbours."""
    data, last = scene.data, max(count - 1, 0) // size
    page = min(max(data["page"], 0), last)
    turns = [
        button(sign, PlannedButton(do=data["view"], day=data["day"], person=data["person"], page=turned))
        for sign, turned in (("‹", page - 1), ("›", page + 1))
        if 0 <= turned <= last
    ]
    return page, turns


CARDS: dict[str, Card] = {"planned": planned}
