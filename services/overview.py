"""A roadmap as its coordinator sees it: the reading with the answers given so far, and what is still asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.people import Action, Member, Organisation
from services.access import Caller, require
from services.doubts import Doubt, doubts_of, with_answers
from services.outbox import say
from services.work import Work
from storage import conversations, people, questions, roadmaps
from storage.questions import LEFT_OUT, KeptQuestion
from storage.roadmaps import KeptMeasure, KeptParty, Roadmap

# What a chat is asked when «Другая дата…» was pressed.
DATE_QUESTION = "question-date"


@dataclass(frozen=True)
class Overview:
    """Everything about one roadmap; ``measures`` are read with the answers given so far.

    ``left_out``: rows that say what another one says and will not go live.
    """

    roadmap: Roadmap
    place: Organisation
    measures: tuple[KeptMeasure, ...]
    doubts: tuple[Doubt, ...]
    left_out: tuple[KeptMeasure, ...] = ()

    @cached_property
    def open_doubts(self) -> list[Doubt]:
        """What still waits for an answer."""
        return [doubt for doubt in self.doubts if self.waits(doubt)]

    def waits(self, doubt: Doubt) -> bool:
        """Whether it is open: until it is answered or left as it is, also once the plan is live."""
        return doubt.state == "open" and self.roadmap.state in ("draft", "active")

    def asked_about(self, measure: KeptMeasure) -> list[Doubt]:
        """What still waits about this row."""
        return [doubt for doubt in self.open_doubts if any(one.id == measure.id for one in doubt.measures)]

    def others(self, doubt: Doubt) -> list[KeptMeasure]:
        """The other rows that its answer is for: a name stands for the same person wherever it is printed."""
        if doubt.form != "person":
            return list(doubt.measures[1:])
        naming = [row for row in self.measures if any(kept.party.name == doubt.face.text for kept in row.parties)]
        return [row for row in naming if row.id != doubt.measure.id]

    @cached_property
    def parties(self) -> list[KeptParty]:
        """Everybody whom the document names, each once, in the order of the document."""
        found: dict[tuple[str, str], KeptParty] = {}
        for measure in self.measures:
            for kept in measure.parties:
                found.setdefault((kept.party.kind, kept.party.name), kept)
        return list(found.values())

    @cached_property
    def asked_names(self) -> set[str]:
        """Printed names that several members have, still to be chosen."""
        return {doubt.face.text for doubt in self.open_doubts if doubt.face.subject == "person"}

    def telling_result(self, measure: KeptMeasure) -> str | None:
        """Its result where another row has the same title, which then tells nothing apart."""
        return measure.result if sum(other.title == measure.title for other in self.measures) > 1 else None

    def doubt(self, question_id: int) -> Doubt | None:
        """The doubt that this question belongs to."""
        return next((doubt for doubt in self.doubts if any(one.id == question_id for one in doubt.questions)), None)

    def following(self, doubt: Doubt) -> Doubt | None:
        """The next open doubt after this one; None after the last."""
        place = self.doubts.index(doubt)
        return next((one for one in self.doubts[place + 1 :] if self.waits(one)), None)


async def mine(connection: AsyncConnection, caller: Caller, roadmap_id: int) -> tuple[Member, Roadmap]:
    """The caller and the roadmap, if they may import in its organisation; Refusal otherwise."""
    roadmap = await roadmaps.get(connection, roadmap_id)
    if roadmap is None:
        raise Refusal("stale-button")
    return await require(connection, caller, Action.IMPORT, roadmap.organisation_id), roadmap


async def tell(
    connection: AsyncConnection, work: Work, caller: Caller, kind: str, message: int | None, **data: object
) -> None:
    """Answer the caller with a card, in the place of ``message`` where there is one."""
    chat_id, key = caller.chat.id, work.key(kind)
    await say(connection, chat_id=chat_id, kind=kind, key=key, now=work.now, data=data, edits=message)


async def stop_waiting(connection: AsyncConnection, caller: Caller) -> None:
    """The chat is not asked for a date any more; what others asked it stays."""
    waiting = await conversations.expected(connection, caller.chat.id)
    if waiting is not None and waiting.expects == DATE_QUESTION:
        await conversations.forget(connection, caller.chat.id)


async def overview(connection: AsyncConnection, roadmap_id: int) -> Overview:
    """The roadmap as it stands now; Refusal "stale-button" where there is none with this id.

    The answers are put over what a draft says; once it was accepted they stand in its rows, which may have changed.
    """
    roadmap = await roadmaps.get(connection, roadmap_id)
    if roadmap is None:
        raise Refusal("stale-button")
    asked = await questions.all_in(connection, roadmap_id)
    read = await roadmaps.measures_of(connection, roadmap_id)
    out: set[int] = set()
    if roadmap.state in ("draft", "cancelled"):
        read = with_answers(read, asked, await chosen_names(connection, asked))
        out = {question.measure_id for question in asked if question.answer == LEFT_OUT}
    return Overview(
        roadmap,
        await people.organisation(connection, roadmap.organisation_id),
        measures=tuple(measure for measure in read if measure.id not in out),
        doubts=tuple(doubts_of(asked, read)),
        left_out=tuple(measure for measure in read if measure.id in out),
    )


async def chosen_names(connection: AsyncConnection, asked: Iterable[KeptQuestion]) -> dict[int, str]:
    """The short names of the members who were chosen as responsible."""
    chosen = {one.answer for one in asked if one.subject == "responsible" and isinstance(one.answer, int)}
    return {member_id: (await people.member(connection, member_id)).short_name for member_id in chosen}
