"""A cell made ready for reading: one alphabet, words that line ends cut joined, telephones and addresses gone."""

import re

from domain.words.heads import head

# Nobody prints longer lists; a longer cell is a mistake and must not cost minutes.
MAX_LENGTH = 4000

_LATIN = str.maketrans("ABCEHKMOPTXYaceopxyiI", "АВСЕНКМОРТХУасеорхуіІ")
_LATIN_ONLY = re.compile(r"[A-Za-z]+")
_MIXED = re.compile(r"[^\W\d_]+")
_LOOKALIKES = frozenset("ABCEHKMOPTXYaceopxy")
_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_CUT_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,40})-[^\S\n]*\n\s*([^\W\d_]{1,40})")
_MAIL = re.compile(r"(?<![\w.+-])[(<]?(?:e-?mail:?\s?)?[\w.+-]{1,64}@[\w.-]{1,64}", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S{1,200}")
_TELEPHONE = re.compile(
    r"(?:\b(?:тел|моб|сот|факс|т)\b\.?\s?:?\s?)?"
    r"(?<![\d-])(?:\+?\d{1,3}[\s-]?)?(?:\(\d{2,5}\)[\s-]?|\d{2,5}[\s-])?\d{1,3}[\s-]\d{2}[\s-]\d{2}(?![\d-])"
    r"|(?:\b(?:тел|моб|сот|факс)\b\.?\s?:?\s?)?\+?\b\d{10,12}\b"
    r"|\b(?:тел|моб|сот|факс)\b\.?\s?:?\s?\d{3,9}\b"
)
_ROOM = re.compile(r"\bкаб(?:инет)?\b\.?\s?№?\s?\d{1,4}\b")


def cleaned(text: str) -> str:
    """The first ``MAX_LENGTH`` letters of a cell without what names nobody; places differ from those in the cell."""
    cell = _HIDDEN.sub("", text[:MAX_LENGTH]).replace("\r\n", "\n").replace("\r", "\n").replace("\u2011", "-")
    cell = re.sub(r"[^\S\n]+", " ", cell)
    cell = _MIXED.sub(_one_alphabet, cell)
    cell = _CUT_WORD.sub(_joined, cell)
    for unwanted in (_MAIL, _LINK, _TELEPHONE, _ROOM):
        cell = unwanted.sub(" ", cell)
    return cell.strip()


def _one_alphabet(found: re.Match[str]) -> str:
    """Latin letters among Russian ones, and lone ones that look Russian («c», «A.C.»), as Russian ones."""
    word = found[0]
    latin = _LATIN_ONLY.fullmatch(word) is not None
    if latin and not (len(word) <= 2 and set(word) <= _LOOKALIKES):
        return word
    return word.translate(_LATIN) if latin or _LATIN_ONLY.search(word) else word


def _joined(found: re.Match[str]) -> str:
    """«педагог-⏎психолог» keeps its hyphen, «замести-⏎тель» was only cut."""
    first, second = found[1], found[2]
    whole, halves = head(first + second) is not None, (head(first) is not None, head(second) is not None)
    keeps = second[0].isupper() or all(halves) or (any(halves) and not whole)
    return f"{first}-{second}" if keeps else first + second
