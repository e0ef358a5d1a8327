"""Cards of absence: which days, who stands in, what was recorded, what the others are told; marks in other cards."""

from collections.abc import Iterable
from datetime import date

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import short, spoken, with_weekday
from domain.absences import Absence
from domain.people import Action, Member, may
from services.surroundings import Surroundings
from storage import absences, assignments, people
from storage.absences import Recorded
from storage.assignments import AssignmentView

ON_A_PAGE = 8
LISTED = 5
STANDING = 3
TITLE = 80
PLACE = 30


class AbsenceButton(CallbackData, prefix="ab"):
    """What can be pressed about the days: ``do`` ask, today, week, fortnight, other about ``member``; people."""

    do: str
    member: int = 0
    organisation: int = 0
    page: int = 0


class StandInButton(CallbackData, prefix="si"):
    """What can be pressed about a recorded absence: ``do`` name (``deputy``), nobody, turn, end."""

    do: str
    absence: int
    deputy: int = 0
    page: int = 0


def around(scene: Scene) -> Surroundings:
    """The absences, hours and superiors as they are at this moment."""
    return Surroundings(scene.connection, scene.rules, scene.now)


def days_of(absence: Absence, today: date) -> Html:
    """«с 1 ноября по 14 ноября»"""
    last = absence.last or absence.first
    form = "open" if absence.last is None else "day" if last == absence.first else "range"
    return text("absence-days", form=form, first=spoken(absence.first, today), last=spoken(last, today))


async def instead(scene: Scene, views: Iterable[AssignmentView], reader_id: int | None) -> dict[int, Html]:
    """«Шабанова Н.С. (отсутствует)» for the person of each of these who is not the reader, by member."""
    ids = {view.member_id for view in views} - {reader_id}
    names = {one: (await people.member(scene.connection, one)).short_name for one in ids}
    return {one: text("absence-instead", name=name) for one, name in names.items()}


async def called(scene: Scene, member_ids: Iterable[int]) -> dict[int, Html]:
    """The short names of these people, of absent ones with until when and who stands in."""
    found, here = {}, around(scene)
    for one in member_ids:
        name = (await here.member(one)).short_name
        away = await here.absence_of(one)
        found[one] = join([name]) if away is None else await _away(here, name, away)
    return found


async def _away(here: Surroundings, name: str, away: Absence) -> Html:
    hearer = await here.stand_in(away.member_id)
    deputy = "none" if hearer is None else (await here.member(hearer)).short_name
    return text("absence-away", name=name, until="unknown" if away.last is None else short(away.last), deputy=deputy)


# --- saying it -------------------------------------------------------------------------------------------------------


async def ask(scene: Scene) -> Outgoing:
    """What is recorded already, and «На какие дни?»."""
    member = await people.member(scene.connection, scene.data["member"])
    viewer = await people.member(scene.connection, scene.data["viewer"])
    standing = await absences.standing(scene.connection, scene.today, member.id)
    lines = [await _standing_line(scene, one) for one in standing[:STANDING]]
    own = member.id == viewer.id
    lines.append(text("absence-ask") if own else text("absence-ask-for", name=member.short_name))
    ends = [_end_buttons(one, own=own) for one in standing[:STANDING]]

    def days(do: str) -> InlineKeyboardButton:
        return button(label(f"absence-{do}"), AbsenceButton(do=do, member=member.id))

    others = []
    if own and may(viewer.role, Action.RECORD_ABSENCE):
        others = [button(label("absence-people"), AbsenceButton(do="people", organisation=viewer.organisation_id))]
    rows = [[days("today"), days("week")], [days("fortnight"), days("other")], others]
    return Message(join(lines), keyboard(*ends, *rows))


async def _standing_line(scene: Scene, absence: Absence) -> Html:
    return text("absence-standing", days=days_of(absence, scene.today), deputy=await _deputy(scene, absence))


async def _deputy(scene: Scene, absence: Absence) -> Html:
    deputy = None if absence.deputy_id is None else await people.member(scene.connection, absence.deputy_id)
    return text("absence-deputy-is", deputy="none" if deputy is None else deputy.short_name)


def _end_buttons(absence: Absence, *, own: bool) -> list[InlineKeyboardButton]:
    over = button(label("absence-back" if own else "absence-end"), StandInButton(do="end", absence=absence.id))
    change = label("absence-name" if absence.deputy_id is None else "absence-change")
    return [over, button(change, StandInButton(do="turn", absence=absence.id))]


