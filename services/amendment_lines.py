"""What an amended plan leaves in the journal: its new version, and each row that was added, removed or changed."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.amendments import Row
from services.amendments import Amendment
from storage import journal


async def note(connection: AsyncConnection, amendment: Amendment, version: int, *, now: datetime, by: int) -> None:
    """Write the lines of an amendment that member ``by`` has accepted."""
    lines: list[tuple[str, str | None, str | None]] = [
        ("roadmap-amended", str(version - 1), f"{version} {amendment.draft.source_name}")
    ]
    for change in amendment.difference.changes:
        if change.kind == "added":
            lines.append(("measure-added", None, _words(change.after)))
        elif change.kind == "removed":
            lines.append(("measure-removed", _words(change.before), None))
        elif change.kind == "changed":
            lines.append(("measure-changed", _words(change.before), _words(change.after)))
    for what, before, after in lines:
        await journal.note(
            connection,
            what,
            now=now,
            member_id=by,
            roadmap_id=amendment.base.id,
            before=before,
            after=after,
        )


def _words(row: Row | None) -> str | None:
    """The row as it is printed: number and title, result, deadline, people."""
    if row is None:
        return None
    head = " ".join(part for part in (row.number, row.title) if part)
    return " | ".join((head, row.result or "", row.deadline, row.responsible or ""))
