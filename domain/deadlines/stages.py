"""From segments to stages and questions: where a year is missing or a word is not clear, the coordinator is asked."""

from dataclasses import replace

from domain.deadlines.atoms import Standing, Term
from domain.deadlines.dated import add_extents
from domain.deadlines.draft import Draft, not_before, school_year_of
from domain.deadlines.recurring import recurring
from domain.deadlines.segments import Segment
from domain.measures import Recurrence, SchoolUnit, Span, Stage


def compose(parts: list[Segment], period: Span) -> Draft:
    """Turn segments into stages within the plan's period."""
    draft = Draft(period)
    for part in parts:
        first = len(draft.stages)
        _stages_of(part, draft)
        _decorate(part, draft, first)
    _ask_overlaps(draft)
    if not draft.stages:
        draft.ask("Срок не указан: к какому числу это должно быть сделано?")
        draft.add(Stage("unscheduled"))
    return draft


def _ask_overlaps(draft: Draft) -> None:
    """«декабрь 2024 года, до 20.12.2024»: two deadlines for one thing, or two things?"""
    once = [stage for stage in draft.stages if stage.kind == "once" and stage.due and not stage.label]
    for one in once:
        for other in once:
            inside = bool(one.start and one.due and other.due and one.start <= other.due <= one.due)
            if one is not other and inside and one.start and (other.start is None or other.start >= one.start):
                draft.ask("В ячейке два срока, и один внутри другого: это один срок или два?", stage=0)
                return


def _stages_of(part: Segment, draft: Draft) -> None:
    if part.repeat is not None:
        _add_recurring(part, part.repeat, draft)
    elif part.standing is not None:
        _add_standing(part, part.standing, draft)
    elif part.whenever is not None:
        if not part.then:
            draft.ask(part.whenever.ask or "На какое число поставить напоминание, или срок не нужен?")
        draft.add(Stage("unscheduled", start=draft.after if part.then else None))
    elif part.terms:
        for term in part.terms:
            _add_term(term, draft)
    elif part.extents:
        add_extents(part, draft)
    elif part.then:
        draft.add(Stage("ongoing", start=draft.after, due=not_before(draft.after, draft.period.end)))
    elif part.unknown or part.remarks:
        draft.add(Stage("unscheduled"))


def _decorate(part: Segment, draft: Draft, first: int) -> None:
    """Labels, unknown words and remarks of a segment; a date beside «после», «за … дней» is only offered."""
    for ask in part.remarks:
        draft.ask(ask, stage=first)
    if part.label and len(draft.stages) > first:
        draft.stages[-1] = replace(draft.stages[-1], label=part.label)
    if not part.unknown or len(draft.stages) == first:
        return
    words = tuple(one.text for one in part.unknown)
    stage = draft.stages[first]
    shifting = any(one.moves for one in part.unknown)
    offers = [(stage.start, stage.due)] if shifting and stage.due and stage.kind == "once" else []
    if shifting:
        stage = Stage("unscheduled", label=stage.label)
        draft.after = None
    draft.ask(f"Не понято: «{', '.join(words)}». Как читать срок?", *offers, stage=first)
    draft.stages[first] = replace(stage, not_understood=words)


def _add_recurring(part: Segment, rule: Recurrence, draft: Draft) -> None:
    start, due = draft.period.start, draft.period.end
    if bounds := part.bounds:
        start, due = bounds[0].start or start, due if bounds[-1].open_end else bounds[-1].due or due
    if (part.then or draft.stages) and draft.after is not None:
        start = draft.after
    if start is not None and due is not None and due < start:
        draft.ask("Повторение начинается позже, чем кончается план: до какого числа повторять?")
        due = None
    same_as = draft.stages[-1] if draft.stages and part.then and not part.loose else None
    rules, asks = recurring(rule, part.loose, part.standing, same_as)
    for ask in asks:
        draft.ask(ask)
    for one in rules:
        calendar = SchoolUnit("quarter") if one.freq == "school-quarters" else None
        draft.stages.append(Stage("recurring", start, due, recurrence=one, calendar=calendar))


def _add_standing(part: Segment, standing: Standing, draft: Draft) -> None:
    extents = part.bounds + ([standing.extent] if standing.extent else [])
    if extents:
        start, due = extents[0].start, draft.period.end if extents[-1].open_end else extents[-1].due
    else:
        start, due = draft.period.start, draft.period.end
        _ask_which_year(standing, draft)
    if (part.then or draft.stages) and draft.after is not None:
        start, due = draft.after, not_before(draft.after, due)
    draft.add(Stage("ongoing", start, not_before(start, due)))


def _ask_which_year(standing: Standing, draft: Draft) -> None:
    start, end = draft.period.start, draft.period.end
    if standing.scope in {"year", "school-year"} and (start is None or end is None):
        word = "год" if standing.scope == "year" else "учебный год"
        draft.ask(f"Какой {word} имеется в виду? Период плана не указан полностью.")
    elif standing.scope == "school-year" and start is not None and start.month == 1 and end and end.year == start.year:
        draft.ask("План на календарный год, а срок назван учебным годом: какой учебный год?")


def _add_term(term: Term, draft: Draft) -> None:
    years = term.years or draft.period
    if term.several:
        rule = Recurrence("school-holidays")
        draft.stages.append(Stage("recurring", years.start, years.end, recurrence=rule, calendar=term.unit))
        return
    unit = term.unit
    if unit.year is None:
        unit = replace(unit, year=school_year_of(years, unit))
        if unit.year is None:
            draft.ask("Какого учебного года эта четверть, полугодие или каникулы?")
    draft.add(Stage("once", calendar=unit))
