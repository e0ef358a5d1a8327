"""From segments to stages and questions: where a year is missing or a word is not clear, the coordinator is asked."""

import re
from dataclasses import replace
from datetime import date

from domain.deadlines.atoms import Standing, Term
from domain.deadlines.dated import add_extents, resolved
from domain.deadlines.draft import Draft, not_before, school_year_of
from domain.deadlines.points import Extent
from domain.deadlines.recurring import recurring
from domain.deadlines.segments import Segment
from domain.measures import Proposal, Recurrence, SchoolUnit, Span, Stage


def compose(parts: list[Segment], period: Span, text: str, month: Span | None = None) -> Draft:
    """Turn the segments of a phrase into stages within the plan's period.

    ``text``: the phrase as typed; ``month``: of the heading above the row.
    """
    draft = Draft(period, month)
    for part in parts:
        first = len(draft.stages)
        _stages_of(part, draft)
        _decorate(part, draft, first)
    _drop_repeated(draft)
    _ask_overlaps(draft)
    if not draft.stages:
        draft.ask("Срок не указан: к какому числу это должно быть сделано?")
        words = (text.strip(),) if any(letter.isalnum() for letter in text) else ()
        draft.add(Stage("unscheduled", not_understood=words))
    return draft


def _drop_repeated(draft: Draft) -> None:
    """«18 кастрычніка / 18 октября», «шестой школьный день (по субботам)»: what is said twice is one deadline."""
    stages = draft.stages
    twice = len(stages) == 2 and stages[0] == stages[1] and (stages[0].recurrence or stages[0].due is not None)
    if twice and not draft.questions:
        del stages[1]


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
        if part.whenever.ask or not part.then:
            draft.ask(part.whenever.ask or "На какое число поставить напоминание, или срок не нужен?")
        draft.add(Stage("unscheduled", start=draft.after if part.then else None))
    elif part.terms and not part.extents:
        for term in part.terms:
            _add_term(term, draft)
    elif part.extents:
        add_extents(part, draft)
    elif part.then and draft.stages:
        draft.add(Stage("ongoing", start=draft.after, due=not_before(draft.after, draft.period.end)))
    elif part.unknown or part.remarks:
        draft.add(Stage("unscheduled"))


def _decorate(part: Segment, draft: Draft, first: int) -> None:
    """Labels, unknown words and remarks of a segment; a date beside «после», «за … дней» is only offered."""
    for ask in part.remarks:
        draft.ask(ask, stage=first)
    if part.label and len(draft.stages) > first:
        draft.stages[-1] = replace(draft.stages[-1], label=part.label)
    if len(draft.stages) == first or not part.unknown or _only_explains(part):
        return
    _offer_only(draft, first, tuple(one.text for one in part.unknown))


def _only_explains(part: Segment) -> bool:
    """«октябрь, на совещании при директоре»: plain words beside a time that is named say what is done, not when.

    «ежедневно, до начала занятий»: they say at what hour of the day.
    """
    if part.repeat is not None and part.repeat.freq == "daily" and not part.extents:
        return not any(_LEAVES_OUT.search(one.text) for one in part.unknown)
    return part.says_when and not part.only_years and not any(one.moves for one in part.unknown)


_LEAVES_OUT = re.compile(r"кроме|исключ|за вычетом", re.IGNORECASE)


def _offer_only(draft: Draft, first: int, words: tuple[str, ...]) -> None:
    """Dates beside «после», «за … дней», «или» are offered, none of them is taken."""
    stages = draft.stages[first:]
    offers = [(stage.start, stage.due) for stage in stages if stage.due and stage.kind == "once"]
    del draft.stages[first:]
    draft.questions[:] = [replace(one, proposals=_of_stages(one.proposals, first)) for one in draft.questions]
    draft.ask(f"Не понято: «{', '.join(words)}». Как читать срок?", *offers, stage=first)
    draft.add(Stage("unscheduled", label=stages[-1].label, not_understood=words))
    draft.after = None


