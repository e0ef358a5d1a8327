"""Cards of the questions about a plan: one at a time, with the answers offered as buttons."""

from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.overview import (
    WHOLE_YEAR,
    WORDS,
    QuestionButton,
    RoadmapButton,
    asked_words,
    roadmap_button,
    row_of,
    rows_named,
    said_line,
    said_of_others,
    titled,
    undo_button,
    undo_said,
)
from delivery.cards.scene import Card, Scene
from delivery.cards.school_parts import is_part_known, part_asked, part_prompt, part_said
from delivery.outgoing import Message, Outgoing, Strip
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.stages import span_words, stage_words
from domain.drafts import offered
from domain.errors import Refusal
from domain.measures import Stage
from domain.people import Member
from services.candidates import candidates_for
from services.doubts import Doubt
from services.overview import Overview, overview
from services.school_parts import part_of
from storage import people, questions

TITLE = 160
VERBATIM = 300
QUESTION = 500
ANSWERS = 6
CANDIDATE = 60
PEOPLE_ON_A_PAGE = 6
PAIRS = 30
PAIR = 90
PAIRS_IN_ROW = 6


async def question(scene: Scene) -> Outgoing:
    """The question if it still waits, else the next one; somebody else may have answered it meanwhile."""
    seen, asked = await _seen(scene)
    doubt = asked if seen.waits(asked) else seen.following(asked)
    said = await said_line(scene, seen)
    if doubt is None:
        back = button(label("roadmap-back"), RoadmapButton(do="open", roadmap=seen.roadmap.id))
        return Message(join([*said, text("questions-done")]), keyboard([back]))
    page = int(scene.data.get("page", 0)) if doubt is asked else 0
    calendar = await part_asked(scene, seen.roadmap.organisation_id, doubt.face) if doubt.form == "calendar" else None
    rows = await _answers(scene, seen, doubt, page)
    leave = button(label("question-leave"), RoadmapButton(do="open", roadmap=seen.roadmap.id))
    others = [button(label("question-later"), _press(doubt, "later")), leave]
    return Message(join([*said, *_sentences(seen, doubt, calendar)]), keyboard(*rows, others, undo_said(scene, seen)))


async def date(scene: Scene) -> Outgoing:
    """«Другая дата…», or one of several stages: how to write it."""
    seen, doubt = await _seen(scene)
    back = keyboard([button(label("question-back"), _press(doubt, "undo"))])
    if doubt.form == "calendar":
        return Message(join(part_prompt(doubt.face)), back)
    measure, place = doubt.measure, int(scene.data.get("place", 0))
    lines = [text("question-date", row=row_of(measure), title=titled(seen, measure, TITLE))]
    ended = doubt.stage is not None and doubt.stage.due is not None
    if doubt.form == "pairs" and place < len(measure.stages):
        stage = measure.stages[place].stage
        lines.append(text("question-date-of", words=clipped(stage_words(stage), WORDS)))
        ended = stage.due is not None
    lines.append(text("question-date-how", end="known" if ended else "unknown"))
    return Message(join(lines), back)


async def date_again(scene: Scene) -> Outgoing:
    """What was typed is not one clear date, or it is not said yet for which of several stages it is."""
    _, doubt = await _seen(scene)
    whose = doubt.form == "pairs" and scene.data.get("place") is None
    words = text("question-date-which" if whose else "question-date-again")
    return Message(words, keyboard([button(label("question-back"), _press(doubt, "undo"))]))


async def answered(scene: Scene) -> Outgoing:
    """In the place of the question or of the prompt for a date: what was written down."""
    seen, doubt = await _seen(scene)
    if doubt.form == "calendar" and doubt.state != "open":
        said = await part_said(scene, seen.roadmap.organisation_id, doubt.face)
        return Message(said, keyboard(undo_button(seen, doubt)))
    if doubt.stage is None or doubt.state == "open":
        return Strip()
    words = clipped(stage_words(doubt.stage), WORDS)
    said = text("question-said", row=row_of(doubt.measure), words=words)
    return Message(join([said, *said_of_others(seen, doubt)]), keyboard(undo_button(seen, doubt)))


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


