"""A document comes in: loaded, read in a process of its own, kept as a draft with every question, shown."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from sqlalchemy.ext.asyncio import AsyncConnection

from documents.reading.child import read_in_child
from documents.reading.plan.doubts import NOBODY_NAMED
from domain.errors import ColumnsUnclear, Refusal, Unreadable
from domain.measures import DraftMeasure, DraftRoadmap
from domain.people import Action, Member
from domain.picking import PickedRole, columns_of
from domain.rules import Rules
from services import amendments, columns
from services.access import Caller, require
from services.calendars import calendars_of
from services.columns import SentFile
from services.naming import who_is_named
from services.outbox import say
from services.overview import tell
from services.school_parts import asked_about
from services.work import Work
from storage import columns as column_choices
from storage import indicators, journal, questions, roadmaps
from storage.columns import UnclearTable
from storage.files import FileStore, remember
from storage.questions import NewQuestion

MEGABYTE = 1024 * 1024
# A larger table is no plan of a district; each row costs a few statements inside the one writing transaction.
MAX_MEASURES = 1000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent: ``size`` as announced (bytes), ``fetch`` loads at most so many bytes or refuses."""

    name: str
    size: int
    fetch: Callable[[int], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file that was read: its content's hash and what it says."""

    name: str
    sha256: str
    size: int
    draft: DraftRoadmap


async def receive(work: Work, caller: Caller, upload: Upload, *, rules: Rules, files: FileStore) -> None:
    """Read the file and show what was understood, with every question; nothing is live yet.

    An unreadable file is answered with the reason and changes nothing. A file that stands in the organisation already
    is not read again. A crash on the way: the update is handled from the start, nothing was kept but the bytes.
    """
    organisation_id = await _begin(work, caller, upload, rules)
    try:
        content = await upload.fetch(rules.max_upload_mb * MEGABYTE)
        file = SentFile(upload.name, hashlib.sha256(content).hexdigest(), len(content))
        async with work.read() as connection:
            standing = await roadmaps.standing_with(connection, organisation_id, file.sha256)
        if standing is not None:
            await _say_standing(work, caller, file.sha256)
            return
        draft = await _read(content, upload.name)
    except ColumnsUnclear as unclear:
        await asyncio.to_thread(files.put, content)
        await _read_as_before(work, caller, file, content, unclear, rules)
        return
    except Unreadable as refusal:
        await _say_unreadable(work, caller, refusal)
        return
    await asyncio.to_thread(files.put, content)
    await _keep(work, caller, _Reading(file.name, file.sha256, file.size, draft), rules)


async def _read_as_before(
    work: Work, caller: Caller, file: SentFile, content: bytes, unclear: ColumnsUnclear, rules: Rules
) -> None:
    """Read with the columns that were picked for files of this shape; where none were, or they do not fit, ask."""
    async with work.read() as connection:
        member = await require(connection, caller, Action.IMPORT)
        known = await column_choices.choice_of(connection, member.organisation_id, unclear.shape)
    try:
        draft = None if known is None else await _read(content, file.name, columns_of(known.picked))
    except Unreadable:
        draft = None
    if draft is None:
        async with work.write() as connection:
            table_id = await columns.hold(work, connection, member, file, unclear)
            await _answer(connection, work, caller, "columns", table=table_id)
        return
    async with work.step() as connection:
        await columns.hold_as_before(work, connection, member, file, unclear)
    await _keep(work, caller, _Reading(file.name, file.sha256, file.size, draft), rules)


async def read_picked(
    work: Work, caller: Caller, table: UnclearTable, *, rules: Rules, files: FileStore, message: int | None
) -> None:
    """Read the file with the columns that were picked; where they hold no measures that is said and asked again.

    The preview stands in the place of ``message``. A second tap, and a crash on the way, show what was read once.
    """
    async with work.step() as connection:
        standing = await roadmaps.standing_with(connection, table.organisation_id, table.source_sha256)
        if standing is None or (table.state == "open" and standing.state == "draft"):
            standing = None
            await _say_reading(connection, work, caller, message)
    if standing is not None:
        async with work.write() as connection:
            await tell(connection, work, caller, "roadmap-preview", message, roadmap=standing.id)
        return
    content = await asyncio.to_thread(files.read, table.source_sha256)
    try:
        draft = await _read(content, table.source_name, columns_of(table.picked))
    except (ColumnsUnclear, Unreadable):
        async with work.write() as connection:
            await columns.ask_again(connection, caller, table)
            await _answer(connection, work, caller, "columns", table=table.id, failed=True)
        return
    async with work.step() as connection:
        await columns.settle(work, connection, caller, table)
    await _keep(work, caller, _Reading(table.source_name, table.source_sha256, len(content), draft), rules)


async def _begin(work: Work, caller: Caller, upload: Upload, rules: Rules) -> int:
    async with work.step() as connection:
        member = await require(connection, caller, Action.IMPORT)
        if upload.size > rules.max_upload_mb * MEGABYTE:
            size = round(upload.size / MEGABYTE, 1)
            raise Unreadable("unreadable-too-large", size_mb=size, limit_mb=rules.max_upload_mb)
        await _say_reading(connection, work, caller)
        return member.organisation_id


async def _say_reading(connection: AsyncConnection, work: Work, caller: Caller, edits: int | None = None) -> None:
    key, data = work.key("roadmap-reading"), {"answer": work.key("roadmap-preview")}
    await say(connection, chat_id=caller.chat.id, kind="roadmap-reading", key=key, now=work.now, data=data, edits=edits)


async def _read(content: bytes, name: str, picked: Mapping[int, PickedRole] | None = None) -> DraftRoadmap:
    draft = await read_in_child(content, name, columns=picked)
    if not draft.measures:
        raise Unreadable("unreadable-no-table")
    if len(draft.measures) > MAX_MEASURES:
        raise Unreadable("unreadable-too-heavy")
    return draft if draft.title.strip() else replace(draft, title=PurePath(name).stem)


async def _answer(connection: AsyncConnection, work: Work, caller: Caller, kind: str, **data: object) -> None:
    """Put the answer in the place of «Читаю таблицу…», which is dropped where its turn comes after this."""
    await say(
        connection,
        chat_id=caller.chat.id,
        kind=kind,
        key=work.key("roadmap-preview"),
        now=work.now,
        data={"in_place_of": work.key("roadmap-reading"), **data},
    )


async def _say_unreadable(work: Work, caller: Caller, refusal: Unreadable) -> None:
    async with work.write() as connection:
        await _answer(connection, work, caller, "refusal", code=refusal.code, facts=refusal.facts)


async def _say_standing(work: Work, caller: Caller, sha256: str) -> None:
    async with work.write() as connection:
        member = await require(connection, caller, Action.IMPORT)
        standing = await roadmaps.standing_with(connection, member.organisation_id, sha256)
        if standing is None:
            raise Refusal("send-again")
        await _answer(connection, work, caller, "roadmap-known", roadmap=standing.id)


async def _keep(work: Work, caller: Caller, reading: _Reading, rules: Rules) -> None:
    async with work.write() as connection:
        member = await require(connection, caller, Action.IMPORT)
        # Asked again: the same file may have come a second time while this one was read.
        standing = await roadmaps.standing_with(connection, member.organisation_id, reading.sha256)
        if standing is not None:
            await _answer(connection, work, caller, "roadmap-known", roadmap=standing.id)
            return
        await remember(connection, reading.sha256, reading.size, work.now)
        roadmap_id = await _add(connection, work, member, reading, rules)
        await journal.note(
            connection,
            "roadmap-imported",
            now=work.now,
            member_id=member.id,
            roadmap_id=roadmap_id,
            after=reading.name,
        )
        await _answer(connection, work, caller, "roadmap-preview", roadmap=roadmap_id)


async def _add(connection: AsyncConnection, work: Work, member: Member, reading: _Reading, rules: Rules) -> int:
    draft = reading.draft
    roadmap_id = await roadmaps.add(
        connection,
        draft,
        organisation_id=member.organisation_id,
        country=draft.country or rules.country,
        profile=rules.profile,
        source_name=reading.name,
        source_sha256=reading.sha256,
        created_by=member.id,
        now=work.now,
    )
    people = {party.name for measure in draft.measures for party in measure.parties if party.kind == "person"}
    named = await who_is_named(connection, people, member.organisation_id)
    asked: list[NewQuestion] = []
    school = (await calendars_of(connection, member.organisation_id, rules)).school
    doubtful = {name for name, hits in named.items() if len(hits) > 1}
    for position, measure in enumerate(draft.measures):
        # Who answers for organisations, groups and roles is asked when it is needed (services/executors).
        hits = [named[party.name] if party.kind == "person" else () for party in measure.parties]
        sure = [found[0] if len(found) == 1 else None for found in hits]
        measure_id = await roadmaps.add_measure(connection, roadmap_id, position, measure, sure)
        asked += _questions(measure, measure_id, named, doubtful)
        asked += asked_about(measure_id, measure.stages, draft.period, school)
    await questions.add_all(connection, roadmap_id, asked)
    await indicators.add_all(connection, roadmap_id, draft.indicators)
    await amendments.recognise(connection, roadmap_id)
    return roadmap_id


def _questions(
    measure: DraftMeasure, measure_id: int, named: Mapping[str, tuple[int, ...]], doubtful: set[str]
) -> list[NewQuestion]:
    """What the reader asks about a row, who answers for it, then the names that several people have, each once."""
    asked = [NewQuestion(measure_id, each.column, each.text, each.proposals) for each in measure.questions]
    if measure.responsible_text is None and all(each.subject != "responsible" for each in asked):
        # A plan without a column of people: its rows are asked about together.
        asked.append(NewQuestion(measure_id, "responsible", NOBODY_NAMED))
    for party in measure.parties:
        if party.kind == "person" and party.name in doubtful:
            doubtful.discard(party.name)
            asked.append(NewQuestion(measure_id, "person", party.name, candidates=named[party.name]))
    return asked
