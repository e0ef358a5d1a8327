"""Words beside a date that only say what happens on it, and words that may turn it into another date."""

import re

from domain.deadlines.atoms import Tokens
from domain.deadlines.places import MOST, kind_at, name_at, skip
from domain.deadlines.vocabulary import folded

# A date beside one of these is offered, never taken.
_MOVING = re.compile(
    r"за$|после|через|ране[ей]|раньше|кроме|спустя|накануне|предшеств|предыдущ|прошл|будущ|исключ|перед|истеч|момент|"
    r"окончан|заверш|или$|либо|если|не$|ни$|между$|около$|примерн|ориентир|предпол|предвар|возможн|уточн|"
    r"когда$|где$|нибудь$|может$|наверн|вероятн|скорее|кажется|вроде$|видимо|приблиз|"
    r"перен|отмен|позж|поздн|рань|начин|продл|прежн|ближайш|ежег|ежек|ежем|ежен|ежед|месяц|месяч(?!ник)|недел|"
    r"следу|течени|срок|"
    # Streets and names hold dates that are no deadlines.
    r"ул$|улиц|пр$|пр-т|просп|пл$|площад|переул|бульв|им$|имени$|тел$|стр$|тыс|руб$|рубл|чел$|человек$|шт$|балл",
    re.IGNORECASE,
)
_PATRONYMIC = re.compile(r"[А-ЯЁ][а-яё]+(?:вна|вич|ична|ьич)$|[А-ЯЁ]$")
# Words that a number belongs to: «каб. 15», «СШ № 3», «педсовет № 2».
_NUMBERED = re.compile(
    r"каб|кабинет|ауд|корпус|школ|с[ош]?ш$|оош$|гимнази|лице|педсовет|протокол|приказ|заседани|пункт|п$|раздел|глав|стать"
)
_COUNTED = re.compile(r"кл$|класс|параллел|лет$|этап|тур|модул|смен|поток|групп|этаж")
# Words of time that name something else beside a plain word: «День знаний», «неделя математики», «последний звонок».
_PART_OF_NAME = {"days", "week", "month-part", "last", "working", "school", "calendar", "weekday", "season-of"}
_NEVER_IN_LABEL = {
    *("date", "month", "month-date", "year-number", "year-pair", "every", "each", "times", "twice", "until", "from"),
    *("then", "always", "reporting", "following", "this", "weekday", "wrong-weekday"),
}
_NEVER_WORDS = ("согласн", "согласован", "соответстви", "график", "плану", "планом", "планам", "необходимост")
_SAYS_NOTHING = ("включ", "вкл")
_IN_LABEL = {"time", "by", ",", "and", "-", "/", "%", '"', "«", "»", "(", ")"}


