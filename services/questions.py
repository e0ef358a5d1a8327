"""The coordinator answers what the reader of a document was not sure about, one question at a time."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.drafts import typed_dates
from domain.errors import Refusal
from domain.measures import Proposal
from domain.outbox import Delivery
from domain.people import Member
from domain.replies import read_reply
from domain.rules import Rules
from services import school_answers
from services.access import Caller
from services.amending import revise
from services.candidates import district_of
from services.doubts import Doubt, Given, with_answers
from services.overview import DATE_QUESTION, Overview, chosen_names, mine, overview, stop_waiting, tell
from services.reports import QUESTION_LASTS
from services.work import Work
from storage import assignments, conversations, deliveries, journal, people, questions
from storage.conversations import Expectation
from storage.questions import LEFT_OUT, Answer, KeptQuestion

# Messages with one of these facts say what became of a report: who was shown one has answered something else since.
_ABOUT_REPORTS = {"report", "reports"}
# What is answered with words that name days.
_TYPED = ("dates", "pairs", "calendar")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it stands now, with who speaks and all that is around it."""

    member: Member
    seen: Overview
    doubt: Doubt

    @property
    def live(self) -> bool:
        """Whether the plan was accepted: an answer takes effect at once."""
        return self.seen.roadmap.state == "active"

    @property
    def waits(self) -> bool:
        """Whether an answer still changes something."""
        return self.seen.waits(self.doubt)


@dataclass(frozen=True, slots=True)
class Shown:
    """A question about dates that waits for words, and the message it stands in.

    ``place``: which of several stages is meant; None where its number was not pressed yet.
    """

    question: int
    message: int | None
    place: int | None = None


async def begin(work: Work, caller: Caller, roadmap_id: int, *, message: int | None) -> None:
    """Show the first question that is open, or the roadmap where there is none left."""
    async with work.write() as connection:
        await mine(connection, caller, roadmap_id)
        seen = await overview(connection, roadmap_id)
        first = seen.open_doubts[0] if seen.open_doubts else None
        await _show(connection, work, caller, seen, first, message)


async def choose(
    work: Work, caller: Caller, question_id: int, place: int, *, rules: Rules, message: int | None
) -> None:
    """Take the answer at ``place`` of those offered and go on to the next question."""
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        face = asked.doubt.face
        if not 0 <= place < len(face.candidates if asked.doubt.form == "person" else face.proposals):
            raise Refusal("stale-button")
        await _settle(connection, work, asked, asked.doubt.chosen(place), rules)
        await _go_on(connection, work, caller, asked, message)


async def choose_member(
    work: Work, caller: Caller, question_id: int, member_id: int, *, rules: Rules, message: int | None
) -> None:
    """This member of the district answers for the row, or for all rows that print the same."""
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        member = await people.find_member(connection, member_id)
        district = await district_of(connection, asked.seen.roadmap.organisation_id)
        if asked.doubt.form != "executor" or member is None or not member.active:
            raise Refusal("stale-button")
        if member.organisation_id not in district:
            raise Refusal("stale-button")
        await _settle(connection, work, asked, asked.doubt.said(member_id), rules)
        await _go_on(connection, work, caller, asked, message)


async def leave_out(work: Work, caller: Caller, question_id: int, *, rules: Rules, message: int | None) -> None:
    """«Это одно мероприятие»: the row that says what another one says will not go live."""
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        if asked.doubt.form != "twin":
            raise Refusal("stale-button")
        await _settle(connection, work, asked, asked.doubt.said(LEFT_OUT), rules)
        await _go_on(connection, work, caller, asked, message)


async def keep(
    work: Work, caller: Caller, question_id: int, *, rules: Rules, message: int | None, whole: bool = False
) -> None:
    """«Оставить как есть»: the reading stays, with what was typed for single stages; the question is closed.

    «Да» where the dates of a part of the school year (``whole``: of all of it) were proposed: they are set from now on.
    """
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        if asked.doubt.form == "calendar" and asked.waits:
            member, roadmap, face = asked.member, asked.seen.roadmap, asked.doubt.face
            await school_answers.confirm(connection, work, member, roadmap, face, rules, whole_year=whole)
        await _settle(connection, work, asked, asked.doubt.kept(), rules)
        await _go_on(connection, work, caller, asked, message)


async def turn(work: Work, caller: Caller, question_id: int, page: int, *, message: int | None) -> None:
    """Other people to choose from."""
    async with work.write() as connection:
        await _asked(connection, caller, question_id)
        await tell(connection, work, caller, "roadmap-question", message, question=question_id, page=page)


async def later(work: Work, caller: Caller, question_id: int, *, message: int | None) -> None:
    """«Позже»: the question stays open, the next one is shown; after the last one the roadmap."""
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        await stop_waiting(connection, caller)
        await _show(connection, work, caller, asked.seen, asked.seen.following(asked.doubt), message)


