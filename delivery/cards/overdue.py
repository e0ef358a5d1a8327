"""What a coordinator or a head reads in the daily message about others: overdue, never answered, not connected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from delivery.cards import absences
from delivery.cards.keyboards import button
from delivery.cards.scene import Scene
from delivery.outgoing import Message
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import short
from domain.people import Action, may
from storage import assignments, people
from storage.assignments import AssignmentView

LISTED = 5
TITLE = 80
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
    overdue = False
    for group in _GROUPS:
        views = [
            view
            for view in await assignments.views(scene.connection, scene.data.get(group, ()))
            if not view.closed and view.id not in said
        ]
        if not views:
            continue
        said.update(view.id for view in views)
        overdue = overdue or group != "unreached"
        names = await absences.called(scene, {view.member_id for view in views})
        lines.append(text("others", group=group, count=len(views), people=len(names)))
        lines += [_line(view, names[view.member_id]) for view in views[:LISTED]]
        if len(views) > LISTED:
            lines.append(text("others-more", count=len(views) - LISTED))
    nudge = button(label("others-nudge"), OverdueButton(do="nudge", delivery=scene.delivery.id))
    # Who stands in for a coordinator or a head hears what they would, and may do what their own role allows.
    reader = await people.member(scene.connection, scene.data["member"])
    return Others(lines, [[nudge]] if overdue and may(reader.role, Action.SEE_SUMMARY) else [])


def _line(view: AssignmentView, name: Html) -> Html:
    return text("others-line", who=name, title=clipped(view.name, TITLE), day=short(view.due))


def below(own: Message, others: Others) -> Message:
    """One message: what the person has to do themselves, then what is overdue at others."""
    if not others.lines:
        return own
    rows: Sequence[Sequence[InlineKeyboardButton]] = () if own.keyboard is None else own.keyboard.inline_keyboard
    markup = InlineKeyboardMarkup(inline_keyboard=[*map(list, rows), *others.buttons])
    return replace(own, text=join([own.text, Html(""), *others.lines]), keyboard=markup)
