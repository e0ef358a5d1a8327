"""What a careful reader asks about a responsible cell."""

import re

from domain.measures import Question
from domain.words import listed
from domain.words.heads import adjective_case, head
from domain.words.tokens import plain, tokens
from domain.words.vocabulary import DEPUTIES, MODIFYING_ABBREVIATIONS, POST_ABBREVIATIONS

_WHEN = re.compile(
    r"(?:до|к|с|со|не позднее|в течение|в период|весь|вся|каждый|ежегодн\w*|ежемесячн\w*|ежеквартальн\w*|еженедельн\w*"
    r"|постоянно|систематически|регулярно|срок\w*|январ\w*|феврал\w*|март\w*|апрел\w*|ма[йя]|июн\w*|июл\w*|август\w*"
    r"|сентябр\w*|октябр\w*|ноябр\w*|декабр\w*|год\w*|учебный год)(?:\s.*)?|[^а-яё]*\d[^а-яё]*(?:г(?:ода?|\.)?)?",
    re.DOTALL,
)
_LEFT_OPEN = listed("по и с со в во на к от для при за о об их его")
_LOST_BEGINNING = re.compile(r"директора по\b")
_GOES_ON = re.compile(r", ?(?:…|\.\.\.)$")
# Stems that are worth finding cut: words of every other cell.
_CUT_STEMS = listed(
    "заместител руководител директор учител преподавател воспитател методист педагог социальн классны организатор "
    "специалист библиотекар начальник заведующ председател управлени учреждени организаци администраци гимнази "
    "образовани общеобразовательн математик информатик литератур географ биолог"
)
_LEAST_CUT = 3


def says_when(text: str) -> bool:
    """Whether words tell a time instead of somebody («до 20.10.2022», «в течение года»)."""
    return _WHEN.fullmatch(plain(text)) is not None


def is_blank(cell: str) -> bool:
    """Whether a cell holds nothing but dashes, dots and the like."""
    return not cell.strip(" \n\t-–—_.,;…*")


def doubts(cell: str, strange: list[str], others: bool, lost_beginning: bool, too_long: bool) -> tuple[Question, ...]:
    """Questions about words that name nobody known, about «и др.» and about a cell that begins or breaks off."""
    asks: list[str] = []
    if cell[0] in ",;" or _LOST_BEGINNING.match(cell) or lost_beginning:
        asks.append(f"Начало ячейки потеряно («{cell[:30].strip()}»): кто стоит первым?")
    if too_long or _breaks_off(cell):
        asks.append(f"Ячейка обрывается на «{cell[-30:].strip()}»: кто ещё отвечает, какая должность?")
    elif others or _GOES_ON.search(cell):
        asks.append("В ячейке стоит «и др.»: кто ещё отвечает?")
    for words in strange:
        if says_when(words):
            asks.append(f"Вместо исполнителя стоит «{words[:80]}»: кто отвечает?")
        elif not (asks and cell.endswith(words)):
            asks.append(f"Кто это: «{words[:80]}» — организация, должность или человек?")
    return tuple(Question("responsible", ask) for ask in asks)


def _breaks_off(cell: str) -> bool:
    """The last word is a single small letter, the beginning of a known word, or needs another one behind it."""
    found = tokens(cell.rstrip(" \n,;"))
    if not found:
        return False
    last = found[-1]
    if last.text in "-–—" and len(found) > 1:
        return True
    if last.kind != "word":
        return False
    if len(last.text) == 1 and last.text.islower():
        return len(found) == 1 or (found[-2].kind != "number" and found[-2].text != "/")
    before = found[-2] if len(found) > 1 else None
    if last.text in _LEFT_OPEN or (len(last.text) == 1 and before is not None and before.text in _LEFT_OPEN):
        return True
    for_what = before is not None and before.plain == "по"
    adjective = adjective_case(last.text)
    if for_what and adjective in {"either", "oblique"} and last.text.islower():
        return True
    return _is_beginning(last.plain)


def _is_beginning(word: str) -> bool:
    """«заместит», «руковод»: cut inside a known stem."""
    if len(word) < _LEAST_CUT or head(word) or word in POST_ABBREVIATIONS | MODIFYING_ABBREVIATIONS:
        return False
    return any(stem.startswith(word) and stem != word for stem in _CUT_STEMS) or word in DEPUTIES
