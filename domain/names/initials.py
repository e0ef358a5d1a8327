"""Initials as they are typed: «Н.С.», «Н. С», «НС», «Н,С.», «М.-Г.А.», «Дж.А.», «н.с.»."""

from domain.names.given import is_typical_surname
from domain.words.acronyms import SUBJECTS, acronym_kind
from domain.words.heads import head
from domain.words.tokens import Token, skip_line, text_at

# Initials of Armenian and Adyghe names.
_TWO_LETTERS = frozenset({"Дж", "Дз"})
# One-letter words, in capitals at the beginning of a line.
_WORDS = frozenset("ИСВКОУА")

Initials = tuple[tuple[str, ...], int]


def dotted_initials(found: list[Token], place: int) -> Initials | None:
    """One or two initials, the first one with its dot, and the place after them."""
    first = _initial(found, skip_line(found, place))
    if first is None:
        return None
    letter, after = first
    line = skip_line(found, after)
    if second := _initial(found, line):
        return (letter, second[0]), second[1]
    if line < len(found) and _is_second(found, line):
        return (letter, found[line].text), line + 1
    return (letter,), after


def initials_behind(found: list[Token], place: int) -> Initials | None:
    """Initials behind a surname, where «НС», «Н С» and «н.с.» will do too."""
    surname = found[place - 1].text
    place = skip_line(found, place)
    if is_pair(found, place) and _is_pair_of(surname, found[place].text):
        return tuple(found[place].text), place + (2 if text_at(found, place + 1) == "." else 1)
    if dotted := dotted_initials(found, place):
        return dotted
    if place + 1 < len(found) and is_letter(found[place]) and _is_second(found, place + 1):
        after = place + 2
        return (found[place].text, found[place + 1].text), after + (text_at(found, after) == ".")
    return _small_initials(found, place) if is_typical_surname(surname) else None


def bare_initial(found: list[Token], place: int) -> Initials | None:
    """«Иванова А» before the end or a mark."""
    if place < len(found) and is_letter(found[place]) and found[place].spaced:
        ends = place + 1 == len(found) or found[place + 1].kind in {"mark", "line"}
        return ((found[place].text,), place + 1) if ends else None
    return None


def is_letter(token: Token) -> bool:
    """Whether a word is an initial without its dot."""
    text = token.text
    if token.kind != "word" or not text[0].isupper():
        return False
    return len(text) == 1 or text in _TWO_LETTERS or (len(text) == 3 and text[1] == "-" and text[2].isupper())


def is_pair(found: list[Token], place: int) -> bool:
    """Whether two capitals stand here without dots."""
    text = text_at(found, place)
    return len(text) == 2 and text.isalpha() and text.isupper()


def is_initial(part: str) -> bool:
    """Whether a part of a name is an initial, a compound one included («М.-Г»)."""
    return len(part) == 1 or part in _TWO_LETTERS or ("-" in part and len(part) <= 4)


def _initial(found: list[Token], place: int) -> tuple[str, int] | None:
    """A letter with its dot; «М.-Г.» is one initial."""
    if place >= len(found) or not is_letter(found[place]) or not _is_dot(found, place + 1):
        return None
    if text_at(found, place + 2) == "-" and place + 3 < len(found) and is_letter(found[place + 3]):
        return f"{found[place].text}.-{found[place + 3].text}", place + (5 if _is_dot(found, place + 4) else 4)
    return found[place].text, place + 2


def _is_dot(found: list[Token], place: int) -> bool:
    """A dot, or a comma typed for it: «А,А.»."""
    if text_at(found, place) != ",":
        return text_at(found, place) == "."
    letter = place + 1 < len(found) and not found[place + 1].spaced and is_letter(found[place + 1])
    return letter and text_at(found, place + 2) == "."


def _is_second(found: list[Token], place: int) -> bool:
    """A letter without a dot can be the second initial, unless it is a word: «А. В библиотеке»."""
    if not is_letter(found[place]):
        return False
    small_next = place + 1 < len(found) and found[place + 1].kind == "word" and found[place + 1].text.islower()
    return not found[place].spaced or not small_next or found[place].text not in _WORDS


def _is_pair_of(surname: str, pair: str) -> bool:
    """«Иванова АА», but not «Управление ОО», nor «БУЗ ВО «Больница»»."""
    if head(surname):
        return False
    return is_typical_surname(surname) or (
        not surname.isupper() and pair not in SUBJECTS and acronym_kind(pair) == "unknown"
    )


def _small_initials(found: list[Token], place: int) -> Initials | None:
    """«афанасьева м.р.»; «и.о.» before a post is none."""
    four = [text_at(found, place + step) for step in range(5)]
    small = len(four[0]) == len(four[2]) == 1 and (four[0] + four[2]).isalpha() and four[1] == four[3] == "."
    if not small:
        return None
    acting = (four[0] + four[2]).lower() == "ио" and four[4].islower()
    return None if acting else ((four[0].upper(), four[2].upper()), place + 4)
