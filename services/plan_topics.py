"""A forum topic for each roadmap: opened when the first post about it is due, found again by its delivery."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.outbox import Priority
from domain.people import Action
from services.access import Caller, require
from services.outbox import reply, say
from services.work import Work
from storage import journal, people, reports
from storage.people import LogChat


async def choose(work: Work, caller: Caller, organisation_id: int, message: int | None, *, by_plan: bool) -> None:
    """«Одна лента» or «Тема на каждый план» under /log_here; Refusal "stale-button" where the log is elsewhere now."""
    async with work.write() as connection:
        member = await require(connection, caller, Action.SET_LOG_CHAT, organisation_id)
        place = await people.log_chat(connection, organisation_id)
        if place is None or place.chat_id != caller.chat.id:
            raise Refusal("stale-button")
        if place.by_plan != by_plan:
            await people.set_by_plan(connection, place.organisation_id, by_plan)
            what = "by-plan" if by_plan else "one-feed"
            await journal.note(connection, "log-chat", now=work.now, member_id=member.id, after=what)
        data = {"organisation": organisation_id, "topic": place.topic, "offers": True}
        await reply(connection, work, caller.chat.id, "log-chat", data=data, edits=message)


async def prepare(connection: AsyncConnection, place: LogChat, roadmap_id: int, now: datetime) -> str | None:
    """The key under which the topic of the roadmap is found; it is opened first. None: the log is one feed.

    A crash after it changes nothing: the topic stands in the outbox before the post that needs it.
    """
    if not place.by_plan:
        return None
    key = f"log-topic:{roadmap_id}:{place.chat_id}"
    data = {"roadmap": roadmap_id}
    chat_id, priority = place.chat_id, Priority.REMINDER
    await say(connection, chat_id=chat_id, kind="log-topic", key=key, now=now, data=data, priority=priority)
    return key


async def found(connection: AsyncConnection, key: str | None, otherwise: int | None) -> int | None:
    """The topic opened under this key; ``otherwise`` where there is none: the bot was not allowed to open it."""
    opened = None if key is None else await reports.said(connection, key)
    return otherwise if opened is None or opened.message is None else opened.message
