"""Requests for more time: who asked for which day, what was decided; the old day stays on record."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert_one
from storage.tables import extensions, periods

ExtensionState = Literal["proposed", "asked", "agreed", "declined", "dropped"]


@dataclass(frozen=True, slots=True)
class Extension:
    """A wish to move a due day from ``was`` to ``wanted`` (local days); ``words``: why, where no report says it."""

    id: int
    assignment_id: int
    period_id: int
    report_id: int | None
    was: date
    wanted: date
    state: ExtensionState
    decided_by: int | None
    words: str | None


async def add(
    connection: AsyncConnection,
    *,
    assignment_id: int,
    period_id: int,
    report_id: int | None,
    was: date,
    wanted: date,
    words: str | None,
    now: datetime,
) -> Extension:
    """A new wish that nobody was asked about yet."""
    identity = await insert_one(
        connection,
        extensions,
        assignment_id=assignment_id,
        period_id=period_id,
        report_id=report_id,
        was=was,
        wanted=wanted,
        words=words,
        created_at=now,
    )
    return Extension(identity, assignment_id, period_id, report_id, was, wanted, "proposed", None, words)


async def get(connection: AsyncConnection, extension_id: int) -> Extension | None:
    """One wish, or None where there is none with this id."""
    row = (await connection.execute(select(extensions).where(extensions.c.id == extension_id))).one_or_none()
    return None if row is None else _of(row)


def _of(row: Row[Any]) -> Extension:
    return Extension(**{name: getattr(row, name) for name in Extension.__dataclass_fields__})


async def waiting(connection: AsyncConnection) -> list[Extension]:
    """The wishes about which somebody was asked and nobody has decided, the oldest first."""
    query = select(extensions).where(extensions.c.state == "asked").order_by(extensions.c.id)
    return [_of(row) for row in await connection.execute(query)]


async def change(
    connection: AsyncConnection,
    extension_id: int,
    *,
    before: ExtensionState,
    after: ExtensionState,
    decided_by: int | None = None,
    now: datetime | None = None,
) -> bool:
    """Take the wish from one state to the next; False when it was not there any more."""
    mine = update(extensions).where(extensions.c.id == extension_id, extensions.c.state == before)
    changed = await connection.execute(mine.values(state=after, decided_by=decided_by, decided_at=now))
    return changed.rowcount == 1


async def is_taken(connection: AsyncConnection, period_id: int, due: date) -> bool:
    """Whether another period of the same stage is due on this day."""
    stage = select(periods.c.stage_id).where(periods.c.id == period_id).scalar_subquery()
    query = select(periods.c.id).where(periods.c.stage_id == stage, periods.c.due == due, periods.c.id != period_id)
    return (await connection.execute(query)).first() is not None


async def move_period(connection: AsyncConnection, period_id: int, *, due: date, control: date) -> None:
    """The period is due on another day from now on."""
    await connection.execute(update(periods).where(periods.c.id == period_id).values(due=due, control=control))