async def undo(work: Work, caller: Caller, question_id: int, *, message: int | None) -> None:
    """Take an answer back: the question is open again and shown.

    In a live plan what was answered holds until it is answered otherwise.
    """
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        if asked.doubt.state != "open":
            if asked.live and asked.doubt.final:
                raise Refusal("question-live")
            for question in asked.doubt.questions:
                await questions.reopen(connection, question.id)
                await _note(connection, work, asked, question, _words(question.answer), None)
        await stop_waiting(connection, caller)
        await tell(connection, work, caller, "roadmap-question", message, question=question_id)


async def ask_date(work: Work, caller: Caller, question_id: int, *, message: int | None, place: int = 0) -> None:
    """«Другая дата…», or the number of one of several stages: the next plain message of the chat is the date."""
    async with work.write() as connection:
        asked = await _asked(connection, caller, question_id)
        if not asked.waits:
            await _show(connection, work, caller, asked.seen, asked.seen.following(asked.doubt), message)
            return
        if _stage_place(asked.doubt, place) is None:
            raise Refusal("stale-button")
        data = {"question": question_id, "message": message, "place": place}
        await conversations.expect(connection, caller.chat.id, DATE_QUESTION, data, work.now)
        await tell(connection, work, caller, "roadmap-date", message, question=question_id, place=place)


async def answer_date(work: Work, caller: Caller, shown: Shown, words: str, *, rules: Rules) -> None:
    """Read the date that was typed; what is not one clear date is asked for once more, nothing is changed by it."""
    async with work.write() as connection:
        asked = await _asked(connection, caller, shown.question, settled=True)
        if asked.waits and asked.doubt.form == "calendar":
            face = asked.doubt.face
            await school_answers.answer(connection, work, asked.member, asked.seen.roadmap, face, words, rules)
        elif asked.waits:
            answer = _typed(asked, words, shown.place)
            if answer is None:
                facts = {"question": shown.question, "place": shown.place, "prompt": shown.message}
                await tell(connection, work, caller, "roadmap-date-again", None, **facts)
                return
            if asked.doubt.form == "pairs":
                await _amend(connection, work, caller, asked, answer, rules)
                return
            await _settle(connection, work, asked, asked.doubt.said(answer), rules)
        await _close_prompt(connection, work, caller, asked, shown.message)


async def _amend(
    connection: AsyncConnection, work: Work, caller: Caller, asked: _Asked, answer: Proposal, rules: Rules
) -> None:
    """One of several stages has got another date; the question stays until all of them are right."""
    face = asked.doubt.face
    before = face.answer if isinstance(face.answer, tuple) else ()
    others = tuple(one for one in before if one.stage != answer.stage)
    await questions.amend(connection, face.id, (*others, answer))
    if asked.live:
        await _go_live(connection, work, asked, [replace(face, answer=answer)], rules)
    await stop_waiting(connection, caller)
    await tell(connection, work, caller, "roadmap-question", None, question=face.id)


async def _close_prompt(
    connection: AsyncConnection, work: Work, caller: Caller, asked: _Asked, prompt: int | None
) -> None:
    """What was asked says what was answered; the next question follows below the words that were typed."""
    if prompt is not None:
        await tell(connection, work, caller, "roadmap-answered", prompt, question=asked.doubt.face.id)
    await _go_on(connection, work, caller, asked, None, said=prompt is None)


async def meant_by(
    work: Work, caller: Caller, words: str, quoted: int | None, expectation: Expectation | None
) -> Shown | None:
    """The question about a date that these words are for: the one quoted, asked for, or shown last in the chat.

    None where they are for something else: a status is a report as long as its author has anything to report about.
    """
    async with work.read() as connection:
        card, message = await _card(connection, caller, quoted)
        if quoted is None and await is_report(connection, caller, words, work.now):
            return None
        if expectation is not None and _still_asked(card, quoted, expectation, work.now):
            return Shown(**expectation.data)
        return None if card is None else await _shown_in(connection, card, message)


async def is_report(connection: AsyncConnection, caller: Caller, words: str, now: datetime) -> bool:
    """Whether the words name a status and their author has something open that they can be about."""
    if read_reply(words, now.date()).status is None:
        return False
    return bool(await assignments.open_of(connection, *caller.answers_for))


def _still_asked(card: Delivery | None, quoted: int | None, expectation: Expectation, now: datetime) -> bool:
    """Whether «Другая дата…» still waits although something else was shown since: not for long, not after a report."""
    if expectation.expects != DATE_QUESTION or now - expectation.since > QUESTION_LASTS:
        return False
    if quoted is not None:
        return card is not None and card.data.get("question") == expectation.data["question"]
    return card is None or not card.data.keys() & _ABOUT_REPORTS


