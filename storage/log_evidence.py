"""What stands behind the answers of the log: their files, the pictures among them, pictures that were there before."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import log
from storage.log import Choice, Reader
from storage.reports import Attachment, RemoteFile
from storage.tables import attachments, files, pictures, repeats, reports

_AT_ONCE = 500  # ids in one statement; the database takes some tens of thousands


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of an answer; ``size`` in bytes, of the kept file where there is one, else as the messenger told it.

    ``thumbnail``: the hash of a small JPEG of it; ``repeats``: the answer in which nearly the same picture was before.
    """

    id: int
    report_id: int
    attachment: Attachment
    size: int | None
    thumbnail: str | None
    repeats: int | None

    @property
    def picture(self) -> bool:
        """Whether it is a picture, sent as one or as a file."""
        file = self.attachment.file
        return file.kind == "photo" or (file.kind == "document" and (file.mime or "").startswith("image/"))


def _is_picture() -> ColumnElement[bool]:
    as_file = and_(attachments.c.kind == "document", attachments.c.mime.like("image/%"))
    return or_(attachments.c.kind == "photo", as_file)


def _evidence() -> Select[Any]:
    earlier = attachments.alias("earlier")
    return (
        select(
            attachments,
            files.c.size.label("kept_size"),
            pictures.c.thumbnail,
            earlier.c.report_id.label("earlier_report"),
        )
        .outerjoin(files, files.c.sha256 == attachments.c.sha256)
        .outerjoin(pictures, pictures.c.sha256 == attachments.c.sha256)
        .outerjoin(repeats, repeats.c.attachment_id == attachments.c.id)
        .outerjoin(earlier, earlier.c.id == repeats.c.earlier_id)
    )


def _from(row: Row[Any]) -> Evidence:
    file = RemoteFile(row.kind, row.remote_id, row.remote_unique, row.name, row.mime, row.size)
    return Evidence(
        id=row.id,
        report_id=row.report_id,
        attachment=Attachment(row.message, file, row.sha256),
        size=row.size if row.kept_size is None else row.kept_size,
        thumbnail=row.thumbnail,
        repeats=row.earlier_report,
    )


async def of_reports(connection: AsyncConnection, report_ids: Collection[int]) -> dict[int, list[Evidence]]:
    """The files of each of these answers in the order in which they came."""
    listed = list(report_ids)
    found: dict[int, list[Evidence]] = defaultdict(list)
    for start in range(0, len(listed), _AT_ONCE):
        query = _evidence().where(attachments.c.report_id.in_(listed[start : start + _AT_ONCE]))
        for row in await connection.execute(query.order_by(attachments.c.id)):
            found[row.report_id].append(_from(row))
    return found


async def pictures_of(connection: AsyncConnection, choice: Choice, *, offset: int, limit: int) -> list[Evidence]:
    """So many pictures from ``offset`` on that the reader may look at, those of the newest answers first."""
    some = select(attachments.c.id).where(attachments.c.report_id == reports.c.id, _is_picture())
    # Each of the answers has a picture at least, so as many answers as pictures are enough.
    which = and_(log.shown_to(choice.reader), some.correlate(reports).exists())
    newest = log.chosen(choice, offset + limit, which).subquery()
    query = _evidence().join(newest, newest.c.id == attachments.c.report_id).where(_is_picture())
    query = query.order_by(newest.c.at.desc(), newest.c.id.desc(), attachments.c.id).offset(offset).limit(limit)
    return [_from(row) for row in await connection.execute(query)]


async def picture(connection: AsyncConnection, reader: Reader, attachment_id: int) -> Evidence | None:
    """One picture that the reader may look at; None where there is none with this id."""
    query = _evidence().join(reports, reports.c.id == attachments.c.report_id)
    query = query.where(attachments.c.id == attachment_id, _is_picture(), log.shown_to(reader))
    row = (await connection.execute(query)).one_or_none()
    if row is None or await log.entry(connection, reader, row.report_id) is None:
        return None
    return _from(row)
