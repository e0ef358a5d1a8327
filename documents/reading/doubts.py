"""Doubts that only the neighbouring rows can raise: a date out of its place, rows that repeat, names cut off."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from domain.measures import DraftMeasure, Party, Proposal, Question, Span

# A due day this far from both neighbours, whose own days are in order, is asked about.
_OUT_OF_PLACE = timedelta(days=180)
# A year typed wrong leaves the date a little before its neighbours at most.
_NEAR = timedelta(days=60)
# Preparations and results may lie outside the plan's period, but hardly by more than this.
_FAR = timedelta(days=366)


def cross_check(measures: list[DraftMeasure], period: Span) -> list[DraftMeasure]:
    """Look at each measure beside its neighbours and the plan's period; add what a careful coordinator would ask."""
    completed = [_complete_positions(measure, measures) for measure in measures]
    asked = [_asked(place, completed, period) for place in range(len(completed))]
    return _repeated(asked)


def _asked(place: int, measures: list[DraftMeasure], period: Span) -> DraftMeasure:
    measure = measures[place]
    before = measures[place - 1] if place else None
    after = measures[place + 1] if place + 1 < len(measures) else None
    questions = list(measure.questions)
    if measure.responsible_text is None and any(one.responsible_text for one in measures):
        questions.append(Question("responsible", "Ответственный не указан: кто отвечает?"))
    if out := _out_of_place(before, measure, after) or _out_of_plan(measure, period):
        questions.append(out)
    same_before = before if before and before.title == measure.title else None
    same_after = after if after and after.title == measure.title else None
    if same_before and (early := _begins_early(same_before, measure)):
        questions.append(early)
    questions = [_with_offer(question, measure, same_before, same_after) for question in questions]
    return replace(measure, questions=tuple(questions))


def _single_due(measure: DraftMeasure | None) -> date | None:
    """The due day of a measure with one dated stage."""
    if measure is None or len(measure.stages) != 1 or measure.stages[0].kind != "once":
        return None
    return measure.stages[0].due


def _first_start(measure: DraftMeasure) -> date | None:
    stage = measure.stages[0]
    return (stage.start or stage.due) if stage.kind == "once" else None


def _out_of_place(before: DraftMeasure | None, measure: DraftMeasure, after: DraftMeasure | None) -> Question | None:
    """«до 29.12.2023» between January and February 2023: a wrong year or a wrong month."""
    due, left, right = _single_due(measure), _single_due(before), _single_due(after)
    if due is None or left is None or right is None or measure.stages[0].start is not None:
        return None
    if not left <= right or left - _OUT_OF_PLACE <= due <= right + _OUT_OF_PLACE:
        return None
    days = [day for day in _corrected(due, left, right) if day != due]
    proposals = tuple(Proposal(0, None, day) for day in days)
    ask = f"Срок {due:%d.%m.%Y} стоит между {left:%d.%m.%Y} и {right:%d.%m.%Y}: нет ли ошибки в годе или месяце?"
    return Question("deadline", ask, proposals)


def _out_of_plan(measure: DraftMeasure, period: Span) -> Question | None:
    """A deadline more than a year before or after the plan: «до 15.10.2032» in a plan for 2023."""
    start, end = period.start, period.end
    for place, stage in enumerate(measure.stages):
        if stage.kind != "once" or stage.due is None:
            continue
        early = start is not None and stage.due < start - _FAR
        if early or (end is not None and stage.due > end + _FAR):
            offer = _same_day_within(stage.due, period) if stage.start is None else None
            ask = f"Срок {stage.due:%d.%m.%Y} дальше года от периода плана: нет ли ошибки в годе?"
            return Question("deadline", ask, (Proposal(place, None, offer),) if offer else ())
    return None


def _same_day_within(day: date, period: Span) -> date | None:
    """The same day and month in the only year of the plan that has it."""
    if period.start is None or period.end is None:
        return None
    years = range(period.start.year, period.end.year + 1)
    days = [date(year, day.month, day.day) for year in years if day.day <= monthrange(year, day.month)[1]]
    inside = [one for one in days if period.start <= one <= period.end]
    return inside[0] if len(inside) == 1 else None


