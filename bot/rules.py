"""From the configuration to the district's rules that the rest of the house works with."""

from zoneinfo import ZoneInfo

from bot.config import Config
from domain.rules import Profile, Rules


def rules_of(config: Config) -> Rules:
    """The rules as values."""
    district, reminders = config.district, config.reminders
    return Rules(
        name=district.name,
        country=district.country,
        zone=ZoneInfo(district.zone),
        digest_at=district.digest_at,
        quiet_from=district.quiet_from,
        quiet_to=district.quiet_to,
        profile=reminders.profile,
        profiles={
            name: Profile(before=tuple(one.before), after=tuple(one.after), at_most=one.at_most)
            for name, one in reminders.profiles.items()
        },
        due_day_off=reminders.due_day_off,
        album_quiet_seconds=config.inbox.album_quiet_seconds,
        max_upload_mb=config.storage.max_upload_mb,
        admins=tuple(config.telegram.admins),
    )
