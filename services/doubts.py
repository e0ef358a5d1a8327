"""What is asked about a roadmap: questions alike put together, and what the answers make of its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from domain.drafts import answered, doubtful_stage, years_between
from domain.measures import Party, Proposal, Stage
from storage.questions import LEFT_OUT, Answer, KeptQuestion, QuestionState
from storage.roadmaps import KeptMeasure, KeptParty

# How a doubt is answered: which of several people of one name, who else is responsible, whether a row stands twice,
# the dates of a part of the school year, which date belongs to which stage, the dates of one stage; "other" can only be
# left as it is.
Form = Literal["person", "executor", "twin", "calendar", "pairs", "dates", "other"]
Given = tuple[KeptQuestion, Answer | None]
# The id of an executor who does not stand in the document and was chosen by the coordinator.
NOT_KEPT = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to ask: a question, or several alike that one answer settles; ``measures`` are their rows.

    ``twin``: another row that says the same.
    """

    questions: tuple[KeptQuestion, ...]
    measures: tuple[KeptMeasure, ...]
    twin: KeptMeasure | None = None

    @property
    def face(self) -> KeptQuestion:
        """The question that is shown."""
        return self.questions[0]

    @property
    def measure(self) -> KeptMeasure:
        """The row of the question that is shown."""
        return self.measures[0]

    @property
    def state(self) -> QuestionState:
        """Whether it still waits."""
        return self.face.state

    @property
    def form(self) -> Form:
        """How it is answered."""
        match self.face.subject:
            case "person":
                return "person"
            case "responsible":
                return "executor"
            case "row" if self.twin is not None:
                return "twin"
            case "calendar":
                return "calendar"
            case "deadline" if self.stage_place is not None:
                return "dates"
            case "deadline" if len(self.measure.stages) > 1:
                return "pairs"
        return "other"

    @property
    def final(self) -> bool:
        """Whether its answer cannot be another one in a live plan: an executor who was added stays in the row."""
        return self.state == "answered" and self.form == "executor"

    @property
    def stage_place(self) -> int | None:
        """The place of the stage that it is about; None where it is not about the dates of one stage."""
        if self.face.subject != "deadline" or not self.measure.stages:
            return None
        if isinstance(self.face.answer, Proposal):
            return min(self.face.answer.stage, len(self.measure.stages) - 1)
        if self.face.proposals:
            return min(self.face.proposals[0].stage, len(self.measure.stages) - 1)
        if self.paired or isinstance(self.face.answer, tuple):
            return None
        return doubtful_stage([kept.stage for kept in self.measure.stages])

    @property
    def paired(self) -> bool:
        """Whether the row has several stages and it is asked which of them has which date."""
        stages = self.measure.stages
        unsure = self.face.subject == "deadline" and not self.face.proposals
        return unsure and len(stages) > 1 and all(kept.stage.label for kept in stages)

    @property
    def stage(self) -> Stage | None:
        """The stage that it is about, as it is read now."""
        return None if self.stage_place is None else self.measure.stages[self.stage_place].stage

    @property
    def years(self) -> tuple[int, ...]:
        """The years to choose from, where the rows have different days and only the year is asked."""
        same = all(question.proposals == self.face.proposals for question in self.questions)
        return () if same else years_between(self.face.proposals)

    @property
    def fits_all(self) -> bool:
        """Whether whatever is answered fits all rows: they print the same."""
        return not self.years and (self.form != "executor" or self.measure.responsible_text is not None)

    def kept(self) -> list[Given]:
        """«Оставить как есть» for all rows; dates that were typed for some stages of a row stay."""
        return [(question, question.answer) for question in self.questions]

    def chosen(self, place: int) -> list[Given]:
        """What the button at ``place`` of those offered answers to each question."""
        if self.form == "person":
            return [(question, question.candidates[place]) for question in self.questions]
        return [(question, question.proposals[place]) for question in self.questions]

    def said(self, answer: Answer) -> list[Given]:
        """An answer that no button has: for all rows where it fits all, else for the one that is shown."""
        return [(question, answer) for question in (self.questions if self.fits_all else self.questions[:1])]


