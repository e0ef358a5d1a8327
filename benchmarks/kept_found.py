"""What ``benchmarks.kept`` finds at the end: the rows, the disk, the chats of the sandbox."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Row as Fetched
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.kept_judge import Found, Place, Row
from benchmarks.kept_telegram import Heard
from sandbox.app import Running
from storage.database import Database, sqlite_url
from storage.tables import attachments, chats, deliveries, files, journal, reports

_TEMPORARY = ".new-"


async def collect(folder: Path, sandbox: Running, heard: Heard) -> Found:
    """Everything, when the bot has ended."""
    database = Database(sqlite_url(folder))
    async with database.read() as connection:
        rows = await _rows(connection)
        noted = Counter((row.report_id, row.what) for row in await connection.execute(_NOTED))
        attached: dict[Place, list[tuple[int, str | None]]] = defaultdict(list)
        for row in await connection.execute(_ATTACHED):
            attached[row.number, row.message].append((row.report_id, row.sha256))
        named = frozenset((await connection.execute(select(files.c.sha256))).scalars())
        sent = list((await connection.execute(_SENT)).all())
    await database.close()
    disk, temporary = _on_disk(folder / "files")
    return Found(
        rows,
        noted,
        attached,
        named,
        disk,
        temporary,
        acknowledged=_acknowledged(heard, sent),
        posted=_posted(sandbox, sent),
        strangers=_strangers(sandbox, sent),
        doubtful=frozenset(_report_of(row) for row in sent if row.state == "unknown" and _is_about_report(row)),
    )


_NOTED = select(journal.c.report_id, journal.c.what).where(journal.c.report_id.is_not(None))
_ATTACHED = (
    select(chats.c.number, attachments.c.message, attachments.c.report_id, attachments.c.sha256)
    .join(reports, reports.c.id == attachments.c.report_id)
    .join(chats, chats.c.id == reports.c.chat_id)
)
_SENT = select(deliveries, chats.c.number).join(chats, chats.c.id == deliveries.c.chat_id)


async def _rows(connection: AsyncConnection) -> list[Row]:
    columns = (reports.c.id, chats.c.number, reports.c.message, reports.c.assignment_id, reports.c.status)
    query = select(*columns, reports.c.text).join(chats, chats.c.id == reports.c.chat_id)
    return [Row(*row) for row in await connection.execute(query)]


def _on_disk(folder: Path) -> tuple[dict[str, tuple[int, int]], int]:
    """By name: how many files have it, how many of them hold the bytes that hash to it; and the unfinished ones."""
    counted: dict[str, tuple[int, int]] = {}
    temporary = 0
    for path in folder.rglob("*"):
        if path.is_dir():
            continue
        if path.name.startswith(_TEMPORARY):
            temporary += 1
            continue
        many, whole = counted.get(path.name, (0, 0))
        good = hashlib.sha256(path.read_bytes()).hexdigest() == path.name
        counted[path.name] = many + 1, whole + good
    return counted, temporary


def _is_about_report(row: Fetched[Any]) -> bool:
    return row.key.startswith(("ack:report:", "log:report:")) and row.key.endswith(":0")


def _report_of(row: Fetched[Any]) -> int:
    return int(row.key.split(":")[2])


def _acknowledged(heard: Heard, sent: Iterable[Fetched[Any]]) -> Counter[int]:
    """By report: the messages in which its author could take it back, for that is what tells them it was recorded."""
    at_once = {row.id: row.data["reports"] for row in sent if row.kind == "report-ack-all"}
    places: set[tuple[int, int, int]] = set()
    for said in heard.said:
        for data in said.data:
            kind, number, *do = data.split(":")
            if kind == "rp" and do == ["undo"]:
                places.add((int(number), said.chat, said.message))
            elif kind == "ra":
                places |= {(report, said.chat, said.message) for report in at_once.get(int(number), ())}
    return Counter(report for report, _, _ in places)


def _posted(sandbox: Running, sent: Iterable[Fetched[Any]]) -> dict[int, list[str]]:
    """By report: the words of its post as it stands in the log."""
    posted: dict[int, list[str]] = defaultdict(list)
    for row in sent:
        if row.key.startswith("log:report:") and row.key.endswith(":0") and row.message is not None:
            message = sandbox.sandbox.world.chat(row.number).messages.get(row.message)
            if message is not None:
                posted[_report_of(row)].append(message.get("text") or message.get("caption") or "")
    return posted


def _strangers(sandbox: Running, sent: Iterable[Fetched[Any]]) -> int:
    """Messages of the bot that no row knows; the parts of an album count as one."""
    known = {(row.number, one) for row in sent for one in (row.message, *(row.messages or ()))}
    unknown = set()
    for chat in sandbox.sandbox.world.chats.values():
        for message in chat.messages.values():
            if message.get("from", {}).get("is_bot") and (chat.id, message["message_id"]) not in known:
                unknown.add((chat.id, message.get("media_group_id") or message["message_id"]))
    return len(unknown)
