"""Days so far from the plan's period that a year typed wrong is likely: «до 15.10.2032» in a plan for 2023."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from domain.measures import Proposal, Question, Span, Stage

# Preparations and results may lie outside the plan's period, but hardly by more than this.
_FAR = timedelta(days=366)


def far_from_plan(stages: Sequence[Stage], period: Span) -> Question | None:
    """The question about the first stage whose day lies more than a year before or after the plan."""
    start, end = period.start, period.end
    for place, stage in enumerate(stages):
        if stage.kind != "once" or stage.due is None:
            continue
        early = start is not None and stage.due - start < -_FAR
        if early or (end is not None and stage.due - end > _FAR):
            offer = same_day_within(stage.due, period) if stage.start is None else None
            ask = f"Срок {stage.due:%d.%m.%Y} дальше года от периода плана: нет ли ошибки в годе?"
            return Question("deadline", ask, (Proposal(place, None, offer),) if offer else ())
    return None


def same_day_within(day: date, period: Span) -> date | None:
    """The same day and month in the only year of the plan that has it."""
    if period.start is None or period.end is None:
        return None
    years = range(period.start.year, period.end.year + 1)
    days = [date(year, day.month, day.day) for year in years if day.day <= monthrange(year, day.month)[1]]
    inside = [one for one in days if period.start <= one <= period.end]
    return inside[0] if len(inside) == 1 else None