def moves(words: str) -> bool:
    """Whether some of the words may turn a date beside them into another one."""
    return any(_moving(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", words))


def _moving(word: str) -> bool:
    return _MOVING.match(folded(word)) is not None or _PATRONYMIC.match(word) is not None


def aside(ts: Tokens, i: int) -> int | None:
    """The place after a word that changes no date, with its number: «совещание», «каб. № 12», «9-11 классы»."""
    if ts[i].kind in _QUOTES:
        # «« » октября»: the day was to be written in by hand.
        return i + 1 if kind_at(ts, i + 1) not in _QUOTES and kind_at(ts, i - 1) not in _QUOTES else None
    if (named := _document(ts, i) or _holiday(ts, i) or _share(ts, i)) is not None:
        return named
    if ts[i].kind == "word":
        if _moving(ts[i].text):
            return None
        return _number_after(ts, i + 1, must=False) if _NUMBERED.match(ts[i].name) else i + 1
    if ts[i].kind == "№":
        return _number_after(ts, i, must=True)
    if ts[i].kind in _PART_OF_NAME:
        counted = kind_at(ts, i - 1) in {"number", "last", "each", "by"}
        named = kind_at(ts, i - 1) == "word" or (kind_at(ts, i + 1) == "word" and not _moving(ts[i + 1].text))
        return i + 1 if named and not counted else None
    return _counted(ts, i)


_QUOTES = {"«", "»", '"', "“", "”", "„"}
_DOCUMENT = re.compile(
    r"приказ|предписани|представлени|распоряжени|постановлени|письм|закон|указ|решени|протокол|утв$|утвержд"
)


def _document(ts: Tokens, i: int) -> int | None:
    """«приказ № 125 от 30.08.2023», «письмо от 14.09.2024 № 03-21/п»: dates and numbers of papers are no deadlines."""
    if not _DOCUMENT.match(ts[i].name):
        return None
    place = i + 1
    while place < i + 8 and kind_at(ts, place) in _IN_TITLE and name_at(ts, place) != "от":
        place += 1
    if name_at(ts, place) != "от" or kind_at(ts, place + 1) not in {"date", "number"}:
        return None
    place += 2
    while (kind_at(ts, place) in _AFTER_DATE or kind_at(ts, place - 1) == "/") and place < i + 20:
        if kind_at(ts, place) == "-" and kind_at(ts, place + 1) != "number":
            break
        place += 1
    return place


def _holiday(ts: Tokens, i: int) -> int | None:
    """«утренник, посвящённый 8 Марта», «в ДК им. 8 Марта»: the name of a day, not a date."""
    named = ts[i].name.startswith(("посвящ", "праздн", "честь")) or ts[i].name in _NAMED_AFTER
    if not named or kind_at(ts, i + 1) != "number":
        return None
    return i + 3 if kind_at(ts, i + 2) == "month" else None


_NAMED_AFTER = {"им", "имени", "ул", "улица", "улице", "пл", "площадь", "площади"}


def _share(ts: Tokens, i: int) -> int | None:
    """«85 % к концу 2024 г.», «до 100%», «не менее 60 %»: how much, not when."""
    place = skip(ts, i, "until")
    if name_at(ts, i) == "не" and name_at(ts, i + 1).startswith(("менее", "ниже", "более", "выше")):
        place = i + 2
    return place + 2 if kind_at(ts, place) == "number" and kind_at(ts, place + 1) == "%" else None


_IN_TITLE = {"word", "№", "number", "date", "-", "/", "and"}
_AFTER_DATE = {"month", "year-number", "year", "№", "number", "/", "-", "date"}


def _number_after(ts: Tokens, i: int, *, must: bool) -> int | None:
    place = i + (kind_at(ts, i) == "№")
    if kind_at(ts, place) == "date" and ts[place].year is None:
        return place + 1
    if kind_at(ts, place) == "number" and kind_at(ts, place + 1) not in {"month", "quarter", "half", "term", "week"}:
        return place + 1
    return None if must else i


def _counted(ts: Tokens, i: int) -> int | None:
    """«9 класс», «6 «Б» класс», «1-4 классы», «9, 11 кл.», «2 этап», «7-11 лет»."""
    end = i + 2 * MOST
    while i < end and kind_at(ts, i) == "number":
        if _COUNTED.match(name_at(ts, i + 1)):
            return i + 2
        if name_at(ts, i + 1).startswith("«") and _COUNTED.match(name_at(ts, i + 2)):
            return i + 3
        if kind_at(ts, i + 1) not in {"-", ",", "and"}:
            return None
        i += 2
    return None


def is_label(ts: Tokens, begin: int, end: int, *, beside_day: bool) -> bool:
    """Whether the words of these places name what is done and say nothing about when.

    Beside a day that is named exactly («до 31 мая 2024 г. (конец учебного года)») they may speak of time in general.
    """
    i, worded = begin, False
    while i < end:
        token = ts[i]
        if token.kind in _NEVER_IN_LABEL and not _only_joins(ts, i):
            return False
        if token.name.startswith(_NEVER_WORDS):
            return False
        if token.kind == "word" and _moving(token.text):
            return False
        worded = worded or not (token.kind in _IN_LABEL or token.name.startswith(_SAYS_NOTHING))
        after = aside(ts, i) or _number_in_name(ts, i)
        if after is None and token.kind not in _IN_LABEL and not beside_day:
            return False
        i = after or i + 1
    return worded


def _only_joins(ts: Tokens, i: int) -> bool:
    """«борьба с коррупцией», «подготовка к празднику»: a small word that begins no time."""
    return kind_at(ts, i) in {"from", "until"} and kind_at(ts, i - 1) == "word" and kind_at(ts, i + 1) == "word"


def is_duration(ts: Tokens, begin: int, end: int) -> bool:
    """«5 дней», «20 рабочих дней», «2 недели»: how long it takes, not when."""
    kinds = [token.kind for token in ts[begin:end] if token.kind != "working"]
    return kinds == ["number", "days"] or (kinds == ["number", "week"] and ts[end - 1].name in {"недели", "недель"})


def _number_in_name(ts: Tokens, i: int) -> int | None:
    """«шестой школьный день», «100% охват»: a number before a plain word counts no days."""
    if kind_at(ts, i) != "number":
        return None
    if kind_at(ts, i + 1) == "%":
        return i + 2
    return i + 1 if kind_at(ts, i + 1) == "word" and ts[i].text[0].isalpha() else None
