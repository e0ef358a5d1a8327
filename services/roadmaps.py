"""Roadmaps are shown, accepted, cancelled and listed. Nothing goes live before the tap on «Принять»."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.people import Action
from domain.rules import Rules
from services import amendments, plans, undated
from services.access import Caller, require
from services.amending import amend
from services.amendments import counts
from services.overview import Overview, mine, overview, stop_waiting, tell
from services.work import Work
from storage import journal, roadmaps
from storage.amendments import archive, remove


async def show(
    work: Work, caller: Caller, roadmap_id: int, kind: str = "roadmap-preview", *, message: int | None, page: int = 0
) -> None:
    """Answer with the roadmap as it stands: ``kind`` is "roadmap-preview", "roadmap-rows" or "roadmap-changes"."""
    async with work.write() as connection:
        await mine(connection, caller, roadmap_id)
        if kind == "roadmap-changes" and not await _is_amendment(connection, roadmap_id):
            kind = "roadmap-preview"
        await tell(connection, work, caller, kind, message, roadmap=roadmap_id, page=page)


async def show_all(work: Work, caller: Caller, *, message: int | None = None, page: int = 0) -> None:
    """Answer with the drafts and active roadmaps of the caller's organisation and of all below it."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.IMPORT)
        await tell(connection, work, caller, "plans", message, organisation=member.organisation_id, page=page)


async def accept(work: Work, caller: Caller, roadmap_id: int, *, rules: Rules, message: int | None) -> None:
    """The draft goes live: its people get assignments and reminders, once, whoever presses and however often."""
    async with work.write() as connection:
        member, roadmap = await mine(connection, caller, roadmap_id)
        if roadmap.state == "cancelled":
            raise Refusal("roadmap-cancelled")
        if roadmap.state == "archived" or await _is_amendment(connection, roadmap_id):
            await _accept_changes(connection, work, caller, roadmap_id, rules=rules, message=message)
            return
        seen = await overview(connection, roadmap_id)
        fresh = await roadmaps.set_state(connection, roadmap_id, before="draft", after="active", now=work.now)
        if fresh:
            await _settle(connection, seen, work.now)
            await plans.unfold(connection, roadmap_id, now=work.now, rules=rules, by=member.id)
            await undated.begin(connection, roadmap_id, now=work.now, rules=rules)
            await journal.note(connection, "roadmap-accepted", now=work.now, member_id=member.id, roadmap_id=roadmap_id)
            await stop_waiting(connection, caller)
            await amendments.recognise_waiting(connection, roadmap)
        await tell(connection, work, caller, "roadmap-accepted", message, roadmap=roadmap_id, already=not fresh)


async def _is_amendment(connection: AsyncConnection, roadmap_id: int) -> bool:
    return await amendments.pending(connection, await overview(connection, roadmap_id)) is not None


async def _accept_changes(
    connection: AsyncConnection, work: Work, caller: Caller, draft_id: int, *, rules: Rules, message: int | None
) -> None:
    """The active roadmap becomes what the draft says; where that was done already, it is shown as it stands."""
    facts: dict[str, int] = {}
    seen = await overview(connection, draft_id)
    pending = await amendments.pending(connection, seen)
    if pending is not None and await archive(connection, draft_id, work.now):
        await _settle(connection, seen, work.now)
        amendment = await amendments.beside(connection, pending.base, await overview(connection, draft_id))
        told = await amend(connection, amendment, now=work.now, rules=rules, by=caller.known.id)
        await undated.begin(connection, pending.base.id, now=work.now, rules=rules)
        await stop_waiting(connection, caller)
        targets = {f"indicators-{kind}": count for kind, count in amendment.indicators.counts.items()}
        facts = {"told": told, **counts(amendment), **targets}
    await tell(connection, work, caller, "roadmap-amended", message, roadmap=draft_id, facts=facts)


async def _settle(connection: AsyncConnection, accepted: Overview, now: datetime) -> None:
    """Write the answers into the reading: from now on the plan is what was confirmed.

    A row that says what another one says goes at once.
    """
    printed = {measure.id: measure for measure in await roadmaps.measures_of(connection, accepted.roadmap.id)}
    for measure in accepted.measures:
        await plans.set_down(connection, printed[measure.id], measure)
    for measure in accepted.left_out:
        await remove(connection, measure.id, now)


async def cancel(work: Work, caller: Caller, roadmap_id: int, *, message: int | None) -> None:
    """The draft is put away; its file is kept and it can be brought back. An active roadmap is not touched."""
    async with work.write() as connection:
        member, _ = await mine(connection, caller, roadmap_id)
        if await roadmaps.set_state(connection, roadmap_id, before="draft", after="cancelled", now=work.now):
            await journal.note(
                connection, "roadmap-cancelled", now=work.now, member_id=member.id, roadmap_id=roadmap_id
            )
            await stop_waiting(connection, caller)
        await tell(connection, work, caller, "roadmap-preview", message, roadmap=roadmap_id)


async def restore(work: Work, caller: Caller, roadmap_id: int, *, message: int | None) -> None:
    """A cancelled draft is a draft again; where the same file has been sent anew since, that one is shown."""
    async with work.write() as connection:
        member, roadmap = await mine(connection, caller, roadmap_id)
        same = await roadmaps.standing_with(connection, roadmap.organisation_id, roadmap.source_sha256)
        if same is None:
            await roadmaps.set_state(connection, roadmap_id, before="cancelled", after="draft", now=work.now)
            await journal.note(connection, "roadmap-restored", now=work.now, member_id=member.id, roadmap_id=roadmap_id)
        shown = roadmap if same is None else same
        await tell(connection, work, caller, "roadmap-preview", message, roadmap=shown.id)
