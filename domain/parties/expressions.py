"""Words that name nobody and say how parties stand to each other: «совместно с», «по согласованию», «и др.»."""

from collections.abc import Collection
from typing import Literal

from domain.words.tokens import Token, skip_line

Meaning = Literal["with", "or", "others", "condition"]

# A last word with «…» may end in any way.
_EXPRESSIONS: dict[Meaning, tuple[str, ...]] = {
    "with": (
        *("совместно с", "совместно со", "вместе с", "вместе со", "при участии", "при поддержке", "при содействии"),
        *("с участием", "с привлечением", "под руководством", "во взаимодействии с", "в взаимодействии с"),
        *("в сотрудничестве с", "в лице", "включая"),
    ),
    "or": ("а также", "или", "либо", "и или"),
    "others": ("и др", "и другие", "и пр", "и прочие", "и т"),
    "condition": (
        *("по согл…", "по договор…", "по необходимост…", "по мере", "по запрос…", "при необходимост…", "при наличи…"),
    ),
}
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
for _meaning, _listed in _EXPRESSIONS.items():
    for _words in _listed:
        _BY_FIRST.setdefault(_words.split()[0], []).append((tuple(_words.split()), _meaning))

_LABELS = ("ответственн", "отв", "исполнител", "соисполнител", "контроль")
_MONTHS = ("январ", "феврал", "апрел", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_TIMES = (*_MONTHS, "ежегодн", "ежемесячн", "ежеквартальн", "еженедельн", "постоянно", "систематическ", "регулярно")


def expression_at(found: list[Token], place: int) -> tuple[Meaning, int] | None:
    """What the words here mean, and the place behind them; line ends between them are passed over."""
    for words, meaning in _BY_FIRST.get(found[place].plain, ()):
        if after := _behind(found, place, words):
            return meaning, _behind_others(found, after) if meaning == "others" else after
    return None


def _behind(found: list[Token], place: int, words: tuple[str, ...]) -> int | None:
    for word in words:
        place = skip_line(found, place)
        if place >= len(found) or not _is_word(found[place].plain, word):
            return None
        place += 1
    return place


def _is_word(printed: str, word: str) -> bool:
    return printed.startswith(word[:-1]) if word.endswith("…") else printed == word


def _behind_others(found: list[Token], place: int) -> int:
    """«и т. д.», «и т.п.», «и др.»."""
    while place < len(found) and found[place].plain in {".", "д", "п"}:
        place += 1
    return place


def behind_label(found: list[Token], place: int, names: Collection[int]) -> int | None:
    """The place behind «Ответственные:», «Исполнители –», «Отв.» before a name; ``names`` are the places of names."""
    if not found[place].plain.startswith(_LABELS):
        return None
    after = place + 1
    dotted = after < len(found) and found[after].text == "."
    after = skip_line(found, after + dotted)
    if after < len(found) and found[after].text in {":", "-", "–", "—"}:
        return after + 1
    return after if dotted and after in names else None


def says_time(found: list[Token], place: int) -> bool:
    """«…, в течение года», «…, до 20.10.2022»: a deadline in the wrong cell begins here."""
    word = found[place].plain
    if word.startswith(_TIMES):
        return True
    behind = skip_line(found, place + 1)
    if behind >= len(found):
        return False
    following = found[behind]
    if word == "в":
        return following.plain in {"течение", "период"}
    day = following.plain.startswith(_MONTHS) or (following.kind == "number" and "." in following.text)
    return day and word in {"до", "с", "к"}
