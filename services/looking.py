"""Pictures are looked at after their answer was taken: a thumbnail, whether they open, whether the log had them before.

The answer does not wait for it, and what one picture does to the decoder is no matter of the answer.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.pictures import Look
from services import log_posts, repeats
from services.outbox import say
from services.work import Work
from storage import pictures, reports
from storage.database import Database
from storage.files import FileStore, remember

log = structlog.get_logger(__name__)

LookAt = Callable[[bytes], Awaitable[Look | None]]
_AT_ONCE = 50


async def look_at_new(database: Database, store: FileStore, look_at: LookAt, now: datetime) -> int:
    """Look at pictures that nobody has looked at, and tell what is wrong with them; how many there were.

    A crash on the way: what was not written down is looked at again, the thumbnail is kept once. ``look_at`` gives None
    for what cannot be looked at.
    """
    async with database.read() as connection:
        waiting = await pictures.new(connection, _AT_ONCE)
    for sha256 in waiting:
        content = await asyncio.to_thread(_content, store, sha256)
        look = await look_at(content)
        thumbnail = None if look is None else await asyncio.to_thread(store.put, look.thumbnail)
        async with database.write() as connection:
            if look is not None and thumbnail is not None:
                await remember(connection, thumbnail, len(look.thumbnail), now)
            seen = None if look is None else look.picture
            if await pictures.remember(connection, sha256, seen, thumbnail, now):
                await _tell(connection, Work(database, now), sha256, broken=look is None and content != b"")
    return len(waiting)


def _content(store: FileStore, sha256: str) -> bytes:
    """The bytes; none where the file is gone, as after a restore without the folder: looked for once, not for ever."""
    try:
        return store.read(sha256)
    except FileNotFoundError:
        log.error("a file is not where it was put", sha256=sha256)
        return b""


async def _tell(connection: AsyncConnection, work: Work, sha256: str, *, broken: bool) -> None:
    """Tell the author of each report with this picture what is wrong with it; the post in the log says it too."""
    for report_id in await pictures.reports_with(connection, sha256):
        report = await reports.get(connection, report_id)
        if report is None or not (broken or await repeats.flag(connection, report_id)):
            continue
        await say(
            connection,
            chat_id=report.chat_id,
            kind="report-doubts",
            key=f"doubts:report:{report_id}:{sha256}",
            now=work.now,
            data={"report": report_id},
        )
        await log_posts.revise(connection, report, work)
