"""Russian endings of the nouns that head a party: which of them name the party, which only stand in another case.

Only the difference that decides where a party begins is kept: an ending is nominative (a party can begin here), oblique
(the word belongs to what stands before it) or either («школы»: of a school, or the schools).
"""

from dataclasses import dataclass
from typing import Literal

Case = Literal["nominative", "either", "oblique"]


@dataclass(frozen=True, slots=True)
class Ending:
    """What an ending says of its word; one that can be either reads as a plural where a party begins with it."""

    case: Case
    plural: bool


def _endings(one: str, many: str, either: str = "", of_one: str = "", of_many: str = "") -> dict[str, Ending]:
    """Endings with blanks between them, by what they mean; «-» is an empty ending."""
    groups = (
        (of_one, Ending("oblique", False)),
        (of_many, Ending("oblique", True)),
        (either, Ending("either", True)),
        (many, Ending("nominative", True)),
        (one, Ending("nominative", False)),
    )
    return {ending.strip("-"): meaning for listed, meaning in groups for ending in listed.split()}


# Each pattern bears the name of a word that declines so.
DECLENSIONS: dict[str, dict[str, Ending]] = {
    "методист": _endings("-", "ы и", "", "а у ом ем е", "ов ей ам ами ах"),
    "настаўнік": _endings("-", "і", "", "а у ам ем е", "аў амі ах"),
    "директор": _endings("-", "ы", "а", "у ом ем е", "ов ей ам ами ах"),
    "руководитель": _endings("ь", "и", "", "я ю ем е", "ей ям ями ях"),
    "учитель": _endings("ь", "", "я", "ю ем е", "ей ям ями ях"),
    "лицей": _endings("й", "и", "", "я ю ем е", "ев ям ями ях"),
    "школа": _endings("а", "", "ы и", "е у ой ою ей", "- ам ами ах"),
    "гимназия": _endings("я", "", "и", "ю ей", "й ям ями ях"),
    "министерство": _endings("о", "", "а", "у ом е", "- ам ами ах"),
    "училище": _endings("е", "", "а", "у ем", "- ам ами ах"),
    "управление": _endings("е", "", "я", "ю ем и", "й ям ями ях"),
    "население": _endings("е", "", "", "я ю ем и"),
    "часть": _endings("ь", "", "и", "ью", "ей ям ями ях"),
    "молодежь": _endings("ь", "", "", "и ью ей ям ями ях"),
    "заведующий": _endings(
        "ий ый ая яя ое ее ийся аяся",
        "ие ые иеся",
        "",
        "его ого ему ому им ым ем ом ой ей ую юю",
        "их ых ими ыми ихся имся имися",
    ),
    "столовая": _endings("ая", "ые", "", "ой ую", "ых ым ыми"),
    "жюри": _endings("", "", "-"),
    "замдиректора": _endings("-", ""),
}

LONGEST_ENDING = max(len(ending) for endings in DECLENSIONS.values() for ending in endings)
