"""What is asked and found out: parties with the members they were matched to, executors, gaps."""

from dataclasses import dataclass
from typing import Literal

from domain.measures import Party


@dataclass(frozen=True, slots=True)
class Named:
    """A party of a measure, and the member whom it was found or said to be."""

    party: Party
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class Executor:
    """A member who answers.

    ``organisation_id``: for which organisation, None: in their own name. ``main``: the first party of the cell means
    them. ``near``: nobody fits the words exactly and they are the nearest, or the words leave open who is meant: shown
    to the coordinator.
    """

    member_id: int
    organisation_id: int | None = None
    main: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Where nobody answers.

    "nobody": nobody in the district is what the party names; "unknown": it names an institution that is not in the list
    of the district; "vacant": nobody in ``organisations`` can answer for them.
    """

    party: Party
    kind: Literal["nobody", "unknown", "vacant"]
    organisations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers, those of the first party first, each member once; and the gaps, in the order of the parties."""

    executors: tuple[Executor, ...] = ()
    gaps: tuple[Gap, ...] = ()
