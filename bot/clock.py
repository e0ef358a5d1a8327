"""The only place where the clock is read; everything else is given the time."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

import aiohttp
import structlog

_ANSWER_WITHIN = aiohttp.ClientTimeout(total=2)

log = structlog.get_logger("bot.clock")


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """Give the current moment, aware, in UTC."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Give the current moment, aware, in UTC."""
        return datetime.now(UTC)


class SandboxClock:
    """The clock of the sandbox at ``url``: this machine's time moved by an offset that the chat page can change."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._address = f"{url.rstrip('/')}/sandbox/clock"
        self._session = session
        self._offset = timedelta()
        self._reachable = True

    def now(self) -> datetime:
        """Give the sandbox's moment as of the last ``refresh``, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    async def refresh(self) -> None:
        """Ask the sandbox for its offset; when it does not answer within 2 s, the last one stays."""
        try:
            async with self._session.get(self._address, timeout=_ANSWER_WITHIN) as answer:
                answer.raise_for_status()
                seconds = (await answer.json())["offset"]
            self._offset = timedelta(seconds=seconds)
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, OverflowError) as error:
            if self._reachable:
                log.warning("sandbox_clock_unreachable", error=repr(error))
            self._reachable = False
        else:
            self._reachable = True