async def _shown_in(connection: AsyncConnection, card: Delivery, message: int | None) -> Shown | None:
    """The question about a date that stands in the message."""
    if card.kind == "roadmap-date-again":
        return Shown(card.data["question"], card.data.get("prompt"), card.data.get("place"))
    if card.kind == "roadmap-date":
        return Shown(card.data["question"], message, card.data["place"])
    question = None if card.kind != "roadmap-question" else await questions.get(connection, card.data["question"])
    if question is None:
        return None
    seen = await overview(connection, question.roadmap_id)
    asked = seen.doubt(question.id)
    doubt = asked if asked is None or seen.waits(asked) else seen.following(asked)
    return Shown(doubt.face.id, message) if doubt is not None and doubt.form in _TYPED else None


async def _card(connection: AsyncConnection, caller: Caller, quoted: int | None) -> tuple[Delivery | None, int | None]:
    if quoted is not None:
        return await deliveries.find_by_message(connection, caller.chat.id, quoted), quoted
    shown = await deliveries.last_shown(connection, caller.chat.id)
    return (None, None) if shown is None else shown


def _stage_place(doubt: Doubt, place: int | None) -> int | None:
    """Which stage a date is typed for: the one in question, or the one at ``place`` where there are several.

    A part of the school year is the same for all stages.
    """
    if doubt.form == "calendar":
        return 0
    if doubt.form == "pairs":
        return place if place is not None and 0 <= place < len(doubt.measure.stages) else None
    return doubt.stage_place


def _typed(asked: _Asked, words: str, place: int | None) -> Proposal | None:
    stage_place = _stage_place(asked.doubt, place)
    if stage_place is None:
        return None
    stage = asked.doubt.measure.stages[stage_place].stage
    dates = typed_dates(stage, words, asked.seen.roadmap.period, asked.doubt.face.proposals)
    return None if dates is None else Proposal(stage_place, *dates)


async def _asked(connection: AsyncConnection, caller: Caller, question_id: int, *, settled: bool = False) -> _Asked:
    """The question, if the caller may answer it and its roadmap is open (or any, where ``settled``), or Refusal."""
    question = await questions.get(connection, question_id)
    if question is None:
        raise Refusal("stale-button")
    member, roadmap = await mine(connection, caller, question.roadmap_id)
    if roadmap.state not in ("draft", "active") and not settled:
        raise Refusal(f"roadmap-{roadmap.state}")
    seen = await overview(connection, question.roadmap_id)
    doubt = seen.doubt(question_id)
    if doubt is None:
        raise Refusal("stale-button")
    return _Asked(member, seen, doubt)


async def _settle(connection: AsyncConnection, work: Work, asked: _Asked, given: list[Given], rules: Rules) -> None:
    """Answer the questions of the doubt; one that was answered before (a double tap) stays as it is."""
    before, taken = _reading(asked.doubt), []
    for question, answer in given:
        if await questions.settle(connection, question.id, answer, member_id=asked.member.id, now=work.now):
            await _note(connection, work, asked, question, before, _words(answer))
            taken.append(replace(question, answer=answer))
    if asked.live and taken:
        await _go_live(connection, work, asked, taken, rules)


async def _go_live(
    connection: AsyncConnection, work: Work, asked: _Asked, taken: list[KeptQuestion], rules: Rules
) -> None:
    """The plan was accepted already: its rows become what was answered, with all that hangs on them."""
    after = with_answers(asked.seen.measures, taken, await chosen_names(connection, taken))
    changed = [(old, new) for old, new in zip(asked.seen.measures, after, strict=True) if old != new]
    left_out = [question.measure_id for question in taken if question.answer == LEFT_OUT]
    key, by = work.key("answered"), asked.member.id
    await revise(connection, asked.seen.roadmap.id, changed, left_out, key=key, now=work.now, rules=rules, by=by)


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
    """An answer for the journal: «2022-10-10..2022-10-25», a member's id, «left-out», or «kept»."""
    if answer is None:
        return "kept"
    if isinstance(answer, tuple):
        return ", ".join(_words(one) for one in answer)
    return f"{answer.start or ''}..{answer.due or ''}" if isinstance(answer, Proposal) else str(answer)


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
    seen = await overview(connection, asked.seen.roadmap.id)
    # A question about a row that has just left a live plan is gone with it.
    at = next((place for place, one in enumerate(seen.doubts) if _has(one, asked.doubt.face)), 0)
    left = [one for one in seen.open_doubts if not _has(one, asked.doubt.face)]
    following = next((one for one in left if seen.doubts.index(one) >= at), left[0] if left else None)
    await _show(connection, work, caller, seen, following, message, said=asked.doubt.face.id if said else None)


def _has(doubt: Doubt, question: KeptQuestion) -> bool:
    return any(one.id == question.id for one in doubt.questions)


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
