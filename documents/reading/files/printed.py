"""The value of a spreadsheet cell as it is printed: the format decides whether 45566 is a day or a number."""

import re
from datetime import date, datetime, time, timedelta

_MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
_MONTHS_OF = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a day of a calendar, not a moment
_LAST_DAY = 2_958_465
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_CODE = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_NUMBER = re.compile(r"[#0?][#0?,. ]*%?")


def printed_number(value: str, form: str | None, *, since_1904: bool = False) -> str:
    """A number of a sheet by its format; text that is no number comes back as it is."""
    try:
        number = float(value)
    except ValueError:
        return value
    if form is None or form in {"General", "@"}:
        return _general(number)
    section = _CODE.sub("", form.split(";")[0])
    letters = set(_LITERAL.sub("", section).lower()) & set("dmyhsг")
    if letters and 0 <= number <= _LAST_DAY:
        epoch = _EPOCH_1904 if since_1904 else _EPOCH
        before, after = _around_day(section)
        return f"{before}{printed_day(epoch + timedelta(days=number), letters)}{after}"
    return _formatted(number, section)


def printed_day(value: datetime | date | time, letters: set[str] | None = None) -> str:
    """A day, a month or an hour; ``letters`` of the format say which of them is shown, without them the day is."""
    if isinstance(value, time) or (letters and not letters & set("dyг") and letters & set("hs")):
        return f"{value:%H:%M}"
    if letters is None or {"d", "y"} <= letters or not letters & set("dm"):
        return f"{value:%Y}" if letters and not letters & set("dm") else f"{value:%d.%m.%Y}"
    if "d" in letters:
        return f"{value.day} {_MONTHS_OF[value.month - 1]}"
    return f"{_MONTHS[value.month - 1]} {value.year}" if "y" in letters else _MONTHS[value.month - 1]


def _general(number: float) -> str:
    """Eleven digits, as a cell without a format shows them."""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.10g}"


def _formatted(number: float, section: str) -> str:
    """Decimals, per cent, and the words around the number («1.» of a format «0"."»)."""
    plain = _LITERAL.sub(lambda found: "\x00" * (len(found[1] or found[2] or "")), section)
    found = _NUMBER.search(plain)
    if found is None:
        return _general(number)
    core = found[0].strip()
    decimals = len(re.findall(r"[0?]", core.partition(".")[2])) if "." in core else 0
    whole = f"{number * 100:.{decimals}f}%" if core.endswith("%") else f"{number:.{decimals}f}"
    if "#" in core.partition(".")[2]:
        whole = _general(number)
    before, after = _words(section, 0), _words(section, 1)
    return f"{before}{whole}{after}"


def _around_day(section: str) -> tuple[str, str]:
    """The literal words before and after the day of a format: «"до "dd.mm.yyyy»."""
    plain = _LITERAL.sub(lambda found: "\x00" * len(found[0]), section)
    places = [at for at, letter in enumerate(plain.lower()) if letter in "dmyhs"]
    first, last = (places[0], places[-1] + 1) if places else (0, len(section))
    before, after = (
        "".join(found[1] or "" for found in _LITERAL.finditer(part)) for part in (section[:first], section[last:])
    )
    return before, "" if after.strip().startswith("г") else after


def _words(section: str, side: int) -> str:
    """The literal words before or after the number of a format."""
    parts: list[str] = ["", ""]
    passed, at = 0, 0
    for found in _LITERAL.finditer(section):
        passed = passed or int(_NUMBER.search(section[at : found.start()]) is not None)
        parts[passed] += found[1] or found[2] or ""
        at = found.end()
    return parts[side].rstrip() if side else parts[side]
