"""How people come in: personal links, first start, the list of who is connected."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.outbox import Chat
from domain.people import Action, Member, Role
from services import absence_news
from services.access import Caller, require
from services.outbox import reply, say
from services.work import Work
from storage import invitations, journal, people

INVITATION_TERM = timedelta(hours=72)
GUESSES_AN_HOUR = 5
CONSENT_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Connected:
    """A member and whether the bot can write to them."""

    member: Member
    connected: bool


def digest(secret: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def invite(work: Work, caller: Caller, member_id: int, secret: str) -> None:
    """Answer with a personal link for the member; ``secret`` is 32 random URL-safe characters.

    The link's secret stands in the delivery until it is sent and in the chat afterwards, nowhere else.
    """
    async with work.write() as connection:
        guest = await people.find_member(connection, member_id)
        if guest is None or not guest.active:
            raise Refusal("stale-button")
        inviter = await require(connection, caller, Action.INVITE, guest.organisation_id)
        if guest.role is Role.ADMIN and inviter.role is not Role.ADMIN:
            raise Refusal("not-yours")
        await add_invitation(connection, work, guest.id, inviter.id, secret)
        await reply(connection, work, caller.chat.id, "invitation", data={"member": guest.id, "secret": secret})


async def add_invitation(
    connection: AsyncConnection, work: Work, member_id: int, created_by: int | None, secret: str
) -> None:
    """A new personal link for the member; earlier ones stop working."""
    await invitations.add(
        connection,
        secret_sha256=digest(secret),
        member_id=member_id,
        created_by=created_by,
        now=work.now,
        expires_at=work.now + INVITATION_TERM,
    )
    await journal.note(connection, "invited", now=work.now, member_id=created_by, after=str(member_id))


async def join(work: Work, caller: Caller, secret: str) -> None:
    """Bind the caller's private chat to the member the link was made for, greet them, tell the inviter.

    A wrong, spent or old link is refused and counted; after GUESSES_AN_HOUR wrong ones all are refused for an hour.
    """
    if caller.member is not None:
        await start(work, caller)
        return
    async with work.read() as connection:
        guesses = await invitations.guesses_since(connection, caller.number, timedelta(hours=1), work.now)
    if guesses >= GUESSES_AN_HOUR:
        raise Refusal("too-many-guesses")
    async with work.write() as connection:
        member_id = await invitations.use(connection, digest(secret), caller.chat.id, work.now)
        if member_id is None:
            await invitations.note_guess(connection, caller.number, work.now)
            await reply(connection, work, caller.chat.id, "refusal", data={"code": "invitation-invalid", "facts": {}})
            return
        await _welcome(connection, work, caller.chat, member_id)
        await _tell_inviter(connection, work, digest(secret), member_id)


async def _welcome(connection: AsyncConnection, work: Work, chat: Chat, member_id: int) -> None:
    await people.bind_chat(connection, chat.id, member_id)
    await journal.note(connection, "joined", now=work.now, member_id=member_id)
    await absence_news.tell_joined(connection, member_id, chat.id, work.now)
    await show_menu(connection, work, chat.id, member_id)
    data = {"member": member_id}
    await reply(connection, work, chat.id, "welcome", data=data)


async def show_menu(connection: AsyncConnection, work: Work, chat_id: int, member_id: int) -> None:
    """The command list of the member's chat is that of their role."""
    data = {"member": member_id}
    await say(connection, chat_id=chat_id, kind="menu", key=work.key(f"menu:{member_id}"), now=work.now, data=data)


async def _tell_inviter(connection: AsyncConnection, work: Work, secret_sha256: str, member_id: int) -> None:
    inviter_id = await invitations.inviter(connection, secret_sha256)
    if inviter_id is None:
        return
    for chat_id in (await people.private_chats(connection, {inviter_id})).values():
        data = {"member": member_id}
        await reply(connection, work, chat_id, "joined", data=data)


async def start(work: Work, caller: Caller) -> None:
    """Greet a member who is known already and put their menu right; a stranger is refused."""
    member = caller.known
    async with work.write() as connection:
        await show_menu(connection, work, caller.chat.id, member.id)
        data = {"member": member.id}
        await reply(connection, work, caller.chat.id, "welcome", data=data)


async def consent(work: Work, caller: Caller, message: int | None) -> None:
    """Note that the member has read what is kept about them; the greeting turns into the first step."""
    async with work.write() as connection:
        member = await people.member(connection, caller.known.id)
        if member.consent_at is None:
            await people.note_consent(connection, member.id, CONSENT_VERSION, work.now)
            await journal.note(connection, "consent", now=work.now, member_id=member.id, after=CONSENT_VERSION)
        data = {"member": member.id}
        await reply(connection, work, caller.chat.id, "ready", data=data, edits=message)


async def mistaken(work: Work, caller: Caller, message: int | None) -> None:
    """«Это не я»: the chat is unbound, the member's coordinator is told."""
    member = caller.known
    async with work.write() as connection:
        await people.bind_chat(connection, caller.chat.id, None)
        await journal.note(connection, "unbound", now=work.now, member_id=member.id)
        await reply(connection, work, caller.chat.id, "unbound", edits=message)
        coordinators = await people.members_in(connection, {member.organisation_id}, Role.COORDINATOR)
        chats = await people.private_chats(connection, {person.id for person in coordinators})
        for chat_id in chats.values():
            data = {"member": member.id}
            key = work.key(f"mistaken:{chat_id}")
            await say(connection, chat_id=chat_id, kind="mistaken", key=key, now=work.now, data=data)


async def list_people(
    work: Work, caller: Caller, *, organisation_id: int | None = None, page: int = 0, message: int | None = None
) -> None:
    """Answer with the people of the organisation (the caller's where None), who is connected and who is not."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.SEE_PEOPLE, organisation_id)
        place = organisation_id or member.organisation_id
        data = {"organisation": place, "page": page, "member": member.id}
        await reply(connection, work, caller.chat.id, "people", data=data, edits=message)


async def connected(connection: AsyncConnection, organisation_id: int) -> list[Connected]:
    """Everybody in the organisation and below it, with whether the bot can write to them."""
    everybody = await people.members_in(connection, await people.scope(connection, organisation_id))
    chats = await people.private_chats(connection, {member.id for member in everybody})
    return [Connected(member, member.id in chats) for member in everybody]


async def answer(work: Work, caller: Caller, kind: str, **data: object) -> None:
    """Answer with a card that changes nothing (help, privacy)."""
    async with work.write() as connection:
        await reply(connection, work, caller.chat.id, kind, data=data)
