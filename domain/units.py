"""Units of indicators: which words behind a number are one, and which of them mean the same."""

import re

from domain.indicators import kind_of
from domain.measures import Indicator

# Words for the same unit; the first of each is as it stands in most plans.
_FAMILIES = tuple(
    re.compile(pattern)
    for pattern in (
        r"%|процент\w*|п\.\s?п\.",
        r"чел\.?|человек\w*|люд\w*|дет(?:ей|и)|ребен\w*|реб\.?|обучающ\w*|учащ\w*|учени(?:к|ц)\w*|школьник\w*"
        r"|воспитанник\w*|выпускник\w*|участни(?:к|ц)\w*|педагог\w*|учител\w*|родител\w*|сотрудник\w*|работник\w*",
        r"шт\.?|штук\w*|ед\.?|единиц\w*",
        r"руб\.?|рубл\w*",
        r"тыс\.?|тысяч\w*",
        r"млн\.?|миллион\w*",
        r"ч\.?|час\.?|час(?:а|ов)",
        r"балл\w*",
        r"раз(?:а|ы)?",
        r"дн\.?|день|дн(?:я|ей)",
        r"мероприят\w*|меропр\.?",
    )
)
_PIECES = _FAMILIES[2]
# What plans count most; «2 урока» and «3 экскурсии» look like no unit by their endings.
_THINGS = re.compile(
    r"(?:проект|урок|занят|кабинет|класс|групп|команд|рейд|семинар|конкурс|олимпиад|экскурси|публикац|встреч|школ"
    r"|учрежден|организац|программ|договор|площадк|концерт|акци)[а-я]*"
)
# The genitive plural, in which a unit stands behind most numbers; «готов», «новых», «провели» are none.
_PLURAL = re.compile(r"[а-я]{3,}(?:ов|ев|ек|ок|ий|ств)")
_NO_UNIT = frozenset(("готов", "здоров", "таков"))
_STEM = 5


def is_same_unit(word: str, unit: str | None) -> bool:
    """Whether the word means this unit: «чел.» is «человек», «проекта» is «проектов»."""
    if not unit:
        return False
    word, unit = _plain(word), _plain(unit)
    family = _family(unit)
    if family is not None:
        return family.fullmatch(word) is not None
    one, other = _stem(word), _stem(unit)
    return one.startswith(other) or other.startswith(one)


def is_unit(word: str, indicator: Indicator) -> bool:
    """Whether the word is a unit that says something else than the indicator's; «12 шт.» may be of anything counted."""
    word = _plain(word)
    family = _family(word)
    if family is None and (word in _NO_UNIT or not (_THINGS.fullmatch(word) or _PLURAL.fullmatch(word))):
        return False
    if indicator.unit is None or _PIECES.fullmatch(_plain(indicator.unit)):
        # Nobody has said what is counted, so it can be anything, but not a share of it.
        return family is _FAMILIES[0] and kind_of(indicator) == "counted"
    return not (family is _PIECES and kind_of(indicator) == "counted")


def _family(word: str) -> re.Pattern[str] | None:
    return next((family for family in _FAMILIES if family.fullmatch(word)), None)


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е").strip()


def _stem(word: str) -> str:
    return word.rstrip(".")[: min(_STEM, max(3, len(word) - 2))]
