"""The sandbox's clock: real time plus an offset that a test or the page moves."""

import time
from collections.abc import Callable
from email.utils import formatdate


class Clock:
    """Unix seconds, running at real speed from wherever it was set.

    `real` gives real Unix seconds; tests may pass their own.
    """

    def __init__(self, offset: float = 0.0, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self.offset = offset

    def now(self) -> float:
        """Unix seconds with a fraction."""
        return self._real() + self.offset

    def seconds(self) -> int:
        """Unix seconds as the Bot API writes them."""
        return int(self.now())

    def advance(self, seconds: float) -> None:
        """Jump forward (or back, with a negative number)."""
        self.offset += seconds

    def move_to(self, moment: float) -> None:
        """Make it `moment` (Unix seconds) now."""
        self.offset = moment - self._real()

    def http_date(self) -> str:
        """The value of the `Date` header of RFC 9110."""
        return formatdate(self.now(), usegmt=True)
