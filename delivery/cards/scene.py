"""What a card sees when it is rendered, at the last moment before it is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.outgoing import Outgoing
from domain.outbox import Delivery
from domain.rules import Rules
from storage.files import FileStore


@dataclass(frozen=True, slots=True)
class Scene:
    """A reading view of the database, the delivery, the moment, the district's rules, the kept files."""

    connection: AsyncConnection
    delivery: Delivery
    now: datetime
    rules: Rules
    files: FileStore
    bot_username: str

    @property
    def data(self) -> dict[str, Any]:
        """The ids that the delivery was planned with."""
        return self.delivery.data

    @property
    def today(self) -> date:
        """The district's local day."""
        return self.now.astimezone(self.rules.zone).date()

    @property
    def overdue_before(self) -> date:
        """What is controlled before this day is overdue."""
        return self.rules.overdue_before(self.today)


Card = Callable[[Scene], Awaitable[Outgoing]]
