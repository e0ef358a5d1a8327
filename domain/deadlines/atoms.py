"""What the grammar finds in a phrase, before the findings are put together into stages."""

from dataclasses import dataclass
from typing import Literal

from domain.deadlines.points import Extent
from domain.deadlines.tokens import Token
from domain.measures import Recurrence, SchoolUnit, Span

Scope = Literal["always", "year", "school-year", "plan"]


@dataclass(frozen=True, slots=True)
class Term:
    """A part of the school calendar: dates come from the calendar of the country and year, not from here.

    ``several``: all holidays of the plan; ``years``: the calendar year printed beside it («каникул 2025 г.»).
    """

    unit: SchoolUnit
    several: bool = False
    years: Span | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """«ежегодно», «2 раза в год», «до 5 числа каждого месяца»."""

    rule: Recurrence


@dataclass(frozen=True, slots=True)
class Standing:
    """«постоянно», «в течение года»: work without a single due day; ``extent`` where the words name the years."""

    scope: Scope
    extent: Extent | None = None


@dataclass(frozen=True, slots=True)
class Whenever:
    """«по мере необходимости», «по отдельному графику»: no date can be known from the words."""

    words: str
    ask: str | None


@dataclass(frozen=True, slots=True)
class Then:
    """«далее», «затем»: what follows begins the day after."""


@dataclass(frozen=True, slots=True)
class Note:
    """Words in brackets that are no time: the label of the stage they follow."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Words before a colon or a dash («1 этап: …», «СШ № 7 - …»): the label of the stage that follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that add a doubt but change no date («в соответствии с отдельными планами»)."""

    ask: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that no rule knows, as printed, and the place of their first letter.

    ``moves``: they may turn a date beside them into another one; otherwise they only explain it.
    """

    text: str
    moves: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class Comma:
    """A separator; it tells a list of months from one month after another."""


Atom = Extent | Term | Repeat | Standing | Whenever | Then | Note | Heading | Remark | Unknown | Comma
Tokens = list[Token]
# What a rule found at a place: its atoms and the place after them.
Found = tuple[list[Atom], int] | None
