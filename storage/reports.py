"""Reports: what people answered, with their pictures and files; and what the outbox has said about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Row, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.replies import ReplyStatus
from storage.database import insert_new, insert_one
from storage.tables import attachments, deliveries, journal, reports

ChildrenWord = Literal["none", "consent", "no-consent"]
Review = Literal["waiting", "accepted", "returned"]
Children = Literal["asked"] | ChildrenWord
MediaKind = Literal["photo", "document", "video", "voice", "audio", "video-note", "animation", "place"]


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file in the messenger: ``remote_id`` fetches it, ``remote_unique`` tells it from others; ``size`` in bytes.

    Of a place on the map ``remote_id`` is «latitude,longitude» in degrees, ``name`` what is there.
    """

    kind: MediaKind
    remote_id: str
    remote_unique: str
    name: str | None = None
    mime: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a report; ``sha256`` is None where only the messenger has the bytes."""

    message: int
    file: RemoteFile
    sha256: str | None

    @property
    def pictured(self) -> bool:
        """Whether people can be seen in it: a picture or a film, also one sent as a file."""
        if self.file.kind == "document":
            return (self.file.mime or "").startswith(("image/", "video/"))
        return self.file.kind in ("photo", "video", "video-note", "animation")

    @property
    def is_file(self) -> bool:
        """Whether it has bytes at all: a place on the map has none."""
        return self.file.kind != "place"


@dataclass(frozen=True, slots=True)
class Report:
    """One answer. ``assignment_id`` None: not placed yet; ``status`` None: it changed no status.

    ``done_on``: the local day of doing, None where it is that of the answer; ``children``: what its author says of
    children in its pictures, "asked" while they have not answered, None where there is nothing to ask; ``review``: what
    a coordinator said of it, ``review_words``: why it was returned, None where the roadmap asks for no review of it.
    """

    id: int
    assignment_id: int | None
    author_id: int
    chat_id: int
    message: int | None
    album: str | None
    status: ReplyStatus | None
    text: str | None
    at: datetime
    late: bool
    withdrawn_at: datetime | None
    previous_status: str | None
    done_on: date | None
    children: Children | None
    review: Review | None
    reviewed_by: int | None
    reviewed_at: datetime | None
    review_words: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a delivery: its chat (our id), state, the messenger's id of its (first) message, its data."""

    chat_id: int
    state: str
    message: int | None
    data: dict[str, Any]


def _report(row: Row[Any]) -> Report:
    return Report(**{name: getattr(row, name) for name in Report.__dataclass_fields__})


async def add(
    connection: AsyncConnection,
    *,
    assignment_id: int | None,
    author_id: int,
    chat_id: int,
    at: datetime,
    late: bool,
    message: int | None = None,
    album: str | None = None,
    text: str | None = None,
) -> int:
    """A new report without a status; its id."""
    return await insert_one(
        connection,
        reports,
        assignment_id=assignment_id,
        author_id=author_id,
        chat_id=chat_id,
        at=at,
        late=late,
        message=message,
        album=album,
        text=text,
    )


async def get(connection: AsyncConnection, report_id: int) -> Report | None:
    """One report, or None where there is none with this id."""
    row = (await connection.execute(select(reports).where(reports.c.id == report_id))).one_or_none()
    return None if row is None else _report(row)


async def of_album(connection: AsyncConnection, chat_id: int, album: str) -> Report | None:
    """The report that this album of this chat has become."""
    query = select(reports).where(reports.c.chat_id == chat_id, reports.c.album == album)
    row = (await connection.execute(query.order_by(reports.c.id).limit(1))).one_or_none()
    return None if row is None else _report(row)


async def of_message(connection: AsyncConnection, chat_id: int, message: int) -> Report | None:
    """The report that came of a person's message, or of the album that the message is a part of."""
    part = exists().where(attachments.c.report_id == reports.c.id, attachments.c.message == message)
    query = select(reports).where(reports.c.chat_id == chat_id, or_(reports.c.message == message, part))
    row = (await connection.execute(query.order_by(reports.c.id).limit(1))).one_or_none()
    return None if row is None else _report(row)


