"""The district's own rules: zone, hours, profiles of reminders. Configuration made into values."""

from dataclasses import dataclass
from datetime import time
from typing import Literal
from zoneinfo import ZoneInfo

from domain.hours import Hours


@dataclass(frozen=True, slots=True)
class Profile:
    """When an assignment is reminded, in working days before the control date and after it.

    After the last of ``after`` it is repeated weekly; at most ``at_most`` reminders come after the control date.
    ``check_in``: the days before a question how an ongoing measure goes.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    at_most: int
    check_in: tuple[int, ...] = (3, 0)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one district decided; times are local.

    ``grace``: working days after the control date before something counts as overdue. ``escalate_coordinator`` and
    ``escalate_head``: working days after that until they are told, 0: never.
    """

    name: str
    country: Literal["RU", "BY"]
    zone: ZoneInfo
    digest_at: time
    quiet_from: time
    quiet_to: time
    profile: str
    profiles: dict[str, Profile]
    due_day_off: Literal["previous", "next", "same"]
    grace: int = 0
    escalate_coordinator: int = 3
    escalate_head: int = 5
    album_quiet_seconds: float = 2.0
    max_upload_mb: int = 20
    admins: tuple[int, ...] = ()

    @property
    def hours(self) -> Hours:
        """The hours of the district itself."""
        return Hours(self.zone, self.digest_at, self.quiet_from, self.quiet_to)
