"""Tables whose columns could not be told, and which columns were picked for files of the same shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.picking import ASKED, Picked
from storage.database import insert_one
from storage.tables import column_choices, unclear_tables

TableState = Literal["open", "chosen", "cancelled"]


@dataclass(frozen=True, slots=True)
class UnclearTable:
    """A file that waits for its columns; ``rows`` are the first ones of its table, as long as one another."""

    id: int
    organisation_id: int
    source_name: str
    source_sha256: str
    shape: str
    rows: tuple[tuple[str, ...], ...]
    picked: Picked
    state: TableState
    created_at: datetime

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Choice:
    """The columns that an organisation picked for all files of one shape."""

    picked: Picked
    chosen_at: datetime


async def add(
    connection: AsyncConnection,
    *,
    organisation_id: int,
    created_by: int,
    source_name: str,
    source_sha256: str,
    shape: str,
    rows: Sequence[Sequence[str]],
    picked: Picked,
    state: TableState,
    now: datetime,
) -> int:
    """Keep the table of a file that is remembered already; its id."""
    return await insert_one(
        connection,
        unclear_tables,
        organisation_id=organisation_id,
        created_by=created_by,
        source_name=source_name,
        source_sha256=source_sha256,
        shape=shape,
        rows=[list(row) for row in rows],
        roles=dict(picked),
        state=state,
        created_at=now,
    )


async def get(connection: AsyncConnection, table_id: int) -> UnclearTable | None:
    """One table, or None where there is none with this id."""
    found = await connection.execute(select(unclear_tables).where(unclear_tables.c.id == table_id))
    row = found.one_or_none()
    return None if row is None else _table(row)


async def of_file(connection: AsyncConnection, organisation_id: int, sha256: str) -> UnclearTable | None:
    """The table of this file in this organisation, the latest that was not put away."""
    query = select(unclear_tables).where(
        unclear_tables.c.organisation_id == organisation_id,
        unclear_tables.c.source_sha256 == sha256,
        unclear_tables.c.state != "cancelled",
    )
    row = (await connection.execute(query.order_by(unclear_tables.c.id.desc()).limit(1))).one_or_none()
    return None if row is None else _table(row)


async def change(connection: AsyncConnection, table_id: int, picked: Picked, state: TableState) -> None:
    """What was said about its columns so far, and whether that is all."""
    which = update(unclear_tables).where(unclear_tables.c.id == table_id)
    await connection.execute(which.values(roles=dict(picked), state=state))


async def keep_choice(
    connection: AsyncConnection, organisation_id: int, shape: str, picked: Picked, *, member_id: int, now: datetime
) -> None:
    """From now on files of this shape are read with these columns."""
    older = delete(column_choices).where(
        column_choices.c.organisation_id == organisation_id, column_choices.c.shape == shape
    )
    await connection.execute(older)
    await insert_one(
        connection,
        column_choices,
        organisation_id=organisation_id,
        shape=shape,
        roles=dict(picked),
        chosen_by=member_id,
        chosen_at=now,
    )


async def choice_of(connection: AsyncConnection, organisation_id: int, shape: str) -> Choice | None:
    """What was picked for files of this shape."""
    query = select(column_choices).where(
        column_choices.c.organisation_id == organisation_id, column_choices.c.shape == shape
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else Choice(_picked(row.roles), row.chosen_at)


def _picked(kept: dict[str, Any]) -> Picked:
    return cast(Picked, {role: kept[role] for role in ASKED if role in kept})


def _table(row: Row[Any]) -> UnclearTable:
    return UnclearTable(
        id=row.id,
        organisation_id=row.organisation_id,
        source_name=row.source_name,
        source_sha256=row.source_sha256,
        shape=row.shape,
        rows=tuple(tuple(cells) for cells in row.rows),
        picked=_picked(row.roles),
        state=row.state,
        created_at=row.created_at,
    )
