"""Hours as people write them in a chat: «8:30», «8.30», «в 9», «9 утра»."""

import re
from datetime import time

_HOUR = re.compile(r"(?:в\s+|к\s+)?(\d{1,2})(?:\s*[:.\-]\s*(\d{2}))?(?:\s*(?:ч|час|часа|часов|утра|дня|вечера)\.?)?\.?")
_PM = re.compile(r"(?:дня|вечера)\.?$")


def looks_like_hour(words: str) -> bool:
    """Whether the words are nothing but a number that is meant as an hour, right or wrong."""
    return _HOUR.fullmatch(words.strip().lower()) is not None


def read_hour(words: str) -> time | None:
    """The one wall time that the words name; None when they name none."""
    plain = words.strip().lower()
    found = _HOUR.fullmatch(plain)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if _PM.search(plain) and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
