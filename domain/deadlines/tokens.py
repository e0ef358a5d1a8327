"""Words of a deadline cell: what the grammar reads instead of letters.

Russian endings are cut to stems here and nowhere else, so the grammar speaks of ``month`` and ``quarter`` only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}

_MONTH_STEMS = (
    ("январ", "янв"),
    ("феврал", "фев"),
    ("март", "мар"),
    ("апрел", "апр"),
    ("мая", "май", "мае", "маю"),
    ("июн",),
    ("июл",),
    ("август", "авг"),
    ("сентябр", "сент", "сен"),
    ("октябр", "окт"),
    ("ноябр", "нояб", "ноя"),
    ("декабр", "дек"),
)
_ENDINGS = ("", "а", "е", "я", "ь", "ю", "ем", "ом", "у")
MONTHS = {stem + ending: n for n, stems in enumerate(_MONTH_STEMS, 1) for stem in stems for ending in _ENDINGS}

# Whole words first: these forms have a meaning of their own and must not be cut to a stem.
_WORDS = {
    "г": ("year", 0),
    "гг": ("years", 0),
    "год": ("year", 0),
    "года": ("year", 0),
    "году": ("year", 0),
    "годом": ("year", 0),
    "годы": ("years", 0),
    "годов": ("years", 0),
    "годах": ("years", 0),
    "лет": ("years", 0),
    "кв": ("quarter", 0),
    "уч": ("school", 0),
    "зима": ("season", 4),
    "зимой": ("season", 4),
    "зимы": ("season", 4),
    "весна": ("season", 1),
    "весной": ("season", 1),
    "весны": ("season", 1),
    "лето": ("season", 2),
    "летом": ("season", 2),
    "лета": ("season", 2),
    "осень": ("season", 3),
    "осенью": ("season", 3),
    "осени": ("season", 3),
    "до": ("until", 0),
    "к": ("until", 0),
    "ко": ("until", 0),
    "по": ("by", 0),
    "с": ("from", 0),
    "со": ("from", 0),
    "начиная": ("from", 0),
    "от": ("from", 0),
    "и": ("and", 0),
    "далее": ("then", 0),
    "дальше": ("then", 0),
    "затем": ("then", 0),
    "впоследствии": ("then", 0),
    "раз": ("times", 0),
    "р": ("times", 0),
    "раза": ("times", 0),
    "дважды": ("twice", 2),
    "трижды": ("twice", 3),
    "единожды": ("twice", 1),
    "один": ("number", 1),
    "одного": ("number", 1),
    "два": ("number", 2),
    "две": ("number", 2),
    "три": ("number", 3),
    "четыре": ("number", 4),
    "начало": ("beginning", 0),
    "начале": ("beginning", 0),
    "начала": ("beginning", 0),
    "началу": ("beginning", 0),
    "конец": ("end", 0),
    "конце": ("end", 0),
    "конца": ("end", 0),
    "концу": ("end", 0),
    "окончания": ("end", 0),
    "окончанию": ("end", 0),
    "последний": ("last", 0),
    "последняя": ("last", 0),
    "последнюю": ("last", 0),
    "последнее": ("last", 0),
    "последней": ("last", 0),
    "последнего": ("last", 0),
    "среда": ("weekday", 3),
    "среду": ("weekday", 3),
    "среды": ("weekday", 3),
    "средам": ("weekday", 3),
    "день": ("days", 0),
    "дня": ("days", 0),
    "дней": ("days", 0),
    "дню": ("days", 0),
    "неделя": ("week", 0),
    "неделю": ("week", 0),
    "недели": ("week", 0),
    "неделе": ("week", 0),
    "недель": ("week", 0),
}
# Stems, tried in this order; the value is what the stem itself says (a frequency, an ordinal, a weekday).
_STEMS = (
    ("ежегодн", "every", "yearly"),
    ("ежеквартал", "every", "quarterly"),
    ("ежемесячн", "every", "monthly"),
    ("еженедел", "every", "weekly"),
    ("ежедневн", "every", "daily"),
    ("ежечетверт", "every", "school-quarters"),
    ("кажд", "each", 0),
    ("квартал", "quarter", 0),
    ("полугоди", "half", 0),
    ("полугодов", "half", 0),
    ("четвертый", "number", 4),
    ("четвертого", "number", 4),
    ("четвертом", "number", 4),
    ("четверт", "term", 0),
    ("каникул", "holidays", 0),
    ("месяц", "month-word", 0),
    ("учебн", "school", 0),
    ("календарн", "calendar", 0),
    ("понедельник", "weekday", 1),
    ("вторник", "weekday", 2),
    ("четверг", "weekday", 4),
    ("пятниц", "weekday", 5),
    ("суббот", "weekday", 6),
    ("воскресень", "weekday", 7),
    ("перв", "number", 1),
    ("втор", "number", 2),
    ("трет", "number", 3),
    ("половин", "month-part", 2),
    ("декад", "month-part", 3),
    ("осенн", "season-of", 3),
    ("зимн", "season-of", 4),
    ("весенн", "season-of", 1),
    ("летн", "season-of", 2),
    ("рабоч", "working", 0),
    ("числ", "day-number", 0),
    ("постоянн", "always", 0),
    ("круглогодичн", "always", 0),
    ("систематическ", "always", 0),
    ("регулярн", "always", 0),
    ("непрерывн", "always", 0),
    ("следующ", "following", 0),
    ("отчетн", "reporting", 0),
)

_DATE = re.compile(r"(\d{1,2})\s?\.\s?(\d{1,2})\s?\.\s?(\d{4}|\d{2})(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_PAIR = re.compile(r"(20\d\d)\s?/\s?(20\d\d|\d\d)(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{2})(?![\d])")
# «15:00», «15.00»: an hour; with a dot only where it cannot be a day and a month.
_TIME = re.compile(r"(?:[01]?\d|2[0-3])(?::[0-5]\d|\.(?:00|[1-5][05]))(?![\d.])")
_NUMBER = re.compile(r"(\d+)(?:\s?-\s?(?:го|ое|ый|ой|ая|ую|му|ом|й|я|ю|е|м|х)(?![А-Яа-яЁё]))?")
_LETTERS = re.compile(r"[А-Яа-яЁёІіA-Za-z]+")
_DASH = re.compile(r"[-–—−‐‑‒―]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: ``kind`` is what the grammar asks for, ``text`` is as printed, ``at`` its place in the phrase."""

    kind: str
    text: str
    at: int
    value: int = 0
    name: str = ""
    year: int | None = None
    month: int = 0

    @property
    def end(self) -> int:
        return self.at + len(self.text)


