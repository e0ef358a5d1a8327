"""Which column of a table holds what, where only its coordinator can tell: asked one after the other."""

from collections.abc import Mapping
from typing import Literal

PickedRole = Literal["title", "deadline", "responsible", "result"]
# In this order they are asked for; a plan without measures is no plan, all others may be missing.
ASKED: tuple[PickedRole, ...] = ("title", "deadline", "responsible", "result")
MUST_BE: PickedRole = "title"

# What was said so far: role → column counted from 0, None where the table has no such column.
Picked = Mapping[PickedRole, int | None]


def asked_next(picked: Picked) -> PickedRole | None:
    """The role that is asked for now; None when everything was said."""
    return next((role for role in ASKED if role not in picked), None)


def picked_with(picked: Picked, role: PickedRole, column: int | None, width: int) -> Picked | None:
    """What was said, with one answer more; None where it is no answer to what is asked now.

    It answers another question (a second tap on an old button), names no column of ``width``, or one taken already.
    """
    missing = column is None and role != MUST_BE
    free = column is not None and 0 <= column < width and column not in picked.values()
    if role != asked_next(picked) or not (missing or free):
        return None
    return {**picked, role: column}


def picked_before(picked: Picked, role: PickedRole) -> Picked:
    """What was said before ``role`` was asked for, without the last answer; unchanged where another one is asked."""
    if role != asked_next(picked):
        return picked
    earlier = ASKED[: max(0, ASKED.index(role) - 1)]
    return {kept: picked[kept] for kept in earlier}


def columns_of(picked: Picked) -> dict[int, PickedRole]:
    """Column → what it holds."""
    return {column: role for role, column in picked.items() if column is not None}
