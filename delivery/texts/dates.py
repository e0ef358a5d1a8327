"""Days and moments in Russian words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def numeric(day: date) -> str:
    """«20.10.2022»"""
    return day.strftime("%d.%m.%Y")


def short(day: date) -> str:
    """«20.10»"""
    return day.strftime("%d.%m")


def month_of(number: int) -> str:
    """«октября»"""
    return _MONTHS[number - 1]


def spoken(day: date, today: date) -> str:
    """«20 октября», with the year where it is not the year of ``today``."""
    words = f"{day.day} {month_of(day.month)}"
    return words if day.year == today.year else f"{words} {day.year}"


def weekday(day: date) -> str:
    """«чт»"""
    return _WEEKDAYS[day.weekday()]


def with_weekday(day: date, today: date) -> str:
    """«чт 20 октября»"""
    return f"{weekday(day)} {spoken(day, today)}"


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day that a moment falls on in the zone."""
    return moment.astimezone(zone).date()


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """«17.10.2022 14:05» in the zone."""
    return moment.astimezone(zone).strftime("%d.%m.%Y %H:%M")
