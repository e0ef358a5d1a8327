"""Announcements under way: let go, paused, stopped, acknowledged, repeated, and how far they are.

An announcement is written in ``services/composing``. Each message of it is a delivery of its own; what has happened is
counted from them, so a crash anywhere loses no count.
"""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.hours import Hours
from domain.people import Action
from domain.rules import Rules
from services.access import Caller, require
from services.hours import hours_of, hours_of_many
from services.outbox import reply, say
from services.work import Work
from storage import announcement_deliveries, announcements, conversations, journal, people
from storage.announcement_deliveries import AGAIN, KIND, PROGRESS, Counts
from storage.announcements import Announcement, Recipient
from storage.database import Database

QUESTION = "announcement-text"
"""What a chat is asked when the next plain message is the text of a draft."""
TEXT_LIMIT = 4096
"""Characters of one message (Bot API, sendMessage)."""
SEEN_ROOM = 60
"""Characters that «Вы ознакомлены …» takes below the text."""
URGENT_ROOM = 20
"""Characters that «Срочно:» takes above it."""
PER_SECOND = 25
"""A careful guess of how many copies leave in a second: Telegram's FAQ asks for not more than 30."""
REFRESH_SECONDS = 5


async def owned(connection: AsyncConnection, caller: Caller, announcement_id: int) -> Announcement:
    """The announcement, if the caller may announce where it belongs; Refusal "stale-button" for an unknown one."""
    announcement = await announcements.get(connection, announcement_id)
    if announcement is None:
        raise Refusal("stale-button")
    await require(connection, caller, Action.ANNOUNCE, announcement.organisation_id)
    return announcement


async def forget_question(connection: AsyncConnection, caller: Caller) -> None:
    """The next plain message of the chat is not the text of an announcement any more."""
    asked = await conversations.expected(connection, caller.chat.id)
    if asked is not None and asked.expects == QUESTION:
        await conversations.forget(connection, caller.chat.id)


async def audience_of(connection: AsyncConnection, announcement: Announcement) -> list[Recipient]:
    """Whom the announcement would reach at this moment; never outside the organisation it was made in."""
    places: set[int] = set()
    for organisation_id in announcement.audience.organisations:
        places |= await people.scope(connection, organisation_id)
    places &= await people.scope(connection, announcement.organisation_id)
    return await announcements.recipients(connection, announcement.audience, places, without=announcement.author_id)


async def hours_in(connection: AsyncConnection, audience: Iterable[Recipient], rules: Rules) -> dict[int, Hours]:
    """The own hours of each member of the audience who can be reached."""
    return await hours_of_many(connection, [one.member.id for one in audience if one.chats], rules)


async def copy_leaves_at(
    connection: AsyncConnection, announcement: Announcement, member_id: int, now: datetime, rules: Rules
) -> datetime:
    """When a copy whose turn it is may leave: now, or after the member's quiet hours. Urgent ones leave at once."""
    if announcement.urgent:
        return now
    return (await hours_of(connection, member_id, rules)).after_quiet(now)


def lasts(copies_left: int) -> timedelta:
    """About how long it takes until so many copies have left."""
    return timedelta(seconds=math.ceil(copies_left / PER_SECOND))


async def send(work: Work, caller: Caller, announcement_id: int, rules: Rules, message: int | None) -> None:
    """[Отправить]: one copy for each chat of the audience as it is now, in one transaction.

    A second tap finds no draft and does nothing. A crash before the commit leaves a draft, after it every copy is in
    the outbox. A preview so old that it cannot be edited any more is shown again instead.
    """
    async with work.write() as connection:
        announcement = await owned(connection, caller, announcement_id)
        if announcement.state == "cancelled":
            raise Refusal("announcement-not-draft")
        if message is None and announcement.state == "draft":
            await _show_preview_again(connection, work, caller, announcement_id)
            return
        if not await announcements.set_state(
            connection, announcement_id, before=("draft",), after="sending", sent_at=work.now
        ):
            return
        if announcement.urgent:
            await require(connection, caller, Action.URGENT, announcement.organisation_id)
        await _queue_copies(connection, announcement, work.now, rules)
        await forget_question(connection, caller)
        what, note = "announced-urgent" if announcement.urgent else "announced", str(announcement_id)
        await journal.note(connection, what, now=work.now, member_id=caller.known.id, after=note)
        await _show_progress(connection, work, caller, announcement_id, message)


