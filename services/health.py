"""What the administrators have to know of the process itself: that it was down, what that cost, what comes of it.

The planner leaves a mark in the database about once a minute, after its look: a crash in between leaves the older
one, so the next start still sees the whole gap. What is told has a key: once for each gap.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Role
from domain.rules import Rules
from services.outbox import say
from services.surroundings import Surroundings
from storage import marks, people
from storage.database import Database

LATE = timedelta(minutes=2)
LONG = timedelta(hours=1)
MANY = 500
"""Reminders that come late at once are told to the administrators from this number on, however short the gap was."""
KEPT_BY_TELEGRAM = timedelta(hours=24)
"""Updates that nobody has fetched are kept by Telegram for a day (Bot API, «Getting updates»)."""
MARK_EVERY = timedelta(minutes=1)
Cause = Literal["down", "jump"]


class Pulse:
    """The beat of the planner in this process.

    ``tells_jumps``: that the clock went forward under a running process is told too; that of the sandbox is moved by
    hand.
    """

    def __init__(self, database: Database, rules: Rules, *, tells_jumps: bool = True) -> None:
        self.tells_jumps = tells_jumps
        self._database = database
        self._rules = rules
        self._beaten_at: datetime | None = None
        self._marked_at: datetime | None = None
        self._first = True

    async def begin(self, now: datetime) -> None:
        """The process has started: what may be lost at Telegram is told."""
        async with self._database.write() as connection:
            self._beaten_at = await marks.at(connection, marks.TICK)
            if self._beaten_at is not None and now - self._beaten_at > KEPT_BY_TELEGRAM:
                data = {"since": _text(self._beaten_at), "until": _text(now)}
                key = f"health-lost:{int(self._beaten_at.timestamp())}"
                await tell_administrators(connection, "health-lost", key, data, now=now, rules=self._rules)

    async def beat(self, now: datetime) -> timedelta:
        """The planner has looked at ``now``; how long it had not before. What came up in a long gap is told.

        A clock that was set back makes the gap negative: what was said stands in the database and is not said again.
        """
        since, first = self._beaten_at, self._first
        self._beaten_at, self._first = now, False
        gap = timedelta() if since is None else now - since
        if since is not None and gap > LATE and (first or self.tells_jumps):
            await self._look_back(since, now, "down" if first else "jump")
        if self._marked_at is None or abs(now - self._marked_at) >= MARK_EVERY:
            self._marked_at = now
            async with self._database.write() as connection:
                await marks.put(connection, marks.TICK, now)
        return gap

    async def _look_back(self, since: datetime, now: datetime, cause: Cause) -> None:
        async with self._database.write() as connection:
            # A process that has just started may have died after its look: what that look found counts too.
            found_from = since if cause == "down" else now
            backlog = await marks.backlog(connection, since, now, found_from)
            if not backlog.reminders or (now - since <= LONG and backlog.reminders <= MANY):
                return
            data = {
                "cause": cause,
                "since": _text(since),
                "until": _text(now),
                "reminders": backlog.reminders,
                "people": backlog.people,
            }
            key = f"health-backlog:{int(since.timestamp())}"
            await tell_administrators(connection, "health-backlog", key, data, now=now, rules=self._rules)


async def tell_administrators(
    connection: AsyncConnection, kind: str, key: str, data: Mapping[str, object], *, now: datetime, rules: Rules
) -> None:
    """One card of this kind to each administrator who has a chat, not in their quiet hours, once for each ``key``."""
    around = Surroundings(connection, rules, now)
    everywhere = {place.id for place in await people.all_organisations(connection)}
    administrators = await people.members_in(connection, everywhere, Role.ADMIN)
    chats = await people.private_chats(connection, {one.id for one in administrators})
    for member_id, chat_id in chats.items():
        await say(
            connection,
            chat_id=chat_id,
            kind=kind,
            key=f"{key}:{member_id}",
            now=now,
            data={"member": member_id, **data},
            member_id=member_id,
            due_at=(await around.hours(member_id)).after_quiet(now),
        )


def _text(moment: datetime) -> str:
    return moment.isoformat()
