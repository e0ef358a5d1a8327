"""What the cards of a plan say about the part of the school year that a question is about."""

from delivery.cards.scene import Scene
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.school import LONG_SOURCE, from_to_words, part_title, part_words, stretch_words
from domain.calendars import SchoolTerm
from domain.rules import Rules
from services.calendars import calendars_of
from services.school_parts import doubted_by, origin_of, part_of
from storage.questions import KeptQuestion


def part_name(question: KeptQuestion) -> str:
    """«III четверть 2023/2024», «Осенние каникулы 2023/2024»: a question begins with it."""
    return part_title(*part_of(question))


def part_short(question: KeptQuestion) -> Html:
    """In a list: what is asked."""
    return text("question-part-short", name=part_name(question))


def part_prompt(question: KeptQuestion) -> list[Html]:
    """«Другие даты…»: how to write them."""
    return [text("question-part-date", name=part_name(question)), text("question-part-how")]


async def _term(scene: Scene, organisation_id: int, question: KeptQuestion) -> SchoolTerm | None:
    school = (await calendars_of(scene.connection, organisation_id, scene.rules)).school
    return school.find(*part_of(question))


async def is_part_known(scene: Scene, organisation_id: int, question: KeptQuestion) -> bool:
    """Whether there are dates to say yes to."""
    return await _term(scene, organisation_id, question) is not None


async def part_asked(scene: Scene, organisation_id: int, question: KeptQuestion) -> list[Html]:
    """The question with the dates that are proposed, and what follows from the answer."""
    name, term = part_name(question), await _term(scene, organisation_id, question)
    if term is None:
        return [text("question-part-unknown", name=name), text("question-part-once-unknown")]
    dates, origin = from_to_words(term.first, term.last), origin_words(term, scene.rules)
    return [text("question-part", name=name, dates=dates, origin=origin), text("question-part-once")]


async def part_said(scene: Scene, organisation_id: int, question: KeptQuestion) -> Html:
    """What is written down about the part."""
    name, term = part_words(*part_of(question)), await _term(scene, organisation_id, question)
    dates = label("span-undated") if term is None else stretch_words(term.first, term.last)
    return join([text("question-part-said", name=name, dates=dates), *await doubts(scene, organisation_id, term)])


async def doubts(scene: Scene, organisation_id: int, term: SchoolTerm | None) -> list[Html]:
    """A line for each proposal of the year that cannot be as it is beside a part that is set."""
    if term is None or not term.sure:
        return []
    school = (await calendars_of(scene.connection, organisation_id, scene.rules)).school
    return [
        text("calendar-doubt", name=part_title(one.unit, one.number), dates=from_to_words(one.first, one.last))
        for one in doubted_by(term, school)
    ]


def origin_words(term: SchoolTerm, rules: Rules) -> str:
    """«рекомендация Минпросвещения», «Минобразования», «СОШ №2»"""
    return label("school-origin", origin=origin_of(term, rules), source=clipped(term.source, LONG_SOURCE))