async def _show_preview_again(connection: AsyncConnection, work: Work, caller: Caller, announcement_id: int) -> None:
    data = {"announcement": announcement_id}
    await reply(connection, work, caller.chat.id, "announcement-preview", data=data)


async def _queue_copies(connection: AsyncConnection, announcement: Announcement, now: datetime, rules: Rules) -> None:
    if not announcement.text:
        raise Refusal("stale-button")
    audience = await audience_of(connection, announcement)
    hours = await hours_in(connection, audience, rules)
    wanted = [
        (chat_id, one.member.id, now if announcement.urgent else hours[one.member.id].after_quiet(now))
        for one in audience
        for chat_id in one.chats
    ]
    if not wanted:
        raise Refusal("announcement-nobody")
    key = f"{KIND}:{announcement.id}"
    await announcement_deliveries.queue(connection, announcement.id, wanted, kind=KIND, key=key)


async def _show_progress(
    connection: AsyncConnection, work: Work, caller: Caller, announcement_id: int, message: int | None
) -> None:
    await say(
        connection,
        chat_id=caller.chat.id,
        kind=PROGRESS,
        key=work.key(PROGRESS),
        now=work.now,
        data={"announcement": announcement_id},
        edits=message,
        announcement_id=announcement_id,
    )


async def pause(work: Work, caller: Caller, announcement_id: int, message: int | None) -> None:
    """[Пауза]: what has not left yet waits."""
    async with work.write() as connection:
        await owned(connection, caller, announcement_id)
        if await announcements.set_state(connection, announcement_id, before=("sending",), after="paused"):
            await announcement_deliveries.hold(connection, announcement_id)
        await _show_progress(connection, work, caller, announcement_id, message)


async def go_on(work: Work, caller: Caller, announcement_id: int, message: int | None) -> None:
    """[Продолжить]: what waited leaves."""
    async with work.write() as connection:
        await owned(connection, caller, announcement_id)
        if await announcements.set_state(connection, announcement_id, before=("paused",), after="sending"):
            await announcement_deliveries.release(connection, announcement_id)
        await _show_progress(connection, work, caller, announcement_id, message)


async def stop(work: Work, caller: Caller, announcement_id: int, message: int | None) -> None:
    """[Остановить]: what has not left yet never will; the copies on their way still arrive and are counted."""
    async with work.write() as connection:
        announcement = await owned(connection, caller, announcement_id)
        if announcement.state in ("sending", "paused"):
            cancelled = await announcement_deliveries.cancel(connection, announcement_id, work.now)
            await announcements.set_state(connection, announcement_id, before=("paused",), after="sending")
            if cancelled:
                note, who = str(announcement_id), caller.known.id
                await journal.note(connection, "announcement-stopped", now=work.now, member_id=who, after=note)
        await _show_progress(connection, work, caller, announcement_id, message)


async def acknowledge(work: Work, caller: Caller, announcement_id: int, message: int | None) -> None:
    """[Ознакомлен]: noted once, for the member whose copy stands in this chat; the button turns into the day."""
    member = caller.known
    async with work.write() as connection:
        announcement = await announcements.get(connection, announcement_id)
        fresh = await announcement_deliveries.acknowledge(
            connection, announcement_id, caller.chat.id, member.id, work.now
        )
        since = await announcement_deliveries.acknowledged_at(connection, announcement_id, caller.chat.id, member.id)
        if announcement is None or since is None:
            raise Refusal("stale-button")
        data = {"announcement": announcement_id, "member": member.id}
        chat_id, key = caller.chat.id, work.key("announcement-seen")
        await say(
            connection, chat_id=chat_id, kind="announcement-seen", key=key, now=work.now, data=data, edits=message
        )
        if not has_room(announcement):
            kind, key = "announcement-seen-note", work.key("announcement-seen-note")
            await say(connection, chat_id=chat_id, kind=kind, key=key, now=work.now, data=data)
        if fresh and announcement.state == "done":
            await _refresh_soon(connection, announcement_id, work.now)


def longest(urgent: bool) -> int:
    """How many characters the text may have; «Срочно:» stands above an urgent one."""
    return TEXT_LIMIT - URGENT_ROOM if urgent else TEXT_LIMIT


def has_room(announcement: Announcement) -> bool:
    """Whether «Вы ознакомлены …» fits below the text in one message."""
    return len(announcement.text) + SEEN_ROOM <= longest(announcement.urgent)


