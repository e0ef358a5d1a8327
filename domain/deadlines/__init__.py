"""The deadline cell of a roadmap, read by our own grammar (no library reads these phrases).

The rules and their defaults stand in the design, section «Deadlines»; the grammar never raises and never guesses
silently: what it did not understand stays in ``not_understood`` and becomes a question to the coordinator.
"""

from dataclasses import dataclass

from domain.deadlines.far import far_from_plan
from domain.deadlines.grammar import atoms
from domain.deadlines.periods import read_period
from domain.deadlines.segments import segments
from domain.deadlines.stages import compose
from domain.measures import Question, Span, Stage

__all__ = ["Reading", "read_deadline", "read_period"]

# Longer cells are no deadlines; the rest is kept as not understood.
MAX_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a deadline cell says; at least one stage, and the doubts."""

    stages: tuple[Stage, ...]
    questions: tuple[Question, ...]


def read_deadline(text: str, period: Span, country: str | None = None, *, month: Span | None = None) -> Reading:
    """Read a deadline cell within the plan's period; dates that need a school calendar stay empty.

    ``country`` ("RU", "BY" or None) is part of the contract for readings that differ by country; none does yet at
    this layer: school calendars and days off come later. ``month``: first and last day of the month whose heading
    stands above the row; bare numbers are its days, and an empty cell is the whole of it. Never raises.
    """
    del country
    if month is not None and not any(letter.isalnum() for letter in text):
        return Reading((Stage("once", month.start, month.end),), ())
    draft = compose(segments(atoms(text[:MAX_LENGTH], month)), period, text[:MAX_LENGTH], month)
    if len(text) > MAX_LENGTH:
        draft.ask("Срок слишком длинный: прочитано только начало.")
    far = far_from_plan(draft.stages, period)
    return Reading(tuple(draft.stages), (*draft.questions, *((far,) if far else ())))