def _of_stages(proposals: tuple[Proposal, ...], count: int) -> tuple[Proposal, ...]:
    return tuple(one for one in proposals if one.stage < count)


def _add_recurring(part: Segment, rule: Recurrence, draft: Draft) -> None:
    windows = [found for extent in part.loose if (found := resolved(extent, draft)) is not None]
    if rule.freq in {"weekly", "daily"} and len(windows) == len(part.extents) > 1:
        # «каждый понедельник сентября и мая»: a series for each of them.
        draft.stages += [Stage("recurring", one.start, one.due, recurrence=rule) for one in windows]
        return
    if rule.freq in {"quarterly", "half-yearly"} and rule.day and not (rule.months or rule.offset_months or part.loose):
        draft.ask("К этому числу какого месяца: последнего в периоде или следующего за ним?")
    loose = _bounding(part, rule, draft)
    bounds = _bounds(part, draft) if len(loose) < len(part.loose) else part.bounds
    start, due = draft.period.start, draft.period.end
    if part.standing is not None and part.standing.extent is not None:
        bounds = [*bounds, part.standing.extent]
    if bounds:
        start, due = bounds[0].start or start, due if bounds[-1].open_end else bounds[-1].due or due
    before = draft.stages[-1] if draft.stages else None
    follows = part.then or (before is not None and before.kind == "once" and before.label is not None)
    if follows and draft.after is not None:
        start = draft.after
    if start is not None and due is not None and due < start:
        draft.ask("Повторение начинается позже, чем кончается план: до какого числа повторять?")
        due = None
    rules, asks = recurring(rule, loose, _within_plan(part.standing, draft))
    for ask in asks:
        draft.ask(ask)
    if any(_never_falls_due(one, start, due) for one in rules):
        draft.ask("Повторение ни разу не попадает в период плана: до какого числа нужно сделать?")
    for one in rules:
        calendar = SchoolUnit("quarter") if one.freq == "school-quarters" else None
        draft.stages.append(Stage("recurring", start, due, recurrence=one, calendar=calendar))


def _never_falls_due(rule: Recurrence, start: date | None, due: date | None) -> bool:
    """«ежегодно в августе» in a plan from September to May: nobody would ever be reminded."""
    if not rule.months or start is None or due is None or (due - start).days > _YEAR_DAYS:
        return False
    length = (due.year - start.year) * 12 + due.month - start.month
    inside = {(start.month - 1 + shift) % 12 + 1 for shift in range(length + 1)}
    return not inside & set(rule.months)


_YEAR_DAYS = 366


def _bounding(part: Segment, rule: Recurrence, draft: Draft) -> list[Extent]:
    """The stretches that say in which months it falls due; those that bound a frequent repetition are left out.

    «каждую пятницу октября», «ежемесячно с 1 октября»: where the plan has one such October, it is the series' bound.
    """
    frequent = rule.freq in {"weekly", "daily"}
    return [
        extent
        for extent in part.loose
        if not ((frequent or extent.open_end or (extent.limit and rule.freq == "monthly")) and resolved(extent, draft))
    ]


def _bounds(part: Segment, draft: Draft) -> list[Extent]:
    return [found for extent in part.extents if (found := resolved(extent, draft)) is not None]


def _within_plan(standing: Standing | None, draft: Draft) -> Standing | None:
    """«ежемесячно в течение учебного года» in a plan for one school year: the plan's own bounds say it."""
    start, end = draft.period.start, draft.period.end
    one_year = start is not None and end is not None and (end - start).days < _SCHOOL_YEAR_DAYS
    return None if one_year else standing


# A plan for one school year, with the summer before or after it, is shorter than this.
_SCHOOL_YEAR_DAYS = 310


def _add_standing(part: Segment, standing: Standing, draft: Draft) -> None:
    extents = _bounds(part, draft) + ([standing.extent] if standing.extent else [])
    if extents:
        start, due = extents[0].start, draft.period.end if extents[-1].open_end else extents[-1].due
    else:
        start, due = draft.period.start, draft.period.end
        _ask_which_year(standing, draft)
    if part.then and draft.after is not None:
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
