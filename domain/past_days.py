"""Days that lie behind, as people name them: «вчера», «за неделю», «октябрь», «с 1 по 15 октября», «17.10»."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

# Whole words only: «Мартынова» and «Майская» are people.
_MONTHS = (
    r"янв(?:ар[ьяе]|\.)?",
    r"фев(?:рал[ьяе]|\.)?",
    r"март[ае]?|мар\.?",
    r"апр(?:ел[ьяе]|\.)?",
    r"ма[йяе]",
    r"июн[ьяе]",
    r"июл[ьяе]",
    r"авг(?:уст[ае]?|\.)?",
    r"сен(?:тябр[ьяе]|т?\.)?",
    r"окт(?:ябр[ьяе]|\.)?",
    r"ноя(?:бр[ьяе]|\.)?",
    r"дек(?:абр[ьяе]|\.)?",
)
_NUMBERS = {"": 1, "один": 1, "одну": 1, "два": 2, "две": 2, "пару": 2, "три": 3, "четыре": 4, "пять": 5, "десять": 10}
_SCHOOL_YEAR_BEGINS = 9
# 29 February is found in one year of four, and a century may leave one out.
_YEARS_BACK = 8
_CENTURY = range(2000, 2100)

_MONTH = rf"(?:{'|'.join(_MONTHS)})(?!\w)"
_YEAR = r"(?:\s+20\d\d(?:\s*(?:года?|г\.?))?(?!\w))?"
_DAY = r"\d{1,2}(?:-?го|-?е)?"
_POINT = (
    rf"(?:{_DAY}\s+{_MONTH}{_YEAR}|\d{{1,2}}[./]\d{{1,2}}(?:[./](?:\d{{4}}|\d{{2}})(?!\d))?|сегодня|позавчера|вчера)"
)
_NUMBER = "|".join(filter(None, _NUMBERS))
_UNIT = r"недел[юиь]|дн[яей]+|день|сутки|месяц(?:а|ев)?"
_TILL = r"\s*(?:\bпо\b|\bдо\b|[-–—])\s*"


class Stretch(NamedTuple):
    """The first and the last local day, both counted; None: open on that side."""

    first: date | None
    last: date | None


_Reader = Callable[[re.Match[str], date], Stretch | None]


def take_stretch(words: str, today: date) -> tuple[Stretch | None, str]:
    """The days that the words name, seen from ``today``, and the words that are left; None where they name none.

    A day or month without a year is the latest one that has begun. A day that there is not (31.02) stays in the words.
    """
    plain = words.lower().replace("ё", "е")
    if len(plain) != len(words):
        return None, words
    for pattern, read in _READERS:
        if (match := pattern.search(plain)) is not None:
            found = read(match, today)
            return found, words if found is None else f"{words[: match.start()]} {words[match.end() :]}"
    return None, words


def school_year(day: date) -> Stretch:
    """The school year, from September to August, that the day lies in."""
    begins = day.year if day.month >= _SCHOOL_YEAR_BEGINS else day.year - 1
    return Stretch(date(begins, _SCHOOL_YEAR_BEGINS, 1), date(begins + 1, _SCHOOL_YEAR_BEGINS, 1) - timedelta(days=1))


def last_week(today: date) -> Stretch:
    """Seven days, today the last of them."""
    return Stretch(today - timedelta(days=6), today)


def last_month(today: date) -> Stretch:
    """A month, today its last day."""
    return Stretch(today - relativedelta(months=1) + timedelta(days=1), today)


# --- points ----------------------------------------------------------------------------------------------------------


class _Named(NamedTuple):
    """A day as it was named; ``year`` None: it was left out."""

    year: int | None
    month: int
    day: int

    def behind(self, today: date) -> date | None:
        """The latest such day that is not after ``today``; of a named year the day itself."""
        if self.year is not None:
            return _made(self.year, self.month, self.day)
        days = (_made(today.year - back, self.month, self.day) for back in range(_YEARS_BACK))
        return next((day for day in days if day is not None and day <= today), None)

    def after(self, first: date) -> date | None:
        """The first such day that is not before ``first``."""
        if self.year is not None:
            day = _made(self.year, self.month, self.day)
            return day if day is not None and day >= first else None
        days = (_made(first.year + ahead, self.month, self.day) for ahead in range(2))
        return next((day for day in days if day is not None and day >= first), None)


def _made(year: int, month: int, day: int) -> date | None:
    if year not in _CENTURY:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, start=1) if re.fullmatch(name, word))


def _year(words: str) -> int | None:
    found = re.search(r"\d{4}|\d{2}", words)
    return None if found is None else int(found[0]) if len(found[0]) == 4 else 2000 + int(found[0])


def _named(words: str, today: date) -> _Named:
    near = {"сегодня": 0, "вчера": 1, "позавчера": 2}.get(words)
    if near is not None:
        day = today - timedelta(days=near)
        return _Named(day.year, day.month, day.day)
    if spelled := re.match(rf"(\d{{1,2}})(?:-?го|-?е)?\s+({_MONTH})(.*)", words):
        return _Named(_year(spelled[3]), _month(spelled[2]), int(spelled[1]))
    parts = re.split(r"[./]", words)
    return _Named(_year(parts[2]) if len(parts) == 3 else None, int(parts[1]), int(parts[0]))


def _between(one: _Named, other: _Named, today: date) -> Stretch | None:
    if one.year is None and other.year is not None:
        one = one._replace(year=other.year - ((one.month, one.day) > (other.month, other.day)))
    first = one.behind(today)
    last = None if first is None else other.after(first)
    return None if last is None else Stretch(first, last)


# --- what is read, the longest expressions first ---------------------------------------------------------------------


def _days_of_month(match: re.Match[str], today: date) -> Stretch | None:
    """«с 1 по 15 октября»"""
    last = _named(match[2], today)
    begins = _Named(last.year, last.month, int(match[1]))
    return _between(begins, last, today) if begins.day <= last.day else None


def _two_days(match: re.Match[str], today: date) -> Stretch | None:
    """«с 20.09 по 15.10»"""
    return _between(_named(match[1], today), _named(match[2], today), today)


def _two_months(match: re.Match[str], today: date) -> Stretch | None:
    """«сентябрь – октябрь»"""
    year = _year(match[3])
    ends = _Named(year, _month(match[2]), 1)
    both = _between(_Named(None, _month(match[1]), 1), ends, today)
    return None if both is None or both.last is None else Stretch(both.first, both.last + relativedelta(day=31))


def _since(match: re.Match[str], today: date) -> Stretch | None:
    day = _named(match[1], today).behind(today)
    return None if day is None else Stretch(day, None)


def _till(match: re.Match[str], today: date) -> Stretch | None:
    day = _named(match[1], today).behind(today)
    return None if day is None else Stretch(None, day)


def _school_year(match: re.Match[str], today: date) -> Stretch | None:
    """«учебный год», «прошлый учебный год», «2022/2023 учебный год»"""
    if match[2]:
        return school_year(date(int(match[2]), _SCHOOL_YEAR_BEGINS, 1))
    return school_year(today - relativedelta(years=1 if match[1] else 0))


def _lately(match: re.Match[str], today: date) -> Stretch | None:
    """«за неделю», «за последние 3 дня»"""
    number = int(match[1]) if (match[1] or "").isdigit() else _NUMBERS.get(match[1] or "")
    if not number:
        return None
    unit = match[2][:2]
    if unit == "не":
        return Stretch(today - timedelta(days=7 * number - 1), today)
    if unit == "ме":
        return Stretch(today - relativedelta(months=min(number, 120)) + timedelta(days=1), today)
    return Stretch(today - timedelta(days=number - 1), today)


def _week(match: re.Match[str], today: date) -> Stretch | None:
    """«на этой неделе», «за прошлую неделю»"""
    monday = today - timedelta(days=today.weekday() + (7 if match[1].startswith("прошл") else 0))
    return Stretch(monday, monday + timedelta(days=6))


def _calendar_month(match: re.Match[str], today: date) -> Stretch | None:
    """«в этом месяце», «за прошлый месяц»"""
    return _whole(today - relativedelta(months=1 if match[1].startswith("прошл") else 0))


def _one_month(match: re.Match[str], today: date) -> Stretch | None:
    """«октябрь», «в октябре 2022»"""
    first = _Named(_year(match[2]), _month(match[1]), 1).behind(today)
    return None if first is None else _whole(first)


def _whole(day: date) -> Stretch:
    return Stretch(day + relativedelta(day=1), day + relativedelta(day=31))


def _one_day(match: re.Match[str], today: date) -> Stretch | None:
    day = _named(match[1], today).behind(today)
    return None if day is None else Stretch(day, day)


def _one_year(match: re.Match[str], _today: date) -> Stretch | None:
    return Stretch(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))


def _pattern(words: str) -> re.Pattern[str]:
    # «№2 октябрь» is a school and a month.
    return re.compile(rf"(?<![\w.№])(?<!№ ){words}(?!\w)")


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_pattern(rf"(?:со? )?(\d{{1,2}})(?:-?го|-?е)?{_TILL}({_DAY}\s+{_MONTH}{_YEAR})"), _days_of_month),
    (_pattern(rf"(?:со? )?({_POINT}){_TILL}({_POINT})"), _two_days),
    (_pattern(rf"(?:со? |за )?({_MONTH}){_TILL}({_MONTH})({_YEAR})"), _two_months),
    (_pattern(rf"со? ({_POINT})"), _since),
    (_pattern(rf"(?:до|по) ({_POINT})"), _till),
    (
        _pattern(
            r"(?:за |в |во )?(?:этот |этом |весь |текущий )?(прошл\w+ )?(?:(20\d\d)(?:\s*[/–—-]\s*(?:20)?\d\d)? )?"
            r"учебн\w+ год[уа]?"
        ),
        _school_year,
    ),
    (_pattern(rf"за (?:последн\w+ )?(?:(\d{{1,3}}|{_NUMBER}) )?({_UNIT})"), _lately),
    (_pattern(r"(?:за |на )?(эт\w+|прошл\w+) недел[яюеи]"), _week),
    (_pattern(r"(?:за |в )?(эт\w+|прошл\w+) месяце?"), _calendar_month),
    (_pattern(rf"(?:за )?({_POINT})"), _one_day),
    (_pattern(rf"(?:за |в |во )?({_MONTH})({_YEAR})"), _one_month),
    (_pattern(r"(?:за |в )?(20\d\d)(?: год[уа]?)?"), _one_year),
)