def doubts_of(asked: Iterable[KeptQuestion], measures: Sequence[KeptMeasure]) -> list[Doubt]:
    """The questions about these rows, those alike together, in the order of the first of them."""
    by_id = {measure.id: measure for measure in measures}
    alike: dict[tuple[object, ...], list[tuple[KeptQuestion, KeptMeasure, KeptMeasure | None]]] = {}
    for question in asked:
        if question.measure_id in by_id:
            measure = by_id[question.measure_id]
            twin = _twin_of(measure, measures) if question.subject == "row" else None
            alike.setdefault(_likeness(question, measure, twin), []).append((question, measure, twin))
    found = []
    for group in alike.values():
        together, rows, twins = zip(*group, strict=True)
        found.append(Doubt(together, rows, twins[0]))
    return found


def _twin_of(measure: KeptMeasure, measures: Iterable[KeptMeasure]) -> KeptMeasure | None:
    return next((one for one in measures if one.id != measure.id and _words(one) == _words(measure)), None)


def _words(measure: KeptMeasure) -> tuple[str | None, ...]:
    return (measure.section, measure.title, measure.result, measure.deadline_text, measure.responsible_text)


def _likeness(question: KeptQuestion, measure: KeptMeasure, twin: KeptMeasure | None) -> tuple[object, ...]:
    """What makes two questions one: the same words with the same offers, where one answer must fit both.

    «В течение года» means the same year in each row, and so does a year that is missing everywhere; two rows without a
    date have two different dates, two rows without a responsible can have two different people, a name is asked once.
    """
    shared = (question.subject, question.text, question.state)
    if question.subject == "responsible":
        alone = measure.responsible_text is None and question.answer is not None
        return (question.id,) if alone else (*shared, question.answer, measure.responsible_text)
    if question.subject == "person" or twin is not None:
        return (question.id,)
    if question.subject != "deadline":
        return shared
    lasting = any(kept.stage.kind in {"ongoing", "recurring"} for kept in measure.stages)
    if years := years_between(question.proposals):
        return (*shared, years, len(measure.stages), _year_chosen(question))
    if question.proposals:
        return (*shared, question.proposals, question.answer, len(measure.stages))
    if lasting:
        return (*shared, question.answer, measure.deadline_text, len(measure.stages))
    return (question.id,)


def _year_chosen(question: KeptQuestion) -> object:
    """Which of the years was answered; a date that was typed is like no other."""
    if question.answer is None:
        return None
    same = [place for place, offer in enumerate(question.proposals) if offer == question.answer]
    return same[0] if same else ("typed", question.id)


# --- what the answers make of the rows -------------------------------------------------------------------------------


def with_answers(
    measures: Sequence[KeptMeasure], asked: Iterable[KeptQuestion], names: Mapping[int, str]
) -> list[KeptMeasure]:
    """The measures as the answers make them; what the document says stays in the database until it is accepted.

    ``names``: the short names of the members who were chosen as responsible.
    """
    read = {measure.id: measure for measure in measures}
    for question in asked:
        answer, here = question.answer, read.get(question.measure_id)
        if here is None or answer is None or answer == LEFT_OUT:
            continue
        if isinstance(answer, Proposal):
            read[here.id] = _with_dates(here, answer)
        elif isinstance(answer, tuple):
            for one in answer:
                read[here.id] = _with_dates(read[here.id], one)
        elif question.subject == "responsible" and isinstance(answer, int):
            read[here.id] = _with_executor(here, answer, names[answer])
        elif isinstance(answer, int):
            read = {key: _with_member(one, question.text, answer) for key, one in read.items()}
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


def _with_executor(measure: KeptMeasure, member_id: int, name: str) -> KeptMeasure:
    """The member is one more executor of the row."""
    if any(kept.member_id == member_id for kept in measure.parties):
        return measure
    place = max((kept.position for kept in measure.parties), default=-1) + 1
    more = KeptParty(NOT_KEPT, measure.id, place, Party("person", name), member_id)
    return replace(measure, parties=(*measure.parties, more))
