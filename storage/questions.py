"""What the reader of a document asks its coordinator, and what was answered."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.measures import Column, Proposal
from storage.tables import measures, questions, roadmaps

# "person": several members have the printed name; the other subjects are columns of the document.
# "calendar": a part of the school year whose dates are not set, told by ``text``.
Subject = Column | Literal["person", "calendar"]
QuestionState = Literal["open", "answered", "kept"]
# The row says what another one says and is left out of the plan.
LEFT_OUT: Literal["left-out"] = "left-out"
# The dates that a stage gets, or several stages; the member that a name stands for or who answers for the row.
Answer = Proposal | tuple[Proposal, ...] | int | Literal["left-out"]


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question before it has a row: dates are offered about a deadline, members about a person."""

    measure_id: int
    subject: Subject
    text: str
    proposals: tuple[Proposal, ...] = ()
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question with its row; ``position`` counts from 0 within the roadmap, ``candidates`` are member ids."""

    id: int
    roadmap_id: int
    measure_id: int
    position: int
    subject: Subject
    text: str
    proposals: tuple[Proposal, ...]
    candidates: tuple[int, ...]
    state: QuestionState
    answer: Answer | None


async def add_more(connection: AsyncConnection, roadmap_id: int, asked: Sequence[NewQuestion]) -> None:
    """Keep these questions behind those that the roadmap has."""
    last = select(func.max(questions.c.position)).where(questions.c.roadmap_id == roadmap_id)
    highest = (await connection.execute(last)).scalar_one()
    await add_all(connection, roadmap_id, asked, first=0 if highest is None else highest + 1)


async def withdraw(connection: AsyncConnection, question_id: int) -> None:
    """There is nothing to ask any more; a question that was answered stays."""
    await connection.execute(delete(questions).where(questions.c.id == question_id, questions.c.state == "open"))


async def add_all(
    connection: AsyncConnection, roadmap_id: int, asked: Sequence[NewQuestion], *, first: int = 0
) -> None:
    """Keep the questions of a roadmap in this order, from the place ``first`` on."""
    rows = [
        {
            "roadmap_id": roadmap_id,
            "measure_id": question.measure_id,
            "position": position,
            "subject": question.subject,
            "text": question.text,
            "proposals": _offered(question),
        }
        for position, question in enumerate(asked, start=first)
    ]
    if rows:
        await connection.execute(insert(questions), rows)


async def get(connection: AsyncConnection, question_id: int) -> KeptQuestion | None:
    """One question, or None where there is none with this id."""
    row = (await connection.execute(select(questions).where(questions.c.id == question_id))).one_or_none()
    return None if row is None else _question(row)


async def all_in(connection: AsyncConnection, roadmap_id: int, *, removed: bool = False) -> list[KeptQuestion]:
    """All questions of the roadmap, answered or not, in their order; those about rows that were removed if wanted."""
    query = select(questions).where(questions.c.roadmap_id == roadmap_id)
    if not removed:
        gone = select(measures.c.id).where(measures.c.roadmap_id == roadmap_id, measures.c.removed_at.is_not(None))
        query = query.where(questions.c.measure_id.not_in(gone))
    return [_question(row) for row in await connection.execute(query.order_by(questions.c.position))]


async def settle(
    connection: AsyncConnection, question_id: int, answer: Answer | None, *, member_id: int, now: datetime
) -> bool:
    """Answer the question (None: leave the reading as it is) if it is open; False when somebody answered it first."""
    change = update(questions).where(questions.c.id == question_id, questions.c.state == "open")
    values = {
        "state": "kept" if answer is None else "answered",
        "answer": None if answer is None else json.dumps(_kept(answer)),
        "answered_by": member_id,
        "answered_at": now,
    }
    return (await connection.execute(change.values(**values))).rowcount == 1


async def settle_about_calendar(
    connection: AsyncConnection,
    organisation_ids: Collection[int],
    texts: Collection[str],
    *,
    member_id: int,
    now: datetime,
) -> None:
    """Dates are set for these parts of the school year: the plans of these organisations need not ask any more."""
    theirs = select(roadmaps.c.id).where(roadmaps.c.organisation_id.in_(list(organisation_ids)))
    change = update(questions).where(
        questions.c.subject == "calendar",
        questions.c.text.in_(list(texts)),
        questions.c.state == "open",
        questions.c.roadmap_id.in_(theirs),
    )
    await connection.execute(change.values(state="kept", answered_by=member_id, answered_at=now))


async def amend(connection: AsyncConnection, question_id: int, answer: Answer) -> None:
    """Keep a part of the answer to a question that waits for the rest; nothing where somebody has closed it."""
    change = update(questions).where(questions.c.id == question_id, questions.c.state == "open")
    await connection.execute(change.values(answer=json.dumps(_kept(answer))))


async def reopen(connection: AsyncConnection, question_id: int) -> None:
    """Take the answer back: the question waits again."""
    change = update(questions).where(questions.c.id == question_id)
    await connection.execute(change.values(state="open", answer=None, answered_by=None, answered_at=None))


def _offered(question: NewQuestion) -> list[dict[str, Any]]:
    offered: Sequence[Answer] = question.candidates if question.subject == "person" else question.proposals
    return [_kept(answer) for answer in offered]


def _kept(answer: Answer) -> dict[str, Any]:
    if isinstance(answer, tuple):
        return {"stages": [_kept(one) for one in answer]}
    if isinstance(answer, Proposal):
        return {"stage": answer.stage, "start": _iso(answer.start), "due": _iso(answer.due)}
    return {LEFT_OUT: True} if answer == LEFT_OUT else {"member": answer}


def _answer(kept: dict[str, Any]) -> Answer:
    if LEFT_OUT in kept:
        return LEFT_OUT
    if "member" in kept:
        return int(kept["member"])
    if "stages" in kept:
        return tuple(_dates(one) for one in kept["stages"])
    return _dates(kept)


def _dates(kept: dict[str, Any]) -> Proposal:
    return Proposal(kept["stage"], _day(kept["start"]), _day(kept["due"]))


def _question(row: Row[Any]) -> KeptQuestion:
    offered = [_answer(kept) for kept in row.proposals]
    return KeptQuestion(
        id=row.id,
        roadmap_id=row.roadmap_id,
        measure_id=row.measure_id,
        position=row.position,
        subject=row.subject,
        text=row.text,
        proposals=tuple(each for each in offered if isinstance(each, Proposal)),
        candidates=tuple(each for each in offered if isinstance(each, int)),
        state=row.state,
        answer=None if row.answer is None else _answer(json.loads(row.answer)),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)
