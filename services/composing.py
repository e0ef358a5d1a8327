"""An announcement before it is let go: to whom, what, a look at it. The draft lies in the database, not in a dialog."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.people import Action, Role
from domain.visible import is_blank
from services.access import Caller, require
from services.announcements import QUESTION, forget_question, longest, owned
from services.outbox import reply
from services.work import Work
from storage import announcements, conversations, people
from storage.announcements import Announcement, Audience

CHOICES: dict[str, tuple[Role, ...]] = {
    "all": tuple(Role),
    "coordinators": (Role.COORDINATOR,),
    "heads": (Role.HEAD,),
    "executors": (Role.EXECUTOR,),
}


async def begin(work: Work, caller: Caller) -> None:
    """/announce: a new draft, or the question whether to go on with the one that was left."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.ANNOUNCE)
        draft = await announcements.draft_of(connection, member.id, member.organisation_id)
        if draft is not None and (draft.audience.roles or draft.text):
            await _say(connection, work, caller, "announcement-resume", draft.id)
        else:
            draft_id = draft.id if draft else await _add(connection, work, member.id, member.organisation_id)
            await _say(connection, work, caller, "announcement-audience", draft_id)


async def begin_anew(work: Work, caller: Caller, announcement_id: int, message: int | None) -> None:
    """[Начать заново]: the draft is put away, a new one begins."""
    async with work.write() as connection:
        draft = await _draft(connection, caller, announcement_id)
        await announcements.set_state(connection, draft.id, before=("draft",), after="cancelled")
        fresh = await _add(connection, work, draft.author_id, draft.organisation_id)
        await forget_question(connection, caller)
        await _say(connection, work, caller, "announcement-audience", fresh, edits=message)


async def go_on(work: Work, caller: Caller, announcement_id: int, message: int | None) -> None:
    """[Продолжить]: the draft from where it was left."""
    async with work.write() as connection:
        await _next_step(connection, work, caller, await _draft(connection, caller, announcement_id), message)


async def ask_audience(work: Work, caller: Caller, announcement_id: int, message: int | None) -> None:
    """To whom? Asked again with «Изменить»."""
    async with work.write() as connection:
        await _draft(connection, caller, announcement_id)
        await _say(connection, work, caller, "announcement-audience", announcement_id, edits=message)


async def choose_roles(work: Work, caller: Caller, announcement_id: int, choice: str, message: int | None) -> None:
    """[Координаторы] and the like (``choice`` of CHOICES): noted, then the text is asked, or the preview shown."""
    async with work.write() as connection:
        draft = await _draft(connection, caller, announcement_id)
        audience = Audience(CHOICES[choice], draft.audience.organisations)
        await announcements.set_audience(connection, draft.id, audience)
        await _next_step(connection, work, caller, await _draft(connection, caller, announcement_id), message)


async def show_schools(
    work: Work, caller: Caller, announcement_id: int, *, page: int, message: int | None, toggled: int = 0
) -> None:
    """The list of organisations to choose from; ``toggled`` is put in or taken out, none left is all of them."""
    async with work.write() as connection:
        draft = await _draft(connection, caller, announcement_id)
        if toggled:
            if toggled not in await people.scope(connection, draft.organisation_id):
                raise Refusal("not-yours")
            audience = Audience(draft.audience.roles, _toggled(draft, toggled))
            await announcements.set_audience(connection, draft.id, audience)
        await _say(connection, work, caller, "announcement-schools", draft.id, edits=message, page=page)


def _toggled(draft: Announcement, organisation_id: int) -> tuple[int, ...]:
    chosen = set(draft.audience.organisations) - {draft.organisation_id}
    return tuple(sorted(chosen ^ {organisation_id})) or (draft.organisation_id,)


async def ask_text(work: Work, caller: Caller, announcement_id: int, message: int | None) -> None:
    """[Изменить текст]: the next plain message is the text."""
    async with work.write() as connection:
        draft = await _draft(connection, caller, announcement_id)
        await _ask_text(connection, work, caller, draft.id, message)


