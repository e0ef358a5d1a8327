"""The journal of what was sent: a page of it, whom and which roadmap it can be narrowed to."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import clock
from domain.people import Member
from services.hours import zone_of
from services.sent import Journal, journal
from storage import announcements, assignments, upcoming
from storage.assignments import AssignmentView
from storage.sent import Line, Said

ITEMS = 3  # measures named of one message
TITLE = 60
TITLE_OF_PLAN = 90
IN_BUTTON = 50
BUTTONS_ON_A_PAGE = 20


class SentButton(CallbackData, prefix="sn"):
    """What can be pressed under /sent: ``do`` show, people, plans; ``person`` and ``roadmap`` narrow it, 0: all."""

    do: str
    person: int = 0
    roadmap: int = 0
    page: int = 0


async def sent_card(scene: Scene) -> Outgoing:
    """A page of the journal, or what it can be narrowed to."""
    data = scene.data
    narrowed = {"person": data["person"], "roadmap": data["roadmap"]}
    page = data["page"] if data["view"] == "show" else 0
    seen = await journal(scene.connection, data["member"], page=page, now=scene.now, **narrowed)
    if data["view"] == "people":
        listed = [(one.short_name, SentButton(do="show", person=one.id)) for one in seen.people]
        return _choose(scene, text("sent-people"), listed, width=2)
    if data["view"] == "plans":
        plans = [(clipped(one.title, IN_BUTTON), SentButton(do="show", roadmap=one.id)) for one in seen.roadmaps]
        return _choose(scene, text("sent-plans"), plans, width=1)
    return await _page(scene, seen)


async def _page(scene: Scene, seen: Journal) -> Message:
    names = await upcoming.who(scene.connection, {one.member_id for one in seen.lines})
    ids = {item.assignment_id for one in seen.lines for item in one.items}
    views = {view.id: view for view in await assignments.views(scene.connection, ids)}
    lines: list[Html | str] = [_head(scene, seen)]
    for one in seen.lines:
        lines += [Html(""), await _line(scene, seen, one, names[one.member_id], views)]
    turns = []
    for sign, page, there in (("‹", seen.page - 1, seen.page > 0), ("›", seen.page + 1, seen.more)):
        if there:
            turns.append(button(sign, _turned(scene, page)))
    narrow = [button(label("sent-by-person"), SentButton(do="people"))]
    if len(seen.roadmaps) > 1:
        narrow.append(button(label("sent-by-plan"), SentButton(do="plans")))
    everything = [button(label("sent-all"), SentButton(do="show"))]
    chosen = scene.data["person"] or scene.data["roadmap"]
    return Message(join(lines), keyboard(turns, everything if chosen else narrow))


def _turned(scene: Scene, page: int) -> SentButton:
    data = scene.data
    return SentButton(do=data["view"], person=data["person"], roadmap=data["roadmap"], page=page)


def _head(scene: Scene, seen: Journal) -> Html:
    """What is listed; a name only of those whom its reader can see anyway."""
    who = next((one.short_name for one in seen.people if one.id == scene.data["person"]), "")
    plan = next((one.title for one in seen.roadmaps if one.id == scene.data["roadmap"]), "")
    head = text("sent-head", about=who or clipped(plan, TITLE_OF_PLAN)) if who or plan else text("sent-head-all")
    return head if seen.lines else join([head, text("sent-nothing")])


async def _line(scene: Scene, seen: Journal, one: Line, member: Member, views: dict[int, AssignmentView]) -> Html:
    zone = await zone_of(scene.connection, scene.data["member"], scene.rules)
    delivered = clock(one.settled_at or one.at, zone)
    outcome = text(
        "sent-outcome",
        state=one.state if one.state != "dropped" else one.reason or "dropped",
        at=delivered,
        repeated="yes" if one.repeated else "no",
    )
    return text(
        "sent-line",
        at=clock(one.at, zone),
        who=member.short_name,
        kind=one.kind,
        items=await _about(scene, seen, one, member, views),
        outcome=outcome,
    )


async def _about(scene: Scene, seen: Journal, one: Line, member: Member, views: dict[int, AssignmentView]) -> Html:
    """The measures that the message speaks of, those that its reader may see; the beginning of an announcement."""
    if one.announcement_id is not None:
        announcement = await announcements.get(scene.connection, one.announcement_id)
        words = "" if announcement is None else " ".join(announcement.text.split())
        return text("sent-words", words=clipped(words, TITLE)) if words else Html("")
    inside = member.organisation_id in seen.scope
    listed = [item for item in one.items if item.assignment_id in views]
    shown = [item for item in listed if inside or views[item.assignment_id].organisation_id in seen.scope]
    if not shown:
        return Html("")
    named = [_item(item, views[item.assignment_id], one.kind) for item in shown[:ITEMS]]
    if len(shown) > ITEMS:
        named.append(text("sent-more", count=len(shown) - ITEMS))
    return text("sent-about", items=join(named, ", "))


def _item(item: Said, view: AssignmentView, kind: str) -> Html:
    title = clipped(view.name, TITLE)
    if kind not in ("digest", "reminder"):
        return join([title])
    return text("sent-item", title=title, kind=item.kind or "asked", days=item.days)


def _choose(scene: Scene, head: Html, listed: list[tuple[str, SentButton]], *, width: int) -> Message:
    last = max(len(listed) - 1, 0) // BUTTONS_ON_A_PAGE
    page = min(max(scene.data["page"], 0), last)
    shown = listed[page * BUTTONS_ON_A_PAGE : (page + 1) * BUTTONS_ON_A_PAGE]
    turns: list[InlineKeyboardButton] = [
        button(sign, _turned(scene, turned))
        for sign, turned in (("‹", page - 1), ("›", page + 1))
        if 0 <= turned <= last
    ]
    everything = [button(label("sent-all"), SentButton(do="show"))]
    return Message(head, keyboard(*in_rows([button(*one) for one in shown], width), turns, everything))


CARDS: dict[str, Card] = {"sent": sent_card}
