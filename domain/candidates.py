"""Who may be meant where a responsible cell breaks off or names somebody who is no known party."""

import re
from collections.abc import Iterable, Sequence

from domain.names import Known, match_person, plain

# Shorter beginnings fit too many surnames.
_SHORTEST = 3
_QUOTED = re.compile("«([^«»]+)»")


def fitting(asked: str, cell: str | None, known: Sequence[Known]) -> list[int]:
    """Keys of the people whose names fit the words quoted in the question, or begin like the cell ends; best first."""
    quoted = [key for words in _QUOTED.findall(asked) for key in match_person(words, known)]
    return list(dict.fromkeys([*_beginning_with(cell or "", known), *quoted]))


def _beginning_with(cell: str, known: Iterable[Known]) -> list[int]:
    words = re.findall(r"[А-ЯЁІЎ][А-Яа-яЁёІіЎў’'-]*$", cell.rstrip(" .–—-"))
    beginning = plain(words[0]) if words else ""
    if len(beginning) < _SHORTEST:
        return []
    return [person.key for person in known if plain(person.family).startswith(beginning)]
