"""Answers that the neighbouring rows offer to a question about a deadline."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from documents.reading.plan.odd_days import single_due
from domain.measures import DraftMeasure, Proposal, Question


def with_offers(
    question: Question, measure: DraftMeasure, before: DraftMeasure | None, after: DraftMeasure | None
) -> Question:
    """What the neighbouring results of the same measure, or the row above, answer to an open deadline."""
    same_before = before if before and before.title == measure.title else None
    same_after = after if after and after.title == measure.title else None
    return _with_value_above(_with_offer(question, measure, same_before, same_after), measure, before)


def _first_start(measure: DraftMeasure) -> date | None:
    stage = measure.stages[0]
    return (stage.start or stage.due) if stage.kind == "once" else None


def _with_offer(
    question: Question, measure: DraftMeasure, before: DraftMeasure | None, after: DraftMeasure | None
) -> Question:
    """The neighbouring results of the same measure answer what an empty or half-lost deadline leaves open."""
    stage = measure.stages[0]
    if question.column != "deadline" or question.proposals or len(measure.stages) != 1:
        return question
    earlier = single_due(before)
    if stage.kind == "once" and stage.start is None and "Начало срока потеряно" in question.text:
        if earlier is not None and stage.due is not None and earlier <= stage.due:
            return replace(question, proposals=(Proposal(0, earlier, stage.due),))
    elif stage.kind == "unscheduled" and not measure.deadline_text and after is not None:
        later = _first_start(after) if after.stages[0].start else single_due(after)
        if later is not None:
            text = f"Срок не указан. Следующий результат того же мероприятия — к {later:%d.%m.%Y}: к этому же дню?"
            return replace(question, text=text, proposals=(Proposal(0, None, later),))
    return question


def _with_value_above(question: Question, measure: DraftMeasure, before: DraftMeasure | None) -> Question:
    """An empty deadline below a filled one: perhaps the cells were merged, so the deadline above is offered."""
    stage = measure.stages[0]
    empty = not any(letter.isalnum() for letter in measure.deadline_text) and stage.kind == "unscheduled"
    if question.column != "deadline" or question.proposals or not empty or len(measure.stages) != 1:
        return question
    due = single_due(before)
    if before is None or due is None or before.section != measure.section:
        return question
    text = f"Срок не указан. В строке выше — «{before.deadline_text}»: здесь тот же срок?"
    return replace(question, text=text, proposals=(Proposal(0, before.stages[0].start, due),))


def begins_early(before: DraftMeasure, measure: DraftMeasure) -> Question | None:
    """A later result of the same measure that begins before the earlier one is due, and would not with a lost digit."""
    due, stage = single_due(before), measure.stages[0]
    if due is None or len(measure.stages) != 1 or stage.start is None or stage.due is None or stage.start >= due:
        return None
    if not re.search(rf"(?<!\d)0?{stage.start.day}(?!\d)", measure.deadline_text):
        # «октябрь»: no digit of the first day is printed that could be lost.
        return None
    offers = []
    if stage.start.day < 10:
        for tens in (10, 20):
            day = stage.start.day + tens
            if day <= monthrange(stage.start.year, stage.start.month)[1]:
                better = stage.start.replace(day=day)
                offers += [Proposal(0, better, stage.due)] if due <= better <= stage.due else []
    if not offers:
        return None
    ask = f"Начало {stage.start:%d.%m.%Y} раньше срока предыдущего результата ({due:%d.%m.%Y}): нет ли ошибки в числе?"
    return Question("deadline", ask, tuple(offers))
