"""How the rows of a plan are staffed: who answers for each, where nobody does, whom to ask instead."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.executors import Answering, Gap, Named
from services.access import Caller
from services.executors import Executors, executors_of, named_in
from services.overview import Overview, mine, overview, tell
from services.work import Work
from storage import questions, roadmaps
from storage.questions import NewQuestion
from storage.roadmaps import KeptMeasure, KeptParty

# How the questions begin by which somebody is chosen by hand for a row for which nobody answers.
NOBODY_ANSWERS = "Некому отвечать"
NAMES_ASKED = 3


@dataclass(frozen=True)
class Staffing:
    """A plan as it is shown, beside the people who can answer for it."""

    seen: Overview
    executors: Executors

    def of_party(self, kept: KeptParty) -> Answering:
        """Who is meant by one party."""
        return self.executors.answering([Named(kept.party, kept.member_id)])

    def place(self, organisation_id: int) -> str:
        """The name of an organisation in which somebody was looked for."""
        around = () if self.executors.around is None else self.executors.around.places
        known = {one.organisation.id: one.organisation.name for one in (*self.executors.own.places, *around)}
        return known[organisation_id]

    @cached_property
    def by_measure(self) -> dict[int, Answering]:
        """Who answers for each row, by its id."""
        return {measure.id: self.executors.answering(named_in(measure)) for measure in self.seen.measures}

    @cached_property
    def unassigned(self) -> list[KeptMeasure]:
        """The rows that go to who brought the plan, because nobody else answers for them."""
        return [measure for measure in self.seen.measures if not self.by_measure[measure.id].executors]

    @cached_property
    def gaps(self) -> dict[Gap, list[KeptMeasure]]:
        """Where nobody answers for an organisation, a group or a role, each with its rows; not where it was settled.

        People who are not in the list are told apart: they have names.
        """
        found: dict[Gap, list[KeptMeasure]] = {}
        for measure in self.seen.measures:
            for gap in self.by_measure[measure.id].gaps if measure.id not in self._settled else ():
                if gap.party.kind != "person":
                    found.setdefault(gap, []).append(measure)
        return found

    @property
    def open_rows(self) -> list[KeptMeasure]:
        """The rows for which somebody can be chosen by hand: a group or a role is nobody, or nobody answers at all."""
        lacking = {measure.id for gap, rows in self.gaps.items() if gap.kind != "vacant" for measure in rows}
        lacking |= {measure.id for measure in self.unassigned if measure.parties and measure.id not in self._settled}
        return [measure for measure in self.seen.measures if measure.id in lacking]

    @cached_property
    def _settled(self) -> set[int]:
        """The rows about which it was said who answers, or that it is right as it is."""
        closed = [doubt for doubt in self.seen.doubts if doubt.state != "open" and is_asked_here(doubt.face.text)]
        return {measure.id for doubt in closed for measure in doubt.measures}


def is_asked_here(words: str) -> bool:
    """Whether a question with these words is one of those that ``ask`` puts."""
    return words.startswith(NOBODY_ANSWERS)


async def staffing_of(connection: AsyncConnection, seen: Overview) -> Staffing:
    """The plan beside its people as they are now."""
    roadmap = seen.roadmap
    return Staffing(seen, await executors_of(connection, roadmap.organisation_id, roadmap.created_by))


async def ask(work: Work, caller: Caller, roadmap_id: int, *, message: int | None) -> None:
    """«Кому отвечать…»: each row for which nobody answers becomes a question, the first of them is shown.

    A row that is asked about already is not asked about twice; where none is left the plan is shown.
    """
    async with work.write() as connection:
        await mine(connection, caller, roadmap_id)
        seen = await overview(connection, roadmap_id)
        if seen.roadmap.state in roadmaps.STANDING:
            await _put_questions(connection, await staffing_of(connection, seen))
            seen = await overview(connection, roadmap_id)
        waiting = [doubt for doubt in seen.open_doubts if is_asked_here(doubt.face.text)]
        if waiting:
            await tell(connection, work, caller, "roadmap-question", message, question=waiting[0].face.id)
        else:
            await tell(connection, work, caller, "roadmap-preview", message, roadmap=roadmap_id)


async def _put_questions(connection: AsyncConnection, staffing: Staffing) -> None:
    asked = {
        measure.id for doubt in staffing.seen.open_doubts if doubt.form == "executor" for measure in doubt.measures
    }
    rows = [measure for measure in staffing.open_rows if measure.id not in asked]
    new = [NewQuestion(row.id, "responsible", _words(staffing, row)) for row in rows]
    await questions.add_more(connection, staffing.seen.roadmap.id, new)


def _words(staffing: Staffing, measure: KeptMeasure) -> str:
    names = [f"«{gap.party.name}»" for gap in staffing.by_measure[measure.id].gaps]
    shown = ", ".join(names[:NAMES_ASKED]) + (" и другие" if len(names) > NAMES_ASKED else "")
    return f"{NOBODY_ANSWERS}: {shown}. Кто ответит за эту строку?"