async def _refresh_soon(connection: AsyncConnection, announcement_id: int, now: datetime) -> None:
    """Bring the final card up to date, once for all taps within REFRESH_SECONDS."""
    card = await announcement_deliveries.live_card(connection, announcement_id)
    if card is None:
        return
    turn = int(now.timestamp()) // REFRESH_SECONDS + 1
    ahead = timedelta(seconds=turn * REFRESH_SECONDS - int(now.timestamp()))
    await _edit_card(connection, card, announcement_id, f"{PROGRESS}:{announcement_id}:t{turn}", now, now + ahead)


async def _edit_card(
    connection: AsyncConnection,
    card: announcement_deliveries.LiveCard,
    announcement_id: int,
    key: str,
    now: datetime,
    due_at: datetime | None = None,
) -> None:
    await say(
        connection,
        chat_id=card.chat_id,
        kind=PROGRESS,
        key=key,
        now=now,
        data={"announcement": announcement_id},
        edits=card.message,
        due_at=due_at,
        announcement_id=announcement_id,
    )


async def show_unread(
    work: Work, caller: Caller, announcement_id: int, *, page: int = 0, message: int | None = None
) -> None:
    """[Кто не ознакомился]: the list, a page of it; ``message`` is the list that is turned."""
    async with work.write() as connection:
        await owned(connection, caller, announcement_id)
        data = {"announcement": announcement_id, "page": page}
        kind, key = "announcement-unread", work.key("announcement-unread")
        await say(connection, chat_id=caller.chat.id, kind=kind, key=key, now=work.now, data=data, edits=message)


async def remind_unread(work: Work, caller: Caller, announcement_id: int, rules: Rules) -> None:
    """[Напомнить им]: once more to those who have not acknowledged at this moment, once a day at most."""
    async with work.write() as connection:
        announcement = await owned(connection, caller, announcement_id)
        if announcement.state != "done":
            raise Refusal("stale-button")
        unread = await announcement_deliveries.unread(connection, announcement_id)
        hours = await hours_of_many(connection, [member.id for member, _ in unread], rules)
        wanted = [(chat_id, member.id, hours[member.id].after_quiet(work.now)) for member, chat_id in unread]
        key = f"{AGAIN}:{announcement_id}:{work.now.astimezone(rules.zone).date()}"
        told = await announcement_deliveries.queue(connection, announcement_id, wanted, kind=AGAIN, key=key)
        data = {"announcement": announcement_id, "told": told, "unread": len(wanted)}
        kind, key = "announcement-reminded", work.key("announcement-reminded")
        await say(connection, chat_id=caller.chat.id, kind=kind, key=key, now=work.now, data=data)


async def report_progress(database: Database, now: datetime) -> int:
    """Edit the card of each announcement under way whose counts have changed; how many cards.

    Called every second. An edit waits for the one before it, so a slow messenger gets few of them. A crash in between
    is made good by the next call: what to say is worked out from the copies alone.
    """
    async with database.read() as connection:
        going = await announcements.running(connection)
        counted = await announcement_deliveries.counts(connection, [one.id for one in going]) if going else {}
        news = [one for one in going if await _is_news(connection, one, counted[one.id])]
    for announcement in news:
        async with database.write() as connection:
            await _report(connection, announcement, counted[announcement.id], now)
    return len(news)


async def _is_news(connection: AsyncConnection, announcement: Announcement, counts: Counts) -> bool:
    card = await announcement_deliveries.live_card(connection, announcement.id)
    if card is None or card.busy:
        return False
    return not await announcement_deliveries.was_said(connection, _progress_key(announcement, counts))


def _progress_key(announcement: Announcement, counts: Counts) -> str:
    if counts.waiting == 0:
        return f"{PROGRESS}:{announcement.id}:over"
    settled = counts.total - counts.waiting
    return f"{PROGRESS}:{announcement.id}:{announcement.state}:{settled}:{counts.acknowledged}"


async def _report(connection: AsyncConnection, announcement: Announcement, counts: Counts, now: datetime) -> None:
    card = await announcement_deliveries.live_card(connection, announcement.id)
    if card is None:
        return
    if counts.waiting == 0:
        await announcements.set_state(connection, announcement.id, before=("sending", "paused"), after="done")
    await _edit_card(connection, card, announcement.id, _progress_key(announcement, counts), now)
