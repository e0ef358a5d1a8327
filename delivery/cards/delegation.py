"""Cards of handing on: to whom, the question, what the giver and the other one read about it."""

from datetime import UTC, datetime

from aiogram.types import InlineKeyboardButton

from delivery.cards.handed import HandButton, button_to
from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.reminders import TITLE, TITLE_IN_BUTTON, AnswerButton, line
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import with_weekday
from services.delegation import candidates
from storage import assignments, delegation, people, reports
from storage.assignments import AssignmentView

ON_A_PAGE = 8
LISTED = 8
REASON = 500


async def hand_list(scene: Scene) -> Outgoing:
    """To whom it can be handed on, a page of it, the likeliest first."""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    if view is None:
        return Dropped("gone")
    giver = await people.member(scene.connection, scene.data["member"])
    found = await candidates(scene.connection, giver, view)
    if not found:
        return Message(text("hand-nobody", title=clipped(view.name, TITLE)))
    last = (len(found) - 1) // ON_A_PAGE
    page = min(scene.data["page"], last)
    shown = found[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    names = [button(one.short_name, HandButton(do="ask", assignment=view.id, member=one.id)) for one in shown]
    turns = [
        button(mark, HandButton(do="list", assignment=view.id, member=to))
        for mark, to in (("‹", page - 1), ("›", page + 1))
        if 0 <= to <= last
    ]
    head = text("hand-list", title=clipped(view.name, TITLE))
    return Message(head, keyboard(*in_rows(names, 2), turns, [button_to("stop", view.id)]))


async def hand_ask(scene: Scene) -> Outgoing:
    """«Передать «…» — Шарик Н.Н.?»"""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    if view is None:
        return Dropped("gone")
    member = await people.member(scene.connection, scene.data["member"])
    parts = [text("hand-ask", title=clipped(view.name, TITLE), who=member.short_name)]
    if not await people.private_chats(scene.connection, {member.id}):
        parts.append(text("hand-not-connected"))
    give = button(label("hand-give"), HandButton(do="give", assignment=view.id, member=member.id))
    return Message(join(parts), keyboard([give, button_to("stop", view.id)]))


async def handed_on(scene: Scene) -> Outgoing:
    """To the giver: who has it now."""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    if view is None:
        return Dropped("gone")
    below = (await delegation.family(scene.connection, view.period_id)).line(view.id)
    if not below:
        return Dropped("not handed on any more")
    title = clipped(view.name, TITLE)
    late = "yes" if view.control < scene.overdue_before else "no"
    return Message(text("handed-on", who=below[0].name, title=title, late=late), keyboard([button_to("take", view.id)]))


async def handed_to(scene: Scene) -> Outgoing:
    """To the one who has it now; not where it was taken back, answered or handed over anew before this could leave."""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    if view is None or view.closed or view.member_id != scene.delivery.member_id or view.parent_id is None:
        return Dropped("not true any more")
    if await delegation.handings(scene.connection, view.id) != scene.data["time"]:
        return Dropped("handed over anew")
    giver = (await delegation.family(scene.connection, view.period_id)).above(view.id)[0]
    day = with_weekday(view.due, scene.today)
    opens = button(label("hand-open"), AnswerButton(assignment=view.id, do="open"))
    return Message(
        text("handed-to", who=giver.name, title=clipped(view.name, TITLE), kind=view.stage_kind, day=day),
        keyboard([opens, button_to("return", view.id)]),
    )


async def handed_ended(scene: Scene) -> Outgoing:
    """To the one who had it: nothing is asked any more. Who never heard of it is not told that either."""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    told = await reports.said(scene.connection, scene.data["told"])
    if view is None or not view.handed_back or (told is not None and told.state == "dropped"):
        return Dropped("not true any more")
    who = (await people.member(scene.connection, scene.data["who"])).short_name
    return Message(text("handed-ended", why=scene.data["why"], who=who, title=clipped(view.name, TITLE)))


async def hand_back_ask(scene: Scene) -> Outgoing:
    """«Почему возвращаете?»"""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    if view is None:
        return Dropped("gone")
    return Message(
        text("hand-back-ask", title=clipped(view.name, TITLE)),
        keyboard([button_to("no-words", view.id), button_to("keep", view.id)]),
    )


async def handed_back(scene: Scene) -> Outgoing:
    """To the one who gave it back."""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    if view is None:
        return Dropped("gone")
    giver = (await delegation.family(scene.connection, view.period_id)).above(view.id)[0]
    return Message(text("handed-back", who=giver.name, title=clipped(view.name, TITLE)))


async def handed_returned(scene: Scene) -> Outgoing:
    """To the giver: it was given back, and why; not where they have handed it on again or answered."""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    share = await assignments.view(scene.connection, scene.data["share"])
    if view is None or share is None or view.closed or view.handed_on or view.member_id != scene.delivery.member_id:
        return Dropped("not true any more")
    who = (await people.member(scene.connection, share.member_id)).short_name
    day = with_weekday(view.due, scene.today)
    parts = [text("handed-returned", who=who, title=clipped(view.name, TITLE), kind=view.stage_kind, day=day)]
    reason = await delegation.reason_of(scene.connection, share.id)
    if reason:
        parts.append(text("quoted", quote=clipped(reason, REASON)))
    opens = button(label("hand-open"), AnswerButton(assignment=view.id, do="open"))
    again = button(label("hand-another"), AnswerButton(assignment=view.id, do="hand-on"))
    return Message(join(parts), keyboard([opens, again]))


async def handed_done(scene: Scene) -> Outgoing:
    """To the giver: it is done, one message for one answer of the other."""
    views = [view for view in await _changed(scene, after="done") if view.status == "done"]
    if not views:
        return Dropped("not true any more")
    who = (await people.member(scene.connection, scene.data["by"])).short_name
    if len(views) == 1:
        title = clipped(views[0].name, TITLE)
        return Message(text("handed-done", who=who, title=title), keyboard([button_to("reopen", views[0].id)]))
    rows = [[_opens(view)] for view in views[:LISTED]]
    return Message(join([text("handed-done-several", who=who, count=len(views)), *_titles(views)]), keyboard(*rows))


async def handed_undone(scene: Scene) -> Outgoing:
    """To the giver who has read that it is done: it is not."""
    views = [view for view in await _changed(scene, before="done") if not view.closed]
    told = await reports.said(scene.connection, scene.data["told"])
    if not views or told is None or told.state not in ("sent", "unknown"):
        return Dropped("not true any more")
    who = (await people.member(scene.connection, scene.data["by"])).short_name
    lines = [line(scene, view) for view in views[:LISTED]]
    return Message(
        join([text("handed-undone", who=who), *lines]), keyboard(*[[_opens(view)] for view in views[:LISTED]])
    )


async def _changed(scene: Scene, *, before: str | None = None, after: str | None = None) -> list[AssignmentView]:
    member_id, by = scene.delivery.member_id, scene.data["by"]
    assert member_id is not None
    at = datetime.fromtimestamp(scene.data["at"], UTC)
    ids = await delegation.changed_for(scene.connection, member_id, by=by, at=at, before=before, after=after)
    return await assignments.views(scene.connection, ids)


def _titles(views: list[AssignmentView]) -> list[Html]:
    more = [text("and-more", count=len(views) - LISTED)] if len(views) > LISTED else []
    return [*(text("bullet", line=clipped(view.name, TITLE)) for view in views[:LISTED]), *more]


def _opens(view: AssignmentView) -> InlineKeyboardButton:
    return button(clipped(view.name, TITLE_IN_BUTTON), AnswerButton(assignment=view.id, do="open"))


CARDS: dict[str, Card] = {
    "hand-list": hand_list,
    "hand-ask": hand_ask,
    "handed-on": handed_on,
    "handed-to": handed_to,
    "handed-ended": handed_ended,
    "hand-back-ask": hand_back_ask,
    "handed-back": handed_back,
    "handed-returned": handed_returned,
    "handed-done": handed_done,
    "handed-undone": handed_undone,
}