async def latest(
    connection: AsyncConnection,
    *,
    assignment_id: int | None = None,
    author_id: int | None = None,
    status: ReplyStatus | None = None,
    since: datetime | None = None,
) -> Report | None:
    """The newest report that changed a status and was not withdrawn, of those that fit."""
    query = select(reports).where(reports.c.withdrawn_at.is_(None), reports.c.status.is_not(None))
    if assignment_id is not None:
        query = query.where(reports.c.assignment_id == assignment_id)
    if author_id is not None:
        query = query.where(reports.c.author_id == author_id)
    if status is not None:
        query = query.where(reports.c.status == status)
    if since is not None:
        query = query.where(reports.c.at >= since)
    row = (await connection.execute(query.order_by(reports.c.id.desc()).limit(1))).one_or_none()
    return None if row is None else _report(row)


async def last_in(connection: AsyncConnection, chat_id: int, author_id: int, since: datetime) -> Report | None:
    """The newest report of this author in this chat that came at ``since`` or later and was not withdrawn."""
    query = select(reports).where(
        reports.c.chat_id == chat_id,
        reports.c.author_id == author_id,
        reports.c.at >= since,
        reports.c.withdrawn_at.is_(None),
    )
    row = (await connection.execute(query.order_by(reports.c.id.desc()).limit(1))).one_or_none()
    return None if row is None else _report(row)


async def last_of(connection: AsyncConnection, author_id: int, since: datetime) -> Report | None:
    """The newest report of this person that has a place and was not withdrawn."""
    placed = (reports.c.author_id == author_id, reports.c.assignment_id.is_not(None), reports.c.at >= since)
    query = select(reports).where(*placed, reports.c.withdrawn_at.is_(None))
    row = (await connection.execute(query.order_by(reports.c.id.desc()).limit(1))).one_or_none()
    return None if row is None else _report(row)


async def standing(connection: AsyncConnection, assignment_ids: Iterable[int]) -> dict[int, list[Report]]:
    """What was answered about each of these and not taken back, the newest first."""
    query = select(reports).where(reports.c.assignment_id.in_(list(assignment_ids)), reports.c.withdrawn_at.is_(None))
    found: dict[int, list[Report]] = {}
    for row in await connection.execute(query.order_by(reports.c.id.desc())):
        found.setdefault(row.assignment_id, []).append(_report(row))
    return found


async def place(connection: AsyncConnection, report_id: int, assignment_id: int, *, late: bool) -> bool:
    """Say which assignment an unplaced report belongs to; False when it has a place or was thrown away."""
    free = update(reports).where(
        reports.c.id == report_id, reports.c.assignment_id.is_(None), reports.c.withdrawn_at.is_(None)
    )
    return (await connection.execute(free.values(assignment_id=assignment_id, late=late))).rowcount == 1


async def set_text(connection: AsyncConnection, report_id: int, text: str | None) -> None:
    """The words of the report are these from now on."""
    await connection.execute(update(reports).where(reports.c.id == report_id).values(text=text))


async def set_words(connection: AsyncConnection, report_id: int, text: str, message: int) -> None:
    """The words that were asked for came in this message."""
    await connection.execute(update(reports).where(reports.c.id == report_id).values(text=text, message=message))


async def set_status(
    connection: AsyncConnection, report_id: int, status: ReplyStatus | None, previous: str | None
) -> None:
    """The report changed the status of its assignment from ``previous``; None: it changes nothing any more."""
    change = update(reports).where(reports.c.id == report_id)
    await connection.execute(change.values(status=status, previous_status=previous))


