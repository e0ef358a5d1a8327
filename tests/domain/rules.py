"""The district's rules that domain tests work with."""

from datetime import time
from zoneinfo import ZoneInfo

from domain.calendars import Calendars, WorkDays
from domain.rules import Profile, Rules

MOSCOW = ZoneInfo("Europe/Moscow")
RULES = Rules(
    name="Управление образования",
    country="RU",
    zone=MOSCOW,
    digest_at=time(9),
    quiet_from=time(21),
    quiet_to=time(8),
    profile="обычный",
    profiles={"обычный": Profile(before=(14, 7, 3, 1, 0), after=(1, 3, 7), at_most=6)},
    due_day_off="previous",
)
CALENDARS = Calendars(WorkDays("RU"))
