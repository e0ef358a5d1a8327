"""When the bot may speak first to one person: their zone, the hour of the daily message, quiet hours."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of one person as local wall time; quiet hours begin at ``quiet_from``, end before ``quiet_to``."""

    zone: ZoneInfo
    digest_at: time
    quiet_from: time
    quiet_to: time

    def day(self, moment: datetime) -> date:
        """The person's local day."""
        return moment.astimezone(self.zone).date()

    def at(self, day: date) -> datetime:
        """The moment of the daily message on this day."""
        return datetime.combine(day, self.digest_at, self.zone)

    def is_quiet(self, moment: datetime) -> bool:
        """Whether nothing may be said unasked at this moment; the quiet hours may go over midnight."""
        local = moment.astimezone(self.zone).time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= local < self.quiet_to
        return local >= self.quiet_from or local < self.quiet_to

    def after_quiet(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours that it falls into."""
        if not self.is_quiet(moment):
            return moment
        local = moment.astimezone(self.zone)
        day = local.date() + timedelta(days=1) if local.time() >= self.quiet_to else local.date()
        return datetime.combine(day, self.quiet_to, self.zone)

    def next_digest(self, moment: datetime) -> datetime:
        """The first moment of the daily message strictly after ``moment``."""
        today = self.at(self.day(moment))
        return today if today > moment else self.at(today.date() + timedelta(days=1))
