"""Classes of a school as posts name them: «5-9 классов», «9 «А» и 9 «Б»», «IX–XI», «1-х», «7Б»."""

import re

from domain.words.tokens import plain

# A number with its letter in lower case, or with an empty one.
Classes = frozenset[tuple[int, str]]

_LAST = 12
_ROMAN = {
    name: str(number)
    for number, name in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1)
}
_ROMAN_WORD = re.compile(r"(?<!\w)(?<!\d-)[iіvxх]{1,4}(?!\w)")
# The reader of cells knows Russian letters only: a lone «X» comes as «Х».
_LOOKALIKES = str.maketrans("хі", "xi")
_LEVELS = {"1": "1-4", "2": "5-9", "3": "10-11"}
_ORDINALS = ("перв", "втор", "треть", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат")
_SAID = (
    *(
        (re.compile(rf"{ordinal}\w{{2,3}}(?=(?:,| и)? (?:\w+ых )?класс)"), str(number))
        for number, ordinal in enumerate(_ORDINALS, start=1)
    ),
    *((re.compile(rf"\b{level}(?:-?[а-я]{{1,2}})? ступен\w*"), numbers) for level, numbers in _LEVELS.items()),
    (re.compile(r"начальн\w* (?:класс\w*|школ\w*|звен\w*)"), "1-4"),
    (re.compile(r"выпускн\w* класс\w*"), "9, 11"),
    (re.compile(r"старш\w* класс\w*"), "10-11"),
)
# «0,5 ставки», «СОШ № 2»
_NO_CLASS = re.compile(r"(?<!\d)0[.,]\d+|\d[.,]\d+ ?ст\w*|№ ?\d+")
_RANGE = re.compile(r"(?<!\d)(\d{1,2})(?:-?[хйея]{1,2}(?![а-я]))?\s*(?:[-–—]|по)\s*(\d{1,2})(?!\d)")
_ONE = re.compile(
    r"(?<!\d)(\d{1,2})(?!\d)(?:\s?[«\"“]([а-к])[»\"”]|([а-ежзк])(?![а-я])|-([а-джзк])(?![а-я])|\s([абг])(?![а-я]))?"
)


def classes_in(text: str) -> Classes:
    """The classes that the words name, each with its letter where there is one; empty where none are named."""
    words = _NO_CLASS.sub(" ", plain(text))
    words = _ROMAN_WORD.sub(lambda match: _ROMAN.get(match[0].translate(_LOOKALIKES), match[0]), words)
    for pattern, numbers in _SAID:
        words = pattern.sub(numbers, words)
    found: set[tuple[int, str]] = set()
    for match in _RANGE.finditer(words):
        found.update((number, "") for number in range(int(match[1]), int(match[2]) + 1))
    for match in _ONE.finditer(_RANGE.sub(" ", words)):
        found.add((int(match[1]), "".join(letter for letter in match.groups()[1:] if letter)))
    return frozenset((number, letter) for number, letter in found if 1 <= number <= _LAST)


def meet(asked: Classes, held: Classes) -> bool:
    """Whether a class is among both; where only one of them names a letter the letters are not compared."""
    return any(
        number == other and (letter == letter_there or not (letter and letter_there))
        for number, letter in asked
        for other, letter_there in held
    )


def lacks_letters(asked: Classes, held: Classes) -> bool:
    """Whether letters are asked for and some of the classes held have none: nobody can tell whether they meet."""
    return any(letter for _, letter in asked) and not all(letter for _, letter in held)
