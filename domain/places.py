"""Which organisation of the district a printed name means. Standard library only."""

import re
from collections.abc import Iterable

from domain.names import plain

# Legal forms and kinds of settlement: «МБОУ «СОШ №2»» and «СОШ № 2» are one school.
_FORMS = "мбоу мкоу маоу моу гбоу гкоу гуо гу уо мбу мку мбдоу мдоу"
_SPELT_OUT = "муниципальное государственное бюджетное казенное автономное общеобразовательное учреждение образования"
_SETTLEMENTS = "г гп п с д пос город"
_SILENT = frozenset(f"{_FORMS} {_SPELT_OUT} {_SETTLEMENTS}".split(" "))


def match_place(printed: str, known: Iterable[tuple[int, str]]) -> list[int]:
    """Keys of the organisations whose name has the same words in the same order; legal forms are not compared."""
    words = _words(printed)
    return [key for key, name in known if words and _words(name) == words]


def _words(name: str) -> list[str]:
    found = re.findall(r"[а-яa-z]+|\d+", plain(name))
    return [word for word in found if word not in _SILENT]