def full_year(printed: str) -> int:
    """'22' → 2022, '2022' → 2022."""
    return int(printed) if len(printed) == 4 else 2000 + int(printed)


def _word(text: str, at: int) -> Token:
    low = text.lower().replace("ё", "е")
    if text.replace("І", "I") in ROMAN:
        return Token("number", text, at, ROMAN[text.replace("І", "I")], name="roman")
    if low in MONTHS:
        return Token("month", text, at, MONTHS[low])
    if low in _WORDS:
        kind, value = _WORDS[low]
        return Token(kind, text, at, value, name=low)
    for stem, kind, said in _STEMS:
        if low.startswith(stem):
            return Token(
                kind, text, at, said if isinstance(said, int) else 0, name=said if isinstance(said, str) else low
            )
    return Token("word", text, at, name=low)


def _numeric(text: str, at: int) -> Token | None:
    if found := _DATE.match(text, at) or _SLASHED.match(text, at):
        day, month, year = found.groups()
        return Token("date", found[0], at, int(day), year=full_year(year), month=int(month))
    if found := _ISO.match(text, at):
        year, month, day = found.groups()
        return Token("date", found[0], at, int(day), year=int(year), month=int(month))
    if found := _PAIR.match(text, at):
        first, second = int(found[1]), full_year(found[2])
        return Token("year-pair" if second == first + 1 else "word", found[0], at, first, year=second)
    if (found := _DAY_MONTH.match(text, at)) and 1 <= int(found[2]) <= 12 and 1 <= int(found[1]) <= 31:
        return Token("date", found[0], at, int(found[1]), month=int(found[2]))
    if found := _TIME.match(text, at):
        return Token("time", found[0], at)
    if found := _NUMBER.match(text, at):
        is_year = len(found[1]) == 4 and found[1].startswith("20")
        value = int(found[1]) if len(found[1]) <= 4 else 0
        return Token("year-number" if is_year else "number", found[0], at, value)
    return None


def tokens(text: str) -> Iterator[Token]:
    """Cut a phrase into tokens; every character that is not a space belongs to one of them."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _numeric(text, at) if text[at].isascii() and text[at].isdigit() else None
        if token is None and (found := _LETTERS.match(text, at)):
            token = _word(found[0], at)
        if token is None and (found := _DASH.match(text, at)):
            token = Token("-", found[0], at)
        token = token or Token(text[at], text[at], at)
        yield token
        at = token.end