async def choose_person(scene: Scene) -> Outgoing:
    """The people of an organisation, then the organisations below it."""
    place = scene.data["organisation"]
    everybody = await people.members_in(scene.connection, {place})
    below = await people.children(scene.connection, place)
    buttons = [button(one.short_name, AbsenceButton(do="ask", member=one.id)) for one in everybody]
    buttons += [button(clipped(one.name, PLACE), AbsenceButton(do="people", organisation=one.id)) for one in below]
    shown, page, last = _page(buttons, scene.data["page"], 2 * ON_A_PAGE)
    turns = [
        button(sign, AbsenceButton(do="people", organisation=place, page=turned))
        for sign, turned in (("‹", page - 1), ("›", page + 1))
        if 0 <= turned <= last
    ]
    here = await people.organisation(scene.connection, place)
    return Message(text("absence-people-ask", place=here.name), keyboard(*in_rows(shown, 2), turns))


def _page(buttons: list[InlineKeyboardButton], page: int, size: int) -> tuple[list[InlineKeyboardButton], int, int]:
    last = max(len(buttons) - 1, 0) // size
    page = min(max(page, 0), last)
    return buttons[page * size : (page + 1) * size], page, last


async def typed(_scene: Scene) -> Outgoing:
    """How the days are typed."""
    return Message(text("absence-typed"))


async def recorded(scene: Scene) -> Outgoing:
    """What was recorded; who stands in, asked or answered; «Отменить»."""
    found = await _found(scene)
    if found is None:
        return Dropped("over")
    absence, member = found.absence, await people.member(scene.connection, found.absence.member_id)
    head = text(
        "absence-recorded",
        whose="own" if scene.delivery.chat.member_id == member.id else member.short_name,
        days=days_of(absence, scene.today),
        deputy=await _deputy(scene, absence),
    )
    undo = button(label("absence-undo"), StandInButton(do="end", absence=absence.id))
    if scene.data["page"] is not None:
        return Message(join([head, text("absence-who")]), keyboard(*await _colleagues(scene, absence, member), [undo]))
    change = label("absence-name" if absence.deputy_id is None else "absence-change")
    again = button(change, StandInButton(do="turn", absence=absence.id))
    return Message(join([head, *await _consequence(scene, absence)]), keyboard([undo, again]))


async def _consequence(scene: Scene, absence: Absence) -> list[Html]:
    if absence.deputy_id is None:
        return [text("absence-alone")]
    chats = await people.private_chats(scene.connection, {absence.deputy_id})
    return [] if chats else [text("absence-deputy-missing")]


async def _colleagues(scene: Scene, absence: Absence, member: Member) -> list[list[InlineKeyboardButton]]:
    """Who may stand in, on pages: colleagues who are there when it begins."""
    begins = max(absence.first, scene.today)
    away = {one.member_id for one in await absences.standing(scene.connection, begins) if one.covers(begins)}
    there = [
        one
        for one in await people.members_in(scene.connection, {member.organisation_id})
        if one.id != member.id and one.id not in away
    ]
    named = [button(one.short_name, StandInButton(do="name", absence=absence.id, deputy=one.id)) for one in there]
    shown, page, last = _page(named, scene.data["page"], ON_A_PAGE)
    turns = [
        button(sign, StandInButton(do="turn", absence=absence.id, page=turned))
        for sign, turned in (("‹", page - 1), ("›", page + 1))
        if 0 <= turned <= last
    ]
    nobody = button(label("absence-nobody"), StandInButton(do="nobody", absence=absence.id))
    return [*in_rows(shown, 2), turns, [nobody]]


async def _found(scene: Scene) -> Recorded | None:
    """The absence, unless it is over."""
    found = await absences.get(scene.connection, scene.data["absence"])
    if found is None or found.absence.ended:
        return None
    today = (await around(scene).hours(found.absence.member_id)).day(scene.now)
    return None if found.absence.last is not None and found.absence.last < today else found


# --- what the others are told ----------------------------------------------------------------------------------------


async def deputy(scene: Scene) -> Outgoing:
    """To the deputy: for whom, on which days, how much."""
    found = await _found(scene)
    if found is None or found.absence.deputy_id != scene.data["deputy"]:
        return Dropped("not true any more")
    member = await people.member(scene.connection, found.absence.member_id)
    views = await _falling(scene, found.absence)
    day = with_weekday(views[0].due, scene.today) if views else ""
    days = days_of(found.absence, scene.today)
    return Message(text("absence-deputy", name=member.short_name, days=days, count=len(views), day=day))


