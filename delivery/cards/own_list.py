"""«Мои мероприятия»: what is open, what is late, what is done."""

from collections.abc import Sequence
from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards import absences, handed
from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.reminders import LISTED, NUMBERS_IN_ROW, TITLE, AnswerButton, line
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import numeric
from storage import assignments
from storage.assignments import AssignmentView

Kept = Literal["open", "late", "done"]


class MyButton(CallbackData, prefix="my"):
    """A page of one's own list: ``kept`` open, late or done."""

    page: int
    kept: str = "open"


async def my(scene: Scene) -> Outgoing:
    """One's own list as it was asked for; below what is open what is to be answered for absent people."""
    member_id, page, kept = scene.data["member"], scene.data["page"], scene.data["kept"]
    own = await assignments.open_of(scene.connection, member_id)
    late = [view for view in own if view.control < scene.overdue_before]
    done = await assignments.count_done(scene.connection, member_id)
    counts = {"open": len(own), "late": len(late), "done": done}
    if kept == "done" and done:
        page = min(page, (done - 1) // LISTED)
        shown = await assignments.done_of(scene.connection, member_id, LISTED, page * LISTED)
        numbered = list(enumerate(shown, start=page * LISTED + 1))
        lines = [text("numbered", number=number, line=_done_line(view)) for number, view in numbered]
        return _listed(text("my-done", count=done), lines, numbered, page, done, "done", counts)
    others = await assignments.open_of(scene.connection, *await absences.around(scene).stands_for(member_id))
    if kept == "late" and late:
        return await _open(scene, late, [], page, "late", counts)
    return await _open(scene, own, others, page, "open", counts)


def _done_line(view: AssignmentView) -> Html:
    return text("my-done-line", title=clipped(view.name, TITLE), due=numeric(view.due))


async def _open(
    scene: Scene,
    own: list[AssignmentView],
    others: list[AssignmentView],
    page: int,
    kept: Kept,
    counts: dict[str, int],
) -> Message:
    views = [*own, *others]
    page = max(0, min(page, (len(views) - 1) // LISTED))
    first = page * LISTED
    numbered = list(enumerate(views[first : first + LISTED], start=first + 1))
    instead = await absences.instead(scene, others, scene.data["member"])
    lines = [
        text("numbered", number=number, line=await _own_line(scene, view, instead.get(view.member_id)))
        for number, view in numbered
    ]
    if others and first + LISTED > len(own):
        lines.insert(max(len(own) - first, 0), text("absence-my", count=len(others)))
    head = text("my", count=len(own), late=counts["late"]) if kept == "open" else text("my-late", count=len(own))
    return _listed(head if own else text("my-nothing"), lines, numbered, page, len(views), kept, counts)


async def _own_line(scene: Scene, view: AssignmentView, instead: Html | None) -> Html:
    return await handed.with_holder(scene, view, line(scene, view, instead))


def _listed(
    head: Html,
    lines: list[Html],
    numbered: Sequence[tuple[int, AssignmentView]],
    page: int,
    count: int,
    kept: Kept,
    counts: dict[str, int],
) -> Message:
    numbers = [button(str(number), AnswerButton(assignment=view.id, do="open")) for number, view in numbered]
    turns = [button("‹", MyButton(page=page - 1, kept=kept))] if page else []
    turns += [button("›", MyButton(page=page + 1, kept=kept))] if (page + 1) * LISTED < count else []
    how = [] if not numbered else [text("my-how-done") if kept == "done" else text("my-how")]
    rows = in_rows(numbers, NUMBERS_IN_ROW)
    return Message(join([head, *lines, *how]), keyboard(*rows, turns, _others(kept, counts)))


def _others(kept: Kept, counts: dict[str, int]) -> list[InlineKeyboardButton]:
    """The other lists, where there is something in them."""
    names = {
        "open": label("my-to-open", count=counts["open"]),
        "late": label("my-to-late", count=counts["late"]),
        "done": label("my-to-done", count=counts["done"]),
    }
    return [
        button(name, MyButton(page=0, kept=other)) for other, name in names.items() if other != kept and counts[other]
    ]


CARDS: dict[str, Card] = {"my": my}
