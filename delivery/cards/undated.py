"""Rows of a live plan that have no date: the question to the coordinator, and what was answered."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, keyboard
from delivery.cards.overview import page_of, row_of
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import spoken
from delivery.texts.stages import stage_words
from services.digests import STALE
from services.hours import hours_of
from services.undated import rows_of
from storage import roadmaps, undated
from storage.roadmaps import KeptMeasure

TITLE = 110
TITLE_OF_PLAN = 120
PRINTED = 60
ROWS_ON_A_PAGE = 5


class UndatedButton(CallbackData, prefix="ud"):
    """What can be pressed about rows without a date: ``do`` list, later (about a roadmap), date, waive, restore."""

    do: str
    roadmap: int
    measure: int = 0
    page: int = 0


def list_button(roadmap_id: int, count: int) -> InlineKeyboardButton:
    """«Без срока (2)» on the card of a live plan."""
    return button(label("undated-open", count=count), UndatedButton(do="list", roadmap=roadmap_id))


async def undated_card(scene: Scene) -> Outgoing:
    """The rows with their buttons, and what was answered just now.

    Unasked it is said while there is something to ask, and not in quiet hours.
    """
    roadmap = await roadmaps.get(scene.connection, scene.data["roadmap"])
    assert roadmap is not None
    rows = await rows_of(scene.connection, roadmap.id, scene.rules)
    if scene.data.get("unasked"):
        assert scene.delivery.member_id is not None
        hours = await hours_of(scene.connection, scene.delivery.member_id, scene.rules)
        if not rows or hours.is_quiet(scene.now):
            return Dropped(STALE if rows else "answered")
    said, change = await _said(scene)
    if not rows:
        return Message(join([*said, text("undated-none")]), keyboard(*change))
    head = text("undated", count=len(rows), title=clipped(roadmap.title, TITLE_OF_PLAN))
    page = page_of(scene, len(rows), ROWS_ON_A_PAGE)
    shown = rows[page * ROWS_ON_A_PAGE : (page + 1) * ROWS_ON_A_PAGE]
    lines = [_line(row) for row in shown]
    answers = [_answers(roadmap.id, row) for row in shown]
    after = [button(label("undated-later"), UndatedButton(do="later", roadmap=roadmap.id))]
    buttons = [*change, *answers, _turns(roadmap.id, page, len(rows)), after]
    return Message(join([*said, head, *lines, text("undated-how")]), keyboard(*buttons))


def _line(row: KeptMeasure) -> Html:
    title = clipped(row.title, TITLE)
    if not row.deadline_text:
        return text("undated-row", row=row_of(row), title=title)
    return text("undated-row-printed", row=row_of(row), title=title, printed=clipped(row.deadline_text, PRINTED))


def _answers(roadmap_id: int, row: KeptMeasure) -> list[InlineKeyboardButton]:
    return [
        button(label("undated-date-button", row=row_of(row)), _about("date", roadmap_id, row.id)),
        button(label("undated-waive-button", row=row_of(row)), _about("waive", roadmap_id, row.id)),
    ]


def _about(do: str, roadmap_id: int, measure_id: int) -> UndatedButton:
    return UndatedButton(do=do, roadmap=roadmap_id, measure=measure_id)


def _turns(roadmap_id: int, page: int, count: int) -> list[InlineKeyboardButton]:
    return [
        button(sign, UndatedButton(do="list", roadmap=roadmap_id, page=turned))
        for sign, turned in (("‹", page - 1), ("›", page + 1))
        if 0 <= turned <= (count - 1) // ROWS_ON_A_PAGE
    ]


async def _said(scene: Scene) -> tuple[list[Html], list[list[InlineKeyboardButton]]]:
    """What was just answered, with the way back from it."""
    roadmap_id = scene.data["roadmap"]
    for fact, do in (("dated", "date"), ("waived", "restore")):
        row = None if fact not in scene.data else await _row(scene, scene.data[fact])
        if row is None:
            continue
        if fact == "dated":
            words = stage_words(next(kept.stage for kept in row.stages if kept.stage.due is not None))
            line = text("undated-said-dated", row=row_of(row), words=words)
            return [line, Html("")], [[button(label("undated-change"), _about(do, roadmap_id, row.id))]]
        line = text("undated-said-waived", row=row_of(row))
        return [line, Html("")], [[button(label("undated-restore"), _about(do, roadmap_id, row.id))]]
    return [], []


async def _row(scene: Scene, measure_id: int) -> KeptMeasure | None:
    listed = await roadmaps.measures_of(scene.connection, scene.data["roadmap"])
    return next((one for one in listed if one.id == measure_id), None)


async def date_card(scene: Scene) -> Outgoing:
    """What the row is, and how its date is typed."""
    row = await _row(scene, scene.data["measure"])
    if row is None:
        return Dropped("gone")
    back = button(label("undated-back"), UndatedButton(do="list", roadmap=scene.data["roadmap"]))
    return Message(join([text("undated-date", row=row_of(row), title=clipped(row.title, TITLE))]), keyboard([back]))


async def date_again(scene: Scene) -> Outgoing:
    """Once more: the words were not one clear day, or it has passed."""
    back = button(label("undated-back"), UndatedButton(do="list", roadmap=scene.data["roadmap"]))
    return Message(text("undated-date-again", why=scene.data["why"]), keyboard([back]))


async def later_card(scene: Scene) -> Outgoing:
    """When it is asked again."""
    roadmap_id = scene.data["roadmap"]
    moment = await undated.ask_at(scene.connection, roadmap_id)
    if moment is None:
        return Message(text("undated-none"))
    hours = await hours_of(scene.connection, scene.data["member"], scene.rules)
    again = button(label("undated-back"), UndatedButton(do="list", roadmap=roadmap_id))
    return Message(text("undated-asks", day=spoken(hours.day(moment), hours.day(scene.now))), keyboard([again]))


CARDS: dict[str, Card] = {
    "undated": undated_card,
    "undated-date": date_card,
    "undated-date-again": date_again,
    "undated-later": later_card,
}
