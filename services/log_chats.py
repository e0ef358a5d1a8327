"""The shared log: the group, channel or forum in which the reports of an organisation appear."""

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.outbox import Chat
from domain.people import Action, Member
from services.access import Caller, require
from services.outbox import reply, say
from services.work import Work
from storage import chats, journal, people


async def make(work: Work, caller: Caller, topic: int | None, *, offers: bool) -> None:
    """/log_here in a group: the reports of the caller's organisation appear in it from now on.

    ``offers``: it is a forum in which the bot may open topics, so it is asked whether each plan gets one.
    """
    async with work.write() as connection:
        member = await require(connection, caller, Action.SET_LOG_CHAT)
        await _set(connection, work, member, caller.chat, topic)
        data = {"organisation": member.organisation_id, "topic": topic, "offers": offers}
        await reply(connection, work, caller.chat.id, "log-chat", data=data)


async def offer(work: Work, caller: Caller) -> None:
    """/log_here in private: the groups and channels into which the caller has brought the bot.

    In a channel nobody is seen to write, so this is how one becomes the log.
    """
    async with work.write() as connection:
        member = await require(connection, caller, Action.SET_LOG_CHAT)
        await reply(connection, work, caller.chat.id, "log-chats", data={"member": member.id})


async def choose(work: Work, caller: Caller, chat_id: int, message: int | None) -> None:
    """One of them becomes the log. Refusal "stale-button" where the caller has not brought the bot there, or not now.

    Whose channel it is the messenger knows: only its administrators can add a bot.
    """
    async with work.write() as connection:
        member = await require(connection, caller, Action.SET_LOG_CHAT)
        chat = await chats.get(connection, chat_id)
        if chat is None or chat.blocked or chat.added_by != member.id:
            raise Refusal("stale-button")
        standing = await people.log_chat(connection, member.organisation_id)
        if standing is None or standing.chat_id != chat.id:
            await _set(connection, work, member, chat, None)
            data = {"organisation": member.organisation_id, "topic": None, "offers": False}
            key = work.key(f"log-chat:{chat.id}")
            await say(connection, chat_id=chat.id, kind="log-chat", key=key, now=work.now, data=data)
        await reply(connection, work, caller.chat.id, "log-chosen", data={"chat": chat.id}, edits=message)


async def _set(connection: AsyncConnection, work: Work, member: Member, chat: Chat, topic: int | None) -> None:
    before = await people.log_chat(connection, member.organisation_id)
    await people.set_log_chat(connection, member.organisation_id, chat.id, topic)
    if before is not None and before.organisation_id == member.organisation_id and before.chat_id != chat.id:
        data = {"topic": before.topic, "chat": chat.id}
        await reply(connection, work, before.chat_id, "log-moved", data=data)
    await journal.note(connection, "log-chat", now=work.now, member_id=member.id, after=str(chat.id))
