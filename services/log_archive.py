"""All that a filter of the log finds, as archives: what goes into which, decided once; each is made when it leaves."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from domain.errors import Refusal
from domain.rules import Rules
from services.access import Caller
from services.hours import zone_of
from services.log_book import choice_of, may_look, opened, unpacked
from services.outbox import reply, say
from services.work import Work
from storage import log, log_evidence
from storage.log import Entry, Reader
from storage.log_evidence import Evidence

PART = 45_000_000
"""Bytes of one archive; a bot may send 50 MB."""
LARGEST = 2_000_000_000
"""Bytes of all files together; beyond that the filter has to be narrowed."""
MOST_ANSWERS = 20_000
# What a line costs beside its file: its name twice, its row in the index.
_LINE = 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """An answer in an archive with one of its files, None: with none; ``number``: the file's among those named alike.

    ``put_in``: whether the bytes go in; else the line stands in the index alone.
    """

    entry: Entry
    evidence: Evidence | None
    number: int
    put_in: bool

    @property
    def size(self) -> int:
        """What it adds to the archive, about; bytes."""
        words = 2 * len(self.entry.text or "")
        return _LINE + words + ((self.evidence.size or 0) if self.evidence is not None and self.put_in else 0)


async def order(work: Work, caller: Caller, delivery_id: int, rules: Rules) -> None:
    """Say what is being gathered, and let the archives follow one after another.

    Which files go into which is written down, so a repeat after a crash makes the same; what may be seen is asked again
    when each is made. Refusal "book-nothing", "book-too-much" or "book-too-many".
    """
    async with work.write() as connection:
        reader, delivery = await opened(connection, caller, delivery_id)
        filter_ = unpacked(delivery.data)
        choice = await choice_of(connection, reader, filter_, now=work.now, rules=rules)
        entries = await log.everything(connection, choice, limit=MOST_ANSWERS + 1)
        if not entries:
            raise Refusal("book-nothing")
        if len(entries) > MOST_ANSWERS:
            raise Refusal("book-too-many", count=MOST_ANSWERS)
        evidence = await log_evidence.of_reports(connection, [one.id for one in entries])
        lines = lines_of(reader, entries, evidence, await zone_of(connection, reader.member_id, rules))
        parts = in_parts(lines)
        put_in = [line.evidence.size or 0 for line in lines if line.put_in and line.evidence is not None]
        size = sum(put_in)
        if size > LARGEST:
            raise Refusal("book-too-much", size=round(size / 1e9, 1))
        plans = len({one.roadmap_id for one in entries})
        data = {"member": reader.member_id, "filter": delivery.data["filter"], "plans": plans}
        counted = {"answers": len(entries), "files": len(put_in), "size": size}
        await reply(connection, work, caller.chat.id, "book-zip", data=data | counted)
        for number, part in enumerate(parts, start=1):
            kept = [[line.entry.id, line.evidence.id if line.evidence else 0, line.number] for line in part]
            await say(
                connection,
                chat_id=caller.chat.id,
                kind="book-zip-part",
                key=work.key(f"book-zip-part:{number}"),
                now=work.now,
                data=data | {"part": number, "parts": len(parts), "lines": kept},
            )


def lines_of(
    reader: Reader, entries: Sequence[Entry], evidence: dict[int, list[Evidence]], zone: ZoneInfo
) -> list[Line]:
    """A line for each file of these answers and for each answer without files, in their order."""
    counted: Counter[tuple[int, date, int]] = Counter()
    lines = []
    for entry in entries:
        files = evidence.get(entry.id, [])
        for one in files:
            named = (entry.measure_id, day_of(entry, zone), entry.author.id)
            counted[named] += 1
            lines.append(Line(entry, one, counted[named], fits(reader, entry, one)))
        if not files:
            lines.append(Line(entry, None, 0, False))
    return lines


def day_of(entry: Entry, zone: ZoneInfo) -> date:
    """The day on which it was done, as far as anybody knows."""
    return entry.done_on or entry.at.astimezone(zone).date()


def fits(reader: Reader, entry: Entry, one: Evidence) -> bool:
    """Whether the bytes of the file may go into an archive for this reader: they are kept, not too many, not hidden."""
    kept = one.attachment.sha256 is not None and (one.size or 0) <= PART - _LINE
    return kept and may_look(reader, entry)


def in_parts(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in archives of at most PART bytes, in their order, each as full as it can be."""
    parts: list[list[Line]] = []
    room = 0
    for line in lines:
        if not parts or line.size > room:
            parts.append([])
            room = PART
        parts[-1].append(line)
        room -= line.size
    return parts
