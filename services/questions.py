"""The coordinator answers what the reader of a document was not sure about, one question at a time."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.drafts import typed_dates
from domain.errors import Refusal
from domain.measures import Proposal
from domain.people import Member
from services.access import Caller
from services.overview import DATE_QUESTION, Doubt, Overview, mine, overview, stop_waiting, tell
from services.work import Work
from storage import conversations, journal, questions
from storage.conversations import Expectation
from storage.questions import Answer, KeptQuestion


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it stands now, with who speaks and all that is around it."""

    member: Member
    seen: Overview
    doubt: Doubt

    @property
    def waits(self) -> bool:
        """Whether an answer still changes something."""
        return self.doubt.state == "open" and self.seen.roadmap.state == "draft"


async def begin(work: Work, caller: Caller, roadmap_id: int, *, message: int | None) -> None:
    """Show the first question that is open, or the roadmap where there is none left."""
    async with work.write() as connection:
        await mine(connection, caller, roadmap_id)
        seen = await overview(connection, roadmap_id)
        first = seen.open_doubts[0] if seen.open_doubts else None
        await _show(connection, work, caller, seen, first, message)


async def choose(work: Work, caller: Caller, question_id: int, place: int, *, message: int | None) -> None:
    """Take the answer at ``place`` of those offered and go on to the next question."""
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        face = asked.doubt.face
        offered: tuple[Answer, ...] = face.candidates if face.subject == "person" else face.proposals
        if not 0 <= place < len(offered):
            raise Refusal("stale-button")
        await _settle(connection, work, asked, offered[place])
        await _go_on(connection, work, caller, asked, message)


async def keep(work: Work, caller: Caller, question_id: int, *, message: int | None) -> None:
    """«Оставить как есть»: the reading stays, the question is closed."""
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        await _settle(connection, work, asked, None)
        await _go_on(connection, work, caller, asked, message)


async def later(work: Work, caller: Caller, question_id: int, *, message: int | None) -> None:
    """«Позже»: the question stays open, the next one is shown; after the last one the roadmap."""
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        await stop_waiting(connection, caller)
        await _show(connection, work, caller, asked.seen, asked.seen.following(asked.doubt), message)


async def undo(work: Work, caller: Caller, question_id: int, *, message: int | None) -> None:
    """Take an answer back: the question is open again and shown."""
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        if asked.doubt.state != "open":
            for question in asked.doubt.questions:
                await questions.reopen(connection, question.id)
                await _note(connection, work, asked, question, _words(question.answer), None)
        await stop_waiting(connection, caller)
        await tell(connection, work, caller, "roadmap-question", message, question=question_id)


async def ask_date(work: Work, caller: Caller, question_id: int, *, message: int | None) -> None:
    """«Другая дата…»: the next plain message of the chat is the date."""
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        if asked.doubt.state != "open":
            await _show(connection, work, caller, asked.seen, asked.seen.following(asked.doubt), message)
            return
        if asked.doubt.stage is None:
            raise Refusal("stale-button")
        data = {"question": question_id, "message": message}
        await conversations.expect(connection, caller.chat.id, DATE_QUESTION, data, work.now)
        await tell(connection, work, caller, "roadmap-date", message, question=question_id)


async def answer_date(work: Work, caller: Caller, expectation: Expectation, words: str) -> None:
    """Read the date that was typed; what is not one clear date is asked for once more, nothing is changed by it."""
    question_id, prompt = expectation.data["question"], expectation.data["message"]
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id, settled=True)
        if asked.waits:
            answer = _typed(asked, words)
            if answer is None:
                await tell(connection, work, caller, "roadmap-date-again", None, question=question_id)
                return
            await _settle(connection, work, asked, answer)
        if prompt is not None:
            await tell(connection, work, caller, "roadmap-answered", prompt, question=question_id)
        await _go_on(connection, work, caller, asked, None, said=prompt is None)


def _typed(asked: _Asked, words: str) -> Proposal | None:
    stage, place, roadmap = asked.doubt.stage, asked.doubt.stage_place, asked.seen.roadmap
    if stage is None or place is None:
        return None
    dates = typed_dates(stage, words, roadmap.period)
    return None if dates is None else Proposal(place, *dates)


async def _asked(connection: AsyncConnection, caller: Caller, question_id: int, *, settled: bool = False) -> _Asked:
    """The question, if the caller may answer it and its roadmap is a draft (or any, where ``settled``), or Refusal."""
    question = await questions.get(connection, question_id)
    if question is None:
        raise Refusal("stale-button")
    member, roadmap = await mine(connection, caller, question.roadmap_id)
    if roadmap.state != "draft" and not settled:
        raise Refusal(f"roadmap-{roadmap.state}")
    seen = await overview(connection, question.roadmap_id)
    doubt = seen.doubt(question_id)
    if doubt is None:
        raise Refusal("stale-button")
    return _Asked(member, seen, doubt)


async def _settle(connection: AsyncConnection, work: Work, asked: _Asked, answer: Answer | None) -> None:
    """Answer all questions of the doubt; one that was answered before (a double tap) stays as it is."""
    for question in asked.doubt.questions:
        if await questions.settle(connection, question.id, answer, member_id=asked.member.id, now=work.now):
            await _note(connection, work, asked, question, _reading(asked.doubt), _words(answer))


async def _note(
    connection: AsyncConnection,
    work: Work,
    asked: _Asked,
    question: KeptQuestion,
    before: str | None,
    after: str | None,
) -> None:
    await journal.note(
        connection,
        "question-answered" if after is not None else "question-reopened",
        now=work.now,
        member_id=asked.member.id,
        roadmap_id=question.roadmap_id,
        before=before,
        after=after,
    )


def _reading(doubt: Doubt) -> str | None:
    return None if doubt.stage is None else f"{doubt.stage.start or ''}..{doubt.stage.due or ''}"


def _words(answer: Answer | None) -> str:
    """An answer for the journal: «2022-10-10..2022-10-25», a member's id, or «kept»."""
    if answer is None:
        return "kept"
    return str(answer) if isinstance(answer, int) else f"{answer.start or ''}..{answer.due or ''}"


async def _go_on(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    asked: _Asked,
    message: int | None,
    *,
    said: bool = True,
) -> None:
    """Show the next open question; ``said``: it also says what was just answered and can take it back."""
    await stop_waiting(connection, caller)
    left = [doubt for doubt in asked.seen.open_doubts if doubt is not asked.doubt]
    following = asked.seen.following(asked.doubt) or (left[0] if left else None)
    if asked.seen.roadmap.state != "draft":
        following = None
    await _show(connection, work, caller, asked.seen, following, message, said=asked.doubt.face.id if said else None)


async def _show(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    seen: Overview,
    doubt: Doubt | None,
    message: int | None,
    said: int | None = None,
) -> None:
    if doubt is None:
        await tell(connection, work, caller, "roadmap-preview", message, roadmap=seen.roadmap.id, said=said)
    else:
        await tell(connection, work, caller, "roadmap-question", message, question=doubt.face.id, said=said)
