"""Who has what was handed on, as lines and buttons of any card about an assignment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button
from delivery.cards.scene import Scene
from delivery.texts import Html, clipped, label, text
from domain.delegation import Share
from services import chains
from storage import delegation
from storage.assignments import AssignmentView

_NAMES = 400


class HandButton(CallbackData, prefix="hd"):
    """What can be pressed around handing on.

    ``do``: list (``member`` is a page), ask and give (to ``member``), stop, take, return, no-words, keep, reopen.
    """

    do: str
    assignment: int
    member: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """From whom (nearest first) and to whom an assignment was handed on.

    ``done_by_others``: it is done because one of the latter said so.
    """

    above: Sequence[Share]
    below: Sequence[Share]
    done_by_others: bool


def sign(status: str, control: date, overdue_before: date) -> str:
    """The symbol of a state; ``control`` is the local day on which the deadline is controlled."""
    if status in ("done", "trouble"):
        return "✅" if status == "done" else "⚠️"
    if control < overdue_before:
        return "🔴"
    return "🔄" if status == "in-progress" else "⏳"


async def chain_of(scene: Scene, view: AssignmentView) -> Chain:
    """The chain that the assignment stands in."""
    family = await delegation.family(scene.connection, view.period_id)
    below = [] if view.status == "cancelled" else family.line(view.id)
    done = view.status == "done" and bool(below) and await chains.is_done_by_others(scene.connection, view.id)
    return Chain(family.above(view.id), below, done)


def lines(chain: Chain, view: AssignmentView, overdue_before: date) -> list[Html]:
    """«От кого: …», «Передано: ⏳ Шарик Н.Н. → 🔄 Бондаренко А.Е.»"""
    found = [text("handed-from", who=chain.above[0].name)] if chain.above else []
    if chain.below:
        names = " → ".join(f"{sign(share.status, view.control, overdue_before)} {share.name}" for share in chain.below)
        found.append(text("handed-line", names=clipped(names, _NAMES)))
    return found


def tree(chain: Chain, view: AssignmentView, overdue_before: date) -> list[Html]:
    """Everybody in the chain, the one named by the plan first, each below whom they have it from."""
    if not chain.above and not chain.below:
        return []
    above = [(share.name, share.status) for share in reversed(chain.above)]
    whole = [*above, (label("handed-you"), view.status), *((share.name, share.status) for share in chain.below)]
    shown = [
        text("handed-tree-line", arrow="→ " if depth else "", sign=sign(status, view.control, overdue_before), who=who)
        for depth, (who, status) in enumerate(whole)
    ]
    return [text("handed-tree"), *shown]


async def with_holder(scene: Scene, view: AssignmentView, line: Html) -> Html:
    """The line of an assignment, with who is asked instead of its person."""
    if not view.handed_on:
        return line
    below = (await delegation.family(scene.connection, view.period_id)).line(view.id)
    return text("handed-holder", line=line, who=below[-1].name) if below else line


def button_to(do: str, assignment_id: int, member_id: int = 0) -> InlineKeyboardButton:
    """A button around handing on, labelled by what it does."""
    return button(label(f"hand-{do}"), HandButton(do=do, assignment=assignment_id, member=member_id))
