"""A plan asks for the dates of a part of the school year: what is answered is set for its organisation once for all."""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.people import Member
from domain.rules import Rules
from services.calendar_changes import Change, set_terms
from services.calendars import calendars_of
from services.school_parts import overlap, part_of, proposals, typed_term
from services.work import Work
from storage.questions import KeptQuestion
from storage.roadmaps import Roadmap


async def confirm(
    connection: AsyncConnection,
    work: Work,
    member: Member,
    roadmap: Roadmap,
    question: KeptQuestion,
    rules: Rules,
    *,
    whole_year: bool,
) -> None:
    """The known dates are right, of this part or of the whole year.

    Refusal "stale-button" where there are none, "calendar-overlap" where they clash.
    """
    school = (await calendars_of(connection, roadmap.organisation_id, rules)).school
    term = school.find(*part_of(question))
    if term is None:
        raise Refusal("stale-button")
    if whole_year:
        terms = proposals(school, term.year)
    elif (other := school.in_the_way_of(term)) is not None:
        raise overlap(term, other)
    else:
        terms = [] if term.sure else [term]
    if terms:
        await set_terms(connection, _change(work, member, roadmap, rules), terms)


async def answer(
    connection: AsyncConnection,
    work: Work,
    member: Member,
    roadmap: Roadmap,
    question: KeptQuestion,
    words: str,
    rules: Rules,
) -> None:
    """The dates were typed; the refusals of ``typed_term``."""
    school = (await calendars_of(connection, roadmap.organisation_id, rules)).school
    term = typed_term(words, part_of(question), school)
    await set_terms(connection, _change(work, member, roadmap, rules), [term])


def _change(work: Work, member: Member, roadmap: Roadmap, rules: Rules) -> Change:
    return Change(roadmap.organisation_id, member.id, work.key("calendar"), work.now, rules)