# --- what is asked ---------------------------------------------------------------------------------------------------


def _sentences(seen: Overview, doubt: Doubt, calendar: list[Html] | None) -> list[Html]:
    """``calendar``: what is asked about a part of the school year."""
    measure = doubt.measure
    asked = seen.open_doubts if seen.roadmap.state == "active" else seen.doubts
    head = text(
        "question-head",
        number=asked.index(doubt) + 1,
        count=len(asked),
        row=row_of(measure),
        title=titled(seen, measure, TITLE),
    )
    lines = [head, *_printed(doubt), *(calendar or [asked_words(doubt, QUESTION)])]
    if doubt.form == "pairs":
        lines += [*_pairs(doubt), text("question-pairs-how")]
    elif doubt.face.subject == "deadline" and measure.stages:
        lines.append(text("question-now", words=_now(doubt)))
    return [*lines, *_alike(seen, doubt)]


def _pairs(doubt: Doubt) -> list[Html]:
    """Which date belongs to which stage, numbered as the buttons are."""
    shown = [clipped(stage_words(kept.stage), PAIR) for kept in doubt.measure.stages[:PAIRS]]
    return [text("question-pair", number=number, words=words) for number, words in enumerate(shown, start=1)]


def _alike(seen: Overview, doubt: Doubt) -> list[Html]:
    """The other rows that the answer is for."""
    others = seen.others(doubt)
    if not others:
        return []
    each = doubt.form == "executor" and not doubt.fits_all
    return [text("question-each" if each else "question-alike", count=len(others), rows=rows_named(others))]


def _now(doubt: Doubt) -> str:
    """How the cell is understood at this moment: the stage in question, or all of them."""
    stages = [kept.stage for kept in doubt.measure.stages] if doubt.stage is None else [doubt.stage]
    return clipped("; ".join(stage_words(stage) for stage in stages), QUESTION)


def _printed(doubt: Doubt) -> list[Html]:
    """What stands in the cell in question, word for word."""
    measure, subject = doubt.measure, doubt.face.subject
    if subject == "deadline" and not measure.deadline_text:
        return [text("question-no-deadline")]
    if subject in ("deadline", "calendar"):
        return [text("question-deadline", verbatim=clipped(measure.deadline_text, VERBATIM))]
    if subject in ("responsible", "person") and measure.responsible_text:
        return [text("question-responsible", verbatim=clipped(measure.responsible_text, VERBATIM))]
    return []


# --- the answers offered ---------------------------------------------------------------------------------------------


async def _answers(scene: Scene, seen: Overview, doubt: Doubt, page: int) -> list[list[InlineKeyboardButton]]:
    keep = button(label("question-keep"), _press(doubt, "keep"))
    match doubt.form:
        case "person":
            return [*in_rows(await _namesakes(scene, doubt), 1), [keep]]
        case "executor":
            return [*await _executors(scene, seen, doubt, page), [_keep_executors(doubt)]]
        case "twin":
            same, two = _press(doubt, "one"), _press(doubt, "keep")
            return [[button(label("question-one"), same), button(label("question-two"), two)]]
        case "calendar":
            known = await is_part_known(scene, seen.roadmap.organisation_id, doubt.face)
            other = button(label("question-part-other" if known else "question-part-type"), _press(doubt, "date"))
            return [*_agreeing(seen, doubt), [other]] if known else [[other]]
        case "pairs":
            numbers = range(min(len(doubt.measure.stages), PAIRS))
            typing = [button(str(place + 1), _press(doubt, "date", place)) for place in numbers]
            return [[button(label("question-right"), _press(doubt, "keep"))], *in_rows(typing, PAIRS_IN_ROW)]
        case "dates" if doubt.stage is not None:
            kept = button(_keep_label(doubt.stage), _press(doubt, "keep"))
            typing = [button(label("question-other"), _press(doubt, "date"))]
            return [*in_rows(_dates(doubt), 2), [kept, *typing]]
    # How a whole row was read is a matter of the columns.
    picked = doubt.face.subject == "row" and seen.roadmap.state == "draft"
    return [[keep], [roadmap_button("columns-restore", "columns", seen.roadmap.id)] if picked else []]


