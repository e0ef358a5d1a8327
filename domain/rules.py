"""The district's own rules: zone, hours, profiles of reminders. Configuration made into values."""

from dataclasses import dataclass
from datetime import time
from typing import Literal
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Profile:
    """When an assignment is reminded, in working days before the control date and after it.

    After the last of ``after`` it is repeated weekly; at most ``at_most`` reminders come after the control date.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    at_most: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What one district decided; times are local."""

    name: str
    country: Literal["RU", "BY"]
    zone: ZoneInfo
    digest_at: time
    quiet_from: time
    quiet_to: time
    profile: str
    profiles: dict[str, Profile]
    due_day_off: Literal["previous", "next", "same"]
    album_quiet_seconds: float = 2.0
    max_upload_mb: int = 20
    admins: tuple[int, ...] = ()
