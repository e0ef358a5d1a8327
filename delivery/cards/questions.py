"""Cards of the questions about a draft: one at a time, with the answers offered as buttons."""

from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.overview import WORDS, QuestionButton, roadmap_button, row_of, said_line, undo_button
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing, Strip
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.stages import span_words, stage_words
from domain.drafts import offered
from domain.errors import Refusal
from domain.measures import Stage
from services.overview import Doubt, Overview, overview
from storage import people, questions

TITLE = 160
VERBATIM = 300
QUESTION = 500
ANSWERS = 6
CANDIDATE = 60


async def question(scene: Scene) -> Outgoing:
    """The question if it still waits, else the next one; somebody else may have answered it meanwhile."""
    seen, asked = await _seen(scene)
    doubt = asked if asked.state == "open" else seen.following(asked)
    if doubt is None or seen.roadmap.state != "draft":
        back = roadmap_button("roadmap-back", "open", seen.roadmap.id)
        return Message(join([*await said_line(scene, seen), text("questions-done")]), keyboard([back]))
    rows = await _answers(scene, doubt)
    others = [button(label("question-later"), _press(doubt, "later")), *undo_button(scene)]
    return Message(join([*await said_line(scene, seen), *_sentences(seen, doubt)]), keyboard(*rows, others))


async def date(scene: Scene) -> Outgoing:
    """«Другая дата…»: how to write it."""
    _, doubt = await _seen(scene)
    words = text("question-date", row=row_of(doubt.measure), title=clipped(doubt.measure.title, TITLE))
    return Message(words, keyboard([button(label("question-back"), _press(doubt, "undo"))]))


async def date_again(scene: Scene) -> Outgoing:
    """What was typed is not one clear date."""
    _, doubt = await _seen(scene)
    return Message(text("question-date-again"), keyboard([button(label("question-back"), _press(doubt, "undo"))]))


async def answered(scene: Scene) -> Outgoing:
    """In the place of the prompt for a date: what was written down."""
    _, doubt = await _seen(scene)
    if doubt.stage is None or doubt.state == "open":
        return Strip()
    words = clipped(stage_words(doubt.stage), WORDS)
    undo = button(label("question-undo"), _press(doubt, "undo"))
    return Message(text("question-said", row=row_of(doubt.measure), words=words), keyboard([undo]))


async def _seen(scene: Scene) -> tuple[Overview, Doubt]:
    question_id = scene.data["question"]
    kept = await questions.get(scene.connection, question_id)
    if kept is None:
        raise Refusal("stale-button")
    seen = await overview(scene.connection, kept.roadmap_id)
    doubt = seen.doubt(question_id)
    if doubt is None:
        raise Refusal("stale-button")
    return seen, doubt


def _press(doubt: Doubt, do: str, place: int = 0) -> QuestionButton:
    return QuestionButton(do=do, question=doubt.face.id, place=place)


def _sentences(seen: Overview, doubt: Doubt) -> list[Html]:
    measure = doubt.measure
    head = text(
        "question-head",
        number=seen.doubts.index(doubt) + 1,
        count=len(seen.doubts),
        row=row_of(measure),
        title=clipped(measure.title, TITLE),
    )
    lines = [head, *_printed(doubt), _asked(doubt)]
    if doubt.face.subject == "deadline" and measure.stages:
        lines.append(text("question-now", words=_now(doubt)))
    if len(doubt.questions) > 1:
        lines.append(text("question-alike", count=len(doubt.questions) - 1))
    return lines


def _now(doubt: Doubt) -> str:
    """How the cell is understood at this moment: the stage in question, or all of them."""
    stages = [kept.stage for kept in doubt.measure.stages] if doubt.stage is None else [doubt.stage]
    return clipped("; ".join(stage_words(stage) for stage in stages), QUESTION)


def _printed(doubt: Doubt) -> list[Html]:
    """What stands in the cell in question, word for word."""
    measure, subject = doubt.measure, doubt.face.subject
    if subject == "deadline" and not measure.deadline_text:
        return [text("question-no-deadline")]
    if subject == "deadline":
        return [text("question-deadline", verbatim=clipped(measure.deadline_text, VERBATIM))]
    if subject in ("responsible", "person") and measure.responsible_text:
        return [text("question-responsible", verbatim=clipped(measure.responsible_text, VERBATIM))]
    return []


def _asked(doubt: Doubt) -> Html:
    if doubt.face.subject == "person":
        return text("question-person", name=doubt.face.text)
    return join([clipped(doubt.face.text, QUESTION)])


async def _answers(scene: Scene, doubt: Doubt) -> list[list[InlineKeyboardButton]]:
    if doubt.face.subject == "person":
        people_rows = in_rows(await _candidates(scene, doubt), 1)
        return [*people_rows, [button(label("question-keep"), _press(doubt, "keep"))]]
    if doubt.stage is None:
        return [[button(label("question-keep"), _press(doubt, "keep"))]]
    keep = button(_keep_label(doubt.stage), _press(doubt, "keep"))
    return [*in_rows(_dates(doubt), 2), [keep, button(label("question-other"), _press(doubt, "date"))]]


def _dates(doubt: Doubt) -> list[InlineKeyboardButton]:
    stages = [kept.stage for kept in doubt.measure.stages]
    several = len(stages) > 1
    buttons = []
    for place, proposal in offered(doubt.face.proposals, stages)[:ANSWERS]:
        name = stages[proposal.stage].label if several else None
        dates = span_words(proposal.start, proposal.due)
        words = dates if name is None else label("stage-labelled", name=clipped(name, 30), words=dates)
        buttons.append(button(words, _press(doubt, "choose", place)))
    return buttons


def _keep_label(stage: Stage) -> str:
    if stage.due is None:
        return label("question-keep")
    return label("question-keep-dated", dates=span_words(stage.start, stage.due))


async def _candidates(scene: Scene, doubt: Doubt) -> list[InlineKeyboardButton]:
    buttons = []
    for place, member_id in enumerate(doubt.face.candidates[:ANSWERS]):
        member = await people.member(scene.connection, member_id)
        organisation = await people.organisation(scene.connection, member.organisation_id)
        where = f"{organisation.name}, {member.position}" if member.position else organisation.name
        words = label("question-candidate", name=member.full_name, place=clipped(where, CANDIDATE))
        buttons.append(button(words, _press(doubt, "choose", place)))
    return buttons


CARDS: dict[str, Card] = {
    "roadmap-question": question,
    "roadmap-date": date,
    "roadmap-date-again": date_again,
    "roadmap-answered": answered,
}
