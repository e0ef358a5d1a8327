"""What the cards of a roadmap and of its questions share: buttons, the number of a row, what was just answered."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button
from delivery.cards.scene import Scene
from delivery.texts import Html, clipped, label, text
from delivery.texts.stages import stage_words
from services.overview import Overview
from storage import people
from storage.roadmaps import KeptMeasure

TITLE = 160
WORDS = 120


class RoadmapButton(CallbackData, prefix="rm"):
    """What can be pressed about a roadmap: ``do`` open, rows, ask, accept, cancel, restore."""

    do: str
    roadmap: int
    page: int = 0


class PlansButton(CallbackData, prefix="ps"):
    """Another page of /plans."""

    page: int


class QuestionButton(CallbackData, prefix="rq"):
    """What can be pressed about a question: ``do`` choose (``place`` of the answer), keep, date, later, undo."""

    do: str
    question: int
    place: int = 0


def roadmap_button(key: str, do: str, roadmap_id: int, page: int = 0) -> InlineKeyboardButton:
    """A button about a roadmap, labelled by the sentence ``key``."""
    return button(label(key), RoadmapButton(do=do, roadmap=roadmap_id, page=page))


def page_of(scene: Scene, count: int, size: int) -> int:
    """The page that was asked for, or the nearest there is: the list may have become shorter since."""
    last = max(0, (count - 1) // size)
    return min(max(0, int(scene.data["page"])), last)


def row_of(measure: KeptMeasure) -> str:
    """How a row is called: its printed number, or its place in the table where none is printed."""
    return clipped((measure.number or "").strip().rstrip("."), 20) or str(measure.position + 1)


async def said_line(scene: Scene, seen: Overview) -> list[Html]:
    """What the answer just given changed, where one was given."""
    question_id = scene.data.get("said")
    doubt = None if question_id is None else seen.doubt(question_id)
    if doubt is None or doubt.state == "open":
        return []
    row = row_of(doubt.measure)
    if isinstance(doubt.face.answer, int):
        member = await people.member(scene.connection, doubt.face.answer)
        return [text("question-said", row=row, words=member.short_name)]
    if doubt.face.answer is None or doubt.stage is None:
        return [text("question-said-kept", row=row)]
    return [text("question-said", row=row, words=clipped(stage_words(doubt.stage), WORDS))]


def undo_button(scene: Scene) -> list[InlineKeyboardButton]:
    """«Отменить ответ» under the message that says what was answered."""
    question_id = scene.data.get("said")
    if question_id is None:
        return []
    return [button(label("question-undo"), QuestionButton(do="undo", question=question_id))]
