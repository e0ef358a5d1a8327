"""Days as people write them in a chat: «25.10», «25-го», «25 октября», «завтра», «в пятницу», «через неделю».

And days that are over: «вчера», «14 октября», «в пятницу», «три дня назад».
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from dateutil.relativedelta import relativedelta

# A day without a year is looked for this far ahead: «10.10» said on the 17th is a slip, not next October.
_AHEAD = timedelta(days=183)
# What was done longer ago is not told in a chat between two lessons: such a date belongs to a document.
_BACK = timedelta(days=366)

_MONTHS = ("янв", "фев", "мар", "апр", "ма[йя]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_WEEKDAYS = (
    "понедельник[ау]?",
    "вторник[ау]?",
    "сред[уаые]",
    "четверг[ау]?",
    "пятниц[уаые]",
    "суббот[уаые]",
    "воскресень[еяю]",
)
_NUMBERS = {"": 1, "один": 1, "одну": 1, "два": 2, "две": 2, "пару": 2, "три": 3, "четыре": 4, "пять": 5}

_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d/])")
_WORDS = re.compile(rf"(?<!\d)(\d{{1,2}})(?:-?го)?\s+({'|'.join(_MONTHS)})[а-я]*(?:\s+(\d{{4}}))?")
_DAY_OF_MONTH = re.compile(r"(?<![\d.])(\d{1,2})(?:-?\s?го\b|\s+числа)(?!\s+[а-я]{3,}я\b)")
_NEAR = re.compile(r"\b(послезавтра|завтра)\b")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(f'({name})' for name in _WEEKDAYS)})\b")
_IN = re.compile(r"\bчерез\s+(?:(\d{1,2}|[а-я]+)\s+)?(недел[юиь]|дн[яей]+|день|месяц[а-я]*)\b")
_END = re.compile(r"\bконца\s+(недели|месяца)\b")
_TOWARDS = re.compile(r"\b(?:до|на|к|ко|по)\s*(?:утра|вечера|конца)?\s*$")
_COUNTED = "|".join(filter(None, _NUMBERS))
_AGO = re.compile(rf"\b(?:(\d{{1,2}}|{_COUNTED})\s+)?(недел[юиь]|дн[яей]+|день|месяц[а-я]*)\s+(?:тому\s+)?назад\b")
_LATELY = re.compile(r"\b(позавчера|вчера|сегодня)\b")
# A day and a month with both digits: «4.5» is a mark, «в 12.05» is an hour, «12.10 %» a share.
_NUMERIC_PAST = re.compile(r"(?<![\d.])(?<!\bв )(\d{1,2})\.(\d{2})(?:\.(\d{4}|\d{2}))?(?![\d/]|\s*%)")
# Days after these words are not the day of doing: «протокол от 12.10», «срок 20.10», «к 20.10».
_NOT_OF_DOING = re.compile(r"(?:\b(?:от|до|к|ко|на|срок|срока|сроку|после)|№)\s*$")
# What stands between a weekday and the date that it belongs to: «на субботу, 5 ноября», «5 ноября (суббота)».
_TOGETHER = re.compile(r"[\s,(]*(?:во?\s+)?")

_LATELY_DAYS = {"сегодня": 0, "вчера": 1, "позавчера": 2}

_Match = tuple[re.Match[str], date | None]
_Read = Iterator[_Match]


@dataclass(frozen=True, slots=True)
class _Found:
    day: date
    towards: bool


def read_day(text: str, today: date) -> date | None:
    """The one day, today or later, that a text proposes; None when there is none or it is not clear which.

    Of several days the one after «до», «на» or «к» counts: «с 20.10 на 25.10» means the 25th. A weekday beside a date
    belongs to it; where it is another weekday, it is not clear which of both is meant.
    """
    plain = _plain(text)
    found = list(_days(plain, today))
    wanted = {each.day for each in found if each.towards} or {each.day for each in found}
    return wanted.pop() if len(wanted) == 1 else None


def read_past_day(text: str, today: date) -> date | None:
    """The day, today or earlier, on which something was over; None when the text names none.

    «с 10 по 14 октября», «12.10 и 14.10» ended on the 14th. A date of a document («протокол от 12.10»), a deadline, an
    hour are no such days; what lies more than a year back is not either.
    """
    return max((day for _, day in _past_days(_plain(text), today)), default=None)


def without_past_days(text: str, today: date) -> str:
    """The text in small letters without the words that say when something happened."""
    plain = _plain(text)
    for match, _ in reversed(_past_days(plain, today)):
        plain = f"{plain[: match.start()]} {plain[match.end() :]}"
    return plain


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е")


def _past_days(plain: str, today: date) -> list[tuple[re.Match[str], date]]:
    """Each day in the past with its words, in the order of the words."""
    dates = _first_of_each(chain.from_iterable(reader(plain, today) for reader in _PAST_DATES))
    weekdays = list(_past_weekday(plain, today))
    beside = [one for one in weekdays if any(_together(plain, match, one[0]) for match, _ in dates)]
    contrary = [
        match
        for match, day in dates
        for one, near in beside
        if day is not None and _together(plain, match, one) and near.weekday() != day.weekday()
    ]
    named = [*dates, *[one for one in weekdays if one not in beside]]
    happened = [
        (match, day)
        for match, day in named
        if day is not None
        and today - _BACK <= day <= today
        and match not in contrary
        and not _NOT_OF_DOING.search(plain[: match.start()])
    ]
    return sorted(happened, key=lambda one: one[0].start())


def _days(plain: str, today: date) -> Iterator[_Found]:
    dates = _first_of_each(chain.from_iterable(reader(plain, today) for reader in _DATES))
    weekdays = list(_weekday(plain, today))
    for match, day in dates:
        beside = [weekday for weekday in weekdays if _together(plain, match, weekday[0])]
        weekdays = [weekday for weekday in weekdays if weekday not in beside]
        if day is None or day < today:
            continue
        towards = _is_towards(plain, match) or any(_is_towards(plain, weekday) for weekday, _ in beside)
        yield _Found(day, towards)
        for _, other in beside:
            if other.weekday() != day.weekday():
                yield _Found(other, towards)
    for match, day in weekdays:
        yield _Found(day, _is_towards(plain, match))


def _first_of_each(read: Iterable[_Match]) -> list[_Match]:
    """What the readers have found; of those that begin at one place the first that is a day."""
    found: dict[int, _Match] = {}
    for match, day in read:
        if found.setdefault(match.start(), (match, day))[1] is None:
            found[match.start()] = (match, day)
    return list(found.values())


def _together(plain: str, one: re.Match[str], other: re.Match[str]) -> bool:
    first, second = sorted((one, other), key=lambda match: match.start())
    return _TOGETHER.fullmatch(plain[first.end() : second.start()]) is not None


def _is_towards(plain: str, match: re.Match[str]) -> bool:
    return _TOWARDS.search(plain[: match.start()]) is not None


def _numeric(plain: str, today: date) -> _Read:
    for match in _NUMERIC.finditer(plain):
        yield match, _dated(int(match[1]), int(match[2]), match[3], today)


def _in_words(plain: str, today: date) -> _Read:
    for match in _WORDS.finditer(plain):
        yield match, _dated(int(match[1]), _month_of(match[2]), match[3], today)


def _month_of(word: str) -> int:
    return next(place for place, name in enumerate(_MONTHS, start=1) if re.fullmatch(name, word))


def _of_month(plain: str, today: date) -> _Read:
    for match in _DAY_OF_MONTH.finditer(plain):
        day = int(match[1])
        months = ((today + relativedelta(day=1, months=ahead)) for ahead in range(3))
        fitting = (made for first in months if (made := _made(first.year, first.month, day)) and made >= today)
        yield match, next(fitting, None)


def _near(plain: str, today: date) -> _Read:
    for match in _NEAR.finditer(plain):
        yield match, today + timedelta(days=1 if match[1] == "завтра" else 2)


def _weekday(plain: str, today: date) -> Iterator[tuple[re.Match[str], date]]:
    for match in _WEEKDAY.finditer(plain):
        wanted = (match.lastindex or 1) - 1
        yield match, today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _after(plain: str, today: date) -> _Read:
    for match in _IN.finditer(plain):
        number = _number(match[1])
        yield match, None if number is None else today + _length(number, match[2])


def _number(word: str | None) -> int | None:
    return int(word) if word is not None and word.isdigit() else _NUMBERS.get(word or "")


def _length(number: int, unit: str) -> relativedelta:
    if unit.startswith("нед"):
        return relativedelta(weeks=number)
    return relativedelta(months=number) if unit.startswith("мес") else relativedelta(days=number)


def _at_end(plain: str, today: date) -> _Read:
    for match in _END.finditer(plain):
        friday = today + timedelta(days=(4 - today.weekday()) % 7)
        yield match, friday if match[1] == "недели" else today + relativedelta(day=31)


def _past_numeric(plain: str, today: date) -> _Read:
    for match in _NUMERIC_PAST.finditer(plain):
        yield match, _dated_back(int(match[1]), int(match[2]), match[3], today)


def _past_in_words(plain: str, today: date) -> _Read:
    for match in _WORDS.finditer(plain):
        yield match, _dated_back(int(match[1]), _month_of(match[2]), match[3], today)


def _past_of_month(plain: str, today: date) -> _Read:
    for match in _DAY_OF_MONTH.finditer(plain):
        months = ((today + relativedelta(day=1, months=-back)) for back in range(3))
        fitting = (made for first in months if (made := _made(first.year, first.month, int(match[1]))))
        yield match, next((made for made in fitting if made <= today), None)


def _lately(plain: str, today: date) -> _Read:
    for match in _LATELY.finditer(plain):
        yield match, today - timedelta(days=_LATELY_DAYS[match[1]])


def _ago(plain: str, today: date) -> _Read:
    for match in _AGO.finditer(plain):
        number = _number(match[1])
        yield match, None if number is None else today - _length(number, match[2])


def _past_weekday(plain: str, today: date) -> Iterator[tuple[re.Match[str], date]]:
    for match in _WEEKDAY.finditer(plain):
        wanted = (match.lastindex or 1) - 1
        yield match, today - timedelta(days=(today.weekday() - wanted) % 7)


_PAST_DATES = (_past_numeric, _past_in_words, _past_of_month, _lately, _ago)
_DATES = (_numeric, _in_words, _of_month, _near, _after, _at_end)


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _made(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    candidates = (_made(number, month, day) for number in (today.year, today.year + 1))
    return next((made for made in candidates if made and today <= made <= today + _AHEAD), None)


def _dated_back(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _made(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    candidates = (_made(number, month, day) for number in (today.year, today.year - 1))
    return next((made for made in candidates if made and today - _AHEAD <= made <= today), None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
