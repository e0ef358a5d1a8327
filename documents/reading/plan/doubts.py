"""Doubts that only the neighbouring rows can raise: days that stand out, rows that repeat, names cut off."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from documents.reading.plan.odd_days import Plan, odd_day, plan_of
from documents.reading.plan.offers import begins_early, with_offers
from domain.deadlines.far import far_from_plan
from domain.measures import DraftMeasure, Party, Question, Span

NOBODY_NAMED = "Ответственный не указан: кто отвечает?"


def cross_check(measures: list[DraftMeasure], period: Span, order: date | None = None) -> list[DraftMeasure]:
    """Look at each measure beside its neighbours and the plan's period; add what a careful coordinator would ask.

    ``order``: the day of the order that the plan is attached to, where the document names it.
    """
    whole = _whole_positions(measures)
    completed = [_apart(_complete_positions(measure, whole), whole) for measure in measures]
    plan = plan_of(completed, period, order)
    answered = 2 * sum(one.responsible_text is not None for one in completed) >= len(completed)
    asked = [_asked(place, completed, plan, answered=answered) for place in range(len(completed))]
    return _repeated(asked)


def _asked(place: int, measures: list[DraftMeasure], plan: Plan, *, answered: bool) -> DraftMeasure:
    """``answered``: the rows of this plan usually name a responsible."""
    measure = measures[place]
    before = measures[place - 1] if place else None
    after = measures[place + 1] if place + 1 < len(measures) else None
    # Said by the deadline alone; beside its neighbours it may be doubted for a better reason.
    far = far_from_plan(measure.stages, plan.period)
    questions = [one for one in measure.questions if one != far]
    if measure.responsible_text is None and answered:
        questions.append(Question("responsible", NOBODY_NAMED))
    if out := odd_day(before, measure, after, plan):
        questions.append(out)
    if before and before.title == measure.title and (early := begins_early(before, measure)):
        questions.append(early)
    return replace(measure, questions=tuple(with_offers(one, measure, before, after) for one in questions))


def _complete_positions(measure: DraftMeasure, whole: Mapping[str, set[str]]) -> DraftMeasure:
    """«Бондаренко А.Е., заместитель д»: the position is completed from rows that print it whole, and asked."""
    if not any(question.column == "responsible" for question in measure.questions) or not measure.parties:
        return measure
    last = measure.parties[-1]
    beginning = last.position or ""
    longer = [one for one in whole.get(last.name, ()) if one.startswith(beginning) and len(one) > len(beginning)]
    if last.kind != "person" or len(longer) != 1:
        return measure
    position = longer[0]
    ask = f"Ячейка обрывается после «{last.name}»: должность взята из других строк («{position}»). Кто ещё был назван?"
    questions = tuple(q for q in measure.questions if q.column != "responsible")
    parties = (*measure.parties[:-1], replace(last, position=position))
    return replace(measure, parties=parties, questions=(*questions, Question("responsible", ask)))


def _apart(measure: DraftMeasure, whole: Mapping[str, set[str]]) -> DraftMeasure:
    """«Кочетова Ж.А., юрист (по согласованию)» where other rows call her a social pedagogue: a lawyer beside her."""
    parties: list[Party] = []
    for party in measure.parties:
        post = party.position or ""
        agreed = f", {post} (по соглас" in (measure.responsible_text or "")
        if party.kind == "person" and post and agreed and whole.get(party.name, set()) - {post}:
            parties += [replace(party, position=None), Party("role", post[0].upper() + post[1:])]
        else:
            parties.append(party)
    return replace(measure, parties=tuple(parties))


def _whole_positions(measures: list[DraftMeasure]) -> dict[str, set[str]]:
    """The positions that the rows print for each person."""
    found: dict[str, set[str]] = defaultdict(set)
    for party in (party for measure in measures for party in measure.parties):
        if party.kind == "person" and party.position:
            found[party.name].add(party.position)
    return found


def _repeated(measures: list[DraftMeasure]) -> list[DraftMeasure]:
    """Two rows with the same words in every column."""
    seen: set[tuple[str | None, ...]] = set()
    checked = []
    for measure in measures:
        key = (measure.section, measure.title, measure.result, measure.deadline_text, measure.responsible_text)
        if key in seen:
            ask = Question("row", "Такая же строка уже есть выше: это одно мероприятие или два?")
            measure = replace(measure, questions=(*measure.questions, ask))
        seen.add(key)
        checked.append(measure)
    return checked
