"""Handing on: who holds what one person has given to another, and who is likely to be given it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.people import Member

# So often one assignment can be handed on from person to person.
DEEPEST = 5

_WORD = re.compile(r"\w+")
_Status = Literal["open", "in-progress", "trouble", "done", "cancelled"]


@dataclass(frozen=True, slots=True)
class Share:
    """One person's assignment for a period; ``parent_id`` is the assignment that it was handed on from."""

    id: int
    parent_id: int | None
    member_id: int
    name: str
    status: _Status
    status_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether its person still has to answer."""
        return self.status not in ("done", "cancelled")


class Family:
    """All assignments of one period, as they were handed on."""

    def __init__(self, shares: Iterable[Share]) -> None:
        self._by_id = {share.id: share for share in shares}

    def __getitem__(self, share_id: int) -> Share:
        """One of them; KeyError where it is no assignment of this period."""
        return self._by_id[share_id]

    def __iter__(self) -> Iterator[Share]:
        """All of them."""
        return iter(self._by_id.values())

    def of_member(self, member_id: int) -> Share | None:
        """What this person has of the period, called off or not."""
        return next((share for share in self._by_id.values() if share.member_id == member_id), None)

    @property
    def holders(self) -> set[int]:
        """The members who have this period and were not called off."""
        return {share.member_id for share in self._by_id.values() if share.status != "cancelled"}

    def above(self, share_id: int) -> list[Share]:
        """From whom it was handed on, nearest first."""
        found = []
        parent_id = self[share_id].parent_id
        while parent_id is not None:
            found.append(self[parent_id])
            parent_id = self[parent_id].parent_id
        return found

    def is_below(self, share_id: int, above_id: int) -> bool:
        """Whether the one is the other, or was handed on from it."""
        return share_id == above_id or any(share.id == above_id for share in self.above(share_id))

    def line(self, share_id: int) -> list[Share]:
        """To whom it was handed on, and from there on, nearest first; empty where its own person holds it."""
        found: list[Share] = []
        here = self._next(self[share_id])
        while here is not None:
            found.append(here)
            here = self._next(here)
        return found

    def done_below(self, share_id: int) -> Share | None:
        """Who did it last of those to whom it was handed on, or on from them."""
        found = here = self._done_child(share_id)
        while here is not None:
            found, here = here, self._done_child(here.id)
        return found

    def _next(self, share: Share) -> Share | None:
        """Who has it instead: who is still asked, or (it is done) who did it last."""
        waiting = [one for one in self._children(share.id) if one.open]
        if waiting or share.status != "done":
            return waiting[0] if waiting else None
        return self._done_child(share.id)

    def _done_child(self, share_id: int) -> Share | None:
        done = [(one.status_at, one.id) for one in self._children(share_id) if one.status == "done" and one.status_at]
        return self[max(done)[1]] if done else None

    def _children(self, share_id: int) -> list[Share]:
        return [one for one in self._by_id.values() if one.parent_id == share_id]


def likeliest(position: str | None, people: Sequence[Member]) -> list[Member]:
    """The people, those first whose position has the most words in common with ``position``, then by name."""
    wanted = _words(position)
    return sorted(people, key=lambda one: (-len(wanted & _words(one.position)), one.family, one.given, one.id))


def _words(position: str | None) -> set[str]:
    return set(_WORD.findall((position or "").lower()))
