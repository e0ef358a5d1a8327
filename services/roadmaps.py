"""Roadmaps are shown, accepted, cancelled and listed. Nothing goes live before the tap on «Принять»."""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.drafts import settled
from domain.errors import Refusal
from domain.people import Action
from domain.rules import Rules
from services import plans
from services.access import Caller, require
from services.overview import Overview, mine, overview, stop_waiting, tell
from services.work import Work
from storage import journal, roadmaps


async def show(
    work: Work, caller: Caller, roadmap_id: int, kind: str = "roadmap-preview", *, message: int | None, page: int = 0
) -> None:
    """Answer with the roadmap as it stands: ``kind`` is "roadmap-preview" or "roadmap-rows" (then with ``page``)."""
    async with work.write() as connection:
        await mine(connection, caller, roadmap_id)
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
        if roadmap.state not in ("draft", "active"):
            raise Refusal("roadmap-cancelled")
        fresh = await roadmaps.set_state(connection, roadmap_id, before="draft", after="active", now=work.now)
        if fresh:
            await _settle(connection, await overview(connection, roadmap_id))
            await plans.unfold(connection, roadmap_id, now=work.now, rules=rules, by=member.id)
            await journal.note(connection, "roadmap-accepted", now=work.now, member_id=member.id, roadmap_id=roadmap_id)
            await stop_waiting(connection, caller)
        await tell(connection, work, caller, "roadmap-accepted", message, roadmap=roadmap_id, already=not fresh)


async def _settle(connection: AsyncConnection, accepted: Overview) -> None:
    """Write the answers into the reading: from now on the plan is what was confirmed."""
    printed = {measure.id: measure for measure in await roadmaps.measures_of(connection, accepted.roadmap.id)}
    for measure in accepted.measures:
        for stage, before in zip(measure.stages, printed[measure.id].stages, strict=True):
            if settled(stage.stage) != before.stage:
                await roadmaps.set_stage(connection, stage.id, settled(stage.stage))
        for party, unknown in zip(measure.parties, printed[measure.id].parties, strict=True):
            if party.member_id is not None and party != unknown:
                await roadmaps.set_party_member(connection, party.id, party.member_id)


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
