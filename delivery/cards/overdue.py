"""What a coordinator or a head reads in the daily message about others: overdue, never answered, not connected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from delivery.cards import absences
from delivery.cards.keyboards import button
from delivery.cards.scene import Scene
from delivery.outgoing import Message
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import local_day, short
from domain.people import Action, may
from services.hours import zone_of
from services.last_answers import LastAnswer, last_answers
from storage import assignments, people
from storage.assignments import AssignmentView

LISTED = 5
LISTED_IN_ALL = 10
TITLE = 80
WORDS = 60
_GROUPS = ("cap", "head", "coordinator", "unreached")


class OverdueButton(CallbackData, prefix="od"):
    """What can be pressed under a list of what is overdue at others: ``do`` nudge."""

    do: str
    delivery: int


@dataclass(frozen=True, slots=True)
class Others:
    """Lines and rows of buttons about assignments of others; both empty when there is nothing to say."""

    lines: list[Html]
    buttons: list[list[InlineKeyboardButton]]


async def of_others(scene: Scene) -> Others:
    """The groups of a daily message that are about others, each assignment once, in the gravest of them."""
    said: set[int] = set()
    lines: list[Html] = []
    left = LISTED_IN_ALL
    overdue: set[int] = set()
    for group in _GROUPS:
        views = [
            view
            for view in await assignments.views(scene.connection, scene.data.get(group, ()))
            if not view.closed and view.id not in said
        ]
        if not views:
            continue
        said.update(view.id for view in views)
        overdue |= set() if group == "unreached" else {view.member_id for view in views}
        shown = views[: max(1, min(LISTED, left))]
        left -= len(shown)
        lines += await _group(scene, group, views, shown)
    nudge = button(label("others-nudge"), OverdueButton(do="nudge", delivery=scene.delivery.id))
    # Who stands in for a coordinator or a head hears what they would, and may do what their own role allows.
    reader = await people.member(scene.connection, scene.data["member"])
    offered = may(reader.role, Action.SEE_SUMMARY) and await _reaches_somebody(scene, overdue)
    return Others(lines, [[nudge]] if offered else [])


async def _reaches_somebody(scene: Scene, member_ids: set[int]) -> bool:
    around = absences.around(scene)
    hearers = {hearer for one in member_ids if (hearer := await around.stand_in(one)) is not None}
    return bool(await people.private_chats(scene.connection, hearers))


async def _group(
    scene: Scene, group: str, views: Sequence[AssignmentView], shown: Sequence[AssignmentView]
) -> list[Html]:
    names = await absences.called(scene, {view.member_id for view in views})
    known = await last_answers(scene.connection, views)
    silent = "yes" if all(known[view.id].silent for view in views) else "no"
    lines = [text("others", group=group, count=len(views), people=len(names), silent=silent)]
    for view in shown:
        zone = await zone_of(scene.connection, view.member_id, scene.rules)
        put_off = known[view.id].put_off
        until = None if put_off is None else local_day(put_off, zone)
        line = text("others-line", who=names[view.member_id], title=clipped(view.name, TITLE), day=short(view.due))
        lines.append(join([line, *_known(known[view.id], until)], " · "))
    if len(views) > len(shown):
        lines.append(text("others-more", count=len(views) - len(shown)))
    return lines


def _known(answer: LastAnswer, until: date | None) -> list[Html]:
    found = []
    words = " ".join((answer.words or "").split())
    if answer.returned:
        return [text("others-returned")]
    status = label("others-status", status=answer.status)
    if words and words.lower().rstrip(".") != status:
        found.append(text("others-words", status=answer.status, words=clipped(words, WORDS)))
    elif answer.status != "open" or answer.file:
        found.append(join([status]))
    if answer.wanted is not None:
        found.append(text("others-wanted", day=short(answer.wanted)))
    if until is not None:
        found.append(text("others-put-off", day=short(until)))
    return found


def below(own: Message, others: Others) -> Message:
    """One message: what the person has to do themselves, then what is overdue at others."""
    if not others.lines:
        return own
    rows: Sequence[Sequence[InlineKeyboardButton]] = () if own.keyboard is None else own.keyboard.inline_keyboard
    markup = InlineKeyboardMarkup(inline_keyboard=[*map(list, rows), *others.buttons])
    return replace(own, text=join([own.text, Html(""), *others.lines]), keyboard=markup)
