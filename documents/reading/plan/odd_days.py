"""Days that stand out: of their neighbours, of the plan's period, of the years of all other rows."""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain.deadlines.far import far_from_plan, same_day_within
from domain.measures import DraftMeasure, Proposal, Question, Span

# A due day this far from both neighbours, whose own days are in order, is asked about.
_OUT_OF_PLACE = timedelta(days=180)
# A year typed wrong leaves the date a little before its neighbours at most.
_NEAR = timedelta(days=60)
# What has to be ready when a plan begins is due a few weeks before it.
_EVE = timedelta(days=31)
# Fewer rows show no habit that one could stand out of.
_MANY_ROWS, _FEW_PAIRS = 5, 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What the whole plan tells about the day of one row.

    ``order``: the day of the order that it is attached to; ``years``: how often each year is a due year;
    ``in_order``: the rows follow one another by their deadlines, so that one can be out of its place.
    """

    period: Span
    order: date | None
    years: Counter[int]
    in_order: bool


def plan_of(measures: list[DraftMeasure], period: Span, order: date | None) -> Plan:
    """Look at all measures together."""
    return Plan(period, order, _years(measures), _in_order(measures))


def odd_day(
    before: DraftMeasure | None, measure: DraftMeasure, after: DraftMeasure | None, plan: Plan
) -> Question | None:
    """The surest reason to doubt the deadline of a measure, if there is one."""
    if plan.in_order and (out := _out_of_place(before, measure, after)):
        return out
    return (
        far_from_plan(measure.stages, plan.period)
        or _before_order(measure, plan)
        or _before_plan(measure, plan.period)
        or _lone_year(measure, plan)
    )


def _years(measures: list[DraftMeasure]) -> Counter[int]:
    """How often each year is a due year, one count a measure."""
    return Counter(
        year
        for measure in measures
        for year in {stage.due.year for stage in measure.stages if stage.kind == "once" and stage.due}
    )


def _in_order(measures: list[DraftMeasure]) -> bool:
    """Whether the deadlines mostly go up from row to row: only then one can be out of its place."""
    dues = [single_due(measure) for measure in measures]
    pairs = [(left, right) for left, right in pairwise(dues) if left and right]
    return 4 * sum(left <= right for left, right in pairs) >= 3 * len(pairs) or len(pairs) <= _FEW_PAIRS


def single_due(measure: DraftMeasure | None) -> date | None:
    """The due day of a measure with one dated stage."""
    if measure is None or len(measure.stages) != 1 or measure.stages[0].kind != "once":
        return None
    return measure.stages[0].due


def _out_of_place(before: DraftMeasure | None, measure: DraftMeasure, after: DraftMeasure | None) -> Question | None:
    """«до 29.12.2023» between January and February 2023: a wrong year or a wrong month."""
    due, left, right = single_due(measure), single_due(before), single_due(after)
    if due is None or left is None or right is None or measure.stages[0].start is not None:
        return None
    if not left <= right or left - _OUT_OF_PLACE <= due <= right + _OUT_OF_PLACE:
        return None
    days = [day for day in _corrected(due, left, right) if day != due]
    proposals = tuple(Proposal(0, None, day) for day in days)
    ask = f"Срок {due:%d.%m.%Y} стоит между {left:%d.%m.%Y} и {right:%d.%m.%Y}: нет ли ошибки в годе или месяце?"
    return Question("deadline", ask, proposals)


def _before_order(measure: DraftMeasure, plan: Plan) -> Question | None:
    """A deadline that was over before the order was signed and before the plan begins: a year typed wrong."""
    start, order = plan.period.start, plan.order
    for place, stage in enumerate(measure.stages):
        over = stage.kind == "once" and stage.due is not None and order is not None and stage.due < order - _NEAR
        if over and stage.due and (start is None or stage.due < start):
            offer = same_day_within(stage.due, plan.period) if stage.start is None else None
            ask = f"Срок {stage.due:%d.%m.%Y} прошёл до приказа ({order:%d.%m.%Y}): нет ли ошибки в годе?"
            return Question("deadline", ask, (Proposal(place, None, offer),) if offer else ())
    return None


def _before_plan(measure: DraftMeasure, period: Span) -> Question | None:
    """«до 28 мая 2020 г.» in a plan from September 2020 to May 2021, which has a 28 May of its own."""
    for place, stage in enumerate(measure.stages):
        if stage.kind != "once" or stage.due is None or stage.start not in (None, stage.due):
            continue
        offer = same_day_within(stage.due, period)
        if period.start is not None and offer is not None and stage.due < period.start - _EVE:
            ask = f"Срок {stage.due:%d.%m.%Y} раньше начала плана: нет ли ошибки в годе?"
            return Question("deadline", ask, (Proposal(place, offer if stage.start else None, offer),))
    return None


def _lone_year(measure: DraftMeasure, plan: Plan) -> Question | None:
    """The only row of a year that lies apart from all other years of the plan, where the heading names no period."""
    due = single_due(measure)
    if due is None or plan.period != Span() or plan.years[due.year] != 1 or plan.years.total() < _MANY_ROWS:
        return None
    others = [year for year in plan.years if year != due.year]
    if not others or min(others) - 1 <= due.year <= max(others) + 1:
        return None
    offer = date(others[0], due.month, due.day) if len(others) == 1 and (due.month, due.day) != (2, 29) else None
    keeps_start = measure.stages[0].start is None
    proposals = (Proposal(0, None, offer),) if offer and keeps_start else ()
    return Question("deadline", f"Год {due.year} есть только в этой строке: нет ли ошибки в годе?", proposals)


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
