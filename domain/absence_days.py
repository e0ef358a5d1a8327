"""The days of an absence as people type them: «с 1 по 14 ноября», «до пятницы», «болею», «отпуск 01.11–14.11»."""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from domain.spoken_days import read_day

Days = tuple[date, date | None]

LONGEST = timedelta(days=4 * 366)
"""A leave to care for a child lasts three years; whatever is longer is a slip."""
_READ_AT_MOST = 300
_PAST = timedelta(days=60)
_MONTH = r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*"
_TILL = re.compile(r"\s*(?:\bпо\b|\bдо\b|[-–—](?!\s*(?:го|е|ое|ого)\b))\s*")
_OF_MONTH = r"(?:-?(?:го|е|ое|ого))?"
_AFTER_TILL = rf"(\d{{1,2}}){_OF_MONTH}((?:\s+{_MONTH}|\.\d{{1,2}})(?:[\s.]+\d{{4}})?)"
_BARE_START = re.compile(rf"(?<![\d.])(\d{{1,2}}){_OF_MONTH}\s*(?:\bпо\b|\bдо\b|[-–—])\s*{_AFTER_TILL}")
_BARE_DAY = re.compile(rf"(?:со?\s+)?(\d{{1,2}}){_OF_MONTH}(?: числа)?")
_SINCE = re.compile(r"\bсо?\s+(?=\d|понед|втор|сред|четв|пятн|субб|воскр|завтра|послезавтра)")
_REASON = re.compile(
    r"\b(?:боле[юет]+|болен|больна|заболел[аи]?|больничн\w+|отпуск\w*|командировк\w+|отсутству\w+|декрет\w*"
    r"|меня не будет|его не будет|ее не будет|учеб[аеу]\w*|курс\w+|сесси\w+)\b"
)
_AWAY = re.compile(
    r"\b(?:боле[юет]+|болен|больна|заболел[аи]?|больничн\w+|отпуск\w*|командировк\w+|отсутству\w+|декрет\w*"
    r"|меня не будет)\b"
)
_MAY_LAST = re.compile(r"боле|болен|больна|больничн|отсутству|декрет|не будет")
_UNKNOWN_END = re.compile(
    r"\b(?:(?:не знаю|неизвестно)(?: (?:до какого(?: числа)?|до когда|когда вый?ду|насколько|на сколько|сколько))?"
    r"|пока не \w+|до (?:выхода|возвращения|выздоровления|закрытия))\b"
)
_TODAY = re.compile(r"\bсегодня(?:шнего дня)?\b")
_WEEK_END = re.compile(r"\b(?:до|по) (?:конца|конец) (?:этой )?недели\b|\b(?:на )?эт(?:у|ой) недел[юе]\b")
_NUMBERS = {"": 1, "один": 1, "одну": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "семь": 7, "десять": 10}
_LENGTH = re.compile(r"(?<!\bчерез )\b(?:(\d{1,2}|[а-я]+)\s+)?(недел[юиья]|дн[яей]+|день|месяц\w*)\b")
_FILLERS = re.compile(
    r"\b(?:я|буду|беру|ухожу|уезжаю|уехала?|на|в|во|и|с|со|пока|очередной|очередном|включительно|г)\b"
)

_OF_DAYS = re.compile(
    rf"\d+|{_MONTH}|(?:понедельник|вторник|четверг|воскресень)[а-я]*|(?:сред|пятниц|суббот)[уаые]|(?:после)?завтра[а-я]*"
    r"|сегодня[а-я]*|недел[а-я]+|дн[а-я]+|день|месяц[а-я]*|числ[ао]|год[ау]?|до|по|го|е|ое|через|конц[ае]|конец|эт[а-я]+"
)


def read_days(words: str, today: date) -> Days | None:
    """The first and the last day (None: until the person is back) that the words name; None where it is not clear.

    A day after «до» or «по» is the last day of the absence. What has begun before today may be named, what is over may
    not.
    """
    plain = " ".join(words[:_READ_AT_MOST].lower().replace("ё", "е").split())
    found = _read(plain.replace("завтрашнего дня", "завтра"), today)
    if found is None:
        return None
    first, last = found
    if last is not None and (last < max(first, today) or last - first > LONGEST):
        return None
    return found if first - today <= LONGEST else None


