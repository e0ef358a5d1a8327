"""The indicators of a plan that is sent again: found again by name with their values, added, removed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.indicators import is_same, pair
from storage import indicators, journal
from storage.indicators import KeptIndicator


@dataclass(frozen=True, slots=True)
class IndicatorChanges:
    """What becomes of the indicators: ``kept`` pairs one of the plan with its twin in the draft, whatever its words.

    ``gone``: what the plan had lost before; one of these that comes again is added and has its values still.
    """

    kept: tuple[tuple[KeptIndicator, KeptIndicator], ...]
    added: tuple[KeptIndicator, ...]
    removed: tuple[KeptIndicator, ...]
    gone: tuple[KeptIndicator, ...]

    @property
    def changed(self) -> tuple[tuple[KeptIndicator, KeptIndicator], ...]:
        """Those that have another target, or are written otherwise."""
        return tuple((old, new) for old, new in self.kept if not is_same(old.indicator, new.indicator))

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind of change there are."""
        return {"added": len(self.added), "changed": len(self.changed), "removed": len(self.removed)}


async def beside(connection: AsyncConnection, base_id: int, draft_id: int) -> IndicatorChanges:
    """What the draft would change of the indicators of the roadmap ``base_id``."""
    before = await indicators.standing_in(connection, [base_id])
    after = await indicators.standing_in(connection, [draft_id])
    pairs = _pairs(before, after)
    return IndicatorChanges(
        kept=tuple((before[old], after[new]) for new, old in pairs.items()),
        added=tuple(one for place, one in enumerate(after) if place not in pairs),
        removed=tuple(one for place, one in enumerate(before) if place not in pairs.values()),
        gone=tuple(await indicators.removed_from(connection, base_id)),
    )


def _pairs(before: list[KeptIndicator], after: list[KeptIndicator]) -> dict[int, int]:
    return pair([one.indicator for one in before], [one.indicator for one in after])


async def carry(
    connection: AsyncConnection, base_id: int, changes: IndicatorChanges, *, now: datetime, by: int
) -> None:
    """Bring the indicators of the roadmap up to the draft; each keeps its values, also one that goes or comes again."""
    again = _pairs(list(changes.gone), list(changes.added))
    await indicators.clear_places(connection, base_id)
    for old, new in changes.kept:
        await indicators.rewrite(connection, old.id, new)
    for place, new in enumerate(changes.added):
        if place in again:
            await indicators.rewrite(connection, changes.gone[again[place]].id, new)
        else:
            await indicators.adopt(connection, new.id, base_id)
    left = [*changes.removed, *(one for place, one in enumerate(changes.gone) if place not in again.values())]
    first = len(changes.kept) + len(changes.added)
    await indicators.put_out(connection, [one.id for one in left], first, now)
    await _note(connection, base_id, changes, now, by)


async def _note(connection: AsyncConnection, base_id: int, changes: IndicatorChanges, now: datetime, by: int) -> None:
    lines: list[tuple[str, KeptIndicator | None, KeptIndicator | None]] = [
        *(("indicator-added", None, one) for one in changes.added),
        *(("indicator-changed", old, new) for old, new in changes.changed),
        *(("indicator-removed", one, None) for one in changes.removed),
    ]
    for what, before, after in lines:
        was, now_is = _words(before), _words(after)
        await journal.note(connection, what, now=now, member_id=by, roadmap_id=base_id, before=was, after=now_is)


def _words(kept: KeptIndicator | None) -> str | None:
    return None if kept is None else f"{kept.indicator.name}: {kept.indicator.target}"
