"""An album comes as several updates without an end mark, so what is said about it waits until it has been quiet.

Everything said about a report stands in a chain of deliveries: part 0 speaks about what was there when it left, each
next part about what came later, from ``after`` files on. A part that has not left yet waits for what still comes.
"""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.rules import Rules
from services.outbox import postpone
from storage import reports

Chain = Literal["ack", "log"]
# Moments are kept in whole seconds, cut off; the pause must not become shorter by that.
_ROUND_UP = timedelta(seconds=0.999)


def key(chain: Chain, report_id: int, part: int) -> str:
    """The delivery key of one part."""
    return f"{chain}:report:{report_id}:{part}"


def quiet(now: datetime, rules: Rules) -> datetime:
    """When an album to which a part has just come may be spoken about."""
    return now + timedelta(seconds=rules.album_quiet_seconds) + _ROUND_UP


async def grow(connection: AsyncConnection, chain: Chain, report_id: int, due_at: datetime) -> int | None:
    """Let the newest part wait until ``due_at``; the number of the part to plan where that one has left already."""
    part = 0
    while await reports.said(connection, key(chain, report_id, part)) is not None:
        part += 1
    if part:
        last = key(chain, report_id, part - 1)
        standing = await reports.said(connection, last)
        if (standing is not None and standing.state == "held") or await postpone(connection, last, due_at):
            return None
    return part


async def until(connection: AsyncConnection, chain: Chain, report_id: int, part: int) -> int | None:
    """How many files of the report come before the next part; None when there is no next part."""
    following = await reports.said(connection, key(chain, report_id, part + 1))
    return None if following is None else int(following.data["after"])
