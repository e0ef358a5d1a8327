"""The coordinator says which column of a table holds what; nothing is read with it before the last answer."""

import asyncio
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from documents.reading.child import read_in_child
from domain.errors import ColumnsUnclear, Refusal
from domain.people import Action, Member
from domain.picking import ASKED, PickedRole, asked_next, picked_before, picked_with
from services.access import Caller, require
from services.overview import mine, tell
from services.work import Work
from storage import columns, journal, people, roadmaps
from storage.columns import UnclearTable
from storage.files import FileStore, remember

# What of a table is kept to be shown: a file can claim sixteen thousand columns.
ROWS_KEPT = 8
COLUMNS_KEPT = 60
CELL_KEPT = 60


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came and was kept: its name, the hash of its content, its size in bytes."""

    name: str
    sha256: str
    size: int


async def hold(work: Work, connection: AsyncConnection, member: Member, file: SentFile, unclear: ColumnsUnclear) -> int:
    """Let a file wait for its columns; the id of its table. One that waits already keeps what was said about it."""
    waiting = await columns.of_file(connection, member.organisation_id, file.sha256)
    if waiting is not None and waiting.state == "open":
        return waiting.id
    return await _add(work, connection, member, file, unclear)


async def hold_as_before(
    work: Work, connection: AsyncConnection, member: Member, file: SentFile, unclear: ColumnsUnclear
) -> None:
    """Note that a file was read with the columns picked for its shape: they can be picked anew."""
    known = await columns.choice_of(connection, member.organisation_id, unclear.shape)
    table = await columns.of_file(connection, member.organisation_id, file.sha256)
    if known is not None and (table is None or table.state == "open"):
        table_id = await _add(work, connection, member, file, unclear)
        await columns.change(connection, table_id, known.picked, "chosen")


async def _add(work: Work, connection: AsyncConnection, member: Member, file: SentFile, unclear: ColumnsUnclear) -> int:
    await remember(connection, file.sha256, file.size, work.now)
    return await columns.add(
        connection,
        organisation_id=member.organisation_id,
        created_by=member.id,
        source_name=file.name,
        source_sha256=file.sha256,
        shape=unclear.shape,
        rows=_kept(unclear),
        picked={},
        state="open",
        now=work.now,
    )


def _kept(unclear: ColumnsUnclear) -> list[list[str]]:
    """The first rows, all as long as the longest."""
    rows = [[" ".join(cell.split())[:CELL_KEPT] for cell in row[:COLUMNS_KEPT]] for row in unclear.rows[:ROWS_KEPT]]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


async def pick(
    work: Work, caller: Caller, table_id: int, place: int, column: int | None, *, message: int | None
) -> UnclearTable | None:
    """Take the column (None: there is none) for the role at ``place`` of those asked for, and ask for the next one.

    Gives the table when everything was said: then it is read, and this update is not done before that. An answer to
    what is not asked any more (a second tap) changes nothing.
    """
    async with work.step() as connection:
        table = await _mine(connection, caller, table_id)
        picked = picked_with(table.picked, _role(place), column, table.width)
        if picked is not None and table.state == "open":
            await columns.change(connection, table_id, picked, "open")
            table = replace(table, picked=picked)
    if asked_next(table.picked) is None:
        return table
    await show(work, caller, table_id, message=message)
    return None


async def back(work: Work, caller: Caller, table_id: int, place: int, *, message: int | None) -> None:
    """«Назад»: the question before the one at ``place`` is asked again."""
    async with work.write() as connection:
        table = await _mine(connection, caller, table_id)
        picked = picked_before(table.picked, _role(place))
        if table.state == "open" and picked != table.picked:
            await columns.change(connection, table_id, picked, "open")
        await _show(connection, work, caller, table, message)


async def show(work: Work, caller: Caller, table_id: int, *, message: int | None, page: int = 0) -> None:
    """What is asked now, with a page of the columns."""
    async with work.write() as connection:
        table = await _mine(connection, caller, table_id)
        await _show(connection, work, caller, table, message, page)


async def cancel(work: Work, caller: Caller, table_id: int, *, message: int | None) -> None:
    """«Отменить»: the file is put away; one that was read already stays as it was read."""
    async with work.write() as connection:
        table = await _mine(connection, caller, table_id, put_away=True)
        standing = await roadmaps.standing_with(connection, table.organisation_id, table.source_sha256)
        if standing is None:
            await columns.change(connection, table_id, table.picked, "cancelled")
            await tell(connection, work, caller, "columns-cancelled", message, table=table_id)
            return
        known = await columns.choice_of(connection, table.organisation_id, table.shape)
        if table.state == "open" and known is None:
            await columns.change(connection, table_id, table.picked, "cancelled")
        elif table.state == "open" and known is not None:
            await columns.change(connection, table_id, known.picked, "chosen")
        await tell(connection, work, caller, "roadmap-preview", message, roadmap=standing.id)


async def begin_anew(work: Work, caller: Caller, table_id: int, *, message: int | None) -> None:
    """«Выбрать столбцы заново», also of a file that was put away; what was read stays until everything is said."""
    async with work.write() as connection:
        table = await _mine(connection, caller, table_id, put_away=True)
        standing = await roadmaps.standing_with(connection, table.organisation_id, table.source_sha256)
        if standing is not None and standing.state == "active":
            raise Refusal("roadmap-active")
        if table.state != "open":
            await columns.change(connection, table_id, {}, "open")
        await _show(connection, work, caller, table, message)


async def begin_with(work: Work, caller: Caller, roadmap_id: int, *, files: FileStore, message: int | None) -> None:
    """«Выбрать столбцы» of a draft whose columns were told by its cells: now its coordinator says them."""
    async with work.read() as connection:
        member, roadmap = await mine(connection, caller, roadmap_id)
        table = await columns.of_file(connection, roadmap.organisation_id, roadmap.source_sha256)
        owner = await people.member(connection, roadmap.created_by)
    if roadmap.state != "draft":
        raise Refusal(f"roadmap-{roadmap.state}")
    if member.organisation_id != roadmap.organisation_id:
        # What is read anew becomes a plan of the organisation of whoever picks.
        raise Refusal("not-allowed", who=owner.short_name)
    if table is None:
        content = await asyncio.to_thread(files.read, roadmap.source_sha256)
        unclear = await _first_rows(content, roadmap.source_name)
        file = SentFile(roadmap.source_name, roadmap.source_sha256, len(content))
        async with work.step() as connection:
            table_id = await hold(work, connection, member, file, unclear)
    else:
        table_id = table.id
    await begin_anew(work, caller, table_id, message=message)


async def _first_rows(content: bytes, name: str) -> ColumnsUnclear:
    """The table as a person is shown it: without a single column nothing can be read, and the refusal has the rows."""
    try:
        await read_in_child(content, name, columns={})
    except ColumnsUnclear as unclear:
        return unclear
    raise Refusal("unreadable-no-table")


async def ask_again(connection: AsyncConnection, caller: Caller, table: UnclearTable) -> None:
    """These columns hold no measures: everything is asked once more."""
    await _mine(connection, caller, table.id)
    await columns.change(connection, table.id, {}, "open")


async def settle(work: Work, connection: AsyncConnection, caller: Caller, table: UnclearTable) -> None:
    """Keep the choice for the files to come; a draft that was read from this file with other columns is put away."""
    standing = await _mine(connection, caller, table.id)
    if standing.state != "open":
        return
    member = await require(connection, caller, Action.IMPORT, table.organisation_id)
    await columns.change(connection, table.id, table.picked, "chosen")
    await columns.keep_choice(
        connection, table.organisation_id, table.shape, table.picked, member_id=member.id, now=work.now
    )
    older = await roadmaps.standing_with(connection, table.organisation_id, table.source_sha256)
    if older is not None:
        await roadmaps.set_state(connection, older.id, before="draft", after="cancelled", now=work.now)
    await journal.note(
        connection,
        "columns-picked",
        now=work.now,
        member_id=member.id,
        roadmap_id=None if older is None else older.id,
        after=_words(table),
    )


def _words(table: UnclearTable) -> str:
    """«title 2, deadline 3»: for the journal, columns counted from 1."""
    return ", ".join(f"{role} {column + 1}" for role, column in table.picked.items() if column is not None)


async def _mine(connection: AsyncConnection, caller: Caller, table_id: int, *, put_away: bool = False) -> UnclearTable:
    """The table, if the caller may import in its organisation and it was not put away, or Refusal."""
    table = await columns.get(connection, table_id)
    if table is None:
        raise Refusal("stale-button")
    await require(connection, caller, Action.IMPORT, table.organisation_id)
    if table.state == "cancelled" and not put_away:
        raise Refusal("columns-cancelled")
    return table


def _role(place: int) -> PickedRole:
    if not 0 <= place < len(ASKED):
        raise Refusal("stale-button")
    return ASKED[place]


async def _show(
    connection: AsyncConnection, work: Work, caller: Caller, table: UnclearTable, message: int | None, page: int = 0
) -> None:
    """The question; the draft where the columns were picked and the file was read."""
    standing = await roadmaps.standing_with(connection, table.organisation_id, table.source_sha256)
    now = await columns.get(connection, table.id)
    if now is not None and now.state == "chosen" and standing is not None:
        await tell(connection, work, caller, "roadmap-preview", message, roadmap=standing.id)
    else:
        await tell(connection, work, caller, "columns", message, table=table.id, page=page)