async def set_done_on(connection: AsyncConnection, report_id: int, day: date | None, *, late: bool) -> None:
    """It was done on this local day (None: on that of the answer), ``late`` or not."""
    change = update(reports).where(reports.c.id == report_id)
    await connection.execute(change.values(done_on=day, late=late))


async def set_children(
    connection: AsyncConnection, report_id: int, *, before: Children | None, after: Children
) -> bool:
    """What is known of children in the pictures; False where it is not ``before`` any more."""
    known = reports.c.children.is_(None) if before is None else reports.c.children == before
    change = update(reports).where(reports.c.id == report_id, known)
    return (await connection.execute(change.values(children=after))).rowcount == 1


async def withdraw(connection: AsyncConnection, report_id: int, now: datetime) -> bool:
    """The author took the report back; False when that was done before."""
    standing = update(reports).where(reports.c.id == report_id, reports.c.withdrawn_at.is_(None))
    return (await connection.execute(standing.values(withdrawn_at=now))).rowcount == 1


async def empty(connection: AsyncConnection, report_id: int) -> None:
    """Forget the words and files of a report that was thrown away before it had a place."""
    await set_text(connection, report_id, None)
    await connection.execute(delete(attachments).where(attachments.c.report_id == report_id))


async def attach(
    connection: AsyncConnection, report_id: int, message: int, file: RemoteFile, sha256: str | None
) -> bool:
    """Add a file to the report; False when the report has this file."""
    row = {
        "report_id": report_id,
        "message": message,
        "kind": file.kind,
        "remote_id": file.remote_id,
        "remote_unique": file.remote_unique,
        "name": file.name,
        "mime": file.mime,
        "size": file.size,
        "sha256": sha256,
    }
    return await insert_new(connection, attachments, row, unique=["report_id", "remote_unique"]) is not None


async def attached(connection: AsyncConnection, report_id: int) -> list[Attachment]:
    """The files of the report in the order in which they came."""
    query = select(attachments).where(attachments.c.report_id == report_id).order_by(attachments.c.id)
    return [_attachment(row) for row in await connection.execute(query)]


def _attachment(row: Row[Any]) -> Attachment:
    file = RemoteFile(row.kind, row.remote_id, row.remote_unique, row.name, row.mime, row.size)
    return Attachment(row.message, file, row.sha256)


async def corrected_at(connection: AsyncConnection, report_id: int) -> datetime | None:
    """When the author last changed the words of the report."""
    query = select(func.max(journal.c.at)).where(journal.c.report_id == report_id, journal.c.what == "report-corrected")
    moment: datetime | None = (await connection.execute(query)).scalar_one()
    return moment


_SAID = select(deliveries.c.chat_id, deliveries.c.state, deliveries.c.message, deliveries.c.data)


async def said(connection: AsyncConnection, key: str) -> Said | None:
    """What became of the delivery with this key; None when it was never planned."""
    row = (await connection.execute(_SAID.where(deliveries.c.key == key))).one_or_none()
    return None if row is None else Said(row.chat_id, row.state, row.message, row.data)


async def returned(connection: AsyncConnection, assignment_id: int) -> Report | None:
    """The last answer to this assignment where a coordinator has returned it; None where nothing was returned."""
    query = select(reports).where(reports.c.assignment_id == assignment_id, reports.c.withdrawn_at.is_(None))
    said = query.where(or_(reports.c.status.is_not(None), reports.c.review.is_not(None)))
    row = (await connection.execute(said.order_by(reports.c.id.desc()).limit(1))).one_or_none()
    return None if row is None or row.review != "returned" else _report(row)


async def said_of(connection: AsyncConnection, beginning: str) -> list[Said]:
    """What became of the deliveries whose keys are this beginning and a number, in the order of planning."""
    query = _SAID.where(deliveries.c.key.between(f"{beginning}0", f"{beginning}9~")).order_by(deliveries.c.id)
    return [Said(row.chat_id, row.state, row.message, row.data) for row in await connection.execute(query)]