def _corrected(due: date, left: date, right: date) -> list[date]:
    """The day with another month, then with another year, as far as it then stands near its neighbours."""
    inside: list[date] = []
    for year in range(left.year, right.year + 1):
        for month in range(1, 13):
            if due.day <= monthrange(year, month)[1] and left <= (day := date(year, month, due.day)) <= right:
                inside.append(day)
    near = [
        date(year, due.month, due.day)
        for year in range(left.year - 1, right.year + 2)
        if due.day <= monthrange(year, due.month)[1]
    ]
    other = [day for day in near if left - _NEAR <= day <= right + _NEAR and day not in inside]
    return inside[:3] + other


def _begins_early(before: DraftMeasure, measure: DraftMeasure) -> Question | None:
    """A later result of the same measure that begins before the earlier one is due: a lost digit?"""
    due, stage = _single_due(before), measure.stages[0]
    if due is None or len(measure.stages) != 1 or stage.start is None or stage.due is None or stage.start >= due:
        return None
    offers = []
    if stage.start.day < 10:
        for tens in (10, 20):
            day = stage.start.day + tens
            if day <= monthrange(stage.start.year, stage.start.month)[1]:
                better = stage.start.replace(day=day)
                offers += [Proposal(0, better, stage.due)] if due <= better <= stage.due else []
    ask = f"Начало {stage.start:%d.%m.%Y} раньше срока предыдущего результата ({due:%d.%m.%Y}): нет ли ошибки в числе?"
    return Question("deadline", ask, tuple(offers))


def _with_offer(
    question: Question, measure: DraftMeasure, before: DraftMeasure | None, after: DraftMeasure | None
) -> Question:
    """The neighbouring results of the same measure answer what an empty or half-lost deadline leaves open."""
    stage = measure.stages[0]
    if question.column != "deadline" or question.proposals or len(measure.stages) != 1:
        return question
    earlier = _single_due(before)
    if stage.kind == "once" and stage.start is None and "Начало срока потеряно" in question.text:
        if earlier is not None and stage.due is not None and earlier <= stage.due:
            return replace(question, proposals=(Proposal(0, earlier, stage.due),))
    elif stage.kind == "unscheduled" and not measure.deadline_text and after is not None:
        later = _first_start(after) if after.stages[0].start else _single_due(after)
        if later is not None:
            text = f"Срок не указан. Следующий результат того же мероприятия — к {later:%d.%m.%Y}: к этому же дню?"
            return replace(question, text=text, proposals=(Proposal(0, None, later),))
    return question


def _complete_positions(measure: DraftMeasure, measures: list[DraftMeasure]) -> DraftMeasure:
    """«Бондаренко А.Е., заместитель д»: the position is completed from rows that print it whole, and asked."""
    if not any(question.column == "responsible" for question in measure.questions) or not measure.parties:
        return measure
    last = measure.parties[-1]
    whole = _whole_positions(last, measures)
    if len(whole) != 1:
        return measure
    position = whole.pop()
    ask = f"Ячейка обрывается после «{last.name}»: должность взята из других строк («{position}»). Кто ещё был назван?"
    questions = tuple(q for q in measure.questions if q.column != "responsible")
    parties = (*measure.parties[:-1], replace(last, position=position))
    return replace(measure, parties=parties, questions=(*questions, Question("responsible", ask)))


def _whole_positions(cut: Party, measures: list[DraftMeasure]) -> set[str]:
    """Positions of the same person elsewhere that begin with the cut one."""
    beginning = cut.position or ""
    return {
        party.position
        for measure in measures
        for party in measure.parties
        if party.kind == "person"
        and party.name == cut.name
        and party.position
        and party.position.startswith(beginning)
        and len(party.position) > len(beginning)
    }


def _repeated(measures: list[DraftMeasure]) -> list[DraftMeasure]:
    """Two rows with the same words in every column."""
    seen: dict[tuple[str | None, ...], DraftMeasure] = {}
    checked = []
    for measure in measures:
        key = (measure.section, measure.title, measure.result, measure.deadline_text, measure.responsible_text)
        if key in seen:
            first = seen[key].source
            where = first.row or first.line
            ask = Question("row", f"Такая же строка уже есть (строка {where}): это одно мероприятие или два?")
            measure = replace(measure, questions=(*measure.questions, ask))
        else:
            seen[key] = measure
        checked.append(measure)
    return checked
