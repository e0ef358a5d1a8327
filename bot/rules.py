"""From the configuration to the district's rules that the rest of the house works with."""

from zoneinfo import ZoneInfo

from bot.config import Config
from bot.school_file import school_calendar
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
            name: Profile(tuple(one.before), tuple(one.after), one.at_most, tuple(one.check_in))
            for name, one in reminders.profiles.items()
        },
        due_day_off=reminders.due_day_off,
        grace=reminders.grace,
        escalate_coordinator=reminders.escalate_coordinator,
        escalate_head=reminders.escalate_head,
        album_quiet_seconds=config.inbox.album_quiet_seconds,
        max_upload_mb=config.storage.max_upload_mb,
        admins=tuple(config.telegram.admins),
        working_from=district.working_from,
        working_to=district.working_to,
        lessons_from=district.lessons_from,
        lessons_to=district.lessons_to,
        school=school_calendar(config.calendar.file, district.country),
        free_days=frozenset(config.calendar.free_days),
        working_days=frozenset(config.calendar.working_days),
        ask_children=config.evidence.ask_children,
        consent_rule=config.evidence.consent_rule,
    )
