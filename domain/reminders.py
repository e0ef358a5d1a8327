"""Which reminders an assignment gets, and at which moment each leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.calendars import Country, shift
from domain.rules import Profile, Rules

_WEEK = 5  # working days


@dataclass(frozen=True, slots=True)
class Notice:
    """A planned reminder: ``days`` working days from the control date (negative: after it), at a UTC moment."""

    days: int
    fire_at: datetime


def notices(control: date, profile: Profile, rules: Rules, zone: ZoneInfo, now: datetime) -> list[Notice]:
    """The reminders still to come for an assignment that is controlled on this day; nothing of the past.

    A control date before the local day of ``now`` brings none at all: the plan was late before it came to us, and
    nobody is blamed for that.
    """
    if control < now.astimezone(zone).date():
        return []
    planned = (Notice(days, _at(day, rules, zone)) for days, day in _days(control, profile, rules.country))
    return [notice for notice in planned if notice.fire_at > now]


def _days(control: date, profile: Profile, country: Country) -> Iterator[tuple[int, date]]:
    for before in sorted(profile.before, reverse=True):
        yield before, shift(control, -before, country)
    after = list(profile.after)
    while after and len(after) < profile.at_most:
        after.append(after[-1] + _WEEK)
    for days in after[: profile.at_most]:
        yield -days, shift(control, days, country)


def _at(day: date, rules: Rules, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, rules.digest_at, zone)


def in_quiet_hours(moment: datetime, rules: Rules, zone: ZoneInfo) -> bool:
    """Whether nothing may be said unasked at this moment in this zone; the quiet hours may go over midnight."""
    local = moment.astimezone(zone).time()
    if rules.quiet_from <= rules.quiet_to:
        return rules.quiet_from <= local < rules.quiet_to
    return local >= rules.quiet_from or local < rules.quiet_to


def after_quiet_hours(moment: datetime, rules: Rules, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into."""
    if not in_quiet_hours(moment, rules, zone):
        return moment
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=1) if local.time() >= rules.quiet_to else local.date()
    return datetime.combine(day, rules.quiet_to, zone)


def next_digest(moment: datetime, rules: Rules, zone: ZoneInfo) -> datetime:
    """The first moment of the daily message strictly after ``moment``."""
    today = datetime.combine(moment.astimezone(zone).date(), rules.digest_at, zone)
    if today > moment:
        return today
    return datetime.combine(today.date() + timedelta(days=1), rules.digest_at, zone)
