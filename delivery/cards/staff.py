"""Cards of the people of an organisation: everybody, one person, who takes over from them, what went over."""

from datetime import UTC, datetime

from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.members import MemberButton, StaffButton
from delivery.cards.reminders import TITLE, line
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import with_weekday
from domain.people import Member
from services.staff import successors
from storage import assignments, people, staff
from storage.assignments import AssignmentView

ON_A_PAGE = 16
LISTED = 5


def _page(scene: Scene, count: int) -> tuple[int, int, slice]:
    """The page that was asked for, or the nearest there is; the last one; what stands on it."""
    last = max(count - 1, 0) // ON_A_PAGE
    page = min(scene.data["page"], last)
    return page, last, slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE)


async def staff_list(scene: Scene) -> Outgoing:
    """Everybody in the organisation and below it; a name opens the card of the person."""
    place = await people.organisation(scene.connection, scene.data["organisation"])
    everybody = await people.members_in(scene.connection, await people.scope(scene.connection, place.id))
    page, last, shown = _page(scene, len(everybody))
    names = [button(one.short_name, StaffButton(do="card", whose=one.id)) for one in everybody[shown]]
    turns = [
        button(mark, StaffButton(do="list", whose=place.id, other=to))
        for mark, to in (("‹", page - 1), ("›", page + 1))
        if 0 <= to <= last
    ]
    head = text("staff-list", place=place.name, count=len(everybody))
    return Message(head, keyboard(*in_rows(names, 2), turns))


async def staff_card(scene: Scene) -> Outgoing:
    """One person: position, role, connection, open work."""
    member = await people.member(scene.connection, scene.data["member"])
    place = await people.organisation(scene.connection, member.organisation_id)
    connected = member.id in await people.private_chats(scene.connection, {member.id})
    parts = [
        text("staff-card", name=member.full_name, about=" · ".join(filter(None, (member.position, place.name)))),
        text("staff-role", role=member.role.value, connected="yes" if connected else "no"),
        _work(scene, await assignments.open_of(scene.connection, member.id)),
    ]
    hand = button(label("staff-hand-over"), StaffButton(do="choose", whose=member.id))
    invite = [] if connected else [button(label("staff-invite"), MemberButton(do="invite", member=member.id))]
    back = button(label("staff-list-open"), StaffButton(do="list", whose=place.id))
    return Message(join(parts), keyboard([hand], invite, [back]))


def _work(scene: Scene, views: list[AssignmentView]) -> Html:
    late = sum(view.control < scene.overdue_before for view in views)
    near = [view for view in views if view.control >= scene.today]
    nearest = with_weekday(near[0].due, scene.today) if near else ""
    return text("staff-work", count=len(views), late=late, nearest=nearest, ahead="yes" if near else "no")


async def staff_choose(scene: Scene) -> Outgoing:
    """Who takes over: people of the same position first."""
    member = await people.member(scene.connection, scene.data["member"])
    found = await successors(scene.connection, member)
    back = button(label("staff-cancel"), StaffButton(do="card", whose=member.id))
    if not found:
        return Message(text("staff-nobody", who=member.short_name), keyboard([back]))
    page, last, shown = _page(scene, len(found))
    names = [button(one.short_name, StaffButton(do="look", whose=member.id, other=one.id)) for one in found[shown]]
    turns = [
        button(mark, StaffButton(do="choose", whose=member.id, other=to))
        for mark, to in (("‹", page - 1), ("›", page + 1))
        if 0 <= to <= last
    ]
    return Message(text("staff-choose", who=member.short_name), keyboard(*in_rows(names, 2), turns, [back]))


async def staff_look(scene: Scene) -> Outgoing:
    """What the other would get, and whether the person stays."""
    old, new = await _both(scene)
    views = await assignments.open_of(scene.connection, old.id)
    plans = await staff.named_in(scene.connection, old.id)
    parts = [
        text("staff-look", who=old.short_name, other=new.short_name),
        text("staff-plans", plans=plans),
        _work(scene, views),
    ]
    if old.id != scene.data["caller"]:
        parts.append(text("staff-leaves-ask", who=old.short_name))
        leaves = [_does("leaves", old, new)]
    else:
        leaves = []
    stays = [_does("stays", old, new)] if views else []
    back = button(label("staff-cancel"), StaffButton(do="card", whose=old.id))
    return Message(join(parts), keyboard([*leaves, *stays], [back]))


def _does(do: str, old: Member, new: Member) -> InlineKeyboardButton:
    return button(label(f"staff-{do}"), StaffButton(do=do, whose=old.id, other=new.id))


async def _both(scene: Scene) -> tuple[Member, Member]:
    old = await people.member(scene.connection, scene.data["member"])
    return old, await people.member(scene.connection, scene.data["other"])


async def _moved(scene: Scene) -> list[AssignmentView]:
    at = datetime.fromtimestamp(scene.data["at"], UTC)
    ids = await staff.moved_at(scene.connection, scene.data["member"], scene.data["other"], at)
    return await assignments.views(scene.connection, ids)


async def staff_done(scene: Scene) -> Outgoing:
    """To who did it: what has gone over, and that the person is on the list or not."""
    old, new = await _both(scene)
    parts = [text("staff-done", who=old.short_name, other=new.short_name, count=len(await _moved(scene)))]
    if scene.data["leaves"]:
        parts.append(text("staff-left", who=old.short_name))
    if not await people.private_chats(scene.connection, {new.id}):
        parts.append(text("staff-not-connected", who=new.short_name))
    opens = button(new.short_name, StaffButton(do="card", whose=new.id))
    return Message(join(parts), keyboard([opens]))


async def staff_received(scene: Scene) -> Outgoing:
    """To who has everything now: how much there is and what comes first."""
    old, new = await _both(scene)
    views = [view for view in await _moved(scene) if view.member_id == new.id and not view.closed]
    if not views:
        return Dropped("not true any more")
    head = text("staff-received", who=old.short_name, count=len(views))
    more = [text("and-more", count=len(views) - LISTED)] if len(views) > LISTED else []
    return Message(join([head, *(line(scene, view) for view in views[:LISTED]), *more, text("staff-how")]))


async def staff_relieved(scene: Scene) -> Outgoing:
    """To who stays and has nothing to do any more."""
    _old, new = await _both(scene)
    views = await _moved(scene)
    titles = [text("bullet", line=clipped(view.name, TITLE)) for view in views[:LISTED]]
    more = [text("and-more", count=len(views) - LISTED)] if len(views) > LISTED else []
    return Message(join([text("staff-relieved", who=new.short_name, count=len(views)), *titles, *more]))


CARDS: dict[str, Card] = {
    "staff-list": staff_list,
    "staff-card": staff_card,
    "staff-choose": staff_choose,
    "staff-look": staff_look,
    "staff-done": staff_done,
    "staff-received": staff_received,
    "staff-relieved": staff_relieved,
}