def names_only_days(words: str, today: date) -> bool:
    """Whether the words are days and perhaps why, and nothing else: «перенесите на 25.10» is about something else."""
    if read_days(words, today) is None:
        return False
    plain = _UNKNOWN_END.sub(" ", words.lower().replace("ё", "е"))
    left = re.findall(r"\d+|[^\W\d_]+", _FILLERS.sub(" ", _REASON.sub(" ", plain)))
    return all(_OF_DAYS.fullmatch(word) or word in _NUMBERS for word in left)


def says_away(words: str) -> bool:
    """Whether the words say that their author is away and nothing else: «болею», «я в отпуске», «на больничном»."""
    plain = " ".join(words[:_READ_AT_MOST].lower().replace("ё", "е").split())
    return _AWAY.search(plain) is not None and not re.search(r"\w", _FILLERS.sub(" ", _AWAY.sub(" ", plain)))


def names_absence(words: str, today: date) -> bool:
    """Whether the words say that their author is away, on which days, and nothing else: «болею до пятницы»."""
    plain = " ".join(words[:_READ_AT_MOST].lower().replace("ё", "е").split())
    return _AWAY.search(plain) is not None and not says_away(words) and names_only_days(words, today)


def until_sunday(today: date) -> date:
    """The last day of the week of ``today``: some schools work on Saturday."""
    return today + timedelta(days=6 - today.weekday())


def _read(plain: str, today: date) -> Days | None:
    if _UNKNOWN_END.search(plain):
        return _open_ended(_UNKNOWN_END.sub(" ", plain), today)
    if _WEEK_END.search(plain):
        return _plain_rest(_WEEK_END.sub(" ", plain), (today, until_sunday(today)))
    parts = _TILL.split(_BARE_START.sub(r"\1\3 по \2\3", plain))
    if len(parts) == 2:
        return _between(parts[0], parts[1], today)
    return _one_part(plain, today) if len(parts) == 1 else None


def _between(before: str, after: str, today: date) -> Days | None:
    if re.search(r"\d", before) or read_day(before, today) is not None:
        first = _start(before, today)
        last = None if first is None else _day(after, max(first, today))
        return None if first is None or last is None else (first, last)
    last = today if _TODAY.search(after) else _day(after, today)
    return None if last is None else _plain_rest(_TODAY.sub(" ", before), (today, last))


def _day(words: str, today: date) -> date | None:
    bare = _BARE_DAY.fullmatch(words.strip(" ."))
    return read_day(f"{bare[1]}-го" if bare else words, today)


def _start(before: str, today: date) -> date | None:
    """A beginning may lie behind us; a day of the week is the coming one."""
    return _day(before, today) or (read_day(before, today - _PAST) if re.search(r"\d", before) else None)


def _one_part(plain: str, today: date) -> Days | None:
    length = None if "через" in plain else _LENGTH.search(plain)
    if since := _SINCE.search(plain):
        begin = plain[since.end() :] if length is None else plain[since.end() :].replace(length[0], " ", 1)
        first = _start(begin, today)
        return None if first is None else (first, None) if length is None else _for_so_long("", length, first)
    if _TODAY.search(plain):
        rest = _TODAY.sub(" ", plain)
        last = read_day(rest, today)
        return (today, last) if last is not None else _plain_rest(rest, (today, today))
    if length is not None:
        return _for_so_long(plain.replace(length[0], " ", 1), length, today)
    day = read_day(plain, today)
    return _open_ended(plain, today) if day is None else (day, day)


def _for_so_long(rest: str, length: re.Match[str], first: date) -> Days | None:
    word = length[1] or ""
    number = int(word) if word.isdigit() else _NUMBERS.get("" if word in ("на", "еще") else word)
    if not number:
        return None
    unit = length[2]
    span = relativedelta(weeks=number) if unit.startswith("нед") else relativedelta(days=number)
    span = relativedelta(months=number) if unit.startswith("мес") else span
    return _plain_rest(rest, (first, first + span - timedelta(days=1)))


def _open_ended(plain: str, today: date) -> Days | None:
    """«Болею»: nobody knows how long; only where the words say nothing else."""
    return _plain_rest(plain, (today, None)) if _MAY_LAST.search(plain) else None


def _plain_rest(rest: str, days: Days) -> Days | None:
    """The days, unless the other words name something that was not understood."""
    left = _FILLERS.sub(" ", _REASON.sub(" ", rest))
    return None if re.search(r"[\wа-я]", left) else days
