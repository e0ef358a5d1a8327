"""A deadline cell cut into words: what the grammar reads instead of letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.deadlines.vocabulary import LOOKS_ROMAN, MONTHS, ORDINALS, ROMAN, TENS, meaning

# Both separators of a date are the same, so that «05-07.09.2023» and «10,11,12 октября» are no dates.
_DATE = re.compile(
    r"(\d{1,2})\s?\.{1,2}\s?(\d{1,2})\s?\.{1,2}\s?(\d{4}|\d{2})(?!\d)|(\d{1,2})([/,-])(\d{1,2})\5(20\d\d)(?!\d)|"
    r"(\d\d)\.(\d\d)(20\d\d)(?!\d)"
)
_ROMAN_DATE = re.compile(r"(\d{1,2})(?:\.\s?|\s)([IVXІХ]{1,4})(?:\.\s?(?=\d)|\s(?=20))(20\d\d|\d\d)(?!\d)")
_ROMAN_DAY = re.compile(r"(\d{1,2})\.\s?([IVXІХ]{1,4})(?![\w.]|\s?(?:кв|полуг|четв))")
_ISO = re.compile(r"(20\d\d)-(\d\d)-(\d\d)(?!\d)(?:T[\d:]+)?")
_MONTH_OF_YEAR = re.compile(r"(0?[1-9]|1[0-2])[./](20\d\d)(?!\d)")
_PAIR = re.compile(r"(20\d\d)\s?/\s?(20\d\d|\d\d)(?!\d)|(\d\d)[-–/](\d\d)(?=\s?уч)")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d\d)(?!\d)")
# «15:00», «15.00», «15-30»: an hour; with a dot only where it cannot be a day and a month.
_TIME = re.compile(r"(?:[01]?\d|2[0-3])(?::[0-5]\d(?::[0-5]\d)?|\.(?:00|1[35]|[2345][05]))(?![\d.])")
_ENDING = r"(?:\s?-\s?(?:[А-Яа-яЁё]{1,3})|(?:го|ого|ое|ый|ой|ий|ая|ую|му|ом|й|я|е|м|х))(?![А-Яа-яЁё])"
_NUMBER = re.compile(rf"(\d+)(?:{_ENDING})?", re.IGNORECASE)
_ORDINAL_ENDING = re.compile(
    r"-\s?(?:го|ого|ое|ый|ой|ий|ей|ая|ья|ье|ую|ю|му|ому|ом|ем|й|я|е|м|х|ых|ти|и)$", re.IGNORECASE
)
_GLUED = re.compile(r"(\d{1,2})-([А-Яа-я]+)")
# A name in quotes, an address: whatever stands in them is no deadline.
_NAME = re.compile(r"«[^«»]*[^\W\d_][^«»]*»|\"[^\"]*[^\W\d_][^\"]*\"|(?:https?:|www\.)\S+|\S+@\S+\.\w+")
_TYPED_ROMAN = re.compile(r"(?:[1IІl]{1,3}|[1l][VУ])(?=\s*(?:кв|пол|чет))")
_ROMAN_ORDINAL = re.compile(r"([IVXІХ]{1,4})-?(?:й|я|е|го|ой|ая|ое|ый|ю)(?![А-Яа-яё])")
_LETTERS = re.compile(r"[А-Яа-яЁёІіЎўA-Za-z]+")
_DASH = re.compile(r"[-–—−‐‑‒―─]+")
_HALF_YEAR = re.compile(r"п\s?/\s?г(?:од\w*)?", re.IGNORECASE)
_QUARTER = re.compile(r"кв-?л\w*", re.IGNORECASE)
_GLUED_ROMAN = re.compile(r"[IVXІХ]{1,4}(?=[а-яё]{2})")
_PARTS_OF_MONTH = {"пол": 2, "дек": 3}
_SHARED_BY_PARTS = {"quarter", "half", "term"}


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


def tokens(text: str) -> list[Token]:
    """Cut a phrase into tokens; every character that is neither a space nor a full stop belongs to one of them."""
    found = [token for token in _cut(text) if token.kind != "."]
    return [_with_looks(token, after) for token, after in zip(found, [*found[1:], None], strict=False)]


def _with_looks(token: Token, after: Token | None) -> Token:
    """«П полугодие», «Ш квартал»: letters that look like Roman numbers are numbers before what is counted so.

    «вторая пол. января», «III дек. мая»: before a month they are halves and thirds of it.
    """
    if after is not None and after.kind == "month" and token.name in _PARTS_OF_MONTH:
        return replace(token, kind="month-part", value=_PARTS_OF_MONTH[token.name])
    counted = after is not None and after.kind in _SHARED_BY_PARTS
    if counted and token.text in LOOKS_ROMAN:
        return replace(token, kind="number", value=LOOKS_ROMAN[token.text], name="roman")
    return token


def _cut(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _whole(text, at) or (_numeric(text, at) if text[at] in "0123456789" else _word(text, at))
        yield token
        at = token.end


def _whole(text: str, at: int) -> Token | None:
    """Several characters that are one word whatever they look like: names in quotes, «1I квартал», «lll четверть»."""
    if found := _NAME.match(text, at):
        return Token("word", found[0], at, name=found[0].lower())
    if (found := _TYPED_ROMAN.match(text, at)) and not found[0].isdigit():
        value = 4 if found[0][-1] in "VУ" else len(found[0])
        return Token("number", found[0], at, value, name="roman")
    if (found := _ROMAN_ORDINAL.match(text, at)) and (value := meaning(found[1])[1]):
        return Token("number", found[0], at, value, name="roman")
    return None


def full_year(printed: str) -> int:
    """'22' → 2022, '2022' → 2022."""
    return int(printed) if len(printed) == 4 else 2000 + int(printed)


def _word(text: str, at: int) -> Token:
    if found := _HALF_YEAR.match(text, at):
        return Token("half", found[0], at, name="полугодие")
    if found := _QUARTER.match(text, at):
        return Token("quarter", found[0], at, name="квартал")
    if found := _GLUED_ROMAN.match(text, at):
        return _named(found[0], at)
    if found := _LETTERS.match(text, at):
        return _tens(text, found) or _named(found[0], at)
    if found := _DASH.match(text, at):
        return Token("-", found[0], at)
    return Token(text[at], text[at], at)


def _named(printed: str, at: int) -> Token:
    kind, value, name = meaning(printed)
    return Token(kind, printed, at, value, name)


def _tens(text: str, first: re.Match[str]) -> Token | None:
    """«двадцать пятого»: two words that are one number."""
    tens = TENS.get(first[0].lower())
    second = _LETTERS.match(text, first.end() + 1) if tens else None
    if (
        tens is None
        or second is None
        or (ones := ORDINALS.get(second[0].lower().replace("ё", "е"), 0)) not in range(1, 10)
    ):
        return None
    return Token("number", text[first.start() : second.end()], first.start(), tens + ones, name="ordinal")


def _numeric(text: str, at: int) -> Token:
    return _dated(text, at) or _partly_dated(text, at) or _counted(text, at)


def _dated(text: str, at: int) -> Token | None:
    """A day with its month and year."""
    if found := _ROMAN_DATE.match(text, at):
        roman_month = ROMAN.get(found[2].replace("І", "I").replace("Х", "X"), 0)
        return Token("date", found[0], at, int(found[1]), year=full_year(found[3]), month=roman_month)
    if found := _ISO.match(text, at):
        iso_year, iso_month, day = map(int, found.groups())
        return Token("date", found[0], at, day, year=iso_year, month=iso_month)
    if found := _DATE.match(text, at):
        day_printed, month_printed, year_printed = [part for part in found.groups() if part and part not in "/,-"]
        return Token("date", found[0], at, int(day_printed), year=full_year(year_printed), month=int(month_printed))
    return None


def _partly_dated(text: str, at: int) -> Token | None:
    """A month of a year, a school year, a day of a month."""
    if found := _MONTH_OF_YEAR.match(text, at):
        if text[:at].rstrip().endswith("."):
            # «до .10.2023»: the day is lost.
            return Token("unclear", found[0], at)
        return Token("month-date", found[0], at, year=int(found[2]), month=int(found[1]))
    if found := _PAIR.match(text, at):
        first, second = (full_year(part) for part in found.groups() if part)
        return Token("year-pair" if second == first + 1 else "unclear", found[0], at, first, year=second)
    if (found := _ROMAN_DAY.match(text, at)) and (month := meaning(found[2])[1]):
        return Token("date", found[0], at, int(found[1]), month=month)
    if (found := _DAY_MONTH.match(text, at)) and 1 <= int(found[2]) <= 12 and 1 <= int(found[1]) <= 31:
        return Token("date", found[0], at, int(found[1]), month=int(found[2]))
    if found := _TIME.match(text, at):
        return Token("time", found[0], at)
    return None


def _counted(text: str, at: int) -> Token:
    found = _NUMBER.match(text, at)
    assert found is not None
    digits = found[1]
    printed = found[0] if len(found[0]) == len(digits) or _is_ordinal(found[0], digits) else digits
    if (glued := _GLUED.match(text, at)) and glued[2].lower() in MONTHS:
        printed = f"{digits}-"
    is_year = len(digits) == 4 and digits.startswith("20")
    return Token("year-number" if is_year else "number", printed, at, int(digits) if len(digits) <= 4 else 0)


def _is_ordinal(printed: str, digits: str) -> bool:
    """«5-го», «5го»; the dash of «5-е» belongs to the number, that of «5-мая» does not."""
    rest = printed[len(digits) :].strip()
    return not rest.startswith("-") or _ORDINAL_ENDING.match(rest) is not None