async def write_text(work: Work, caller: Caller, announcement_id: int, words: str, question: int | None) -> None:
    """The text of the announcement as the author wrote it; then the preview. Refusal where it is too long.

    ``question`` is the message that asked for it; its buttons go.
    """
    async with work.read() as connection:
        draft = await announcements.get(connection, announcement_id)
    _check_length(words, urgent=draft is not None and draft.urgent)
    if is_blank(words):
        raise Refusal("announcement-text-only")
    async with work.write() as connection:
        await conversations.forget(connection, caller.chat.id)
        try:
            draft = await _draft(connection, caller, announcement_id)
        except Refusal as refusal:
            # Said here and not raised: the question has to be forgotten, or every later message would be refused too.
            data = {"code": refusal.code, "facts": refusal.facts}
            await reply(connection, work, caller.chat.id, "refusal", data=data)
            return
        await announcements.set_text(connection, draft.id, words)
        if question is not None:
            await _say(connection, work, caller, "strip", draft.id, edits=question)
        await _next_step(connection, work, caller, await _draft(connection, caller, announcement_id), None)


def _check_length(words: str, *, urgent: bool) -> None:
    limit = longest(urgent)
    if len(words) > limit:
        raise Refusal("announcement-too-long", length=len(words), limit=limit)


async def set_urgent(work: Work, caller: Caller, announcement_id: int, *, urgent: bool, message: int | None) -> None:
    """[Срочно, и в тихие часы] and back: with the special permission only, and only while it is a draft."""
    async with work.write() as connection:
        draft = await _draft(connection, caller, announcement_id)
        await require(connection, caller, Action.URGENT, draft.organisation_id)
        _check_length(draft.text, urgent=urgent)
        await announcements.set_urgent(connection, draft.id, urgent)
        await _next_step(connection, work, caller, await _draft(connection, caller, announcement_id), message)


async def show(
    work: Work, caller: Caller, announcement_id: int, kind: str, *, message: int | None = None, page: int = 0
) -> None:
    """A card of the draft that changes nothing (preview, sample, change, missing)."""
    async with work.write() as connection:
        draft = await _draft(connection, caller, announcement_id)
        await _say(connection, work, caller, kind, draft.id, edits=message, page=page)


async def cancel(work: Work, caller: Caller, announcement_id: int, message: int | None) -> None:
    """[Отменить]: nothing is sent, the draft is put away."""
    async with work.write() as connection:
        draft = await _draft(connection, caller, announcement_id)
        await announcements.set_state(connection, draft.id, before=("draft",), after="cancelled")
        await forget_question(connection, caller)
        await _say(connection, work, caller, "announcement-cancelled", draft.id, edits=message)


async def _add(connection: AsyncConnection, work: Work, author_id: int, organisation_id: int) -> int:
    everywhere = Audience(organisations=(organisation_id,))
    return await announcements.add(
        connection, organisation_id=organisation_id, author_id=author_id, audience=everywhere, now=work.now
    )


async def _draft(connection: AsyncConnection, caller: Caller, announcement_id: int) -> Announcement:
    """The caller's own draft; Refusal for somebody else's, and for one that was sent or put away."""
    announcement = await owned(connection, caller, announcement_id)
    if announcement.author_id != caller.known.id:
        raise Refusal("not-yours")
    if announcement.state != "draft":
        raise Refusal("announcement-not-draft")
    return announcement


async def _next_step(
    connection: AsyncConnection, work: Work, caller: Caller, draft: Announcement, message: int | None
) -> None:
    if not draft.audience.roles:
        await _say(connection, work, caller, "announcement-audience", draft.id, edits=message)
    elif not draft.text:
        await _ask_text(connection, work, caller, draft.id, message)
    else:
        await _say(connection, work, caller, "announcement-preview", draft.id, edits=message)


async def _ask_text(
    connection: AsyncConnection, work: Work, caller: Caller, announcement_id: int, message: int | None
) -> None:
    data = {"announcement": announcement_id, "message": message}
    await conversations.expect(connection, caller.chat.id, QUESTION, data, work.now)
    await _say(connection, work, caller, "announcement-text", announcement_id, edits=message)


async def _say(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    kind: str,
    announcement_id: int,
    *,
    edits: int | None = None,
    **data: Any,
) -> None:
    await reply(connection, work, caller.chat.id, kind, data={"announcement": announcement_id, **data}, edits=edits)