def _dates(doubt: Doubt) -> list[InlineKeyboardButton]:
    stages = [kept.stage for kept in doubt.measure.stages]
    several = len(stages) > 1
    buttons = []
    for place, proposal in offered(doubt.face.proposals, stages)[:ANSWERS]:
        name = stages[proposal.stage].label if several else None
        dates = span_words(proposal.start, proposal.due)
        if doubt.years:
            dates = label("period-year", year=str(doubt.years[place]))
        words = dates if name is None else label("stage-labelled", name=clipped(name, 30), words=dates)
        buttons.append(button(words, _press(doubt, "choose", place)))
    return buttons


def _agreeing(seen: Overview, doubt: Doubt) -> list[list[InlineKeyboardButton]]:
    """«Да», and for the whole school year where more of it is asked about."""
    year = part_of(doubt.face)[2]
    asked = [one for one in seen.open_doubts if one.form == "calendar" and part_of(one.face)[2] == year]
    whole = button(label("question-part-year", year=year), _press(doubt, "keep", WHOLE_YEAR))
    return [[button(label("question-part-yes"), _press(doubt, "keep"))], [whole] if len(asked) > 1 else []]


def _keep_label(stage: Stage) -> str:
    if stage.due is None:
        return label("question-keep")
    return label("question-keep-dated", dates=span_words(stage.start, stage.due))


def _keep_executors(doubt: Doubt) -> InlineKeyboardButton:
    """Without a printed name each row has its own answer; only «as it is» is one for all of them."""
    count = len(doubt.questions)
    words = label("question-keep") if count == 1 or doubt.fits_all else label("question-keep-all", count=count)
    return button(words, _press(doubt, "keep"))


async def _namesakes(scene: Scene, doubt: Doubt) -> list[InlineKeyboardButton]:
    members = [await people.member(scene.connection, one) for one in doubt.face.candidates[:ANSWERS]]
    return [button(await _named(scene, member), _press(doubt, "choose", place)) for place, member in enumerate(members)]


async def _executors(scene: Scene, seen: Overview, doubt: Doubt, page: int) -> list[list[InlineKeyboardButton]]:
    """First those whose names fit, then the people of the organisation, page by page."""
    found = await candidates_for(scene.connection, seen.roadmap.organisation_id, doubt)
    others = [found.others[at : at + PEOPLE_ON_A_PAGE] for at in range(0, len(found.others), PEOPLE_ON_A_PAGE)]
    pages = [*([found.fitting[:PEOPLE_ON_A_PAGE]] if found.fitting else []), *others]
    if not pages:
        return []
    page = min(max(page, 0), len(pages) - 1)
    chosen = [[button(await _named(scene, one), _press(doubt, "who", one.id))] for one in pages[page]]
    before = [button("‹", _press(doubt, "people", page - 1))] if page else []
    more = label("question-others") if page == 0 and found.fitting else "›"
    after = [button(more, _press(doubt, "people", page + 1))] if page + 1 < len(pages) else []
    return [*chosen, before + after]


async def _named(scene: Scene, member: Member) -> str:
    organisation = await people.organisation(scene.connection, member.organisation_id)
    where = f"{organisation.name}, {member.position}" if member.position else organisation.name
    return label("question-candidate", name=member.full_name, place=clipped(where, CANDIDATE))


CARDS: dict[str, Card] = {
    "roadmap-question": question,
    "roadmap-date": date,
    "roadmap-date-again": date_again,
    "roadmap-answered": answered,
}