async def _falling(scene: Scene, absence: Absence) -> list[AssignmentView]:
    """What is open and late or due in these days, or due at all where nobody knows how long they are."""
    views = await assignments.open_of(scene.connection, absence.member_id)
    return [view for view in views if absence.last is None or view.control <= absence.last]


async def released(scene: Scene) -> Outgoing:
    """To somebody who stood in: not any more."""
    found = await absences.get(scene.connection, scene.data["absence"])
    if found is None or (not found.absence.ended and found.absence.deputy_id == scene.data["deputy"]):
        return Dropped("stands in again")
    member = await people.member(scene.connection, found.absence.member_id)
    return Message(text("absence-released", name=member.short_name))


async def noted(scene: Scene) -> Outgoing:
    """To the person: somebody has recorded their absence."""
    found = await _found(scene)
    if found is None:
        return Dropped("over")
    who = (await people.member(scene.connection, found.created_by)).short_name
    words = text(
        "absence-noted",
        days=days_of(found.absence, scene.today),
        deputy=await _deputy(scene, found.absence),
        who=who,
    )
    over = button(label("absence-back"), StandInButton(do="end", absence=found.absence.id))
    return Message(words, keyboard([over]))


async def over(scene: Scene) -> Outgoing:
    """To the person: what happened meanwhile, what waits; where it was taken back before it began, just that."""
    found = await absences.get(scene.connection, scene.data["absence"])
    if found is None:
        return Dropped("gone")
    absence, hours = found.absence, await around(scene).hours(found.absence.member_id)
    if found.ended_at is not None and hours.day(found.ended_at) < absence.first:
        return Message(text("absence-cancelled", days=days_of(absence, scene.today)))
    lines = [text("absence-over")]
    since = hours.at(absence.first).replace(hour=0, minute=0)
    if done := await absences.done_by_others(scene.connection, absence.member_id, since):
        lines.append(text("absence-over-done", count=done))
    if waits := await assignments.open_of(scene.connection, absence.member_id):
        day = with_weekday(waits[0].due, scene.today)
        lines.append(text("absence-over-waits", count=len(waits), day=day))
    return Message(join(lines))


async def returned(scene: Scene) -> Outgoing:
    """The same in the morning of the return; not where it was ended before, or the person is absent again."""
    found = await absences.get(scene.connection, scene.data["absence"])
    if found is None or found.absence.ended:
        return Dropped("ended before")
    if await around(scene).absence_of(found.absence.member_id) is not None:
        return Dropped("absent again")
    return await over(scene)


async def closed(scene: Scene) -> Outgoing:
    """To somebody above who has ended it."""
    found = await absences.get(scene.connection, scene.data["absence"])
    if found is None:
        return Dropped("gone")
    name = (await people.member(scene.connection, found.absence.member_id)).short_name
    return Message(text("absence-closed", name=name, days=days_of(found.absence, scene.today)))


async def unattended(scene: Scene) -> Outgoing:
    """To a coordinator: what falls into the days of somebody for whom nobody stands in."""
    found = await _found(scene)
    views = [] if found is None else await _falling(scene, found.absence)
    if found is None or not views or await _attended(scene, found.absence):
        return Dropped("somebody stands in, or nothing falls into these days")
    name = (await people.member(scene.connection, found.absence.member_id)).short_name
    lines = [text("absence-unattended", name=name, days=days_of(found.absence, scene.today), count=len(views))]
    for view in views[:LISTED]:
        day, title = with_weekday(view.due, scene.today), clipped(view.name, TITLE)
        lines.append(text("absence-unattended-line", day=day, title=title))
    if len(views) > LISTED:
        lines.append(text("absence-unattended-more", count=len(views) - LISTED))
    name_one = button(label("absence-name"), StandInButton(do="turn", absence=found.absence.id))
    return Message(join(lines), keyboard([name_one]))


async def _attended(scene: Scene, absence: Absence) -> bool:
    """Whether somebody was named, who, once it has begun, is not absent too."""
    here = around(scene)
    if absence.deputy_id is None or await here.absence_of(absence.member_id) is None:
        return absence.deputy_id is not None
    return await here.stand_in(absence.member_id) is not None


CARDS: dict[str, Card] = {
    "absence": ask,
    "absence-people": choose_person,
    "absence-typed": typed,
    "absence-recorded": recorded,
    "absence-deputy": deputy,
    "absence-released": released,
    "absence-noted": noted,
    "absence-over": over,
    "absence-return": returned,
    "absence-closed": closed,
    "absence-unattended": unattended,
}
