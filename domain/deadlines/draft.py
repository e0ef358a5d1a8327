"""Stages and questions of one phrase while they grow."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.measures import Proposal, Question, SchoolUnit, Span, Stage


@dataclass(slots=True)
class Draft:
    """Stages and questions as they grow; ``after`` is the first day that no earlier stage covers.

    ``month``: the month whose heading stands above the row, where there is one.
    """

    period: Span
    month: Span | None = None
    stages: list[Stage] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    after: date | None = None

    def add(self, stage: Stage) -> None:
        self.stages.append(stage)
        if stage.due is not None and stage.due < date.max:
            self.after = stage.due + timedelta(days=1)

    def ask(self, text: str, *offers: tuple[date | None, date | None], stage: int | None = None) -> None:
        place = len(self.stages) if stage is None else stage
        proposals = tuple(Proposal(place, start, due) for start, due in offers)
        question = Question("deadline", text, proposals)
        if question not in self.questions:
            self.questions.append(question)


def not_before(start: date | None, end: date | None) -> date | None:
    """An end that lies before the start is no end."""
    return None if end is None or (start is not None and end < start) else end


# The calendar year in which a unit of the school year lies: 0 = the one it begins in, 1 = the next one. Winter
# holidays lie in both.
_LIES_IN = {
    ("quarter", 1): 0,
    ("quarter", 2): 0,
    ("quarter", 3): 1,
    ("quarter", 4): 1,
    ("half-year", 1): 0,
    ("half-year", 2): 1,
    ("holidays", 1): 0,
    ("holidays", 3): 1,
    ("holidays", 4): 1,
}


def school_year_of(period: Span, unit: SchoolUnit) -> str | None:
    """The school year of a unit, when the plan (a school year or a calendar year) leaves only one."""
    if period.start is None or period.end is None:
        return None
    first = period.start.year - (period.start.month < 8)
    last = period.end.year - (period.end.month < 9)
    if first == last:
        return f"{first}/{first + 1}"
    lies_in = _LIES_IN.get((unit.unit, unit.index or 0))
    if period.start.year == period.end.year and lies_in is not None:
        return f"{period.start.year - lies_in}/{period.start.year - lies_in + 1}"
    return None
