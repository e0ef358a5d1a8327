"""What has changed in a live plan for each person, told in one message: new, another day, not theirs, removed."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.rules import Rules
from services import news
from services.news import Told
from services.surroundings import Surroundings
from storage.amendments import Share

NewsKind = Literal["new", "moved", "undated", "off", "removed"]
ORDER: tuple[NewsKind, ...] = ("new", "moved", "undated", "off", "removed")


@dataclass(frozen=True, slots=True)
class News:
    """What has become of one measure for one person.

    ``assignment_id`` is theirs that shows it: the nearest of those that changed. ``was``: the day that is not any more.
    """

    kind: NewsKind
    assignment_id: int
    was: date | None = None


def of_everybody(
    before: Iterable[Share], after: Iterable[Share], named: Mapping[int, Container[int]], removed: Container[int]
) -> dict[int, list[News]]:
    """For each member whose own open assignments have changed, what has: one line for a measure.

    ``named``: who is named now for each measure that goes on; ``removed``: the measures that are gone.
    """
    earlier, later = _by_lot(before), _by_lot(after)
    found: dict[int, list[News]] = defaultdict(list)
    for lot in dict.fromkeys((*later, *earlier)):
        member_id, measure_id = lot
        stays = measure_id in named and member_id in named[measure_id]
        line = _of_lot(earlier.get(lot, []), later.get(lot, []), stays=stays, removed=measure_id in removed)
        if line is not None:
            found[member_id].append(line)
    return {member_id: sorted(lines, key=lambda one: ORDER.index(one.kind)) for member_id, lines in found.items()}


def _by_lot(shares: Iterable[Share]) -> dict[tuple[int, int], list[Share]]:
    found: dict[tuple[int, int], list[Share]] = defaultdict(list)
    for share in shares:
        found[share.member_id, share.measure_id].append(share)
    return found


def _of_lot(before: list[Share], after: list[Share], *, stays: bool, removed: bool) -> News | None:
    if not before:
        return News("new", after[0].assignment_id)
    if not after:
        kind: NewsKind = "removed" if removed else ("undated" if stays else "off")
        return News(kind, before[0].assignment_id)
    fresh = [share for share in after if share not in before]
    stale = [share for share in before if share not in after]
    if not fresh and not stale:
        return None
    return News("moved", (fresh or after)[0].assignment_id, stale[0].due if stale else None)


async def tell(
    connection: AsyncConnection,
    roadmap_id: int,
    key: str,
    found: Mapping[int, list[News]],
    *,
    now: datetime,
    rules: Rules,
) -> int:
    """One message to each of them who has a chat, when they may hear it, once for each ``key``; how many."""
    told = {
        member_id: Told(f"amended:{key}:{member_id}", {"roadmap": roadmap_id, "member": member_id, **_facts(lines)})
        for member_id, lines in found.items()
    }
    return len(await news.tell(Surroundings(connection, rules, now), "amended", told))


def _facts(lines: Sequence[News]) -> dict[str, Any]:
    said = [
        {"kind": one.kind, "assignment": one.assignment_id, "was": None if one.was is None else one.was.isoformat()}
        for one in lines
    ]
    return {"news": said, "assignments": [one.assignment_id for one in lines if one.kind in ("new", "moved")]}
