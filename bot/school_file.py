"""The school calendar by the settings: the country's, and the district's own file over it."""

from pathlib import Path

from bot.config_check import ConfigError, Mistake, read_text
from domain.calendars import Country, SchoolCalendar
from storage.school_calendars import WrongCalendarFile, read_calendar_file, shipped_calendar


def school_calendar(path: Path | None, country: Country) -> SchoolCalendar:
    """The shipped calendar with what the file sets over it; ``ConfigError`` with every mistake of the file."""
    shipped = shipped_calendar(country)
    if path is None:
        return shipped
    where = f"{path} (file в разделе [calendar])"
    text = read_text(path, where)
    try:
        return read_calendar_file(text).over(shipped)
    except WrongCalendarFile as wrong:
        raise ConfigError([Mistake(where, None, sentence) for sentence in wrong.sentences]) from None
