"""What the cards of a roadmap and of its questions share: buttons, the number of a row, what was just answered."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button
from delivery.cards.scene import Scene
from delivery.cards.school_parts import part_said, part_short
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.stages import stage_words
from services.doubts import Doubt
from services.overview import Overview
from storage import people
from storage.questions import LEFT_OUT
from storage.roadmaps import KeptMeasure

RESULT = 100
WORDS = 120
ASKED = 110
ROWS_NAMED = 8
WHOLE_YEAR = 1  # the place of «Да, весь год» beside «Да»


class RoadmapButton(CallbackData, prefix="rm"):
    """What can be pressed about a roadmap: ``do`` open, rows, ask, accept, cancel, restore, changes, other, same.

    Also problems: what was passed over while the file was read; columns: they are picked by hand; who: people are
    chosen for the rows for which nobody answers.
    """

    do: str
    roadmap: int
    page: int = 0


class PlansButton(CallbackData, prefix="ps"):
    """Another page of /plans."""

    page: int


class QuestionButton(CallbackData, prefix="rq"):
    """What can be pressed about a question.

    ``do``: choose (``place`` of the answer), who (``place`` is a member), one, keep (``place`` can be WHOLE_YEAR),
    date (``place`` of the stage), people (``place`` is a page), later, undo.
    """

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


def titled(seen: Overview, measure: KeptMeasure, limit: int) -> str:
    """The title of a row, with its result where several rows have this title."""
    title, result = clipped(measure.title, limit), seen.telling_result(measure)
    return f"{title} · {clipped(result, RESULT)}" if result else title


def rows_named(measures: Sequence[KeptMeasure]) -> str:
    """«6, 8, 11», the first of many."""
    shown = ", ".join(row_of(measure) for measure in measures[:ROWS_NAMED])
    return f"{shown}, …" if len(measures) > ROWS_NAMED else shown


async def said_line(scene: Scene, seen: Overview) -> list[Html]:
    """What the answer just given changed, where one was given."""
    question_id = scene.data.get("said")
    doubt = None if question_id is None else seen.doubt(question_id)
    if question_id is not None and doubt is None:
        return [text("question-said-gone")]
    if doubt is None or doubt.state == "open":
        return []
    return [await _said(scene, seen, doubt), *said_of_others(seen, doubt)]


def said_of_others(seen: Overview, doubt: Doubt) -> list[Html]:
    """The other rows that the answer covered."""
    others = seen.others(doubt)
    return [text("question-said-others", count=len(others), rows=rows_named(others))] if others else []


async def _said(scene: Scene, seen: Overview, doubt: Doubt) -> Html:
    row, answer = row_of(doubt.measure), doubt.face.answer
    if doubt.form == "calendar":
        return await part_said(scene, seen.roadmap.organisation_id, doubt.face)
    if answer == LEFT_OUT:
        return text("question-said-left-out", row=row)
    if isinstance(answer, int):
        member = await people.member(scene.connection, answer)
        return text("question-said", row=row, words=member.short_name.removesuffix("."))
    if isinstance(answer, tuple):
        words = "; ".join(stage_words(doubt.measure.stages[one.stage].stage) for one in answer)
        return text("question-said", row=row, words=clipped(words, WORDS))
    if answer is None or doubt.stage is None:
        return text("question-said-kept", row=row)
    return text("question-said", row=row, words=clipped(stage_words(doubt.stage), WORDS))


def asked_words(doubt: Doubt, limit: int) -> Html:
    """The question as it is put: our own words about people of one name and rows that are alike, else the reader's."""
    if doubt.form == "person":
        return text("question-person", name=clipped(doubt.face.text, limit))
    if doubt.form == "calendar":
        return part_short(doubt.face)
    if doubt.paired:
        return text("question-pairs")
    if doubt.twin is not None:
        return text("question-twin", row=row_of(doubt.measure), other=row_of(doubt.twin))
    return join([clipped(doubt.face.text, limit)])


def waiting_lines(seen: Overview, measure: KeptMeasure) -> list[Html]:
    """What is still asked about a row, the first of it: until it is answered the row is open."""
    waiting = seen.asked_about(measure)
    return [text("rows-waiting", question=asked_words(waiting[0], ASKED), more=len(waiting) - 1)] if waiting else []


def undo_button(seen: Overview, doubt: Doubt) -> list[InlineKeyboardButton]:
    """«Отменить ответ»; in a live plan, where it has taken effect already, «Ответить иначе»."""
    effective = seen.roadmap.state == "active" and doubt.state == "answered"
    if effective and doubt.final:
        return []
    words = label("question-change" if effective else "question-undo")
    return [button(words, QuestionButton(do="undo", question=doubt.face.id))]


def undo_said(scene: Scene, seen: Overview) -> list[InlineKeyboardButton]:
    """The same under a message that also says what was answered."""
    question_id = scene.data.get("said")
    doubt = None if question_id is None else seen.doubt(question_id)
    return [] if doubt is None else undo_button(seen, doubt)
