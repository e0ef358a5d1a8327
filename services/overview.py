"""A roadmap as its coordinator sees it: the reading with the answers given so far, and what is still asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.drafts import answered, doubtful_stage
from domain.errors import Refusal
from domain.measures import Proposal, Stage
from domain.people import Action, Member, Organisation
from services.access import Caller, require
from services.outbox import say
from services.work import Work
from storage import conversations, people, questions, roadmaps
from storage.questions import KeptQuestion, QuestionState
from storage.roadmaps import KeptMeasure, KeptParty, Roadmap

# What a chat is asked when «Другая дата…» was pressed.
DATE_QUESTION = "question-date"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to ask: a question, or several alike that one answer settles; ``measure`` is the first row's."""

    questions: tuple[KeptQuestion, ...]
    measure: KeptMeasure

    @property
    def face(self) -> KeptQuestion:
        """The question that is shown."""
        return self.questions[0]

    @property
    def state(self) -> QuestionState:
        """Whether it still waits."""
        return self.face.state

    @property
    def stage_place(self) -> int | None:
        """The place of the stage that it is about; None where it is not about the dates of one stage."""
        if self.face.subject != "deadline" or not self.measure.stages:
            return None
        if isinstance(self.face.answer, Proposal):
            return self.face.answer.stage
        if self.face.proposals:
            return min(self.face.proposals[0].stage, len(self.measure.stages) - 1)
        return doubtful_stage([kept.stage for kept in self.measure.stages])

    @property
    def stage(self) -> Stage | None:
        """The stage that it is about, as it is read now."""
        return None if self.stage_place is None else self.measure.stages[self.stage_place].stage


@dataclass(frozen=True)
class Overview:
    """Everything about one roadmap; ``measures`` are read with the answers given so far."""

    roadmap: Roadmap
    place: Organisation
    measures: tuple[KeptMeasure, ...]
    doubts: tuple[Doubt, ...]

    @cached_property
    def open_doubts(self) -> list[Doubt]:
        """What still waits for an answer."""
        return [doubt for doubt in self.doubts if doubt.state == "open"]

    @cached_property
    def parties(self) -> list[KeptParty]:
        """Everybody whom the document names, each once, in the order of the document."""
        found: dict[tuple[str, str], KeptParty] = {}
        for measure in self.measures:
            for kept in measure.parties:
                found.setdefault((kept.party.kind, kept.party.name), kept)
        return list(found.values())

    @cached_property
    def asked_names(self) -> set[str]:
        """Printed names that several members have, still to be chosen."""
        return {doubt.face.text for doubt in self.open_doubts if doubt.face.subject == "person"}

    def name_of(self, measure: KeptMeasure) -> str:
        """Its title; its result where another row has the same title, as in ``storage.measure_names``."""
        twins = sum(other.title == measure.title for other in self.measures) > 1
        return measure.result if twins and measure.result else measure.title

    def doubt(self, question_id: int) -> Doubt | None:
        """The doubt that this question belongs to."""
        return next((doubt for doubt in self.doubts if any(one.id == question_id for one in doubt.questions)), None)

    def following(self, doubt: Doubt) -> Doubt | None:
        """The next open doubt after this one; None after the last."""
        place = self.doubts.index(doubt)
        return next((one for one in self.doubts[place + 1 :] if one.state == "open"), None)


async def mine(connection: AsyncConnection, caller: Caller, roadmap_id: int) -> tuple[Member, Roadmap]:
    """The caller and the roadmap, if they may import in its organisation; Refusal otherwise."""
    roadmap = await roadmaps.get(connection, roadmap_id)
    if roadmap is None:
        raise Refusal("stale-button")
    return await require(connection, caller, Action.IMPORT, roadmap.organisation_id), roadmap


async def tell(
    connection: AsyncConnection, work: Work, caller: Caller, kind: str, message: int | None, **data: object
) -> None:
    """Answer the caller with a card, in the place of ``message`` where there is one."""
    chat_id, key = caller.chat.id, work.key(kind)
    await say(connection, chat_id=chat_id, kind=kind, key=key, now=work.now, data=data, edits=message)


async def stop_waiting(connection: AsyncConnection, caller: Caller) -> None:
    """The chat is not asked for a date any more; what others asked it stays."""
    waiting = await conversations.expected(connection, caller.chat.id)
    if waiting is not None and waiting.expects == DATE_QUESTION:
        await conversations.forget(connection, caller.chat.id)


async def overview(connection: AsyncConnection, roadmap_id: int) -> Overview:
    """The roadmap as it stands now; Refusal "stale-button" where there is none with this id."""
    roadmap = await roadmaps.get(connection, roadmap_id)
    if roadmap is None:
        raise Refusal("stale-button")
    asked = await questions.all_in(connection, roadmap_id)
    measures = with_answers(await roadmaps.measures_of(connection, roadmap_id), asked)
    place = await people.organisation(connection, roadmap.organisation_id)
    return Overview(roadmap, place, tuple(measures), tuple(_doubts(asked, measures)))


def with_answers(measures: Sequence[KeptMeasure], asked: Iterable[KeptQuestion]) -> list[KeptMeasure]:
    """The measures as the answers make them; what the document says stays in the database until it is accepted."""
    read = {measure.id: measure for measure in measures}
    for question in asked:
        if isinstance(question.answer, Proposal):
            read[question.measure_id] = _with_dates(read[question.measure_id], question.answer)
        elif question.answer is not None:
            read = {key: _with_member(one, question.text, question.answer) for key, one in read.items()}
    return list(read.values())


def _with_dates(measure: KeptMeasure, answer: Proposal) -> KeptMeasure:
    stages = list(measure.stages)
    kept = stages[answer.stage]
    stages[answer.stage] = replace(kept, stage=answered(kept.stage, answer.start, answer.due))
    return replace(measure, stages=tuple(stages))


def _with_member(measure: KeptMeasure, name: str, member_id: int) -> KeptMeasure:
    parties = tuple(
        replace(kept, member_id=member_id) if kept.party.kind == "person" and kept.party.name == name else kept
        for kept in measure.parties
    )
    return replace(measure, parties=parties)


def _doubts(asked: Iterable[KeptQuestion], measures: Iterable[KeptMeasure]) -> list[Doubt]:
    by_id = {measure.id: measure for measure in measures}
    alike: dict[tuple[object, ...], list[KeptQuestion]] = {}
    for question in asked:
        alike.setdefault(_likeness(question, by_id[question.measure_id]), []).append(question)
    return [Doubt(tuple(group), by_id[group[0].measure_id]) for group in alike.values()]


def _likeness(question: KeptQuestion, measure: KeptMeasure) -> tuple[object, ...]:
    """What makes two questions one: the same words about the same cell, where one answer must fit both.

    «В течение года» means the same year in each row; two rows without a date have two different dates.
    """
    shared = (question.subject, question.text, question.proposals, question.state, question.answer)
    lasting = any(kept.stage.kind in {"ongoing", "recurring"} for kept in measure.stages)
    if question.subject == "deadline" and lasting:
        return (*shared, measure.deadline_text, len(measure.stages))
    if question.subject == "responsible":
        return (*shared, measure.responsible_text)
    return (question.id,)
